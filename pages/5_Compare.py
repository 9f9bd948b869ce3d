"""Compare: which learner sorts best, which practice tasks make a good one, and what carries over to other pictures."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.compare import page

    page.show(say)


SAY = shell.begin("compare")
with shell.guarded(SAY):
    content(SAY)
