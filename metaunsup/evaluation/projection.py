"""The plane a race is drawn on: principal components, turned so that the picture does not jump between steps.

PCA: Hotelling (1933). The turn: Schoenemann (1966), "A generalized solution of the orthogonal Procrustes problem".
"""

from __future__ import annotations

import numpy as np
from torch import Tensor

from metaunsup.errors import MetaUnsupError


class Plane:
    """Projects one learner's embeddings, step after step, onto a plane that stays put.

    The first frame's signs are fixed (its longest coordinate on either axis is positive); every further frame is
    rotated or mirrored onto the one before. All frames are centred, with a root mean square distance of 1.
    """

    def __init__(self) -> None:
        self._embedding: np.ndarray | None = None
        self._frame: np.ndarray | None = None

    def next(self, embedding: Tensor | np.ndarray) -> np.ndarray:
        """Positions (N, 2) float32 of ``embedding`` (N, D); another N starts afresh.

        Raises:
            MetaUnsupError: where the embedding holds NaN or infinity, or is not (N, D).

        """
        points = np.asarray(embedding.detach().cpu().numpy() if isinstance(embedding, Tensor) else embedding)
        if points.ndim != 2 or len(points) == 0:
            raise MetaUnsupError("embedding_shape", shape=points.shape)
        if not np.isfinite(points).all():
            raise MetaUnsupError("embedding_not_finite")
        if self._frame is not None and self._embedding is not None and np.array_equal(points, self._embedding):
            return self._frame.astype(np.float32)  # K-Means moves centroids only: the same picture, without the work
        frame = principal_plane(points)
        if self._frame is not None and self._frame.shape == frame.shape:
            frame = frame @ procrustes(frame, self._frame)
        self._embedding, self._frame = points.copy(), frame
        return frame.astype(np.float32)


def principal_plane(points: np.ndarray) -> np.ndarray:
    """The first two principal components (N, 2) float64 of ``points`` (N, D), scaled to a root mean square radius of 1.

    Computed from the smaller of covariance (D, D) and Gram matrix (N, N). Directions in which the points do not
    vary come out as zeros, as do all coordinates of points that coincide.
    """
    centred = points.astype(np.float64) - points.mean(0, dtype=np.float64)
    largest = float(np.abs(centred).max(initial=0.0))
    if largest < 1e-12:
        return np.zeros((len(points), 2))
    centred /= largest
    frame = np.zeros((len(points), 2))
    if centred.shape[1] <= len(points):
        _, vectors = np.linalg.eigh(centred.T @ centred)
        axes = vectors[:, ::-1][:, :2]
        frame[:, : axes.shape[1]] = centred @ axes
    else:
        values, vectors = np.linalg.eigh(centred @ centred.T)
        values, vectors = values[::-1][:2], vectors[:, ::-1][:, :2]
        frame[:, : len(values)] = vectors * np.sqrt(np.clip(values, 0, None))
    longest = np.abs(frame).argmax(0)
    frame *= np.where(frame[longest, [0, 1]] < 0, -1.0, 1.0)
    frame -= frame.mean(0)
    frame /= np.sqrt(np.square(frame).sum(1).mean())
    return frame


def procrustes(moving: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    """The rotation or reflection Q (D, D) that brings ``moving`` @ Q closest to ``fixed``, (N, D) each.

    Q = U V^T with U S V^T the singular value decomposition of moving^T fixed.
    """
    left, _, right = np.linalg.svd(moving.T @ fixed)
    return np.asarray(left @ right)
