"""The page of anomalies: a form, a button, what each detector makes of one task, and of many."""

from __future__ import annotations

import streamlit as st

from metaunsup.data.registry import available
from metaunsup.ui.anomalies.form import anomaly_form, values
from metaunsup.ui.anomalies.many import show_many
from metaunsup.ui.anomalies.names import practised_by
from metaunsup.ui.anomalies.request import FIELDS, PAGE, AnomalyChoice
from metaunsup.ui.anomalies.stored import stored_numbers, who_is_who
from metaunsup.ui.anomalies.view import CHANGED, show_task
from metaunsup.ui.common import link, shell, started, uploads
from metaunsup.ui.common.requests import for_one_browser
from metaunsup.ui.common.share import link_and_code
from metaunsup.ui.common.warmup import warm_up
from metaunsup.words import Say

EXAMPLES: dict[str, tuple[str, dict[str, str]]] = {  # the pool, and the link
    "clean": ("digits", {"seed": "4"}),
    "spoiled": ("digits", {"kind": "clumps", "spoiled": "20", "seed": "2"}),
    "rare": ("digits", {"rate": "5", "seed": "8", "miss": "5"}),
    "elsewhere": (
        "mnist",
        {"pool": "mnist", "trained": "omniglot-minimal", "detectors": "knn,proto@untrained,proto@protonet,acr"},
    ),
}
LOOKED_AT = ("truth", "miss", "cut", "tasks", "many")  # what changes nothing that is computed for the task


def show(say: Say) -> None:
    """Everything below the heading."""
    warm_up()
    if not uploads.key_known(say):
        return
    st.session_state.pop(CHANGED, None)
    shell.open_link(PAGE, FIELDS, say)
    _examples(say)
    of_pool = uploads.speaking(str(st.session_state[f"{PAGE}.pool"]), say)
    choice = anomaly_form(of_pool)
    st.button(
        say("anomalies.start"),
        type="primary",
        icon=":material/troubleshoot:",
        disabled=choice is None,
        on_click=_press,
        key=f"{PAGE}.go",
    )
    shown, pressed = started.started(PAGE, choice)
    started.remark(PAGE, shown, say("anomalies.start"), say)
    if shown is not None:
        of_it = uploads.speaking(shown.pool, say)
        st.caption(described(shown, of_it))
        job = show_task(shown, of_it, again=pressed)
        if job is not None and job.task is not None and job.task.truth.known:
            show_many(shown, job, of_it)
    told = shell.held(PAGE, FIELDS)
    if choice is not None:
        told = {**{name: st.session_state[f"{PAGE}.{name}"] for name in ("start", *LOOKED_AT)}, **values(choice)}
    if told is not None:
        shell.keep_link(PAGE, FIELDS, told)
    if choice is not None and told is not None:
        _reproduce(choice, {"lang": say.lang, **link.write({**told, "start": 1}, FIELDS)}, say)
    stored_numbers(say)
    who_is_who(st.session_state[f"{PAGE}.detectors"] if choice is None else choice.detectors, of_pool)


def _examples(say: Say) -> None:
    """Tasks from which a class learns the most, each as a link that starts it."""
    file, icon = shell.PAGES[PAGE]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.markdown(say("anomalies.try"))
        for name, (pool, query) in EXAMPLES.items():
            if available(pool).here:
                link_to = {"lang": say.lang, "start": "1", **query}
                st.page_link(file, label=say(f"anomalies.try.{name}"), icon=icon, query_params=link_to)


def _press() -> None:
    """Another task: nothing is moved or told of it yet."""
    started.press(PAGE)
    st.session_state[f"{PAGE}.cut"], st.session_state[f"{PAGE}.many"] = "", 0
    st.session_state[f"{PAGE}.truth"] = 0


def described(choice: AnomalyChoice, say: Say) -> str:
    """What is being judged, in a sentence."""
    fields = {"shots": choice.shots, "queries": choice.queries, "seed": choice.seed}
    told = say("anomalies.shown", pool=uploads.title_of(choice.pool, say), **fields)
    if choice.spoiled:
        told += say("anomalies.shown.spoiled", share=f"{choice.spoiled} %")
    if not any(map(practised_by, choice.detectors)):  # as pixels, or rows, are, or through a training of this place
        return told + say("anomalies.shown.end")
    return told + say("anomalies.shown.practice", pool=say(f"pool.{choice.trained_on}.title"))


def _reproduce(choice: AnomalyChoice, parameters: dict[str, str], say: Say) -> None:
    """The link to this judging, and the command that gives the same numbers."""
    tasks, miss = (int(st.session_state[f"{PAGE}.{name}"]) for name in ("tasks", "miss"))
    own = for_one_browser([choice.pool], choice.own)
    address, below = shell.address(PAGE, parameters), say("anomalies.command.about")
    link_and_code(address, choice.command(tasks, miss), say, title=say("anomalies.command"), own=own, below=below)
