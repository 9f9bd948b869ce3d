"""A recommender that has learned to learn a taste: gradient steps on a few clicks move somebody's own vector.

MAML (Finn, Abbeel, Levine, ICML 2017) with a person as a task, as in MeLU (Lee et al., KDD 2019, arXiv:1908.00413): the
items' vectors are shared and learned by practice, and what adapts is the person's own part alone, here a vector u that
begins at a learned u0. Clicks are all there is: some of a person's are learned from, the others are to be foretold.

    p_i(u) = softmax_i(e_i . u + b_i)
    u <- u - alpha_k (n / (n + c)) grad_u [-(1/n) sum_{i in clicks} log p_i(u)],        k = 1 ... K
    min over e, b, u0, alpha, c of  -mean log p_i(u_K) over later clicks, among the items not clicked yet

The gradient of the last line goes through the steps (second order). Differs from MeLU: no ratings and no features of
people or items, so that nothing but clicks is needed; rates and c are learned (Meta-SGD, Li et al. 2017).
"""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.optimiser import DictAdam, cosine
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.base import Progress
from metaunsup.networks.checkpoints import read_checkpoint, write_checkpoint

MOST_KNOWN = 10  # clicks that practice lets somebody begin with
NAMES = ("items", "bias", "start", "log_rates", "log_prior")


