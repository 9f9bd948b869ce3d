"""The form of a task, shared by the pages: a pool that is here, and numbers refused with what is possible."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import streamlit as st

from metaunsup.data.registry import POOLS, available
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import link, uploads
from metaunsup.ui.common.link import Choice, Field, Real, Whole
from metaunsup.ui.common.requests import MOST_ITEMS, TaskChoice
from metaunsup.ui.common.text import explain_publicly
from metaunsup.words import Say

TASK_FIELDS: dict[str, Field] = {
    "pool": Choice("digits", tuple(POOLS)),
    "ways": Whole(10, 2, 50),
    "shots": Whole(20, 1, 200),
    "seed": Whole(0, 0, 2**31 - 1),
    "imbalance": Real(None, 0.01, 1000),
    "outliers": Whole(0, 0, 200),
}


def task_form(page: str, say: Say, *, own: bool = False) -> TaskChoice | None:
    """Ask for a task; None, with the reason on the page, where it cannot be had.

    ``own``: the reader's own data can be handed over and chosen, too (``uploads``). Widgets are called ``PAGE.FIELD``
    and get their values from ``shell.open_link``.
    """
    left, right = st.columns([2, 3])
    titles = {name: pool_option(name, say) for name in (uploads.options(page) if own else POOLS)}
    with left:
        pool = st.selectbox(
            say("form.pool"),
            list(titles),
            format_func=titles.__getitem__,
            key=f"{page}.pool",
        )
    with right:
        (uploads.about_upload if pool.startswith(uploads.OWN) else about_pool)(pool, say)
    if own:
        uploads.upload_form(page, say)
    name_of_pool, say = uploads.name_of(pool), uploads.speaking(pool, say)
    columns = st.columns(5)
    values: dict[str, Any] = {"pool": pool}
    for column, name in zip(columns, ("ways", "shots", "seed", "imbalance", "outliers"), strict=True):
        with column:
            values[name] = number(page, name, TASK_FIELDS[name], say)
    problems = [
        problem
        for name in TASK_FIELDS
        if name != "pool" and (problem := refusal(name, TASK_FIELDS[name], values[name], say))
    ]
    if not problems:
        items = values["ways"] * values["shots"] + values["outliers"]
        if items > MOST_ITEMS:
            problems.append(say("form.too_many_items", items=items, most=MOST_ITEMS))
    if problems:
        st.error("  \n".join(problems))
    if problems or name_of_pool is None or (pool in POOLS and not available(pool).here):
        return None
    choice = TaskChoice(**{**values, "pool": name_of_pool})
    try:
        with st.spinner(say("app.loading")):
            choice.sample()
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    return choice


def number(page: str, name: str, field: Field, say: Say) -> int | float | None:
    """A box for one number. It takes any: refusing is done by ``refusal``, in the reader's language."""
    label, note, key = say(f"form.{name}"), say(f"form.{name}.help"), f"{page}.{name}"
    if isinstance(field, Real):  # may stay empty
        return st.number_input(
            label, value=None, step=1.0, format="%g", help=note, placeholder=say(f"form.{name}.empty"), key=key
        )
    # without a value of its own: what is no number leaves it empty, which is refused, and does not become a silent 0
    return st.number_input(label, value=None, step=1, help=note, key=key)


def refusal(name: str, field: Field, value: Any, say: Say) -> str | None:
    """Why ``value`` cannot be taken, or None."""
    if not isinstance(field, Whole | Real):
        return None
    low, high = field.low, field.high
    if value is None:
        return None if isinstance(field, Real) else say("form.empty", name=say(f"form.{name}"), low=low, high=high)
    if low <= value <= high:
        return None
    return say("form.range", name=say(f"form.{name}"), low=low, high=high, value=link.as_typed(value))


def pool_option(name: str, say: Say) -> str:
    """A pool's title, saying so where it is not here."""
    if name.startswith(uploads.OWN):
        return say("uploads.option", title=uploads.plain_title_of(name, say))
    title = say(f"pool.{name}.title")
    return title if available(name).here else say("form.pool.missing", title=title)


def about_pool(name: str, say: Say) -> None:
    """What the pool is, what must be said of it, and how to get it where it is missing."""
    state = available(name)
    st.caption(say(f"pool.{name}.about"))
    if (note := say.note(state.note)) is not None:
        st.caption(f":material/info: {note}")
    if not state.here:
        st.info(say("form.pool.get"))
        st.code(f"python -m metaunsup data --get {name}", language="bash")


def group_title(name: str, say: Say) -> str:
    """A class's name, translated where it is a word."""
    from metaunsup.words import WORDS

    return say(f"class.{name}") if f"class.{name}" in WORDS else name


def task_values(choice: TaskChoice) -> Mapping[str, Any]:
    """The fields of ``choice`` as a link writes them."""
    return {**{name: getattr(choice, name) for name in TASK_FIELDS}, "pool": uploads.code_of(choice.pool)}
