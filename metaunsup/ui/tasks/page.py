"""The parts of the page of tasks: the task as a grid, its file and its code, and practice tasks in the making."""

from __future__ import annotations

from typing import Any

import numpy as np
import streamlit as st

from metaunsup.data.kept import PREFIX
from metaunsup.ui.common import shell, uploads
from metaunsup.ui.common.link import Choice, Field, Real, plain, write
from metaunsup.ui.common.requests import TaskChoice
from metaunsup.ui.common.share import link_and_code
from metaunsup.ui.common.task_form import TASK_FIELDS, group_title, task_form, task_values
from metaunsup.ui.common.uploads import PoolField
from metaunsup.ui.common.warmup import warm_up
from metaunsup.ui.player import show_gallery
from metaunsup.ui.player.sprites import sheet
from metaunsup.ui.tasks.constructions import show_constructions
from metaunsup.ui.tasks.partitions import FIELDS as PARTITION_FIELDS
from metaunsup.ui.tasks.partitions import show_partitions
from metaunsup.words import Say

PRACTICE = ("umtra", "cactus", "side")
FIELDS: dict[str, Field] = {
    **TASK_FIELDS,
    "pool": PoolField("digits"),
    "strength": Real(1.0, 0, 2),
    "practice": Choice("umtra", PRACTICE),
    **PARTITION_FIELDS,
}
UMTRA_ROWS, UMTRA_VIEWS = 6, 12


def show(say: Say) -> None:
    """Everything below the heading."""
    warm_up()
    if not uploads.key_known(say):
        return
    shell.open_link("tasks", FIELDS, say)
    choice = task_form("tasks", say, own=True)
    told = shell.held("tasks", FIELDS) if choice is None else values(choice)
    parameters = {} if told is None else shell.keep_link("tasks", FIELDS, told)
    if choice is not None:
        say = uploads.speaking(choice.pool, say)
        show_task(choice, say)
        take_home(choice, shell.address("tasks", {"lang": say.lang, **parameters}), say)
        show_practice(choice, say)


def values(choice: TaskChoice) -> dict[str, Any]:
    """Everything that the page's link holds."""
    return {**{name: st.session_state[f"tasks.{name}"] for name in FIELDS}, **task_values(choice)}


def show_task(choice: TaskChoice, say: Say) -> None:
    """The items as the learners get them, and a button that gathers them by what they are."""
    from metaunsup.tasks.task import OUTLIER

    task = choice.sample()
    truth = task.truth.labels.numpy()
    st.subheader(say("tasks.draw"))
    st.markdown(say("tasks.count", items=len(truth), ways=task.n_clusters))
    canvas = say("tasks.canvas", items=len(truth))
    if not task.truth.class_names:  # a reader's own, whose classes nobody knows
        st.caption(say("tasks.unknown"))
        show_gallery(sheet(task.items), [("", range(len(truth)))], {"canvas": canvas}, key="tasks.grid.unknown")
        return
    groups = []
    for cluster, name in enumerate(task.truth.class_names):
        members = np.flatnonzero(truth == cluster).tolist()
        groups.append((say("tasks.group", name=group_title(name, say), count=len(members)), members))
    strangers = np.flatnonzero(truth == OUTLIER).tolist()
    if strangers:
        groups.append((say("tasks.outliers", count=len(strangers)), strangers))
    words = {name: say(f"tasks.{name}") for name in ("reveal", "hidden", "shown")}
    words["canvas"] = canvas
    show_gallery(sheet(task.items), groups, words, key="tasks.grid")


def take_home(choice: TaskChoice, address: str, say: Say) -> None:
    """The task as a file, as a link, as code, and as a race."""
    others = {name: text for name, text in shell.query_of("race", say).items() if name not in (*TASK_FIELDS, "start")}
    link = {**others, **write(task_values(choice), TASK_FIELDS)}
    with st.container(horizontal=True, vertical_alignment="center"):
        st.page_link(
            "pages/2_Race.py",
            label=say("tasks.race"),
            icon=":material/flag:",
            query_params=link,
        )
        st.download_button(
            say("tasks.export"),
            data=lambda: as_npz(choice),
            file_name=npz_name(choice),
            mime="application/octet-stream",
            on_click="ignore",
            icon=":material/download:",
        )
    st.caption(say("tasks.export.about"))
    own = choice.pool.startswith(PREFIX)
    below = say("tasks.code.own") if own else ""
    link_and_code(address, as_code(choice), say, title=say("tasks.code"), language="python", own=own, below=below)


