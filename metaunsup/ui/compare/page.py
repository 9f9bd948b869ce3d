"""The page of comparisons: three questions, each a section of its own; the link says which is open."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from metaunsup.ui.common import learner_card, shell
from metaunsup.ui.common.link import Choice, Field
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.compare import form, task_design, transfer, view
from metaunsup.ui.compare.request import PAGE
from metaunsup.words import say

SECTIONS = ("tasks", "design", "transfer")
SECTION: dict[str, Field] = {"section": Choice("tasks", SECTIONS)}
FIELDS: dict[str, Field] = {**SECTION, **form.FIELDS, **task_design.FIELDS, **transfer.FIELDS}


def show(lang: str) -> None:
    """The section that the link or the reader chose."""
    warm_up()
    shell.open_link(PAGE, FIELDS, lang)
    section = st.segmented_control(
        say("compare.section", lang),
        SECTIONS,
        required=True,
        format_func=lambda code: say(f"compare.section.{code}", lang),
        key=f"{PAGE}.section",
        label_visibility="collapsed",
    )
    if section == "design":
        task_design.show(lang)
        _keep({**SECTION, **task_design.FIELDS})
    elif section == "transfer":
        transfer.show(lang)
        _keep({**SECTION, **transfer.FIELDS})
    else:
        _comparison(lang)


def _comparison(lang: str) -> None:
    st.markdown(say("compare.tasks_lead", lang))
    choice = form.compare_form(lang)
    shown = form.start_button(choice, lang, FIELDS)
    if choice is None and "section" in st.query_params:
        shell.keep_link(PAGE, FIELDS, {})
    if shown is not None:
        view.compare_view(shown, lang, again=st.session_state[f"{PAGE}.go"])
    if choice is not None:
        view.reproduce(choice, lang)
    learner_card.who_is_who(tuple(st.session_state[f"{PAGE}.learners"]), lang)


def _keep(fields: Mapping[str, Field]) -> None:
    """Write the open section's fields into the link, and take those of the others out of it."""
    shell.keep_link(PAGE, FIELDS, {name: st.session_state[f"{PAGE}.{name}"] for name in fields})
