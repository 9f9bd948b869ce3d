"""Variants keep the contract, too: another head, or another embedding, of a learner whose own tests are elsewhere."""

from __future__ import annotations

import pytest
import torch
from sklearn.metrics import adjusted_rand_score

from metaunsup.learners.registry import VARIANTS

HEADED = [name for name, spec in VARIANTS.items() if spec.variant in ("soft", "sinkhorn", "spectral", "gmm")]
BALANCED = [name for name, spec in VARIANTS.items() if spec.knows_sizes]


def bunches() -> tuple[torch.Tensor, torch.Tensor]:
    """Three kinds of pictures, fifteen of each: a bright patch in one of three places."""
    generator = torch.Generator().manual_seed(7)
    truth = torch.arange(3).repeat_interleave(15)
    items = 0.05 * torch.rand(45, 1, 28, 28, generator=generator)
    for item, kind in enumerate(truth.tolist()):
        items[item, 0, 3 + 8 * kind : 9 + 8 * kind, 6:22] += 0.8
    return items, truth


@pytest.mark.parametrize("name", HEADED)
def test_plain_groups_are_found_by_every_head(name, ready, trace) -> None:
    """Also in an encoder that has not practised, which puts everything into a narrow cone."""
    items, truth = bunches()
    last = trace(ready(name), items, 3, steps=2)[-1]
    assert adjusted_rand_score(truth, last.assignments) == 1
    assert last.probability is None or torch.allclose(last.probability.sum(1), torch.ones(45), atol=1e-4)


@pytest.mark.parametrize("name", BALANCED)
@pytest.mark.slow
def test_what_knows_the_sizes_keeps_to_them(name, ready, trace, task) -> None:
    for clusters in (3, 4, 18):
        for step in trace(ready(name), task.items, clusters, steps=2):
            sizes = torch.bincount(step.assignments, minlength=clusters)
            assert int(sizes.max() - sizes.min()) <= 1, (clusters, sizes.tolist())
