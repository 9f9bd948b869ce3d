"""The page of comparisons: three questions, each a section of its own; the link says which is open."""

from __future__ import annotations

import streamlit as st

from metaunsup.ui.common import learner_card, ownership, shell, uploads
from metaunsup.ui.common.link import Choice, Field
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.compare import form, task_design, transfer, view
from metaunsup.ui.compare.request import PAGE
from metaunsup.words import Say

SECTIONS = ("tasks", "design", "transfer")
SECTION: dict[str, Field] = {"section": Choice("tasks", SECTIONS)}
_START = {"start": form.FIELDS["start"]}  # of the section that is open
PARTS: dict[str, dict[str, Field]] = {
    "tasks": form.FIELDS,
    "design": {**task_design.FIELDS, **_START},
    "transfer": {**transfer.FIELDS, **_START},
}
FIELDS: dict[str, Field] = {**SECTION, **form.FIELDS, **task_design.FIELDS, **transfer.FIELDS}


def show(say: Say) -> None:
    """The section that the link or the reader chose."""
    warm_up()
    if not uploads.key_known(say):
        return
    asked = st.query_params.get("section", SECTIONS[0])
    shell.open_link(PAGE, FIELDS, say, about={*SECTION, *PARTS.get(asked, FIELDS)})
    section = st.segmented_control(
        say("compare.section"),
        SECTIONS,
        required=True,
        format_func=lambda code: say(f"compare.section.{code}"),
        key=f"{PAGE}.section",
        label_visibility="collapsed",
    )
    if section not in ("design", "transfer"):
        _comparison(say)  # whose form of uploads asks who is looking
        return
    (task_design if section == "design" else transfer).show(say)
    _keep(section)
    ownership.tell()


def _comparison(say: Say) -> None:
    st.markdown(say("compare.tasks_lead"))
    choice = form.compare_form(say)
    shown, pressed = form.start_button(choice, say, FIELDS)
    if shown is not None:
        view.compare_view(shown, say, again=pressed)
    if choice is not None:
        view.reproduce(choice, say)
    say = form.speaking(st.session_state[f"{PAGE}.pools"], say)
    learner_card.who_is_who(st.session_state[f"{PAGE}.learners"] if choice is None else choice.learners, say)


def _keep(section: str) -> None:
    """Write the open section's fields into the link, and take those of the others out of it."""
    names = (*SECTION, *PARTS[section])
    shell.keep_link(PAGE, FIELDS, {name: st.session_state[f"{PAGE}.{name}"] for name in names})
