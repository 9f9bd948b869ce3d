"""Estimates made in the background: the page asks, shows what is known, and never waits."""

from __future__ import annotations

import os
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.folder import RUNNING
from metaunsup.runs.rows import RunRow
from metaunsup.ui.common import shell
from metaunsup.ui.common.format import duration, gigabytes
from metaunsup.ui.common.text import explain_publicly
from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue
from metaunsup.words import Say

if TYPE_CHECKING:
    from metaunsup.training.estimate import Costs
    from metaunsup.training.settings import TrainingSettings

LOOK_EVERY = 0.7  # seconds between two looks at an estimate in the making
KEEP = 64
WORTH_SAYING = 1.1  # times longer than alone


@dataclass(frozen=True)
class EstimateRequest:
    """What is to be measured; those with one ``key`` are equal, since settings cannot be hashed."""

    key: str
    settings: TrainingSettings = field(compare=False)
    others: int = field(default=0, compare=False)


@dataclass(eq=False)
class EstimateJob(Job[EstimateRequest]):
    """What one training costs beside so many others, once it is measured."""

    costs: Costs | None = None


class Estimates(JobQueue[EstimateRequest, EstimateJob]):
    """What was measured, by what it depends on. One measurement at a time; a form that changes drops its last."""

    kind = "estimate"
    revives = True

    def __init__(self) -> None:
        super().__init__(patience=4 * LOOK_EVERY, keep=KEEP)

    def ask(self, settings: TrainingSettings, others: int, owner: Hashable = None) -> Costs | MetaUnsupError | None:
        """What ``settings`` cost while ``others`` trainings run; None while that is being measured."""
        # neither steps nor seed nor a beginning change what a step costs
        like = replace(settings, steps=1000, seed=0, start_from=None, validate_every=1000)
        try:
            job = self.join(EstimateRequest(f"{like!r} {others}", like, others), owner=owner)
        except MetaUnsupError as error:
            return error
        return job.error or job.costs

    def make(self, request: EstimateRequest, owner: Hashable) -> EstimateJob:
        """An estimate that waits."""
        return EstimateJob(request, owner)

    def work(self, job: EstimateJob) -> Iterator[None]:
        """Measure piece by piece, and what else runs: the queue's worker lets all of that go first."""
        import torch

        from metaunsup.training import load
        from metaunsup.training.estimate import Load, measuring

        niced = not job.request.others  # a training that runs is over before this one begins
        before = load.busy_cores(niced=niced)
        yield
        costs = yield from measuring(job.request.settings)
        busy = min(before, load.busy_cores(niced=niced))  # making the page, too, takes its moment
        cores = os.cpu_count() or 1
        job.costs = replace(costs, load=Load(busy, cores, load.slowdown(busy, cores, torch.get_num_threads())))

    def prepare_thread(self) -> None:
        """As many threads as the worker will have: what the environment says, else one for each core."""
        import torch

        chosen = os.environ.get("OMP_NUM_THREADS", "")
        torch.set_num_threads(int(chosen) if chosen.isdigit() and int(chosen) else os.cpu_count() or 1)


@st.cache_resource(show_spinner=False)
def all_estimates() -> Estimates:
    """Those of this server."""
    return Estimates()


def show_estimate(settings: TrainingSettings, active: Sequence[RunRow], say: Say) -> MetaUnsupError | None:
    """Time and memory that ``settings`` will take, or that they are being measured; why it cannot work, if it cannot.

    ``active`` are the trainings that run, and slow it down, or wait.
    """
    running = sum(row.status == RUNNING for row in active)
    known = all_estimates().ask(settings, running, shell.session())
    if isinstance(known, MetaUnsupError):
        st.error(explain_publicly(known, say))
        return known
    short = known is not None and known.memory_bytes > memory_here()

    def look() -> None:
        costs = all_estimates().ask(settings, running, shell.session())
        if costs is None:
            st.info(say("meta_train.estimate.measuring"), icon=":material/timer:")
        elif isinstance(costs, MetaUnsupError) or known is None:
            st.rerun()
        else:
            _figures(costs, settings, len(active), say)

    shell.fragment(look, say, run_every=LOOK_EVERY if known is None else None)
    if short and known is not None:
        here, need = gigabytes(memory_here()), gigabytes(known.memory_bytes)
        error = MetaUnsupError("memory_short", need=need, here=here)
        st.error(explain_publicly(error, say))
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
    if costs.load is not None and costs.load.slowdown >= WORTH_SAYING:
        told = {"busy": f"{costs.load.busy:.1f}", "times": f"{costs.load.slowdown:.1f}"}
        parts.append(say("meta_train.estimate.busy", cores=costs.load.cores, **told))
    if ahead:
        parts.append(say("meta_train.estimate.ahead", count=ahead))
    st.caption((" " if say.lang == "en" else "").join(parts))


def memory_here() -> float:
    """Bytes of memory of this machine; infinite where the system does not tell."""
    try:
        return float(os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES"))
    except (AttributeError, ValueError, OSError):
        return float("inf")
