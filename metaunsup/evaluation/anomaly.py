"""Many anomaly detection tasks, several detectors: every one meets the same tasks, and only metrics read the truth.

AUROC: the chance that a normal item has the higher score (ties count half), whatever the threshold. Average precision,
of finding anomalies: what is left of precision over all recalls (no interpolation; chance is the anomalies' share).
Balanced accuracy: of the predictions at the detector's own threshold, which no label set; chance is a half.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

import numpy as np
from sklearn.metrics import average_precision_score, balanced_accuracy_score, roc_auc_score

from metaunsup.data.pool import Pool
from metaunsup.detectors.base import Detector, Judgement
from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.evaluation.evaluate import MOST_TASKS, refuse_test_items
from metaunsup.evaluation.failures import ends_everything, unless_all_fail
from metaunsup.evaluation.race import fault_of
from metaunsup.evaluation.results import Failure, in_order
from metaunsup.learners.base import MOST_STEPS
from metaunsup.tasks.anomaly import (
    AnomalyKind,
    AnomalyTask,
    AnomalyTruth,
    sample_anomaly_task,
    sample_unscored_anomaly_task,
)
from metaunsup.tasks.streams import derive_seed, stream

METRICS = ("auroc", "average_precision", "balanced_accuracy")


@dataclass(frozen=True)
class DetectorResult:
    """A detector on one task: the metrics after its last step, and of AUROC at every step.

    ``scores``, one for each query and higher where it is more normal, and ``offset``, the threshold, are of the last
    step; ``clock``: seconds of computing until each step.
    """

    auroc: float
    average_precision: float
    balanced_accuracy: float
    trace: tuple[float, ...]
    clock: tuple[float, ...]
    scores: tuple[float, ...]
    offset: float


@dataclass(frozen=True)
class AnomalyResult:
    """Task number ``index``: what detectors (``learners``) made of it, and what stopped the others.

    ``seed`` draws it again; ``anomalous`` says of each query what it is. ``classes`` are the normal classes, each of
    which counts alike (``sizes``) in intervals over classes.
    """

    index: int
    seed: int
    anomalous: tuple[bool, ...]
    classes: tuple[str, ...]
    learners: Mapping[str, DetectorResult]
    failures: Mapping[str, Failure] = field(default_factory=dict)

    @property
    def sizes(self) -> tuple[int, ...]:
        """One each."""
        return (1,) * len(self.classes)

    @property
    def names(self) -> list[str]:
        """All who took part, in the order that was asked for."""
        return in_order(self.learners, self.failures)


def evaluate_anomaly(
    pool: Pool, detectors: Mapping[str, Detector], kind: AnomalyKind, *, tasks: int, seed: int, adapt_steps: int
) -> Iterator[AnomalyResult]:
    """Let every detector judge the same ``tasks`` tasks of ``kind`` from the pool's test part; yields each when done.

    Task i follows from (seed, i) alone and a detector's random stream from (seed, i, its name without a space), so
    one more or less of either changes nobody's numbers. A detector that fails is told in ``failures``; others go on.

    Raises:
        MetaUnsupError: at once, where a number is out of range, the pool cannot give such tasks, or a detector's
            encoder practised on items that it would be tested on; later, where no detector can cope with task 0.

    """
    check_range("tasks", tasks, 1, MOST_TASKS)
    check_range("adapt_steps", adapt_steps, 0, MOST_STEPS)
    if not detectors:
        raise MetaUnsupError("no_learners")
    refuse_practised(pool, detectors)
    pool.part("test")  # without classes there is nothing to score by
    draw_anomaly_task(pool, kind, seed, 0)  # the impossible is refused now
    work = (
        judge_task(draw_anomaly_task(pool, kind, seed, index), detectors, seed, index, adapt_steps)
        for index in range(tasks)
    )
    return unless_all_fail(work, 1, lambda one: one)


def refuse_practised(pool: Pool, detectors: Mapping[str, Detector]) -> None:
    """Refuse a detector whose encoder has practised on items of the pool's test part."""
    refuse_test_items(pool, {name: encoder for name, one in detectors.items() for encoder in one.encoders})


def draw_anomaly_task(pool: Pool, kind: AnomalyKind, seed: int, index: int) -> AnomalyTask:
    """Task number ``index`` of an evaluation under ``seed``; refuses the impossible.

    From a pool without classes one that cannot be scored.
    """
    sample = sample_unscored_anomaly_task if pool.labels is None else sample_anomaly_task
    return sample(pool, kind, derive_seed(seed, "evaluate", "anomaly", index))


def judgements(
    name: str, detector: Detector, task: AnomalyTask, *, steps: int, seed: int, index: int
) -> Iterator[Judgement]:
    """How the detector called ``name`` judges task number ``index``, with the random stream that it has there."""
    generator = stream(seed, "anomaly", index, name.partition("@")[0])
    return detector.detect(
        task.support, task.queries, steps=steps, generator=generator, contamination=task.contamination
    )


def judge_task(
    task: AnomalyTask, detectors: Mapping[str, Detector], seed: int, index: int, adapt_steps: int
) -> AnomalyResult:
    """Let every detector judge ``task``; what stops one is kept, what stops all is raised."""
    done, failures = {}, {}
    for place, (name, detector) in enumerate(detectors.items()):
        try:
            trace = judgements(name, detector, task, steps=adapt_steps, seed=seed, index=index)
            done[name] = judged(trace, task.truth)
        except Exception as error:
            fault = fault_of(name, error, logging.DEBUG if index else logging.ERROR)
            if ends_everything(error):
                raise fault from error
            failures[name] = Failure.of(fault, place)
    return AnomalyResult(
        index, task.seed, tuple(task.truth.anomalous.tolist()), tuple(sorted(task.truth.normal)), done, failures
    )


def judged(steps: Iterable[Judgement], truth: AnomalyTruth) -> DetectorResult:
    """Let a detector judge to the end, and score every step by the ``truth``."""
    trace, clock = [], []
    last = None
    for last in steps:
        trace.append(auroc(last.scores.numpy(), truth))
        clock.append(last.seconds)
    assert last is not None, "a detector yields step 0 at least"
    scores, anomalous = last.scores.numpy(), truth.anomalous.numpy()
    return DetectorResult(
        auroc=trace[-1],
        average_precision=float(average_precision_score(anomalous, -scores)),
        balanced_accuracy=float(balanced_accuracy_score(~anomalous, last.predictions.numpy() == 1)),
        trace=tuple(trace),
        clock=tuple(clock),
        scores=tuple(scores.tolist()),
        offset=last.offset,
    )


def auroc(scores: np.ndarray, truth: AnomalyTruth) -> float:
    """The chance that a normal query's score is above an anomalous one's, a tie counting half."""
    return float(roc_auc_score(~truth.anomalous.numpy(), scores))
