"""A race that a link starts on a server that has just begun to answer: one to be computed, and one computed before."""

from __future__ import annotations

import subprocess
import sys

from opened import ROOT

from metaunsup.words import Say

PAGE = """
from metaunsup.ui.common.requests import home_race
from metaunsup.ui.race.view import race_view
from metaunsup.words import Say

race_view(home_race(1000), Say(), key="home.player")
"""
COLD = f"""
import os, sys, threading
from streamlit.testing.v1 import AppTest
from metaunsup.ui.common.requests import home_race
from metaunsup.ui.jobs import queue
from metaunsup.ui.race.jobs import Races
from metaunsup.ui.race.payload import race_data
from metaunsup.words import Say

queue.import_libraries = threading.Event().wait  # the libraries are being loaded
test = AppTest.from_string({PAGE!r}, default_timeout=100).run()
print(*(one.value for one in test.info), len(test.exception), "torch" in sys.modules)

races = Races()
race = races.join(home_race(6))
data = race_data(race, races, Say(), since=0, until=len(race.frames))
print(data["over"], len(data["setup"]["learners"]), bool(data["result"]), "torch" in sys.modules, flush=True)
os._exit(0)
"""


def test_before_any_library_is_loaded_it_says_what_is_waited_for_or_shows_what_was_computed_before() -> None:
    done = subprocess.run([sys.executable, "-c", COLD], cwd=ROOT, capture_output=True, text=True, check=False)
    said = [f"{Say()('app.libraries')} 0 False", "True 4 True False"]
    assert done.stdout.splitlines() == said, done.stdout + done.stderr
