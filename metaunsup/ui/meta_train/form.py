"""The form of a training: what everybody chooses first, the rest below; each field says in place what it does."""

from __future__ import annotations

import contextlib
from collections.abc import Sequence
from typing import Any

import streamlit as st

from metaunsup.data.kept import load_kept
from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS, available
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import GENERATIVE, practising_learners
from metaunsup.learners.settings import GROUPS, Setting
from metaunsup.training.settings import WAYS, TrainingSettings
from metaunsup.ui.common import link, uploads
from metaunsup.ui.common.learner_card import rule
from metaunsup.ui.common.link import Field, Real, Whole
from metaunsup.ui.common.task_form import about_pool, pool_option
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.meta_train.fields import (
    CACTUS,
    EPISODES,
    FILTERS,
    NOTHING,
    SELF_TRAINING,
    USUAL,
    YES_NO,
    Count,
    as_settings,
    as_word,
    asked,
    fields,
    used,
    words_of,
)
from metaunsup.ui.meta_train.references import Reference
from metaunsup.words import Say

PAGE = "meta_train"


def training_form(references: Sequence[Reference], say: Say) -> tuple[dict[str, Any], TrainingSettings | None]:
    """Ask for a training: the values of all fields, and the settings, None (with the reason on the page) if refused."""
    known = fields([one.name for one in references])
    titles = {one.name: one.title(say) for one in references}
    speaking = uploads.speaking(str(st.session_state[f"{PAGE}.pool"]), say)
    left, right = st.columns(2)
    with left:
        learner = _choice(
            "learner", names := practising_learners(), say, {one: say.learner_title(one) for one in names}
        )
        st.caption(speaking.about_learner(learner))
        if learner in GENERATIVE:
            st.caption(say("meta_train.drawers"))
        with st.popover(say("learners.formula"), icon=":material/function:"):
            rule(learner, speaking)
            st.caption(speaking("learners.symbols"))
    with right:
        titles_of_pools = {name: pool_option(name, say) for name in uploads.options(PAGE)}
        pool = _choice("pool", list(titles_of_pools), say, titles_of_pools)
        (uploads.about_upload if pool.startswith(uploads.OWN) else about_pool)(pool, say)
        uploads.upload_form(PAGE, say, fit=_fits, known=True)
    say = uploads.speaking(pool, say)
    columns = st.columns([5, 3, 3, 4])  # a number with its three buttons needs that much
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
    elif episodes == "lasium":
        own = f"shipped:{pool}/"  # first those that know these pictures
        drawing = sorted((one.name for one in references if one.draws), key=lambda name: not name.startswith(own))
        left, right = st.columns(2)
        with left:
            label, note = say("meta_train.generator"), say("meta_train.generator.help")
            _choice("embedding", drawing, say, titles, label, note)
        with right:
            _number("interpolation", known["interpolation"], say)
    _more(learner, episodes, known, titles, _items_of(pool), say)
    values = {name: st.session_state[f"{PAGE}.{name}"] for name in known if name != "run"}
    return values, _settings(values, known, say)


def _fits(pool: Pool) -> None:
    """What depends on how many items a pool has is usually as many as there are, or refused with what is possible."""


def _items_of(pool: str) -> int | None:
    """Items to practise on of an upload; None of other pools, which have more than an episode usually takes."""
    name = uploads.name_of(pool) if pool.startswith(uploads.OWN) else None
    with contextlib.suppress(MetaUnsupError):  # one that is gone is told of
        return None if name is None else len(load_kept(name).unlabelled("train"))
    return None


def _more(
    learner: str, episodes: str, known: dict[str, Field], titles: dict[str, str], items: int | None, say: Say
) -> None:
    """The settings that most people leave as they are; ``items`` there are to practise on."""
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
            usually = TrainingSettings(learner, steps=int(st.session_state[f"{PAGE}.steps"] or 1)).interval
            _number("validate_every", known["validate_every"], say, usually)
        with columns[3]:
            precisions = {name: say(f"meta_train.precision.{name}") for name in ("float32", "float64")}
            _choice("precision", list(precisions), say, precisions)
        groups: dict[str, list[Setting | str]] = {group: [] for group in GROUPS}
        for one in asked(learner).values():
            groups.setdefault(one.group, []).append(one)
        groups["partitions"] = list({"cactus": CACTUS, "self-training": SELF_TRAINING}.get(episodes, ()))
        for group, members in groups.items():
            if not members:
                continue
            st.markdown(f"**{say(f'meta_train.group.{group}')}**")
            columns = st.columns(4)
            for at, member in enumerate(members):
                with columns[at % 4]:
                    if isinstance(member, Setting):
                        _setting(member, known[member.name], say, items if member.name in WAYS else None)
                    else:
                        _number(member, known[member], say)


