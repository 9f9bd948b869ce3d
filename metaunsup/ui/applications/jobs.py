"""A reader's own files of a field, measured in the background: the page looks in now and then and never waits.

A job is held by the session that asked, its request names that session, and nobody else's request is equal to it: what
comes of a file is seen by whoever sent it. Its bytes are let go of when it is done.
"""

from __future__ import annotations

import contextlib
import dataclasses
from collections.abc import Hashable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import streamlit as st

from metaunsup.ui.jobs.job import Job
from metaunsup.ui.jobs.queue import JobQueue

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

    from metaunsup.applications.field import FieldTask
    from metaunsup.applications.own import Pictures

TASKS = {"finance": 30, "recommendation": 200, "medical": 20}  # of an own file
PATIENCE = 60.0  # seconds without anybody looking


class Handed(NamedTuple):
    """A file that a browser handed over; the same one, however often the page runs, has the same ``file_id``."""

    name: str
    data: bytes
    file_id: str

    @classmethod
    def of(cls, file: UploadedFile) -> Handed:
        """As Streamlit keeps it, without reading it: it may be 100 MB, and a page runs at every click."""
        return cls(file.name, file.getvalue(), file.file_id)


Files = Sequence[Handed]


@dataclass(frozen=True)
class OwnRequest:
    """``files`` by what they are for ("file"; of industry "good" and "others"), told apart by their ``ids``.

    ``variant``: of the field; of industry the method; ``label``: of medicine, the column with the diagnosis.
    """

    field: str
    variant: str
    label: str
    owner: Hashable
    ids: Hashable
    files: dict[str, Sequence[tuple[str, bytes]]] = dataclasses.field(compare=False, repr=False)

    @classmethod
    def of(cls, field: str, variant: str, files: Mapping[str, Files], owner: Hashable, label: str = "") -> OwnRequest:
        """A request of ``owner``, a session, for these files."""
        ids = tuple((kind, *(one.file_id for one in some)) for kind, some in files.items())
        read: dict[str, Sequence[tuple[str, bytes]]] = {
            kind: [(one.name, one.data) for one in some] for kind, some in files.items()
        }
        return cls(field, variant, label, owner, ids, read)

    @property
    def total(self) -> int:
        """Tasks, or pictures to be read."""
        return TASKS.get(self.field) or max(1, sum(map(len, self.files.values())))

    def work(self) -> Iterator[FieldTask | Pictures | None]:
        """Finished tasks, or at last the pictures; None after a step."""
        from metaunsup.applications.own import judge_pictures, run_on
        from metaunsup.data.source import Source

        if self.field == "industry":
            return judge_pictures(self.files["good"], self.files["others"], self.variant)
        ((name, data),) = self.files["file"]
        source = Source(Path(Path(name).name), data)
        return run_on(self.field, source, self.variant, TASKS[self.field], label=self.label or None)


@dataclass(eq=False)
class OwnJob(Job[OwnRequest]):
    """``results`` so far, finished tasks or pictures; ``steps`` that led to none; one thread alone adds to them."""

    results: list[Any] = dataclasses.field(default_factory=list)
    steps: int = 0
    total: int = 1


class OwnFiles(JobQueue[OwnRequest, OwnJob]):
    """Those of this server."""

    kind = "own"

    def make(self, request: OwnRequest, owner: Hashable) -> OwnJob:
        """Files that wait."""
        return OwnJob(request, owner, total=request.total)

    def like(self, request: OwnRequest) -> Hashable:
        """Files of a field."""
        return request.field

    def work(self, job: OwnJob) -> Iterator[None]:
        """Collect what comes; then the files are of no more use."""
        from metaunsup.adaptation.room import give_back

        found = job.request.work()
        with contextlib.closing(found):  # type: ignore[type-var]
            for one in found:
                with job.changed:
                    if one is None:
                        job.steps += 1
                    else:
                        job.results.append(one)
                        job.changed.notify_all()
                yield
        job.request.files.clear()
        give_back()


@st.cache_resource(show_spinner=False)
def all_own_files() -> OwnFiles:
    """Those of this server, for all sessions."""
    return OwnFiles(patience=PATIENCE, keep=4, most_waiting=8, most_each=2)
