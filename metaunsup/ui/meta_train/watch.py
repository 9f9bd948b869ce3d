"""Watching a training: the stages before its first step, then figures and charts while it runs."""

from __future__ import annotations

import time
from typing import Any

import streamlit as st

from metaunsup.data.kept import PREFIX
from metaunsup.data.root import MAP
from metaunsup.errors import MetaUnsupError
from metaunsup.runs.folder import QUEUED, RUNNING
from metaunsup.runs.rows import RunRow
from metaunsup.ui.common import shell
from metaunsup.ui.common.format import duration
from metaunsup.ui.common.run_store import Runs, yours
from metaunsup.ui.common.text import explain_publicly, literal
from metaunsup.ui.common.uploads import speaking, title_of
from metaunsup.ui.meta_train.charts import charts, validates_every
from metaunsup.ui.meta_train.controls import branchable, controls, is_over, take_home
from metaunsup.ui.meta_train.figures import points
from metaunsup.ui.meta_train.pace import LOOK_EVERY, STAGES, practice_seconds, seconds_a_step
from metaunsup.ui.meta_train.practice_map import practice_map
from metaunsup.words import Say

MOST_META_BATCH = 100  # as the setting allows
ICONS = {
    "queued": ":material/hourglass_top:",
    "running": ":material/directions_run:",
    "paused": ":material/pause_circle:",
    "interrupted": ":material/flash_off:",
    "cancelled": ":material/cancel:",
    "done": ":material/check_circle:",
    "failed": ":material/error:",
}


def watch(runs: Runs, run_id: str, token: str | None, say: Say) -> None:
    """Everything about one run; refreshes itself until nothing more will come."""
    try:
        row, _ = runs.look(run_id)
    except MetaUnsupError as error:
        st.error(explain_publicly(error, say))
        return
    say = speaking(row.pool, say)
    st.subheader(f"{ICONS[row.status]} {literal(row.name)}")
    st.caption(_described(row, say))
    drawn = row.status, row.request, branchable(row), row.step > 0, (row.place / MAP).is_file()
    over = is_over(row)

    def look() -> None:
        try:
            now, lines = runs.look(run_id)
        except MetaUnsupError as error:
            st.error(explain_publicly(error, say))
            return
        _state(runs, now, lines, say)
        if lines:
            _figures(runs, now, lines, say)
        if (now.status, now.request, branchable(now), now.step > 0, (now.place / MAP).is_file()) != drawn:
            st.rerun()  # other buttons

    shell.fragment(look, say, run_every=None if over else LOOK_EVERY)
    controls(runs, row, yours(row, token), token, say)
    charts(runs, row, say, over=over)
    practice_map(runs, row, say, over=over)
    take_home(row, say)


def _described(row: RunRow, say: Say) -> str:
    """What is being trained, in a line."""
    from metaunsup.data.registry import POOLS
    from metaunsup.words import WORDS

    learner = f"learner.{row.learner}.title"
    episodes = f"meta_train.episodes.{row.settings.get('episodes')}"
    parts = [
        say(learner) if learner in WORDS else literal(row.learner),
        title_of(row.pool, say) if row.pool in POOLS or row.pool.startswith(PREFIX) else say("meta_train.other_pool"),
        say(episodes) if episodes in WORDS else "",
        say("meta_train.described.seed", seed=row.seed),
        say("meta_train.described.id", id=row.id),
    ]
    if row.branch_of:
        parts.append(say("meta_train.described.branch", id=literal(row.branch_of)))
    return " · ".join(part for part in parts if part)


def _state(runs: Runs, row: RunRow, lines: list[dict[str, Any]], say: Say) -> None:
    """In a sentence how it stands; before the first step, the stages with their seconds."""
    status = row.status
    if row.request and status == RUNNING:
        st.info(say(f"meta_train.asked.{row.request}"), icon=":material/hourglass_top:")
    elif status == QUEUED:
        st.info(say("meta_train.status.queued", count=runs.ahead_of(row)), icon=ICONS[status])
    elif status == RUNNING and not lines:
        _stages(runs, row, say)
    elif status == RUNNING and row.stage:
        st.caption(f":material/hourglass_top: {say(f'meta_train.stage.{row.stage}')}")
    elif status == RUNNING and row.silent is not None and row.silent > 30:
        st.caption(say("meta_train.silent", seconds=round(row.silent)))
    elif status == "failed":
        problem = row.problem
        reason = explain_publicly(problem, say) if problem is not None else ""
        st.error(say("meta_train.status.failed", reason=reason))
    elif status == "interrupted":
        st.warning(say("meta_train.status.interrupted", step=row.step), icon=ICONS[status])
    elif status in ("paused", "cancelled"):
        st.info(say(f"meta_train.status.{status}", step=row.step), icon=ICONS[status])
    elif status == "done":
        st.success(say("meta_train.status.done"), icon=ICONS[status])


