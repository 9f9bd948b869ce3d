"""ProtoNet's loss against a slow loop, and that practising teaches what chance cannot."""

from __future__ import annotations

from collections import deque

import pytest
import torch
from torch.nn import functional as F

from metaunsup.data.registry import load_pool
from metaunsup.evaluation.metrics import score
from metaunsup.learners.protonet import ProtoNet
from metaunsup.learners.registry import make_learner
from metaunsup.networks.conv4 import Conv4
from metaunsup.tasks.sampler import sample_clustering_task
from metaunsup.tasks.umtra import UmtraEpisodes


def seeded(seed: int = 5) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.mark.parametrize(("support_views", "query_views"), [(1, 2), (3, 1)])
def test_loss_and_gradient_equal_a_slow_loop(unlabelled, support_views, query_views) -> None:
    learner = ProtoNet(ways=4, support_views=support_views, query_views=query_views, temperature=0.2)
    parameters = {name: value.requires_grad_() for name, value in learner.initialise(1, seeded(0)).items()}
    found, loss, seen = learner.task_gradient(parameters, UmtraEpisodes(unlabelled), seeded(), 0.0)
    episode = UmtraEpisodes(unlabelled).draw(4, support_views, query_views, seeded())
    assert seen == 4 * (support_views + query_views)

    network = Conv4(1, learner.filters)
    network.load_state_dict({name: value.detach() for name, value in parameters.items()})
    z = F.normalize(network(torch.cat([episode.support, episode.query])), dim=1)
    support, query = z[: len(episode.support)], z[len(episode.support) :]
    total = torch.zeros(())
    for item, truth in zip(query, episode.query_labels, strict=True):
        exponents = []
        for way in range(4):
            mean = support[episode.support_labels == way].sum(0)
            exponents.append((item @ mean) / mean.norm() / 0.2)
        total = total - torch.log(exponents[truth].exp() / sum(e.exp() for e in exponents))
    total = total / len(query)
    total.backward()
    assert loss == pytest.approx(float(total.detach()), rel=1e-4)
    for name, value in network.named_parameters():
        assert value.grad is not None
        # a bias before a batch norm changes nothing: its gradient is rounding error around nought
        difference = float((found[name] - value.grad).norm())
        assert difference < (1e-3 * float(value.grad.norm()) if "conv.bias" not in name else 1e-3), name


@pytest.mark.slow
def test_practice_beats_the_untrained_encoder_clearly() -> None:
    """Unlabelled invented characters; tasks of ten characters that practice never saw, six drawings of each."""
    pool = load_pool("glyphs")
    tasks = [sample_clustering_task(pool, 10, 6, seed) for seed in range(5)]

    def accuracy(learner) -> float:
        found = []
        for task in tasks:
            trace = learner.adapt(task.items, 10, steps=50, generator=seeded(task.seed))
            found.append(score(deque(trace, maxlen=1).pop().assignments, task.truth).accuracy)
        return sum(found) / len(found)

    learner = ProtoNet(ways=32)
    episodes = UmtraEpisodes(pool.unlabelled("train"))
    losses = [progress.loss for progress in learner.meta_train(episodes, steps=60, generator=seeded(0))]
    assert sum(losses[-10:]) < 0.85 * sum(losses[:10])
    untrained, pixels, practised = accuracy(make_learner("random")), accuracy(make_learner("kmeans")), accuracy(learner)
    assert practised > untrained + 0.15, (untrained, pixels, practised)
    assert practised > pixels + 0.07, (untrained, pixels, practised)
