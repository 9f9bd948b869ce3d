"""The form of the page of comparisons: which tasks, which learners, how long it may take."""

from __future__ import annotations

import itertools
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

import streamlit as st

from metaunsup.data.kept import as_told
from metaunsup.data.pool import Pool
from metaunsup.data.registry import POOLS, available
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import learner_spec
from metaunsup.learners.shipped import shipped_checkpoint
from metaunsup.ui.common import link, run_picker, shell, started, uploads
from metaunsup.ui.common.format import duration, pool_title
from metaunsup.ui.common.learner_picker import TRAINED, all_names, pick_learners
from metaunsup.ui.common.link import Choice, Field, Several, Whole
from metaunsup.ui.common.task_form import pool_option
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.compare.request import EQUAL, MOST_SECONDS, PAGE, CompareChoice, size_title
from metaunsup.words import Say

OWN = "own"
WAYS = tuple(map(str, (*range(2, 21), 25, 30, 40, 50)))
SHOTS = tuple(map(str, (*range(1, 11), 12, 15, 20, 25, 30, 40, 50, 75, 100, 150, 200)))
UNEVEN = (EQUAL, "100", "30", "10", "3", "1", "0.3", "0.1")
SEEDS = tuple(map(str, range(20)))
MOST_VALUES = 6
MOST_LEARNERS = 6
FIELDS: dict[str, Field] = {
    "pools": uploads.PoolsField(("digits",), most=MOST_VALUES),
    "ways": Several(("5",), WAYS, MOST_VALUES),
    "shots": Several(("5",), SHOTS, MOST_VALUES),
    "imbalance": Several((EQUAL,), UNEVEN, MOST_VALUES),
    "seeds": Several(("0",), SEEDS, 10),
    "tasks": Whole(10, 1, 500),
    "learners": Several(("kmeans", "spectral", "protonet", "reptile"), all_names, MOST_LEARNERS),
    "trained": Choice(OWN, (OWN, *TRAINED)),
    "steps": Whole(20, 0, 100),
    **run_picker.FIELDS,
    "start": Whole(0, 0, 1),
}


def compare_form(say: Say) -> CompareChoice | None:
    """Ask for a comparison; None, with the reason on the page, where it cannot be run."""
    st.subheader(say("compare.tasks_title"))
    left, right = st.columns([2, 3])
    with left:
        codes = _pools(say)
    with right:
        imbalance = _several("imbalance", say, lambda code: size_title(code, say))
    pools = _uploads(codes, say)
    left, middle, right = st.columns([2, 2, 1])
    with left:
        ways = _several("ways", say)
    with middle:
        shots = _several("shots", say)
    with right:
        tasks = st.number_input(say("compare.tasks"), step=1, help=say("compare.tasks.help"), key=f"{PAGE}.tasks")
    say = speaking(codes, say)
    st.subheader(say("compare.who_title"))
    picked = pick_learners(PAGE, MOST_LEARNERS, say)
    left, middle, right = st.columns([2, 2, 1])
    with left:
        trained = st.selectbox(
            say("compare.trained"),
            [OWN, *TRAINED],
            format_func=lambda name: say("compare.trained.own") if name == OWN else say(f"pool.{name}.title"),
            help=say("compare.trained.help"),
            key=f"{PAGE}.trained",
        )
        own, fit = run_picker.pick(PAGE, say)
    with middle:
        seeds = _several("seeds", say)
    with right:
        steps = st.number_input(say("compare.steps"), step=1, help=say("compare.steps.help"), key=f"{PAGE}.steps")
    learners, room = run_picker.join(picked, own, MOST_LEARNERS, say)
    values = {"pools": codes, "ways": ways, "shots": shots, "imbalance": imbalance, "seeds": seeds}
    problems = refusals({**values, "learners": picked}, {"tasks": tasks, "steps": steps}, say)
    if problems:
        st.error("  \n".join(problems))
        return None
    if pools is None:
        return None
    choice = CompareChoice(
        pools=pools,
        ways=tuple(map(int, ways)),
        shots=tuple(map(int, shots)),
        imbalances=tuple(None if code == EQUAL else float(code) for code in imbalance),
        seeds=tuple(map(int, seeds)),
        tasks=int(tasks),
        learners=learners,
        trained_on=None if trained == OWN else trained,
        steps=int(steps),
        own=own,
    )
    return choice if fit and room and _ready(choice, say) else None


