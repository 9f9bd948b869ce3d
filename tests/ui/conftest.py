"""Lets the tests of every page's folder import what stands here: ``opened`` and ``hand_made``."""

from __future__ import annotations

import pytest

from metaunsup.ui.common import shell


@pytest.fixture(autouse=True)
def faults_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page would tell its reader in a sentence breaks the test."""

    def again(error: Exception, *_: object) -> None:
        raise error

    monkeypatch.setattr(shell, "fault", again)
