"""Two tables of a comparison: who beats whom, and how soon and at what price."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.common.format import GAP, duration, plus_minus, pool_title
from metaunsup.ui.common.text import literal
from metaunsup.ui.compare.tables import row, title, wider
from metaunsup.words import Say, signed

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Plan
    from metaunsup.evaluation.convergence import Median, Soon
    from metaunsup.evaluation.tables import Table


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
        difference, p = signed(100 * pair.difference.mean, "+.1f"), "–" if pair.p_holm is None else _p(pair.p_holm)
        versus = say("compare.pair.versus", first=title(pair.first, say), second=title(pair.second, say))
        if pair.draws != one.draws:
            versus = say("compare.pair.shared", what=versus, count=pair.draws)
        cells = (
            versus,
            f"**{difference}**" if pair.significant else difference,
            "–"
            if low is None or high is None
            else GAP.join([signed(100 * low, "+.1f"), "…", signed(100 * high, "+.1f")]),
            *[wider(pair.over_classes)] * also,
            f"{pair.win_rate:.0%}",
            f"**{p}**" if pair.significant else p,
            "–" if pair.gain is None else plus_minus(pair.gain, signed=True),
        )
        rows.append(row(columns, cells, say))
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
        rows.append(row(columns, (*cells, plus_minus(score.area), " · ".join(short)), say))
        told = dict.fromkeys(practice(cost, say) for cost in costs if cost is not None)
        details += [say("compare.practised", learner=title(name, say), practice=text) for text in told]
    st.table(rows, border="horizontal", hide_index=True)
    best = "–" if one.leader is None else title(one.leader, say)
    st.caption("  \n".join([*details, say("compare.convergence.about", best=best)]))


def practice(cost: dict[str, Any], say: Say) -> str:
    """What practising took, in words."""
    return say(
        f"compare.practice.{'labelled' if cost['labels'] else 'unlabelled'}",
        pool=literal(pool_title(str(cost["pool"]), say)),
        steps=f"{cost['steps']:,}",
        seconds=duration(cost["seconds"], say),
        items=f"{cost['items_seen']:,}",
    )


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
