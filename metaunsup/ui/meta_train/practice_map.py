"""The same pictures on a map, point by point of the curve: the player, whose steps here are those of practice."""

from __future__ import annotations

import base64
from collections.abc import Sequence
from dataclasses import asdict, astuple
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.data.registry import POOLS, available
from metaunsup.data.root import MAP
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import learner_spec
from metaunsup.runs.rows import RunRow
from metaunsup.ui.common import shell
from metaunsup.ui.common.palette import look_of
from metaunsup.ui.common.run_store import Runs
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.meta_train.pace import MAP_EVERY
from metaunsup.ui.player import race_player
from metaunsup.ui.player.words import player_words
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.tasks.task import Task
    from metaunsup.training.settings import TrainingSettings

OWN_WORDS = {  # the page has a "Pause" of its own, which is the training's
    "name": "meta_train.map.title",
    "play": "meta_train.map.play",
    "pause": "meta_train.map.pause",
    "hint_map": "meta_train.map.hint",
    "hint_piles": "meta_train.map.hint_piles",
}
SKETCHED = 4  # maps that are kept as they are sent; a class looks at few trainings at a time


def practice_map(runs: Runs, row: RunRow, say: Say, *, over: bool) -> None:
    """The map of a run whose pictures a page may show, growing while it runs; nothing where none was kept."""
    from metaunsup.training.settings import settings_from_json

    try:
        settings = settings_from_json(row.settings)
    except (MetaUnsupError, TypeError):
        return
    if settings.pool not in POOLS or not available(settings.pool).here or not (row.place / MAP).is_file():
        return
    st.markdown(f"**{say('meta_train.map.title')}**", help=say("meta_train.map.help"))
    key = f"meta_train.map.{row.id}"

    def look() -> None:
        try:
            now, lines = runs.look(row.id)
            seconds = tuple((line["step"], line["seconds"]) for line in lines if line.get("validation"))
            sketch = sketched(now.place / MAP, _stamp(now.place / MAP), settings, seconds)
        except MetaUnsupError as error:
            st.info(explain_publicly(error, say))
            return
        if sketch is None:
            return
        st.caption(say("meta_train.map.about", count=sketch["setup"]["sprite"]["count"]))
        _show(sketch, key, row, say, over=over)

    shell.fragment(look, say, run_every=None if over else MAP_EVERY)


def _show(sketch: dict[str, Any], key: str, row: RunRow, say: Say, *, over: bool) -> None:
    """Send the map where the browser has not got it as it is now: all of it, since a point more moves the plane."""
    state, total = f"{key}.sent", len(sketch["facts"])
    edition = total + (1000 if over else 0)

    def send_all() -> None:
        st.session_state[state] = None

    data: dict[str, Any] = {
        "race": row.id,
        "edition": edition,
        "lang": say.lang,
        "words": player_words(say) | {f"player.{name}": say(key) for name, key in OWN_WORDS.items()},
        "titles": [say.learner_title(row.learner)],
        "failures": {},
        "note": "",
        "result": "",
        "over": over,
        "from": total,
        "total": total,
        "facts": [],
        "points": "",
    }
    if st.session_state.get(state) != edition:
        data |= {"from": 0, **sketch}
    race_player(key=key, data=data, on_missing_change=send_all)
    st.session_state[state] = edition


def _stamp(path: Path) -> tuple[int, int]:
    try:
        status = path.stat()
    except OSError:
        return 0, 0
    return status.st_mtime_ns, status.st_size


@lru_cache(maxsize=SKETCHED)
def _pictures(pool: str, seed: int) -> tuple[Task, dict[str, object]] | None:
    """The task that the map is of, and its pictures as they are sent."""
    from metaunsup.data.registry import load_pool
    from metaunsup.training.validation import validation_tasks
    from metaunsup.ui.player.sprites import sheet

    tasks = validation_tasks(load_pool(pool), seed, [0])
    return (tasks[0], sheet(tasks[0].items).as_dict()) if tasks else None


_sketches: dict[str, tuple[tuple[int, int], dict[str, Any]]] = {}  # by file, as it was when it was read


def sketched(
    path: Path, stamp: tuple[int, int], settings: TrainingSettings, seconds: Sequence[tuple[int, float]]
) -> dict[str, Any] | None:
    """What the player is sent of the map at ``path``: "setup", "facts" and "points"; None where there is none.

    ``seconds`` of practice, by step. Raises ``run_damaged`` for a map of other pictures than the pool has.
    """
    import torch

    from metaunsup.training.practice_map import read_map

    known = _sketches.get(str(path))
    if known is not None and known[0] == stamp:
        return known[1]
    found, pictures = read_map(path), _pictures(settings.pool, settings.seed)
    if found is None:
        return None
    if pictures is None or not torch.equal(pictures[0].hashes, found.hashes):
        raise MetaUnsupError("run_damaged", file=path.name)
    task, sprite = pictures
    facts, points = _frames(found, task, settings, dict(seconds))
    setup = {
        "sprite": sprite,
        "truth": task.truth.labels.tolist(),
        "scored": True,
        "outliers": 0,
        "classes": list(task.truth.class_names),
        "groups": task.n_clusters,
        "steps": len(_expected(settings)) - 1,
        "ticks": found.steps.tolist() + [step for step in _expected(settings) if step > int(found.steps[-1])],
        "mean_tasks": 0,
        "quiet": True,
        "learners": [
            {
                "name": settings.learner,
                "title": "",
                "finds": learner_spec(settings.learner).build.finds_clusters,
                "mean": [],
                **asdict(look_of(settings.learner)),
            }
        ],
    }
    sketch = {"setup": setup, "facts": facts, "points": base64.b64encode(points).decode("ascii")}
    while len(_sketches) >= SKETCHED:
        _sketches.pop(next(iter(_sketches)), None)
    _sketches[str(path)] = stamp, sketch
    return sketch


def _expected(settings: TrainingSettings) -> list[int]:
    """The steps that the map will have, once the training is over."""
    from metaunsup.training.practice_map import kept_on_map

    every = [*range(0, settings.steps, settings.interval or settings.steps), settings.steps]
    return [step for step in every if kept_on_map(settings, step)]


def _frames(
    found: Any, task: Task, settings: TrainingSettings, seconds: dict[int, float]
) -> tuple[list[dict[str, Any]], bytes]:
    """A frame for each point, as in a race: where the pictures lie, in which groups, and how good those are."""
    import torch

    from metaunsup.evaluation.metrics import score
    from metaunsup.ui.player.packing import matching, packed_groups, packed_places, renumbered

    facts, points, before, numbers = [], b"", None, None
    for index, (step, plane, row) in enumerate(zip(found.steps.tolist(), found.planes(), found.groups, strict=True)):
        raw = row.long().numpy()
        numbers = matching(raw, raw if before is None else before, task.n_clusters, keep=numbers)
        before = renumbered(raw, numbers)
        facts.append(
            {
                "learner": 0,
                "step": index,
                "seconds": round(seconds.get(step, 0.0), 2),
                "loss": None,
                "scores": [round(value, 4) for value in astuple(score(torch.from_numpy(before), task.truth))],
                "last": step == settings.steps,
                "match": matching(before, task.truth.labels.numpy(), task.n_clusters).tolist(),
                "chosen": "",
            }
        )
        points += packed_places(plane) + packed_groups(before)
    return facts, points
