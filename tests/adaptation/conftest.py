"""Point clouds that the adaptation's tests share."""

from __future__ import annotations

from collections.abc import Callable

import pytest
import torch
from torch import Tensor


@pytest.fixture
def seeded() -> Callable[[int], torch.Generator]:
    return lambda seed: torch.Generator().manual_seed(seed)


@pytest.fixture(scope="session")
def clouds() -> dict[str, Tensor]:
    """Blobs that touch, and sixty of scikit-learn's digits."""
    from sklearn.datasets import load_digits, make_blobs

    blobs, _ = make_blobs(n_samples=200, n_features=5, centers=8, cluster_std=3.0, random_state=0)
    return {
        "blobs": torch.from_numpy(blobs).float(),
        "digits": torch.from_numpy(load_digits().data[:300]).float() / 16,
    }
