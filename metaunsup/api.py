"""What ``from metaunsup import ...`` gives: the six things that most work with the package begins with.

Each hands on to the room that does it. What takes long is an iterator: whoever holds it decides when it goes on.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Generic, TypeVar

from metaunsup.data.pool import PartName, Pool
from metaunsup.data.registry import resolve_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation import compare as comparison
from metaunsup.evaluation import evaluate as evaluation
from metaunsup.evaluation.compare import Finished
from metaunsup.evaluation.comparison import summarise_comparison
from metaunsup.evaluation.results import TaskResult
from metaunsup.evaluation.summary import summarise
from metaunsup.learners import registry
from metaunsup.learners.base import Learner
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.shipped import ready_learner
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.task import Task
from metaunsup.training import train as training
from metaunsup.training.references import reference_path
from metaunsup.training.settings import TrainingEvent, TrainingSettings, TrainingStage

__all__ = ["Results", "compare", "evaluate", "load_pool", "make_learner", "sample_task", "train"]

T = TypeVar("T")


class Results(Iterator[T], Generic[T]):
    """Tasks as they get finished: iterate for them, and ask for the ``summary``.

    ``finished`` are those so far, ``len()`` is how many there will be; ``close()`` gives up the rest.
    """

    def __init__(self, work: Iterator[T], total: int, summarise: Callable[[Sequence[T]], dict[str, Any]]) -> None:
        self.finished: list[T] = []
        self._work, self._total, self._summarise = work, total, summarise

    def __len__(self) -> int:
        return self._total

    def __next__(self) -> T:
        self.finished.append(next(self._work))
        return self.finished[-1]

    def close(self) -> None:
        """Compute no further task; the ``summary`` is then of those that are finished."""
        close = getattr(self._work, "close", None)
        if close is not None:
            close()

    def summary(self) -> dict[str, Any]:
        """Finish what is left and sum everything up, as plain values that ``json.dump`` takes."""
        for _ in self:
            pass
        return self._summarise(self.finished)


def load_pool(name: str | Path) -> Pool:
    """The pool called ``name``, else a folder (a folder of pictures for each class) or an archive on this machine.

    Items are (N, C, H, W), in fixed parts to train on, to validate and to test. ``python -m metaunsup data`` lists
    the names; refuses what is neither, and a pool that still has to be downloaded.

    >>> from metaunsup import load_pool
    >>> pool = load_pool("digits")
    >>> len(pool), tuple(pool.images.shape[1:])
    (1797, (1, 28, 28))
    """
    return resolve_pool(str(name))


def sample_task(
    pool: Pool | str,
    ways: int = 10,
    shots: int = 20,
    *,
    seed: int = 0,
    imbalance: float | None = None,
    outliers: int = 0,
    part: PartName = "test",
) -> Task:
    """A task: ``ways`` clusters of ``shots`` items each, shuffled; ``items`` are (ways * shots, C, H, W) in [0, 1].

    ``imbalance`` makes sizes unequal (concentration of a Dirichlet, None: equal), ``outliers`` further items belong
    to no cluster. The same arguments give the same task; refuses one that the pool cannot give.

    >>> from metaunsup import sample_task
    >>> task = sample_task("digits", ways=5, shots=4, seed=1)
    >>> tuple(task.items.shape), task.n_clusters
    ((20, 1, 28, 28), 5)
    """
    whole = load_pool(pool) if isinstance(pool, str) else pool
    return sample_clustering_task(whole, ways, shots, seed, imbalance=imbalance, outliers=outliers, part=part)


def make_learner(
    name: str, *, trained_on: str | None = None, checkpoint: str | Path | None = None, **options: Any
) -> Learner:
    """The learner called ``name``, a scikit-learn clusterer that can also be watched, by ``adapt``.

    A meta-learner has what is shipped for the pool ``trained_on``, or what ``checkpoint`` holds (a file, run:ID,
    shipped:POOL/LEARNER), and with it its settings; without either it has not practised yet and has ``options``.
    Learners that never practise read neither, but for those that read a pool (``trained_on``) at every task. Refuses
    unknown names, and options out of their range.

    >>> from metaunsup import make_learner, sample_task
    >>> task = sample_task("digits", ways=3, shots=10)
    >>> protonet = make_learner("protonet", trained_on="digits")
    >>> protonet.set_params(n_clusters=3).fit_predict(task.items).shape
    (30,)
    """
    spec = registry.learner_spec(name)
    if not spec.meta or (trained_on is None and checkpoint is None):
        learner = registry.make_learner(name, **options)
        return learner.set_params(pool=trained_on) if spec.reads_pool else learner
    if options:
        raise MetaUnsupError("options_beside_checkpoint", learner=name, options=tuple(options))
    path = None if checkpoint is None else reference_path(str(checkpoint))
    return ready_learner(name, trained_on=trained_on, checkpoint=path)


def evaluate(
    pool: Pool | str,
    learners: Iterable[str | Learner] | Mapping[str, Learner],
    *,
    ways: int = 10,
    shots: int = 20,
    tasks: int = 20,
    seed: int = 0,
    adapt_steps: int = 20,
    imbalance: float | None = None,
    outliers: int = 0,
    trained_on: str | None = None,
) -> Results[TaskResult]:
    """Let every learner adapt to the same ``tasks`` test tasks: an iterator of finished tasks, with a ``summary``.

    A learner given by name is the one shipped for ``trained_on``, by default for this very pool. Of the summary,
    ``["learners"][NAME]["accuracy"]`` has mean and 95 % interval, and ``["paired"]`` the differences. A learner's
    numbers depend on no other learner; one that fails on a task stands in its ``failures``, and the others go on.
    Refuses at once a task that the pool cannot give, and a learner that has practised on items of the test part.

    >>> from metaunsup import evaluate
    >>> results = evaluate("digits", ["kmeans", "protonet"], tasks=3)
    >>> accuracy = {name: one["accuracy"]["mean"] for name, one in results.summary()["learners"].items()}
    >>> accuracy["kmeans"] < accuracy["protonet"]
    True
    """
    whole = load_pool(pool) if isinstance(pool, str) else pool
    on = trained_on or whole.name
    ready: dict[str, Learner] = {}
    cost: dict[str, dict[str, Any] | None] = {}
    for name, given in learners.items() if isinstance(learners, Mapping) else ((None, one) for one in learners):
        learner = ready_learner(given, trained_on=on) if isinstance(given, str) else given
        shipped = isinstance(given, str) and isinstance(learner, MetaLearner)
        called = name or learner.full_name
        if called in ready:
            raise MetaUnsupError("learner_twice", learner=called)
        ready[called], cost[called] = (
            learner,
            evaluation.meta_training(learner, f"shipped:{on}/{learner.checkpoint_of()}" if shipped else None),
        )
    kind: dict[str, Any] = {"ways": ways, "shots": shots, "imbalance": imbalance, "outliers": outliers}
    kind |= {"seed": seed, "adapt_steps": adapt_steps}
    work = evaluation.evaluate(whole, ready, tasks=tasks, **kind)
    return Results(work, tasks, lambda done: summarise(done, pool=whole, checkpoints=cost, **kind))


def compare(
    learners: Sequence[str],
    pools: str | Sequence[str] = "digits",
    *,
    ways: int | Sequence[int] = 10,
    shots: int | Sequence[int] = 20,
    imbalances: float | Sequence[float | None] | None = None,
    seeds: int | Sequence[int] = 0,
    tasks: int = 20,
    adapt_steps: int = 20,
    trained_on: str | None = None,
    checkpoints: Mapping[str, str | Path] | None = None,
    jobs: int = 1,
) -> Results[Finished]:
    """Evaluate learners, by name, on every combination of pools, ways, shots, imbalances and seeds; ``tasks`` of each.

    An iterator of finished tasks, each with its ``cell`` of the grid, and a ``summary`` (the JSON of the command
    ``compare``): ``["settings"]`` has a table for each kind of task, ``["all"]`` one of all together, with paired
    differences corrected for their number. A learner's parameters are those of ``checkpoints`` (name -> file, run:ID
    or shipped:POOL/LEARNER), else what is shipped for ``trained_on``, else for the pool that the tasks are from;
    ``protonet@own``, with its file, takes part beside ``protonet``.
    ``jobs`` processes share the tasks; their number changes no score.

    >>> from metaunsup import compare
    >>> results = compare(["kmeans", "protonet"], "digits", ways=(3, 5), shots=10, tasks=2)
    >>> [(done.cell.setting.ways, done.task.index) for done in results]
    [(3, 0), (5, 0), (3, 1), (5, 1)]
    >>> [setting["tasks"] for setting in results.summary()["settings"]]
    [2, 2]
    """
    given = {name: reference_path(str(file)) for name, file in (checkpoints or {}).items()}
    grid = comparison.Grid(
        (pools,) if isinstance(pools, str) else tuple(pools),
        (ways,) if isinstance(ways, int) else tuple(ways),
        (shots,) if isinstance(shots, int) else tuple(shots),
        (imbalances,) if imbalances is None or isinstance(imbalances, int | float) else tuple(imbalances),
        (seeds,) if isinstance(seeds, int) else tuple(seeds),
        tasks,
        adapt_steps,
    )
    published = {name: Path(file).name for name, file in (checkpoints or {}).items()}  # a result tells no local path
    plan = comparison.prepare(grid, learners, trained_on=trained_on, checkpoints=given, published=published)
    return Results(
        comparison.compare(plan, jobs=jobs), grid.total, lambda finished: summarise_comparison(finished, plan)
    )


def train(
    learner: str,
    pool: str = "digits",
    *,
    out: str | Path,
    steps: int = 300,
    seed: int = 0,
    resume: bool = False,
    options: Mapping[str, Any] | None = None,
    **settings: Any,
) -> Iterator[TrainingEvent]:
    """Meta-train on the unlabelled part of a pool into the folder ``out``: an iterator of steps as they get done.

    An event has its ``progress`` (step, loss, seconds, items_seen), and where they are due its ``validation`` and
    ``checkpoint``; the last one has both. Closing the iterator keeps the state, and ``resume`` goes on from there,
    exactly. ``options`` are the learner's own; ``settings`` all others of ``TrainingSettings`` (validate_every,
    episodes, start_from, device, ...). Refuses at once what cannot work, and a folder that holds another training.

    >>> import tempfile
    >>> from metaunsup import make_learner, train
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     for event in train("protonet", "digits", out=folder, steps=2, validate_every=0, options={"ways": 5}):
    ...         print(event.progress.step, event.progress.loss > 0)
    ...     own = make_learner("protonet", checkpoint=event.checkpoint)
    1 True
    2 True
    >>> own.card["learner"], own.ways
    ('protonet', 5)
    """
    asked = TrainingSettings(learner, pool, steps=steps, seed=seed, options=dict(options or {}), **settings)
    return _steps(training.train(asked, Path(out), resume=resume))


def _steps(work: Iterator[TrainingStage | TrainingEvent]) -> Iterator[TrainingEvent]:
    with contextlib.closing(work):  # type: ignore[type-var]
        yield from (event for event in work if isinstance(event, TrainingEvent))
