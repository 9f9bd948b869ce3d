"""The form of the page: which items, through which encoders, laid out how."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import streamlit as st

from metaunsup.data.registry import POOLS, available
from metaunsup.ui.common import run_picker, uploads
from metaunsup.ui.common.link import Real, Whole
from metaunsup.ui.common.requests import OwnRun, TaskChoice
from metaunsup.ui.common.task_form import about_pool, number, pool_option, refusal, task_form
from metaunsup.ui.common.warmup import warm_umap
from metaunsup.ui.latent_space.request import FIELDS, METHODS, NONE, OWN, POOL, TASK, SpaceChoice, encoders
from metaunsup.words import Say

PAGE = "latent_space"


def space_form(say: Say) -> SpaceChoice | None:
    """Ask for pictures; None, with the reason on the page, where they cannot be had."""
    st.segmented_control(
        say("latent_space.of"),
        (TASK, POOL),
        format_func=lambda one: say(f"latent_space.of.{one}"),
        required=True,
        key=f"{PAGE}.of",
    )
    whole = st.session_state[f"{PAGE}.of"] == POOL
    task, items = _pool_form(say) if whole else (task_form(PAGE, say, own=True), None)
    say = uploads.speaking(str(st.session_state[f"{PAGE}.pool"]), say)
    own, fit = run_picker.pick(PAGE, say)
    left, right = st.columns(2)
    with left:
        first = _encoder("first", own, say)
    with right:
        second = _encoder("second", own, say)
    how, what, far = st.columns(3)
    with how:
        method = st.segmented_control(
            say("latent_space.method"),
            METHODS,
            format_func=lambda one: say(f"latent_space.method.{one}"),
            required=True,
            key=f"{PAGE}.method",
        )
    with what:
        scrub = st.segmented_control(
            say("latent_space.scrub"),
            ("near", "steps"),
            format_func=lambda one: say(f"latent_space.scrub.{one}"),
            required=True,
            help=say("latent_space.scrub.help"),
            disabled=whole,
            key=f"{PAGE}.scrub",
        )
    with far:
        near = _near(str(method), say)
    if method == "umap" and warm_umap().is_alive():
        st.caption(say("variants.umap"))
    if first == second:
        second = NONE  # the same picture twice would say nothing
    if task is None or not fit or near is False:
        return None
    through = tuple(one for one in (first, second) if one != NONE)
    used = own if OWN in through else None
    kept = task if items is None else replace(task, ways=2, shots=1, imbalance=None, outliers=0)
    # equal pictures are equal requests, whatever stands in boxes that do not count
    scrubbed = str(scrub) if items is None else "near"
    return SpaceChoice(kept, items, through, str(method), None if method == "pca" else near, scrubbed, used)


def _pool_form(say: Say) -> tuple[TaskChoice | None, int | None]:
    left, middle, right = st.columns([3, 1, 1])
    titles = {name: pool_option(name, say) for name in uploads.options(PAGE)}
    with left:
        pool = str(st.selectbox(say("form.pool"), list(titles), format_func=titles.__getitem__, key=f"{PAGE}.pool"))
    with middle:
        field = FIELDS["items"]
        assert isinstance(field, Whole)
        items = st.number_input(say("latent_space.items"), value=None, step=1, key=f"{PAGE}.items")
    with right:
        seed = number(PAGE, "seed", FIELDS["seed"], say)
    (uploads.about_upload if pool.startswith(uploads.OWN) else about_pool)(pool, say)
    uploads.upload_form(PAGE, say)
    name = uploads.name_of(pool)
    problems = [refusal("seed", FIELDS["seed"], seed, say)]
    if items is None or not field.low <= items <= field.high:
        told = items if items is not None else "–"
        problems.append(say("form.range", name=say("latent_space.items"), low=field.low, high=field.high, value=told))
    if any(problems):
        st.error("  \n".join(filter(None, problems)))
    here = name is not None and not (pool in POOLS and not available(pool).here)
    if any(problems) or not here or items is None or seed is None or name is None:
        return None, None
    return TaskChoice(name, 2, 1, int(seed)), int(items)


def _encoder(which: str, own: OwnRun | None, say: Say) -> str:
    key = f"{PAGE}.{which}"
    pool = st.session_state.get(f"{PAGE}.pool")
    known = [one for one in encoders() if one != OWN or own is not None]
    # what has practised on these pictures first
    known.sort(key=lambda one: (":" in one, not one.startswith(f"shipped:{pool}/")))
    options = known if which == "first" else [NONE, *known]
    if st.session_state.get(key) not in options:
        st.session_state[key] = options[0]
    return str(
        st.selectbox(
            say(f"latent_space.{which}"), options, format_func=lambda one: encoder_title(one, own, say), key=key
        )
    )


def encoder_title(name: str, own: OwnRun | None, say: Say) -> str:
    """What an encoder is called: of a checkpoint the learner, and what it practised on."""
    if name.startswith("run:") or name == OWN:
        return say("latent_space.encoder.own", learner=say.learner_title(own.learner)) if own else name
    if ":" not in name:
        return say(f"latent_space.encoder.{name}")
    pool, _, learner = name.partition(":")[2].partition("/")
    return say("latent_space.encoder.on", learner=say.learner_title(learner), pool=say(f"pool.{pool}.title"))


def _near(method: str, say: Say) -> Any:
    """The neighbourhood that was asked for; None for the usual one, False where there is none such."""
    field, key = FIELDS["near"], f"{PAGE}.near"
    assert isinstance(field, Real)
    value = st.number_input(
        say(f"latent_space.near.label.{method}"),
        value=None,
        step=1.0,
        format="%g",
        placeholder=say("latent_space.near.usual"),
        help=say("latent_space.near.help"),
        disabled=method == "pca",
        key=key,
    )
    if value is None or method == "pca":
        return None
    if not field.low <= value <= field.high:
        name = say(f"latent_space.near.label.{method}")
        st.error(say("form.range", name=name, low=f"{field.low:g}", high=f"{field.high:g}", value=f"{value:g}"))
        return False
    return round(value)
