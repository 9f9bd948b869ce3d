"""Estimates made in the background: the page asks, shows what is known, and never waits."""

from __future__ import annotations

import atexit
import logging
import os
import threading
from collections import OrderedDict
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.folder import RUNNING
from metaunsup.runs.rows import RunRow
from metaunsup.ui.common.format import duration, gigabytes
from metaunsup.ui.jobs.job import FAREWELL, server_is_going
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.training.estimate import Costs
    from metaunsup.training.settings import TrainingSettings

LOOK_EVERY = 0.7  # seconds between two looks at an estimate in the making
KEEP = 64
_log = logging.getLogger(__name__)


@dataclass(eq=False)
class Estimates:
    """What was measured, by what it depends on. One measurement at a time; of those asked meanwhile, the last."""

    def __post_init__(self) -> None:
        self._known: OrderedDict[str, Costs | MetaUnsupError] = OrderedDict()
        self._wanted: tuple[str, TrainingSettings] | None = None
        self._thread: threading.Thread | None = None
        self._lock = threading.Lock()
        atexit.register(self.close)

    def ask(self, settings: TrainingSettings, others: int) -> Costs | MetaUnsupError | None:
        """What ``settings`` cost while ``others`` trainings run; None while that is being measured."""
        # neither steps nor seed nor a beginning change what a step costs
        like = replace(settings, steps=1000, seed=0, start_from=None, validate_every=1000)
        key = f"{like!r} {others}"
        with self._lock:
            known = self._known.get(key)
            if known is None:
                self._wanted = key, like
                if self._thread is None:
                    self._thread = threading.Thread(target=self._work, name="estimate", daemon=True)
                    self._thread.start()
            return known

    def close(self) -> None:
        """Wait a little for the measurement under way (the server is going down)."""
        with self._lock:
            self._wanted, thread = None, self._thread
        if thread is not None:
            thread.join(FAREWELL)

    def _work(self) -> None:
        import torch

        torch.set_num_threads(_threads())
        while True:
            with self._lock:
                if self._wanted is None or server_is_going():
                    self._thread = None
                    return
                key, settings = self._wanted
            found = _measured(settings)
            with self._lock:
                if found is None:
                    self._thread = None
                    return
                self._known[key] = found
                while len(self._known) > KEEP:
                    self._known.popitem(last=False)
                if self._wanted is not None and self._wanted[0] == key:
                    self._wanted = None


def _threads() -> int:
    """As many as the worker will have: what the environment says, else one for each core."""
    chosen = os.environ.get("OMP_NUM_THREADS", "")
    return int(chosen) if chosen.isdigit() and int(chosen) else os.cpu_count() or 1


def _measured(settings: TrainingSettings) -> Costs | MetaUnsupError | None:
    """What it costs, or why that cannot be told; None where the server is going."""
    from metaunsup.training.estimate import measuring

    work = measuring(settings)
    try:
        while not server_is_going():
            try:
                next(work)
            except StopIteration as end:
                costs: Costs = end.value
                return costs
    except MetaUnsupError as error:
        return error
    except Exception as error:  # a fault of ours, or no memory: the page must say so, not wait for ever
        if not server_is_going():
            _log.exception("an estimate broke")
        return MetaUnsupError("estimate_broke", kind=type(error).__name__)
    return None


@st.cache_resource(show_spinner=False)
def all_estimates() -> Estimates:
    """Those of this server."""
    return Estimates()


def show_estimate(settings: TrainingSettings, active: Sequence[RunRow], say: Say) -> MetaUnsupError | None:
    """Time and memory that ``settings`` will take, or that they are being measured; why it cannot work, if it cannot.

    ``active`` are the trainings that run, and slow it down, or wait.
    """
    running = sum(row.status == RUNNING for row in active)
    known = all_estimates().ask(settings, running)
    if isinstance(known, MetaUnsupError):
        st.error(say.explain(known))
        return known
    short = known is not None and known.memory_bytes > memory_here()

    def look() -> None:
        costs = all_estimates().ask(settings, running)
        if costs is None:
            st.info(say("meta_train.estimate.measuring"), icon=":material/timer:")
        elif isinstance(costs, MetaUnsupError) or known is None:
            st.rerun()
        else:
            _figures(costs, settings, len(active), say)

    st.fragment(look, run_every=LOOK_EVERY if known is None else None)()
    if short and known is not None:
        here, need = gigabytes(memory_here()), gigabytes(known.memory_bytes)
        error = MetaUnsupError("memory_short", need=need, here=here)
        st.error(say.explain(error))
        return error
    return None


def _figures(costs: Costs, settings: TrainingSettings, ahead: int, say: Say) -> None:
    found = costs.estimate(settings)
    with st.container(horizontal=True):
        st.metric(say("meta_train.estimate.time"), duration(found.seconds, say), border=True, width=200)
        st.metric(
            say("meta_train.estimate.memory"),
            f"{gigabytes(found.memory_bytes)} GB",
            border=True,
            width=200,
        )
        step = f"{found.seconds_per_step:.2g} s" if found.seconds_per_step < 10 else f"{found.seconds_per_step:.0f} s"
        st.metric(say("meta_train.estimate.step"), step, border=True, width=200)
    parts = [say("meta_train.estimate.how")]
    if found.validation_seconds > 0:
        parts.append(say("meta_train.estimate.validation", time=duration(found.validation_seconds, say)))
    if found.partition_seconds > 0:
        parts.append(say("meta_train.estimate.partitions", time=duration(found.partition_seconds, say)))
    if ahead:
        parts.append(say("meta_train.estimate.ahead", count=ahead))
    st.caption((" " if say.lang == "en" else "").join(parts))


def memory_here() -> float:
    """Bytes of memory of this machine; infinite where the system does not tell."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):
        return float("inf")
