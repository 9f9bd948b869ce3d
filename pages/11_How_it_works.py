"""How it works: the mathematics in figures one drags, a newcomer's questions, and lessons."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.how_it_works import page

    page.show(say)


SAY = shell.begin("how_it_works")
with shell.guarded(SAY):
    content(SAY)
