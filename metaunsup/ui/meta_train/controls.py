"""What can be done to a run: pause, resume, cancel by who started it; branch and take home by anybody."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from dataclasses import replace

import streamlit as st

from metaunsup.data.kept import PREFIX, as_told
from metaunsup.errors import MetaUnsupError
from metaunsup.runs import command
from metaunsup.runs.export import checkpoint_zip, public_settings
from metaunsup.runs.folder import CANCELLED, FAILED, INTERRUPTED, PAUSED, QUEUED, RUNNING
from metaunsup.runs.identity import LONGEST_NAME
from metaunsup.runs.paths import CHECKPOINT
from metaunsup.runs.rows import RunRow
from metaunsup.training.settings import TrainingSettings
from metaunsup.ui.common import shell
from metaunsup.ui.common.run_picker import anomaly_link, generate_link, race_link
from metaunsup.ui.common.run_store import Runs, all_runs
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.common.uploads import plain_title_of
from metaunsup.ui.meta_train.fields import as_values, offered
from metaunsup.words import Say

PAGE = "meta_train"
RESUMABLE = (PAUSED, INTERRUPTED, CANCELLED, FAILED)
_PROBLEM = f"{PAGE}.problem"


def is_over(row: RunRow) -> bool:
    """Whether nothing will change unless somebody does something."""
    return row.status not in (QUEUED, RUNNING)


def branchable(row: RunRow) -> bool:
    """Whether there is something to begin another training with."""
    return (row.place / CHECKPOINT).is_file()


def controls(runs: Runs, row: RunRow, own: bool, token: str | None, say: Say) -> None:
    """The buttons that work here and now for who is looking."""
    problem: MetaUnsupError | None = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        st.error(explain_publicly(problem, say))
    with st.container(horizontal=True):
        if own and token is not None:
            store, asked = runs.store, row.request is not None
            if row.status == RUNNING:
                _button("pause", "pause", lambda: store.request_pause(row.id, token), say, off=asked)
            if row.status in RESUMABLE:
                _button("resume", "play_arrow", lambda: store.resume(row.id, token), say, first=True)
            if row.status in (QUEUED, RUNNING, PAUSED, INTERRUPTED):
                off = row.request == "cancel"
                _button("cancel", "close", lambda: store.request_cancel(row.id, token), say, off=off)
        ready, asked_for = branchable(row), offered(row.settings)
        why = "help" if ready and asked_for else "later" if asked_for else "elsewhere"
        st.button(
            say("meta_train.branch"),
            icon=":material/call_split:",
            disabled=not (ready and asked_for),
            help=say(f"meta_train.branch.{why}", id=row.id),
            on_click=_branch,
            args=(row, say("meta_train.branch.name", name=row.name)[:100]),
            key=f"{PAGE}.branch",
        )
        st.button(say("meta_train.new"), icon=":material/add:", on_click=leave, key=f"{PAGE}.new")
        race_link(row, say)
        anomaly_link(row, say)
        generate_link(row, say)
    if not own:
        st.caption(say("meta_train.watching" if token is not None else "meta_train.no_key"))


def _button(
    name: str, icon: str, act: Callable[[], object], say: Say, *, off: bool = False, first: bool = False
) -> None:
    def pressed() -> None:
        try:
            act()
        except MetaUnsupError as error:
            st.session_state[_PROBLEM] = error

    st.button(
        say(f"meta_train.{name}"),
        icon=f":material/{icon}:",
        type="primary" if first else "secondary",
        disabled=off,
        help=say(f"meta_train.{name}.help"),
        on_click=pressed,
        key=f"{PAGE}.{name}",
    )


def open_run(run_id: str) -> None:
    """Show a run instead of the form."""
    st.session_state[f"{PAGE}.run"] = [run_id]


def leave() -> None:
    """Back to the form."""
    st.session_state[f"{PAGE}.run"] = []


def _branch(row: RunRow, name: str) -> None:
    """The form with this run's settings, beginning with what it has learned."""
    from metaunsup.training.settings import settings_from_json

    try:
        values = as_values(settings_from_json(row.settings).as_json())
    except (MetaUnsupError, KeyError, TypeError, ValueError):
        values = {}  # settings that somebody edited: then those of the form as it is
    for field, value in values.items():
        st.session_state[f"{PAGE}.{field}"] = value
    st.session_state[f"{PAGE}.start_from"] = f"run:{row.id}"
    st.session_state[f"{PAGE}.name"] = name
    leave()


