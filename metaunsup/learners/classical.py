"""What learners without a network share: the points that they cluster, and the embedding that is shown of them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import numpy as np
import torch
from scipy.ndimage import gaussian_filter
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.reduction import get_ready, reduce
from metaunsup.learners.base import Learner

NOT_REDUCED = "none"
RADIUS = 0.5  # of the ball that reduced points are shown in; the unit sphere is nearly flat above it


@dataclass(frozen=True, eq=False)
class Placed:
    """``points`` (N, D) float32 to be clustered, and the ``embedding`` (N, E) of unit length that is shown.

    ``chosen``: what the reduction, if any, took its parameters to be.
    """

    points: Tensor
    embedding: Tensor
    chosen: Mapping[str, float | str] = field(default_factory=dict)

    def array(self) -> np.ndarray:
        """The points as scikit-learn gets them, float64."""
        return self.points.numpy().astype(np.float64)


@dataclass(eq=False, repr=False)
class Classical(Learner):
    """Clusters pixels, or vectors as they are; its variants cluster what ``before`` (a reduction) makes of them."""

    takes_vectors = True
    varies = "before"

    before: str = field(default=NOT_REDUCED, kw_only=True)

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        get_ready(self.before)

    def place(self, items: Tensor, generator: torch.Generator, blur: float = 0.0) -> Placed:
        """Items as points: flattened, images after ``blur`` (standard deviation in pixels), then reduced."""
        pixels = items
        if blur > 0 and items.ndim == 4:
            pixels = torch.from_numpy(gaussian_filter(items.numpy(), sigma=(0, 0, blur, blur)))
        points = pixels.flatten(1)
        if self.before == NOT_REDUCED:
            return Placed(points, F.normalize(points, dim=1))
        seed = int(torch.randint(2**31 - 1, (), generator=generator))
        array, chosen = reduce(self.before, points.numpy(), seed)
        reduced = torch.from_numpy(array)
        return Placed(reduced, lifted(reduced), chosen)


def lifted(points: Tensor) -> Tensor:
    """Points (N, D) as unit vectors (N, D + 1) that look the same from above.

    Centred, shrunk into a ball of radius 1/2 and lifted onto the sphere: but for the last coordinate nothing else
    happens to them, where dividing a plane's points by their length would leave a circle.
    """
    centred = points - points.mean(0)
    flat = centred * (RADIUS / centred.norm(dim=1).max().clamp(min=1e-12))
    return torch.cat([flat, (1 - flat.square().sum(1, keepdim=True)).clamp(min=0).sqrt()], 1)
