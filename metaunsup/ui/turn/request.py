"""What the page has been asked to do: which pictures, how many groups, how long; and who sorts the same pictures."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.ui.common.requests import HOME_LEARNERS, HOME_STEPS, RaceChoice, TaskChoice

if TYPE_CHECKING:
    from metaunsup.evaluation.person import Turn
    from metaunsup.evaluation.race import RaceFrame

PICTURES = 20
# pools, and where the learners practised: never on these pictures, and never with a label
POOLS = {
    "digits": "digits",
    "mnist": "omniglot-minimal",
    "glyphs": "omniglot-minimal",
    "omniglot-minimal": "omniglot-minimal",
}
CHOICES = {"ways": ("2", "4", "5", "10"), "seconds": ("30", "60", "120", "300")}
FIELDS: dict[str, Field] = {
    "pool": Choice("digits", tuple(POOLS)),
    "ways": Choice("5", CHOICES["ways"]),
    "seconds": Choice("60", CHOICES["seconds"]),
    "seed": Whole(0, 0, 2**31 - 1),
}


def race_of(values: Mapping[str, Any]) -> RaceChoice:
    """The learners of the home page on the pictures that ``values`` say."""
    ways = int(values["ways"])
    task = TaskChoice(values["pool"], ways, PICTURES // ways, values["seed"])
    return RaceChoice(task, HOME_LEARNERS, POOLS[task.pool], HOME_STEPS)


def turn_on(task: TaskChoice, moves: Any) -> Turn:
    """What the browser says that a person did with ``task``; refuses what nobody can have done."""
    from metaunsup.evaluation.person import turn_of

    plain = {"pool": task.pool, "ways": task.ways, "shots": task.shots, "seed": task.seed, "moves": moves}
    return turn_of(plain)


@lru_cache(maxsize=64)
def frames_of(turn: Turn) -> tuple[RaceFrame, ...]:
    """The person's frames, scored once."""
    from metaunsup.evaluation.person import person_frames

    return tuple(person_frames(turn.task(), turn.moves))


def file_name(turn: Turn) -> str:
    """A name for the file of moves that says which task they belong to."""
    return f"turn-{turn.pool}-{turn.ways}x{turn.shots}-seed{turn.seed}.json"


def as_command(turn: Turn, choice: RaceChoice) -> str:
    """The command line that scores the same moves beside the same learners."""
    who = f"--learners {','.join(choice.learners)} --trained-on {choice.trained_on} --adapt-steps {choice.steps}"
    return f"python -m metaunsup turn {file_name(turn)} {who}"
