"""Grouping: how many groups, by whom, mixed with what; and how to take the drawings along."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from metaunsup.data.kept import PREFIX, as_told
from metaunsup.data.registry import POOLS, available
from metaunsup.data.strokes import Drawing, as_plain
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import learner_spec
from metaunsup.learners.shipped import shipped_checkpoint
from metaunsup.ui.common import uploads
from metaunsup.ui.common.learner_picker import TRAINED, pick_learners
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.ui.common.share import link_and_code
from metaunsup.ui.common.task_form import number, pool_option, refusal
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.draw.request import ALONE, FIELDS, MOST_LEARNERS, OWN, DrawnTask
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import sheet
from metaunsup.words import Say


def group_form(drawings: tuple[Drawing, ...], say: Say) -> tuple[RaceChoice | None, DeltaGenerator]:
    """Ask for the race, None, with the reason on the page, where it cannot be run; and where it is to be shown."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        with st.container(width=180):
            groups = number("draw", "groups", FIELDS["groups"], say)
        go = st.container(width="content")
        note = st.container()
    place = st.container()
    with st.expander(say("draw.settings"), icon=":material/tune:"):
        values = {"groups": groups, **_settings(say)}
    uploads.upload_form("draw", say)
    problems = [p for name, value in values.items() if (p := refusal(name, FIELDS[name], value, say))]
    for problem in problems:
        st.error(problem)
    choice = None if problems else _choice(drawings, say)
    go.button(
        say("draw.start"),
        type="primary",
        icon=":material/workspaces:",
        disabled=choice is None or bool(st.session_state["draw.start"]),
        on_click=_start,
        key="draw.go",
    )
    with note:
        if not drawings and st.session_state["draw.mix"] == ALONE:
            st.info(say("draw.empty"), icon=":material/draw:")
        elif choice is not None and st.session_state["draw.start"]:
            st.caption(say("draw.live"))
        elif choice is not None:
            st.caption(say("draw.ready", count=len(drawings)))
    return choice, place


def _start() -> None:
    """Group what is drawn, from now on after every stroke."""
    st.session_state["draw.start"] = 1


def _settings(say: Say) -> dict[str, int | float | None]:
    """Who takes part, and what the drawings are mixed with; the numbers asked for here."""
    left, middle, right = st.columns([4, 2, 1.4])
    with left:
        pick_learners("draw", MOST_LEARNERS, say)
    with middle:
        st.selectbox(
            say("race.trained_on"),
            TRAINED,
            format_func=lambda name: say(f"pool.{name}.title"),
            help=say("race.trained_on.help"),
            key="draw.trained",
        )
    with right:
        steps = number("draw", "steps", FIELDS["steps"], say)
    st.markdown(say("draw.mix.about"))
    pools = (name for name in uploads.options("draw") if name != ALONE)
    titles = {ALONE: say("draw.mix.none"), **{name: pool_option(name, say) for name in pools}}
    columns = st.columns([3, 1, 1, 1])
    with columns[0]:
        mix = st.selectbox(
            say("draw.mix"),
            list(titles),
            format_func=titles.__getitem__,
            key="draw.mix",
        )
    asked: dict[str, int | float | None] = {"steps": steps}
    for column, name in zip(columns[1:], ("ways", "shots", "seed"), strict=True):
        with column:
            asked[name] = number("draw", name, FIELDS[name], say)
    if mix.startswith(uploads.OWN):
        uploads.about_upload(mix, say)
    elif mix != ALONE and not available(mix).here:
        st.info(say("form.pool.get"))
        st.code(f"python -m metaunsup data --get {mix}", language="bash", wrap_lines=True)
    return asked


def _choice(drawings: tuple[Drawing, ...], say: Say) -> RaceChoice | None:
    """The race that the form asks for, or None and a sentence."""
    state = {name: st.session_state[f"draw.{name}"] for name in FIELDS}
    names, mix = tuple(state["learners"]), state["mix"]
    if not names:
        st.info(say("race.no_learners"))
        return None
    unready = [n for n in names if learner_spec(n).meta and shipped_checkpoint(n, state["trained"]) is None]
    if unready:
        st.info(say("race.no_checkpoint", learners=say.listed(map(say.learner_title, unready))))
        return None
    pool = ALONE if mix == ALONE else uploads.name_of(mix)
    if not drawings or pool is None or (mix in POOLS and not available(mix).here):
        return None
    numbers = {name: int(state[name]) for name in ("ways", "shots", "seed", "groups")}
    task = DrawnTask(pool, numbers["ways"], numbers["shots"], numbers["seed"], None, 0, drawings, numbers["groups"])
    if mix == ALONE and len(drawings) < task.groups:
        st.info(say("draw.too_few", count=len(drawings), groups=task.groups), icon=":material/draw:")
        return None
    try:
        task.sample()
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return None
    return RaceChoice(task, names, state["trained"], int(state["steps"]))


def take_home(choice: RaceChoice, say: Say) -> None:
    """The task as the learners get it, and its files: strokes, a task for NumPy, pictures for a pool."""
    task = choice.task
    assert isinstance(task, DrawnTask)
    with st.expander(say("draw.task"), icon=":material/download:"):
        items = task.sample().items
        show_gallery(
            sheet(items), [("", range(len(items)))], {"canvas": say("tasks.canvas", items=len(items))}, key="draw.grid"
        )
        with st.container(horizontal=True):
            _download("strokes", "drawings.json", lambda: _strokes(task), say)
            mixed = {ALONE: ""}.get(task.pool, "own-" if task.pool.startswith(PREFIX) else f"{task.pool}-")
            _download("npz", f"task-{mixed}drawings.npz", lambda: _npz(task), say)
            _download("zip", "drawings.zip", lambda: _zip(task), say)
        st.caption(say("draw.task.about"))


def _download(kind: str, name: str, make: Callable[[], bytes], say: Say) -> None:
    st.download_button(
        say(f"draw.save.{kind}"),
        data=make,
        file_name=name,
        mime="application/octet-stream",
        on_click="ignore",
        icon=":material/download:",
        key=f"draw.save.{kind}",
    )


def _strokes(task: DrawnTask) -> bytes:
    from metaunsup.data.files import json_text

    return json_text(as_plain(task.drawings)).encode()


def _npz(task: DrawnTask) -> bytes:
    from metaunsup.tasks.export import as_npz

    return as_npz(task.sample())


def _zip(task: DrawnTask) -> bytes:
    from metaunsup.tasks.export import as_pictures

    return as_pictures(task.drawings)


def reproduce(choice: RaceChoice, address: str, say: Say) -> None:
    """The link, and the command that groups the same drawings."""
    chosen = st.session_state["draw.set"]
    about = [say("draw.share.about"), *[say("uploads.share")] * choice.task.pool.startswith(PREFIX)]
    here = chosen == OWN or choice.task.pool.startswith(PREFIX)
    command = as_command(choice, chosen)
    link_and_code(address, command, say, title=say("draw.command"), own=here, about="  \n".join(about))


def as_command(choice: RaceChoice, chosen: str) -> str:
    """The command line for the same race on the saved drawings, or on the ready-made set ``chosen``."""
    task = choice.task
    assert isinstance(task, DrawnTask)
    what = "drawings.json" if chosen == OWN else chosen
    pool = as_told(task.pool)
    mixed = "" if task.pool == ALONE else f" --pool {pool} --ways {task.ways} --shots {task.shots}"
    return (
        f"python -m metaunsup draw {what} --groups {task.groups} --learners {','.join(choice.learners)}"
        f" --trained-on {choice.trained_on}{mixed} --adapt-steps {choice.steps} --seed {task.seed}"
    )
