"""One anomaly detection task, looked at closely: every item's score by every detector, and what else they show.

Task number ``index`` under ``seed`` and its numbers are those of ``evaluate_anomaly``: what a page shows of the first
task is what the mean over many begins with.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np
import torch
from torch import Tensor

from metaunsup.data.files import csv_text
from metaunsup.data.pool import Pool
from metaunsup.detectors.base import Detector, Judgement
from metaunsup.errors import MetaUnsupError
from metaunsup.evaluation import heat
from metaunsup.evaluation.anomaly import (
    AnomalyResult,
    DetectorResult,
    draw_anomaly_task,
    judged,
    judgements,
    refuse_practised,
)
from metaunsup.evaluation.failures import ends_everything
from metaunsup.evaluation.race import fault_of
from metaunsup.tasks.anomaly import AnomalyKind, AnomalyTask

COLUMNS = ("pool", "seed", "task", "detector", "item", "score", "threshold", "called_anomalous", "anomalous", "class")


@dataclass(frozen=True, eq=False)
class Verdict:
    """What the detector called ``name`` made of a task: its last ``judgement``, and how it scored.

    ``result`` is None where nobody knows what the items are. ``reconstruction`` (Q, C, H, W): the queries as it draws
    them, None of one that draws nothing. ``error`` is what stopped it, and ``judgement`` None then.
    """

    name: str
    judgement: Judgement | None = None
    result: DetectorResult | None = None
    error: MetaUnsupError | None = None

    @property
    def reconstruction(self) -> Tensor | None:
        """The queries drawn again."""
        return None if self.judgement is None else self.judgement.shown.get("reconstruction")

    @property
    def places(self) -> Tensor | None:
        """How strange each place of the queries is, (Q, 1, H, W); None of one that does not say."""
        return None if self.judgement is None else self.judgement.shown.get("heat")

    def board(self, queries: Tensor) -> np.ndarray | None:
        """Its most suspicious ``queries`` and where they are odd, as ``evaluation.heat`` draws them; or None."""
        if self.reconstruction is not None:
            return heat.board(queries, self.reconstruction, self.order())
        return None if self.places is None else heat.glowing(queries, self.places, self.order())

    def order(self) -> list[int]:
        """Queries, the most suspicious first; of equal scores the first."""
        assert self.judgement is not None
        return torch.argsort(self.judgement.scores, stable=True).tolist()


def look(
    pool: Pool, detectors: Mapping[str, Detector], kind: AnomalyKind, *, seed: int, adapt_steps: int, index: int = 0
) -> tuple[AnomalyTask, Iterator[Verdict | None]]:
    """Task number ``index``, and each detector's verdict when it is done; None at each of its steps before.

    Raises ``MetaUnsupError`` at once where the task cannot be drawn, or an encoder practised on what it is tested on;
    what stops one detector is told in its verdict, and the others go on.
    """
    if not detectors:
        raise MetaUnsupError("no_learners")
    refuse_practised(pool, detectors)
    task = draw_anomaly_task(pool, kind, seed, index)
    return task, _verdicts(task, detectors, seed, index, adapt_steps)


def _verdicts(
    task: AnomalyTask, detectors: Mapping[str, Detector], seed: int, index: int, adapt_steps: int
) -> Iterator[Verdict | None]:
    for name, detector in detectors.items():
        steps: list[Judgement] = []
        try:
            for one in judgements(name, detector, task, steps=adapt_steps, seed=seed, index=index):
                steps.append(one)
                yield None
        except Exception as error:
            fault = fault_of(name, error, logging.ERROR)
            if ends_everything(error):
                raise fault from error
            yield Verdict(name, error=fault)
            continue
        yield Verdict(name, steps[-1], judged(steps, task.truth) if task.truth.known else None)


def result_of(task: AnomalyTask, verdicts: Mapping[str, Verdict], index: int = 0) -> AnomalyResult:
    """The same as ``evaluate_anomaly`` has it of this task; of whom something stopped there is nothing."""
    done = {name: one.result for name, one in verdicts.items() if one.result is not None}
    anomalous, normal = tuple(task.truth.anomalous.tolist()), tuple(sorted(task.truth.normal))
    return AnomalyResult(index, task.seed, anomalous, normal, done)


def scores_csv(task: AnomalyTask, verdicts: Mapping[str, Verdict], seed: int, index: int = 0) -> str:
    """A row for each detector and query: its place in the pool's part, its score, the threshold, and the truth."""
    return csv_text(COLUMNS, score_rows(task, verdicts, seed, index))


def score_rows(
    task: AnomalyTask, verdicts: Mapping[str, Verdict], seed: int, index: int = 0
) -> Iterator[tuple[object, ...]]:
    """The rows of ``scores_csv``."""
    truth, places = task.truth, task.index[len(task.support) :].tolist()
    for name, one in verdicts.items():
        if one.judgement is None:
            continue
        offset, predictions = one.judgement.offset, one.judgement.predictions.tolist()
        for query, score in enumerate(one.judgement.scores.tolist()):
            known: tuple[bool, str] | tuple[None, None] = (None, None)
            if truth.known:
                known = bool(truth.anomalous[query]), truth.class_names[int(truth.classes[query])]
            yield (task.pool, seed, index, name, places[query], score, offset, predictions[query] < 0, *known)