def _setting(one: Setting, field: Field, say: Say, most: int | None = None) -> None:
    """A setting of the learner, usually ``most`` at most, and the paper that it is from, if not the learner's own."""
    note = say(f"{one.words}.help")
    if one.paper is not None:
        note += f" [{one.paper.cited}]({one.paper.link})"
    if not (words := words_of(one)):
        usually = one.default if most is None else max(2, min(one.default, most))
        _number(one.name, field, say, usually, say(one.words), note)
        return
    titles = {word: say(f"meta_train.{word}" if word in YES_NO else f"{one.words}.{word}") for word in words}
    hint = say("meta_train.usual", value=titles[as_word(one.default)])
    _choice(one.name, (USUAL, *words), say, {USUAL: hint, **titles}, say(one.words), note)


def _choice(
    name: str, options: Sequence[str], say: Say, titles: dict[str, str], label: str = "", note: str = ""
) -> str:
    key = f"{PAGE}.{name}"
    if st.session_state.get(key) not in options:  # a checkpoint that somebody has deleted since
        st.session_state[key] = options[0]
    return str(
        st.selectbox(
            label or say(f"meta_train.{name}"),
            list(options),
            format_func=titles.__getitem__,
            help=note or say(f"meta_train.{name}.help"),
            key=key,
        )
    )


def _number(name: str, field: Field, say: Say, usually: float | None = None, label: str = "", note: str = "") -> None:
    """A box for one number; those of the learner may stay empty and show what is then usual."""
    label, note, key = label or say(f"meta_train.{name}"), note or say(f"meta_train.{name}.help"), f"{PAGE}.{name}"
    hint = None if usually is None else say("meta_train.usual", value=link.plain(usually))
    if isinstance(field, Real) and not isinstance(field, Count):
        step = 0.1 if usually is None or usually >= 0.1 else 0.01
        st.number_input(label, value=None, step=step, format="%g", help=note, placeholder=hint, key=key)
    else:
        st.number_input(label, value=None, step=1, help=note, placeholder=hint, key=key)


def refusals(values: dict[str, Any], known: dict[str, Field], say: Say) -> list[str]:
    """A sentence for every number that cannot be taken."""
    found = []
    own = asked(values["learner"])
    for name in used(values["learner"], values["episodes"]):
        field, value = known[name], values[name]
        if not isinstance(field, Whole | Real) or (value is None and (name in own or name == "validate_every")):
            continue
        title = say(own[name].words if name in own else f"meta_train.{name}")
        told = {"name": title, "low": link.plain(field.low), "high": link.plain(field.high)}
        if value is None:
            found.append(say("form.empty", **told))
        elif not field.low <= value <= field.high:
            found.append(say("form.range", **told, value=link.as_typed(value)))
    return found


def _settings(values: dict[str, Any], known: dict[str, Field], say: Say) -> TrainingSettings | None:
    problems = refusals(values, known, say)
    if problems:
        st.error("  \n".join(problems))
        return None
    pool = uploads.name_of(values["pool"])
    if pool is None or (pool in POOLS and not available(pool).here):
        return None
    settings = as_settings({**values, "pool": pool})
    error = _checked(settings, say)
    if error is not None:
        st.error(explain_publicly(error, say))
        return None
    return settings


def _checked(settings: TrainingSettings, say: Say) -> MetaUnsupError | None:
    """Why this training would be refused; looked up once for each settings."""
    key = repr(settings)
    before: tuple[str, MetaUnsupError | None] | None = st.session_state.get(f"{PAGE}.checked")
    if before is not None and before[0] == key:
        return before[1]
    from metaunsup.runs.descent import refuse_outliving
    from metaunsup.training.estimate import check

    error: MetaUnsupError | None = None
    try:
        with st.spinner(say("app.loading")):
            refuse_outliving(settings)
            check(settings)
    except MetaUnsupError as problem:
        error = problem
    st.session_state[f"{PAGE}.checked"] = (key, error)
    return error


def link_values(values: dict[str, Any]) -> dict[str, Any]:
    """What the link holds: only fields that this learner and these episodes have."""
    return {name: values[name] for name in used(values["learner"], values["episodes"])}
