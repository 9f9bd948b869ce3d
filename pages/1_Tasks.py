"""Tasks: draw one, look at it, reveal the truth, see practice tasks being made, take it home."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.tasks import page

    page.show(say)


SAY = shell.begin("tasks")
with shell.guarded(SAY):
    content(SAY)
