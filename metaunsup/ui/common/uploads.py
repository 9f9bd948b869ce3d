"""A reader's own data on a page: handed over, shown with what became of them, chosen, deleted; nobody else sees them.

In a link, and in a page's widgets, an upload is ``own:ID``. Whose it is says the key that this browser has told
(``keyring``), and never a link, so a link that is passed on opens nothing.
"""

from __future__ import annotations

import contextlib
import re
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.data.kept import ID, PREFIX, Kept, forget, in_grey, keep, kept, load_kept
from metaunsup.data.limits import DAYS_KEPT, MOST_SECONDS, MOST_UPLOAD
from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS
from metaunsup.data.source import Source
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import ownership
from metaunsup.ui.common.keyring import browser_token
from metaunsup.ui.common.link import Codes
from metaunsup.ui.common.picture import show_picture
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.runs.rows import RunRow

OWN = "own:"
TOLD = 20  # of what was left out
_CHOICE = {"draw": ("mix", "none")}  # what a page calls its choice of a pool, and its default, if otherwise than usual
_OWNER = ownership.OWNER
_one = threading.Lock()  # uploads are read one at a time, so that their memory is that of one
_PATIENCE = 60.0  # seconds


@dataclass(frozen=True)
class PoolsField(Codes):
    """Up to ``most`` pools of the registry, or uploads of whoever opens the link."""

    default: Any = ("digits",)
    pattern: str = rf"own:{ID}|{'|'.join(map(re.escape, POOLS))}"
    most: int = 6


@dataclass(frozen=True)
class PoolField(Codes):
    """A pool of the registry, or an upload of whoever opens the link."""

    default: Any = "digits"
    pattern: str = rf"own:{ID}"
    most: int = 1

    def parse(self, text: str) -> Any:
        """The code, or ``ValueError``; whether there is such an upload is seen when it is known who asks."""
        return text if text in POOLS else super().parse(text)[0]

    def format(self, value: Any) -> str:
        """As it stands in a link."""
        return str(value)


def key_known(say: Say) -> bool:
    """Whether it is known who is looking, where the link asks for a browser's own; else the page says so, and waits.

    A browser tells its key a moment after the page has opened. Until then nothing that a link asks for may be given
    up, neither a training on own data nor that the link starts at once.
    """
    if _OWNER in st.session_state or not _asks_for_own():
        return True
    token = browser_token()
    ownership.note(token)
    if token is not None:
        st.rerun()
    st.info(say("uploads.waiting"))
    return False


def _asks_for_own() -> bool:
    if any(OWN in value for value in st.query_params.to_dict().values()):
        return True
    if not (run := st.query_params.get("own")):
        return False
    from metaunsup.ui.common.run_store import all_runs

    runs = all_runs()
    try:
        return runs.private(runs.store.get(run))
    except MetaUnsupError:
        return False


def mine() -> list[Kept]:
    """The uploads of the browser that is looking; none before it has told its key."""
    owner = st.session_state.get(_OWNER)
    return [] if owner is None else kept(owner)


def name_of(code: str) -> str | None:
    """The pool that ``code`` stands for in this browser, as ``load_pool`` finds it; None where there is none."""
    if code in POOLS:
        return code
    return next((one.name for one in mine() if one.id == code.removeprefix(OWN)), None)


def stored_name(code: str) -> str:
    """The pool that ``code`` stands for in this browser, though its data may be gone: its trainings may be here."""
    owner = st.session_state.get(_OWNER, "")
    return f"{PREFIX}{owner}/{code.removeprefix(OWN)}" if code.startswith(OWN) else code


def code_of(pool: str) -> str:
    """The reverse, for a link."""
    return f"{OWN}{pool.rpartition('/')[2]}" if pool.startswith(PREFIX) else pool


def title_of(pool: str, say: Say) -> str:
    """What a pool is called on a page: of an upload, by its code or its name, what its file was."""
    return literal(plain_title_of(pool, say)) if pool.startswith((OWN, PREFIX)) else say(f"pool.{pool}.title")


def plain_title_of(pool: str, say: Say) -> str:
    """The same of an upload, where a text is no Markdown."""
    wanted = code_of(pool).removeprefix(OWN)
    return next((one.title for one in mine() if one.id == wanted), say("uploads.gone.title"))


