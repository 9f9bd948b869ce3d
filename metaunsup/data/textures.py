"""The pool "textures": pictures of procedural materials in grey; a class is a material, its group the kind of surface.

28 x 28 like every pool's, so that all learners and decoders work on it; Conv4 has no layer that knows a size, so what
practised on such crops looks at larger pictures of the same scale, too (``applications.industry``: 64 x 64). Parts
share no kind of surface: practice never sees wood.
"""

from __future__ import annotations

import hashlib

import numpy as np

from metaunsup.data.materials import SURFACES, picture
from metaunsup.data.pool import PARTS, Pool, make_pool

MATERIALS, ITEMS, SIDE = 12, 20, 28  # of a kind; of a material


def load() -> Pool:
    """12 materials of each of the 14 kinds of surface, 20 pictures of each."""
    names = tuple(f"{kind}/{number:02d}" for kind in SURFACES for number in range(MATERIALS))
    images = np.concatenate([draw(kind, number, ITEMS) for kind in SURFACES for number in range(MATERIALS)])
    parts = np.repeat([PARTS.index(one.part) for one in SURFACES.values()], MATERIALS * ITEMS)
    return make_pool("textures", images[:, None], np.repeat(np.arange(len(names)), ITEMS), names, parts=parts)


def sizes() -> tuple[int, ...]:
    """Items in each part, without drawing them."""
    return tuple(MATERIALS * ITEMS * sum(one.part == part for one in SURFACES.values()) for part in PARTS)


def draw(kind: str, material: int, items: int, *, side: int = SIDE, use: str = "pool") -> np.ndarray:
    """The first ``items`` pictures (items, side, side) uint8 of a material; others where ``use`` is another word."""
    return np.stack(
        [picture(kind, rng(kind, material, use, item), rng(kind, material, "numbers"), side) for item in range(items)]
    )


def rng(*names: object) -> np.random.Generator:
    """Random numbers that follow from ``names`` alone."""
    digest = hashlib.sha256(" ".join(["texture", *map(str, names)]).encode()).digest()
    return np.random.Generator(np.random.PCG64(int.from_bytes(digest[:8], "big")))
