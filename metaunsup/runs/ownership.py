"""Who owns a run: the process that holds the kernel's lock on FOLDER/lock, and nobody else.

The kernel gives the lock back when its holder ends, however it ends, so neither kill -9 nor a clock that jumps can
make two owners or leave one that is dead.
"""

from __future__ import annotations

import contextlib
import os
import sys
from collections.abc import Iterator
from pathlib import Path

from filelock import FileLock, Timeout

from metaunsup.errors import MetaUnsupError
from metaunsup.runs.paths import LOCK

TIMEOUT = 1.0  # seconds: somebody who only looks has the lock for a moment


class Ownership:
    """A run folder held by this process until ``release`` or its end."""

    def __init__(self, folder: Path, timeout: float = TIMEOUT) -> None:
        """Take ``folder``; raises ``run_in_use`` where another process has it, ``cannot_write``."""
        self.folder = folder
        self._lock = FileLock(folder / LOCK, thread_local=False)
        try:
            if not folder.is_dir():
                raise FileNotFoundError(2, os.strerror(2))
            self._lock.acquire(timeout=timeout, poll_interval=0.01)
            self._file = _identity(folder / LOCK)
        except Timeout as error:
            raise MetaUnsupError("run_in_use", folder=folder) from error
        except OSError as error:
            self._lock.release()
            raise MetaUnsupError("cannot_write", path=folder, reason=error.strerror or error) from error

    @property
    def lost(self) -> bool:
        """Whether the folder was deleted or replaced under us: what we hold is no longer the file of that name."""
        try:
            return _identity(self.folder / LOCK) != self._file
        except OSError:
            return True

    def release(self) -> None:
        """Let others have it; also where it was released before."""
        self._lock.release()


def _identity(path: Path) -> tuple[int, int]:
    status = path.stat()
    return status.st_dev, status.st_ino


@contextlib.contextmanager
def owned(folder: Path, timeout: float = TIMEOUT) -> Iterator[Ownership]:
    """``folder`` owned for a moment, to change what no worker may be changing."""
    ownership = Ownership(folder, timeout)
    try:
        yield ownership
    finally:
        ownership.release()


def held(folder: Path) -> bool:
    """Whether some process owns ``folder`` now. Looking disturbs nobody, many may look at once."""
    if sys.platform == "win32":
        try:
            with owned(folder, 0.0):
                return False
        except MetaUnsupError as error:
            return error.code == "run_in_use"
    import fcntl

    try:
        descriptor = os.open(folder / LOCK, os.O_RDONLY)
    except OSError:
        return False  # never taken, or deleted
    try:
        fcntl.flock(descriptor, fcntl.LOCK_SH | fcntl.LOCK_NB)  # shared: two who look do not see each other
    except OSError:
        return True
    finally:
        os.close(descriptor)
    return False
