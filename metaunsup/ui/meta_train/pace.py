"""The store of runs as the pages use it: one for the server, whose yours is, what was seen when, how fast it goes."""

from __future__ import annotations

import time
from collections.abc import Sequence
from typing import Any

from metaunsup.ui.common.run_store import Seen

LOOK_EVERY = 1.0  # seconds between two looks at a training
MAP_EVERY = 2.5  # at its map, which has a point every few steps
LOOKED_BACK = 60.0  # seconds that the pace is taken over
STAGES = ("queued", "starting", "pool", "baseline", "step-0", "partitions", "latents", "first-step")


def seconds_a_step(seen: Seen, lines: Sequence[dict[str, Any]]) -> float:
    """By the clock on the wall where it was watched for a while, so validation counts; else practice alone."""
    late = [one for one in seen.steps if one[0] > time.monotonic() - LOOKED_BACK]
    if len(late) > 1 and late[-1][0] - late[0][0] > 5 and late[-1][1] > late[0][1]:
        return (late[-1][0] - late[0][0]) / (late[-1][1] - late[0][1])
    return practice_seconds(lines)


def practice_seconds(lines: Sequence[dict[str, Any]]) -> float:
    """Mean seconds of practice a step over the last twenty."""
    few = lines[-21:]
    if len(few) < 2:
        return max(1e-6, float(lines[-1]["seconds"]) / max(1, int(lines[-1]["step"])))
    return max(1e-6, (few[-1]["seconds"] - few[0]["seconds"]) / max(1, few[-1]["step"] - few[0]["step"]))
