"""The section on transfer: one learner, trained on each pool, tested on all of them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from metaunsup.data.registry import available
from metaunsup.ui.common import started
from metaunsup.ui.common.format import GAP, duration, joined
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.ui.compare.jobs import ComparisonJob
from metaunsup.ui.compare.progress import run_here
from metaunsup.ui.compare.request import MOST_SECONDS, PAGE
from metaunsup.ui.compare.studies import MATRIX_POOLS, TransferChoice, stored, transferable_learners
from metaunsup.ui.compare.study_figures import CONFIG, matrix, row_title
from metaunsup.ui.compare.tables import failures
from metaunsup.words import Say, signed

FIELDS: dict[str, Field] = {"carried": Choice("protonet", transferable_learners), "matrix_tasks": Whole(5, 1, 20)}


def show(say: Say) -> None:
    """Explanation, the stored matrix, and a smaller one to run."""
    st.markdown(say("transfer.lead"))
    learner = st.selectbox(
        say("transfer.learner"),
        transferable_learners(),
        format_func=lambda name: say.learner_title(name),
        key=f"{PAGE}.carried",
        width=420,
    )
    summary = stored(f"transfer-{learner}")
    if summary is not None:
        summary_view(summary, say, key="stored")
        with st.expander(say("study.command")):
            st.code(summary["command"], language="bash", wrap_lines=True)
            st.caption(say("study.command.about"))
    else:
        st.info(say("transfer.none_stored", learner=say.learner_title(learner)), icon=":material/info:")
    st.subheader(say("transfer.live"))
    missing = [say(f"pool.{name}.title") for name in MATRIX_POOLS if not available(name).here]
    if missing:
        st.info(say("transfer.missing", pools=say.listed(missing)))
    tasks = st.slider(say("transfer.tasks"), 1, 20, key=f"{PAGE}.matrix_tasks", width=420)
    choice = TransferChoice(learner, tuple(name for name in MATRIX_POOLS if available(name).here), tasks)
    seconds = choice.estimate()
    if seconds > MOST_SECONDS:
        started.started(PAGE, None, f"{PAGE}.transfer")
        st.error(say("transfer.too_long", time=duration(seconds, say), most=duration(MOST_SECONDS, say)))
        st.code(f"python -m metaunsup {' '.join(choice.asked().arguments())}", language="bash", wrap_lines=True)
        return
    run_here(choice, "transfer", seconds, lambda one: _live(one, say), say)


def _live(one: ComparisonJob, say: Say) -> None:
    from metaunsup.evaluation.transfer import summarise_transfer

    summary_view(one.cached("matrix", lambda results: summarise_transfer(results, one.plan)), say, key="live")


def summary_view(summary: Mapping[str, Any], say: Say, *, key: str) -> None:
    """The heat map, what it says, how it was measured, and the paired differences."""
    from metaunsup.evaluation.findings import earlier_loops

    st.plotly_chart(matrix(summary, say), theme="streamlit", config=CONFIG, key=f"{PAGE}.transfer.{key}")
    for pool in summary["pools"]:
        _failures(summary, pool, say)
    done = min(one["tasks"] for line in summary["cells"].values() for one in line.values())
    fields = {name: summary[name] for name in ("ways", "shots", "adapt_steps")}
    about = [say("transfer.measured", tasks=done, learner=say.learner_title(summary["learner"]), **fields)]
    if summary["left_out"]:
        pools = say.listed(row_title(pool, say) for pool in summary["left_out"])
        about.append(say("transfer.left_out", pools=pools, learner=say.learner_title(summary["learner"])))
    st.caption(joined(about, say))
    if early := earlier_loops([summary["meta_training"]]):
        rows = say.listed(row_title(row, say) for row in early)
        st.caption(f":material/info: {say('learners.earlier_loop', learners=rows)}")
    for pool, note in summary["note_keys"].items():
        if (told := say.note(note)) is not None:
            st.caption(f":material/info: {say('transfer.note', pool=row_title(pool, say), note=told)}")
    st.markdown(f"#### {say('transfer.away')}")
    st.table(_away(summary, say), border="horizontal", hide_index=True)
    st.caption(say("transfer.away.about"))


def _failures(summary: Mapping[str, Any], pool: str, say: Say) -> None:
    """What stopped which row on the tasks of ``pool``."""
    from metaunsup.evaluation.failures import Failed
    from metaunsup.evaluation.results import Failure

    broken, total = {}, 0
    for place, row in enumerate(summary["rows"]):
        cell = summary["cells"][row].get(pool, {})
        if "failed" in cell:
            told, total = cell["failed"], cell["tasks"]
            first = Failure(told["first"]["code"], told["first"]["fields"], place)
            broken[f"{row_title(row, say)} → {row_title(pool, say)}"] = Failed(told["tasks"], first)
    failures(broken, total, say)


def _away(summary: Mapping[str, Any], say: Say) -> list[dict[str, str]]:
    """Each row's difference to the one at home, in percentage points; bold where its interval leaves out zero.

    Pools that nothing was trained on have no home, and no column.
    """
    first, rows = say("transfer.figure.trained"), []
    homes = [pool for pool in summary["pools"] if pool in summary["rows"]]
    for row in summary["rows"]:
        line = {first: f"**{row_title(row, say)}**"}
        for pool in homes:
            one = summary["cells"][row].get(pool, {}).get("against_home")
            line[row_title(pool, say)] = say("transfer.home") if row == pool else _points(one, say)
        rows.append(line)
    return rows


def _points(one: Mapping[str, Any] | None, say: Say) -> str:
    if one is None or one["mean"] is None:
        return "–"
    low, high = one["ci95"]
    text = signed(100 * one["mean"], "+.1f")
    if low is not None:
        text += f"{GAP}±{GAP}{100 * (high - one['mean']):.1f}"
        text = f"**{text}**" if low > 0 or high < 0 else text
    return say("compare.pair.shared", what=text, count=one["tasks"]) if "tasks" in one else text
