"""The three tables of a comparison: who sorts best, who beats whom, how soon and at what price."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.compare_form import EQUAL, duration, size_title
from metaunsup.ui.link import plain
from metaunsup.words import say

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Plan, Setting
    from metaunsup.evaluation.convergence import Median
    from metaunsup.evaluation.metrics import Interval
    from metaunsup.evaluation.tables import Table


def title(name: str, lang: str) -> str:
    """A learner's name."""
    return say(f"learner.{name}.title", lang)


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
    """Accuracy, NMI and ARI with their intervals."""
    st.markdown(f"#### {say('compare.table.scores', lang)}")
    best, beaten = one.best(), one.beaten()
    rows = []
    for name, score in one.scores.items():
        accuracy = plus_minus(score.accuracy)
        if name in best:
            accuracy = f"**{accuracy}**"
        cells = (
            f"**{title(name, lang)}**",
            f"{accuracy} ▾" if name in beaten else accuracy,
            plus_minus(score.nmi, percent=False),
            plus_minus(score.ari, percent=False),
            plus_minus(score.gain, signed=True),
        )
        rows.append(_row(("learner", "accuracy", "nmi", "ari", "gain"), cells, lang))
    st.table(rows, border="horizontal", hide_index=True)
    about = "compare.scores.about" if one.draws > 1 else "compare.scores.single"
    text = say(about, lang, draws=one.draws)
    if one.setting is None and one.tasks > one.draws:
        text += f" {say('compare.scores.together', lang)}"
    st.caption(text)
    with st.expander(say("compare.metrics", lang)):
        for metric in ("accuracy", "nmi", "ari"):
            st.markdown(f"**{say(f'metric.{metric}', lang)}** · {say(f'metric.{metric}.about', lang)}")


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
            "–" if low is None or high is None else f"{100 * low:+.1f} … {100 * high:+.1f}",
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
    rows = []
    for name, score in one.scores.items():
        soon = score.convergence
        costs = dict.fromkeys(practice(plan.practice[pool][name], lang) for pool in pools)
        cells = (
            f"**{title(name, lang)}**",
            _median(soon.steps, 0),
            _median(soon.seconds, 3),
            f"{score.seconds:.3f}",
            "  \n".join(costs),
        )
        rows.append(_row(("learner", "steps95", "seconds95", "seconds", "practice"), cells, lang))
    st.table(rows, border="horizontal", hide_index=True)
    st.caption(f"{say('compare.convergence.about', lang)} {say('race.table.seen', lang)}")


def practice(cost: dict[str, Any] | None, lang: str) -> str:
    """What practising took, in words."""
    if cost is None:
        return say("compare.practice.none", lang)
    text = say(
        "compare.practice",
        lang,
        pool=say(f"pool.{cost['pool']}.title", lang),
        steps=f"{cost['steps']:,}",
        seconds=duration(cost["seconds"], lang),
        items=f"{cost['items_seen']:,}",
    )
    return say("compare.practice.labels", lang, practice=text) if cost["labels"] else text


def _row(columns: tuple[str, ...], cells: tuple[str, ...], lang: str) -> dict[str, str]:
    return {say(f"compare.table.{column}", lang): cell for column, cell in zip(columns, cells, strict=True)}


def plus_minus(interval: Interval, *, percent: bool = True, signed: bool = False) -> str:
    """Mean ± half the interval's width, in percent or as a share."""
    factor, digits = (100, 1) if percent else (1, 3)
    unit = " %" if percent and not signed else ""
    mean = f"{factor * interval.mean:{'+' if signed else ''}.{digits}f}"
    margin = "" if interval.margin is None else f" ± {factor * interval.margin:.{digits}f}"
    return f"{mean}{margin}{unit}"


def _median(middle: Median, digits: int) -> str:
    def number(value: float) -> str:
        return f"{value:g}" if digits == 0 else f"{value:.{digits}f}"

    if middle.low is None or middle.high is None:
        return number(middle.median)
    return f"{number(middle.median)} ({number(middle.low)} … {number(middle.high)})"


def _p(value: float) -> str:
    return "< 0.001" if value < 0.001 else f"{value:.3f}"
