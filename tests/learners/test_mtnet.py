"""MT-net: T warps and stays, W adapts under its mask; with T the identity and a mask of ones it is MAML."""

from __future__ import annotations

import pytest
import torch
from slopes import check_slopes, gradient, seeded
from torch import Tensor, nn
from torch.nn import functional as F

from metaunsup.learners.maml import Maml
from metaunsup.learners.mtnet import MASK, TRANSFORM, MtNet
from metaunsup.learners.self_labelling import EARLIER
from metaunsup.tasks.umtra import UmtraEpisodes

# the loop's steps written out are plain ones; that today's are what they should be is shown in tests/adaptation
OPTIONS = {
    "ways": 4,
    "support_views": 2,
    "query_views": 1,
    "train_steps": 2,
    "inner_lr": 0.1,
    "temperature": 0.2,
    **EARLIER,
}


def warped(learner: MtNet) -> dict[str, Tensor]:
    """Parameters whose T is no identity and whose masks differ from row to row."""
    parameters = learner.initialise(1, seeded(0))
    for layer in range(4):
        parameters[f"{TRANSFORM}{layer}"] += 0.03 * torch.randn(32, 32, generator=seeded(layer))
        parameters[f"{MASK}{layer}"] = torch.randn(32, generator=seeded(layer))
    return parameters


def test_with_the_identity_and_a_mask_of_ones_it_equals_maml_exactly(monkeypatch, task, episode) -> None:
    learner, maml = MtNet(**OPTIONS, mask_start=1.0), Maml(**OPTIONS)
    learner.parameters = learner.initialise(1, seeded(0))
    for layer in range(4):
        learner.parameters[f"{MASK}{layer}"] = torch.full((32,), 50.0)  # a chance of one, to the last bit
    maml.parameters = {k: v for k, v in learner.parameters.items() if k.startswith("blocks.")}
    ours, theirs = (list(one.adapt(task.items, 3, steps=4, generator=seeded())) for one in (learner, maml))
    for one, other in zip(ours, theirs, strict=True):
        assert torch.equal(one.embedding, other.embedding) and one.loss == other.loss
        assert torch.equal(one.assignments, other.assignments)
    # ... and practises as MAML does; a drawn mask takes its numbers from the task's stream, so here it is not drawn
    monkeypatch.setattr(MtNet, "_mask", lambda self, logit, generator: torch.ones_like(logit))
    parameters = {name: value.double().requires_grad_() for name, value in learner.parameters.items()}
    network = {name: parameters[name] for name in maml.parameters}
    one, other = learner.outer_loss(parameters, episode, seeded()), maml.outer_loss(network, episode, seeded())
    assert float(one.detach()) == float(other.detach())
    found, expected = gradient(one, parameters), gradient(other, network)
    # the loss to the last bit; its gradient but for the order in which sums are rounded
    assert all(torch.allclose(found[name], expected[name], rtol=1e-10, atol=1e-14) for name in network)


def test_a_layer_is_t_after_the_convolution(task) -> None:
    learner = MtNet(**OPTIONS)
    parameters = warped(learner)
    hidden = task.items
    for layer in range(4):
        kernel, transform = parameters[f"blocks.{layer}.conv.weight"], parameters[f"{TRANSFORM}{layer}"]
        hidden = F.conv2d(F.conv2d(hidden, kernel, padding=1), transform[:, :, None, None])
        norm = nn.BatchNorm2d(32, track_running_stats=False)
        hidden = F.max_pool2d(F.relu(norm(hidden)), 2)
    assert torch.allclose(learner.embed(parameters, task.items), F.normalize(hidden.flatten(1), dim=1), atol=1e-4)


def test_w_adapts_where_the_mask_lets_it_and_t_never_does(task) -> None:
    learner = MtNet(**OPTIONS)
    start = warped(learner)
    for layer in range(4):  # rows that cannot adapt, and rows that surely do
        start[f"{MASK}{layer}"] = torch.where(torch.arange(32) < 16, -200.0, 50.0)
    learner.parameters = start
    ends: list[dict[str, Tensor]] = []
    shown = learner.shown
    learner.shown = lambda at: ends.append(dict(at)) or shown(at)  # type: ignore[method-assign,func-returns-value]
    steps = list(learner.adapt(task.items, 3, steps=3, generator=seeded()))
    for name, value in start.items():
        if not name.startswith("blocks."):
            assert torch.equal(ends[-1][name], value)
        else:
            assert torch.equal(ends[-1][name][:16], value[:16]), name
    for layer in range(4):
        kernel = f"blocks.{layer}.conv.weight"
        changed = (ends[-1][kernel][16:] - start[kernel][16:]).flatten(1).abs().sum(1)
        assert bool((changed > 0).any())
    mask = steps[0].shown["mask"]
    assert mask.shape == (4, 32) and mask[:, :16].eq(0).all() and mask[:, 16:].eq(1).all()


def test_the_drawn_mask_is_whole_as_often_as_its_chance_says() -> None:
    learner = MtNet(**OPTIONS)
    chances = torch.tensor([0.1, 0.5, 0.9])
    logit = torch.logit(chances).repeat_interleave(4000).requires_grad_()
    mask = learner._mask(logit, seeded())
    assert set(mask.detach().tolist()) == {0.0, 1.0}
    often = mask.detach().view(3, 4000).mean(1)
    assert torch.allclose(often, chances, atol=4 * 0.5 / 4000**0.5)  # four standard errors
    (slope,) = torch.autograd.grad(mask.sum(), logit)
    assert bool((slope > 0).all())  # a larger logit lets more through
    assert torch.equal(learner._mask(logit, None), torch.sigmoid(logit))


@pytest.mark.slow
def test_outer_gradient_equals_finite_differences(monkeypatch, episode) -> None:
    """With the chances in place of drawn masks, which jump; W, T and the masks are all learned."""
    learner = MtNet(**OPTIONS, multi_step_loss=0.3)
    monkeypatch.setattr(MtNet, "_mask", lambda self, logit, generator: torch.sigmoid(logit))
    parameters = {name: value.double().requires_grad_() for name, value in warped(learner).items()}
    exact = check_slopes(lambda at: learner.outer_loss(at, episode, seeded(1)), parameters)
    for layer in range(4):
        assert bool(exact[f"{TRANSFORM}{layer}"].ne(0).any()) and bool(exact[f"{MASK}{layer}"].ne(0).any())


@pytest.mark.parametrize("chance", [0.0, 0.25, 1.0])
def test_practice_begins_at_the_chance_asked_for(chance, unlabelled) -> None:
    learner = MtNet(**OPTIONS, warmup=0.0, first_order_until=0.5, mask_start=chance)
    start = learner.initialise(1, seeded(0))
    assert torch.allclose(learner.shown(start)["mask"], torch.full((4, 32), chance), atol=1e-5)
    before = {name: value.clone() for name, value in start.items()}
    learner.begin(start)
    for progress in learner.meta_train(UmtraEpisodes(unlabelled), steps=2, generator=seeded()):
        assert progress.loss > 0
    after = learner.ready()
    assert not torch.equal(after[f"{TRANSFORM}3"], before[f"{TRANSFORM}3"])
    assert not torch.equal(after[f"{MASK}3"], before[f"{MASK}3"])
