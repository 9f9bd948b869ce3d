"""A table of many columns, on a screen of any width."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import streamlit as st


def wide_table(rows: Sequence[Mapping[str, str]], key: str) -> None:
    """As wide as the page; on a phone as wide as it is (``style.STYLE``), to be moved sideways."""
    with st.container(key=f"wide-{key}"):
        st.table(list(rows), border="horizontal", hide_index=True)
