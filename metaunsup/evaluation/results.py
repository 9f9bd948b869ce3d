"""What is kept of a learner on a task: every step's scores, and what it found out by itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Protocol

from metaunsup.data.files import without_paths
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation.calibration import Calibration, calibration_from_json

METRICS = ("accuracy", "nmi", "ari")


@dataclass(frozen=True)
class LearnerResult:
    """A learner on one task: each metric at step 0, 1, ..., and the seconds of computing until each of them.

    Of a learner that finds clusters itself also, at each step, the share of items called ``noise`` and the number of
    ``clusters``; ``chosen`` after the last step (see ``learners.base.Step``).
    Of the last step, where its probabilities are told: their ``calibration``, and on a task with outliers
    ``outlier_auroc``, how well uncertainty tells them from the rest; ``outlier_auroc_cosine``, how well the distance
    from all centroids does. ``sees_labels``: a ceiling, which was told the labels; no competitor. ``right``: of each
    class of the task, how many items were right at step 0, and at the last. ``adapted``: whether it sees the items
    otherwise at its end than at step 0; where not, its steps are iterations of a clustering, such as Lloyd's, by
    which nothing is learned.
    """

    accuracy: tuple[float, ...]
    nmi: tuple[float, ...]
    ari: tuple[float, ...]
    clock: tuple[float, ...]
    noise: tuple[float, ...] = ()
    clusters: tuple[int, ...] = ()
    chosen: Mapping[str, float | str] = field(default_factory=dict)
    calibration: Calibration | None = None
    outlier_auroc: float | None = None
    outlier_auroc_cosine: float | None = None
    sees_labels: bool = False
    right: tuple[tuple[int, ...], ...] = ()
    adapted: bool = True

    @property
    def seconds(self) -> float:
        """Seconds of computing that its adapting took in all."""
        return self.clock[-1]

    @property
    def gain(self) -> float:
        """Accuracy after the last step minus that at step 0; none where nothing was learned in between."""
        return self.accuracy[-1] - self.accuracy[0] if self.adapted else 0.0

    @property
    def learned(self) -> tuple[tuple[float, ...], tuple[float, ...]]:
        """Accuracy after each step of learning, and the clock then; where nothing is learned, the end alone."""
        return (self.accuracy, self.clock) if self.adapted else (self.accuracy[-1:], self.clock[-1:])


def result_from_json(content: Mapping[str, Any]) -> LearnerResult:
    """What ``dataclasses.asdict`` made of a ``LearnerResult``, after a trip through JSON."""
    given: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in content.items()}
    given["right"] = tuple(tuple(counts) for counts in content.get("right", ()))  # lines of before have none
    return LearnerResult(**{**given, "calibration": calibration_from_json(content["calibration"])})


@dataclass(frozen=True)
class Failure:
    """What stopped a learner on a task: ``code`` and ``fields`` of the sentence, as JSON gives them back.

    ``place``: the learner's, in the order that was asked for (0, 1, ...).
    """

    code: str
    fields: Mapping[str, Any]
    place: int

    @classmethod
    def of(cls, error: MetaUnsupError, place: int) -> Failure:
        """``error`` without places on this machine, for results are handed on."""
        return cls(error.code, without_paths(error).plain_fields(), place)

    @property
    def error(self) -> MetaUnsupError:
        """As it was raised, but for what JSON cannot hold."""
        return MetaUnsupError(self.code, **self.fields)


@dataclass(frozen=True)
class TaskResult:
    """Task number ``index`` (0, 1, ...): what ``learners`` made of it, and what stopped the others.

    ``seed`` draws this very task again. ``classes`` are the names of its classes, ``sizes`` how many items each has.
    """

    index: int
    seed: int
    learners: dict[str, LearnerResult]
    failures: dict[str, Failure] = field(default_factory=dict)
    classes: tuple[str, ...] = ()
    sizes: tuple[int, ...] = ()

    @property
    def names(self) -> list[str]:
        """All who took part, in the order that was asked for."""
        return in_order(self.learners, self.failures)


class FinishedTask(Protocol):
    """What every task that somebody has finished tells, whatever its learners did: see ``TaskResult``."""

    @property
    def learners(self) -> Mapping[str, Any]:
        """What each made of it."""
        ...

    @property
    def failures(self) -> Mapping[str, Failure]:
        """What stopped the others."""
        ...

    @property
    def names(self) -> list[str]:
        """All who took part."""
        ...

    @property
    def classes(self) -> tuple[str, ...]:
        """Classes that an interval over classes is over."""
        ...

    @property
    def sizes(self) -> tuple[int, ...]:
        """How much each of them counts."""
        ...


def in_order(learners: Mapping[str, Any], failures: Mapping[str, Failure]) -> list[str]:
    """All who took part, in the order that was asked for."""
    names = list(learners)
    for name, failure in failures.items():  # whoever comes first stands first here, too
        names.insert(failure.place, name)
    return names


def task_from_json(content: Mapping[str, Any]) -> TaskResult:
    """What ``dataclasses.asdict`` made of a ``TaskResult``, after a trip through JSON."""
    learners = {name: result_from_json(one) for name, one in content["learners"].items()}
    failures = {name: Failure(**one) for name, one in content.get("failures", {}).items()}
    classes, sizes = (tuple(content.get(key, ())) for key in ("classes", "sizes"))
    return TaskResult(content["index"], content["seed"], learners, failures, classes, sizes)
