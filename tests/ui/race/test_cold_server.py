"""A race that a link starts on a server that has just begun to answer."""

from __future__ import annotations

import subprocess
import sys

from opened import ROOT

from metaunsup.words import Say

PAGE = """
from metaunsup.ui.common.requests import home_race
from metaunsup.ui.race.view import race_view
from metaunsup.words import Say

race_view(home_race(0), Say(), key="home.player")
"""
COLD = f"""
import os, sys, threading
from streamlit.testing.v1 import AppTest
from metaunsup.ui.jobs import queue

queue.import_libraries = threading.Event().wait  # the libraries are being loaded
test = AppTest.from_string({PAGE!r}).run()
print(*(one.value for one in test.info), len(test.exception), "torch" in sys.modules, flush=True)
os._exit(0)
"""


def test_the_place_of_the_player_says_what_is_waited_for_before_any_library_is_loaded() -> None:
    done = subprocess.run([sys.executable, "-c", COLD], cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.stdout.strip() == f"{Say()('app.libraries')} 0 False", done.stdout + done.stderr
