"""Looking at items through encoders: places, neighbours, groups, and pictures of them, one after the other.

Everything is yielded as soon as it is there, and closing the iterator stops what is being computed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
import torch
from scipy.optimize import linear_sum_assignment

from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.metrics import accuracy
from metaunsup.evaluation.projection import procrustes
from metaunsup.latent.encoders import Encoder, Found
from metaunsup.latent.layouts import METHODS, Layout, lay_out, most_near, nearest, standard, strip, usual_near
from metaunsup.latent.measures import NEIGHBOURS, silhouette, trust, unsure
from metaunsup.latent.shown import Shown

NEAR, STEPS, ONE = "near", "steps", "one"
SCRUBS = (NEAR, STEPS, ONE)  # what several pictures of a space differ in: neighbourhoods, steps; or there is one
MOST_STEPS = 100
MOST_STRIP = 1000  # items of which pictures are made for several neighbourhoods, or steps
MOST_JOINT = {"pca": 30_000, "tsne": 2400, "umap": 2400}  # points of one projection of all steps,
MOST_FRAMES = {"pca": MOST_STEPS + 1, "tsne": 7, "umap": 7}  # and steps in it
MOST_SPACES = 2


@dataclass(frozen=True)
class Wish:
    """What pictures to make: ``method``, ``near`` (None: what suits the number of items), and what they differ in."""

    method: str = "umap"
    near: int | None = None
    scrub: str = NEAR
    steps: int = 20

    def check(self) -> None:
        """Refuse what there is none of."""
        for name, value, known in (("method", self.method, METHODS), ("scrub", self.scrub, SCRUBS)):
            if value not in known:
                raise MetaUnsupError("option_choice", name=name, value=value, choices=known)
        check_range("steps", self.steps, 0, MOST_STEPS)


@dataclass(frozen=True)
class Working:
    """``share`` of all that was asked for is done, 0 to 1."""

    share: float


@dataclass(frozen=True, eq=False)
class Space:
    """What encoder number ``number`` makes of the items, when it has adapted.

    ``points`` (N, D) float32; ``neighbours`` (N, k) int64, the nearest others in the space; ``groups`` (N,) int64 that
    were found, below 0 for none; ``unsure`` (N,) float32 (see ``measures``); ``silhouette`` of the true classes in the
    space, and ``accuracy`` of the groups, None where nobody knows. ``moves``: whether adapting moves the points.
    """

    number: int
    name: str
    points: np.ndarray
    neighbours: np.ndarray
    groups: np.ndarray
    unsure: np.ndarray
    silhouette: float | None
    accuracy: float | None
    moves: bool


@dataclass(frozen=True, eq=False)
class Picture:
    """One picture of space ``space``: ``positions`` (N, 2) float32, of a size that goes with the others.

    ``near``: perplexity or neighbours, None of PCA. ``step`` of adapting, and the ``groups`` (N,) found at it.
    ``trust``: trustworthiness, and the share of neighbours kept; ``silhouette`` of the true classes in the picture.
    """

    space: int
    method: str
    near: int | None
    step: int
    positions: np.ndarray
    groups: np.ndarray
    trust: tuple[float, float] | None
    silhouette: float | None
    accuracy: float | None
    seconds: float


Event = Working | Space | Picture


@dataclass(eq=False)
class _Seen:
    """A space in the making: its frames, the groups' numbers, and what its pictures are turned towards."""

    number: int
    frames: list[Found]
    groups: list[np.ndarray]
    turned_to: np.ndarray | None = None
    wanted: list[int | None] = field(default_factory=list)


def look(shown: Shown, encoders: Sequence[Encoder], wish: Wish) -> Iterator[Event]:
    """Spaces of ``shown``, one for each of ``encoders``, and their pictures; of all spaces the first picture first.

    Further pictures show other neighbourhoods, with ``wish.scrub`` "near"; with "steps" all steps lie in one
    projection, so that whatever moves in it has moved in the space. Groups are numbered alike in all of them, by the
    items they share. The second space's pictures are turned towards the first's (Procrustes).

    Raises:
        MetaUnsupError: what cannot be asked for at once; what an encoder or a projection refuses when it comes to it.

    """
    wish.check()
    if not 1 <= len(encoders) <= MOST_SPACES:
        raise MetaUnsupError("too_many_spaces", count=len(encoders), most=MOST_SPACES)
    return _look(shown, encoders, wish)


