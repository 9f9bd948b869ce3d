"""VIML: its outer gradient, MAML as its limit, keeping and resuming, and what its probabilities are worth."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
import torch
from torch import Tensor

from metaunsup.adaptation.heads import HEADS
from metaunsup.adaptation.variational import LOG_STD
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.registry import make_learner
from metaunsup.learners.self_labelling import EARLIER
from metaunsup.learners.viml import Viml
from metaunsup.networks.checkpoints import read_checkpoint, write_checkpoint
from metaunsup.tasks.episode import Episode
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


def seeded(seed: int = 5) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


@pytest.fixture(scope="module")
def episode(unlabelled) -> Episode:
    """Four ways, two views each to adapt to and one held out, 16 x 16 pixels, float64."""
    small = replace(unlabelled, images=unlabelled.images[:, :, 6:22, 6:22])
    drawn = UmtraEpisodes(small).draw(4, 2, 1, seeded())
    return replace(drawn, support=drawn.support.double(), query=drawn.query.double())


def flat(values: dict[str, Tensor]) -> Tensor:
    return torch.cat([value.flatten() for value in values.values()])


@pytest.mark.parametrize("gradient_samples", [1, 2])
def test_outer_gradient_equals_finite_differences(episode, gradient_samples) -> None:
    """Along random directions, the gradient, and the part of it in the log-stds; see ``test_maml`` for the widths."""
    learner = Viml(**OPTIONS, multi_step_loss=0.3, gradient_samples=gradient_samples, beta=3.0)
    fresh = learner.initialise(1, seeded(0))
    parameters = {name: value.double().requires_grad_() for name, value in fresh.items()}

    def loss(at: dict[str, Tensor]) -> Tensor:
        return learner.outer_loss(at, episode, seeded())

    exact = dict(zip(parameters, torch.autograd.grad(loss(parameters), list(parameters.values())), strict=True))
    spread = {name: value if name.startswith(LOG_STD) else 0 * value for name, value in exact.items()}
    assert float(flat(spread).norm()) > 1e-3 * float(flat(exact).norm())
    random = {k: torch.randn(v.shape, generator=seeded(1), dtype=v.dtype) for k, v in exact.items()}
    for direction in (exact, spread, random):
        length = float(flat(direction).norm())
        unit = {name: value / length for name, value in direction.items()}
        expected = sum(float((exact[name] * value).sum()) for name, value in unit.items())

        def slope(width: float, unit: dict[str, Tensor] = unit) -> float:
            ends = [
                {k: (v.detach() + by * unit[k]).requires_grad_() for k, v in parameters.items()}
                for by in (width, -width)
            ]
            above, below = (float(loss(end).detach()) for end in ends)
            return (above - below) / (2 * width)

        allowed = 1e-6 * abs(expected) + 2e-9
        assert any(abs(slope(width) - expected) < allowed for width in (1e-6, 3e-7, 3e-6, 1e-7, 1e-5))


def test_every_weight_has_a_mean_and_a_spread() -> None:
    learner = Viml(std_start=0.02)
    parameters = learner.initialise(3, seeded(0))
    network = make_learner("maml").initialise(3, seeded(0))
    assert set(parameters) == {*network, *(LOG_STD + name for name in network)}
    for name, value in network.items():
        assert torch.equal(parameters[name], value)
        assert parameters[LOG_STD + name].shape == value.shape
        assert torch.allclose(parameters[LOG_STD + name].exp(), torch.tensor(0.02))


def test_without_spread_and_pull_it_adapts_as_maml_does(ready, trace, task) -> None:
    """Every picture its own cluster and no augmentation, so that nothing is left to draw but clusters' numbers."""
    same = {"inner_lr": 0.3, "strength": 0.0, **EARLIER}
    maml, viml = ready("maml", **same), ready("viml", **same, beta=0.0)
    viml.parameters |= maml.parameters
    viml.parameters |= {LOG_STD + name: torch.full_like(value, -35.0) for name, value in maml.parameters.items()}
    items = task.items[:6]
    one, other = trace(maml, items, 6), trace(viml, items, 6)
    for mine, theirs in zip(one, other, strict=True):
        assert torch.allclose(mine.embedding, theirs.embedding, atol=1e-4)
        assert mine.loss == (None if theirs.loss is None else pytest.approx(theirs.loss, rel=1e-4))
    assert not torch.allclose(one[0].embedding, one[-1].embedding, atol=2e-2)


