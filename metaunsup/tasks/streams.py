"""Random streams that do not disturb each other.

A stream is derived from a seed and the names of what it is for (a task's number, a learner), never from a shared
generator, so adding a learner or a task to a comparison changes nobody else's numbers.
"""

from __future__ import annotations

import hashlib

import torch


def derive_seed(seed: int, *names: object) -> int:
    """A 63-bit seed that follows from ``seed`` and ``names`` (SHA-256 over their text)."""
    text = "\x1f".join([str(seed), *map(str, names)])
    return int.from_bytes(hashlib.sha256(text.encode(errors="surrogatepass")).digest()[:8], "big") >> 1


def stream(seed: int, *names: object) -> torch.Generator:
    """A generator of its own for ``names`` under ``seed``."""
    return torch.Generator().manual_seed(derive_seed(seed, *names))
