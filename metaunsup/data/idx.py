"""IDX, the format of MNIST's files: an array as its kind, its sizes and its values, the highest byte first."""

from __future__ import annotations

import math

import numpy as np

KINDS = {8: ">u1", 9: ">i1", 11: ">i2", 12: ">i4", 13: ">f4", 14: ">f8"}
_MOST_DIMENSIONS = 4


def looks_like_idx(head: bytes) -> bool:
    """Whether a file that begins so can be one."""
    return len(head) > 4 and head[:2] == b"\0\0" and head[2] in KINDS and 1 <= head[3] <= _MOST_DIMENSIONS


def parse_idx(data: bytes) -> np.ndarray:
    """The array in ``data``, whose values are as many as its sizes say; raises ``ValueError`` for anything else."""
    if not looks_like_idx(data):
        raise ValueError("not IDX")
    begin = 4 + 4 * data[3]
    shape = [int(size) for size in np.frombuffer(data[4:begin], dtype=">u4")]
    kind = np.dtype(KINDS[data[2]])
    if len(shape) != data[3] or math.prod(shape) * kind.itemsize != len(data) - begin:
        raise ValueError("its sizes are not those of its values")
    return np.frombuffer(data, dtype=kind, offset=begin).reshape(shape)
