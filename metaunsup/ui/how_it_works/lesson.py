"""One lesson on the page: plain words, mathematics, a guess, the experiment, and "now break it"; or all as a sheet."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlencode

import streamlit as st

from metaunsup.lessons.measured import numbers, sources
from metaunsup.ui.common import shell
from metaunsup.ui.how_it_works.course import DRAWN, GUESSES, LESSONS, Elsewhere, Lesson
from metaunsup.ui.how_it_works.formulas import FORMULAS, show_formula
from metaunsup.words import Say

PAGE = "how_it_works"
HANDS_OFF = {"bare", "lock"}  # a teacher's wishes that leave nothing, or not all, to be pressed and dragged


def told(name: str, part: str, say: Say) -> str:
    """A sentence of the lesson ``name``, its numbers filled in."""
    return say(f"lessons.{name}.{part}", **numbers())


def show_lesson(name: str, say: Say, *, teacher: tuple[str, ...], figure: Callable[[str, str], None]) -> None:
    """The lesson in its five parts; ``figure(name, state)`` draws a figure of this page."""
    lesson = LESSONS[name]
    number = list(LESSONS).index(name) + 1
    st.subheader(say("lessons.number", number=number, title=told(name, "title", say)))
    st.markdown(f"**{say('lessons.part.1')}**  \n{told(name, 'plain', say)}")
    st.markdown(f"**{say('lessons.part.2')}**  \n{told(name, 'mathematics', say)}")
    for formula in lesson.formulas:
        show_formula(formula, say)
    if not _guess(name, lesson, say):
        return
    st.markdown(f"**{say('lessons.part.4')}**")
    if lesson.figure:
        if not HANDS_OFF & set(teacher):
            st.markdown(told(name, "figure", say))
        figure(lesson.figure, lesson.state)
    _ways(name, lesson.experiments, "to", say)
    if not st.session_state[f"{PAGE}.seen"]:
        if "answer" not in teacher:
            st.button(say("lessons.seen"), icon=":material/visibility:", key="lessons.see", on_click=_see)
        return
    _answer(name, lesson, say)
    st.markdown(f"**{say('lessons.part.5')}**  \n{told(name, 'break', say)}")
    _ways(name, lesson.breaks, "break_to", say)
    if name in DRAWN:
        file, icon = shell.PAGES["draw"]
        st.page_link(file, label=say("lessons.draw"), icon=icon, query_params={"lang": say.lang, "set": DRAWN[name]})
    if "only" not in teacher:
        _next(name, say)


def _guess(name: str, lesson: Lesson, say: Say) -> bool:
    """Ask for a guess, once; whether there is one."""
    st.markdown(f"**{say('lessons.part.3')}**  \n{told(name, 'question', say)}")
    guess = st.session_state[f"{PAGE}.guess"]
    if guess:
        st.info(say("lessons.committed", guess=told(name, guess, say)), icon=":material/lock:")
        st.button(say("lessons.anew"), key="lessons.anew", on_click=_forget, type="tertiary")
        return True
    chosen = st.radio(
        say("lessons.guess"),
        GUESSES,
        index=None,
        format_func=lambda one: told(name, one, say),
        key=f"lessons.{name}.choice",
        label_visibility="collapsed",
    )
    st.button(
        say("lessons.commit"),
        type="primary",
        icon=":material/lock:",
        disabled=chosen is None,
        key="lessons.commit",
        on_click=_commit,
        args=(chosen,),
    )
    st.caption(say("lessons.commit.about"))
    return False


def _commit(chosen: str | None) -> None:
    st.session_state[f"{PAGE}.guess"] = chosen or ""
    st.session_state[f"{PAGE}.seen"] = 0


def _forget() -> None:
    _commit(None)


def _see() -> None:
    st.session_state[f"{PAGE}.seen"] = 1


def _answer(name: str, lesson: Lesson, say: Say) -> None:
    right = st.session_state[f"{PAGE}.guess"] == lesson.answer
    kind = st.success if right else st.warning
    kind(say("lessons.right" if right else "lessons.other", answer=told(name, lesson.answer, say)))
    st.markdown(told(name, "told", say))
    made = say.listed(f"`{file}` (`{command}`)" for file, command in sources(lesson.numbers))
    st.caption(say("lessons.sources", files=made))


def _ways(name: str, experiments: tuple[Elsewhere, ...], part: str, say: Say) -> None:
    """Links to the other pages, in the state that the lesson asks for."""
    for number, one in enumerate(experiments, 1):
        file, icon = shell.PAGES[one.page]
        st.page_link(
            file, label=told(name, f"{part}.{number}", say), icon=icon, query_params={"lang": say.lang, **one.query}
        )


def _next(name: str, say: Say) -> None:
    names = list(LESSONS)
    after = names[(names.index(name) + 1) % len(names)]
    lesson_link(after, say("lessons.next", title=told(after, "title", say)), ":material/arrow_forward:", say)


def lesson_link(name: str, label: str, icon: str, say: Say, **more: str) -> None:
    """A link to a lesson; "" is the list of them."""
    query = {"lang": say.lang, "section": "lessons", **({"lesson": name} if name else {}), **more}
    st.page_link(shell.PAGES[PAGE][0], label=label, icon=icon, query_params=query)


def show_list(say: Say) -> None:
    """All lessons, with what each asks."""
    st.markdown(say("lessons.lead"))
    for number, name in enumerate(LESSONS, 1):
        lesson_link(name, f"**{number}. {told(name, 'title', say)}**", ":material/school:", say)
        st.caption(told(name, "question", say))


def show_sheet(name: str, say: Say) -> None:
    """The whole lesson to be printed: on one page, with boxes to tick, without the answer."""
    lesson = LESSONS[name]
    st.subheader(say("lessons.number", number=list(LESSONS).index(name) + 1, title=told(name, "title", say)))
    st.markdown(f"**{say('lessons.part.1')}** {told(name, 'plain', say)}")
    st.markdown(f"**{say('lessons.part.2')}** {told(name, 'mathematics', say)}")
    formulas = r" \\[4pt] ".join(FORMULAS[one].written(say) for one in lesson.formulas)
    st.latex(rf"\begin{{gathered}}{formulas}\end{{gathered}}")
    boxes = "".join(f"  \n☐ {told(name, one, say)}" for one in GUESSES)
    st.markdown(f"**{say('lessons.part.3')}** {told(name, 'question', say)}{boxes}")
    here = shell.address(PAGE, {"lang": say.lang, "section": "lessons", "lesson": name})
    ways = [f"{told(name, f'to.{at}', say)}: `{_place(one)}`" for at, one in enumerate(lesson.experiments, 1)]
    st.markdown(f"**{say('lessons.part.4')}** `{here}`  \n" + "  \n".join(ways))
    st.markdown(say("lessons.sheet.seen"))
    ways = [f"{told(name, f'break_to.{at}', say)}: `{_place(one)}`" for at, one in enumerate(lesson.breaks, 1)]
    st.markdown(f"**{say('lessons.part.5')}** {told(name, 'break', say)}  \n" + "  \n".join(ways))
    st.markdown(say("lessons.sheet.found"))


def _place(one: Elsewhere) -> str:
    """An experiment as somebody types it behind the app's address."""
    return f"/{shell.URL_PATHS[one.page]}?{urlencode(one.query, safe=',')}"
