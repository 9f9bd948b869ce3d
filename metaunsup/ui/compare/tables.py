"""The first table of a comparison, who sorts best, and what must be said below it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import streamlit as st

from metaunsup.ui.common.format import GAP, plus_minus, pool_title
from metaunsup.ui.common.link import plain
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.compare.request import EQUAL, size_title
from metaunsup.words import Say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metaunsup.evaluation.compare import Setting
    from metaunsup.evaluation.failures import Failed
    from metaunsup.evaluation.metrics import Interval
    from metaunsup.evaluation.tables import Table


_SCORES = ("learner", "accuracy", "nmi", "ari", "gain")


def title(name: str, say: Say) -> str:
    """A learner's name."""
    return say.learner_title(name)


def setting_title(setting: Setting | None, say: Say, *, sizes: bool) -> str:
    """A setting in words; ``sizes``: also how uneven the groups are."""
    if setting is None:
        return say("compare.setting.all")
    pool = pool_title(setting.pool, say)
    text = say("compare.setting.one", pool=pool, ways=setting.ways, shots=setting.shots)
    if not sizes:
        return text
    code = EQUAL if setting.imbalance is None else plain(setting.imbalance)
    return say("compare.setting.size", setting=text, size=size_title(code, say))


def scores(one: Table, say: Say) -> None:
    """Accuracy and gain with their intervals, NMI and ARI."""
    st.markdown(f"#### {say('compare.table.scores')}")
    best, beaten = one.best(), one.beaten()
    rows = []
    also = one.over.unit != "tasks"  # intervals over tasks and classes
    columns = (*_SCORES[:2], *["over_classes"] * also, *_SCORES[2:])
    for name, score in one.scores.items():
        accuracy = plus_minus(score.accuracy)
        if name in best:
            accuracy = f"**{accuracy}**"
        cells = (
            f"**{title(name, say)}**",
            f"{accuracy}{GAP}↓" if name in beaten else accuracy,
            *[wider(score.over_classes)] * also,
            f"{score.nmi.mean:.3f}",
            f"{score.ari.mean:.3f}",
            plus_minus(score.gain, signed=True),
        )
        rows.append(row(columns, cells, say))
    nothing = ["–"] * (len(columns) - 1)
    rows += [row(columns, (f"**{title(name, say)}**", *nothing), say) for name in one.without_score]
    st.table(rows, border="horizontal", hide_index=True)
    failures({title(name, say): told for name, told in one.failed.items()}, one.tasks, say)
    about = "compare.scores.about" if one.draws > 1 else "compare.scores.single"
    text = say(about, draws=one.draws)
    if one.setting is None and one.tasks > one.draws:
        text += f" {say('compare.scores.together')}"
    if one.over.count:
        text += f" {say(f'compare.over.{one.over.unit}', count=one.over.count)}"
    st.caption(f"{text} {say('learners.chosen')}")
    remarks(one, say)
    by_group(one, say)
    with st.expander(say("compare.metrics")):
        for metric in ("accuracy", "nmi", "ari"):
            st.markdown(f"**{say(f'metric.{metric}')}** · {say(f'metric.{metric}.about')}")


def by_group(one: Table, say: Say) -> None:
    """Every learner alphabet by alphabet, where classes have such groups."""
    groups = list(dict.fromkeys(group for score in one.scores.values() for group in score.groups))
    if not groups:
        return
    st.markdown(f"#### {say('compare.table.groups')}")
    rows = []
    for group in groups:
        row = {say("compare.table.group"): f"**{literal(group)}**"}
        for name, score in one.scores.items():
            row[title(name, say)] = plus_minus(score.groups[group]) if group in score.groups else "–"
        rows.append(row)
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(say("compare.groups.about"))


def failures(failed: Mapping[str, Failed], total: int, say: Say) -> None:
    """On how many of ``total`` tasks who failed, and why first."""
    lines = [
        say(
            f"compare.remark.failed.{'all' if one.tasks == total else 'some'}",
            learner=who,
            count=one.tasks,
            total=total,
            reason=explain_publicly(one.first.error, say),
        )
        for who, one in failed.items()
    ]
    if lines:
        st.warning("  \n".join(lines))


def remarks(one: Table, say: Say) -> None:
    """What some learners found out by themselves, and who was told more than the others."""
    from metaunsup.evaluation.findings import chosen_text

    lines = []
    for name, score in one.scores.items():
        found, who = score.findings, title(name, say)
        if "clusters" in found:
            count, share = f"{found['clusters']:.1f}", f"{found['noise']:.0%}"
            lines.append(say("compare.remark.found", learner=who, clusters=count, noise=share))
        if "chosen" in found:
            lines.append(say("compare.remark.chosen", learner=who, values=chosen_text(found["chosen"])))
        if found.get("knows_sizes"):
            lines.append(say("compare.remark.knows_sizes", learner=who))
    if told := [title(name, say) for name, score in one.scores.items() if "sees_labels" in score.findings]:
        lines.append(say("learners.sees_labels", learners=say.listed(told)))
    if lines:
        st.caption("  \n".join(lines))


def wider(over_classes: Mapping[str, Interval]) -> str:
    """Half the interval over tasks and classes, in percentage points."""
    both = over_classes.get("accuracy")
    return "–" if both is None or both.margin is None else f"±{GAP}{100 * both.margin:.1f}"


def row(columns: tuple[str, ...], cells: tuple[str, ...], say: Say) -> dict[str, str]:
    """A row of a table, its cells under the columns' names."""
    return {say(f"compare.table.{column}"): cell for column, cell in zip(columns, cells, strict=True)}
