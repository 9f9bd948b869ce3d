"""Streams of their own: equal for equal names, independent otherwise, the same on every machine."""

from __future__ import annotations

import numpy as np
import torch

from metaunsup.tasks.streams import derive_seed, stream


def test_names_and_seed_decide_the_stream() -> None:
    one, again = (torch.rand(5, generator=stream(3, "task", 7, "maml")) for _ in range(2))
    assert torch.equal(one, again)
    others = [stream(4, "task", 7, "maml"), stream(3, "task", 8, "maml"), stream(3, "task", 7), stream(3)]
    assert not any(torch.equal(one, torch.rand(5, generator=other)) for other in others)


def test_neighbouring_names_do_not_run_together() -> None:
    assert derive_seed(1, 23) != derive_seed(12, 3)
    assert derive_seed(1, "a", "b") != derive_seed(1, "ab") != derive_seed(1, "b", "a")
    seeds = {derive_seed(seed, "task", number) for seed in range(100) for number in range(100)}
    assert len(seeds) == 10_000 and all(0 <= seed < 2**63 for seed in seeds)


def test_known_values_so_that_no_release_changes_them() -> None:
    assert derive_seed(0) == 3456079177858693020
    assert derive_seed(1, "task", "digits") == 4186547813951264666


def test_streams_of_consecutive_tasks_are_unrelated() -> None:
    draws = np.stack([torch.randn(2_000, generator=stream(0, "task", number)).numpy() for number in range(8)])
    correlation = np.corrcoef(draws)[np.triu_indices(8, 1)]
    assert abs(correlation).max() < 5 / 2_000**0.5


def test_drawing_from_one_disturbs_no_other() -> None:
    first, second = stream(0, "a"), stream(0, "b")
    torch.rand(100, generator=first)
    assert torch.equal(torch.rand(3, generator=second), torch.rand(3, generator=stream(0, "b")))
