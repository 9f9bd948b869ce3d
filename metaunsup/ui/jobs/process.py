"""One comparison in a process of its own: the very command that a person would type, read line by line."""

from __future__ import annotations

import contextlib
import json
import os
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Hashable, Iterator, Mapping
from pathlib import Path
from typing import IO, Any, Protocol

from metaunsup.errors import MetaUnsupError
from metaunsup.ui.jobs.job import SHUTDOWN_SECONDS
from metaunsup.ui.jobs.priority import behind_pages


class ProcessRequest(Hashable, Protocol):
    """What can be computed by a process of its own: hashable, so that equal requests share one job."""

    @property
    def total(self) -> int:
        """Lines of results in all."""
        ...

    def plan(self) -> Any:
        """What was asked, checked; refuses what cannot be run."""
        ...

    def process(self, jobs: int) -> list[str]:
        """The words after ``python -m metaunsup`` that write each result as a line, on up to ``jobs`` processes."""
        ...

    def read(self, content: Mapping[str, Any]) -> Any:
        """A result from its line of JSON."""
        ...


def work(choice: ProcessRequest, keep_on: Callable[[], bool]) -> Iterator[Any]:
    """The results of ``choice`` (a comparison's are finished tasks), computed by a process of its own.

    It ends when ``keep_on`` says no, or closed.

    Raises:
        MetaUnsupError: what the process refused, or that it broke.

    """
    # a file, because a pipe that nobody empties could stop the process
    with (
        tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors,
        _ended(start(choice, errors)) as process,
    ):
        threading.Thread(target=_watch, args=(process, keep_on), name="comparison-watch", daemon=True).start()
        assert process.stdout is not None
        for _ in range(choice.total):
            line = process.stdout.readline()
            if not line:
                break
            content = json.loads(line)
            if "error" in content:
                raise MetaUnsupError(content["error"], **content["fields"])
            yield choice.read(content)
        else:
            return  # without waiting until it has tidied up
        if process.wait() != 0 and keep_on():
            errors.seek(0)
            said = errors.read().strip().splitlines()
            raise MetaUnsupError("compare_broke", kind=process.returncode, said=said[-1] if said else "-")


def start(choice: ProcessRequest, errors: IO[str]) -> subprocess.Popen[str]:
    """The command, on all cores but one."""
    jobs = max(1, (os.cpu_count() or 1) - 1)
    package = str(Path(__file__).parents[3])
    here = os.environ.get("PYTHONPATH")
    line = [sys.executable, "-m", "metaunsup", *choice.process(jobs)]
    environment = {
        **os.environ,
        "OMP_NUM_THREADS": "1",
        "OMP_WAIT_POLICY": "PASSIVE",  # idle threads that spin would slow the pages down
        "PYTHONPATH": os.pathsep.join([package, *([here] if here else [])]),
    }
    process = subprocess.Popen(
        line,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=environment,
        cwd=package,
        text=True,
        encoding="utf-8",
        start_new_session=True,  # Ctrl-C in the server's terminal is the server's
    )
    behind_pages(process.pid)
    return process


def _watch(process: subprocess.Popen[str], keep_on: Callable[[], bool]) -> None:
    while process.poll() is None:
        if not keep_on():
            _end(process)
            return
        time.sleep(0.2)


@contextlib.contextmanager
def _ended(process: subprocess.Popen[str]) -> Iterator[subprocess.Popen[str]]:
    try:
        yield process
    finally:
        _end(process)
        if process.stdout is not None:
            process.stdout.close()


def _end(process: subprocess.Popen[str]) -> None:
    """Stop the process and its own workers: first as Ctrl-C does, so that it can stop them; then for good."""
    if process.poll() is None:
        with contextlib.suppress(OSError):
            process.send_signal(signal.SIGINT if os.name == "posix" else signal.SIGTERM)
        try:
            process.wait(SHUTDOWN_SECONDS)
        except subprocess.TimeoutExpired:
            if os.name == "posix":
                with contextlib.suppress(OSError):
                    os.killpg(process.pid, signal.SIGKILL)
            process.kill()
            process.wait()
