"""Recommendation: click a few films, and see what each method would show next."""

from __future__ import annotations

import numpy as np
import streamlit as st

from metaunsup.applications.recommendation import CLICKS
from metaunsup.applications.tastes import ITEMS
from metaunsup.ui.applications.curve import show_curve
from metaunsup.ui.applications.films import genre_of, label_of, to_choose
from metaunsup.ui.applications.own import own_file
from metaunsup.ui.applications.results import about, compared, show_measured
from metaunsup.ui.common.link import Choice, Field, Several, Whole
from metaunsup.ui.common.tables import wide_table
from metaunsup.words import Say

WORDS, KEY = "applications.recommendation", "applications.recommendation"
MOST = 10  # clicks
STEPS = 4
SHOWN = 10
OFFERED = tuple(map(str, to_choose()))
METHODS = ("preference", "item-knn", "factorisation", "ease", "popularity")
BASELINES = ("popularity", "item-knn", "factorisation", "ease")
LINK: dict[str, Field] = {
    "recommendation_clicks": Several(OFFERED[26:28] + OFFERED[28:31], OFFERED, MOST),
    "recommendation_steps": Whole(STEPS, 0, STEPS),
    "recommendation_known": Choice("5", CLICKS),
}


def show(say: Say) -> None:
    """Everything below the question."""
    st.markdown(say(f"{WORDS}.lead"))
    compared("recommendation", "preference", {"popularity": "popularity", "item-knn": "knn", "ease": "ease"}, say)
    st.markdown(f"#### {say('applications.heading.try')}")
    _try(say)
    st.markdown(f"#### {say('applications.heading.result')}")
    known = st.segmented_control(say(f"{WORDS}.known"), sorted(CLICKS, key=int), required=True, key=f"{KEY}_known")
    show_measured("recommendation", say, variant=str(known), baselines=BASELINES)
    st.caption(say(f"{WORDS}.metrics"))
    st.markdown(say(f"{WORDS}.lesson"))
    show_curve("recommendation", "preference", "popularity", BASELINES, say, minus=True)
    st.markdown(f"#### {say('applications.heading.own')}")
    own_file("recommendation", str(known), ("csv", "data", "dat", "txt"), say)
    about("recommendation", say)


def _try(say: Say) -> None:
    """The films to click, and beside each other what the methods make of it."""
    st.pills(
        say(f"{WORDS}.choose"),
        OFFERED,
        selection_mode="multi",
        format_func=lambda code: label_of(int(code), say),
        key=f"{KEY}_clicks",
    )
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.slider(say(f"{WORDS}.steps"), 0, STEPS, help=say(f"{WORDS}.steps.help"), key=f"{KEY}_steps", width=360)
        st.button(
            say(f"{WORDS}.random"), icon=":material/casino:", on_click=_somebody_else, key="recommendation.random"
        )
    clicked = [int(code) for code in st.session_state[f"{KEY}_clicks"]][:MOST]
    if not clicked:
        st.info(say(f"{WORDS}.none"))
        return
    with st.spinner(say("app.loading")):
        lists = recommended(tuple(clicked), int(st.session_state[f"{KEY}_steps"]))
    titles = {name: say(f"{WORDS}.method.{name}") for name in METHODS}
    rows = [
        {say(f"{WORDS}.place"): str(place + 1), **{titles[name]: label_of(lists[name][place], say) for name in METHODS}}
        for place in range(SHOWN)
    ]
    wide_table(rows, "recommendation")
    st.caption(say(f"{WORDS}.reading"))
    genres = {genre_of(item) for item in clicked}
    counts = {name: sum(genre_of(item) in genres for item in lists[name]) for name in METHODS}
    told = say.listed(say(f"{WORDS}.count", method=titles[name], count=count) for name, count in counts.items())
    st.markdown(say(f"{WORDS}.genres", counts=told))


def _somebody_else() -> None:
    """Another person's clicks among the films that are offered: five, by chance, of what a made-up person likes."""
    from metaunsup.applications.tastes import draw_audience
    from metaunsup.ui.applications.films import films

    number = int(st.session_state.get("recommendation.person", 0)) + 1
    st.session_state["recommendation.person"] = number
    pull = draw_audience(films(), 500_000 + number, 1).pull[0]
    order = sorted(OFFERED, key=lambda code: -pull[int(code)])
    st.session_state[f"{KEY}_clicks"] = order[:5]


def recommended(clicked: tuple[int, ...], steps: int) -> dict[str, list[int]]:
    """The first ``SHOWN`` of each method, for whoever has clicked ``clicked``."""
    from metaunsup.applications.preference import Preference
    from metaunsup.applications.recommendation import CHECKPOINT, made_up_methods
    from metaunsup.applications.recommenders import best_of

    known = np.zeros((1, ITEMS))
    known[0, list(clicked)] = 1
    scores = {name: made_up_methods().methods[name](known) for name in METHODS[1:]}
    scores["preference"] = Preference.load(CHECKPOINT).scores(known, steps)
    return {name: best_of(scores[name], known, SHOWN)[0].tolist() for name in METHODS}
