"""Widgets of the practice panels: values from a link brought into range before they are shown."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from metaunsup.words import Say


def chosen(name: str) -> int:
    """The value of a widget of this panel."""
    return int(st.session_state[f"tasks.{name}"])


def slider(name: str, low: int, high: int, say: Say) -> int:
    """A slider whose value, perhaps of a link or of other settings, is first brought between its ends."""
    key = f"tasks.{name}"
    st.session_state[key] = min(max(int(st.session_state[key]), low), high)
    if low == high:
        return low
    label, note = say(f"tasks.cactus.{name}"), say(f"tasks.cactus.{name}.help")
    return int(st.slider(label, low, high, step=1, help=note, key=key))


def one_of(name: str, numbers: Sequence[int], say: Say) -> int:
    """One of a few numbers, the first where what a link asks for is not among them."""
    key = f"tasks.{name}"
    if st.session_state[key] not in numbers:
        st.session_state[key] = numbers[0]
    st.segmented_control(say(f"tasks.cactus.{name}"), numbers, required=True, format_func=str, key=key)
    return int(st.session_state[key])
