"""Home: 200 unlabelled digits, one button, four learners."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.ui.home import page
from metaunsup.ui.race.pictures import pictures
from metaunsup.ui.race.view import race_view

SAY = shell.begin("home")
with shell.guarded(SAY):
    page.show(SAY, race_view, pictures)