def npz_name(choice: TaskChoice) -> str:
    """A name of its own for each task."""
    pool = "own" if choice.pool.startswith(PREFIX) else choice.pool
    name = f"task-{pool}-{choice.ways}x{choice.shots}"
    if choice.imbalance is not None:
        name += f"-imbalance{plain(choice.imbalance)}"
    if choice.outliers:
        name += f"-outliers{choice.outliers}"
    return f"{name}-seed{choice.seed}.npz"


def as_npz(choice: TaskChoice) -> bytes:
    """The task as a NumPy archive."""
    from metaunsup.tasks import export

    return export.as_npz(choice.sample())


def as_code(choice: TaskChoice) -> str:
    """Python that draws the same task."""
    extra = f", imbalance={plain(choice.imbalance)}" if choice.imbalance is not None else ""
    extra += f", outliers={choice.outliers}" if choice.outliers else ""
    if choice.pool.startswith(PREFIX):
        return _own_code(choice, extra)
    return (
        "from metaunsup.data.registry import load_pool\n"
        "from metaunsup.tasks.sampler import sample_clustering_task\n\n"
        f'pool = load_pool("{choice.pool}")\n'
        f"task = sample_clustering_task(pool, {choice.ways}, {choice.shots}, {choice.seed}{extra})\n"
        "print(task.items.shape, task.n_clusters, task.truth.labels)"
    )


def _own_code(choice: TaskChoice, extra: str) -> str:
    """The same of an upload: from the file itself, wherever its reader has it."""
    unscored = choice.sample().truth.class_names == ()
    sample, extra = ("sample_unscored_task", "") if unscored else ("sample_clustering_task", extra)
    return (
        "from metaunsup.data.registry import resolve_pool\n"
        f"from metaunsup.tasks.sampler import {sample}\n\n"
        'pool = resolve_pool("YOUR_FILE")\n'
        f"task = {sample}(pool, {choice.ways}, {choice.shots}, {choice.seed}{extra})\n"
        "print(task.items.shape, task.n_clusters, task.truth.labels)"
    )


def show_practice(choice: TaskChoice, say: Say) -> None:
    """Practice tasks in the making, in the way that the reader chose."""
    st.subheader(say("tasks.practice.title"))
    way = st.segmented_control(
        say("tasks.practice"),
        PRACTICE,
        required=True,
        format_func=lambda code: say(f"tasks.practice.{code}"),
        key="tasks.practice",
    )
    {"cactus": show_partitions, "side": show_constructions}.get(way or "", show_umtra)(choice, say)


def show_umtra(choice: TaskChoice, say: Say) -> None:
    """Rows of altered views, each row a made-up kind, from the pictures that learners practise on."""
    from metaunsup.data.registry import load_pool
    from metaunsup.tasks.streams import stream
    from metaunsup.tasks.umtra import UmtraEpisodes

    st.markdown(say("tasks.umtra.about"))
    strength = st.slider(
        say("tasks.umtra.strength"), 0.0, 2.0, step=0.1, format="%.1f", key="tasks.strength", width=420
    )
    st.caption(say("tasks.umtra.strength.about"))
    source = load_pool(choice.pool).unlabelled("train")
    rows = min(UMTRA_ROWS, len(source))
    episode = UmtraEpisodes(source, strength).draw(rows, UMTRA_VIEWS, 0, stream(choice.seed, "umtra", choice.pool))
    groups = [
        (say("tasks.umtra.row", number=row + 1), range(row * UMTRA_VIEWS, (row + 1) * UMTRA_VIEWS))
        for row in range(rows)
    ]
    words = {"canvas": say("tasks.umtra.canvas", rows=rows)}
    show_gallery(sheet(episode.support), groups, words, key="tasks.umtra", across=UMTRA_VIEWS)