def speaking(codes: Sequence[str], say: Say) -> Say:
    """``say``, or what speaks of rows, where every pool that is chosen is a table."""
    spoken = [uploads.speaking(code, say) for code in codes]
    return say if not spoken or say in spoken else spoken[0]


def _pools(say: Say) -> tuple[str, ...]:
    field, titles = FIELDS["pools"], {name: pool_option(name, say) for name in uploads.options(PAGE)}
    assert isinstance(field, uploads.PoolsField)
    return tuple(
        st.multiselect(
            say("compare.pools"),
            list(titles),
            format_func=titles.__getitem__,
            max_selections=field.most,
            help=say("compare.pools.help"),
            key=f"{PAGE}.pools",
        )
    )


def _uploads(codes: tuple[str, ...], say: Say) -> tuple[str, ...] | None:
    """The pools that ``codes`` stand for, None, with the reason on the page, where one is not here; and the uploads."""
    for code in codes:
        if code.startswith(uploads.OWN):
            uploads.about_upload(code, say)
    uploads.upload_form(PAGE, say, fit=fit_to)
    names = [uploads.name_of(code) for code in codes]
    return None if None in names else tuple(name for name in names if name is not None)


def fit_to(pool: Pool) -> None:
    """Ask for tasks that ``pool`` can give: an upload may have few classes, or few items of one."""
    if pool.labels is None:
        return
    asked = [[int(one) for one in st.session_state[f"{PAGE}.{name}"]] or [2] for name in ("ways", "shots")]
    ways, shots = uploads.within(pool, min(asked[0]), min(asked[1]))
    for name, known, most in (("ways", WAYS, ways), ("shots", SHOTS, shots)):
        able = [one for one in st.session_state[f"{PAGE}.{name}"] if int(one) <= most]
        st.session_state[f"{PAGE}.{name}"] = able or [max((one for one in known if int(one) <= most), key=int)]


def _several(name: str, say: Say, title: Any = str) -> tuple[str, ...]:
    field = FIELDS[name]
    assert isinstance(field, Several) and not callable(field.options)
    return tuple(
        st.multiselect(
            say(f"compare.{name}"),
            list(field.options),
            format_func=title,
            max_selections=field.most,
            help=say(f"compare.{name}.help"),
            key=f"{PAGE}.{name}",
        )
    )


def refusals(lists: dict[str, tuple[str, ...]], numbers: dict[str, int | None], say: Say) -> list[str]:
    """What is missing or out of range, a sentence each."""
    found = []
    empty = [f"**{say(f'compare.{name}')}**" for name, values in lists.items() if not values]
    if empty:
        found.append(say("compare.field.empty", names=say.listed(empty)))
    for name, value in numbers.items():
        field, title = FIELDS[name], say(f"compare.{name}")
        assert isinstance(field, Whole)
        if value is None:
            found.append(say("form.empty", name=title, low=field.low, high=field.high))
        elif not field.low <= value <= field.high:
            shown = link.plain(value)
            found.append(say("form.range", name=title, low=field.low, high=field.high, value=shown))
    return found


def _ready(choice: CompareChoice, say: Say) -> bool:
    """Whether it can be run here and now; says on the page what is in the way."""
    here, practised = _pictures_are_here(choice, say), _learners_are_ready(choice, say)  # both say what is missing
    return here and practised and _tasks_can_be_drawn(choice, say) and _time_suffices(choice, say)


def _pictures_are_here(choice: CompareChoice, say: Say) -> bool:
    states = {name: available(name) for name in choice.pools if name in POOLS}
    for name, state in states.items():
        if (note := say.note(state.note)) is not None:
            st.caption(f":material/info: {say(f'pool.{name}.title')}: {note}")
    missing = [name for name, state in states.items() if not state.here]
    for name in missing:
        st.info(say("compare.missing", title=say(f"pool.{name}.title")))
        st.code(f"python -m metaunsup data --get {name}", language="bash")
    return not missing


