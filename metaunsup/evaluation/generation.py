"""Many generation tasks, several generators: every one meets the same items, and only metrics know their class.

Bound: on how likely a new item of the class is, in nats an item (higher is better; VAEs alone have one). MMD: the
kernel distance of drawings to new items of the class, squared, in a judge's space (``judge``; lower is better).
Share: of drawings that the judge takes for the class. Distance: of a drawing from the nearest support item, as the
root of the mean squared difference of pixels, or of a table's standardised columns, over that of new items: at 1
drawings are as new as new items are, at 0 they are copies. None of it is better alone: copies have the lowest MMD and
no distance.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

import torch
from torch import Tensor

from metaunsup.data.pool import Pool
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.evaluate import MOST_TASKS, refuse_test_items
from metaunsup.evaluation.failures import ends_everything, unless_all_fail
from metaunsup.evaluation.judge import Judge
from metaunsup.evaluation.race import fault_of
from metaunsup.evaluation.results import Failure, in_order
from metaunsup.generation.base import FewShotGenerator, GenerationStep
from metaunsup.learners.base import MOST_STEPS
from metaunsup.tasks.generation import GenerationKind, GenerationTask, sample_generation_task
from metaunsup.tasks.streams import derive_seed, stream

METRICS = ("bound", "mmd", "share", "distance")
LOWER_IS_BETTER = ("mmd",)
DRAWN = 50  # drawings that are judged, of every generator at every size
TRACED = (0, 5, 10, 20, 50, 100, 200, 500)  # steps after which the bound is taken, beside the last


@dataclass(frozen=True)
class GeneratorResult:
    """A generator on one task: a number for each size of the support, after its last step.

    ``trace``: the bound after each of the steps ``traced``, at each size; empty without one. ``before``: the metrics of
    step 0 (before it has seen any item) at the largest size. ``seconds`` of computing at each size.
    """

    bound: tuple[float | None, ...]
    mmd: tuple[float | None, ...]
    share: tuple[float | None, ...]
    distance: tuple[float | None, ...]
    trace: tuple[tuple[float, ...], ...]
    traced: tuple[int, ...]
    before: Mapping[str, float | None]
    seconds: tuple[float, ...]


@dataclass(frozen=True)
class GenerationResult:
    """Task number ``index``: what generators (``learners``) made of it, and what stopped the others.

    ``seed`` draws it again; ``classes`` holds its one class, by name.
    """

    index: int
    seed: int
    classes: tuple[str, ...]
    learners: Mapping[str, GeneratorResult]
    failures: Mapping[str, Failure] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[int, ...]:
        """Its class counts once, in intervals over classes."""
        return (1,)

    @property
    def names(self) -> list[str]:
        """All who took part, in the order that was asked for."""
        return in_order(self.learners, self.failures)


def evaluate_generation(
    pool: Pool,
    generators: Mapping[str, FewShotGenerator],
    kind: GenerationKind,
    judge: Judge,
    *,
    tasks: int,
    seed: int,
    adapt_steps: int,
) -> Iterator[GenerationResult]:
    """Let every generator adapt to the same ``tasks`` tasks of ``kind`` from the test part; yields each when done.

    Task i follows from (seed, i) alone and a generator's random stream from (seed, i, its name, the size), so one more
    or less of either changes nobody's numbers.

    Raises:
        MetaUnsupError: at once, where a number is out of range, the pool cannot give such tasks, or a generator's
            network practised on items that it would be tested on; later, where no generator can cope with task 0.

    """
    check_range("tasks", tasks, 1, MOST_TASKS)
    check_range("adapt_steps", adapt_steps, 0, MOST_STEPS)
    if not generators:
        raise MetaUnsupError("no_learners")
    refuse_test_items(pool, {name: one for name, made in generators.items() for one in made.encoders})
    draw_generation_task(pool, kind, seed, 0)  # the impossible is refused now
    work = (
        judge_task(draw_generation_task(pool, kind, seed, index), generators, kind, judge, seed, index, adapt_steps)
        for index in range(tasks)
    )
    return unless_all_fail(work, 1, lambda one: one)


def draw_generation_task(pool: Pool, kind: GenerationKind, seed: int, index: int) -> GenerationTask:
    """Task number ``index`` of an evaluation under ``seed``; refuses the impossible."""
    return sample_generation_task(pool, kind, derive_seed(seed, "evaluate", "generation", index))


def adapting(name: str, seed: int, index: int, size: int) -> torch.Generator:
    """The random stream by which the generator ``name`` adapts to ``size`` items of a task."""
    return stream(seed, "generation", index, name.partition("@")[0], size)


def drawing(seed: int, index: int) -> torch.Generator:
    """The random stream of drawings and bounds, the same at every step and size: what changes is the model."""
    return stream(seed, "generation", index, "drawing")


def judge_task(
    task: GenerationTask,
    generators: Mapping[str, FewShotGenerator],
    kind: GenerationKind,
    judge: Judge,
    seed: int,
    index: int,
    adapt_steps: int,
) -> GenerationResult:
    """Let every generator adapt to ``task``; what stops one is kept, what stops all is raised."""
    done, failures = {}, {}
    for place, (name, made) in enumerate(generators.items()):
        try:
            done[name] = _judged(name, made, task, kind, judge, seed, index, adapt_steps)
        except Exception as error:
            fault = fault_of(name, error, logging.DEBUG if index else logging.ERROR)
            if ends_everything(error):
                raise fault from error
            failures[name] = Failure.of(fault, place)
    return GenerationResult(index, task.seed, (task.name,), done, failures)


def _judged(
    name: str,
    made: FewShotGenerator,
    task: GenerationTask,
    kind: GenerationKind,
    judge: Judge,
    seed: int,
    index: int,
    adapt_steps: int,
) -> GeneratorResult:
    told: list[dict[str, float | None]] = []
    traces, seconds, before = [], [], {}
    most = min(adapt_steps, made.most_steps)
    traced = tuple(sorted(step for step in {*TRACED, most} if step <= most)) if made.has_bound else ()
    for size in kind.sizes:
        support, trace, last = task.support[:size], [], None
        for last in made.adapt(support, steps=adapt_steps, generator=adapting(name, seed, index, size)):
            if last.bound is not None and last.index in traced:
                trace.append(float(last.bound(task.held_out, drawing(seed, index)).mean()))
            if last.index == 0 and size == kind.sizes[-1]:
                before = measured(last, trace, support, task, judge, drawing(seed, index))
        assert last is not None, "a generator yields step 0 at least"
        told.append(measured(last, trace, support, task, judge, drawing(seed, index)))
        seconds.append(last.seconds)
        traces += [tuple(trace)] if trace else []
    columns = {metric: tuple(one[metric] for one in told) for metric in METRICS}
    return GeneratorResult(**columns, trace=tuple(traces), traced=traced, before=before, seconds=tuple(seconds))


def measured(
    step: GenerationStep,
    trace: list[float],
    support: Tensor,
    task: GenerationTask,
    judge: Judge,
    generator: torch.Generator,
) -> dict[str, float | None]:
    """The metrics of drawings at a step; see the module."""
    drawn = step.sample(DRAWN, generator)
    taken = judge.taken_for(drawn) if task.name in judge.classes else None
    _, apart = nearest(drawn, support)
    _, usual = nearest(task.held_out, support)
    return {
        "bound": trace[-1] if trace else None,
        "mmd": judge.distance(drawn, task.held_out),
        "share": None if taken is None else taken.count(task.name) / len(taken),
        "distance": float(apart.mean() / usual.mean().clamp(min=1e-6)),
    }


def nearest(images: Tensor, support: Tensor) -> tuple[Tensor, Tensor]:
    """The place (N,) int64 in ``support`` of the item nearest to each of ``images``, and how far it is, (N,).

    Root of the mean squared difference of pixels: 0 for a copy, 1 for white and black; of rows, of their columns.
    """
    apart = (images[:, None] - support[None]).square().flatten(2).mean(2).sqrt()
    found = apart.min(1)
    return found.indices, found.values
