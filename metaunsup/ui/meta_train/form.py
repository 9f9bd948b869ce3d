"""The form of a training: what everybody chooses first, the rest below; each field says in place what it does."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import streamlit as st

from metaunsup.data.registry import POOLS, available
from metaunsup.errors import MetaUnsupError
from metaunsup.training.settings import TrainingSettings
from metaunsup.ui.common import link
from metaunsup.ui.common.learner_card import rule
from metaunsup.ui.common.link import Field, Real, Whole
from metaunsup.ui.common.task_form import about_pool, pool_option
from metaunsup.ui.meta_train.fields import (
    CACTUS,
    EPISODES,
    FILTERS,
    NOTHING,
    OPTIONS,
    SELF_TRAINING,
    TRAINABLE,
    USUAL,
    WORDS_OF,
    YES_NO,
    Count,
    as_settings,
    as_word,
    fields,
    used,
    usual,
)
from metaunsup.ui.meta_train.references import Reference
from metaunsup.words import Say

PAGE = "meta_train"
# settings of learners in groups, each with a heading; the order is that of the form
GROUPS = {
    "episode": ("ways", "support_views", "query_views", "meta_batch", "warmup", "warmup_ways"),
    "inner": ("train_steps", "train_lr", "inner_lr", "first_order_until", "multi_step_loss"),
    "latent": ("code_size", "code_steps", "weight_steps", "code_lr", "weight_lr"),
    "penalties": ("kl_weight", "encoder_penalty_weight", "l2_weight", "orthogonality_weight"),
    "moves": ("adapts", "learn_rates", "rates_per", "mask_start", "beta", "std_start", "gradient_samples", "samples"),
    "outer": ("outer_lr", "cosine", "temperature", "strength"),
}


def training_form(references: Sequence[Reference], say: Say) -> tuple[dict[str, Any], TrainingSettings | None]:
    """Ask for a training: the values of all fields, and the settings, None (with the reason on the page) if refused."""
    known = fields([one.name for one in references])
    titles = {one.name: one.title(say) for one in references}
    left, right = st.columns(2)
    with left:
        learner = _choice("learner", TRAINABLE, say, {name: say.learner_title(name) for name in TRAINABLE})
        st.caption(say.about_learner(learner))
        with st.popover(say("learners.formula"), icon=":material/function:"):
            rule(learner, say)
            st.caption(say("learners.symbols"))
    with right:
        pool = _choice("pool", list(POOLS), say, {name: pool_option(name, say) for name in POOLS})
        about_pool(pool, say)
    columns = st.columns([3, 1, 1, 2])
    with columns[0]:
        episodes = _choice("episodes", EPISODES, say, {name: say(f"meta_train.episodes.{name}") for name in EPISODES})
    for column, name in zip(columns[1:3], ("steps", "seed"), strict=True):
        with column:
            _number(name, known[name], say)
    with columns[3]:
        st.text_input(
            say("meta_train.name"),
            max_chars=100,
            placeholder=say("meta_train.name.empty"),
            help=say("meta_train.name.help"),
            key=f"{PAGE}.name",
        )
    st.caption(say(f"meta_train.episodes.{episodes}.about"))
    if episodes == "cactus":
        offered = {"pca": say("meta_train.embedding.pca"), **titles}
        _choice("embedding", list(offered), say, offered)
    _more(learner, episodes, known, titles, say)
    values = {name: st.session_state[f"{PAGE}.{name}"] for name in known if name != "run"}
    return values, _settings(values, known, say)


def _more(learner: str, episodes: str, known: dict[str, Field], titles: dict[str, str], say: Say) -> None:
    """The settings that most people leave as they are."""
    defaults = usual(learner)
    with st.expander(say("meta_train.more"), icon=":material/tune:"):
        st.caption(say("meta_train.more.about"))
        filters = {name: say("meta_train.filters.value", count=name) for name in FILTERS}
        starts = {NOTHING: say("meta_train.start_from.none"), **titles}
        columns = st.columns(4)
        with columns[0]:
            _choice("filters", FILTERS, say, filters)
        with columns[1]:
            _choice("start_from", list(starts), say, starts)
        with columns[2]:
            _number("validate_every", known["validate_every"], say)
        with columns[3]:
            precisions = {name: say(f"meta_train.precision.{name}") for name in ("float32", "float64")}
            _choice("precision", list(precisions), say, precisions)
        groups = {name: [one for one in GROUPS[name] if one in defaults] for name in GROUPS}
        groups["partitions"] = list({"cactus": CACTUS, "self-training": SELF_TRAINING}.get(episodes, ()))
        for group, names in groups.items():
            if not names:
                continue
            st.markdown(f"**{say(f'meta_train.group.{group}')}**")
            columns = st.columns(4)
            for at, name in enumerate(names):
                with columns[at % 4]:
                    if name in WORDS_OF:
                        titles = {word: _word(name, word, say) for word in WORDS_OF[name]}
                        hint = say("meta_train.usual", value=titles[as_word(defaults[name])])
                        _choice(name, (USUAL, *WORDS_OF[name]), say, {USUAL: hint, **titles})
                    else:
                        _number(name, known[name], say, defaults.get(name))


def _choice(name: str, options: Sequence[str], say: Say, titles: dict[str, str]) -> str:
    key = f"{PAGE}.{name}"
    if st.session_state.get(key) not in options:  # a checkpoint that somebody has deleted since
        st.session_state[key] = options[0]
    return str(
        st.selectbox(
            say(f"meta_train.{name}"),
            list(options),
            format_func=titles.__getitem__,
            help=say(f"meta_train.{name}.help"),
            key=key,
        )
    )


def _word(name: str, word: str, say: Say) -> str:
    return say(f"meta_train.{word}" if word in YES_NO else f"meta_train.{name}.{word}")


def _number(name: str, field: Field, say: Say, usually: float | None = None) -> None:
    """A box for one number; those of the learner may stay empty and show what is then usual."""
    label, note, key = say(f"meta_train.{name}"), say(f"meta_train.{name}.help"), f"{PAGE}.{name}"
    hint = None if usually is None else say("meta_train.usual", value=link.plain(usually))
    if isinstance(field, Real) and not isinstance(field, Count):
        step = 0.1 if usually is None or usually >= 0.1 else 0.01
        st.number_input(label, value=None, step=step, format="%g", help=note, placeholder=hint, key=key)
    else:
        st.number_input(label, value=None, step=1, help=note, placeholder=hint, key=key)


def refusals(values: dict[str, Any], known: dict[str, Field], say: Say) -> list[str]:
    """A sentence for every number that cannot be taken."""
    found = []
    for name in used(values["learner"], values["episodes"]):
        field, value = known[name], values[name]
        if not isinstance(field, Whole | Real) or (value is None and name in OPTIONS):
            continue
        told = {"name": say(f"meta_train.{name}"), "low": link.plain(field.low), "high": link.plain(field.high)}
        if value is None:
            found.append(say("form.empty", **told))
        elif not field.low <= value <= field.high:
            found.append(say("form.range", **told, value=link.told(value)))
    return found


def _settings(values: dict[str, Any], known: dict[str, Field], say: Say) -> TrainingSettings | None:
    problems = refusals(values, known, say)
    if problems:
        st.error("  \n".join(problems))
        return None
    if not available(values["pool"]).here:
        return None
    settings = as_settings(values)
    error = _checked(settings, say)
    if error is not None:
        st.error(say.explain(error))
        return None
    return settings


def _checked(settings: TrainingSettings, say: Say) -> MetaUnsupError | None:
    """Why this training would be refused; looked up once for each settings."""
    key = repr(settings)
    before: tuple[str, MetaUnsupError | None] | None = st.session_state.get(f"{PAGE}.checked")
    if before is not None and before[0] == key:
        return before[1]
    from metaunsup.training.estimate import check

    error: MetaUnsupError | None = None
    try:
        with st.spinner(say("app.loading")):
            check(settings)
    except MetaUnsupError as problem:
        error = problem
    st.session_state[f"{PAGE}.checked"] = (key, error)
    return error


def link_values(values: dict[str, Any]) -> dict[str, Any]:
    """What the link holds: only fields that this learner and these episodes have."""
    return {name: values[name] for name in used(values["learner"], values["episodes"])}