def _learners_are_ready(choice: CompareChoice, say: Say) -> bool:
    meta = [name for name in choice.learners if (spec := learner_spec(name)).meta and not spec.label]
    ready = True
    reads = any(learner_spec(name).reads_pool for name in choice.learners)
    for pool in choice.pools:
        practised_on = choice.trained_on or pool
        if reads and practised_on in POOLS and not available(practised_on).here:
            ready = False
            st.info(say("compare.missing", title=say(f"pool.{practised_on}.title")))
            st.code(f"python -m metaunsup data --get {practised_on}", language="bash")
        unready = [name for name in meta if shipped_checkpoint(name, practised_on) is None]
        if unready:
            ready = False
            titles = say.listed(say.learner_title(name) for name in unready)
            st.info(say("compare.no_checkpoint", learners=titles, pool=literal(pool_title(pool, say))))
            trained = learner_spec(unready[0]).checkpoint_of
            st.code(
                f"python -m metaunsup train --learner {trained} --pool {as_told(practised_on)} --out DIR",
                language="bash",
            )
    return ready


def _tasks_can_be_drawn(choice: CompareChoice, say: Say) -> bool:
    grid = itertools.product(choice.pools, choice.ways, choice.shots, choice.imbalances)
    with st.spinner(say("app.loading")):
        problems = [problem for setting in grid if (problem := impossible(*setting)) is not None]
    if problems:
        st.error("  \n".join(dict.fromkeys(explain_publicly(problem, say) for problem in problems)))
    return not problems


def _time_suffices(choice: CompareChoice, say: Say) -> bool:
    seconds, tasks = choice.estimate(), f"{choice.total:,}"
    time = duration(seconds, say)
    if seconds > MOST_SECONDS:
        st.error(say("compare.too_long", tasks=tasks, time=time, most=duration(MOST_SECONDS, say)))
        st.code(choice.command(), language="bash", wrap_lines=True)
        return False
    st.caption(say("compare.estimate", tasks=tasks, learners=len(choice.learners), time=time))
    return True


@lru_cache(maxsize=1024)
def impossible(pool: str, ways: int, shots: int, imbalance: float | None) -> MetaUnsupError | None:
    """Why such a task cannot be drawn, or None."""
    from metaunsup.data.registry import load_pool
    from metaunsup.evaluation.evaluate import draw_task

    try:
        draw_task(load_pool(pool), ways, shots, 0, 0, imbalance=imbalance)
    except MetaUnsupError as error:
        return error
    return None


def values(choice: CompareChoice) -> dict[str, Any]:
    """Everything that the page's link holds."""
    return {
        "pools": tuple(map(uploads.code_of, choice.pools)),
        "ways": tuple(map(str, choice.ways)),
        "shots": tuple(map(str, choice.shots)),
        "imbalance": tuple(EQUAL if x is None else link.plain(x) for x in choice.imbalances),
        "seeds": tuple(map(str, choice.seeds)),
        "tasks": choice.tasks,
        "trained": choice.trained_on or OWN,
        "steps": choice.steps,
        **run_picker.told(choice.learners, choice.own),
    }


def start_button(
    choice: CompareChoice | None, say: Say, fields: Mapping[str, Field] = FIELDS
) -> tuple[CompareChoice | None, bool]:
    """The comparison to be shown, and whether it was asked for just now; see ``started``.

    ``fields`` are all that the page's link may hold; those of the page's other sections are taken out of it.
    """
    st.button(
        say("compare.start"),
        type="primary",
        icon=":material/compare_arrows:",
        disabled=choice is None,
        on_click=started.press,
        args=(PAGE,),
        key=f"{PAGE}.go",
    )
    shown, pressed = started.started(PAGE, choice)
    told = shell.held(PAGE, FIELDS) if choice is None else values(choice)
    if told is not None:
        shell.keep_link(PAGE, fields, {**told, "start": st.session_state[f"{PAGE}.start"]})
    started.remark(PAGE, shown, say("compare.start"), say)
    return shown, pressed
