"""Applications: learning from a handful without labels, where people would use it, beside what they use already."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.applications import page

    page.show(say)


SAY = shell.begin("applications")
with shell.guarded(SAY):
    content(SAY)
