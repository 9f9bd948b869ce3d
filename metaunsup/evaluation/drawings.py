"""One task to look at: what generators draw at every step, beside each drawing the item shown that is nearest to it.

All take their steps in turn, so that they can be watched beside each other; a drawing has the same noise at every
step, so that what changes is the model. The page Generate and the command ``generate`` both show these.
"""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import torch
from PIL import Image
from torch import Tensor

from metaunsup.data.files import csv_text
from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.evaluate import refuse_test_items
from metaunsup.evaluation.generation import adapting, drawing, nearest
from metaunsup.evaluation.judge import Judge
from metaunsup.generation.base import FewShotGenerator, GenerationStep
from metaunsup.tasks.generation import GenerationKind, GenerationTask, sample_generation_task

HELD_OUT = 8  # new items that drawings are held against here: few, so that small classes have them, too
FEWEST = 2  # of a person's own pictures, of which there may be a dozen: a kernel distance needs two
DRAWN = (1, 100)
MOST_STEPS = 100
GAP, PAPER = 8, 128  # pixels between two rows of a board, and how bright what is between pictures


@dataclass(frozen=True, eq=False)
class DrawnStep:
    """What the generator ``name`` draws at step ``index``.

    ``drawings`` (N, C, H, W) in [0, 1], or rows (N, D); ``nearest`` (N,) int64, the place in the support of the item
    nearest to each, ``distance`` (N,) how far it is (root of the mean squared difference of pixels, or of columns);
    ``novelty`` their mean, over that of new items: 0 for copies; ``bound`` on new items, in nats an item, or None;
    ``mmd`` of drawings to new items (``judge``); ``last``: it takes no more steps.
    """

    name: str
    index: int
    drawings: Tensor
    nearest: Tensor
    distance: Tensor
    novelty: float
    bound: float | None
    mmd: float
    loss: float | None
    seconds: float
    last: bool = False


def one_task(pool: Pool, size: int, seed: int) -> GenerationTask:
    """The class that ``seed`` draws from the pool's test part: ``size`` items to show, and ``HELD_OUT`` new ones.

    Of a pool that has not as many, fewer: two at least.
    """
    try:
        return sample_generation_task(pool, GenerationKind((size,), HELD_OUT), seed)
    except MetaUnsupError as error:
        there = error.fields["possible"] if error.code == "generation_items" else 0
        assert isinstance(there, int)
        if there - size < FEWEST:
            raise
    return sample_generation_task(pool, GenerationKind((size,), there - size), seed)


def drawn_steps(
    pool: Pool,
    task: GenerationTask,
    generators: Mapping[str, FewShotGenerator],
    judge: Judge,
    *,
    steps: int,
    seed: int,
    drawings: int,
) -> Iterator[DrawnStep]:
    """Step 0 of every generator, then step 1, and so on to ``steps``, with so many ``drawings`` each.

    Refuses at once a generator whose network practised on items of the pool's test part, and numbers out of range.
    """
    check_range("steps", steps, 0, MOST_STEPS)
    check_range("drawings", drawings, *DRAWN)
    refuse_test_items(pool, {name: one for name, made in generators.items() for one in made.encoders})
    working = {
        name: made.adapt(task.support, steps=steps, generator=adapting(name, seed, 0, len(task.support)))
        for name, made in generators.items()
    }
    return _in_turn(working, task, judge, seed, drawings)


def _in_turn(
    working: dict[str, Iterator[GenerationStep]], task: GenerationTask, judge: Judge, seed: int, drawings: int
) -> Iterator[DrawnStep]:
    usual = float(nearest(task.held_out, task.support)[1].mean())
    ahead = {name: next(one, None) for name, one in working.items()}
    while any(step is not None for step in ahead.values()):
        for name, step in ahead.items():
            if step is None:
                continue
            ahead[name] = next(working[name], None)  # so that the last is known for that
            yield _drawn(name, step, ahead[name] is None, task, judge, usual, seed, drawings)


def _drawn(
    name: str,
    step: GenerationStep,
    last: bool,
    task: GenerationTask,
    judge: Judge,
    usual: float,
    seed: int,
    drawings: int,
) -> DrawnStep:
    made = step.sample(max(2, drawings), drawing(seed, 0))
    distance = judge.distance(made, task.held_out)
    made = made[:drawings]
    place, apart = nearest(made, task.support)
    with torch.no_grad():
        bound = None if step.bound is None else float(step.bound(task.held_out, drawing(seed, 0)).mean())
    novelty = float(apart.mean()) / max(usual, 1e-6)
    return DrawnStep(name, step.index, made, place, apart, novelty, bound, distance, step.loss, step.seconds, last)


def board(support: Tensor, rows: Sequence[Tensor]) -> bytes:
    """A PNG: the items shown, then each of ``rows`` of drawings, all (N, C, H, W), an empty strip between them."""
    parts = [support, *rows]
    across, (height, width) = max(map(len, parts)), support.shape[2:]
    page = np.full((len(parts) * (height + GAP) - GAP, across * (width + 1) - 1), PAPER, dtype=np.uint8)
    for number, part in enumerate(parts):
        grey = part.mean(1).clamp(0, 1).mul(255).round().to(torch.uint8).numpy()
        for place, one in enumerate(grey):
            top, left = number * (height + GAP), place * (width + 1)
            page[top : top + height, left : left + width] = one
    stream = io.BytesIO()
    Image.fromarray(page).save(stream, format="PNG", optimize=True)
    return stream.getvalue()


def sheet(task: GenerationTask, columns: Sequence[str], last: Sequence[DrawnStep]) -> str:
    """CSV: the rows shown, then those that each of ``last`` drew, each with the row shown nearest to it, and how far.

    ``columns`` are the table's, in whose deviations all numbers are; rows shown are numbered from 1.
    """
    there = [*map(str, columns)] if len(columns) == task.support.shape[1] else []
    names = there or [f"column {number}" for number in range(1, task.support.shape[1] + 1)]
    lines: list[tuple[object, ...]] = [
        ("shown", number, None, None, *_rounded(row)) for number, row in enumerate(task.support, 1)
    ]
    for one in last:
        for number, (row, near, far) in enumerate(zip(one.drawings, one.nearest, one.distance, strict=True), 1):
            lines.append((one.name, number, int(near) + 1, round(float(far), 5), *_rounded(row)))
    return csv_text(("who", "number", "nearest shown", "distance", *names), lines)


def _rounded(row: Tensor) -> list[float]:
    return [round(value, 5) for value in row.tolist()]
