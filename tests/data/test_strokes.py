"""Strokes as pictures: against a slow drawing of discs on a fine grid; where they lie; and what is no drawing."""

from __future__ import annotations

import json
import math
from itertools import pairwise
from pathlib import Path

import numpy as np
import pytest

from metaunsup.data import strokes
from metaunsup.data.ready_made import SETS, make, ready_made
from metaunsup.data.strokes import BOX, PEN, SIDE, Drawing, as_plain, drawings_of, read_drawings, render
from metaunsup.errors import MetaUnsupError

HOOK = Drawing((((0.3, 0.2), (0.3, 0.8), (0.5, 0.9), (0.6, 0.7)), ((0.2, 0.4), (0.5, 0.35))))
FINE = 8  # sub-pixels along a pixel


def slowly(drawing: Drawing) -> np.ndarray:
    """The same picture by another way: discs of the pen's width along every line, on a fine grid, then averaged."""
    points = [at for stroke in drawing.strokes for at in stroke]
    low = [min(at[axis] for at in points) for axis in (0, 1)]
    high = [max(at[axis] for at in points) for axis in (0, 1)]
    scale = (BOX - PEN) / max(high[0] - low[0], high[1] - low[1])

    def drawn(shift: tuple[float, float]) -> np.ndarray:
        fine = np.zeros((SIDE * FINE, SIDE * FINE))
        grid = (np.arange(SIDE * FINE) + 0.5) / FINE
        for stroke in drawing.strokes:
            for (ax, ay), (bx, by) in pairwise(stroke):
                for share in np.linspace(0, 1, 80):
                    x = (ax + share * (bx - ax) - (low[0] + high[0]) / 2) * scale + SIDE / 2 + shift[0]
                    y = (ay + share * (by - ay) - (low[1] + high[1]) / 2) * scale + SIDE / 2 + shift[1]
                    fine[(grid[:, None] - y) ** 2 + (grid[None] - x) ** 2 <= (PEN / 2) ** 2] = 1
        return fine.reshape(SIDE, FINE, SIDE, FINE).mean((1, 3))

    first = drawn((0, 0))
    centre = np.arange(SIDE) + 0.5
    mass = [float((first.sum(axis) * centre).sum() / first.sum()) for axis in (0, 1)]
    return drawn((SIDE / 2 - mass[0], SIDE / 2 - mass[1]))


def test_a_picture_is_the_share_of_each_pixel_that_the_pen_covers() -> None:
    found, wanted = render([HOOK])[0, 0] / 255, slowly(HOOK)
    assert found.shape == (28, 28)
    assert np.abs(found - wanted).max() < 0.2  # in a corner: ink goes by the distance, not by the area
    assert np.abs(found - wanted).mean() < 0.008
    assert abs(found.sum() / wanted.sum() - 1) < 0.01


def test_ink_fills_the_box_and_its_mass_lies_in_the_middle() -> None:
    ink = render([HOOK])[0, 0].astype(float)
    rows, columns = np.nonzero(ink > 127)
    assert max(np.ptp(rows), np.ptp(columns)) + 1 == BOX
    for axis in (0, 1):
        assert abs((ink.sum(axis) * np.arange(SIDE)).sum() / ink.sum() - (SIDE - 1) / 2) < 0.05


def test_place_size_and_order_of_the_strokes_change_nothing() -> None:
    moved = tuple(tuple((0.1 + x / 2, 0.3 + y / 2) for x, y in stroke[::-1]) for stroke in HOOK.strokes[::-1])
    assert np.abs(render([Drawing(moved)]).astype(int) - render([HOOK])).max() <= 1


def test_a_dot_stays_a_dot_and_no_ink_is_lost() -> None:
    dot, shaky, comet = render(
        [
            Drawing((((0.9, 0.1),),)),
            Drawing((((0.5, 0.5), (0.503, 0.501)),)),
            Drawing((((0.0, 0.0), (1.0, 0.0)), *[((0.9, 0.0), (1.0, 0.01))] * 3)),
        ]
    )[:, 0]
    assert abs(dot.sum() / 255 - math.pi * (PEN / 2) ** 2) < 0.5
    assert shaky.sum() < 2 * dot.sum()
    assert np.array_equal(dot, dot[::-1]) and np.array_equal(dot, dot.T)
    assert comet[:, [0, -1]].max() == 0  # what is heavy at one end is not pushed out at the other
    assert render([]).shape == (0, 1, 28, 28)


def test_drawings_go_to_json_and_back_and_what_is_empty_is_left_out() -> None:
    named = Drawing(HOOK.strokes, "猫")
    plain = json.loads(json.dumps(as_plain([HOOK, named])))
    assert drawings_of(plain) == (HOOK, named) == drawings_of(plain["drawings"])
    assert drawings_of([{"strokes": []}, {"name": "A", "strokes": [[]]}]) == ()
    assert HOOK.points == 6


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (None, "drawings_malformed"),
        ({"drawings": 3}, "drawings_malformed"),
        (["x"], "drawings_malformed"),
        ([{"strokes": [[[0.1, "a"]]]}], "drawings_malformed"),
        ([{"strokes": [[[0.1, math.nan]]]}], "drawings_malformed"),
        ([{"strokes": [[[True, 0]]]}], "drawings_malformed"),
        ([{"strokes": [[[99, 0]]]}], "drawings_malformed"),
        ([{"strokes": [[[0.1]]]}], "drawings_malformed"),
        ([{"name": "a name that is far too long", "strokes": []}], "drawings_malformed"),
        ([{"strokes": [[[0, 0]] * (strokes.MOST_POINTS + 1)]}], "drawing_too_long"),
        ([{"strokes": [[[0, 0]]]}] * (strokes.MOST_DRAWINGS + 1), "drawings_too_many"),
    ],
)
def test_what_is_no_drawing_is_refused(content: object, code: str) -> None:
    with pytest.raises(MetaUnsupError) as refused:
        drawings_of(content)
    assert refused.value.code == code and str(refused.value)


def test_a_file_of_something_else_is_refused(tmp_path: Path) -> None:
    for data, code in (
        (b"\xff\xfe", "drawings_unreadable"),
        (b"[" * 100_000, "drawings_unreadable"),
        (b"[]", "drawings_empty"),
    ):
        file = tmp_path / "drawings.json"
        file.write_bytes(data)
        with pytest.raises(MetaUnsupError) as refused:
            read_drawings(file)
        assert refused.value.code == code
    with pytest.raises(MetaUnsupError, match="cannot be read"):
        read_drawings(tmp_path / "nothing.json")


@pytest.mark.parametrize("name", SETS)
def test_a_ready_made_set_is_what_is_drawn_anew(name: str) -> None:
    drawings = ready_made(name)
    assert drawings == make(name)
    kinds = [one.name for one in drawings if one.name]
    assert len(set(kinds)) >= 3 and len(drawings) > len(set(kinds))
    assert kinds != sorted(kinds)  # the order tells nothing
    with pytest.raises(MetaUnsupError, match="learning"):
        ready_made("nothing")
