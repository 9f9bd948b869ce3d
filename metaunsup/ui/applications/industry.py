"""Industry: one material at a time, ten good pictures of it, and twenty others in the order of suspicion."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import streamlit as st

from metaunsup.applications.surfaces import kinds_of
from metaunsup.ui.applications.curve import show_curve
from metaunsup.ui.applications.jobs import Handed
from metaunsup.ui.applications.own import in_background
from metaunsup.ui.applications.pictures import framed, on_one_scale
from metaunsup.ui.applications.results import about, difference, show_measured
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.ui.common.text import literal
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.applications.industry import Verdict
    from metaunsup.applications.own import Pictures
    from metaunsup.applications.surfaces import SurfaceTask
    from metaunsup.ui.applications.jobs import OwnJob

METHODS = ("practised", "pixels", "untrained", "knn")  # those that say where
LINK: dict[str, Field] = {
    "industry_kind": Choice("leather", kinds_of("test")),
    "industry_shots": Choice("10", ("10", "5", "2")),
    "industry_method": Choice("practised", METHODS),
    "industry_seed": Whole(0, 0, 9999),
    "industry_truth": Whole(0, 0, 1),
}
WORDS = "applications.industry"
BASELINES = ("knn", "pixels")
WIDTH = 116  # pixels of a picture on the page
MOST_OWN = 30  # pictures of somebody's own


def show(say: Say) -> None:
    """Everything below the question."""
    st.markdown(say(f"{WORDS}.lead"))
    _result_sentence(say)
    st.markdown(f"#### {say('applications.heading.try')}")
    _try(say)
    st.markdown(f"#### {say('applications.heading.result')}")
    show_measured("industry", say, baselines=BASELINES)
    st.caption(say(f"{WORDS}.metrics"))
    show_curve("industry", "practised", "pixels", BASELINES, say)
    st.markdown(f"#### {say('applications.heading.own')}")
    _own(say)
    about("industry", say)


def _result_sentence(say: Say) -> None:
    """What was measured, in a sentence."""
    fields: dict[str, Any] = {}
    for baseline in BASELINES:
        one = difference("industry", "practised", baseline)
        if one is None:
            return
        low, high = one["ci95_units"] or one["ci95"]
        fields |= {f"{baseline}_mean": one["mean"], f"{baseline}_low": low, f"{baseline}_high": high}
    key = "ahead" if fields["pixels_mean"] > 0 else "behind"
    st.info(say(f"{WORDS}.result.{key}", **fields), icon=":material/lightbulb:")


def _try(say: Say) -> None:
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.selectbox(
            say(f"{WORDS}.kind"),
            kinds_of("test"),
            format_func=lambda kind: say(f"{WORDS}.kind.{kind}"),
            key="applications.industry_kind",
            width=170,
        )
        st.segmented_control(
            say(f"{WORDS}.shots"), ("2", "5", "10"), required=True, key="applications.industry_shots", width="content"
        )
        st.selectbox(
            say("applications.method"),
            METHODS,
            format_func=lambda name: say(f"{WORDS}.method.{name}"),
            key="applications.industry_method",
            width=300,
        )
        st.button(say("applications.another"), icon=":material/casino:", on_click=_another, key="industry.another")
    state = {name: st.session_state[f"applications.{name}"] for name in LINK}
    with st.spinner(say("app.loading")):
        task, verdict = _judged(
            state["industry_kind"], int(state["industry_shots"]), state["industry_method"], int(state["industry_seed"])
        )
    st.markdown(f"**{say(f'{WORDS}.support', count=len(task.support))}**")
    alts = [say(f"{WORDS}.good", number=number) for number in range(1, len(task.support) + 1)]
    st.image([framed(one[0].numpy()) for one in task.support], alt=alts, width=WIDTH // 2)
    st.markdown(f"**{say(f'{WORDS}.queries', count=len(task.queries))}**")
    truth = st.toggle(say(f"{WORDS}.truth"), value=bool(state["industry_truth"]), key="industry.truth")
    st.session_state["applications.industry_truth"] = int(truth)
    _queries(task, verdict, truth, say)


def _another() -> None:
    key = "applications.industry_seed"
    st.session_state[key] = (int(st.session_state[key]) + 1) % 10_000


@st.cache_data(show_spinner=False, max_entries=40, hash_funcs={})
def _judged(kind: str, shots: int, method: str, seed: int) -> tuple[SurfaceTask, Verdict]:
    from metaunsup.applications.industry import METHODS as ALL
    from metaunsup.applications.surfaces import surface_task

    task = surface_task(seed, kinds_of("test").index(kind), shots=shots)
    return task, ALL[method](task.support, task.queries)


def _queries(task: SurfaceTask, verdict: Verdict, truth: bool, say: Say) -> None:
    """The pictures, most suspicious first, with heat; and what they are, if the reader asks."""
    assert verdict.heat is not None
    order = np.argsort(-verdict.suspicion)
    hot = _hot(verdict.heat)
    masks = task.truth.masks
    pictures, captions = [], []
    for rank, at in enumerate(order.tolist(), 1):
        pictures.append(
            framed(task.queries[at, 0].numpy(), hot[at], masks[at] if truth and masks is not None else None)
        )
        name = task.truth.defects[at]
        what = say(f"{WORDS}.defect.{name or 'none'}")
        captions.append(say(f"{WORDS}.rank.truth", rank=rank, what=what) if truth else say(f"{WORDS}.rank", rank=rank))
    st.image(pictures, caption=captions, alt=captions, width=WIDTH)
    found = int(task.truth.flawed[order[: int(task.truth.flawed.sum())]].sum())
    text = say(f"{WORDS}.reading")
    if truth:
        text += " " + say(f"{WORDS}.found", found=found, flawed=int(task.truth.flawed.sum()))
    st.caption(text)


def _hot(heat: np.ndarray) -> np.ndarray:
    """Heat as it is shown: what nine of ten places reach is cold."""
    return on_one_scale(heat, float(np.quantile(heat, 0.9)), float(np.quantile(heat, 0.998)))


def _own(say: Say) -> None:
    """Good pictures and others of somebody's own."""
    st.markdown(say(f"{WORDS}.own", most=MOST_OWN))
    handed = {
        kind: st.file_uploader(say(f"{WORDS}.own.{kind}"), accept_multiple_files=True, key=f"industry.own.{kind}")
        for kind in ("good", "others")
    }
    files = {kind: [Handed.of(file) for file in some[:MOST_OWN]] for kind, some in handed.items()}
    method = str(st.session_state["applications.industry_method"])
    in_background("industry", method, files if all(files.values()) else {}, say, lambda job: _show_own(job, say))
    st.markdown(f"**{say('applications.command')}**")
    command = f"python -m metaunsup apply industry --good FOLDER --others FOLDER --method {method}"
    st.code(f"{command}\npython -m metaunsup apply industry --data FOLDER", language="bash", wrap_lines=True)


def _show_own(job: OwnJob, say: Say) -> None:
    """Those that were judged, the most suspicious first."""
    found: Pictures = job.results[-1]
    for name in found.bad:
        st.warning(say("error.surfaces_picture", path=literal(name)))
    assert found.verdict.heat is not None
    hot, order = _hot(found.verdict.heat), np.argsort(-found.verdict.suspicion).tolist()
    alts = [say(f"{WORDS}.rank.truth", rank=rank, what=found.names[at]) for rank, at in enumerate(order, 1)]
    captions = [
        say(f"{WORDS}.rank.truth", rank=rank, what=literal(found.names[at])) for rank, at in enumerate(order, 1)
    ]
    st.image([framed(found.queries[at] / 255, hot[at]) for at in order], caption=captions, alt=alts, width=WIDTH)