def _look(shown: Shown, encoders: Sequence[Encoder], wish: Wish) -> Iterator[Event]:
    labels = None if shown.labels is None else shown.labels.numpy()
    many = len(shown) > MOST_STRIP
    seen: list[_Seen] = []
    yield Working(0.0)
    for number, through in enumerate(encoders):
        frames = []
        for found in through.look(shown, wish.steps):
            frames.append(found)
            yield Working(0.1 * (number + (1 - 0.8 ** len(frames))) / len(encoders))
        last = frames[-1].groups.numpy()
        if seen:
            last = renumbered(last, seen[0].groups[-1])
        groups = [renumbered(frame.groups.numpy(), last) for frame in frames[:-1]] + [last]
        seen.append(_Seen(number, frames, groups))
        points = frames[-1].points.numpy()
        if not np.isfinite(points).all():
            raise MetaUnsupError("embedding_not_finite")
        moves = not np.array_equal(frames[0].points.numpy(), points)
        neighbours = nearest(points, NEIGHBOURS)[0] if len(points) > 1 else np.zeros((1, 0), np.int64)
        uncertain, apart = unsure(points, last), silhouette(points, labels)
        yield Space(number, through.name, points, neighbours, last, uncertain, apart, _accuracy(last, shown), moves)
        different = len(np.unique(points, axis=0))
        first = wish.near if wish.near is not None or wish.method == "pca" else usual_near(wish.method, different)
        several = wish.scrub == NEAR and not many and different > 3
        others = [near for near in strip(wish.method, different) if near != first] if several else []
        seen[-1].wanted = [first, *others]
    turns = [(one, place) for place in range(max(len(one.wanted) for one in seen)) for one in seen]
    turns = [(one, place) for one, place in turns if place < len(one.wanted)]
    for done, (one, place) in enumerate(turns):
        joint = wish.scrub == STEPS and not many
        pictures: list[Picture] = []
        for event in _pictures(one, one.wanted[place], wish.method, shown, joint):
            if isinstance(event, float):
                yield Working(0.1 + 0.9 * (done + event) / len(turns))
            else:
                pictures.append(event)
        towards = seen[0].turned_to if one.turned_to is None else one.turned_to
        pictures = turned(pictures, pictures[-1].positions if towards is None else towards)
        if place == 0:
            one.turned_to = pictures[-1].positions
        yield from pictures
    yield Working(1.0)


def _pictures(one: _Seen, near: int | None, method: str, shown: Shown, joint: bool) -> Iterator[float | Picture]:
    """One picture, or one for each step in a projection of all."""
    places = (
        _steps(one.frames, min(MOST_FRAMES[method], MOST_JOINT[method] // len(shown)))
        if joint
        else [len(one.frames) - 1]
    )
    points = np.concatenate([one.frames[place].points.numpy() for place in places])
    wide = near
    if near is not None and len(places) > 1:
        # an item's own other times are its neighbours: as many times as many are needed to see as many other items
        wide = min(near * len(places), most_near(len(np.unique(points, axis=0))))
    layout: Layout | None = None
    for event in lay_out(points, method, near=wide, seed=shown.seed):
        if isinstance(event, Layout):
            layout = event
        else:
            yield event
    assert layout is not None
    labels = None if shown.labels is None else shown.labels.numpy()
    for place, positions in zip(places, np.split(layout.positions, len(places)), strict=True):
        frame, groups = one.frames[place], one.groups[place]
        yield Picture(
            *(one.number, layout.method, layout.near and near, frame.step, positions.astype(np.float32), groups),
            trust(frame.points.numpy(), positions, shown.seed),
            silhouette(positions, labels, shown.seed),
            _accuracy(groups, shown),
            layout.seconds,
        )


def _steps(frames: Sequence[Found], most: int) -> list[int]:
    """Places of the frames to show: the first and the last, and between them evenly those that there is room for."""
    if np.array_equal(frames[0].points.numpy(), frames[-1].points.numpy()):
        return [len(frames) - 1]  # nothing moves
    room = max(2, min(len(frames), most))
    return sorted({round(float(place)) for place in np.linspace(0, len(frames) - 1, room)})


def turned(pictures: Sequence[Picture], towards: np.ndarray) -> list[Picture]:
    """``pictures``, all turned or mirrored by what brings the last of them closest to ``towards`` (N, 2)."""
    last = pictures[-1].positions.astype(np.float64)
    turn = procrustes(last - last.mean(0), standard(towards.astype(np.float64)))
    return [replace(one, positions=(one.positions @ turn).astype(np.float32)) for one in pictures]


def renumbered(groups: np.ndarray, like: np.ndarray) -> np.ndarray:
    """``groups`` (N,) with the numbers of those of ``like`` (N,) that they share most items with (Hungarian method).

    What is in no group stays so.
    """
    size = 1 + int(max(groups.max(initial=0), like.max(initial=0)))
    overlap = np.zeros((size, size), dtype=np.int64)
    both = (groups >= 0) & (like >= 0)
    np.add.at(overlap, (groups[both], like[both]), 1)
    numbers = linear_sum_assignment(overlap, maximize=True)[1]
    return np.where(groups < 0, groups, numbers[groups])


def _accuracy(groups: np.ndarray, shown: Shown) -> float | None:
    if shown.labels is None or not bool((shown.labels >= 0).any()):
        return None
    return accuracy(torch.from_numpy(groups), shown.labels)