def start(runs: Runs, settings: TrainingSettings, name: str, token: str) -> None:
    """Hand a training to the queue and show it."""
    start_from = settings.start_from or ""
    branch = start_from.removeprefix("run:") if start_from.startswith("run:") else None
    try:
        if settings.pool.startswith(PREFIX) and not name:  # the usual one would hold no more than a number
            name = f"{settings.learner} {plain_title_of(settings.pool, Say())}"[:LONGEST_NAME]
        row = runs.store.submit(settings, name=name or None, token=token, branch_of=branch)
    except MetaUnsupError as error:
        st.session_state[_PROBLEM] = error
        return
    open_run(row.id)


def start_button(runs: Runs, settings: TrainingSettings | None, token: str | None, say: Say) -> None:
    """Start, and what stands in the way."""
    problem: MetaUnsupError | None = st.session_state.pop(_PROBLEM, None)
    if problem is not None:
        st.error(explain_publicly(problem, say))
    st.button(
        say("meta_train.start"),
        type="primary",
        icon=":material/play_arrow:",
        disabled=settings is None or token is None,
        on_click=start,
        args=(runs, settings, str(st.session_state[f"{PAGE}.name"] or ""), token),
        key=f"{PAGE}.start",
    )
    if token is None:
        st.caption(say("meta_train.no_key"))


def as_command(settings: TrainingSettings) -> str:
    """What to type for the same training."""
    settings = replace(settings, pool=as_told(settings.pool))
    return shlex.join(["python", "-m", "metaunsup", "train", *command.as_arguments(settings)]) + " --out DIR"


def show_command(settings: TrainingSettings, say: Say) -> None:
    """The command that does the same, to be copied."""
    st.caption(say("meta_train.command"))
    st.code(as_command(settings), language="bash", wrap_lines=True)


def take_home(row: RunRow, say: Say) -> None:
    """The checkpoint as a file, the link, and the command."""
    from metaunsup.training.settings import settings_from_json

    if is_over(row) and branchable(row):
        st.download_button(
            say("meta_train.download"),
            data=lambda: checkpoint_zip(row),
            file_name=f"metaunsup-{row.learner}-{row.id}.zip",
            mime="application/zip",
            on_click="ignore",
            icon=":material/download:",
            help=say("meta_train.download.help"),
            key=f"{PAGE}.download",
        )
    left, right = st.columns(2)
    with left:
        st.markdown(f"**{say('meta_train.link')}**")
        st.code(shell.address(PAGE, {"lang": say.lang, "run": row.id}), language=None, wrap_lines=True)
        st.caption(say("uploads.share" if all_runs().private(row) else "meta_train.link.about"))
    with right:
        try:
            settings = settings_from_json(public_settings(row))
        except MetaUnsupError:
            return
        st.markdown(f"**{say('meta_train.command.title')}**")
        st.code(as_command(settings), language="bash", wrap_lines=True)
        st.caption(say("meta_train.command"))


def recent(runs: Runs, say: Say, most: int = 6) -> None:
    """Trainings of this machine that anybody may watch: those under way, then the newest."""
    rows = runs.rows(limit=40)
    rows.sort(key=lambda row: is_over(row))  # stable: newest first among equals
    if not rows:
        return
    st.subheader(say("meta_train.recent"))
    for row in rows[:most]:
        facts = [say(f"meta_train.is.{row.status}"), f"{row.step:,} / {row.steps:,}"]
        if row.accuracy is not None:
            facts.append(f"{row.accuracy:.1%}")
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(
                literal(row.name),
                icon=":material/visibility:",
                on_click=open_run,
                args=(row.id,),
                key=f"{PAGE}.open.{row.id}",
            )
            st.caption(" · ".join(facts))
