"""Background work stands back: what somebody looks at goes first."""

from __future__ import annotations

import contextlib
import os
import sys
import threading

NICENESS = 5  # of 19


def behind_pages(process: int | None = None) -> None:
    """Give ``process``, or the calling thread and all that it starts from now on, less of the processor.

    Threads have a niceness of their own on Linux alone; elsewhere a thread stays as it is.
    """
    if process is None and sys.platform == "linux":
        process = threading.get_native_id()
    if process is not None and hasattr(os, "setpriority"):
        with contextlib.suppress(OSError):
            os.setpriority(os.PRIO_PROCESS, process, NICENESS)
