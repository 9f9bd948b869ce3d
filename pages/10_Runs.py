"""Runs: every training on record, to be found, compared, kept and handed on."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.runs import page

    page.show(say)


SAY = shell.begin("runs")
with shell.guarded(SAY):
    content(SAY)
