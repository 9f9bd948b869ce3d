"""Three kinds with one example each, and a question: how sure each learner is, at every stroke."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from metaunsup.data.strokes import Drawing
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import shell
from metaunsup.ui.common.learner_picker import TRAINED
from metaunsup.ui.common.palette import INKS, look_of
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.draw.components import show_chances
from metaunsup.ui.draw.request import CLASSES, TELLERS
from metaunsup.ui.draw.telling import STEPS, chances
from metaunsup.words import Say

RULE = (
    r"\begin{gathered}p(y = k \mid x) = \frac{\exp(z \cdot c_k / \tau)}{\sum_j \exp(z \cdot c_j / \tau)}"
    r" \\ z = f_\phi(x)\end{gathered}"
)


def one_shot_part(pads: Callable[[Say], tuple[Drawing, ...]], say: Say) -> None:
    """Pads and bars, in a fragment of their own: a stroke runs these again, and not the page."""
    st.markdown(say("draw.oneshot.about"))
    trained = st.session_state["draw.trained"]

    def look() -> None:
        answer(pads(say), trained, say)

    shell.fragment(look, say, run_every=None)
    st.selectbox(
        say("race.trained_on"),
        TRAINED,
        format_func=lambda name: say(f"pool.{name}.title"),
        help=say("race.trained_on.help"),
        key="draw.trained",
    )
    st.caption(say("draw.oneshot.honest", steps=STEPS))
    st.latex(RULE)


def answer(drawings: tuple[Drawing, ...], trained: str, say: Say) -> None:
    """The bars for what is drawn, empty until there are all examples and a question."""
    named = {one.name: one for one in drawings}
    examples = tuple(named[name] for name in CLASSES if name in named)
    question = named.get("")
    found: list[list[float]] = []
    if len(examples) < len(CLASSES):
        missing = [name for name in CLASSES if name not in named]
        told = say("draw.oneshot.missing", names=say.listed(missing))
    elif question is None:
        told = say("draw.oneshot.ask")
    else:
        try:
            found = chances(TELLERS, trained, examples, question)
        except MetaUnsupError as error:
            st.error(explain_publicly(error, say))
            return
        titles = [*map(say.learner_title, TELLERS), say("draw.oneshot.pixels")]
        pairs = [f"{title} {CLASSES[row.index(max(row))]}" for title, row in zip(titles, found, strict=True)]
        told = say("draw.oneshot.told", answers=say.listed(pairs))
    learners = [{"title": say.learner_title(name), "ink": look_of(name).ink} for name in TELLERS]
    learners.append({"title": say("draw.oneshot.pixels"), "ink": INKS[0]})
    number = sum(one.points for one in drawings)
    data = {"learners": learners, "classes": list(CLASSES), "chance": found, "number": number, "lang": say.lang}
    show_chances({**data, "words": {"told": told}}, key="draw.chances")
