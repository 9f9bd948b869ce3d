"""The figures one drags: where each begins, what of it stands in the link, and the component that draws it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.ui import player
from metaunsup.ui.common.link import Field, Text
from metaunsup.ui.common.palette import look_of
from metaunsup.words import WORDS, Say

_HERE, _PLAYER = Path(__file__).parent, Path(player.__file__).parent
_FAR = (-20.0, 20.0)
_SCRIPTS = ("landscape", "sines", "kmeans", "evidence", "cells")
# the methods of the plane, as they look on every page
INKS = {"pretraining": "protonet", "maml": "maml", "first_order": "fomaml", "reptile": "reptile"}


def read(*paths: Path) -> str:
    """What stands in the files, one after the other."""
    return "\n".join(path.read_text(encoding="utf-8") for path in paths)


def scripts(*names: str) -> list[Path]:
    """The folder's scripts of these names."""
    return [_HERE / f"{name}.js" for name in names]


_component = st.components.v2.component(
    "metaunsup_figure",
    html=read(_HERE / "stage.html"),
    css=read(_PLAYER / "common.css", _HERE / "stage.css"),
    js=read(
        *(_PLAYER / name for name in ("mount.js", "palette.js", "sheet.js")),
        *scripts("stage"),
        *(path for name in _SCRIPTS for path in scripts(f"{name}_math", name)),
        *scripts("main"),
    ),
)


@dataclass(frozen=True)
class Numbers(Text):
    """A figure's state in a link: as many numbers as there are ``bounds``, with commas; "" where it begins."""

    bounds: tuple[tuple[float, float], ...] = ()

    def parse(self, text: str) -> str:
        """The text as it stands, or ``ValueError``."""
        parts = super().parse(text).split(",")
        if len(parts) != len(self.bounds):
            raise ValueError(text)
        for part, (low, high) in zip(parts, self.bounds, strict=True):
            if not low <= float(part) <= high:
                raise ValueError(text)
        return text


@dataclass(frozen=True)
class FigureKind:
    """``usual`` is where it begins, ``bounds`` what a link may ask for, ``facts`` what it must be told to draw."""

    usual: tuple[float, ...]
    bounds: tuple[tuple[float, float], ...]
    facts: Callable[[], dict[str, Any]]

    @property
    def field(self) -> Field:
        """How its state stands in the link."""
        return Numbers("", 400, r"-?[0-9]{1,4}(\.[0-9]{1,6})?(,-?[0-9]{1,4}(\.[0-9]{1,6})?)*", self.bounds)


def _gradient() -> dict[str, Any]:
    from metaunsup.lessons.landscape import ASIDE, CURVATURES

    inks = {method: look_of(learner).ink for method, learner in INKS.items()}
    return {"curvatures": [one.flatten().tolist() for one in CURVATURES], "aside": ASIDE.tolist(), "inks": inks}


def _sines() -> dict[str, Any]:
    from metaunsup.lessons.sines import WAYS_TO_PRACTISE, shipped

    inks = {"pretrained": look_of("protonet").ink, "maml": look_of("maml").ink}
    networks = shipped()["networks"]
    flat = {
        way: {name: [number for row in rows for number in row] for name, rows in networks[way].items()}
        for way in WAYS_TO_PRACTISE
    }
    return {"networks": [{"name": way, "ink": inks[way], "network": flat[way]} for way in WAYS_TO_PRACTISE]}


def _kmeans() -> dict[str, Any]:
    from metaunsup.lessons.plane import CLOUDS, cloud

    made = {name: cloud(name) for name in CLOUDS}
    return {
        "clouds": [
            {"name": name, "points": one.points.tolist(), "bad": one.bad.tolist(), "best": one.best}
            for name, one in made.items()
        ]
    }


_CURVE = (3.2, 0.9)  # amplitude and phase
_X = (-4.4, -3.5, -2.1, -1.2, -0.3, 0.8, 1.7, 2.6, 3.5, 4.5)
_Y = (2.66, 3.04, -0.45, -2.76, -2.98, -0.32, 2.3, 3.17, 1.65, -1.41)  # of that curve
_EXAMPLES = (
    *(-2.2, 1.0, -1.4, 1.5, -1.1, 0.4, -2.0, 0.2),
    *(1.2, 1.4, 2.2, 1.1, 1.9, 0.2, 0.9, 0.5),
    *(-0.4, -0.8, 0.5, -1.5, 0.9, -0.7, -0.7, -1.6),
)
FIGURES: dict[str, FigureKind] = {
    "gradient": FigureKind(
        (-0.6, -1.2, -1.6, 0.9, 1.7, 0.8, 0.3, -1.5, 0.5, 1, 0, 0, 1, 0),
        (*[_FAR] * 8, (0, 2), (0, 10), (0, 1.5), (0, 4), (0, 1), (0, 1)),
        _gradient,
    ),
    "sines": FigureKind(
        (*_CURVE, 5, 0.002, 0.01, 5, *[number for pair in zip(_X, _Y, strict=True) for number in pair]),
        ((0.1, 5), (0, 3.1416), (0, 10), (0.0005, 0.02), (0.0005, 0.02), (1, 10), *[_FAR] * 20),
        _sines,
    ),
    "kmeans": FigureKind((0, -2.4, 0.9, -1.6, 0.9, 1.2, -0.2), ((0, 3), *[_FAR] * 6), _kmeans),
    "latent": FigureKind((1.2, 0, 1, 0), ((-3, 4), (-3, 3), (0.05, 3), (0, 1)), dict),
    "cells": FigureKind(
        (0.6, 0.1, 0.2, *_EXAMPLES),
        ((0.05, 3), *[_FAR] * 26),
        lambda: {"labels": [number // 4 for number in range(12)]},
    ),
}
_WHOLE = {"gradient": (9, 11, 12, 13), "sines": (2, 5), "kmeans": (0,), "latent": (3,)}  # what counts or chooses


def numbers_of(name: str, text: str) -> list[float]:
    """The state that ``text`` asks for; "" asks for the usual one."""
    if not text:
        return list(FIGURES[name].usual)
    return [float(part) for part in text.split(",")]


def words_of(name: str, say: Say) -> dict[str, str]:
    """The sentences that the figure itself says, and those that all say."""
    found = {}
    for prefix in ("how_it_works.all.", f"how_it_works.{name}."):
        for key in WORDS:
            if key.startswith(prefix):
                found[key.removeprefix(prefix)] = WORDS[key][1 if say.lang == "zh" else 0]
    return found


def show_figure(
    name: str, state: str, say: Say, *, key: str, opened: int, usual: str = "", locked: bool = False, bare: bool = False
) -> str | None:
    """Draw figure ``name``; the state that the reader has brought it to, if it has changed.

    ``opened`` counts links: with another count ``state`` is taken anew, else the browser's own goes on. ``locked``:
    nothing can be dragged; ``bare``: no sliders.
    """
    kind = FIGURES[name]
    whole = _WHOLE.get(name, ())
    now, start = (
        [int(number) if at in whole else number for at, number in enumerate(numbers_of(name, text))]
        for text in (state or usual, usual)
    )
    data = {"figure": name, "state": now, "usual": start, "opened": opened, "lang": say.lang}
    data |= {"locked": locked, "bare": bare, "words": words_of(name, say), "facts": kind.facts()}
    result = _component(key=key, data=data, on_state_change=lambda: None)
    told = getattr(result, "state", None)
    if not isinstance(told, str) or told == state:
        return None
    try:
        return str(kind.field.parse(told))
    except ValueError:
        return None  # a browser that has been tampered with
