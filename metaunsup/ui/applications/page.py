"""The page Applications: which field, and then that field's own page below it.

A field's file has ``LINK`` (fields of the link by name, each beginning with the field's) and ``show(say)``, which draws
its widgets under the keys ``applications.NAME``.
"""

from __future__ import annotations

import importlib
from importlib.util import find_spec
from types import ModuleType

import streamlit as st

from metaunsup.applications import fields
from metaunsup.ui.common import link, shell
from metaunsup.words import Say

PAGE = "applications"
_HERE = __name__.rpartition(".")[0]


def offered() -> tuple[str, ...]:
    """The fields that have a page."""
    return tuple(name for name in fields() if find_spec(f"{_HERE}.{name}") is not None)


def page_of(field: str) -> ModuleType:
    """The file that draws ``field``."""
    return importlib.import_module(f"{_HERE}.{field}")


def all_fields() -> dict[str, link.Field]:
    """What may stand in the link."""
    found: dict[str, link.Field] = {"field": link.Choice("industry", offered)}
    for name in offered():
        found |= page_of(name).LINK
    return found


def show(say: Say) -> None:
    """Everything below the heading."""
    known = all_fields()
    shell.open_link(PAGE, known, say)
    st.segmented_control(
        say(f"{PAGE}.field"),
        offered(),
        required=True,
        format_func=lambda name: say(f"{PAGE}.{name}.title"),
        key=f"{PAGE}.field",
    )
    chosen = str(st.session_state[f"{PAGE}.field"])
    names = ("field", *page_of(chosen).LINK)
    st.markdown(f"### {say(f'{PAGE}.{chosen}.question')}")
    page_of(chosen).show(say)
    values = {name: st.session_state[f"{PAGE}.{name}"] for name in names}
    parameters = shell.keep_link(PAGE, known, values)
    st.divider()
    st.markdown(f"**{say('app.share')}**")
    st.code(shell.address(PAGE, {"lang": say.lang, **parameters}), language=None, wrap_lines=True)
