"""Reptile's outer gradient against an independent loop, and what it must not be."""

from __future__ import annotations

import copy
from types import SimpleNamespace

import pytest
import torch
from torch import Tensor
from torch.nn import functional as F

from metaunsup.learners.reptile import Reptile
from metaunsup.learners.sharing import ALONE
from metaunsup.networks.conv4 import Conv4
from metaunsup.tasks.umtra import UmtraEpisodes


def seeded(seed: int = 5) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


class Recorded:
    """Episodes that remember what they drew."""

    def __init__(self, source) -> None:
        self.episodes = UmtraEpisodes(source)
        self.drawn: list = []

    def draw(self, *arguments):
        self.drawn.append(self.episodes.draw(*arguments))
        return self.drawn[-1]


def practise(learner: Reptile, parameters: dict[str, Tensor], episode) -> tuple[dict[str, Tensor], list[float]]:
    """Where ``train_steps`` of torch.optim.SGD lead a network of its own, and the loss before each of them."""
    network = Conv4(1, learner.filters).to(next(iter(parameters.values())).dtype)
    network.load_state_dict(parameters)
    optimiser, losses = torch.optim.SGD(network.parameters(), lr=learner.train_lr), []
    for step in range(learner.train_steps):
        supports, queries = [], []
        for way in range(episode.n_classes):
            own = torch.cat(
                [episode.support[episode.support_labels == way], episode.query[episode.query_labels == way]]
            )
            views = learner.support_views + learner.query_views
            mine = own[step * views : (step + 1) * views]
            supports.append(mine[: learner.support_views])
            queries.append(mine[learner.support_views :])
        # one batch for batch norm, in whichever order
        z = F.normalize(network(torch.cat([*supports, *queries]).to(learner.dtype)), dim=1)
        z_support, z_query = z.split([sum(map(len, supports)), sum(map(len, queries))])
        centres = F.normalize(z_support.unflatten(0, (episode.n_classes, -1)).mean(1), dim=1)
        truth = torch.arange(episode.n_classes).repeat_interleave(learner.query_views)
        loss = F.cross_entropy(z_query @ centres.T / learner.temperature, truth)
        losses.append(float(loss.detach()))
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
    return {name: value.detach() for name, value in network.named_parameters()}, losses


@pytest.mark.parametrize(("support_views", "query_views", "meta_batch"), [(1, 1, 1), (2, 3, 1), (1, 2, 3)])
def test_the_outer_gradient_is_the_way_back_to_the_start(unlabelled, support_views, query_views, meta_batch) -> None:
    learner = Reptile(
        ways=3,
        support_views=support_views,
        query_views=query_views,
        meta_batch=meta_batch,
        train_steps=3,
        train_lr=0.1,
    )
    learner.dtype = torch.float64  # which of two pixels wins a pooling would be a matter of rounding
    theta = {name: value.double() for name, value in learner.initialise(1, seeded(0)).items()}
    before = copy.deepcopy(theta)
    episodes = Recorded(unlabelled)
    found, loss, seen, *_ = learner._outer_gradient(theta, episodes, seeded(), 1, ALONE)
    assert all(torch.equal(theta[name], before[name]) for name in theta)
    assert len(episodes.drawn) == meta_batch
    assert seen == meta_batch * 3 * 3 * (support_views + query_views)
    ends, losses = zip(*(practise(learner, theta, episode) for episode in episodes.drawn), strict=True)
    assert loss == pytest.approx(sum(map(sum, losses)) / (3 * meta_batch), rel=1e-9)
    for name, value in found.items():
        expected = theta[name] - torch.stack([end[name] for end in ends]).mean(0)
        # a bias before a batch norm changes nothing: it moves by rounding error alone
        assert float((value - expected).norm()) < (1e-9 * float(expected.norm()) if "conv.bias" not in name else 1e-9)
    moved = torch.cat([value.flatten() for value in found.values()])
    assert float(moved.norm()) > 0.01  # and it is not nought everywhere


def test_every_inner_step_sees_other_views(unlabelled) -> None:
    """With the same batch again and again the expected update would be joint training (the paper, section 5.1)."""
    learner = Reptile(ways=3, train_steps=4)
    seen: list[Tensor] = []
    embed = learner.embed
    learner.embed = lambda parameters, items: (seen.append(items), embed(parameters, items))[1]  # type: ignore[assignment]
    learner.task_gradient(learner.initialise(1, seeded(0)), UmtraEpisodes(unlabelled), seeded(), 0.0)
    assert len(seen) == 4
    pictures = torch.cat(seen).flatten(1)
    assert len(pictures.unique(dim=0)) == len(pictures) == 4 * 3 * 2


def test_one_step_of_one_episode_is_a_plain_gradient(unlabelled) -> None:
    """With one inner step theta - phi is the rate times the gradient of the loss: nothing else may be in it."""
    learner = Reptile(ways=3, train_steps=1, train_lr=0.25)
    theta = learner.initialise(1, seeded(0))
    episodes = Recorded(unlabelled)
    found, _, _ = learner.task_gradient(theta, episodes, seeded(), 0.0)
    end, _ = practise(learner, theta, SimpleNamespace(**vars(episodes.drawn[0])))
    for name in theta:
        difference = float((found[name] - (theta[name] - end[name])).norm())
        assert difference < (1e-3 * float(found[name].norm()) if "conv.bias" not in name else 1e-3), name
