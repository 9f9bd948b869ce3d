"""One ink, mark and dash a learner: the same in every figure, in Python and in the player, readable on both pages."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from itertools import combinations
from pathlib import Path
from typing import Any

import pytest
import torch

import metaunsup.ui
from metaunsup.evaluation.calibration import calibration, reliability
from metaunsup.evaluation.curves import Curve
from metaunsup.evaluation.metrics import Interval
from metaunsup.learners.registry import LEARNERS, VARIANTS
from metaunsup.ui.common.palette import DASHES, HOLLOW, INKS, MARKS, YOURS, Look, look_of
from metaunsup.ui.compare.figures import figure
from metaunsup.ui.compare.reliability import diagram
from metaunsup.ui.meta_train.figures import accuracy_chart
from metaunsup.words import Say

PLAYER = Path(metaunsup.ui.__file__).parent / "player"
THEMES = tomllib.loads((Path(__file__).parents[3] / ".streamlit" / "config.toml").read_text(encoding="utf-8"))["theme"]


def luminance(colour: str) -> float:
    """Relative luminance of "#rrggbb" (WCAG 2)."""
    parts = [int(colour[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    """Contrast of two colours, 1 to 21 (WCAG 2)."""
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_no_two_learners_look_alike() -> None:
    looks = [look_of(name) for name in (*LEARNERS, *VARIANTS)]
    assert len(set(looks)) == len(looks)
    learners = [look_of(name) for name in LEARNERS]
    for one, other in combinations(learners, 2):
        if one.ink == other.ink:
            assert one.mark != other.mark and one.dash != other.dash
    trained = [look_of(name).ink for name, spec in LEARNERS.items() if spec.meta]
    first = trained[: len(INKS) - 1]  # those that one compares most, as many as there are inks beside K-Means'
    assert len(set(first)) == len(first)


def test_a_label_leaves_the_ink_and_is_told_by_mark_and_dash() -> None:
    names = [name for name, spec in (LEARNERS | VARIANTS).items() if spec.meta]
    plain = [look_of(name) for name in (*LEARNERS, *VARIANTS)]
    own, other = ([look_of(f"{name}@{label}") for name in names] for label in ("own", "other"))
    assert len({*plain, *own}) == len(plain) + len(names)
    for name, one, another in zip(names, own, other, strict=True):
        look = look_of(name)
        assert one.ink == another.ink == look.ink and one.mark == look.mark + HOLLOW
        assert look.dash not in (one.dash, another.dash) and another.mark != one.mark
        assert {one.dash, another.dash} <= set(DASHES) and another.mark.removesuffix(HOLLOW) in MARKS


def test_a_name_that_is_not_registered_has_a_look_that_stays() -> None:
    assert look_of("theirs") == look_of("theirs") != look_of("kmeans")
    assert isinstance(look_of("\udcff"), Look)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_every_ink_is_seen_on_both_pages(theme: str) -> None:
    ground = THEMES[theme]["backgroundColor"]
    assert [ink for ink in (*INKS, YOURS.ink) if contrast(ink, ground) < 3] == []


def mixed(colour: str, ground: str, share: float) -> str:
    """``share`` of a colour on a ground."""
    parts = ((int(colour[at : at + 2], 16), int(ground[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(share * over + (1 - share) * under):02x}" for over, under in parts)


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_letters_are_read(theme: str) -> None:
    """At 4.5 : 1. Streamlit writes on primary buttons and chips in white, and captions in 60 % of the text's colour."""
    colours = THEMES[theme]
    ground, text = colours["backgroundColor"], colours["textColor"]
    assert contrast("#ffffff", colours["primaryColor"]) >= 4.5
    assert contrast(mixed(text, ground, 0.6), ground) >= 4.5
    assert contrast(colours["linkColor"], ground) >= 4.5
    assert contrast(colours["primaryColor"], ground) >= 3  # frames and marks


def entries(script: str, table: str) -> set[str]:
    """Keys of an object in a script of the player."""
    text = (PLAYER / script).read_text(encoding="utf-8")
    inside = text.split(f"const {table} = {{", 1)[1].split("};", 1)[0]
    return set(re.findall(r'(?:^|[{,\s])"?([a-z-]+)"?:', inside))


def test_the_player_knows_every_mark_and_every_dash() -> None:
    assert entries("charts.js", "MARKS") == {*MARKS, YOURS.mark} and YOURS.mark not in MARKS  # a person's is its own
    assert entries("palette.js", "DASHES") == set(DASHES)
    assert f'"{HOLLOW}"' in (PLAYER / "charts.js").read_text(encoding="utf-8")


def drawn(name: str, beside: list[str]) -> Iterator[tuple[str, Any]]:
    """Where a learner is drawn, and its line there, in the company of ``beside``."""
    curve = Curve([0.0, 1.0], [Interval(0.5, 0.4, 0.6), Interval(0.6, 0.5, 0.7)])
    curves = dict.fromkeys([*beside, name], curve)
    yield "compare", figure(curves, [*beside, name], "shots", Say()).data[-1]
    sure = reliability([calibration(torch.tensor([[0.65, 0.35]]), torch.zeros(1, dtype=torch.int64))])
    assert sure is not None
    yield "reliability", diagram(dict.fromkeys([*beside, name], sure), [*beside, name], Say()).data[-1]
    told = {"accuracy": 0.5, "kmeans": 0.4, "low": 0.4, "high": 0.6}
    yield "training", accuracy_chart([{"step": 1, "validation": told}], 2, name, Say()).data[-1]


@pytest.mark.parametrize("name", ["kmeans", "maml", "reptile", "kmeans-umap", "protonet@own"])
@pytest.mark.parametrize("beside", [[], ["protonet", "spectral"]], ids=["alone", "beside others"])
def test_a_learner_looks_the_same_on_every_page(name: str, beside: list[str]) -> None:
    look = look_of(name)
    for where, line in drawn(name, beside):
        assert (line.line.color, line.marker.symbol) == (look.ink, look.mark), where


def test_runs_of_one_learner_share_its_mark_and_are_told_apart() -> None:
    looks = [look_of("maml").again(times) for times in range(6)]
    assert looks[0] == look_of("maml")
    assert len({(look.ink, look.mark) for look in looks}) == 6
    assert all(look.mark.startswith(look_of("maml").mark) for look in looks)
