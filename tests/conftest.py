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
from metaunsup.learners.registry import known_spec

# Learners whose code is another's but for some lines: what must hold of every learner is tried on them, and on their
# variants, among the slow tests; the other learners' turn is in every run.
RELATIVES = {
    *("fomaml", "anil", "metasgd", "mtnet", "viml", "selfcritique", "instance-adapt", "oracle-adapt", "psco-adapt"),
    *("random", "autoencoder", "simclr", "gmvae", "memory-unknown", "memory-online", "memory-knn"),
    *("rl-random", "rl-fixed", "rl-silhouette", "global", "spectral-pool", "umap-pool"),
    *("agglomerative", "gmm", "hdbscan", "meanshift"),
}
OF_EVERY_LEARNER = ("test_contract.py", "test_variants_contract.py", "test_meta.py", "test_sharing.py", "training")


@pytest.hookimpl(tryfirst=True)  # before what is slow is left out
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        given = item.callspec.params if isinstance(item, pytest.Function) and hasattr(item, "callspec") else {}
        specs = [known_spec(given[key]) for key in ("name", "learner", "other") if isinstance(given.get(key), str)]
        if any(spec and spec.base in RELATIVES for spec in specs) and any(
            part in OF_EVERY_LEARNER for part in item.path.parts
        ):
            item.add_marker(pytest.mark.slow)


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
