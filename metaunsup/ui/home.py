"""What races on the home page."""

from __future__ import annotations

from metaunsup.ui.choices import RaceChoice, TaskChoice
from metaunsup.ui.link import Field, Whole

HOME_LEARNERS = ("kmeans", "protonet", "maml", "reptile")
HOME_STEPS = 20
HOME_FIELDS: dict[str, Field] = {"seed": Whole(0, 0, 2**31 - 1), "start": Whole(0, 0, 1)}


def home_race(seed: int) -> RaceChoice:
    """The race on the digits of ``seed``: 10 groups of 20 from the part that nobody practised on."""
    return RaceChoice(TaskChoice("digits", 10, 20, seed), HOME_LEARNERS, "digits", HOME_STEPS)
