"""Your turn: a person sorts twenty unlabelled pictures against the clock, then the learners do."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.race.view import race_view
        from metaunsup.ui.turn import page

    page.show(say, race_view)


SAY = shell.begin("turn")
with shell.guarded(SAY):
    content(SAY)
