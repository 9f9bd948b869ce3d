"""The three tables of a comparison: who sorts best, who beats whom, how soon and at what price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.common.format import GAP, duration, plus_minus
from metaunsup.ui.common.link import plain
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.compare.request import EQUAL, size_title
from metaunsup.words import Say

if TYPE_CHECKING:
    from collections.abc import Mapping

    from metaunsup.evaluation.compare import Plan, Setting
    from metaunsup.evaluation.convergence import Median, Soon
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
    pool = say(f"pool.{setting.pool}.title")
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
            *[_wider(score.over_classes)] * also,
            f"{score.nmi.mean:.3f}",
            f"{score.ari.mean:.3f}",
            plus_minus(score.gain, signed=True),
        )
        rows.append(_row(columns, cells, say))
    nothing = ["–"] * (len(columns) - 1)
    rows += [_row(columns, (f"**{title(name, say)}**", *nothing), say) for name in one.without_score]
    st.table(rows, border="horizontal", hide_index=True)
    failures({title(name, say): told for name, told in one.failed.items()}, one.tasks, say)
    about = "compare.scores.about" if one.draws > 1 else "compare.scores.single"
    text = say(about, draws=one.draws)
    if one.setting is None and one.tasks > one.draws:
        text += f" {say('compare.scores.together')}"
    if one.over.count:
        text += f" {say(f'compare.over.{one.over.unit}', count=one.over.count)}"
    st.caption(text)
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


def pairs(one: Table, say: Say) -> None:
    """Every two learners against each other."""
    from metaunsup.evaluation.statistics import FEW, flips

    if not one.pairs:
        return
    st.markdown(f"#### {say('compare.table.pairs')}")
    rows = []
    also = one.over.unit != "tasks"
    columns = ("pair", "difference", "interval", *["over_classes"] * also, "wins", "p", "gained")
    for pair in one.pairs:
        low, high = pair.difference.low, pair.difference.high
        difference, p = f"{100 * pair.difference.mean:+.1f}", "–" if pair.p_holm is None else _p(pair.p_holm)
        versus = say("compare.pair.versus", first=title(pair.first, say), second=title(pair.second, say))
        if pair.draws != one.draws:
            versus = say("compare.pair.shared", what=versus, count=pair.draws)
        cells = (
            versus,
            f"**{difference}**" if pair.significant else difference,
            "–" if low is None or high is None else f"{100 * low:+.1f}{GAP}…{GAP}{100 * high:+.1f}",
            *[_wider(pair.over_classes)] * also,
            f"{pair.win_rate:.0%}",
            f"**{p}**" if pair.significant else p,
            "–" if pair.gain is None else plus_minus(pair.gain, signed=True),
        )
        rows.append(_row(columns, cells, say))
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(say("compare.pairs.about", few=FEW, flips=f"{flips(len(one.pairs)):,}"))


def convergence(one: Table, plan: Plan, say: Say) -> None:
    """Steps and seconds to where K-Means and the best end, and the area, beside what practice had cost."""
    st.markdown(f"#### {say('compare.table.convergence')}")
    pools = [*plan.arenas] if one.setting is None else [one.setting.pool]
    targets = [t for t in ("kmeans", "best95") if any(t in score.convergence for score in one.scores.values())]
    columns = ("learner", *(f"{kind}.{t}" for t in targets for kind in ("steps", "seconds")), "area", "practice")
    rows, details = [], []
    for name, score in one.scores.items():
        cells = [f"**{title(name, say)}**"]
        for target in targets:
            cells += _soon(score.convergence.get(target), say)
        costs = [plan.practice[pool][name] for pool in pools]
        short = dict.fromkeys(
            say("compare.practice.none") if cost is None else duration(cost["seconds"], say) for cost in costs
        )
        rows.append(_row(columns, (*cells, plus_minus(score.area), " · ".join(short)), say))
        told = dict.fromkeys(practice(cost, say) for cost in costs if cost is not None)
        details += [say("compare.practised", learner=title(name, say), practice=text) for text in told]
    st.table(rows, border="horizontal", hide_index=True)
    best = "–" if one.leader is None else title(one.leader, say)
    st.caption("  \n".join([*details, say("compare.convergence.about", best=best)]))


def practice(cost: dict[str, Any], say: Say) -> str:
    """What practising took, in words."""
    return say(
        f"compare.practice.{'labelled' if cost['labels'] else 'unlabelled'}",
        pool=say(f"pool.{cost['pool']}.title"),
        steps=f"{cost['steps']:,}",
        seconds=duration(cost["seconds"], say),
        items=f"{cost['items_seen']:,}",
    )


def _wider(over_classes: Mapping[str, Interval]) -> str:
    """Half the interval over tasks and classes, in percentage points."""
    both = over_classes.get("accuracy")
    return "–" if both is None or both.margin is None else f"±{GAP}{100 * both.margin:.1f}"


def _row(columns: tuple[str, ...], cells: tuple[str, ...], say: Say) -> dict[str, str]:
    return {say(f"compare.table.{column}"): cell for column, cell in zip(columns, cells, strict=True)}


def _soon(one: Soon | None, say: Say) -> list[str]:
    """Steps and seconds; behind the steps on how many of the tasks the level is reached, where not on all."""
    if one is None:
        return ["–", "–"]
    steps = _median(one.steps, 0, say)
    return [steps if one.reached == 1 else f"{steps}{GAP}· {one.reached:.0%}", _median(one.seconds, 3, say)]


def _median(middle: Median, digits: int, say: Say) -> str:
    def number(value: float) -> str:
        if value == math.inf:
            return say("compare.never")
        return f"{value:g}" if digits == 0 else f"{value:.{digits}f}"

    if middle.low is None or middle.high is None:
        return number(middle.median)
    return f"{number(middle.median)}{GAP}({number(middle.low)}{GAP}–{GAP}{number(middle.high)})"


def _p(value: float) -> str:
    return f"<{GAP}0.001" if value < 0.001 else f"{value:.3f}"
