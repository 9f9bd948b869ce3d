"""How fast a training goes, from lines that an accident may have written."""

from __future__ import annotations

import pytest

from metaunsup.ui.common.run_store import Seen
from metaunsup.ui.meta_train.pace import practice_seconds, seconds_a_step


@pytest.mark.parametrize("steps", [1, 2, 30])
def test_steps_that_took_no_time_take_some(steps) -> None:
    lines = [{"step": step, "seconds": 0.0} for step in range(steps)]
    assert 0 < practice_seconds(lines) < 1 and 0 < seconds_a_step(Seen(), lines) < 1
