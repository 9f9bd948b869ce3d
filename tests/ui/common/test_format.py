"""Numbers and times as the pages write them."""

from __future__ import annotations

from metaunsup.ui.common.format import duration
from metaunsup.words import Say


def test_durations_are_said_in_two_units() -> None:
    assert [duration(seconds, Say("en")) for seconds in (0.4, 59, 61, 3600, 90_061)] == [
        "0 s",
        "59 s",
        "1 min 1 s",
        "1 h",
        "25 h 1 min",
    ]
    assert [duration(seconds, Say("zh")) for seconds in (61, 1200, 7200)] == ["1 分 1 秒", "20 分钟", "2 小时"]
