"""A learner that reads the unlabelled train part of a pool at every task: what a pool is worth without practice."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Self

import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.data.pool import Unlabelled
from metaunsup.data.registry import resolve_pool
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner
from metaunsup.learners.settings import setting

DRAWN_BY = 0  # seed of the sample: the same for every task, learner and seed


@dataclass(eq=False, repr=False)
class PoolReader(Learner):
    """Has ``source()``: the train part of the pool ``pool`` (a registry name or a path), read when first needed.

    It is of the type ``Unlabelled``, which holds no labels; ``given`` hands one over. ``most`` of its items are read.
    """

    pool: str | None = field(default=None, kw_only=True)
    most: int = setting(2000, low=1, high=20_000)

    _source: Unlabelled | None = field(default=None, init=False)

    def given(self, source: Unlabelled) -> Self:
        """Read ``source`` instead of ``pool``; refuses any part but the one to practise on."""
        if source.part != "train":
            raise MetaUnsupError("source_not_train", learner=self.full_name, pool=source.pool, part=source.part)
        self._source = source
        return self

    def source(self) -> Unlabelled:
        """The items to read; refuses, with what to do, where there is no pool, and raises as ``resolve_pool``."""
        if self._source is None:
            name = self.pool_name()
            if name is None:
                raise MetaUnsupError("needs_pool", learner=self.full_name)
            self.given(resolve_pool(name).unlabelled("train"))
        assert self._source is not None
        return self._source

    def pool_name(self) -> str | None:
        """The pool to read where none was handed over."""
        return self.pool

    def set_params(self, **params: object) -> Self:
        """As scikit-learn's; another ``pool`` is read anew."""
        if "pool" in params:
            self._source = None
        return super().set_params(**params)

    def sample(self, shape: torch.Size, most: int | None = None) -> Tensor:
        """Up to ``most`` of the pool's items (M, C, H, W), always the same ones, resized to items of ``shape``.

        ``shape`` (C, H, W), or (D,) of vectors, which the pool's pixels must match in number: then (M, D). Refuses
        other numbers of channels, and a pool without items.
        """
        source = self.source()
        if len(source) == 0:
            raise MetaUnsupError("pool_part_empty", learner=self.full_name, pool=source.pool)
        channels, *side = source.images.shape[1:]
        chosen = torch.randperm(len(source), generator=torch.Generator().manual_seed(DRAWN_BY))[: most or self.most]
        items = source.items(chosen)
        if len(shape) == 1:
            if items[0].numel() != shape[0]:
                told = {"size": shape[0], "wanted": items[0].numel()}
                raise MetaUnsupError("items_unlike_pool", learner=self.full_name, **told)
            return items.flatten(1)
        if channels != shape[0]:
            raise MetaUnsupError("items_channels", learner=self.full_name, channels=shape[0], wanted=channels)
        if tuple(side) == tuple(shape[1:]):
            return items
        return F.interpolate(items, tuple(shape[1:]), mode="bilinear", antialias=True).clamp(0, 1)

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        self.sample(items.shape[1:], 1)
