"""Draw: a person's own symbols, grouped live by the learners, or told by one example of each kind."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.draw import page
        from metaunsup.ui.race.view import race_view

    page.show(say, race_view)


SAY = shell.begin("draw")
with shell.guarded(SAY):
    content(SAY)
