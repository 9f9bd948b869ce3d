"""The parts of the race page: who takes part, the button, and how to have the same race again."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import streamlit as st

from metaunsup.data.kept import as_told
from metaunsup.data.registry import available
from metaunsup.learners.registry import learner_spec
from metaunsup.learners.shipped import earlier_loop, shipped_checkpoint
from metaunsup.networks.checkpoints import practised_on, read_card
from metaunsup.ui.common import link, run_picker, shell, started
from metaunsup.ui.common.learner_picker import TRAINED, all_names, pick_learners
from metaunsup.ui.common.link import Choice, Field, Several, Whole
from metaunsup.ui.common.moment import NEVER, keep_moment, moment_of
from metaunsup.ui.common.requests import HOME_LEARNERS, MOMENT_FIELDS, OwnRun, RaceChoice, arguments, for_one_browser
from metaunsup.ui.common.share import show_link
from metaunsup.ui.common.task_form import TASK_FIELDS, number, refusal, task_form, task_values
from metaunsup.ui.common.uploads import PoolField, speaking, title_of
from metaunsup.words import Say

MOST_LEARNERS = 4
FIELDS: dict[str, Field] = {
    **TASK_FIELDS,
    "pool": PoolField("digits"),
    "learners": Several(HOME_LEARNERS, all_names, MOST_LEARNERS),
    "trained": Choice("digits" if "digits" in TRAINED else TRAINED[0], TRAINED),
    "steps": Whole(20, 0, 100),
    **run_picker.FIELDS,
    "start": Whole(0, 0, 1),
    **MOMENT_FIELDS,
}


def race_form(say: Say) -> RaceChoice | None:
    """Ask for a race; None, with the reason on the page, where it cannot be run."""
    st.subheader(say("race.task"))
    task = task_form("race", say, own=True)
    say = speaking(str(st.session_state["race.pool"]), say)
    st.subheader(say("race.who"))
    left, middle, right = st.columns([4, 2, 1.4])
    with left:
        picked = pick_learners("race", MOST_LEARNERS, say)
    with middle:
        trained = st.selectbox(
            say("race.trained_on"),
            list(TRAINED),
            format_func=lambda name: say(f"pool.{name}.title"),
            help=say("race.trained_on.help"),
            key="race.trained",
        )
        if trained != st.session_state["race.pool"]:  # of which it is said above
            practice_note(picked, trained, say)
        own, fit = run_picker.pick("race", say)
        loop_note(picked, trained, own if fit else None, say)
    with right:
        steps = number("race", "steps", FIELDS["steps"], say)
    learners, room = run_picker.join(picked, own, MOST_LEARNERS, say)
    ceiling_note(learners, say)
    shipped = [name for name in picked if learner_spec(name).meta]
    reads = any(learner_spec(name).reads_pool for name in picked)
    away = reads and not available(trained).here
    if away:
        st.info(say("form.pool.missing", title=say(f"pool.{trained}.title")))
        st.code(f"python -m metaunsup data --get {trained}", language="bash")
    unready = [name for name in shipped if shipped_checkpoint(name, trained) is None]
    problem = refusal("steps", FIELDS["steps"], steps, say)
    if problem:
        st.error(problem)
    if not picked:
        st.info(say("race.no_learners"))
    if unready:
        st.info(
            say(
                "race.no_checkpoint",
                learners=say.listed(say.learner_title(name) for name in unready),
            )
        )
        trained_name = learner_spec(unready[0]).checkpoint_of
        st.code(f"python -m metaunsup train --learner {trained_name} --pool {trained} --out DIR", language="bash")
    if task is None or problem or unready or away or not picked or steps is None or not (fit and room):
        return None
    return RaceChoice(task, learners, trained if shipped or reads else None, int(steps), own)


def practice_note(learners: Iterable[str], trained_on: str, say: Say) -> None:
    """What must be said of the pictures that the learners practised on, such as that only some of them were there."""
    paths = (shipped_checkpoint(name, trained_on) for name in learners)
    for note in {practised_on(read_card(path))[1] for path in paths if path is not None} - {None}:
        st.caption(f":material/info: {say(str(note))}")


def loop_note(learners: Iterable[str], trained_on: str, own: OwnRun | None, say: Say) -> None:
    """Which learners take the adapting steps of before, since they have practised those."""
    paths = {name: shipped_checkpoint(name, trained_on) for name in learners}
    paths |= {} if own is None else {own.entrant: own.path}
    early = [say.learner_title(name) for name, path in paths.items() if path and earlier_loop(read_card(path))]
    if early:
        st.caption(f":material/info: {say('learners.earlier_loop', learners=say.listed(early))}")


def ceiling_note(learners: Iterable[str], say: Say) -> None:
    """Which learners are told the labels, and so are no competitors."""
    if told := [say.learner_title(name) for name in learners if learner_spec(name).sees_labels]:
        st.caption(f":material/info: {say('learners.sees_labels', learners=say.listed(told))}")


def start_button(choice: RaceChoice | None, say: Say) -> tuple[RaceChoice | None, bool]:
    """The race to be shown, and whether it was asked for just now; see ``started``."""
    st.button(
        say("race.start"),
        type="primary",
        icon=":material/flag:",
        disabled=choice is None,
        on_click=started.press,
        args=("race",),
        key="race.go",
    )
    shown, pressed = started.started("race", choice)
    if pressed:
        keep_moment("race", None)
    told = shell.held("race", FIELDS) if choice is None else values(choice)
    if told is not None:
        start = st.session_state["race.start"]
        moment = moment_of("race") if start else NEVER
        shell.keep_link("race", FIELDS, {**told, "start": start, **moment})
    started.remark("race", shown, say("race.start"), say)
    if shown is not None:
        st.caption(described(shown, say))
    return shown, pressed


def values(choice: RaceChoice) -> dict[str, Any]:
    """Everything that the page's link holds."""
    trained = choice.trained_on or st.session_state["race.trained"]
    who = run_picker.told(choice.learners, choice.own)
    return {**task_values(choice.task), **who, "trained": trained, "steps": choice.steps}


