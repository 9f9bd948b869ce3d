"""The page that explains: a figure, questions or lessons at a time; which, and in what state, stands in the link."""

from __future__ import annotations

from typing import Any

import streamlit as st

from metaunsup.ui.common import shell
from metaunsup.ui.common.link import Choice, Field, Several, Whole
from metaunsup.ui.common.share import show_link
from metaunsup.ui.how_it_works.course import GUESSES, LESSONS
from metaunsup.ui.how_it_works.figures import FIGURES, show_figure
from metaunsup.ui.how_it_works.formulas import show_formula
from metaunsup.ui.how_it_works.lesson import HANDS_OFF, PAGE, lesson_link, show_lesson, show_list, show_sheet
from metaunsup.ui.how_it_works.questions import show_questions
from metaunsup.words import Say

SECTIONS = (*FIGURES, "questions", "lessons")
TEACHER = ("bare", "lock", "answer", "only")
BESIDE = {
    "gradient": ("bilevel", "inner", "there", "chain", "first_order", "reptile", "pretraining"),
    "sines": ("sine", "sine_maml", "sine_pretrained"),
    "kmeans": ("assign", "move", "inertia"),
    "latent": ("evidence", "elbo", "gap"),
    "cells": ("prototype", "chance"),
}
FIELDS: dict[str, Field] = {
    "section": Choice("gradient", SECTIONS),
    "lesson": Choice("", ("", *LESSONS)),
    "guess": Choice("", ("", *GUESSES)),
    "seen": Whole(0, 0, 1),
    "sheet": Whole(0, 0, 1),
    "teacher": Several((), TEACHER, len(TEACHER)),
    **{name: kind.field for name, kind in FIGURES.items()},
}
STYLE = """<style>
/* a figure stays beside its formulas while one reads them: its foot at that of the screen, or below a low one, whose
   head belongs to what is dragged */
@media screen and (min-width: 641px) {
  [data-testid="stLayoutWrapper"]:has(> .st-key-how-figure) {
    position: sticky; bottom: min(1rem, 100vh - 53rem); margin-top: auto;
  }
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"], [data-testid="stMain"] button,
  [data-testid="stPopover"], [data-testid="stPageLink"], .st-key-how-tools, .st-key-how-tools-sheet,
  [data-testid="stElementContainer"]:has(h1), [data-testid="stElementContainer"]:has(h1) + *
    { display: none !important; }
  [data-testid="stMainBlockContainer"] { padding: 0 !important; max-width: none !important; }
  [data-testid="stMain"] *, [data-testid="stMain"] { color: #000 !important; overflow: visible !important; }
  [data-testid="stMain"] p, [data-testid="stMain"] code { font-size: 10.5pt !important; line-height: 1.35 !important; }
  [data-testid="stMain"] h3 { font-size: 14pt !important; padding: 0 !important; }
  [data-testid="stVerticalBlock"] { gap: 0.35rem !important; }
  @page { size: A4; margin: 14mm; }
}
</style>"""


def show(say: Say) -> None:
    """Everything below the heading."""
    shell.open_link(PAGE, FIELDS, say)
    if shell.just_opened(PAGE):
        st.session_state[f"{PAGE}.count"] = st.session_state.get(f"{PAGE}.count", 0) + 1
    lesson, teacher = st.session_state[f"{PAGE}.lesson"], tuple(st.session_state[f"{PAGE}.teacher"])
    st.html(STYLE)
    if "only" not in teacher:
        with st.container(key="how-tools"):
            _sections(lesson, say)
    if lesson and st.session_state[f"{PAGE}.sheet"]:
        show_sheet(lesson, say)
        with st.container(key="how-tools-sheet"):
            st.caption(say("lessons.sheet.print"))
            lesson_link(lesson, say("lessons.sheet.back"), ":material/arrow_back:", say)
    elif lesson:
        show_lesson(lesson, say, teacher=teacher, figure=lambda name, state: _figure(name, say, usual=state))
        if "only" not in teacher:
            lesson_link(lesson, say("lessons.sheet"), ":material/print:", say, sheet="1")
            lesson_link("", say("lessons.all"), ":material/list:", say)
    else:
        _section(say)
    parameters = shell.keep_link(PAGE, FIELDS, _values())
    if "only" not in teacher and not st.session_state[f"{PAGE}.sheet"]:
        _share(parameters, say)
    if teacher:
        st.caption(say("how_it_works.teacher.told"))


def _values() -> dict[str, Any]:
    """Everything that the page's link holds."""
    values = {name: st.session_state[f"{PAGE}.{name}"] for name in FIELDS}
    return {**values, "teacher": tuple(values["teacher"])}


def _sections(lesson: str, say: Say) -> None:
    """The figures, the questions and the lessons, one of which is open."""
    chosen = st.pills(
        say("how_it_works.section"),
        SECTIONS,
        required=True,
        format_func=lambda name: say(f"how_it_works.section.{name}"),
        key=f"{PAGE}.section",
        on_change=_leave_lesson,
        label_visibility="collapsed",
    )
    if lesson and chosen != "lessons":
        st.session_state[f"{PAGE}.lesson"] = ""


def _leave_lesson() -> None:
    """Another section was chosen: no lesson is open any more."""
    st.session_state.update({f"{PAGE}.lesson": "", f"{PAGE}.guess": "", f"{PAGE}.seen": 0, f"{PAGE}.sheet": 0})


def _section(say: Say) -> None:
    section = st.session_state[f"{PAGE}.section"]
    if section == "lessons":
        show_list(say)
    elif section == "questions":
        show_questions(say)
    else:
        st.markdown(say(f"how_it_works.about.{section}"))
        left, right = st.columns([3, 2], gap="medium")
        with left, st.container(key="how-figure"):
            _figure(section, say)
            if not HANDS_OFF & set(st.session_state[f"{PAGE}.teacher"]):
                st.markdown(say(f"how_it_works.try.{section}"))
        with right:
            for formula in BESIDE[section]:
                show_formula(formula, say)


def _figure(name: str, say: Say, usual: str = "") -> None:
    """A figure, whose state goes into the link as soon as it rests."""
    key, teacher = f"{PAGE}.{name}", st.session_state[f"{PAGE}.teacher"]
    told = show_figure(
        name,
        st.session_state[key],
        say,
        key=f"{key}.figure.{st.session_state[f'{PAGE}.lesson']}",
        opened=st.session_state[f"{PAGE}.count"],
        usual=usual,
        locked="lock" in teacher,
        bare="bare" in teacher,
    )
    if told is not None:
        st.session_state[key] = told


def _share(parameters: dict[str, str], say: Say) -> None:
    """The link to this state, and what a teacher may take away from it."""
    here = {"lang": say.lang, **parameters}
    left, right = st.columns(2)
    with left:
        show_link(shell.address(PAGE, here), say)
    with right, st.expander(say("how_it_works.teacher"), icon=":material/co_present:"):
        st.markdown(say("how_it_works.teacher.about"))
        hidden = [code for code in TEACHER if st.checkbox(say(f"how_it_works.teacher.{code}"), key=f"teacher.{code}")]
        if hidden:
            st.code(shell.address(PAGE, {**here, "teacher": ",".join(hidden)}), language=None, wrap_lines=True)
