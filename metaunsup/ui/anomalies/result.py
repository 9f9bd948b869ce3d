"""What came of a task, in a sentence or two, and in a table."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.evaluation.thresholds import Errors, cheapest, errors_at
from metaunsup.ui.anomalies.request import PAGE
from metaunsup.ui.common.format import joined
from metaunsup.ui.common.tables import wide_table
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.anomaly import DetectorResult
    from metaunsup.ui.anomalies.jobs import LookJob


def result_sentences(job: LookJob, say: Say) -> str:
    """Who puts the pictures in order best, what its own threshold comes to, and how far a plain one gets."""
    results = _results(job)
    if not results:
        return ""
    best = max(results, key=lambda name: results[name].auroc)
    own = _own(job, results[best])
    fields = {"missed": own.missed, "odd": own.anomalies, "alarms": own.alarms, "normal": own.total - own.anomalies}
    told = [_in_order(best, results[best], say), say("anomalies.result.errors", **fields)]
    plain = {name: one.auroc for name, one in results.items() if name in PLAIN}
    practised = {name: one.auroc for name, one in results.items() if name not in PLAIN}
    if best in plain and practised:
        rival = max(practised, key=practised.__getitem__)
        level = practised[rival] == plain[best]
        told.append(say(f"anomalies.result.{'level' if level else 'plain'}", detector=say.detector_title(rival)))
    elif plain and best in practised:
        rival = max(plain, key=plain.__getitem__)
        told.append(_in_order(rival, results[rival], say, "anomalies.result.rival"))
    told.append(say("anomalies.result.one"))
    return joined(told, say)


PLAIN = ("iforest", "ocsvm", "lof", "knn", "proto", "svdd")  # as items are: nobody has practised for them


def _in_order(name: str, one: DetectorResult, say: Say, key: str = "anomalies.result.best") -> str:
    return say(key, detector=say.detector_title(name), pairs=f"{100 * one.auroc:.0f}", auroc=f"{one.auroc:.3f}")


def _results(job: LookJob) -> dict[str, DetectorResult]:
    there = {name: job.verdicts[name] for name in job.request.detectors if name in job.verdicts}
    return {name: one.result for name, one in there.items() if one.result is not None}


def _own(job: LookJob, one: DetectorResult) -> Errors:
    assert job.task is not None
    return errors_at(one.scores, job.task.truth.anomalous.tolist(), one.offset)


def score_table(job: LookJob, say: Say) -> None:
    """Every detector's scores, and both errors at its own threshold with what they cost."""
    assert job.task is not None
    miss, odd = int(st.session_state[f"{PAGE}.miss"]), job.task.truth.anomalous.tolist()
    rows: list[dict[str, Any]] = []
    for name, one in _results(job).items():
        own, least = _own(job, one), cheapest(one.scores, odd, miss)
        rows.append(
            {
                say("anomalies.detector"): f"**{say.detector_title(name)}**",
                say("metric.auroc"): f"**{one.auroc:.3f}**",
                say("metric.average_precision"): f"{one.average_precision:.3f}",
                say("metric.balanced_accuracy"): f"{one.balanced_accuracy:.3f}",
                say("anomalies.table.missed"): f"{own.missed} / {own.anomalies}",
                say("anomalies.table.alarms"): f"{own.alarms} / {own.total - own.anomalies}",
                say("anomalies.table.cost"): f"{miss * own.missed + own.alarms}",
                say("anomalies.table.least"): f"{miss * least.missed + least.alarms}",
                say("anomalies.table.seconds"): f"{one.clock[-1]:.2f}",
            }
        )
    wide_table(rows, "anomalies")
    st.caption(say("anomalies.table.about", miss=miss))
