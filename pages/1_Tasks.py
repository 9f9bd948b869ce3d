"""Tasks: draw one, look at it, reveal the truth, see practice tasks being made, take it home."""

from __future__ import annotations

from metaunsup.ui import shell


def content(lang: str) -> None:
    """Everything below the heading; what is heavy to load is loaded here, when the heading is on the screen."""
    from metaunsup.ui import workbench
    from metaunsup.ui.forms import task_form
    from metaunsup.ui.warm import warm_up

    warm_up()
    shell.open_link("tasks", workbench.FIELDS, lang)
    choice = task_form("tasks", lang)
    if choice is not None:
        parameters = shell.keep_link("tasks", workbench.FIELDS, workbench.values(choice))
        workbench.show_task(choice, lang)
        workbench.take_home(choice, shell.address("tasks", {"lang": lang, **parameters}), lang)
        workbench.show_practice(choice, lang)


content(shell.begin("tasks"))
