"""Procedural characters: a class is one to four Bezier strokes drawn from a seed, an item a hand's variation of them.

Nothing is downloaded and there are as many classes as one asks for. Class c is the same in every pool size, and its
first items are the same whatever number is drawn. The part of a class follows from the SHA-256 of its seed.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence

import numpy as np
import torch
from torch import Tensor

from metaunsup.data.pool import PARTS, Pool, make_pool, part_of
from metaunsup.errors import MetaUnsupError

CLASSES, ITEMS, SIDE = 400, 20, 28
MOST_CLASSES = 10_000
_STROKES, _POINTS = 4, 64  # strokes at most; points along each, never a whole pixel apart
_REACH = 9.0  # a character reaches this many pixels from the middle before it is varied
_BATCH = 8  # pictures drawn at a time: the table of distances stays within a processor's cache


def check_classes(count: str) -> int:
    """The N of ``glyphs:N`` as a number, 2 to 10,000."""
    if not (count.isascii() and count.isdigit() and len(count) < 8 and 2 <= int(count) <= MOST_CLASSES):
        raise MetaUnsupError("number_out_of_range", name="glyphs:N", value=count, low=2, high=MOST_CLASSES)
    return int(count)


def load(classes: int = CLASSES) -> Pool:
    """``classes`` characters, 20 items of each, as a pool whose parts share no class."""
    parts = np.repeat([part_of_class(seed) for seed in range(classes)], ITEMS)
    name = "glyphs" if classes == CLASSES else f"glyphs:{classes}"
    class_names = tuple(f"#{seed}" for seed in range(classes))
    images = draw(range(classes), ITEMS).reshape(-1, 1, SIDE, SIDE)
    return make_pool(name, images, np.repeat(np.arange(classes), ITEMS), class_names, parts=parts)


def sizes(classes: int = CLASSES) -> tuple[int, ...]:
    """Items in each part of ``classes`` characters, without drawing them."""
    parts = [part_of_class(seed) for seed in range(classes)]
    return tuple(ITEMS * parts.count(number) for number in range(len(PARTS)))


def part_of_class(seed: int) -> int:
    """Index into ``PARTS`` of a class, from the SHA-256 of its seed."""
    return part_of(_digest(seed, "class"))


def draw(seeds: Sequence[int], items: int) -> np.ndarray:
    """``items`` drawings of each class seed, (len(seeds), items, 28, 28) uint8, ink bright on black."""
    controls = np.concatenate([_vary(seed, items) for seed in seeds])
    widths = np.concatenate([_rng(seed, "pen").uniform(1.7, 3.1, items) for seed in seeds])
    strokes, pens = _tensor(controls), _tensor(widths)
    pictures = [_render(strokes[at : at + _BATCH], pens[at : at + _BATCH]) for at in range(0, len(pens), _BATCH)]
    return torch.cat(pictures).numpy().reshape(len(seeds), items, SIDE, SIDE)


def _digest(seed: int, use: str) -> int:
    """64 bits that follow from a class seed and what they are for."""
    return int.from_bytes(hashlib.sha256(f"glyph {seed} {use}".encode()).digest()[:8], "big")


def _rng(seed: int, use: str) -> np.random.Generator:
    return np.random.Generator(np.random.PCG64(_digest(seed, use)))


def _tensor(values: np.ndarray) -> Tensor:
    return torch.from_numpy(values.astype(np.float32))


def _character(seed: int) -> np.ndarray:
    """Control points of a class, (1 to 4 strokes, 4 points, 2), about within [-1, 1].

    Two of three strokes start where an earlier one passes, as in real scripts. A stroke that would be a mere dot is
    drawn again, and so is a lone one that hardly bends: too many classes would be the same slash.
    """
    rng = _rng(seed, "strokes")
    count = int(rng.choice([1, 2, 3, 4], p=[0.2, 0.35, 0.3, 0.15]))
    strokes: list[np.ndarray] = []
    for _ in range(count):
        stroke = rng.uniform(-1, 1, (4, 2))
        while _length(stroke) < 1 or (count == 1 and _length(stroke) < 1.6 * np.linalg.norm(stroke[3] - stroke[0])):
            stroke = rng.uniform(-1, 1, (4, 2))
        if strokes and rng.random() < 2 / 3:
            stroke[0] = _bernstein(rng.choice([0.0, 0.3, 0.5, 0.7, 1.0], size=1)) @ strokes[rng.integers(len(strokes))]
        if count > 1 and rng.random() < 0.35:  # a straight stroke
            stroke[1], stroke[2] = (2 * stroke[0] + stroke[3]) / 3, (stroke[0] + 2 * stroke[3]) / 3
        strokes.append(stroke)
    character = np.stack(strokes)
    path = _bernstein(np.linspace(0, 1, _POINTS)) @ character
    low, high = path.min((0, 1)), path.max((0, 1))
    # Fill the box, but keep what is tall tall: the shorter side is stretched by half as much at most.
    size = np.maximum(high - low, (high - low).max() / 1.5)
    return np.asarray((character - (low + high) / 2) / (size / 2))


def _length(stroke: np.ndarray) -> float:
    path = _bernstein(np.linspace(0, 1, 12)) @ stroke
    return float(np.linalg.norm(np.diff(path, axis=0), axis=1).sum())


def _vary(seed: int, items: int) -> np.ndarray:
    """Control points of ``items`` drawings of a class in pixels, (items, 4, 4, 2): jitter, shear, scale, turn, shift.

    A character of fewer than four strokes repeats its first one, which adds no ink.
    """
    strokes = by_hand(_character(seed), _rng(seed, "hand"), items)
    return np.concatenate([strokes] + [strokes[:, :1]] * (_STROKES - strokes.shape[1]), axis=1)


def paths(seed: int, items: int, points: int) -> np.ndarray:
    """The strokes of ``items`` drawings of a class as a pen passes along them: (items, 1 to 4, points, 2) in pixels."""
    return passed(by_hand(_character(seed), _rng(seed, "hand"), items), points)


def passed(strokes: np.ndarray, points: int) -> np.ndarray:
    """Points (..., points, 2) along curves (..., 4, 2)."""
    return np.asarray(_bernstein(np.linspace(0, 1, points)) @ strokes)


def by_hand(character: np.ndarray, rng: np.random.Generator, items: int) -> np.ndarray:
    """Control points (items, S, 4, 2) in pixels of ``items`` drawings of a character (S, 4, 2) within [-1, 1]."""
    chance = rng.standard_normal((items, 6 + character.size)).clip(-2, 2)
    jitter = 0.09 * chance[:, 6:].reshape(items, *character.shape)
    turn, shear = 0.12 * chance[:, 0], 0.15 * chance[:, 1]
    width, height = np.exp(0.10 * chance[:, 2]), np.exp(0.10 * chance[:, 3])
    cos, sin = np.cos(turn), np.sin(turn)
    matrix = (
        np.stack([np.stack([cos * width, sin * width], -1), np.stack([shear * cos - sin, shear * sin + cos], -1)], 1)
        * np.stack([np.ones_like(height), height], -1)[:, :, None]
    )
    shift = 0.8 * chance[:, None, None, 4:6]
    return np.asarray((character + jitter) @ (_REACH * matrix[:, None]) + shift + (SIDE - 1) / 2)


def _bernstein(t: np.ndarray) -> np.ndarray:
    """Weights of a cubic Bezier curve's four control points at times ``t`` (P,), as (P, 4)."""
    return np.stack([(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t**2 * (1 - t), t**3], axis=-1)


def _render(controls: Tensor, widths: Tensor) -> Tensor:
    """Strokes (B, 4, 4, 2) in pixels, drawn ``widths`` (B,) pixels wide, as (B, 28, 28) uint8.

    A pixel's ink follows from its distance to the nearest point of a stroke, fading over one pixel at the edge.
    """
    points = (_tensor(_bernstein(np.linspace(0, 1, _POINTS))) @ controls).flatten(1, 2)  # (B, 4 * P, 2)
    grid = torch.arange(SIDE, dtype=torch.float32)
    across = (grid[:, None] - points[:, None, :, 0]).square_()  # (B, 28, 4 * P)
    down = (grid[:, None] - points[:, None, :, 1]).square_()
    squared = (down[:, :, None] + across[:, None]).amin(-1)  # (B, 28, 28)
    ink = (widths[:, None, None] / 2 + 0.5 - squared.sqrt_()).clamp_(0, 1)
    return (255 * ink).round_().to(torch.uint8)
