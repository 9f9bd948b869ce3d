"""A learner that practises first: meta-training as an iterator, exact resume, checkpoints, and adapting by self-labels.

ProtoNet, MAML and Reptile share all of this and differ in one method, ``_task_gradient``.
"""

from __future__ import annotations

import time
from abc import abstractmethod
from collections.abc import Iterator, Mapping

import torch
from torch import Tensor

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.objectives import cluster_probability, prototypes
from metaunsup.adaptation.optimiser import DictAdam, cosine
from metaunsup.adaptation.self_labelling import Rates, self_label
from metaunsup.data.augment import augment
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Progress, State
from metaunsup.learners.keeping import KeptLearner
from metaunsup.learners.sharing import ALONE, Share, task_generators
from metaunsup.networks.conv4 import SMALLEST_SIDE, blueprint, embed, initial_parameters
from metaunsup.tasks.episode import Episodes


class MetaLearner(KeptLearner):
    """A Conv4 encoder that has practised on episodes made of unlabelled items.

    ``parameters`` are what practising found (None before); ``card`` says where they come from; ``trained_on`` (M,)
    int64 are the hashes of the items practised on. Settings every meta-learner has: ``filters`` of Conv4 (32 or 64),
    ``outer_lr`` of Adam (falling along a cosine), ``meta_batch`` tasks an outer step, ``temperature`` of the softmax
    over prototypes, ``inner_lr`` of the self-labelling steps, ``strength`` of their augmentation; ``checkpoint`` is a
    file to load before first use.
    """

    filters: int
    outer_lr: float
    inner_lr: float
    temperature: float
    strength: float
    meta_batch: int

    cosine = True  # the outer rate falls along half a cosine; else it stays
    head = "kmeans"  # how items are parted in the embedding (adaptation.heads)
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
                channels = episodes.draw(2, 1, 1, torch.Generator().manual_seed(0)).support.shape[1]
                self.begin(self.initialise(channels, generator))
            assert self.parameters is not None
            optimiser = self._adam(self.parameters)
            gradients, loss, items = self._outer_gradient(self.parameters, episodes, generator, steps, share)
            optimiser.step(gradients, cosine(self.progress.step, steps) if self.cosine else 1.0)
            done = self.progress
            seconds = done.seconds + time.perf_counter() - begun
            self.progress = Progress(done.step + 1, loss, seconds, done.items_seen + items)
            yield self.progress

    def _outer_gradient(
        self,
        parameters: dict[str, Tensor],
        episodes: Episodes,
        generator: torch.Generator,
        steps: int,
        share: Share,
    ) -> tuple[dict[str, Tensor], float, int]:
        """Mean over a meta-batch of gradient and loss, and its number of images, all processes' tasks together."""
        tasks = task_generators(self.meta_batch, generator)
        sizes = [*(value.numel() for value in parameters.values()), 1, 1]
        # A row for each task, whoever computes it, and rows are summed in the tasks' order: so the number of
        # processes changes no rounding. A sum of their sums would, and Adam makes of the rounding of a gradient that
        # is zero (a bias before batch norm) a step of its own.
        rows = next(iter(parameters.values())).new_zeros(len(tasks), sum(sizes), requires_grad=False)
        for task in share.mine(range(len(tasks))):  # a loop: vmap over batch norm gives a wrong second-order gradient
            gradients, loss, seen = self._task_gradient(parameters, episodes, tasks[task], self.progress.step / steps)
            told = [gradients[name].detach().flatten() for name in parameters]
            torch.cat([*told, rows.new_tensor([loss, seen])], out=rows[task])
        *flat, loss_sum, items = share.add_up(rows).sum(0).split(sizes)
        mean = {
            name: (part / len(tasks)).view_as(value)
            for (name, value), part in zip(parameters.items(), flat, strict=True)
        }
        return mean, float(loss_sum) / len(tasks), round(float(items))

    @abstractmethod
    def _task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """The outer gradient of one task at ``parameters``, the loss it is of, and how many images it took.

        ``share`` of all steps is behind us, 0 to below 1, for learners that change how they practise on the way.
        """

    def begin(self, parameters: Mapping[str, Tensor]) -> None:
        """Practise from ``parameters``, random ones or another training's; an optimiser starts afresh.

        They are kept in the order of ``initialise``: a file gives them back in any, and where a gradient adds up
        several of them the order rounds it.
        """
        order = self.shapes(channels=parameters["blocks.0.conv.weight"].shape[1])
        self.parameters = {name: parameters[name].detach().clone().to(self.device, self.dtype) for name in order}
        self._optimiser, self._optimiser_state = None, None

    def initialise(self, channels: int, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before any practice."""
        return initial_parameters(blueprint(channels, self.filters), generator)

    def shapes(self, channels: int) -> dict[str, torch.Size]:
        """Shape of each parameter that this learner has for items with ``channels`` channels."""
        return {name: value.shape for name, value in self.initialise(channels, torch.Generator()).items()}

    def _adam(self, parameters: dict[str, Tensor]) -> DictAdam:
        if self._optimiser is None:
            for value in parameters.values():
                value.requires_grad_(True)
            self._optimiser = DictAdam(parameters, self.outer_lr)
            if self._optimiser_state is not None:
                self._optimiser.restore(self._optimiser_state)
        return self._optimiser

    # -- what the encoder makes of items ---------------------------------------------------------------------------

    def encoder(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """The network's own among ``parameters`` (MAML keeps learned rates beside them)."""
        return {name: value for name, value in parameters.items() if name.startswith("blocks.")}

    def embed(self, parameters: Mapping[str, Tensor], items: Tensor) -> Tensor:
        """Unit-length embeddings (N, D) of items (N, C, H, W); of ``parameters`` only the network's own count."""
        kernel = parameters["blocks.0.conv.weight"]
        filters, channels = kernel.shape[:2]
        return embed(blueprint(channels, filters), self.encoder(parameters), items.to(kernel.device, kernel.dtype))

    def _check(self, items: Tensor, n_clusters: int, steps: int) -> None:
        super()._check(items, n_clusters, steps)
        check_images(self.name, items, channels=self.ready()["blocks.0.conv.weight"].shape[1])

    def moving(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """Those of ``parameters`` that the inner loop changes: all of the network's here."""
        return {name: value for name, value in parameters.items() if name.startswith("blocks.")}

    def rates(self, parameters: Mapping[str, Tensor], generator: torch.Generator | None = None) -> Rates:
        """Learning rate of each moving parameter at an inner step: one constant here; others may have learned theirs.

        ``generator`` is there while practising, for learners whose rates are drawn anew for each task.
        """
        rate = {name: torch.tensor(self.inner_lr, dtype=v.dtype) for name, v in self.moving(parameters).items()}
        return lambda step: rate

    def shown(self, parameters: Mapping[str, Tensor]) -> dict[str, Tensor]:
        """What of ``parameters`` a person may want to see beside the items."""
        return {}

    def self_labelling(
        self, items: Tensor, n_clusters: int, *, steps: int, generator: torch.Generator
    ) -> Iterator[State]:
        """Adapt by the self-labelling inner loop from the meta-learned initialisation.

        Probabilities are softmax(z c^T / temperature) against the clusters' own centroids: what the loss takes them
        for.
        """
        parameters, head = self.ready(), HEADS[self.head]
        for moved, z, assignments, loss in self_label(
            lambda moving, images: self.embed({**parameters, **moving}, images),
            self.moving(parameters),
            items,
            n_clusters,
            rates=self.rates(parameters),
            steps=steps,
            view=lambda images: augment(images, generator, self.strength),
            generator=generator,
            temperature=self.temperature,
            head=head,
        ):
            centres = prototypes(z.detach(), assignments, n_clusters)
            yield State(
                assignments,
                z,
                None if loss is None else float(loss.detach()),
                probability=cluster_probability(z.detach(), centres, self.temperature),
                shown=self.shown({**parameters, **moved}),
            )


def check_images(learner: str, items: Tensor, channels: int) -> None:
    """Refuse items that Conv4 with ``channels`` input channels cannot take."""
    if items.shape[1] != channels:
        raise MetaUnsupError("items_channels", learner=learner, channels=items.shape[1], wanted=channels)
    if min(items.shape[2:]) < SMALLEST_SIDE:
        raise MetaUnsupError("items_too_small", learner=learner, side=min(items.shape[2:]), smallest=SMALLEST_SIDE)
