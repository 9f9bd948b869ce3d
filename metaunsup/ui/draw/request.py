"""What the page has been asked to do, as plain values: drawings as a task, and what the link holds of it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from metaunsup.data.ready_made import SETS
from metaunsup.data.strokes import Drawing
from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common.learner_picker import TRAINED, all_names
from metaunsup.ui.common.link import Choice, Field, Several, Whole
from metaunsup.ui.common.requests import MOST_ITEMS, TaskChoice
from metaunsup.ui.common.uploads import PoolField

if TYPE_CHECKING:
    from metaunsup.learners.base import Learner
    from metaunsup.tasks.task import Task

MODES = ("group", "oneshot")
OWN, ALONE = "own", "none"  # in place of a ready-made set, and of a pool
CLASSES = ("A", "B", "C")
NAMES = tuple("ABCDEFGHIJ")
TELLERS = ("protonet", "maml", "reptile")
MOST_SHEETS, MOST_LEARNERS = 60, 4
GROUPS = Whole(3, 2, 20)


@dataclass(frozen=True)
class MixField(PoolField):
    """A pool that drawings are mixed with, an upload of whoever opens the link, or ``ALONE``."""

    def parse(self, text: str) -> Any:
        """The code, or ``ValueError``."""
        return text if text == ALONE else super().parse(text)


FIELDS: dict[str, Field] = {
    "mode": Choice("group", MODES),
    "set": Choice(OWN, (OWN, *SETS)),
    "groups": GROUPS,
    "learners": Several(("kmeans", "protonet", "maml"), all_names, MOST_LEARNERS),
    "trained": Choice("omniglot-minimal" if "omniglot-minimal" in TRAINED else TRAINED[0], TRAINED),
    "steps": Whole(10, 0, 100),
    "mix": MixField(ALONE),
    "ways": Whole(3, 2, 20),
    "shots": Whole(5, 1, 50),
    "seed": Whole(0, 0, 2**31 - 1),
    "start": Whole(0, 0, 1),
}


@dataclass(frozen=True)
class DrawnTask(TaskChoice):
    """``drawings`` to be put into ``groups``, mixed with the items of the task that the other fields say.

    With the pool ``ALONE`` there are none of those.
    """

    drawings: tuple[Drawing, ...] = ()
    groups: int = 3

    def sample(self) -> Task:
        """The task; refuses one with more items than can be drawn on a page."""
        from metaunsup.tasks.drawn import drawn_task

        task = drawn_task(self.drawings, self.groups, self.seed, None if self.pool == ALONE else super().sample())
        if len(task.items) > MOST_ITEMS:
            raise MetaUnsupError("drawings_too_many", count=len(task.items), most=MOST_ITEMS)
        return task

    def refuse(self, learners: Mapping[str, Learner]) -> None:
        """Refuse a learner that has practised on the pool's test items; the drawings nobody has seen."""
        if self.pool != ALONE:
            super().refuse(learners)
