"""The page of trainings: a run that the link names, or the form of a new one."""

from __future__ import annotations

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common import ownership, shell, uploads
from metaunsup.ui.common.keyring import browser_token
from metaunsup.ui.common.run_store import all_runs
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.meta_train.controls import PAGE, recent, show_command, start_button
from metaunsup.ui.meta_train.estimates import show_estimate
from metaunsup.ui.meta_train.fields import RUN, fields
from metaunsup.ui.meta_train.form import link_values, training_form
from metaunsup.ui.meta_train.references import references
from metaunsup.ui.meta_train.watch import watch
from metaunsup.words import Say


def show(say: Say) -> None:
    """Everything below the heading."""
    runs = all_runs()
    asked = st.session_state.get(f"{PAGE}.run")
    watching = bool(asked) if asked is not None else "run" in st.query_params  # needs no list of checkpoints
    try:
        chosen = [st.session_state.get(f"{PAGE}.{name}") for name in ("start_from", "embedding")]
        chosen += [st.query_params.get("start_from"), st.query_params.get("embedding")]
        found = [] if watching else references(runs, chosen)
        active = runs.active()
    except MetaUnsupError as error:  # the list of runs cannot be used
        st.error(explain_publicly(error, say))
        return
    known = fields([one.name for one in found])
    # the link of a run says nothing of the form
    shell.open_link(PAGE, known, say, about={"run"} if "run" in st.query_params else None)
    shown = list(st.session_state[f"{PAGE}.run"])
    if shown:
        shell.keep_link(PAGE, known, {"run": tuple(shown)})
        token = browser_token()
        ownership.note(token)
        watch(runs, shown[0], token, say)
        return
    token = browser_token()
    ownership.note(token)
    st.subheader(say("meta_train.what"))
    values, settings = training_form(found, say)
    shell.keep_link(PAGE, {**known, "run": RUN}, link_values(values))
    say = uploads.speaking(str(st.session_state[f"{PAGE}.pool"]), say)
    st.subheader(say("meta_train.cost"))
    if settings is not None and show_estimate(settings, active, say) is not None:
        settings = None
    elif settings is None:
        st.caption(say("meta_train.cost.unknown"))
    start_button(runs, settings, token, say)
    if settings is not None:
        show_command(settings, say)
    recent(runs, say)
