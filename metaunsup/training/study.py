"""A study of task design: trainings that differ in one setting alone, each judged on the same validation tasks.

Which practice tasks, how strong an augmentation, how many partitions? Every value is trained from scratch under every
seed, and ``study`` yields each training when it is done, seed by seed: what is there when it is stopped covers the
curve evenly. Nothing here reads a test part, so a value may be chosen by what comes out.
"""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from metaunsup.data.pool import Pool
from metaunsup.data.registry import resolve_pool
from metaunsup.data.root import CHECKPOINT
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.failures import ends_everything
from metaunsup.evaluation.race import fault_of
from metaunsup.evaluation.results import Failure
from metaunsup.training.estimate import check as check_training
from metaunsup.training.references import referenced_learner
from metaunsup.training.settings import EPISODES, PARTITIONED, TrainingEvent, TrainingSettings
from metaunsup.training.train import train, trainable
from metaunsup.training.validation import Validator

VARY = ("strength", "partitions", "episodes")
MOST_TRAININGS = 500
TASKS = (2, 1000)
ADAPT_STEPS = 20  # on each validation task, as many as an evaluation allows by default
TASK_SEED = 0  # of the validation tasks: the same for every study, so that two of one pool can be compared
Value = float | int | str
USUAL: dict[str, tuple[Value, ...]] = {
    "strength": (0.0, 0.5, 1.0, 1.5, 2.0, 2.5),
    "partitions": (1, 2, 5, 10, 20),
    "episodes": tuple(kind for kind in EPISODES if kind != "lasium"),  # which needs a checkpoint that draws
}
SETTINGS = (
    *("learner", "pool", "steps", "episodes", "embedding"),
    *("partitions", "clusters", "refresh", "umtra_share", "rescale", "coarsest", "interpolation"),
)


@dataclass(frozen=True)
class Study:
    """What is asked: ``vary`` takes each of ``values``, under each of ``seeds``; the rest is as in ``base``.

    ``vary``: "strength" of augmentation while practising, number of "partitions", or kind of "episodes"; ``tasks``
    validation tasks judge every training.
    """

    vary: str
    values: tuple[Value, ...]
    base: TrainingSettings = field(default_factory=lambda: TrainingSettings("protonet", steps=200))
    seeds: tuple[int, ...] = (0, 1, 2)
    tasks: int = 20

    @property
    def trainings(self) -> int:
        """How many trainings that is."""
        return len(self.values) * len(self.seeds)

    def settings(self, value: Value, seed: int) -> TrainingSettings:
        """The training of ``value`` under ``seed``; it is judged afterwards, so not on the way."""
        base = replace(self.base, seed=seed, validate_every=0)
        if self.vary == "strength":
            return replace(base, options={**base.options, "strength": value})
        changed: dict[str, Any] = {self.vary: value}
        return replace(base, **changed)

    def check(self) -> Pool:
        """Refuse what could only fail later; returns the pool."""
        if self.vary not in VARY:
            raise MetaUnsupError("option_choice", name="vary", value=self.vary, choices=VARY)
        for name, values in (("values", self.values), ("seeds", self.seeds)):
            if not values or len(set(values)) != len(values):
                raise MetaUnsupError("study_values", name=name, values=[str(value) for value in values] or "-")
        if self.vary == "partitions" and self.base.episodes not in PARTITIONED:
            raise MetaUnsupError("study_no_partitions", choices=PARTITIONED)
        check_range("tasks", self.tasks, *TASKS)
        if self.trainings > MOST_TRAININGS:
            raise MetaUnsupError("study_too_large", trainings=self.trainings, most=MOST_TRAININGS)
        for value in self.values:
            check_training(self.settings(value, self.seeds[0]))
        pool = resolve_pool(self.base.pool)
        pool.part("validation")  # refuses a pool whose labels nobody knows: nothing could be judged
        return pool

    def arguments(self) -> list[str]:
        """What to type after ``python -m metaunsup`` for the same study."""
        words = ["study", "--vary", self.vary, "--values", ",".join(plain(value) for value in self.values)]
        usual = TrainingSettings("")
        for name in SETTINGS:
            value = getattr(self.base, name)
            if name != self.vary and (name in ("learner", "pool", "steps") or value != getattr(usual, name)):
                words += [f"--{name.replace('_', '-')}", plain(value)]
        for name, value in self.base.options.items():
            words += ["--learner-option", f"{name}={value}"]
        return [*words, "--seeds", ",".join(map(str, self.seeds)), "--tasks", str(self.tasks)]