@dataclass(eq=False)
class Preference:
    """``factors`` numbers of a taste, ``inner_steps`` of adapting; practice draws ``batch`` people a step.

    ``decay`` is the weight of the items' squared size in the outer loss. Defaults were chosen by NDCG for people who
    are neither practised on nor tested, as the settings of all other methods are.
    """

    factors: int = 32
    inner_steps: int = 4
    batch: int = 64
    outer_lr: float = 0.003
    decay: float = 3e-4
    parameters: dict[str, Tensor] | None = None
    progress: Progress = field(default_factory=lambda: Progress(0, float("nan"), 0.0, 0))

    def initialise(self, clicks: Tensor, generator: torch.Generator) -> dict[str, Tensor]:
        """Parameters before practice: random items, and a bias that says how popular each is in ``clicks`` (U, I)."""
        often = clicks.mean(0) + 1.0 / len(clicks)
        return {
            "items": torch.randn(clicks.shape[1], self.factors, generator=generator) * 0.3 * self.factors**-0.5,
            "bias": often.log(),
            "start": torch.zeros(self.factors),
            "log_rates": torch.zeros(self.inner_steps),
            "log_prior": torch.zeros(()),
        }

    def meta_train(self, clicks: Tensor, *, steps: int, generator: torch.Generator) -> Iterator[Progress]:
        """Practise on people's ``clicks`` (U, I) 0 or 1 until ``steps`` steps are done in all, yielding after each."""
        if self.parameters is None:
            self.parameters = self.initialise(clicks, generator)
        for value in self.parameters.values():
            value.requires_grad_(True)
        optimiser = DictAdam(self.parameters, self.outer_lr)
        while self.progress.step < steps:
            begun = time.perf_counter()
            people = torch.randint(len(clicks), (self.batch,), generator=generator)
            known, later = split_clicks(clicks[people], generator)
            loss = self.loss(self.parameters, known, later)
            gradients = torch.autograd.grad(loss, list(self.parameters.values()))
            optimiser.step(dict(zip(self.parameters, gradients, strict=True)), cosine(self.progress.step, steps))
            done = self.progress
            seconds = done.seconds + time.perf_counter() - begun
            self.progress = Progress(done.step + 1, float(loss.detach()), seconds, done.items_seen + self.batch)
            yield self.progress

    def loss(self, parameters: Mapping[str, Tensor], known: Tensor, later: Tensor) -> Tensor:
        """How badly ``later`` clicks (B, I) are foretold after adapting to ``known`` ones, a scalar: the outer loss."""
        u = self.adapt(parameters, known)[-1]
        logits = _logits(parameters, u).masked_fill(known > 0, -torch.inf)
        log_p = F.log_softmax(logits, dim=1).masked_fill(known > 0, 0)
        return -((later * log_p).sum(1) / later.sum(1)).mean() + self.decay * parameters["items"].square().sum()

    def adapt(self, parameters: Mapping[str, Tensor], known: Tensor) -> list[Tensor]:
        """The vectors (B, F) of people who have clicked ``known`` (B, I): before any step, then after each."""
        count = known.sum(1, keepdim=True)
        weight = count / (count + parameters["log_prior"].exp())
        u = parameters["start"].expand(len(known), -1)
        found = [u]
        for rate in parameters["log_rates"].exp():
            # the gradient of the softmax's mean loss, written out so that it can be differentiated again
            wrong = F.softmax(_logits(parameters, u), dim=1) - known / count.clamp(min=1)
            u = u - rate * weight * (wrong @ parameters["items"])
            found.append(u)
        return found

    @torch.no_grad()
    def scores(self, known: np.ndarray, steps: int | None = None) -> np.ndarray:
        """How much every item suits people who have clicked ``known`` (B, I), after so many steps or all of them."""
        if self.parameters is None:
            raise MetaUnsupError("not_meta_trained", learner="preference")
        u = self.adapt(self.parameters, torch.from_numpy(np.asarray(known, dtype=np.float32)))
        found: np.ndarray = _logits(self.parameters, u[-1 if steps is None else steps]).numpy()
        return found.astype(np.float64)

    def save(self, path: Path, card: Mapping[str, object]) -> None:
        """Write ``path`` (``*.safetensors``) and a card beside it that says where this comes from."""
        if self.parameters is None:
            raise MetaUnsupError("not_meta_trained", learner="preference")
        told = {
            "learner": "preference",
            "options": {
                "factors": self.factors,
                "inner_steps": self.inner_steps,
                "batch": self.batch,
                "decay": self.decay,
            },
            "steps": self.progress.step,
            "seconds": round(self.progress.seconds, 2),
            "items_seen": self.progress.items_seen,
        }
        write_checkpoint(path, {name: value.detach() for name, value in self.parameters.items()}, {**card, **told})

    @classmethod
    def load(cls, path: Path) -> Preference:
        """What ``save`` wrote; refuses another learner's or a damaged file."""
        tensors, card = read_checkpoint(path)
        if card.get("learner") != "preference":
            raise MetaUnsupError(
                "checkpoint_other_learner", path=path, learner=card.get("learner"), wanted="preference"
            )
        if set(tensors) != set(NAMES) or tensors["items"].ndim != 2 or tensors["log_rates"].ndim != 1:
            raise MetaUnsupError("checkpoint_damaged", path=path)
        count, factors = tensors["items"].shape
        if tensors["bias"].shape != (count,) or tensors["start"].shape != (factors,):
            raise MetaUnsupError("checkpoint_damaged", path=path)
        made = cls(factors=factors, inner_steps=len(tensors["log_rates"]), parameters=tensors)
        made.progress = Progress(int(card["steps"]), float("nan"), float(card["seconds"]), int(card["items_seen"]))
        return made


def split_clicks(clicks: Tensor, generator: torch.Generator) -> tuple[Tensor, Tensor]:
    """Each person's ``clicks`` (B, I) in two by chance: 1 to ``MOST_KNOWN`` that are known, and all that come later."""
    count = clicks.sum(1).long()
    most = (count - 1).clamp(1, MOST_KNOWN)
    wanted = 1 + (torch.rand(len(clicks), generator=generator) * most).long().clamp(max=MOST_KNOWN - 1)
    order = torch.where(clicks > 0, torch.rand(clicks.shape, generator=generator), 2.0).argsort(1).argsort(1)
    known = ((order < torch.minimum(wanted, most)[:, None]) & (clicks > 0)).to(clicks.dtype)
    return known, clicks - known


def _logits(parameters: Mapping[str, Tensor], u: Tensor) -> Tensor:
    return u @ parameters["items"].T + parameters["bias"]
