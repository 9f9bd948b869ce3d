"""Choosing learners, and variants of them, without a list of all variants: those are put in one at a time."""

from __future__ import annotations

import streamlit as st

from metaunsup.data.registry import POOLS
from metaunsup.learners.registry import LEARNERS, VARIANTS, learner_spec
from metaunsup.learners.shipped import SHIPPED
from metaunsup.learners.variants import VARIATIONS
from metaunsup.words import Say

TRAINED = tuple(pool for pool in POOLS if (SHIPPED / pool).is_dir()) or ("digits",)  # pools with shipped checkpoints


def all_names() -> tuple[str, ...]:
    """All learners and all variants of them."""
    return (*LEARNERS, *VARIANTS)


def bases() -> tuple[str, ...]:
    """The learners that have variants."""
    return tuple(dict.fromkeys(spec.base for spec in VARIANTS.values()))


def pick_learners(page: str, most: int, say: Say) -> tuple[str, ...]:
    """Up to ``most`` learners; the widget ``PAGE.learners`` lists all learners and the variants put in so far."""
    key = f"{page}.learners"
    chosen = list(st.session_state.get(key, ()))
    picked = st.multiselect(
        say(f"{page}.learners"),
        [*LEARNERS, *(name for name in chosen if name in VARIANTS)],
        format_func=say.learner_title,
        max_selections=most,
        key=key,
    )
    with st.popover(say("variants.open"), icon=":material/tune:"):
        turned_to = _variant(page, most, say, list(picked))
    if "umap" in {turned_to, *(learner_spec(name).variant for name in picked)} or "umap-pool" in picked:
        from metaunsup.ui.common.warmup import warm_umap

        if warm_umap().is_alive():
            st.caption(say("variants.umap"))
    return tuple(picked)


def _variant(page: str, most: int, say: Say, chosen: list[str]) -> str:
    """Which learner and what is different about it, and a button that puts it among ``chosen``; returns the latter."""
    st.markdown(say("variants.about"))
    base = st.selectbox(
        say("variants.learner"),
        bases(),
        format_func=say.learner_title,
        key=f"{page}.variant_of",
    )
    group = learner_spec(base).build.varies
    kind = st.selectbox(
        say(f"variants.{group}"),
        VARIATIONS[group],
        format_func=lambda name: say(f"variants.kind.{name}"),
        key=f"{page}.variant_{group}",
    )
    name = f"{base}-{kind}"
    st.caption(say(f"learner.variant.{kind}.about"))
    there, full = name in chosen, len(chosen) >= most
    swap = full and base in chosen
    st.button(
        say("variants.swap" if swap else "variants.add", learner=say.learner_title(base)),
        disabled=there or (full and not swap),
        on_click=put_in,
        args=(f"{page}.learners", name, most),
        key=f"{page}.variant_add",
    )
    if there or (full and not swap):
        st.caption(say("variants.there" if there else "variants.full", most=most))
    return kind


def put_in(key: str, name: str, most: int) -> None:
    """Add the variant ``name`` to the learners under ``key``; where they are ``most`` already, in its base's place."""
    chosen = list(st.session_state.get(key, ()))
    base = learner_spec(name).base
    if name in chosen:
        return
    if len(chosen) < most:
        chosen.append(name)
    elif base in chosen:
        chosen[chosen.index(base)] = name
    st.session_state[key] = chosen
