"""How a page's state is taken along: its link, and beside it the command, or the code, that makes the same."""

from __future__ import annotations

import streamlit as st

from metaunsup.words import Say


def link_and_code(
    address: str, code: str, say: Say, *, title: str, language: str = "bash", about: tuple[str, str] = ("", "")
) -> None:
    """``address`` on the left, ``code`` under ``title`` on the right; ``about``: a sentence under each, "" for none."""
    for column, heading, text, kind, told in zip(
        st.columns(2), (say("app.share"), title), (address, code), (None, language), about, strict=True
    ):
        with column:
            st.markdown(f"**{heading}**")
            st.code(text, language=kind, wrap_lines=True)
            if told:
                st.caption(told)
