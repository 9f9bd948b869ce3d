"""The page of comparisons: three questions, each a section of its own; the link says which is open."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from metaunsup.ui import about, compare_form, compare_view, shell, study_view, transfer_view
from metaunsup.ui.link import Choice, Field
from metaunsup.words import say

PAGE = compare_form.PAGE
SECTIONS = ("tasks", "design", "transfer")
SECTION: dict[str, Field] = {"section": Choice("tasks", SECTIONS)}
FIELDS: dict[str, Field] = {**SECTION, **compare_form.FIELDS, **study_view.FIELDS, **transfer_view.FIELDS}


def show(lang: str) -> None:
    """The section that the link or the reader chose."""
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
        study_view.show(lang)
        _keep({**SECTION, **study_view.FIELDS})
    elif section == "transfer":
        transfer_view.show(lang)
        _keep({**SECTION, **transfer_view.FIELDS})
    else:
        _comparison(lang)


def _comparison(lang: str) -> None:
    st.markdown(say("compare.tasks_lead", lang))
    choice = compare_form.compare_form(lang)
    shown = compare_form.start_button(choice, lang, FIELDS)
    if choice is None and "section" in st.query_params:
        shell.keep_link(PAGE, FIELDS, {})
    if shown is not None:
        compare_view.compare_view(shown, lang, again=st.session_state[f"{PAGE}.go"])
    if choice is not None:
        compare_view.reproduce(choice, lang)
    about.who_is_who(tuple(st.session_state[f"{PAGE}.learners"]), lang)


def _keep(fields: Mapping[str, Field]) -> None:
    """Write the open section's fields into the link, and take those of the others out of it."""
    shell.keep_link(PAGE, FIELDS, {name: st.session_state[f"{PAGE}.{name}"] for name in fields})
