"""What every test needs: none reads or writes the runs of the person who runs it, nor does a process it starts."""

from __future__ import annotations

from collections.abc import Iterator

import pytest


@pytest.fixture(scope="session", autouse=True)
def _own_runs(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("METAUNSUP_RUNS", str(tmp_path_factory.mktemp("runs") / "list"))
        yield
