"""A person beside the learners: a race that all share, and what somebody did with the same pictures in this session."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

from metaunsup.evaluation.names import PERSON
from metaunsup.ui.common.palette import YOURS
from metaunsup.ui.race.frames import PackedFrame, RaceSetup
from metaunsup.ui.race.jobs import RaceJob

if TYPE_CHECKING:
    from metaunsup.evaluation.race import RaceFrame


def beside(race: RaceJob, person: Sequence[RaceFrame]) -> RaceJob:
    """``race`` as far as it has come, with a person as its first runner; ``race`` itself, where there is no ``person``.

    The groups keep the numbers that the person gave them, and those of the learners, whose numbers go together, are
    matched with them: before the race is over by how the first learner began, afterwards by how all of them ended.
    """
    setup = race.recorder
    if not person or setup is None:
        return race
    import numpy as np

    from metaunsup.ui.player.packing import matching
    from metaunsup.ui.race.recording import packed, renumber

    size = setup.n_clusters
    own = [packed(setup, frame, np.arange(size), 0) for frame in person]
    own = [replace(frame, facts={**frame.facts, "near": ""}) for frame in own]  # pixels do not say what a person saw
    theirs = race.frames[:] if race.settled is None else race.settled
    ends = theirs[:1] if race.settled is None else list({one.facts["learner"]: one for one in theirs}.values())
    if ends:
        found = np.concatenate([setup.groups_of(frame) for frame in ends])
        numbers = matching(found, np.tile(setup.groups_of(own[-1]), len(ends)), size, keep=np.arange(size))
        theirs = [_second(renumber(setup, frame, numbers)) for frame in theirs]
    return RaceJob(
        replace(race.request, learners=(PERSON, *race.request.learners)),
        status=race.status,
        number=race.number,
        recorder=_with_person(setup),
        frames=[*own, *theirs],
        settled=None if race.settled is None else [*own, *theirs],
        failures=race.failures,
    )


def _second(frame: PackedFrame) -> PackedFrame:
    return replace(frame, facts={**frame.facts, "learner": frame.facts["learner"] + 1})


def _with_person(setup: RaceSetup) -> RaceSetup:
    """The same race with one more runner, who knows the number of groups and is told no label."""
    return RaceSetup(
        (PERSON, *setup.learners),
        (False, *setup.finds),
        (False, *setup.told),
        (asdict(YOURS), *setup.looks),
        setup.sheet,
        setup.n_clusters,
        setup.class_names,
        setup.truth,
        setup.scored,
    )
