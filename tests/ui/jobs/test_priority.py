"""Work in the background has less of the processor than pages, and so has what it starts; pages keep theirs."""

from __future__ import annotations

import os
import subprocess
import sys
import threading

import pytest

from metaunsup.ui.jobs.priority import NICENESS, behind_pages


@pytest.mark.skipif(sys.platform != "linux", reason="threads have no niceness of their own")
def test_a_thread_stands_back_with_those_it_starts_and_no_other() -> None:
    seen: dict[str, int] = {}

    def look(name: str) -> None:
        seen[name] = os.getpriority(os.PRIO_PROCESS, threading.get_native_id())

    def work() -> None:
        behind_pages()
        look("worker")
        learner = threading.Thread(target=look, args=("learner",))
        learner.start()
        learner.join()

    look("before")
    worker = threading.Thread(target=work)
    worker.start()
    worker.join()
    look("after")
    assert seen["worker"] == seen["learner"] == max(NICENESS, seen["before"]) and seen["after"] == seen["before"]


@pytest.mark.skipif(not hasattr(os, "setpriority"), reason="no priorities here")
def test_a_process_stands_back_and_one_that_is_over_is_no_error() -> None:
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as process:
        behind_pages(process.pid)
        assert os.getpriority(os.PRIO_PROCESS, process.pid) == NICENESS
        process.communicate(b"\n")
    behind_pages(process.pid)
