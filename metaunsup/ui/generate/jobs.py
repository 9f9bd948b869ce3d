"""Drawing in the background: the page looks in now and then and never waits."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.generate.request import GenerateChoice
from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue

if TYPE_CHECKING:
    from metaunsup.evaluation.drawings import DrawnStep
    from metaunsup.tasks.generation import GenerationTask


@dataclass(eq=False)
class GenerateJob(Job[GenerateChoice]):
    """What one request has come to so far; ``frames`` only grow, and one thread alone appends to them."""

    task: GenerationTask | None = None
    frames: list[DrawnStep] = field(default_factory=list)

    @property
    def visible(self) -> bool:
        """Whether everybody has drawn something."""
        return len({one.name for one in list(self.frames)}) == len(self.request.generators)


class GenerateQueue(JobQueue[GenerateChoice, GenerateJob]):
    """Drawings of this server; ``run`` starts from a choice (tests pass their own)."""

    kind = "generate"
    revives = True

    def __init__(
        self,
        run: Callable[[GenerateChoice], tuple[GenerationTask, Iterator[DrawnStep]]] = GenerateChoice.run,
        **limits: Any,
    ) -> None:
        super().__init__(**limits)
        self.run = run

    def make(self, request: GenerateChoice, owner: Hashable) -> GenerateJob:
        """A request that waits."""
        return GenerateJob(request, owner)

    def work(self, job: GenerateJob) -> Iterator[None]:
        """Collect what comes."""
        task, frames = self.run(job.request)
        job.task = task
        with contextlib.closing(frames):  # type: ignore[type-var]
            for frame in frames:
                with job.changed:
                    job.frames.append(frame)
                    job.changed.notify_all()
                yield

    def prepare_thread(self) -> None:
        """Let torch in this thread compute with one thread."""
        import torch

        torch.set_num_threads(1)


@st.cache_resource(show_spinner=False)
def all_drawings() -> GenerateQueue:
    """The drawings of this server, for all sessions."""
    return GenerateQueue(patience=60.0, keep=32)
