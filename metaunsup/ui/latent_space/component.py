"""The view of spaces: one component that draws in the browser, and what it is sent."""

from __future__ import annotations

import base64
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from metaunsup.ui import player
from metaunsup.words import WORDS, Say

if TYPE_CHECKING:
    from metaunsup.latent.look import Picture, Space
    from metaunsup.ui.latent_space.jobs import SpaceJob

_HERE, _PLAYER = Path(__file__).parent, Path(player.__file__).parent


def _read(*paths: Path) -> str:
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


_view = st.components.v2.component(
    "metaunsup_spaces",
    html=_read(_HERE / "space.html"),
    css=_read(_PLAYER / "common.css", _HERE / "space.css"),
    js=_read(
        *(_PLAYER / name for name in ("mount.js", "palette.js", "sheet.js")),
        *(_HERE / name for name in ("marks.js", "panel.js", "beside.js", "files.js", "moment.js", "view.js")),
    ),
)


def show_spaces(job: SpaceJob, facts: dict[str, Any], title: Callable[[str], str], say: Say, *, key: str) -> Any:
    """Draw what ``job`` has come to; ``facts`` are colour, the kind of point, and what else the browser is told.

    What comes back has ``a`` or ``b`` in the run after an item was taken for either, and ``share``, a moment, in that
    after one was to be shared.

    Items and their truth are sent twice, in case the browser skips a message for the next, which comes at once where
    all is done in a moment; a browser that lacks them still says so, and is sent them again.
    """
    state = f"{key}.sent"

    def send_again() -> None:
        st.session_state[state] = None

    data = payload(job, title, say) | facts
    number, times = st.session_state.get(state) or (None, 0)
    times = times + 1 if number == data["id"] else 1
    if times <= 2:
        data["setup"] = setup(job)
    st.session_state[state] = (data["id"], times)
    return _mounted(key, data, send_again)


def show_nothing(*, key: str) -> None:
    """Let the browser make the view, which it does not show until there is something in it."""
    _mounted(key, None, _noted)


def _mounted(key: str, data: dict[str, Any] | None, missing: Callable[[], None]) -> Any:
    return _view(
        key=key, data=data, on_missing_change=missing, on_a_change=_noted, on_b_change=_noted, on_share_change=_noted
    )


def _noted() -> None:
    """A trigger needs somebody to call; the run itself reads what it holds."""


def setup(job: SpaceJob) -> dict[str, Any]:
    """Items as they stay: their pictures, their truth, where they lie in the pool."""
    assert job.shown is not None and job.sheet is not None
    labels = job.shown.labels
    return {
        "sprite": job.sheet.as_dict(),
        "truth": None if labels is None else labels.tolist(),
        "classes": list(job.shown.class_names),
        "index": job.shown.index.tolist(),
    }


def payload(job: SpaceJob, title: Callable[[str], str], say: Say) -> dict[str, Any]:
    """Spaces and pictures as JSON: small whole numbers in base64, little-endian."""
    head = "latent_space.view."
    pictures = list(job.pictures)
    first = next((one for one in pictures if one.space == 0), None)
    return {
        "id": job.number,
        "over": job.over,
        "lang": say.lang,
        "words": {key.removeprefix(head): say.with_gaps(key) for key in WORDS if key.startswith(head)},
        "method": job.request.method,
        "scrub": job.request.scrub,
        "usual": None if first is None else first.near,
        "spaces": [_space(one, title, say, pictures) for one in list(job.spaces)],
    }


def picture_title(one: Picture, say: Say) -> str:
    """How a picture was made."""
    method = say(f"latent_space.method.{one.method}")
    return method if one.near is None else say(f"latent_space.near.{one.method}", method=method, near=one.near)


def _space(space: Space, title: Callable[[str], str], say: Say, pictures: list[Picture]) -> dict[str, Any]:
    own = sorted((one for one in pictures if one.space == space.number), key=lambda one: (one.step, one.near or 0))
    return {
        "code": space.name,
        "title": title(space.name),
        "silhouette": space.silhouette,
        "groups": packed(space.groups, "<i2"),
        "unsure": packed(space.unsure * 255, "<u1"),
        "neighbours": packed(space.neighbours, "<u2"),
        "pictures": [_picture(one, say) for one in own],
    }


def _picture(one: Picture, say: Say) -> dict[str, Any]:
    reach = max(float(np.abs(one.positions).max(initial=0.0)), 1e-6)
    trusted, kept = one.trust or (None, None)
    return {
        "title": picture_title(one, say),
        "method": one.method,
        "near": one.near,
        "step": one.step,
        "reach": reach,
        "points": packed(one.positions.T / reach * 32_767, "<i2"),
        "groups": packed(one.groups, "<i2"),
        "trust": trusted,
        "kept": kept,
        "silhouette": one.silhouette,
        "accuracy": one.accuracy,
    }


def packed(numbers: np.ndarray, kind: str) -> str:
    """``numbers``, rounded, in rows one after the other."""
    return base64.b64encode(np.ascontiguousarray(np.round(numbers).astype(kind)).tobytes()).decode("ascii")
