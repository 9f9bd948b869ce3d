"""A learner that practises first: meta-training as an iterator, exact resume, checkpoints, and adapting by self-labels.

ProtoNet, MAML and Reptile share all of this and differ in one method, ``_task_gradient``.
"""

from __future__ import annotations

import math
import time
from abc import abstractmethod
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.objectives import prototypes
from metaunsup.adaptation.optimiser import KEPT, DictAdam, cosine
from metaunsup.adaptation.self_labelling import Rates, self_label
from metaunsup.data.augment import augment
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Learner, Progress, State
from metaunsup.learners.options import check_words
from metaunsup.learners.sharing import ALONE, Share, task_generators
from metaunsup.networks.checkpoints import read_checkpoint, write_checkpoint
from metaunsup.networks.conv4 import SMALLEST_SIDE, blueprint, embed, initial_parameters
from metaunsup.tasks.episode import Episodes

HASHES = "trained_on"
_COST = {"steps": 0, "seconds": 0.0, "items_seen": 0}  # what a card must tell, each with a value of its kind
FIT_ONLY = frozenset({"n_clusters", "steps", "random_state", "checkpoint"})  # settings of one fit, not of the learner


class MetaLearner(Learner):
    """A Conv4 encoder that has practised on episodes made of unlabelled items.

    ``parameters`` are what practising found (None before); ``card`` says where they come from; ``trained_on`` (M,)
    int64 are the hashes of the items practised on. Settings every meta-learner has: ``filters`` of Conv4 (32 or 64),
    ``outer_lr`` of Adam (falling along a cosine), ``meta_batch`` tasks an outer step, ``temperature`` of the softmax
    over prototypes, ``inner_lr`` of the self-labelling steps, ``strength`` of their augmentation; ``checkpoint`` is a
    file to load before first use.
    """

    parameters: dict[str, Tensor] | None = None
    trained_on: Tensor | None = None
    card: dict[str, Any] | None = None

    filters: int
    outer_lr: float
    inner_lr: float
    temperature: float
    strength: float
    meta_batch: int
    checkpoint: str | None

    cosine = True  # the outer rate falls along half a cosine; else it stays
    head = "kmeans"  # how items are parted in the embedding (adaptation.heads)
    device = torch.device("cpu")  # where, and in which numbers, it practises
    dtype = torch.float32
    progress = Progress(step=0, loss=float("nan"), seconds=0.0, items_seen=0)
    _optimiser: DictAdam | None = None
    _optimiser_state: Mapping[str, Tensor] | None = None

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
        """Practise from ``parameters``, random ones or another training's; an optimiser starts afresh."""
        self.parameters = {k: v.detach().clone().to(self.device, self.dtype) for k, v in parameters.items()}
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

    def ready(self) -> dict[str, Tensor]:
        """The meta-learned parameters, loaded from ``checkpoint`` on first use; refuses where there are none."""
        if self.parameters is None and self.checkpoint is not None:
            self.load(Path(self.checkpoint))
        if self.parameters is None:
            raise MetaUnsupError("not_meta_trained", learner=self.name)
        return {name: value.detach() for name, value in self.parameters.items()}

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
                probability=(z.detach() @ centres.T / self.temperature).softmax(1),
                shown=self.shown({**parameters, **moved}),
            )

    # -- keeping ---------------------------------------------------------------------------------------------------

    def save(self, path: str | Path) -> None:
        """Write parameters and hashes to ``path`` (``*.safetensors``) and the card beside it (``*.json``)."""
        tensors = {name: value.to("cpu", torch.float32) for name, value in self.ready().items()}
        if self.trained_on is not None:
            tensors[HASHES] = self.trained_on
        card = {
            **(self.card or {}),
            "learner": self.checkpoint_of(),
            "options": self.options(),
            "steps": self.progress.step,
            "seconds": round(self.progress.seconds, 2),
            "items_seen": self.progress.items_seen,
        }
        write_checkpoint(Path(path), tensors, card)

    def load(self, path: str | Path) -> None:
        """Take over a checkpoint's parameters, settings and card; refuses another learner's or a damaged one."""
        tensors, card = read_checkpoint(Path(path))
        if card.get("learner") != self.checkpoint_of():
            raise MetaUnsupError(
                "checkpoint_other_learner", path=path, learner=card.get("learner"), wanted=self.checkpoint_of()
            )
        hashes = tensors.pop(HASHES, None)
        # without the hashes nobody could tell whether it is tested on what it has seen
        if hashes is None or hashes.dtype != torch.int64 or not self._fits(tensors, card):
            raise MetaUnsupError("checkpoint_damaged", path=path)
        own = self.options()
        self.set_params(**{k: v for k, v in card["options"].items() if k in own})
        self.parameters, self.trained_on, self.card = tensors, hashes, card
        self._optimiser, self._optimiser_state = None, None  # they belong to other parameters
        self.progress = Progress(card["steps"], float("nan"), card["seconds"], card["items_seen"])

    def _fits(self, tensors: Mapping[str, Tensor], card: Mapping[str, Any]) -> bool:
        """Whether the tensors are those that a learner of these settings has, and the card says what it must."""
        try:
            filters, channels = tensors["blocks.0.conv.weight"].shape[:2]
            default = type(self)().options()
            given = {k: v for k, v in card["options"].items() if k in default}
            check_words(given)
            probe = type(self)(**given)
            return (
                all(_same_kind(value, default[name]) for name, value in given.items())
                and probe.filters == filters
                and {name: value.shape for name, value in tensors.items()} == probe.shapes(channels)
                and all(v.dtype == torch.float32 and bool(torch.isfinite(v).all()) for v in tensors.values())
                and all(_same_kind(card[key], kind) for key, kind in _COST.items())
            )
        except (KeyError, AttributeError, TypeError, ValueError, RuntimeError, OverflowError):
            return False

    @classmethod
    def checkpoint_of(cls) -> str:
        """Name of the learner whose checkpoints this one loads: its own, unless it borrows."""
        return cls.name

    def options(self) -> dict[str, Any]:
        """The settings that make this learner what it is: what ``fit`` alone needs is left out."""
        return {name: value for name, value in self.get_params().items() if name not in FIT_ONLY}

    def training_state(self) -> dict[str, Tensor]:
        """Everything, beside the generator, that meta-training needs to go on exactly."""
        optimiser = (self._optimiser_state or {}) if self._optimiser is None else self._optimiser.state()
        return {
            **{f"parameter/{k}": v.clone().cpu() for k, v in self.ready().items()},
            **{f"optimiser/{k}": v.cpu() for k, v in optimiser.items()},
        }

    def resumable(self, state: Mapping[str, Tensor], channels: int) -> bool:
        """Whether ``state`` is a whole ``training_state``: every parameter, in shape, and what Adam keeps of each."""
        shapes = self.shapes(channels)
        kept = {name: value.shape for name, value in state.items() if name.startswith("parameter/")}
        return kept == {f"parameter/{name}": shape for name, shape in shapes.items()} and all(
            f"optimiser/{name}.{key}" in state
            and state[f"optimiser/{name}.{key}"].shape == (() if key == "step" else shape)
            for name, shape in shapes.items()
            for key in KEPT
        )

    def restore(self, state: Mapping[str, Tensor], progress: Progress) -> None:
        """Take over a ``training_state`` and how far it had come."""

        def part(head: str) -> dict[str, Tensor]:
            return {name.removeprefix(head): value.clone() for name, value in state.items() if name.startswith(head)}

        self.begin(part("parameter/"))
        self._optimiser_state, self.progress = part("optimiser/"), progress


def _same_kind(value: Any, example: Any) -> bool:
    """Whether ``value``, read from a card that anybody may have edited, is of the kind that ``example`` is."""
    alike = type(value) is type(example) or (isinstance(example, float) and type(value) is int)
    return alike and (isinstance(value, str) or math.isfinite(value))


def check_images(learner: str, items: Tensor, channels: int) -> None:
    """Refuse items that Conv4 with ``channels`` input channels cannot take."""
    if items.shape[1] != channels:
        raise MetaUnsupError("items_channels", learner=learner, channels=items.shape[1], wanted=channels)
    if min(items.shape[2:]) < SMALLEST_SIDE:
        raise MetaUnsupError("items_too_small", learner=learner, side=min(items.shape[2:]), smallest=SMALLEST_SIDE)
