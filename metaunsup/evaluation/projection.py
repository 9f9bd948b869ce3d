"""The plane a race is drawn on: principal axes that stay put, so that what moves in the picture has moved in the space.

PCA: Hotelling (1933). The turn: Schoenemann (1966), "A generalized solution of the orthogonal Procrustes problem".
"""

from __future__ import annotations

import numpy as np
from torch import Tensor

from metaunsup.errors import MetaUnsupError


class Plane:
    """Projects one learner's embeddings, step after step, onto one plane.

    While the learner runs it is the plane of its first step: axes and scale are not fitted again, so nothing jumps for
    the sake of another view. Once it has ended, ``settled`` fits one plane to all steps together. Every frame is
    centred; the root mean square distance is 1 in the first frame, and over all of them once settled.
    """

    def __init__(self) -> None:
        self._embeddings: list[np.ndarray] = []
        self._frames: list[np.ndarray] = []
        self._axes: np.ndarray | None = None

    def next(self, embedding: Tensor | np.ndarray) -> np.ndarray:
        """Positions (N, 2) float32 of ``embedding`` (N, D); another shape starts afresh.

        Raises:
            MetaUnsupError: where the embedding holds NaN or infinity, or is not (N, D).

        """
        points = np.asarray(embedding.detach().cpu().numpy() if isinstance(embedding, Tensor) else embedding)
        if points.ndim != 2 or len(points) == 0:
            raise MetaUnsupError("embedding_shape", shape=points.shape)
        if not np.isfinite(points).all():
            raise MetaUnsupError("embedding_not_finite")
        if self._embeddings and self._embeddings[-1].shape != points.shape:
            self._embeddings, self._frames, self._axes = [], [], None
        if self._embeddings and np.array_equal(points, self._embeddings[-1]):
            points = self._embeddings[-1]  # K-Means moves centroids only: the same picture, without work or room
            frame = self._frames[-1]
        else:
            points = points.copy()
            where = centred(points)
            if self._axes is None or not self._axes.any():  # points that coincide have no plane yet
                self._axes = principal_axes(where)
            frame = where @ self._axes
        self._embeddings.append(points)
        self._frames.append(frame)
        return frame.astype(np.float32)

    def settled(self) -> np.ndarray:
        """Positions (T, N, 2) float32 of every step so far, on the one plane that fits all of them best.

        Turned as a whole to lie as ``next`` had told them, as nearly as turning allows. ``along`` is about this plane
        from then on.
        """
        told = np.concatenate(self._frames)
        kept = {id(points): centred(points) for points in self._embeddings}
        axes = principal_axes(np.concatenate(list(kept.values())))
        frames = np.concatenate([kept[id(points)] @ axes for points in self._embeddings])
        turn = procrustes(frames, told)
        self._axes = axes @ turn
        frames = frames @ turn
        return frames.reshape(len(self._frames), -1, 2).astype(np.float32)

    def along(self, ways: Tensor | np.ndarray) -> np.ndarray:
        """How ``ways`` (N, D) that items may go would show on the plane as it is now, (N, 2) float32.

        Frames are centred, and so are these: what all items do together does not show.
        """
        assert self._axes is not None, "there is no plane before the first frame"
        return np.asarray(centred(np.asarray(ways)) @ self._axes, dtype=np.float32)


def centred(points: np.ndarray) -> np.ndarray:
    """``points`` (N, D) float64 about their mean."""
    return np.asarray(points.astype(np.float64) - points.mean(0, dtype=np.float64))


def principal_plane(points: np.ndarray) -> np.ndarray:
    """The first two principal components (N, 2) float64 of ``points`` (N, D), scaled to a root mean square radius of 1.

    Directions in which the points do not vary come out as zeros, as do all coordinates of points that coincide.
    """
    where = centred(points)
    return np.asarray(where @ principal_axes(where))


def principal_axes(where: np.ndarray) -> np.ndarray:
    """Axes (D, 2) of the plane in which ``where`` (N, D), which is centred, varies most; zeros where it does not vary.

    Of such a length that ``where`` @ axes has a root mean square radius of 1, each pointing to its farthest point.
    Computed from the smaller of covariance (D, D) and Gram matrix (N, N).
    """
    axes = np.zeros((where.shape[1], 2))
    largest = float(np.abs(where).max(initial=0.0))
    if largest < 1e-12:
        return axes
    unit = where / largest
    if unit.shape[1] <= len(unit):
        values, vectors = np.linalg.eigh(unit.T @ unit)
        values, vectors = values[::-1][:2], vectors[:, ::-1][:, :2]
    else:
        values, left = np.linalg.eigh(unit @ unit.T)
        values = values[::-1][:2]
        vectors = unit.T @ left[:, ::-1][:, :2] / np.sqrt(np.clip(values, 1e-300, None))
    axes[:, : len(values)] = np.where(values > 1e-12 * values[0], vectors, 0.0)
    frame = where @ axes
    axes *= np.where(frame[np.abs(frame).argmax(0), [0, 1]] < 0, -1.0, 1.0)
    return np.asarray(axes / np.sqrt(np.square(frame).sum(1).mean()))


def procrustes(moving: np.ndarray, fixed: np.ndarray) -> np.ndarray:
    """The rotation or reflection Q (D, D) that brings ``moving`` @ Q closest to ``fixed``, (N, D) each.

    Q = U V^T with U S V^T the singular value decomposition of moving^T fixed.
    """
    left, _, right = np.linalg.svd(moving.T @ fixed)
    return np.asarray(left @ right)
