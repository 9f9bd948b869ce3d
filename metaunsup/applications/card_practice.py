"""How learners practise for finance: on unlabelled customers, and on frauds that are made up from them.

Settings were chosen by how well frauds are found that were made up from other customers' transactions: no label has a
part in it.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol, cast

import torch
from torch import Tensor

from metaunsup.adaptation.one_class import svdd_loss
from metaunsup.applications.ledger import Ledger
from metaunsup.applications.made_up_frauds import CustomerEpisodes
from metaunsup.data.augment_vectors import augment_vectors
from metaunsup.learners.acr import Acr
from metaunsup.learners.base import Progress
from metaunsup.learners.meta import MetaLearner
from metaunsup.learners.protonet import ProtoNet
from metaunsup.networks.by_support import features_by
from metaunsup.networks.mlp import Columns, first_weight
from metaunsup.tasks.episode import Episode, Episodes, episode_of
from metaunsup.tasks.one_class import OneClassEpisode

CHECKPOINTS = Path(__file__).parent / "checkpoints"
STEPS = {"acr": 3000, "acr-customers": 600, "protonet": 800, "umtra": 400}
SEED = 0  # of practice, and of all that is fitted once


class HasOneClass(Protocol):
    """Episodes that make one-class tasks themselves."""

    def one_class(self, support: int, query: int, generator: torch.Generator) -> OneClassEpisode:
        """``support`` items to learn from, then ``query`` that belong and as many that do not."""
        ...


@dataclass(frozen=True, eq=False)
class RowEpisodes:
    """UMTRA (Khodadadeh et al. 2019) on ``rows`` (N, D): each drawn row is a pseudo-class of its altered versions."""

    rows: Tensor

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        """``ways`` rows, ``support`` and ``query`` altered versions of each."""
        chosen = torch.randperm(len(self.rows), generator=generator)[:ways]
        views = augment_vectors(self.rows[chosen].repeat_interleave(support + query, 0), generator)
        return episode_of(views.unflatten(0, (len(chosen), support + query)), support)


class CardAcr(Acr):
    """ACR that practises on the one-class tasks that its episodes make."""

    def tasks(self, episodes: Episodes, generator: torch.Generator) -> list[OneClassEpisode]:
        """One customer each."""
        made = cast(HasOneClass, episodes)
        return [made.one_class(self.support_views, self.query_views, generator) for _ in range(self.sets)]

    def task_gradient(
        self, parameters: dict[str, Tensor], episodes: Episodes, generator: torch.Generator, share: float
    ) -> tuple[dict[str, Tensor], float, int]:
        """As ``Acr``'s, all tasks in one pass: they are of one size."""
        tasks = self.tasks(episodes, generator)
        items, first = torch.stack([one.items for one in tasks]), self.support_views
        z = features_by(parameters, items.to(first_weight(parameters).dtype), first)
        far = (z[:, first:] - z[:, :first].mean(1, keepdim=True)).square().mean(2)
        loss = torch.stack([svdd_loss(one, task.anomalous) for one, task in zip(far, tasks, strict=True)]).mean()
        gradients = torch.autograd.grad(loss, list(parameters.values()))
        return dict(zip(parameters, gradients, strict=True)), float(loss.detach()), items[..., 0].numel()


def make_learner(name: str) -> MetaLearner:
    """The learner called ``name``, before any practice."""
    if name == "acr":
        return CardAcr(support_views=20, query_views=20, sets=8)
    if name == "acr-customers":
        return Acr(support_views=20, query_views=10)
    return ProtoNet() if name == "umtra" else ProtoNet(ways=64, support_views=5, query_views=5)


def practise(name: str, ledger: Ledger, steps: int | None = None) -> Iterator[tuple[MetaLearner, Progress]]:
    """Practise on the customers of ``ledger``, yielding the learner after each step."""
    learner, wanted = make_learner(name), STEPS[name] if steps is None else steps
    generator = torch.Generator().manual_seed(SEED)
    episodes: Episodes = RowEpisodes(torch.cat(list(ledger.columns))) if name == "umtra" else CustomerEpisodes(ledger)
    for progress in learner.meta_train(episodes, steps=wanted, generator=generator):
        yield learner, progress


def shipped(name: str) -> MetaLearner:
    """What comes with the program, ready to judge."""
    learner: MetaLearner = Acr() if name.startswith("acr") else ProtoNet()
    learner.load(CHECKPOINTS / f"transactions-{name}.safetensors")
    return learner


def unpractised(columns: int) -> Acr:
    """ACR with the parameters that practice begins from."""
    learner = Acr()
    learner.begin(learner.initialise(Columns(columns), torch.Generator().manual_seed(SEED)))
    return learner
