"""The pictures of a race's task, in the order that its learners get them: from its recording where it has one."""

from __future__ import annotations

import functools

from metaunsup.ui.common.requests import RaceChoice, TaskChoice
from metaunsup.ui.jobs.libraries import import_libraries
from metaunsup.ui.player.sprites import Sheet, sheet
from metaunsup.ui.race.recorded import recorded


def pictures(choice: RaceChoice) -> Sheet:
    """The sheet of the race's task; refuses the impossible, as ``TaskChoice.sample`` does."""
    found = recorded(choice)
    return _sampled(choice.task) if found is None else found.setup.sheet


@functools.lru_cache(maxsize=64)
def _sampled(task: TaskChoice) -> Sheet:
    import_libraries()
    return sheet(task.sample().items)
