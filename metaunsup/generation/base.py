"""What a generator is: shown a handful of unlabelled items of one kind, it draws more, step by step as it adapts."""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from typing import ClassVar

import torch
from torch import Tensor

from metaunsup.errors import MetaUnsupError, check_range
from metaunsup.learners.base import MOST_STEPS, as_items
from metaunsup.learners.latent import MOST
from metaunsup.learners.meta import MetaLearner, check_items
from metaunsup.learners.papers import Paper
from metaunsup.networks.mlp import Columns, inputs_of

Sample = Callable[[int, torch.Generator], Tensor]
Bound = Callable[[Tensor, torch.Generator], Tensor]
WEIGHTS = 16  # latents an item, by which bounds are estimated


@dataclass(frozen=True, eq=False)
class Drawing:
    """What an algorithm can do after one step: see ``GenerationStep``; the base class adds the rest."""

    sample: Sample
    bound: Bound | None = None
    loss: float | None = None


@dataclass(frozen=True, eq=False)
class GenerationStep:
    """One step of adapting to a handful of items.

    ``sample(n, generator)`` draws ``n`` images (n, C, H, W) in [0, 1], as large as the items, or rows (n, D);
    ``bound(items, generator)`` (N,) is a lower bound, in nats, on how likely each of ``items`` is (of rows on the log
    of a density, which may be above 0), or None where there is no likelihood. Both stay what they are when later steps
    are taken. ``loss`` is what the step began with, or None; ``seconds`` of computing so far, the consumer's time left
    out.
    """

    index: int
    sample: Sample
    bound: Bound | None
    loss: float | None
    seconds: float


@dataclass(eq=False, repr=False)
class FewShotGenerator:
    """Draws more of a handful of unlabelled items."""

    name: ClassVar[str]  # in the registry
    print_name: ClassVar[str]
    paper: ClassVar[Paper]
    most_steps: ClassVar[int] = MOST_STEPS  # that it can take
    has_bound: ClassVar[bool] = False
    learner_name: ClassVar[str] = ""  # whose checkpoint it needs; empty: none

    @property
    def full_name(self) -> str:
        """With the label of a checkpoint of somebody's own behind it."""
        return self.name

    @property
    def encoders(self) -> tuple[MetaLearner, ...]:
        """Who practised for it: their hashes refuse test items."""
        return ()

    @property
    def inputs(self) -> int | None:
        """Channels of the images that it draws, or ``networks.mlp.Columns`` of rows; None: of any."""
        return None

    def adapt(self, items: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[GenerationStep]:
        """Adapt to ``items``, 1 or more, and yield step 0, 1, ... up to ``steps``.

        Images (N, C, H, W) in [0, 1], or rows (N, D) of standardised columns.

        Step 0 is before it has seen any; a generator that takes fewer steps ends sooner. Raises ``MetaUnsupError`` at
        once where it cannot work with them.
        """
        items = as_items(items)
        check_range("steps", steps, 0, MOST_STEPS)
        self._check(items)
        return self._timed(self._adapt(items, steps=min(steps, self.most_steps), generator=generator))

    @abstractmethod
    def _adapt(self, items: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Drawing]:
        """The algorithm; items are checked already."""

    def _check(self, items: Tensor) -> None:
        if items.ndim not in (2, 4) or items.numel() == 0:
            raise MetaUnsupError("items_shape", shape=tuple(items.shape))
        if count := int((~torch.isfinite(items)).flatten(1).any(1).sum()):
            raise MetaUnsupError("items_not_finite", count=count)
        if items.ndim == 4 and (count := int(((items < 0) | (items > 1)).flatten(1).any(1).sum())):
            raise MetaUnsupError("items_not_pictures", count=count)
        inputs = self.inputs or inputs_of(items)
        if items.ndim == 2 and not isinstance(inputs, Columns):
            raise MetaUnsupError("generator_of_pictures", generator=self.full_name, learner=self.learner_name)
        check_items(self.full_name, items, inputs)

    def _timed(self, drawings: Iterator[Drawing]) -> Iterator[GenerationStep]:
        """Number the steps and clock them; closing this closes the algorithm."""
        seconds, index = 0.0, 0
        try:
            while True:
                begun = time.perf_counter()
                one = next(drawings, None)
                seconds += time.perf_counter() - begun
                if one is None:
                    return
                yield GenerationStep(index, self._checked(one.sample), one.bound, one.loss, seconds)
                index += 1
        finally:
            if isinstance(drawings, Generator):
                drawings.close()

    def _checked(self, sample: Sample) -> Sample:
        """``sample``, which refuses numbers that nothing can be drawn of, and what is no item."""

        def draw(n: int, generator: torch.Generator) -> Tensor:
            check_range("n", n, 1, MOST)
            drawn = sample(n, generator).to("cpu", torch.float32)
            if not bool(torch.isfinite(drawn).all()):
                raise MetaUnsupError("drawn_not_finite", learner=self.full_name)
            return drawn

        return draw