def speaking(pool: str, say: Say) -> Say:
    """``say``, or what speaks of rows, where ``pool`` (a code, or an upload's name) is a table of this browser's."""
    code = code_of(pool)
    name = name_of(code) if code.startswith(OWN) else None
    if name is None:
        return say
    try:
        return say.of_rows() if load_kept(name).images.ndim == 2 else say
    except MetaUnsupError:  # it is gone, which the page tells where it is chosen
        return say


def options(page: str) -> list[str]:
    """Every pool that can be chosen, and what is chosen now, though it may be gone."""
    known = [*POOLS, *(f"{OWN}{one.id}" for one in mine())]
    return list(dict.fromkeys([*known, *_chosen(page)]))


def _chosen(page: str) -> list[str]:
    """What is chosen on a page: its ``PAGE.pool``, or, where it takes several, its ``PAGE.pools``."""
    several = st.session_state.get(f"{page}.pools")
    name, usual = _CHOICE.get(page, ("pool", "digits"))
    return list(several) if several is not None else [str(st.session_state.get(f"{page}.{name}", usual))]


def _choose(page: str, codes: Sequence[str]) -> None:
    name, usual = _CHOICE.get(page, ("pool", "digits"))
    if f"{page}.pools" in st.session_state:
        st.session_state[f"{page}.pools"] = list(codes) or [usual]
    else:
        st.session_state[f"{page}.{name}"] = codes[-1] if codes else usual


def upload_form(page: str, say: Say, fit: Callable[[Pool], None] | None = None, *, known: bool = False) -> None:
    """Where files are handed over, and what this browser keeps here. To be drawn after the choice of a pool.

    It also tells ``ownership`` whose session this is.

    ``fit`` makes the form's numbers small enough for what has come; by default groups, and items in each. ``known``:
    the page itself asks for this browser's key, and has told ``ownership`` of it.
    """
    before = st.session_state.get(_OWNER)
    if not known:
        ownership.note(browser_token())
    if st.session_state.get(_OWNER) != before and any(one.startswith(OWN) for one in _chosen(page)):
        st.rerun()  # what the link asks for is known only now
    with st.expander(say("uploads.title"), icon=":material/upload_file:"):
        st.caption(say("uploads.about", megabytes=MOST_UPLOAD >> 20, days=round(DAYS_KEPT)))
        left, right = st.columns([3, 1])
        with right:
            st.text_input(
                say("uploads.label"),
                max_chars=80,
                help=say("uploads.label.help"),
                key=f"{page}.upload.label",
                on_change=_take,
                args=(page, say, fit),
            )
        with left:
            st.file_uploader(
                say("uploads.files"),
                accept_multiple_files=True,
                key=f"{page}.upload.files",
                on_change=_take,
                args=(page, say, fit),
            )
        if (problem := st.session_state.get(f"{page}.upload.problem")) is not None:
            st.error(problem)
        for one in mine():
            told, button = st.columns([4, 1], vertical_alignment="center")
            told.markdown(say("uploads.one", title=literal(one.title), items=one.items))
            button.button(
                say("uploads.delete"), icon=":material/delete:", key=f"{page}.upload.{one.id}", on_click=_ask,
                args=(page, one),
            )  # fmt: skip
            if st.session_state.get(f"{page}.upload.sure") == one.id:
                _make_sure(page, one, say)


def about_upload(code: str, say: Say) -> None:
    """What became of the chosen upload, and a few of its items."""
    from metaunsup.data.preview import described, in_a_row

    name = name_of(code)
    if name is None:
        st.info(say("uploads.gone" if _OWNER in st.session_state else "uploads.waiting"))
        return
    try:
        pool = load_kept(name)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    told = described(pool, say)
    st.caption("  \n".join(literal(one) for one in told["sentences"]))
    show_picture(in_a_row(pool), say("uploads.preview", title=plain_title_of(code, say)))
    if told["left_out_count"]:
        with st.popover(say("uploads.left_out", count=told["left_out_count"])):
            st.markdown("\n".join(f"- {literal(what)}: {why}" for what, why in told["left_out"][:TOLD]))


