"""The same items on a map as practice goes on: what becomes of one validation task, point by point of a training.

A row for the start and for each point kept: where the items lie once the learner has adapted to them, and its groups.
No label is in it: whose picture is what, who shows the map asks the pool. The file, ``map.safetensors`` in the
training's folder, is replaced in one move with every row; its bytes follow from the settings alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import torch
from safetensors import SafetensorError
from safetensors.torch import load, save
from torch import Tensor

from metaunsup.data.files import replace_file
from metaunsup.data.foreign import open_regular
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.projection import Plane
from metaunsup.learners.base import NOISE
from metaunsup.training.settings import TrainingSettings
from metaunsup.training.validation import Sighted

MOST_POINTS = 30  # kept beside the first and the last: a film of a minute at most, and some hundred kilobytes
LARGEST = 1 << 26  # bytes of a file that is looked at: far more than a map takes
KINDS = {"steps": torch.int64, "embedding": torch.float16, "groups": torch.int16, "hashes": torch.int64}


@dataclass(frozen=True, eq=False)
class PracticeMap:
    """``embedding`` (T, N, D) float16 and ``groups`` (T, N) int16 after each of ``steps`` (T,) int64 of practice.

    ``hashes`` (N,) int64 name the items. A group is ``NOISE`` or 0 .. any number, numbered anew at each point.
    """

    steps: Tensor
    embedding: Tensor
    groups: Tensor
    hashes: Tensor

    def until(self, step: int) -> PracticeMap:
        """Only what was kept up to ``step``."""
        keep = self.steps <= step
        return PracticeMap(self.steps[keep], self.embedding[keep], self.groups[keep], self.hashes)

    def then(self, step: int, seen: Sighted) -> PracticeMap:
        """One row more."""
        return PracticeMap(
            torch.cat([self.steps, torch.tensor([step])]),
            torch.cat([self.embedding, seen.embedding.to(torch.float16)[None]]),
            torch.cat([self.groups, seen.assignments.to(torch.int16)[None]]),
            self.hashes,
        )

    def planes(self) -> Any:
        """Places (T, N, 2) float32 on the one plane fitted to all points: what moves there has moved in the space."""
        plane = Plane()
        for row in self.embedding:
            plane.next(row.float())
        return plane.settled()

    def rows(self) -> Iterator[tuple[int, int, float, float, int]]:
        """A line for each item at each point: step, item, x and y on the plane, group."""
        for step, plane, groups in zip(self.steps.tolist(), self.planes(), self.groups.tolist(), strict=True):
            for item, ((x, y), group) in enumerate(zip(plane.tolist(), groups, strict=True)):
                yield step, item, round(x, 4), round(y, 4), group

    def write(self, path: Path) -> None:
        """Put it at ``path`` in one move; raises ``cannot_write``."""
        replace_file(path, save({name: getattr(self, name).contiguous() for name in KINDS}), make_folder=False)


def begun_map(hashes: Tensor, seen: Sighted) -> PracticeMap:
    """A map of the items with these ``hashes`` (N,) that has no row yet; rows will be like what is ``seen``."""
    count, width = seen.embedding.shape
    shapes = {"steps": (0,), "embedding": (0, count, width), "groups": (0, count)}
    return PracticeMap(
        **{name: torch.zeros(shape, dtype=KINDS[name]) for name, shape in shapes.items()}, hashes=hashes.clone()
    )


def read_map(path: Path) -> PracticeMap | None:
    """The map at ``path``; None where there is none. Raises ``run_damaged`` for what is no map."""
    try:
        with open_regular(path, follow_links=False) as file:
            data = file.read(LARGEST + 1)
        found = load(data) if len(data) <= LARGEST else {}
    except FileNotFoundError:
        return None
    except (OSError, SafetensorError, ValueError, KeyError) as error:
        raise MetaUnsupError("run_damaged", file=path.name) from error
    if {name: value.dtype for name, value in found.items()} != KINDS or not _fit(**found):
        raise MetaUnsupError("run_damaged", file=path.name)
    return PracticeMap(**found)


def _fit(steps: Tensor, embedding: Tensor, groups: Tensor, hashes: Tensor) -> bool:
    shape = (*steps.shape, *hashes.shape)
    return (
        len(shape) == 2
        and 0 not in shape
        and embedding.ndim == 3
        and tuple(embedding.shape[:2]) == shape == tuple(groups.shape)
        and embedding.shape[2] > 0
        and bool(torch.isfinite(embedding).all())
        and bool((steps.diff() > 0).all())
        and int(steps[0]) >= 0
        and int(groups.min()) >= NOISE
    )


def kept_on_map(settings: TrainingSettings, step: int) -> bool:
    """Whether the validation after ``step`` becomes a row of the map: each, or every so many of very many."""
    points = settings.steps // max(1, settings.interval)
    every = settings.interval * -(-points // MOST_POINTS) if points else 1
    return step in (0, settings.steps) or step % every == 0