def plain(value: Value) -> str:
    """A value as a person types it."""
    return f"{value:g}" if isinstance(value, float) else str(value)


@dataclass(frozen=True)
class Yardstick:
    """K-Means on the pixels of the validation tasks (``ways`` x ``shots``): its accuracy on each."""

    ways: int
    shots: int
    kmeans: tuple[float, ...]


@dataclass(frozen=True)
class Practising:
    """A step of the training of ``value`` under ``seed`` is done."""

    value: Value
    seed: int
    step: int


@dataclass(frozen=True)
class Trained:
    """A training that is done: ``accuracy`` on each validation task, and what practising had cost."""

    value: Value
    seed: int
    accuracy: tuple[float, ...]
    seconds: float
    items_seen: int


@dataclass(frozen=True)
class Untrained:
    """A training that could not be finished, or not be judged, and what stopped it."""

    value: Value
    seed: int
    failure: Failure


StudyEvent = Yardstick | Practising | Trained | Untrained
_KINDS: dict[str, Any] = {one.__name__.lower(): one for one in (Yardstick, Practising, Trained, Untrained)}


def event_as_json(event: StudyEvent) -> dict[str, Any]:
    """As JSON; ``event_from_json`` gives it back to the last bit."""
    return {"kind": type(event).__name__.lower(), **asdict(event)}


def event_from_json(content: Mapping[str, Any]) -> StudyEvent:
    """What ``event_as_json`` made."""
    given: dict[str, Any] = {
        name: tuple(value) if isinstance(value, list) else value for name, value in content.items()
    }
    if "failure" in given:
        given["failure"] = Failure(**given["failure"])
    found: StudyEvent = _KINDS[given.pop("kind")](**given)
    return found


def study(asked: Study) -> Iterator[StudyEvent]:
    """Yield the yardstick, every step of every training, and every training when it is done and judged.

    One that fails is told as ``Untrained``, and the others go on.

    The numbers follow from the settings, the seeds and the number of threads alone. Strength is varied while
    practising: a learner that alters pictures when it adapts, too, does that at its usual strength on every
    validation task, so that all face the same there.

    Raises:
        MetaUnsupError: at once, where a training would be refused or could not be judged; later, where all trainings
            under the first seed fail, or with what concerns all of them.

    """
    return _run(asked, asked.check())


def _run(asked: Study, pool: Pool) -> Iterator[StudyEvent]:
    validator = Validator(pool, TASK_SEED, tasks=asked.tasks, steps=ADAPT_STEPS)
    if not validator.tasks:
        raise MetaUnsupError("too_few_classes", classes=1, pool=pool.name, part="validation")
    yield Yardstick(validator.ways, validator.shots, tuple(validator.kmeans_each))
    first: MetaUnsupError | None = None
    for seed in asked.seeds:
        finished = 0
        for value in asked.values:
            try:
                yield from _train(asked, value, seed, validator)
                finished += 1
            except Exception as error:
                fault = fault_of(asked.base.learner, error)
                if ends_everything(error):
                    raise fault from error
                first = first or fault
                yield Untrained(value, seed, Failure.of(fault, asked.values.index(value)))
        if seed == asked.seeds[0] and not finished and first is not None:
            raise first


def _train(asked: Study, value: Value, seed: int, validator: Validator) -> Iterator[Practising | Trained]:
    with tempfile.TemporaryDirectory(prefix="metaunsup-study-") as folder:
        for event in train(asked.settings(value, seed), Path(folder)):
            if isinstance(event, TrainingEvent):
                yield Practising(value, seed, event.progress.step)
        learner = referenced_learner(str(Path(folder) / CHECKPOINT))
    learner.strength = trainable(asked.base).strength
    cost = learner.progress
    yield Trained(value, seed, tuple(validator.each(learner)), cost.seconds, cost.items_seen)
