"""The three tables of a comparison: who sorts best, who beats whom, how soon and at what price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.common.format import GAP, duration, plus_minus
from metaunsup.ui.common.link import plain
from metaunsup.ui.compare.request import EQUAL, size_title
from metaunsup.words import learner_title, say

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Plan, Setting
    from metaunsup.evaluation.convergence import Median
    from metaunsup.evaluation.tables import Table


def title(name: str, lang: str) -> str:
    """A learner's name."""
    return learner_title(name, lang)


def setting_title(setting: Setting | None, lang: str, *, sizes: bool) -> str:
    """A setting in words; ``sizes``: also how uneven the groups are."""
    if setting is None:
        return say("compare.setting.all", lang)
    pool = say(f"pool.{setting.pool}.title", lang)
    text = say("compare.setting.one", lang, pool=pool, ways=setting.ways, shots=setting.shots)
    if not sizes:
        return text
    code = EQUAL if setting.imbalance is None else plain(setting.imbalance)
    return say("compare.setting.size", lang, setting=text, size=size_title(code, lang))


def scores(one: Table, lang: str) -> None:
    """Accuracy and gain with their intervals, NMI and ARI."""
    st.markdown(f"#### {say('compare.table.scores', lang)}")
    best, beaten = one.best(), one.beaten()
    rows = []
    for name, score in one.scores.items():
        accuracy = plus_minus(score.accuracy)
        if name in best:
            accuracy = f"**{accuracy}**"
        cells = (
            f"**{title(name, lang)}**",
            f"{accuracy}{GAP}↓" if name in beaten else accuracy,
            f"{score.nmi.mean:.3f}",
            f"{score.ari.mean:.3f}",
            plus_minus(score.gain, signed=True),
        )
        rows.append(_row(("learner", "accuracy", "nmi", "ari", "gain"), cells, lang))
    st.table(rows, border="horizontal", hide_index=True)
    about = "compare.scores.about" if one.draws > 1 else "compare.scores.single"
    text = say(about, lang, draws=one.draws)
    if one.setting is None and one.tasks > one.draws:
        text += f" {say('compare.scores.together', lang)}"
    st.caption(text)
    remarks(one, lang)
    with st.expander(say("compare.metrics", lang)):
        for metric in ("accuracy", "nmi", "ari"):
            st.markdown(f"**{say(f'metric.{metric}', lang)}** · {say(f'metric.{metric}.about', lang)}")


def remarks(one: Table, lang: str) -> None:
    """What some learners found out by themselves, and who was told more than the others."""
    from metaunsup.evaluation.findings import chosen_text

    lines = []
    for name, score in one.scores.items():
        found, who = score.findings, title(name, lang)
        if "clusters" in found:
            count, share = f"{found['clusters']:.1f}", f"{found['noise']:.0%}"
            lines.append(say("compare.remark.found", lang, learner=who, clusters=count, noise=share))
        if "chosen" in found:
            lines.append(say("compare.remark.chosen", lang, learner=who, values=chosen_text(found["chosen"])))
        if found.get("knows_sizes"):
            lines.append(say("compare.remark.knows_sizes", lang, learner=who))
    if lines:
        st.caption("  \n".join(lines))


def pairs(one: Table, lang: str) -> None:
    """Every two learners against each other."""
    from metaunsup.evaluation.statistics import RESAMPLES

    if not one.pairs:
        return
    st.markdown(f"#### {say('compare.table.pairs', lang)}")
    rows = []
    for pair in one.pairs:
        low, high = pair.difference.low, pair.difference.high
        difference, p = f"{100 * pair.difference.mean:+.1f}", "–" if pair.p_holm is None else _p(pair.p_holm)
        cells = (
            say("compare.pair.versus", lang, first=title(pair.first, lang), second=title(pair.second, lang)),
            f"**{difference}**" if pair.significant else difference,
            "–" if low is None or high is None else f"{100 * low:+.1f}{GAP}…{GAP}{100 * high:+.1f}",
            f"{pair.win_rate:.0%}",
            f"**{p}**" if pair.significant else p,
        )
        rows.append(_row(("pair", "difference", "interval", "wins", "p"), cells, lang))
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(say("compare.pairs.about", lang, resamples=f"{RESAMPLES:,}"))


def convergence(one: Table, plan: Plan, lang: str) -> None:
    """Steps and seconds to 95 % of the final accuracy, beside what practice had cost."""
    st.markdown(f"#### {say('compare.table.convergence', lang)}")
    pools = [*plan.arenas] if one.setting is None else [one.setting.pool]
    rows, details = [], []
    for name, score in one.scores.items():
        soon = score.convergence
        costs = [plan.practice[pool][name] for pool in pools]
        short = dict.fromkeys(
            say("compare.practice.none", lang) if cost is None else duration(cost["seconds"], lang) for cost in costs
        )
        cells = (f"**{title(name, lang)}**", _median(soon.steps, 0), _median(soon.seconds, 3), " · ".join(short))
        rows.append(_row(("learner", "steps95", "seconds95", "practice"), cells, lang))
        told = dict.fromkeys(practice(cost, lang) for cost in costs if cost is not None)
        details += [say("compare.practised", lang, learner=title(name, lang), practice=text) for text in told]
    st.table(rows, border="horizontal", hide_index=True)
    st.caption("  \n".join([*details, say("compare.convergence.about", lang)]))


def practice(cost: dict[str, Any], lang: str) -> str:
    """What practising took, in words."""
    return say(
        f"compare.practice.{'labelled' if cost['labels'] else 'unlabelled'}",
        lang,
        pool=say(f"pool.{cost['pool']}.title", lang),
        steps=f"{cost['steps']:,}",
        seconds=duration(cost["seconds"], lang),
        items=f"{cost['items_seen']:,}",
    )


def _row(columns: tuple[str, ...], cells: tuple[str, ...], lang: str) -> dict[str, str]:
    return {say(f"compare.table.{column}", lang): cell for column, cell in zip(columns, cells, strict=True)}


def _median(middle: Median, digits: int) -> str:
    def number(value: float) -> str:
        return f"{value:g}" if digits == 0 else f"{value:.{digits}f}"

    if middle.low is None or middle.high is None:
        return number(middle.median)
    return f"{number(middle.median)}{GAP}({number(middle.low)}{GAP}–{GAP}{number(middle.high)})"


def _p(value: float) -> str:
    return f"<{GAP}0.001" if value < 0.001 else f"{value:.3f}"
