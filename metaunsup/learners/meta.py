"""A learner that practises first: meta-training as an iterator, exact resume, checkpoints.

All of them share this, and differ in the gradient that a task gives (``task_gradient``) and in how they adapt.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar, NamedTuple

import torch
from torch import Tensor, nn
from torch.func import functional_call

from metaunsup.adaptation.objectives import TEMPERATURE
from metaunsup.adaptation.optimiser import BETAS, DictAdam, cosine
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Progress
from metaunsup.learners.persistence import KeptLearner
from metaunsup.learners.settings import setting
from metaunsup.learners.sharing import ALONE, Share, task_generators
from metaunsup.networks.conv4 import FILTERS, SMALLEST_SIDE, embed, initial_parameters, under
from metaunsup.networks.mlp import Columns, encoder, first_weight, inputs_of, is_of_vectors, size_of
from metaunsup.tasks.episode import Episodes

KEPT_MAPS = 3.2  # outputs of the first convolution that all of Conv4 keeps as much as; measured: 3.0 to 3.7


class EpisodeSize(NamedTuple):
    """The setting that says how many pseudo-classes an episode has, and how many images there are of each."""

    ways: str
    views: int


@dataclass(eq=False, repr=False)
class MetaLearner(KeptLearner):
    """A Conv4 encoder that has practised on episodes made of unlabelled items.

    ``parameters`` are what practising found (None before); ``card`` says where they come from; ``trained_on`` (M,)
    int64 are the hashes of the items practised on. Settings every meta-learner has: ``filters`` of Conv4 (32 or 64),
    episodes of ``ways`` pseudo-classes with ``support_views`` views to learn from and ``query_views`` to be tested on,
    ``meta_batch`` of them an outer step, ``outer_lr`` of Adam (falling along a cosine), ``temperature`` of the softmax
    over prototypes, ``strength`` of augmentation; ``checkpoint`` is a file to load before first use.
    """

    varies = "head"

    checkpoint: str | None = None
    filters: int = setting(32, choices=FILTERS)
    ways: int = setting(20, low=2, high=1000, group="episode")
    support_views: int = setting(1, low=1, high=100, group="episode")
    query_views: int = setting(2, low=1, high=100, group="episode")
    meta_batch: int = setting(1, low=1, high=100, group="episode")
    outer_lr: float = setting(1e-2, low=1e-6, high=1.0, group="outer")
    temperature: float = setting(TEMPERATURE, low=0.01, high=10.0, group="outer")
    strength: float = setting(1.0, low=0.0, high=3.0, group="outer")
    head: str = field(default="kmeans", kw_only=True)  # how items are clustered in the embedding (adaptation.heads)

    starts_from = ""  # the learner whose checkpoint for the same pool practice begins from; empty: random parameters
    betas: ClassVar[tuple[float, float]] = BETAS  # of the outer Adam
    cosine = True  # the outer rate falls along half a cosine; else it stays
    terms: ClassVar[tuple[str, ...]] = ()  # names of what ``task_gradient`` measures beside the loss ...
    measured: tuple[float, ...] = ()  # ... and leaves here, of the task whose gradient it gave last
    device = torch.device("cpu")  # where, and in which numbers, it practises
    dtype = torch.float32

    # -- practising ------------------------------------------------------------------------------------------------

    def meta_train(
        self, episodes: Episodes, *, steps: int, generator: torch.Generator, share: Share = ALONE
    ) -> Iterator[Progress]:
        """Practise until ``steps`` steps are done in all, yielding after each; a restored state goes on from its own.

        ``episodes`` hold no labels; all randomness is ``generator``'s, the same in every process that has a ``share``.
        """
        while self.progress.step < steps:
            begun = time.perf_counter()
            if self.parameters is None:
                support = episodes.draw(2, 1, 1, torch.Generator().manual_seed(0)).support
                self.begin(self.initialise(inputs_of(support), generator))
            assert self.parameters is not None
            optimiser = self._adam(self.parameters)
            gradients, loss, items, terms, left = self._outer_gradient(
                self.parameters, episodes, generator, steps, share
            )
            optimiser.step(gradients, self.outer_factor(self.progress.step, steps) if self.cosine else 1.0)
            self.remember(left)
            done = self.progress
            seconds = done.seconds + time.perf_counter() - begun
            self.progress = Progress(done.step + 1, loss, seconds, done.items_seen + items, terms)
            yield self.progress

    def outer_factor(self, step: int, steps: int) -> float:
        """What the outer rates are multiplied by at ``step`` of ``steps``: half a cosine."""
        return cosine(step, steps)

    def warm_steps(self, steps: int) -> int:
        """How many of all ``steps`` are a warm-up, in which something else is practised than later: none here."""
        return 0

    def own_rates(self) -> dict[str, float]:
        """Outer rates of parameters that have one of their own, beside ``outer_lr``: none here."""
        return {}

    def _outer_gradient(
        self,
        parameters: dict[str, Tensor],
        episodes: Episodes,
        generator: torch.Generator,
        steps: int,
        share: Share,
    ) -> tuple[dict[str, Tensor], float, int, dict[str, float], Tensor]:
        """Mean over a meta-batch of gradient, loss and terms, its images' number, and what each task left (a row each).

        All processes' tasks together.
        """
        tasks = task_generators(self.meta_batch, generator)
        sizes = [*(value.numel() for value in parameters.values()), 1, 1, len(self.terms), self.leaves]
        # A row for each task, whoever computes it, and rows are summed in the tasks' order: so the number of
        # processes changes no rounding. A sum of their sums would, and Adam makes of the rounding of a gradient that
        # is zero (a bias before batch norm) a step of its own.
        rows = next(iter(parameters.values())).new_zeros(len(tasks), sum(sizes), requires_grad=False)
        for task in share.mine(range(len(tasks))):  # a loop: vmap over batch norm gives a wrong second-order gradient
            gradients, loss, seen = self.task_gradient(parameters, episodes, tasks[task], self.progress.step / steps)
            parts = [gradients[name].detach().flatten() for name in parameters]
            torch.cat([*parts, rows.new_tensor([loss, seen, *self.measured]), *self.left], out=rows[task])
        rows = share.add_up(rows)
        *flat, loss_sum, items, terms, _ = rows.sum(0).split(sizes)
        mean = {
            name: (part / len(tasks)).view_as(value)
            for (name, value), part in zip(parameters.items(), flat, strict=True)
        }
        told = dict(zip(self.terms, (terms / len(tasks)).tolist(), strict=True))
        return mean, float(loss_sum) / len(tasks), round(float(items)), told, rows[:, rows.shape[1] - self.leaves :]

    @property
    def leaves(self) -> int:
        """How many numbers a task leaves (in ``left``) for ``remember``: none here."""
        return 0

    def remember(self, left: Tensor) -> None:
        """Bring ``memory`` up to date after a step, with what the tasks ``left`` (a row each), the same everywhere."""

    @abstractmethod
    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The outer gradient of one task at ``parameters``, the loss it is of, and how many images it took.

        ``share`` of all steps is behind us, 0 to below 1, for learners that change how they practise on the way.
        """

    def episode_size(self, share: float) -> EpisodeSize:
        """What a task of practice draws when ``share`` of all steps is behind us."""
        return EpisodeSize("ways", self.support_views + self.query_views)

    def task_bytes(self, share: float, pixels: int) -> float:
        """Bytes that a task's gradient keeps at its peak, for images of so many ``pixels``.

        By the number of images that go through the network and stay; right within a third, and proportional to what
        is kept where tasks of several sizes are compared.
        """
        name, views = self.episode_size(share)
        return self.kept_bytes(getattr(self, name) * views, pixels)

    def kept_bytes(self, images: int, pixels: int) -> float:
        """What Conv4 keeps of so many images for its gradient."""
        return KEPT_MAPS * 4.0 * self.filters * pixels * images

    def begin(self, parameters: Mapping[str, Tensor]) -> None:
        """Practise from ``parameters``, random ones or another training's; an optimiser starts afresh.

        They are kept in the order of ``initialise``: a file gives them back in any, and where a gradient adds up
        several of them the order rounds it.
        """
        order = self.shapes(channels=size_of(parameters)[1])
        self.parameters = {name: parameters[name].detach().clone().to(self.device, self.dtype) for name in order}
        self._optimiser, self._optimiser_state, self.memory = None, None, {}

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice: the encoder's, and those of ``parts``, drawn in their order.

        ``channels`` of pictures; ``networks.mlp.Columns`` of vectors have an MLP for their encoder.
        """
        parameters = initial_parameters(encoder(channels, self.filters), generator)
        for prefix, network in self.parts(channels).items():
            parameters |= under(prefix, initial_parameters(network, generator))
        return parameters

    def parts(self, channels: int) -> dict[str, nn.Module]:
        """Networks beside the encoder, by what stands before their parameters' names: none here."""
        return {}

    def shapes(self, channels: int) -> dict[str, torch.Size]:
        """Shape of each parameter that this learner has for items with ``channels`` channels."""
        return {name: value.shape for name, value in self.initialise(channels, torch.Generator()).items()}

    def _adam(self, parameters: dict[str, Tensor]) -> DictAdam:
        if self._optimiser is None:
            for value in parameters.values():
                value.requires_grad_(True)
            self._optimiser = DictAdam(parameters, self.outer_lr, self.own_rates(), self.betas)
            if self._optimiser_state is not None:
                self._optimiser.restore(self._optimiser_state)
        return self._optimiser

    # -- what the encoder makes of items ---------------------------------------------------------------------------

    def encoder(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The network's own among ``parameters`` (MAML keeps learned rates beside them)."""
        return {name: value for name, value in parameters.items() if name.startswith("blocks.")}

    def embed(self, parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
        """Unit-length embeddings (N, D) of items (N, C, H, W) or vectors; only the network's own parameters count."""
        kernel, (filters, inputs) = first_weight(parameters), size_of(parameters)
        return embed(encoder(inputs, filters), self.encoder(parameters), items.to(kernel.device, kernel.dtype))

    def features(self, parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        """The encoder's output for ``images`` (N, C, H, W), averaged over places: (N, filters), not of unit length."""
        kernel, (filters, inputs) = first_weight(parameters), size_of(parameters)
        items = images.to(kernel.device, kernel.dtype)
        maps: Tensor = functional_call(encoder(inputs, filters), self.encoder(parameters), (items,))
        return maps.unflatten(1, (filters, -1)).mean(2)

    def reads_vectors(self) -> bool:
        """Whether what it has practised on were vectors."""
        return is_of_vectors(self.ready())

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        check_items(self.full_name, items, size_of(self.ready())[1])


def check_items(learner: str, items: Tensor, inputs: int) -> None:
    """Refuse items that the encoder of ``inputs`` (``networks.mlp.encoder``) cannot take."""
    if not isinstance(inputs, Columns):
        if items.ndim == 2:
            raise MetaUnsupError("needs_images", learner=learner, shape=tuple(items.shape))
        check_images(learner, items, inputs)
    elif items.ndim != 2:
        raise MetaUnsupError("needs_vectors", learner=learner, columns=int(inputs), shape=tuple(items.shape))
    elif items.shape[1] != inputs:
        raise MetaUnsupError("items_columns", learner=learner, columns=items.shape[1], wanted=int(inputs))


def check_images(learner: str, items: Tensor, channels: int) -> None:
    """Refuse pictures that Conv4 with ``channels`` input channels cannot take."""
    if items.shape[1] != channels:
        raise MetaUnsupError("items_channels", learner=learner, channels=items.shape[1], wanted=channels)
    if min(items.shape[2:]) < SMALLEST_SIDE:
        raise MetaUnsupError("items_too_small", learner=learner, side=min(items.shape[2:]), smallest=SMALLEST_SIDE)
