"""A comparison on its page: how far it is, what it says so far, and how to take it home."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.common import link, shell
from metaunsup.ui.common.format import pool_title
from metaunsup.ui.common.requests import for_one_browser
from metaunsup.ui.common.share import link_and_code
from metaunsup.ui.common.text import literal
from metaunsup.ui.compare import differences, tables
from metaunsup.ui.compare.figures import cut, figure
from metaunsup.ui.compare.form import FIELDS, values
from metaunsup.ui.compare.jobs import ComparisonJob
from metaunsup.ui.compare.progress import watch
from metaunsup.ui.compare.reliability import reliability
from metaunsup.ui.compare.request import PAGE, CompareChoice
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.evaluation.compare import Finished, Plan, Setting
    from metaunsup.evaluation.curves import Curve


def compare_view(choice: CompareChoice, say: Say, *, again: bool = False) -> None:
    """Show the comparison of ``choice``, starting it if need be; refreshes itself until it is over, then rests."""
    one = watch(choice, lambda job: results(job, job.plan, say), say, again=again)
    if one is not None and one.over and one.results and one.plan is not None:
        take_home(one, one.plan, say)


def results(one: ComparisonJob, plan: Plan, say: Say) -> None:
    """What the tasks finished so far say: tables and a figure."""
    setting = _which(one, plan, say)

    def tabulate(results: list[Finished]) -> Any:
        from metaunsup.evaluation.tables import ordered, table

        return table(ordered(results, plan), setting, plan.grid.adapt_steps)

    found = one.cached(("table", setting), tabulate)
    if not found.draws:
        return  # no draw is finished in all settings yet
    tables.scores(found, say)
    if not found.scores:
        return  # every learner fails here
    for pool, note in plan.notes.items():
        if (told := say.note(note)) is not None:
            st.caption(f":material/info: {literal(pool_title(pool, say))}: {told}")
    if early := loop_note(plan, say):
        st.caption(f":material/info: {early}")
    st.markdown(f"#### {say('compare.figures')}")
    assert isinstance(one.request, CompareChoice)
    axis = _axis(one.request, say)
    curves = one.cached(("curves", setting, axis), lambda results: _curves(results, plan, setting, axis))
    st.plotly_chart(
        figure(curves, plan.learners, axis, say),
        theme="streamlit",
        config={"displaylogo": False, "modeBarButtonsToRemove": ["select2d", "lasso2d"]},
        key=f"{PAGE}.figure.{axis}",
    )
    about = axis if axis in ("steps", "seconds") else "axis"
    st.caption(say(f"compare.figure.{about}.about"))
    if cut(curves):
        st.caption(say("compare.figure.cut"))
    differences.pairs(found, say)
    reliability(found, plan.learners, say)
    differences.convergence(found, plan, say)


def loop_note(plan: Plan, say: Say) -> str | None:
    """Who practised the adapting loop of before, and so takes its steps; None: nobody."""
    from metaunsup.evaluation.findings import earlier_loops

    names = earlier_loops(plan.practice.values())
    return say("learners.earlier_loop", learners=say.listed(map(say.learner_title, names))) if names else None


def _which(one: ComparisonJob, plan: Plan, say: Say) -> Setting | None:
    """Which setting the tables speak of; None: all together."""
    settings: list[Setting | None] = [None, *plan.settings()]
    if len(settings) == 2:
        return settings[1]
    picked = st.selectbox(
        say("compare.setting"),
        range(len(settings)),
        format_func=lambda at: tables.setting_title(settings[at], say, sizes=len(plan.grid.imbalances) > 1),
        width=520,
        key=f"{PAGE}.setting.{one.number}",
    )
    return settings[picked]


def _axis(choice: CompareChoice, say: Say) -> str:
    """What the figure's x-axis is; only what was varied can be."""
    varied = {"shots": choice.shots, "ways": choice.ways, "imbalance": choice.imbalances}
    axes = ["steps", "seconds", *(name for name, given in varied.items() if len(given) > 1)]
    key = f"{PAGE}.axis"
    if st.session_state.get(key) not in axes:
        st.session_state[key] = axes[0]
    return str(
        st.segmented_control(
            say("compare.axis"),
            axes,
            required=True,
            format_func=lambda name: say(f"compare.axis.{name}"),
            key=key,
        )
    )


def _curves(results: Sequence[Finished], plan: Plan, setting: Setting | None, axis: str) -> dict[str, Curve]:
    from metaunsup.evaluation.curves import AXES, over, over_seconds, over_steps
    from metaunsup.evaluation.tables import ordered

    results = ordered(results, plan)
    for name in AXES:  # along an axis everything counts; else the setting that was picked
        if axis == name:
            return over(results, name)
    here = [one for one in results if setting is None or one.cell.setting == setting]
    return over_steps(here) if axis == "steps" else over_seconds(here)


def take_home(one: ComparisonJob, plan: Plan, say: Say) -> None:
    """The results as files."""
    st.markdown(f"#### {say('compare.take_home')}")
    with st.container(horizontal=True):
        for kind, suffix, mime in (("csv", "csv", "text/csv"), ("latex", "tex", "text/x-tex"), ("json", "json", None)):
            st.download_button(
                say(f"compare.{kind}"),
                data=partial(as_file, kind, one, plan),
                file_name=f"compare.{suffix}",
                mime=mime or "application/json",
                on_click="ignore",
                icon=":material/download:",
                key=f"{PAGE}.{kind}",
            )


def as_file(kind: str, one: ComparisonJob, plan: Plan) -> bytes:
    """The results as CSV, LaTeX or JSON: what the command line writes."""
    from metaunsup.evaluation.comparison import summarise_comparison
    from metaunsup.evaluation.latex import as_latex
    from metaunsup.evaluation.rows import as_csv
    from metaunsup.evaluation.tables import ordered, table

    results = ordered(one.results, plan)
    if kind == "csv":
        return as_csv(results).encode()
    english = Say("en")
    if kind == "latex":
        notes = [f"{pool}: {english(key)}" for pool, key in plan.notes.items() if key is not None]
        notes += filter(None, [loop_note(plan, english)])
        return as_latex([table(results, setting) for setting in plan.settings()], plan, notes).encode()
    summary = summarise_comparison(results, plan)
    summary["notes"] = {pool: None if key is None else english(key) for pool, key in plan.notes.items()}
    return json.dumps(summary, indent=1, ensure_ascii=False, allow_nan=False).encode()


def reproduce(choice: CompareChoice, say: Say) -> None:
    """The link that starts this comparison, and the command that makes the same."""
    parameters = {"lang": say.lang, **link.write({**values(choice), "start": 1}, FIELDS)}
    own = for_one_browser(choice.pools, choice.own)
    address, below = shell.address(PAGE, parameters), say("compare.command.about")
    link_and_code(address, choice.command(), say, title=say("compare.command"), own=own, below=below)