def test_assignments_are_the_likeliest_clusters(ready, trace, task, monkeypatch) -> None:
    for step in trace(ready("viml"), task.items, 3):
        assert step.probability.shape == (18, 3)
        assert torch.allclose(step.probability.sum(1), torch.ones(18), atol=1e-5)
        assert torch.equal(step.assignments, step.probability.argmax(1))
    dealt = torch.arange(18) * 7 % 18 // 6  # a head that knows the sizes and keeps to them, likely or not
    monkeypatch.setitem(HEADS, "sinkhorn", lambda points, k, generator: dealt)
    balanced: Any = make_learner("viml-sinkhorn", samples=3)
    balanced.parameters = ready("viml").parameters
    step = trace(balanced, task.items, 3, steps=0)[0]
    assert torch.equal(step.assignments, dealt) and not torch.equal(step.probability.argmax(1), dealt)


def test_the_wider_the_weights_the_less_it_is_sure(ready, trace, task) -> None:
    sure = [
        float(
            trace(ready("viml", std_start=std, samples=12), task.items, 3, steps=0)[0].probability.max(1).values.mean()
        )
        for std in (1e-6, 0.3)
    ]
    assert sure[1] < sure[0] - 0.02


def test_the_more_draws_the_less_chance_decides(ready, trace, task) -> None:
    """With one cluster a picture nothing but the draws of the weights differs from seed to seed."""
    items = task.items[:6]

    def scatter(samples: int) -> float:
        learner = ready("viml", std_start=0.2, samples=samples)
        own = [trace(learner, items, 6, steps=0, seed=seed)[0].probability.max(1).values for seed in range(6)]
        return float(torch.stack(own).var(0).mean())

    assert scatter(16) < 0.5 * scatter(1)


def test_the_pull_of_the_prior_holds_the_posterior_back(ready, trace, task) -> None:
    def way(beta: float) -> float:
        learner = ready("viml", inner_lr=0.3, std_start=0.003, beta=beta, strength=0.0)
        one, *_, last = trace(learner, task.items[:6], 6, steps=5)
        return float((one.embedding - last.embedding).norm())

    assert way(10.0) < 0.3 * way(0.0)


def test_kept_and_resumed_as_it_was(unlabelled, tmp_path) -> None:
    def learner() -> Viml:
        return Viml(**OPTIONS, warmup=0.25, warmup_ways=4, first_order_until=0.5)

    episodes = UmtraEpisodes(unlabelled)
    whole, generator = learner(), seeded()
    state, progress, drawn = {}, None, None
    for progress_now in whole.meta_train(episodes, steps=4, generator=generator):
        if progress_now.step == 2:
            state, progress, drawn = whole.training_state(), progress_now, generator.get_state()
    resumed, own = learner(), torch.Generator()
    own.set_state(drawn)
    assert resumed.resumable(state, 1)
    assert not resumed.resumable({k: v for k, v in state.items() if k != f"parameter/{LOG_STD}blocks.0.norm.bias"}, 1)
    resumed.restore(state, progress)
    list(resumed.meta_train(episodes, steps=4, generator=own))
    for name, value in whole.parameters.items():
        assert torch.equal(value, resumed.parameters[name]), name
    start = learner().initialise(1, seeded())
    assert any(not torch.equal(whole.parameters[name], start[name]) for name in start if name.startswith(LOG_STD))

    whole.trained_on = torch.arange(3)
    whole.save(tmp_path / "viml.safetensors")
    loaded = Viml()
    loaded.load(tmp_path / "viml.safetensors")
    assert loaded.options() == whole.options()
    assert all(torch.equal(loaded.parameters[name], value) for name, value in whole.ready().items())
    tensors, card = read_checkpoint(tmp_path / "viml.safetensors")
    del tensors[LOG_STD + "blocks.3.norm.bias"]
    write_checkpoint(tmp_path / "damaged.safetensors", tensors, card)
    with pytest.raises(MetaUnsupError) as caught:
        Viml().load(tmp_path / "damaged.safetensors")
    assert caught.value.code == "checkpoint_damaged"
