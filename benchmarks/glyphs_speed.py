"""How many procedural characters are drawn a second: ``python -m benchmarks.glyphs_speed``."""

from __future__ import annotations

import time

import torch

from metaunsup.data import glyphs


def images_per_second(classes: int = 400, items: int = 20, rounds: int = 3) -> float:
    """The best of ``rounds``, so that other work on the machine counts as little as possible."""
    glyphs.draw(range(8), items)  # the first call also warms torch up
    seconds = []
    for _ in range(rounds):
        begun = time.perf_counter()
        glyphs.draw(range(classes), items)
        seconds.append(time.perf_counter() - begun)
    return classes * items / min(seconds)


if __name__ == "__main__":
    print(f"{images_per_second():,.0f} images a second ({torch.get_num_threads()} torch threads)")
