"""What can be taken home: every score, the curves, the numbers as JSON, as the command line writes them."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.anomalies.request import PAGE, AnomalyChoice
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.anomaly import AnomalyResult
    from metaunsup.ui.anomalies.jobs import LookJob

MADE: dict[str, tuple[str, str]] = {
    "scores": ("scores.csv", "text/csv"),
    "curves": ("curves.csv", "text/csv"),
    "csv": ("tasks.csv", "text/csv"),
    "json": ("anomalies.json", "application/json"),
}


def of_task(job: LookJob, say: Say) -> None:
    """The scores of one task, and a table of them behind the histograms."""
    from metaunsup.evaluation.anomaly_look import scores_csv

    task = job.task
    assert task is not None
    with st.expander(say("anomalies.scores")):
        _scores(job, say)
    buttons({"scores": lambda: scores_csv(task, job.verdicts, job.request.seed)}, "task", say)


def of_many(choice: AnomalyChoice, results: Sequence[AnomalyResult], miss: int, say: Say) -> None:
    """Curves, a row a task, and the summary."""
    from metaunsup.evaluation.anomaly_summary import as_csv, curves_csv

    made: dict[str, Callable[[], str]] = {
        "curves": lambda: curves_csv(results),
        "csv": lambda: as_csv(results, choice.load().name, choice.seed),
        "json": lambda: json.dumps(summary(choice, results, miss), indent=1, ensure_ascii=False, allow_nan=False),
    }
    buttons(made, "many", say)


def summary(choice: AnomalyChoice, results: Sequence[AnomalyResult], miss: int) -> dict[str, Any]:
    """The JSON of ``evaluate --task anomaly``, but for what practice had cost."""
    from metaunsup.evaluation.anomaly_summary import summarise_anomaly

    pool = choice.load()
    told = summarise_anomaly(
        results, choice.asked, pool=pool, seed=choice.seed, adapt_steps=choice.steps, miss_cost=miss
    )
    return told | {"note": Say().note(pool.note)}


def buttons(made: dict[str, Callable[[], str]], key: str, say: Say) -> None:
    """A button for each file, which is made when it is asked for."""
    with st.container(horizontal=True):
        for kind, make in made.items():
            name, mime = MADE[kind]
            st.download_button(
                say(f"anomalies.file.{kind}"),
                data=_encoded(make),
                file_name=name,
                mime=mime,
                on_click="ignore",
                icon=":material/download:",
                key=f"{PAGE}.{key}.{kind}",
            )


def _encoded(make: Callable[[], str]) -> Callable[[], bytes]:
    return lambda: make().encode(errors="backslashreplace")


def _scores(job: LookJob, say: Say) -> None:
    """Each picture with its score by every detector, the most suspicious of the first detector on top."""
    from metaunsup.ui.common.task_form import group_title

    there = {name: one for name, one in job.verdicts.items() if one.judgement is not None}
    task, revealed = job.task, bool(st.session_state[f"{PAGE}.truth"])
    assert task is not None
    rows = []
    for item in next(iter(there.values())).order() if there else ():
        row: dict[str, Any] = {say("anomalies.scores.item"): item + 1}
        for name, one in there.items():
            assert one.judgement is not None
            low = float(one.judgement.decision[item]) < 0
            row[say.detector_title(name)] = f"{float(one.judgement.scores[item]):.3g}{' ◂' if low else ''}"
        if revealed and task.truth.known:
            what = say("anomalies.odd" if bool(task.truth.anomalous[item]) else "anomalies.normal")
            name = group_title(task.truth.class_names[int(task.truth.classes[item])], say)
            row[say("anomalies.scores.is")] = f"{what}: {name}"
        rows.append(row)
    st.dataframe(rows, hide_index=True, height=320)
    st.caption(say("anomalies.scores.about"))
