"""The real app and a real browser, for what measures and tests them."""

from __future__ import annotations

import contextlib
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

ROOT = Path(__file__).parents[1]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port: int = free.getsockname()[1]
    return port


@contextmanager
def serving(seconds: float = 60, port: int = 0) -> Iterator[str]:
    """The app on ``port`` of this machine, or a free one; yields its address.

    Raises ``TimeoutError`` where it does not answer.
    """
    port = port or free_port()
    command = [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless=true"]
    command += ["--server.address=127.0.0.1", f"--server.port={port}"]
    server = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        address = f"http://127.0.0.1:{port}"
        _wait(f"{address}/_stcore/health", seconds)
        yield address
    finally:
        server.terminate()
        try:
            server.wait(60)  # a busy machine may still be importing
        except subprocess.TimeoutExpired:
            server.kill()
            server.wait()


def _wait(url: str, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while True:
        try:
            urllib.request.urlopen(url, timeout=1).close()
            return
        except OSError as error:
            if time.monotonic() > deadline:
                raise TimeoutError(f"the app did not answer within {seconds:.0f} s") from error
            time.sleep(0.2)


# pictures a second of the page that is open, as many as its screen asks for: what no drawing can outdo
SCREEN_RATE = """(seconds) => new Promise((told) => {
  const begun = performance.now();
  let frames = 0;
  const next = () => {
    frames += 1;
    if (performance.now() - begun < 1000 * seconds) requestAnimationFrame(next);
    else told((1000 * frames) / (performance.now() - begun));
  };
  requestAnimationFrame(next);
})"""


def browser_seconds() -> float:
    """Seconds that browsers started by this process, all their processes, have had of processors (Linux's /proc)."""
    return _seconds("chrom")


def server_seconds() -> float:
    """The same of the servers that this process has started, and of what they have started."""
    return _seconds("python", "streamlit")


def _seconds(*names: str) -> float:
    """Of the processes below this one that have one of ``names`` in theirs."""
    told: dict[int, tuple[int, str, int]] = {}
    for path in Path("/proc").glob("[0-9]*/stat"):
        with contextlib.suppress(OSError):
            name, _, rest = path.read_text().partition("(")[2].rpartition(")")
            fields = rest.split()
            told[int(path.parent.name)] = (int(fields[1]), name, int(fields[11]) + int(fields[12]))

    def below(process: int) -> bool:
        return process in told and (told[process][0] == os.getpid() or below(told[process][0]))

    found = (
        spent for process, (_, name, spent) in told.items() if any(one in name for one in names) and below(process)
    )
    return sum(found) / os.sysconf("SC_CLK_TCK")


def chromium() -> str | None:
    """Path of this machine's Chromium, or None (playwright then looks for its own)."""
    return next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
