"""What every page has: its title, its language, and a sidebar whose links keep the language."""

from __future__ import annotations

import contextlib
import functools
import hashlib
import logging
import threading
import time
import traceback
import uuid
from collections.abc import Callable, Collection, Iterator, Mapping
from typing import Any
from urllib.parse import urlencode, urlsplit

import streamlit as st
from streamlit import net_util
from streamlit.runtime.scriptrunner import get_script_run_ctx
from streamlit.runtime.state.session_state import SessionState

from metaunsup.ui.common import link
from metaunsup.ui.common.held_files import bound_held_files
from metaunsup.ui.common.style import SCRIPT, style
from metaunsup.ui.jobs.libraries import import_libraries
from metaunsup.words import LANGUAGE_NAMES, LANGUAGES, Say

PAGES = {
    "home": ("app.py", ":material/home:"),
    "tasks": ("pages/1_Tasks.py", ":material/grid_view:"),
    "race": ("pages/2_Race.py", ":material/flag:"),
    "turn": ("pages/12_Your_turn.py", ":material/timer:"),
    "meta_train": ("pages/3_Meta_train.py", ":material/model_training:"),
    "latent_space": ("pages/4_Latent_space.py", ":material/blur_on:"),
    "compare": ("pages/5_Compare.py", ":material/compare_arrows:"),
    "anomalies": ("pages/6_Anomalies.py", ":material/troubleshoot:"),
    "generate": ("pages/7_Generate.py", ":material/brush:"),
    "draw": ("pages/8_Draw.py", ":material/draw:"),
    "applications": ("pages/9_Applications.py", ":material/domain:"),
    "runs": ("pages/10_Runs.py", ":material/list_alt:"),
    "how_it_works": ("pages/11_How_it_works.py", ":material/school:"),
}
_log = logging.getLogger(__name__)
_ECHO_SECONDS = 10.0  # how long a link that was just replaced may still come back from the browser
URL_PATHS = {
    "home": "",
    "tasks": "Tasks",
    "race": "Race",
    "turn": "Your_turn",
    "meta_train": "Meta_train",
    "latent_space": "Latent_space",
    "compare": "Compare",
    "anomalies": "Anomalies",
    "generate": "Generate",
    "draw": "Draw",
    "applications": "Applications",
    "runs": "Runs",
    "how_it_works": "How_it_works",
}

# where another site's page knocks, Streamlit would ask an outside service for this machine's address: no answer of
# that kind opens this app to anybody, so it need not ask
net_util.get_external_ip = net_util.get_internal_ip = lambda: "127.0.0.1"
bound_held_files()


def begin(page: str) -> Say:
    """Set up ``page`` (a key of ``PAGES``), write its heading, and return what speaks the reader's language."""
    _note_move(page)
    say = Say(language())
    st.set_page_config(
        page_title=f"{say(f'app.page.{page}')} · MetaUnsup Lab",
        page_icon="🧩",
        layout="wide",
        initial_sidebar_state="auto",
    )
    st.html(style(say))
    with st.sidebar:
        st.markdown(f"### MetaUnsup Lab\n{say('app.tagline')}")
        st.html(SCRIPT[say.lang], unsafe_allow_javascript=True)
        for name in PAGES:
            place = (st.container(key="app-here") if name == page else st).empty()
            _to_page(name, place, say)
            if name == page:
                st.session_state["app.own_link"] = place  # once more when this run has changed the address
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
    _tell_broken_callback(say)
    return say


_loaded = threading.Event()  # whether this server has ever got to the end of ``loading``


@contextlib.contextmanager
def loading(say: Say) -> Iterator[None]:
    """While a page's own modules are imported: a sentence on its first visitor's screen, before the libraries come."""
    place = st.empty()
    if not _loaded.is_set():
        place.info(say("app.libraries"), icon=":material/hourglass_top:")
    try:
        import_libraries()
        yield
        _loaded.set()
    finally:
        place.empty()


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


def _note_move(page: str) -> None:
    """Note whether this run shows another page, or an entry of the history: the address is then never an echo."""
    history = getattr(get_script_run_ctx(suppress_warning=True), "is_history_navigation", False)
    if history or st.session_state.get("app.page") != page:
        st.session_state["app.page"] = page
        st.session_state["app.moved"] = True


def query_of(page: str, say: Say, **changes: str) -> dict[str, str]:
    """The parameters that open ``page`` as it was left, with ``changes``."""
    return {"lang": say.lang, **st.session_state.get(f"{page}.link", {}), **changes}


def _to_page(page: str, place: Any, say: Say) -> None:
    file, icon = PAGES[page]
    place.page_link(file, label=say(f"app.page.{page}"), icon=icon, query_params=query_of(page, say))


def just_opened(page: str) -> bool:
    """Whether a link was opened since this was last asked."""
    return bool(st.session_state.pop(f"{page}.opened", False))


