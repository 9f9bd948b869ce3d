"""What every test may need: a small pool; and that none reads or writes the runs of the person who runs it."""

from __future__ import annotations

import os

# several processes share the cores, each with one thread that does not spin where it waits (as .ci/run has it)
os.environ.setdefault("OMP_NUM_THREADS", "1")
os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")

from collections.abc import Iterator
from dataclasses import replace

import pytest
import torch

from metaunsup.data.pool import PARTS, Pool
from metaunsup.data.registry import load_pool


@pytest.fixture(scope="session", autouse=True)
def _own_runs(tmp_path_factory) -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("METAUNSUP_RUNS", str(tmp_path_factory.mktemp("runs") / "list"))
        yield


@pytest.fixture(scope="session")
def small_pool() -> Pool:
    """Digits: 30 pictures to practise on, and in each other part four of each of three digits."""
    whole = load_pool("digits")
    assert whole.labels is not None
    keep = [torch.nonzero(whole.parts == 0)[:30, 0]]
    for part in range(1, len(PARTS)):
        keep += [torch.nonzero((whole.parts == part) & (whole.labels == digit))[:4, 0] for digit in (0, 1, 4)]
    index = torch.cat(keep)
    images, labels = whole.images[index], whole.labels[index]
    return replace(whole, images=images, labels=labels, parts=whole.parts[index], hashes=whole.hashes[index])
