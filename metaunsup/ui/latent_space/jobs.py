"""Pictures in the background: the page looks in now and then and never waits.

What is done in a moment has a queue of its own, so that nobody's thousands of items stand before a class's tasks.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Hashable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue
from metaunsup.ui.latent_space.request import SpaceChoice

if TYPE_CHECKING:
    from metaunsup.latent.look import Event, Picture, Space
    from metaunsup.latent.shown import Shown
    from metaunsup.ui.player.sprites import Sheet

PATIENCE = 60.0  # seconds without anybody looking: what is stopped begins anew, which a busy server could do for ever


@dataclass(eq=False)
class SpaceJob(Job[SpaceChoice]):
    """What one request has come to so far; spaces and pictures only grow, and one thread alone appends to them."""

    shown: Shown | None = None
    sheet: Sheet | None = None
    share: float = 0.0
    spaces: list[Space] = field(default_factory=list)
    pictures: list[Picture] = field(default_factory=list)

    @property
    def visible(self) -> bool:
        """Whether every space has a picture."""
        return len({one.space for one in list(self.pictures)}) == len(self.request.encoders)


class Projections(JobQueue[SpaceChoice, SpaceJob]):
    """Pictures of this server; ``run`` starts from a choice (tests pass their own)."""

    kind = "project"
    revives = True

    def __init__(
        self,
        run: Callable[[SpaceChoice], tuple[Shown, Iterator[Event]]] = SpaceChoice.run,
        *,
        patience: float = PATIENCE,
        **limits: Any,
    ) -> None:
        super().__init__(patience=patience, **limits)
        self.run = run

    def make(self, request: SpaceChoice, owner: Hashable) -> SpaceJob:
        """A request that waits."""
        return SpaceJob(request, owner)

    def work(self, job: SpaceJob) -> Iterator[None]:
        """Collect what comes."""
        from metaunsup.adaptation.room import give_back
        from metaunsup.latent.look import Picture, Working
        from metaunsup.ui.player.sprites import sheet

        shown, events = self.run(job.request)
        job.sheet = sheet(shown.items)
        job.shown = shown
        with contextlib.closing(events):  # type: ignore[type-var]
            for event in events:
                with job.changed:
                    if isinstance(event, Working):
                        job.share = max(job.share, event.share)
                    elif isinstance(event, Picture):
                        job.pictures.append(event)
                    else:
                        job.spaces.append(event)
                    job.changed.notify_all()
                yield
        give_back()

    def prepare_thread(self) -> None:
        """Let torch in this thread compute with one thread."""
        import torch

        torch.set_num_threads(1)


@st.cache_resource(show_spinner=False)
def all_projections(quick: bool) -> Projections:
    """The pictures of this server that are done in a moment, or those that are not; for all sessions."""
    return Projections(keep=48) if quick else Projections(keep=6, most_waiting=12, most_each=2)
