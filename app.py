"""Home: 200 unlabelled digits, one button, four learners."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    from metaunsup.ui.home import page
    from metaunsup.ui.race.view import race_view

    page.show(say, race_view)


content(shell.begin("home"))
