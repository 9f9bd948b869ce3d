"""The form of the page: which pictures are normal, what is to be judged, and who judges."""

from __future__ import annotations

import contextlib
from typing import Any

import streamlit as st

from metaunsup.data.kept import load_kept
from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS, available
from metaunsup.detectors.practised import PractisedDetector
from metaunsup.detectors.registry import DETECTORS
from metaunsup.errors import MetaUnsupError
from metaunsup.tasks.anomaly import KINDS
from metaunsup.ui.anomalies.names import OWN, USUAL, USUAL_ROWS, missing, own_name
from metaunsup.ui.anomalies.picker import pick_detectors
from metaunsup.ui.anomalies.request import FIELDS, PAGE, TASK_NUMBERS, AnomalyChoice
from metaunsup.ui.common import link, run_picker, uploads
from metaunsup.ui.common.learner_picker import TRAINED
from metaunsup.ui.common.link import Whole
from metaunsup.ui.common.requests import OwnRun
from metaunsup.ui.common.task_form import about_pool, pool_option
from metaunsup.ui.common.text import explain_publicly
from metaunsup.words import Say


def anomaly_form(say: Say) -> AnomalyChoice | None:
    """Ask for a task and its judges; None, with the reason on the page, where they cannot be had."""
    st.subheader(say("anomalies.task"))
    pool = _pool(say)
    columns = st.columns(len(TASK_NUMBERS), vertical_alignment="bottom")  # a label may take two lines
    numbers: dict[str, Any] = {}
    for column, name in zip(columns, TASK_NUMBERS, strict=True):
        with column:
            numbers[name] = number(name, say)
    kind = st.segmented_control(
        say("anomalies.kind"),
        KINDS,
        required=True,
        format_func=lambda one: say(f"anomalies.kind.{one}"),
        help=say("anomalies.kind.help"),
        key=f"{PAGE}.kind",
    )
    st.subheader(say("anomalies.who"))
    left, middle, right = st.columns([4, 2, 1.4])
    with middle:
        trained = st.selectbox(
            say("anomalies.trained_on"),
            list(TRAINED),
            format_func=lambda name: say(f"pool.{name}.title"),
            help=say("race.trained_on.help"),
            key=f"{PAGE}.trained",
        )
        own, fit = run_picker.pick(PAGE, say, as_what=False, among=run_picker.judging())
    with right:
        numbers["steps"] = number("steps", say)
    with left:
        detectors = pick_detectors(own, say)
    problems = [told for name, value in numbers.items() if (told := refusal(name, value, say))]
    if problems:
        st.error("  \n".join(problems))
    if not detectors:
        st.info(say("anomalies.no_detectors"))
    ready = _ready(detectors, trained, own, say)
    name_of_pool = uploads.name_of(pool)
    here = name_of_pool is not None and not (pool in POOLS and not available(pool).here)
    if problems or not (detectors and ready and fit and here):
        return None
    used = own if any(_space(one) == OWN for one in detectors) else None
    assert name_of_pool is not None
    choice = AnomalyChoice(
        pool=name_of_pool, kind=kind or KINDS[0], detectors=detectors, trained_on=trained, own=used, **numbers
    )
    try:
        with st.spinner(say("app.loading")):
            choice.sample()
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    return choice


def values(choice: AnomalyChoice) -> dict[str, Any]:
    """Everything that the page's link holds, but for what is only looked at."""
    told = {name: getattr(choice, name) for name in ("kind", "detectors", "steps", *TASK_NUMBERS)}
    whose = choice.own.run_id if choice.own is not None else run_picker.NOBODY
    return {**told, "pool": uploads.code_of(choice.pool), "trained": choice.trained_on, "own": whose}


def _pool(say: Say) -> str:
    left, right = st.columns([2, 3])
    titles = {name: pool_option(name, say) for name in uploads.options(PAGE)}
    with left:
        pool = str(st.selectbox(say("form.pool"), list(titles), format_func=titles.__getitem__, key=f"{PAGE}.pool"))
    with right:
        (uploads.about_upload if pool.startswith(uploads.OWN) else about_pool)(pool, say)
    uploads.upload_form(PAGE, say, fit=fit_to)
    _suit(pool)
    return pool


def _suit(pool: str) -> None:
    """Who usually judges cannot judge rows: unless others were chosen, those who can take their place."""
    name = uploads.name_of(pool) if pool.startswith(uploads.OWN) else None
    key = f"{PAGE}.detectors"
    if name is None or tuple(st.session_state[key]) != USUAL:
        return
    with contextlib.suppress(MetaUnsupError):  # one that is gone is told of
        if load_kept(name).images.ndim == 2:
            st.session_state[key] = list(USUAL_ROWS)


def fit_to(pool: Pool) -> None:
    """Make the form's numbers small enough for ``pool``: an upload may have few items of a class."""
    shots, queries = (int(st.session_state.get(f"{PAGE}.{name}") or 2) for name in ("shots", "queries"))
    if pool.labels is None:
        room = len(pool.unlabelled("test"))
    else:  # half of what is judged is normal
        room = int(pool.part("test").sizes.max())
        queries = min(queries, 2 * (room - min(shots, room // 2)))
    shots = max(2, min(shots, room // 2))
    st.session_state[f"{PAGE}.shots"] = shots
    st.session_state[f"{PAGE}.queries"] = max(2, min(queries, room - shots if pool.labels is None else queries))


def number(name: str, say: Say) -> int | None:
    """A box for one number; it takes any, and ``refusal`` speaks the reader's language."""
    label, note = say(f"anomalies.{name}"), say(f"anomalies.{name}.help")
    value = st.number_input(label, value=None, step=1, help=note, key=f"{PAGE}.{name}")
    return None if value is None else int(value)


def refusal(name: str, value: int | None, say: Say) -> str | None:
    """Why ``value`` cannot be taken, or None."""
    field = FIELDS[name]
    assert isinstance(field, Whole)
    label = say(f"anomalies.{name}")
    if value is None:
        return say("form.empty", name=label, low=field.low, high=field.high)
    if field.low <= value <= field.high:
        return None
    return say("form.range", name=label, low=field.low, high=field.high, value=link.as_typed(value))


def _practised(detector: str) -> bool:
    return issubclass(DETECTORS[detector.partition("@")[0]], PractisedDetector)


def _space(detector: str) -> str:
    return detector.partition("@")[2].partition("-")[0]


def _ready(detectors: tuple[str, ...], trained: str, own: OwnRun | None, say: Say) -> bool:
    """Whether everybody has practised; the page says how to make up for it."""
    of_own = [one for one in detectors if _space(one) == OWN]
    if own is None and of_own:
        st.info(say("anomalies.no_own"))
        return False
    others = [one for one in of_own if own is not None and _practised(one) and one != own_name(own.learner)]
    if others:  # another training was picked since
        st.info(say("anomalies.other_own", detectors=say.listed(map(say.detector_title, others))))
        return False
    lacking = missing(detectors, trained)
    if lacking:
        named = say.listed(map(say.learner_title, lacking))
        st.info(say("anomalies.no_checkpoint", learners=named, pool=say(f"pool.{trained}.title")))
        st.code(f"python -m metaunsup train --learner {lacking[0]} --pool {trained} --out DIR", language="bash")
    return not lacking