def described(choice: RaceChoice, say: Say) -> str:
    """What is being raced on, in a sentence."""
    task, extra = choice.task, ""
    if task.imbalance is not None:
        extra += say("race.shown.imbalance", imbalance=f"{task.imbalance:g}")
    if task.outliers:
        extra += say("race.shown.outliers", outliers=task.outliers)
    if choice.trained_on is not None:
        extra += say("race.shown.practice", pool=say(f"pool.{choice.trained_on}.title"))
    if choice.own is not None:
        extra += say("own.shown", learner=say.learner_title(choice.own.entrant), id=choice.own.run_id)
    pool = title_of(task.pool, say)
    return say("race.shown", pool=pool, ways=task.ways, shots=task.shots, seed=task.seed, extra=extra)


def reproduce(choice: RaceChoice, say: Say) -> None:
    """The link that starts this race, and the command that repeats it over a hundred tasks."""
    parameters = {"lang": say.lang, **link.write({**values(choice), "start": 1}, FIELDS)}
    left, right = st.columns(2)
    with left:
        own = for_one_browser([choice.task.pool], choice.own)
        show_link(shell.address("race", parameters), say, own=own)
    with right:
        st.caption(say("race.one_task"))
        st.code(as_command(choice), language="bash", wrap_lines=True)


def as_command(choice: RaceChoice) -> str:
    """The command line that evaluates the same learners on a hundred such tasks."""
    task = choice.task
    pool = as_told(task.pool)
    parts = [f"python -m metaunsup evaluate --pool {pool} --ways {task.ways} --shots {task.shots}"]
    if task.imbalance is not None:
        parts.append(f"--imbalance {link.plain(task.imbalance)}")
    if task.outliers:
        parts.append(f"--outliers {task.outliers}")
    parts.append(f"--tasks 100 --learners {','.join(choice.learners)}")
    if choice.trained_on is not None and choice.trained_on != task.pool:
        parts.append(f"--trained-on {choice.trained_on}")
    parts += arguments(choice.own)
    parts.append(f"--adapt-steps {choice.steps} --seed {task.seed} --json result.json")
    return " ".join(parts)