def _stages(runs: Runs, row: RunRow, say: Say) -> None:
    """What comes before the first point: done, under way with its seconds, still to come."""
    seen, now = runs.seen(row.id).stages, time.monotonic()
    made = {"cactus": "partitions", "lasium": "latents"}.get(str(row.settings.get("episodes")))
    needless = {"partitions", "latents"} - {made}
    if not validates_every(row):
        needless |= {"baseline", "step-0"}
    shown = [stage for stage in STAGES if stage not in needless or stage in seen]
    current = row.stage if row.stage in shown else max(seen, key=seen.__getitem__, default=shown[0])
    place = shown.index(current) if current in shown else 0
    rows = []
    for at, stage in enumerate(shown):
        words = say(f"meta_train.stage.{stage}")
        if at < place:
            rows.append(f":green[:material/check:] {words}")
        elif at == place:
            passed = say("app.seconds", seconds=round(now - seen.get(stage, now)))
            rows.append(f":blue[:material/arrow_forward:] **{words}** · {passed}")
        else:
            rows.append(f":gray[:material/more_horiz: {words}]")
    with st.container(border=True):
        st.markdown(f"**{say('meta_train.stages', time=duration(now - min(seen.values(), default=now), say))}**")
        st.markdown("  \n".join(rows))


def _figures(runs: Runs, row: RunRow, lines: list[dict[str, Any]], say: Say) -> None:
    """How far, how well, how fast, how long still, and what it cost."""
    step, total = lines[-1]["step"], max(1, row.steps)
    measured, taken = points(lines), [line for line in lines if line["step"] > 0]
    st.progress(min(1.0, step / total), text=say("meta_train.figure.step", step=f"{step:,}", steps=f"{total:,}"))
    told = [line["validation"] for line in lines if line.get("validation")]
    with st.container(horizontal=True):
        if told:
            more = 100 * (told[-1]["accuracy"] - told[-1]["kmeans"])
            against = say("meta_train.figure.against", points=f"{more:+.1f}")
            _card("accuracy", f"{told[-1]['accuracy']:.1%}", say, against)
        if len(measured) > 1 and measured[0][0] == 0:
            begun, now = measured[0][1]["accuracy"], measured[-1][1]["accuracy"]
            gained = say("meta_train.figure.gained.from", begun=f"{begun:.1%}", now=f"{now:.1%}")
            _card("gained", f"{100 * (now - begun):+.1f}", say, gained, grey=True)
        if row.status == RUNNING and len(taken) > 1:  # the first step loads and warms up: no pace
            rate = _tasks_a_step(row) / practice_seconds(taken)
            _card("tasks", f"{rate:.1f}" if rate < 100 else f"{rate:.0f}", say)
            _card("left", duration((total - step) * seconds_a_step(runs.seen(row.id), taken), say), say)
        seen = say("meta_train.figure.items", items=f"{lines[-1]['items_seen']:,}")
        _card("cost", duration(lines[-1]["seconds"], say), say, seen, grey=True)


def _card(name: str, value: str, say: Say, below: str | None = None, *, grey: bool = False) -> None:
    st.metric(
        say(f"meta_train.figure.{name}"),
        value,
        below,
        delta_color="off" if grey else "normal",
        delta_arrow="off" if grey else "auto",
        help=say(f"meta_train.figure.{name}.help"),
        border=True,
        width=170,  # two beside each other on a phone, four on a desk
        height="stretch",
    )


def _tasks_a_step(row: RunRow) -> int:
    """Of its settings, which anybody may have edited: 1, the learners' default, where it is no number or too large."""
    try:
        asked = float(row.settings["options"]["meta_batch"])
    except (KeyError, TypeError, ValueError, OverflowError):
        return 1
    return int(asked) if 1 <= asked <= MOST_META_BATCH else 1
