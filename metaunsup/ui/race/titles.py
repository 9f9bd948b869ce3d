"""What the runners of a race are called."""

from __future__ import annotations

from metaunsup.evaluation.names import PERSON
from metaunsup.ui.common.requests import RaceChoice
from metaunsup.words import Say


def runner_titles(choice: RaceChoice, say: Say) -> dict[str, str]:
    """By their names; where a training of this place takes part, told apart (see ``run_picker.titles_beside``)."""
    if choice.own is None:
        return {name: say("player.you") if name == PERSON else say.learner_title(name) for name in choice.learners}
    from metaunsup.ui.common.run_picker import titles_beside  # knows every learner, and their libraries

    return titles_beside(choice.learners, choice.own, choice.trained_on, say)
