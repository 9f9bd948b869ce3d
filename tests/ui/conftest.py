"""Lets the tests of every page's folder import what stands here: ``opened`` and ``hand_made``."""

from __future__ import annotations

import pytest

from metaunsup.ui.common import shell, warmup


@pytest.fixture(autouse=True)
def faults_are_raised(monkeypatch: pytest.MonkeyPatch) -> None:
    """What a page would tell its reader in a sentence breaks the test."""

    def again(error: Exception, *_: object) -> None:
        raise error

    monkeypatch.setattr(shell, "fault", again)


@pytest.fixture(autouse=True)
def umap_is_not_compiled_in_advance(monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> None:
    """A page that offers UMAP has it compiled in the background: seconds of a core that other tests need."""
    if request.path.name != "test_libraries.py":
        monkeypatch.setattr(warmup, "_compile_umap", lambda: None)
