"""The page of comparisons: three questions, each a section of its own; the link says which is open."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from metaunsup.ui.common import learner_card, shell
from metaunsup.ui.common.link import Choice, Field
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.compare import form, task_design, transfer, view
from metaunsup.ui.compare.request import PAGE
from metaunsup.words import Say

SECTIONS = ("tasks", "design", "transfer")
SECTION: dict[str, Field] = {"section": Choice("tasks", SECTIONS)}
FIELDS: dict[str, Field] = {**SECTION, **form.FIELDS, **task_design.FIELDS, **transfer.FIELDS}


def show(say: Say) -> None:
    """The section that the link or the reader chose."""
    warm_up()
    shell.open_link(PAGE, FIELDS, say)
    section = st.segmented_control(
        say("compare.section"),
        SECTIONS,
        required=True,
        format_func=lambda code: say(f"compare.section.{code}"),
        key=f"{PAGE}.section",
        label_visibility="collapsed",
    )
    if section == "design":
        task_design.show(say)
        _keep({**SECTION, **task_design.FIELDS})
    elif section == "transfer":
        transfer.show(say)
        _keep({**SECTION, **transfer.FIELDS})
    else:
        _comparison(say)


def _comparison(say: Say) -> None:
    st.markdown(say("compare.tasks_lead"))
    choice = form.compare_form(say)
    shown = form.start_button(choice, say, FIELDS)
    if choice is None and "section" in st.query_params:
        shell.keep_link(PAGE, FIELDS, {})
    if shown is not None:
        view.compare_view(shown, say, again=st.session_state[f"{PAGE}.go"])
    if choice is not None:
        view.reproduce(choice, say)
    learner_card.who_is_who(tuple(st.session_state[f"{PAGE}.learners"]), say)


def _keep(fields: Mapping[str, Field]) -> None:
    """Write the open section's fields into the link, and take those of the others out of it."""
    shell.keep_link(PAGE, FIELDS, {name: st.session_state[f"{PAGE}.{name}"] for name in fields})
