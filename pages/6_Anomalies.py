"""Anomalies: a few normal items, then which of the others do not belong; and where to draw the line."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.anomalies import page

    page.show(say)


SAY = shell.begin("anomalies")
with shell.guarded(SAY):
    content(SAY)
