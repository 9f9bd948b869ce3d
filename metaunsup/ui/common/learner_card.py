"""A learner in a paragraph, its rule in a formula, and the paper it comes from: the same on every page."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metaunsup.learners.registry import learner_spec, without_label
from metaunsup.words import Say

COLUMNS = 2  # a formula needs room


def who_is_who(learners: Sequence[str], say: Say) -> None:
    """Each learner with formula and source, one's own training as its learner; what must be said of all of them."""
    st.subheader(say("race.who_is_who"))
    learners = tuple(dict.fromkeys(map(without_label, learners)))
    for first in range(0, len(learners), COLUMNS):
        row = learners[first : first + COLUMNS]
        for column, name in zip(st.columns(COLUMNS), row, strict=False):
            with column:
                st.markdown(f"**{say.learner_title(name)}**  \n{say.about_learner(name)}")
                rule(name, say)
    told = [say.learner_title(name) for name in learners if learner_spec(name).sees_labels]
    labels = say("learners.labels_but", learners=say.listed(told)) if told else say("learners.labels")
    st.caption(f"{say('learners.symbols')} {say('learners.batch_norm')} {labels}")


def rule(name: str, say: Say) -> None:
    """The formula of a learner (and of what a variant adds), what its symbols mean, and the paper it comes from."""
    for part, paper in learner_spec(name).papers.items():
        st.latex(r"\begin{gathered}" + r" \\[4pt] ".join(paper.rules) + r"\end{gathered}")
        st.caption(say(f"symbols.{part}"))
        st.markdown(f":small[[{paper.cited}: *{paper.title}*]({paper.link})]")
