"""Meta-train: practise on unlabelled pictures and watch; the work goes on when the tab is closed."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.words import Say


def content(say: Say) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    with shell.loading(say):
        from metaunsup.ui.meta_train import page

    page.show(say)


SAY = shell.begin("meta_train")
with shell.guarded(SAY):
    content(SAY)
