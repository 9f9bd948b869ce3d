"""Generate: a few pictures of one kind are shown, and generators draw more of it, step by step."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.generate import page

    page.show(say)


SAY = shell.begin("generate")
with shell.guarded(SAY):
    content(SAY)
