"""Pools of known make-up: an item's brightness says which it is, and its label which class it belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import numpy as np
import pytest

from metaunsup.data.pool import Pool, make_pool


@pytest.fixture(scope="session")
def make() -> Callable[..., Pool]:
    """``make(sizes)``: a pool with ``sizes[c]`` items of class c, all in one part, in no order."""

    def build(sizes: Sequence[int], part: int = 2, name: str = "made", labelled: bool = True) -> Pool:
        labels = np.repeat(np.arange(len(sizes)), sizes)
        labels = np.random.default_rng(0).permutation(labels)
        images = np.zeros((len(labels), 1, 4, 4), dtype=np.uint8)
        images[:, 0, 0, 0], images[:, 0, 0, 1] = np.arange(len(labels)) % 256, np.arange(len(labels)) // 256
        parts = np.full(len(labels), part)
        names = tuple(f"class {c}" for c in range(len(sizes)))
        return make_pool(name, images, labels if labelled else None, names if labelled else (), parts=parts)

    return build
