"""The store of runs as the pages use it: one for the server, whose yours is, what was seen when, how fast it goes."""

from __future__ import annotations

import time
from collections import OrderedDict, deque
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import LEARNERS
from metaunsup.runs import folder as files
from metaunsup.runs.folder import QUEUED, RUNNING
from metaunsup.runs.identity import owns
from metaunsup.runs.metrics import Reader
from metaunsup.runs.paths import CHECKPOINT, METRICS, RUN, runs_root
from metaunsup.runs.rows import RunRow, as_row, query
from metaunsup.runs.store import Store
from metaunsup.ui.runs_reading import Reading

LOOK_EVERY = 1.0  # seconds between two looks at a training
REMEMBERED = 50  # runs whose pace is kept
LOOKED_BACK = 60.0  # seconds that the pace is taken over
STAGES = ("queued", "starting", "pool", "baseline", "partitions", "first-step")
_PATHS = ("path", "folder", "log", "out", "file", "where")


@dataclass(eq=False)
class Seen:
    """What this server saw of one run: when each stage began, and (when, step) of late."""

    stages: dict[str, float] = field(default_factory=dict)
    steps: deque[tuple[float, int]] = field(default_factory=lambda: deque(maxlen=200))


@dataclass(eq=False)
class Runs:
    """The runs below ``root``, read incrementally and shared by all sessions."""

    root: Path

    def __post_init__(self) -> None:
        self.store = Store(self.root)
        self._reading = Reading(self.store)
        self._reader = Reader()
        self._seen: OrderedDict[str, Seen] = OrderedDict()

    def look(self, run_id: str) -> tuple[RunRow, list[dict[str, Any]]]:
        """The run and its metrics so far; moves the queue on where nobody else does."""
        row = self.store.get(run_id)
        if row.status == QUEUED and self.store.start_waiting():
            row = self.store.get(run_id)
        lines = self._reader.lines(Path(row.folder) / METRICS)
        seen = self.seen(run_id)
        stage = "queued" if row.status == QUEUED else row.stage or ""
        if stage and not lines:
            seen.stages.setdefault(stage, time.monotonic())
        if row.status != RUNNING:
            seen.steps.clear()
        elif lines and (not seen.steps or lines[-1]["step"] != seen.steps[-1][1]):
            if seen.steps and lines[-1]["step"] < seen.steps[-1][1]:
                seen.steps.clear()  # resumed from an earlier step
            seen.steps.append((time.monotonic(), lines[-1]["step"]))
        return row, lines

    def seen(self, run_id: str) -> Seen:
        """What was seen of a run; the latest runs are remembered."""
        found = self._seen.setdefault(run_id, Seen())
        self._seen.move_to_end(run_id)
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return found

    def rows(self, limit: int | None = None, **asked: Any) -> list[RunRow]:
        """``Store.list``, without looking through all folders again and again."""
        self._reading.refresh()
        wanted = query(**asked).limit(-1 if limit is None else limit)
        return self.store.database.read(lambda session: [as_row(run) for run in session.scalars(wanted)])

    def active(self) -> list[RunRow]:
        """Trainings that run or wait."""
        return self.rows(status=(QUEUED, RUNNING))

    def ahead_of(self, row: RunRow) -> int:
        """How many trainings run, or wait before ``row``."""
        return sum(one.status == RUNNING or one.position < row.position for one in self.active() if one.id != row.id)


def all_runs() -> Runs:
    """Those of this server."""
    return _runs(str(runs_root()))


@st.cache_resource(show_spinner=False)
def _runs(root: str) -> Runs:
    return Runs(Path(root))


def learned(row: RunRow) -> bool:
    """Whether a run left a checkpoint that a learner known here can begin with."""
    spec = LEARNERS.get(row.learner)
    return spec is not None and spec.trainable and (Path(row.folder) / CHECKPOINT).is_file()


def yours(row: RunRow, token: str | None) -> bool:
    """Whether the browser with ``token`` started the run."""
    if token is None or not row.has_token:
        return False
    try:
        return owns(token, files.read(Path(row.folder) / RUN).get("token"))
    except MetaUnsupError:
        return False


def seconds_a_step(seen: Seen, lines: Sequence[dict[str, Any]]) -> float:
    """By the clock on the wall where it was watched for a while, so validation counts; else practice alone."""
    late = [one for one in seen.steps if one[0] > time.monotonic() - LOOKED_BACK]
    if len(late) > 1 and late[-1][0] - late[0][0] > 5 and late[-1][1] > late[0][1]:
        return (late[-1][0] - late[0][0]) / (late[-1][1] - late[0][1])
    return practice_seconds(lines)


def practice_seconds(lines: Sequence[dict[str, Any]]) -> float:
    """Mean seconds of practice a step over the last twenty."""
    few = lines[-21:]
    if len(few) < 2:
        return float(lines[-1]["seconds"]) / max(1, int(lines[-1]["step"]))
    return max(1e-6, (few[-1]["seconds"] - few[0]["seconds"]) / max(1, few[-1]["step"] - few[0]["step"]))


def without_paths(error: MetaUnsupError) -> MetaUnsupError:
    """The same problem with names of files for whole paths: who watches from elsewhere has no use for them."""
    fields = {name: Path(str(value)).name if name in _PATHS else value for name, value in error.fields.items()}
    return MetaUnsupError(error.code, **fields)