def open_link(page: str, fields: Mapping[str, link.Field], say: Say, *, about: Collection[str] | None = None) -> None:
    """Put what the link asks for into the page's widgets (keys ``PAGE.FIELD``), once for each link that is opened.

    A link that leaves out a field means its default; one that is only ``about`` some fields leaves the others as they
    were. A busy browser may still send the link of a moment ago: one that this page wrote itself lately is no new
    link, unless the reader came from elsewhere or went back to it.
    """
    query = {name: st.query_params[name] for name in fields if name in st.query_params}
    written: list[tuple[dict[str, str], float]] = st.session_state.get(f"{page}.written", [])
    moved = st.session_state.pop("app.moved", False)
    echoes = [replaced for replaced, when in written if time.monotonic() - when < _ECHO_SECONDS and not moved]
    kept: dict[str, Any] | None = st.session_state.get(f"{page}.kept")
    if kept is None or not (query == st.session_state.get(f"{page}.link") or query in echoes):
        values, ignored = link.read(query, fields)
        if kept is not None and about is not None:
            other = set(fields) - set(about) - set(query)
            values |= {name: st.session_state.get(f"{page}.{name}", kept.get(name, values[name])) for name in other}
        kept = values
        st.session_state[f"{page}.link"] = query
        st.session_state[f"{page}.ignored"] = ignored
        st.session_state[f"{page}.opened"] = True
        for name, value in kept.items():
            _put(f"{page}.{name}", value)
    else:
        # a run that was cut short, or a visit to another page, makes Streamlit forget widgets: remind it every time
        now = {name: st.session_state.get(f"{page}.{name}", value) for name, value in kept.items()}
        for name, value in now.items():
            _put(f"{page}.{name}", value)
        if now != kept:  # something was chosen: a page that only runs again, as for its browser's key, goes on telling
            st.session_state[f"{page}.ignored"] = []
    st.session_state[f"{page}.kept"] = {name: st.session_state[f"{page}.{name}"] for name in fields}
    if st.session_state[f"{page}.ignored"]:
        quoted = [f"`{text}`" for text in st.session_state[f"{page}.ignored"]]
        st.warning(say("app.link_ignored", what=say.listed(quoted)))


def remind(page: str) -> None:
    """For a fragment with controls of ``page``, first thing: put back what they held that it did not draw last time.

    Streamlit forgets those after each of its runs, and ``open_link``, which reminds it, is no part of a fragment.
    """
    for name, value in st.session_state[f"{page}.kept"].items():
        if f"{page}.{name}" not in st.session_state:
            _put(f"{page}.{name}", value)


def _put(key: str, value: Any) -> None:
    # what was put before there was a widget, in a run that was cut short, would come back when the widget is forgotten
    st.session_state.pop(key, None)
    st.session_state[key] = list(value) if isinstance(value, tuple) else value


def held(page: str, fields: Mapping[str, link.Field]) -> dict[str, Any] | None:
    """What the controls of ``page`` hold, ready or not; None where no link can: an empty box, a number out of range.

    Written as soon as it is chosen, it is true though what it asks for is refused.
    """
    values: dict[str, Any] = {}
    for name, field in fields.items():
        value = st.session_state[f"{page}.{name}"]
        values[name] = value = tuple(value) if isinstance(value, list) else value
        if value == field.default:
            continue
        try:
            if value is None or field.parse(field.format(value)) != value:
                return None
        except ValueError:
            return None
    return values


def keep_link(page: str, fields: Mapping[str, link.Field], values: Mapping[str, Any]) -> dict[str, str]:
    """Write ``values`` into the address bar (defaults left out) and return the parameters written."""
    wanted = link.write(values, fields)
    if {name: st.query_params[name] for name in fields if name in st.query_params} != wanted:
        others = {name: st.query_params.get_all(name) for name in st.query_params if name not in fields}
        st.query_params.from_dict({**others, **wanted})  # at once: each change is an entry of the history
    if f"{page}.kept" in st.session_state:  # also what was chosen in a fragment, which another page makes forgotten
        st.session_state[f"{page}.kept"] |= {name: st.session_state[f"{page}.{name}"] for name in values}
    before = st.session_state.get(f"{page}.link")
    if before != wanted:
        written = st.session_state.get(f"{page}.written", [])
        st.session_state[f"{page}.written"] = [*written[-4:], (before, time.monotonic())]
        st.session_state[f"{page}.link"] = wanted
    # each time: a fragment may only change what it wrote when the page was drawn as a whole
    if (place := st.session_state.get("app.own_link")) is not None:
        _to_page(page, place, Say(language()))
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


@contextlib.contextmanager
def guarded(say: Say) -> Iterator[None]:
    """Instead of a traceback the reader gets a sentence with a number, under which the log has the traceback."""
    try:
        yield
    except Exception as error:
        fault(error, say)


def fault(error: Exception, say: Say, key: str = "app.fault") -> None:
    """Log ``error``, once in a session, under a number that its traceback makes, and say so (``key``) on the page."""
    told = "".join(traceback.format_exception(error))
    number = hashlib.sha256(told.encode(errors="replace")).hexdigest()[:8]
    if st.session_state.get("app.fault") != number:
        st.session_state["app.fault"] = number
        _log.error("fault %s on a page\n%s", number, told)
    st.error(say(key, number=number))


def _guard_callbacks() -> None:
    """Have the callbacks of all widgets guarded: they run before the page does, so each notes what broke it."""
    inner = SessionState._run_callback_and_record_rerun

    def run_guarded(state: SessionState, votes: Any, run: Callable[[], None]) -> None:
        def noting() -> None:
            try:
                run()
            except Exception as error:
                st.session_state["app.broken_callback"] = error

        inner(state, votes, noting)

    SessionState._run_callback_and_record_rerun = run_guarded  # type: ignore[assignment, method-assign]


_guard_callbacks()


def _tell_broken_callback(say: Say) -> None:
    """Say on the page that what was just pressed or typed could not be done; the page itself goes on."""
    if (error := st.session_state.pop("app.broken_callback", None)) is not None:
        fault(error, say, "app.fault.callback")


def fragment(draw: Callable[[], None], say: Say, *, run_every: float | None) -> None:
    """Draw, and draw again ``run_every`` seconds by itself; guarded, since the page's own guard is gone by then."""

    @functools.wraps(draw)
    def look() -> None:
        _tell_broken_callback(say)
        with guarded(say):
            draw()

    st.fragment(look, run_every=run_every)()
