"""scikit-learn's 1,797 handwritten digits, 8 x 8, enlarged smoothly to fill 28 x 28.

Source: E. Alpaydin and C. Kaynak, "Optical Recognition of Handwritten Digits", UCI Machine Learning Repository, 1998
(its test half). They come with scikit-learn, so this pool is always there.

Thirteen people wrote them, and nobody recorded who wrote what. But the file runs through 14 forms of about 130 digits,
each of which begins with 0 to 9 in order, mostly three times (scikit-learn's course takes each for a writer,
https://inria.github.io/scikit-learn-mooc, "Sample grouping"). Cut between forms, the file holds writers apart, but for
the one who must have filled in two, of whom nothing is known.
"""

from __future__ import annotations

import numpy as np

from metaunsup.data.apart import hold_blocks_apart, hold_classes_apart
from metaunsup.data.images import resize, to_uint8
from metaunsup.data.pool import Pool, make_pool

# They fill the picture: with a margin of two pixels around them, the same practice (180 steps of ProtoNet on UMTRA,
# then adapting) ended at an accuracy of 0.86 instead of 0.91 (one seed, 12 tasks of 10 x 20).
SIDE = 28


def sizes() -> tuple[int, ...]:
    """Items in each part. The digits never change, and loading scikit-learn to count them would take a second."""
    return 911, 168, 718


def load() -> Pool:
    """All 1,797 digits as 28 x 28 uint8; hashes are those of the original 8 x 8 pixels."""
    from sklearn.datasets import load_digits  # a second of imports, only when it is needed

    bunch = load_digits()
    raw = bunch.images.astype(np.uint8)  # 0 .. 16
    images = resize(to_uint8(raw[:, None] * (255 / 16)), SIDE)
    return make_pool("digits", images, bunch.target, tuple("0123456789"), raw=raw)


def load_0_4() -> Pool:
    """The digits 0 to 4 of the train part and 5 to 9 of the other two."""
    return hold_classes_apart(load(), "digits-0-4", practised=tuple("01234"), tested=tuple("56789"))


def sizes_0_4() -> tuple[int, ...]:
    """As ``sizes``."""
    return 437, 78, 344


def load_blocks() -> Pool:
    """All digits, split between forms: seven to practise on, two for validation, five for tests."""
    blocks = {"train": range(915), "validation": range(915, 1157), "test": range(1157, 1797)}
    return hold_blocks_apart(load(), "digits-blocks", **blocks)


def sizes_blocks() -> tuple[int, ...]:
    """As ``sizes``."""
    return 915, 242, 640
