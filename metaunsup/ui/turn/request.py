"""What the page has been asked to do: which pictures, how many groups, how long; and who sorts the same pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

import streamlit as st

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.common.link import Choice, Field, Whole
from metaunsup.ui.common.requests import HOME_LEARNERS, HOME_STEPS, RaceChoice, TaskChoice
from metaunsup.ui.common.uploads import OWN, PoolField

if TYPE_CHECKING:
    from metaunsup.data.pool import Pool
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
ELSEWHERE = "omniglot-minimal"  # where they practised for a reader's own pictures
CHOICES = {"ways": ("2", "4", "5", "10"), "seconds": ("30", "60", "120", "300")}


@dataclass(frozen=True)
class TurnPool(PoolField):
    """One of ``POOLS``, or an upload of whoever opens the link."""

    def parse(self, text: str) -> Any:
        """The code, or ``ValueError``."""
        if text not in POOLS and not text.startswith(OWN):
            raise ValueError(text)
        return super().parse(text)


FIELDS: dict[str, Field] = {
    "pool": TurnPool("digits"),
    "ways": Choice("5", CHOICES["ways"]),
    "seconds": Choice("60", CHOICES["seconds"]),
    "seed": Whole(0, 0, 2**31 - 1),
}


def race_of(values: Mapping[str, Any], own: str | None = None) -> RaceChoice:
    """The learners of the home page on the pictures that ``values`` say; on the upload called ``own``, if it is one."""
    ways = int(values["ways"])
    task = TaskChoice(own or values["pool"], ways, PICTURES // ways, values["seed"])
    return RaceChoice(task, HOME_LEARNERS, POOLS.get(task.pool, ELSEWHERE), HOME_STEPS)


def fit_to(pool: Pool) -> None:
    """Ask for as many groups as the pictures of ``pool`` can make."""
    able = ways_of([] if pool.labels is None else pool.part("test").sizes.tolist())
    if able and st.session_state.get("turn.ways") not in able:
        st.session_state["turn.ways"] = able[-1]


def ways_of(sizes: list[int]) -> list[str]:
    """Into how many groups pictures can be sorted, of whose classes there are ``sizes`` to be drawn from."""
    return [ways for ways in CHOICES["ways"] if sum(size >= PICTURES // int(ways) for size in sizes) >= int(ways)]


def refuse(task: TaskChoice) -> None:
    """Refuse what nobody can sort: too few pictures, rows of numbers, or pictures whose classes nobody knows."""
    from metaunsup.data.registry import load_pool

    try:
        found = task.sample()
    except MetaUnsupError as error:
        pool = load_pool(task.pool)
        sizes = [] if pool.labels is None else pool.part("test").sizes.tolist()
        if not sizes or ways_of(sizes):
            raise  # the form has what can be drawn
        told = {"classes": len(sizes), "most": max(sizes), "few": PICTURES // 2, "each": PICTURES // 4}
        raise MetaUnsupError("turn_few", **told) from error
    if found.items.ndim == 2:
        raise MetaUnsupError("turn_rows")
    if not found.truth.class_names:
        raise MetaUnsupError("turn_unsorted")


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
