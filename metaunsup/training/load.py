"""What else this machine does, and how much longer it makes a training that lets everything else go first."""

from __future__ import annotations

import os
import time
from pathlib import Path

STAT = Path("/proc/stat")
SAMPLE_SECONDS = 0.5
USER, NICED, SYSTEM, IDLE, WAITING, IRQ, SOFT_IRQ = range(7)  # Linux: proc_stat(5)
LEAST = 0.05  # of the cores: what is left, all in all, beside work that never rests: .03 to .06 of them, measured


def busy_cores(*, niced: bool = True) -> float:
    """Cores that are busy now, sampled for half a second; 0 where the system does not tell (it is not Linux).

    ``niced``: count work of a low priority, too. Queued trainings have one, and end before another begins.
    """
    try:
        before = _ticks()
        time.sleep(SAMPLE_SECONDS)
        passed = [now - then for now, then in zip(_ticks(), before, strict=True)]
    except (OSError, ValueError):
        return 0.0
    busy = passed[USER] + passed[SYSTEM] + passed[IRQ] + passed[SOFT_IRQ] + (passed[NICED] if niced else 0)
    every = busy + passed[IDLE] + passed[WAITING] + (0 if niced else passed[NICED])
    return (os.cpu_count() or 1) * busy / every if every > 0 else 0.0


def _ticks() -> list[int]:
    user, niced, system, idle, waiting, irq, soft_irq = map(int, STAT.read_text().split(maxsplit=8)[1:8])
    return [user, niced, system, idle, waiting, irq, soft_irq]


def slowdown(busy: float, cores: int, threads: int) -> float:
    """How many times longer work on ``threads`` takes at a low priority than measured at that of everybody.

    Measured, it had its fair share of the cores beside the ``busy`` ones; later it has what they leave.
    """
    threads = min(threads, cores)
    fair = min(threads, max(cores - busy, cores * threads / (threads + busy)))
    left = min(threads, max(cores - busy, LEAST * cores))
    return max(1.0, fair / left)
