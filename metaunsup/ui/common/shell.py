"""What every page has: its title, its language, and a sidebar whose links keep the language."""

from __future__ import annotations

import time
import uuid
from collections.abc import Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st

from metaunsup.ui.common import link
from metaunsup.words import LANGUAGE_NAMES, LANGUAGES, Say

PAGES = {
    "home": ("app.py", ":material/home:"),
    "tasks": ("pages/1_Tasks.py", ":material/grid_view:"),
    "race": ("pages/2_Race.py", ":material/flag:"),
    "meta_train": ("pages/3_Meta_train.py", ":material/model_training:"),
    "compare": ("pages/5_Compare.py", ":material/compare_arrows:"),
    "runs": ("pages/10_Runs.py", ":material/list_alt:"),
}
_STYLE = """<style>
[data-testid="stMainBlockContainer"] { padding-top: 3.2rem; padding-bottom: 3rem; max-width: 84rem; }
h1 { font-size: clamp(1.75rem, 1.2rem + 2.2vw, 2.6rem) !important; text-wrap: balance;
     word-break: keep-all; overflow-wrap: anywhere; } /* Chinese breaks at its punctuation, not inside of words */
</style>"""
_ECHO_SECONDS = 10.0  # how long a link that was just replaced may still come back from the browser
URL_PATHS = {
    "home": "",
    "tasks": "Tasks",
    "race": "Race",
    "meta_train": "Meta_train",
    "compare": "Compare",
    "runs": "Runs",
}


def begin(page: str) -> Say:
    """Set up ``page`` (a key of ``PAGES``), write its heading, and return what speaks the reader's language."""
    say = Say(language())
    st.set_page_config(
        page_title=f"{say(f'app.page.{page}')} · MetaUnsup Lab",
        page_icon="🧩",
        layout="wide",
        initial_sidebar_state="auto",
    )
    st.html(_STYLE)
    with st.sidebar:
        st.markdown(f"### MetaUnsup Lab\n{say('app.tagline')}")
        for name, (file, icon) in PAGES.items():
            st.page_link(file, label=say(f"app.page.{name}"), icon=icon, query_params={"lang": say.lang})
        st.session_state["app.language"] = say.lang
        st.segmented_control(
            say("app.language"),
            LANGUAGES,
            required=True,
            format_func=LANGUAGE_NAMES.__getitem__,
            key="app.language",
            on_change=_switch,
        )
    asked = st.query_params.get("lang")
    if asked is not None and asked not in LANGUAGES:
        st.warning(say("app.link_ignored", what=f"`lang={link.shown(asked)}`"))
    st.title(say(f"{page}.title"))
    st.markdown(say(f"{page}.lead"))
    return say


def session() -> str:
    """An id of this browser session, so that sessions can take turns."""
    return str(st.session_state.setdefault("app.session", uuid.uuid4().hex))


def language() -> str:
    """The link's language; else what was chosen before; else the browser's, Chinese or English."""
    asked = st.query_params.get("lang")
    if asked in LANGUAGES:
        return str(asked)
    chosen = st.session_state.get("app.chosen")
    if chosen in LANGUAGES:
        return str(chosen)
    preferred = st.context.locale or st.context.headers.get("Accept-Language") or ""
    return "zh" if preferred.lower().startswith("zh") else "en"


def _switch() -> None:
    chosen = st.session_state["app.language"]
    if chosen in LANGUAGES:
        st.session_state["app.chosen"] = chosen
        st.query_params["lang"] = chosen


def open_link(page: str, fields: Mapping[str, link.Field], say: Say) -> None:
    """Put what the link asks for into the page's widgets (keys ``PAGE.FIELD``), once for each link that is opened.

    A busy browser may still send the link of a moment ago: one that this page wrote itself lately is no new link.
    """
    query = {name: st.query_params[name] for name in fields if name in st.query_params}
    written: list[tuple[dict[str, str], float]] = st.session_state.get(f"{page}.written", [])
    echoes = [replaced for replaced, when in written if time.monotonic() - when < _ECHO_SECONDS]
    kept: dict[str, Any] | None = st.session_state.get(f"{page}.kept")
    if kept is None or not (query == st.session_state.get(f"{page}.link") or query in echoes):
        kept, ignored = link.read(query, fields)
        st.session_state[f"{page}.link"] = query
        st.session_state[f"{page}.ignored"] = ignored
        for name, value in kept.items():
            _put(f"{page}.{name}", value)
    else:
        # a run that was cut short, or a visit to another page, makes Streamlit forget widgets: remind it every time
        for name, value in kept.items():
            _put(f"{page}.{name}", st.session_state.get(f"{page}.{name}", value))
    st.session_state[f"{page}.kept"] = {name: st.session_state[f"{page}.{name}"] for name in fields}
    if st.session_state[f"{page}.ignored"]:
        quoted = [f"`{text}`" for text in st.session_state[f"{page}.ignored"]]
        st.warning(say("app.link_ignored", what=say.listed(quoted)))


def _put(key: str, value: Any) -> None:
    st.session_state[key] = list(value) if isinstance(value, tuple) else value


def keep_link(page: str, fields: Mapping[str, link.Field], values: Mapping[str, Any]) -> dict[str, str]:
    """Write ``values`` into the address bar (defaults left out) and return the parameters written."""
    wanted = link.write(values, fields)
    for name in fields:
        if name in wanted:
            if st.query_params.get(name) != wanted[name]:
                st.query_params[name] = wanted[name]
        elif name in st.query_params:
            del st.query_params[name]
    before = st.session_state.get(f"{page}.link")
    if before != wanted:
        written = st.session_state.get(f"{page}.written", [])
        st.session_state[f"{page}.written"] = [*written[-4:], (before, time.monotonic())]
        st.session_state[f"{page}.link"] = wanted
        st.session_state[f"{page}.ignored"] = []
    return wanted


def address(page: str, parameters: Mapping[str, str]) -> str:
    """The whole link of ``page`` with ``parameters``, as a person would send it."""
    here = urlsplit(st.context.url or "http://localhost:8501/")
    base = here.path.rstrip("/")
    for path in URL_PATHS.values():
        if path and base.endswith(f"/{path}"):
            base = base.removesuffix(f"/{path}")
    query = urlencode(parameters, safe=",")
    return f"{here.scheme}://{here.netloc}{base}/{URL_PATHS[page]}" + (f"?{query}" if query else "")
