"""Home: 200 unlabelled digits, one button, four learners."""

from __future__ import annotations

from metaunsup.ui.common import shell
from metaunsup.ui.home import page
from metaunsup.ui.race.view import race_view

page.show(shell.begin("home"), race_view)