def _take(page: str, say: Say, fit: Callable[[Pool], None] | None) -> None:
    """Read what was handed over, keep it, and choose it."""
    files: Sequence[Any] = st.session_state.get(f"{page}.upload.files") or []
    problem = f"{page}.upload.problem"
    st.session_state[problem] = None
    if not files:
        return
    owner = st.session_state.get(_OWNER)
    if owner is None:
        st.session_state[problem] = say("error.upload_no_key")
        return
    try:
        one = take(
            [(file.name, file.getvalue()) for file in files],
            st.session_state.get(f"{page}.upload.label", "").strip() or None,
            owner,
        )
    except MetaUnsupError as error:
        st.session_state[problem] = explain_publicly(error, say)
    else:
        code, pool = f"{OWN}{one.id}", load_kept(one.name)
        _choose(page, [*(other for other in _chosen(page) if other.startswith(OWN) and other != code), code])
        if fit is not None:
            fit(pool)
            return
        ways, shots = (int(st.session_state.get(f"{page}.{name}") or 2) for name in ("ways", "shots"))
        st.session_state[f"{page}.ways"], st.session_state[f"{page}.shots"] = within(pool, ways, shots)


def within(pool: Pool, ways: int, shots: int) -> tuple[int, int]:
    """The largest task up to ``ways`` groups of ``shots`` that the test part can give: the form's may be too large."""
    if pool.labels is None:
        return ways, max(1, min(shots, len(pool.unlabelled("test")) // ways))
    sizes = pool.part("test").sizes.sort(descending=True).values
    ways = max(2, min(ways, len(sizes)))
    return ways, max(1, min(shots, int(sizes[ways - 1]))) if len(sizes) >= ways else 1


def take(files: Sequence[tuple[str, bytes]], label: str | None, owner: str) -> Kept:
    """Read the files (name, bytes) into one pool, and keep it for ``owner``."""
    from metaunsup.data.own import own_pool

    if sum(len(data) for _, data in files) > MOST_UPLOAD:
        raise MetaUnsupError("upload_too_large", megabytes=MOST_UPLOAD >> 20)
    names = [Path(name.replace("\\", "/")).name or "?" for name, _ in files]
    sources = [Source(Path(name), data) for name, (_, data) in zip(names, files, strict=True)]
    if not _one.acquire(timeout=_PATIENCE):
        raise MetaUnsupError("uploads_busy")
    try:
        pool = in_grey(own_pool(sources, label, seconds=MOST_SECONDS))
    finally:
        _one.release()
    return keep(pool, names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}", owner)


def _ask(page: str, one: Kept) -> None:
    """Delete it; where something has practised on it, ask first, for that goes with it."""
    if _trainings(one):
        st.session_state[f"{page}.upload.sure"] = one.id
    else:
        _drop(page, one)


def _make_sure(page: str, one: Kept, say: Say) -> None:
    rows = _trainings(one)
    named = say.listed(f"**{literal(row.name)}**" for row in rows[:TOLD])
    st.warning(say("uploads.delete.trainings", title=literal(one.title), count=len(rows), names=named))
    with st.container(horizontal=True):
        key = f"{page}.upload.{one.id}"
        st.button(say("uploads.delete.yes"), type="primary", key=f"{key}.yes", on_click=_drop, args=(page, one))
        st.button(say("uploads.delete.no"), key=f"{key}.no", on_click=_drop, args=(page, None))


def _trainings(one: Kept) -> list[RunRow]:
    from metaunsup.ui.common.run_store import all_runs

    try:
        return all_runs().on_upload(one.name)
    except MetaUnsupError:  # the list of runs cannot be used: they go when it can
        return []


def _drop(page: str, one: Kept | None) -> None:
    """Delete an upload, and what practised on it; None: nothing, after all."""
    from metaunsup.ui.common.run_store import all_runs

    st.session_state[f"{page}.upload.sure"] = None
    if one is None:
        return
    forget(one)
    with contextlib.suppress(MetaUnsupError):
        all_runs().forget_orphans()
    if f"{OWN}{one.id}" in (chosen := _chosen(page)):
        _choose(page, [code for code in chosen if code != f"{OWN}{one.id}"])
