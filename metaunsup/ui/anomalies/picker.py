"""Choosing detectors: those that judge items as they are, and, put in one at a time, those that judge in a space."""

from __future__ import annotations

import streamlit as st

from metaunsup.detectors.registry import DETECTORS
from metaunsup.ui.anomalies.names import ENDINGS, MOST, OWN, endings, in_spaces, own_name, spaces
from metaunsup.ui.anomalies.request import PAGE
from metaunsup.ui.common.requests import OwnRun
from metaunsup.words import Say

KEY = f"{PAGE}.detectors"


def pick_detectors(own: OwnRun | None, say: Say) -> tuple[str, ...]:
    """Up to ``MOST`` detectors; ``own``: a training of this place, which can be judged in or has practised for one."""
    known = [*DETECTORS, *filter(None, [own_name(own.learner) if own is not None else ""])]
    chosen = list(st.session_state.get(KEY, ()))
    picked = st.multiselect(
        say("anomalies.detectors"),
        list(dict.fromkeys([*known, *chosen])),
        format_func=say.detector_title,
        max_selections=MOST,
        help=say("anomalies.detectors.help"),
        key=KEY,
    )
    with st.popover(say("anomalies.space.open"), icon=":material/visibility:"):
        _in_space(own is not None, say, list(picked))
    return tuple(picked)


def _in_space(own: bool, say: Say, chosen: list[str]) -> None:
    """Which detector, in what whose practice sees; and a button that puts it among ``chosen``."""
    st.markdown(say("anomalies.space.about"))
    base = st.selectbox(
        say("anomalies.space.detector"), in_spaces(), format_func=say.detector_title, key=f"{PAGE}.space.detector"
    )
    offered = [one for one in spaces() if own or one != OWN]
    usual = offered.index("protonet") if "protonet" in offered else 0
    space = st.selectbox(
        say("anomalies.space.space"),
        offered,
        index=usual,
        format_func=lambda one: say("detector.space.run") if one == OWN else say.space_title(one),
        key=f"{PAGE}.space.space",
    )
    way = st.selectbox(
        say("anomalies.space.way"),
        endings(space, str(base)),
        format_func=lambda one: say(f"anomalies.space.way.{one.removeprefix('-') or 'all'}"),
        key=f"{PAGE}.space.way",
    )
    assert way in ENDINGS
    name = f"{base}@{space}{way}"
    there, full = name in chosen, len(chosen) >= MOST
    st.button(
        say("anomalies.space.add"), disabled=there or full, on_click=_put_in, args=(name,), key=f"{PAGE}.space.add"
    )
    if there or full:
        st.caption(say("anomalies.space.there" if there else "anomalies.space.full", most=MOST))


def _put_in(name: str) -> None:
    chosen = list(st.session_state.get(KEY, ()))
    if name not in chosen and len(chosen) < MOST:
        st.session_state[KEY] = [*chosen, name]
