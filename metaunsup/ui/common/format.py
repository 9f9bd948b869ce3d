"""Numbers, times and names as the pages write them."""

from __future__ import annotations

import datetime
import zoneinfo
from collections.abc import Sequence
from typing import TYPE_CHECKING

import streamlit as st

from metaunsup import words
from metaunsup.data.root import UPLOAD
from metaunsup.words import WORDS, Say

if TYPE_CHECKING:
    from metaunsup.evaluation.metrics import Interval

GAP = "\N{NO-BREAK SPACE}"  # a number stays on one line, also on a phone


def gigabytes(size: float) -> str:
    """Bytes as people say them."""
    return f"{size / 1e9:.1f}"


def duration(seconds: float, say: Say) -> str:
    """Seconds as people say them: two units at most, and no unit of nought."""
    whole = max(0, round(seconds))
    if whole < 60:
        return say("app.seconds", seconds=whole)
    minutes, rest = divmod(whole, 60)
    if minutes < 60:
        return say("app.minutes" if rest else "app.minutes.whole", minutes=minutes, seconds=rest)
    hours, rest = divmod(minutes, 60)
    return say("app.hours" if rest else "app.hours.whole", hours=hours, minutes=rest)


def plus_minus(interval: Interval, *, signed: bool = False) -> str:
    """Mean ± half the interval's width, in percent, or (``signed``) in percentage points."""
    mean = words.signed(100 * interval.mean, "+.1f") if signed else f"{100 * interval.mean:.1f}"
    margin = "" if interval.margin is None else f"{GAP}±{GAP}{100 * interval.margin:.1f}"
    return mean + margin + ("" if signed else f"{GAP}%")


def joined(sentences: Sequence[str], say: Say) -> str:
    """Sentences one after the other: with a space between them, which Chinese does not have."""
    return ("" if say.lang == "zh" else " ").join(sentences)


def pool_title(name: str, say: Say) -> str:
    """A pool's title; of a folder, its last name only; of an upload, what its file was called."""
    if name.startswith(UPLOAD):
        from metaunsup.ui.common.uploads import plain_title_of

        return say("uploads.option", title=plain_title_of(name, say))
    if f"pool.{name}.title" in WORDS:
        return say(f"pool.{name}.title")
    return name.rstrip("/").rpartition("/")[2].removeprefix("folder:")


def known_learner(name: str, say: Say) -> str:
    """A learner's title, or what somebody wrote into the file in its place."""
    return say.learner_title(name) if f"learner.{name}.title" in WORDS else name


def moment(seconds: float | None) -> datetime.datetime | None:
    """A time of day where the reader is; None for one that no calendar has (somebody edited the file)."""
    try:
        zone = zoneinfo.ZoneInfo(st.context.timezone or "UTC")
    except (zoneinfo.ZoneInfoNotFoundError, ValueError):
        zone = zoneinfo.ZoneInfo("UTC")
    try:
        # without its zone, or the browser would show it in one of its own choice
        return None if not seconds else datetime.datetime.fromtimestamp(seconds, zone).replace(tzinfo=None)
    except (OverflowError, ValueError, OSError):
        return None
