"""BiGAN: its losses and each player's gradient, the discriminator's penalty, what it draws, and that both agree."""

from __future__ import annotations

import math
from collections import deque
from typing import Any

import pytest
import torch
from slopes import check_slopes
from torch import Tensor

from metaunsup.errors import MetaUnsupError
from metaunsup.learners.gan import DISCRIMINATOR, BiGan
from metaunsup.learners.latent import directions
from metaunsup.learners.registry import make_learner
from metaunsup.networks.discriminator import JointDiscriminator
from metaunsup.runs.store import Store
from metaunsup.runs.worker import work
from metaunsup.tasks.umtra import UmtraEpisodes
from metaunsup.training.settings import TrainingEvent, TrainingSettings


def seeded(seed: int = 0) -> torch.Generator:
    return torch.Generator().manual_seed(seed)


def doubled(learner: BiGan, judges: bool | None = None) -> dict[str, Tensor]:
    """All parameters in float64, of which the discriminator's, or all but those, ask for gradients."""
    return {
        name: value.double().requires_grad_(judges is None or name.startswith(DISCRIMINATOR) == judges)
        for name, value in learner.parameters.items()
    }


@pytest.fixture
def gan(ready) -> BiGan:
    learner: BiGan = ready("gan", latent_size=3, penalty=4.0, agreement=0.05)
    for name, value in learner.parameters.items():
        if name.startswith(DISCRIMINATOR) and value.ndim == 1:  # black patches lie in the kink of a ReLU without bias
            learner.parameters[name] = 0.1 * torch.randn(value.shape, generator=seeded(len(name)))
    return learner


@pytest.fixture
def given(episode) -> tuple[Tensor, Tensor, Tensor]:
    """Images, another view of each, and latents of the prior."""
    images, others = episode.support.unflatten(0, (4, 2)).transpose(0, 1)
    return images, others, torch.randn(4, 3, generator=seeded(1), dtype=torch.float64)


def test_the_losses_are_those_of_one_pair_after_the_other(gan, given) -> None:
    parameters = doubled(gan)
    images, others, latents = given
    judge, players, error = gan.losses(parameters, images, others, latents)
    network = JointDiscriminator(3, 1, 32).double()
    network.load_state_dict({k.removeprefix(DISCRIMINATOR): v for k, v in parameters.items() if DISCRIMINATOR in k})
    with torch.no_grad():
        codes, drawn = gan.codes(parameters, images), gan.logits(parameters, latents, (16, 16)).sigmoid()
        again = gan.logits(parameters, gan.codes(parameters, images), (16, 16)).sigmoid()
    expected = {"judge": 0.0, "players": 0.0, "error": 0.0}
    for i in range(4):
        image, code = others[i : i + 1].clone().requires_grad_(), codes[i : i + 1].clone().requires_grad_()
        real, fake = network(image, code), network(drawn[i : i + 1], latents[i : i + 1])
        real.backward()
        steep = float((image.grad**2).sum() + (code.grad**2).sum())
        true, false = (1 / (1 + math.exp(-float(one.detach()))) for one in (real, fake))  # D of the paper
        squared = sum(float(a - b) ** 2 for a, b in zip(again[i].flatten(), others[i].flatten(), strict=True))
        expected["judge"] += (-math.log(true) - math.log(1 - false) + 4.0 / 2 * steep) / 4
        expected["players"] += (-math.log(1 - true) - math.log(false) + 0.05 * squared) / 4
        expected["error"] += squared / 4
    assert [judge.item(), players.item(), error] == pytest.approx(list(expected.values()), rel=1e-9)


@pytest.mark.parametrize("judges", [True, False])
@pytest.mark.slow
def test_each_player_s_gradient_is_that_of_its_own_loss(gan, given, judges) -> None:
    """The discriminator's goes through the gradient in its penalty: second derivatives."""
    parameters = doubled(gan, judges)
    own = {name: value for name, value in parameters.items() if value.requires_grad}
    exact = check_slopes(lambda at: gan.losses(parameters | at, *given)[0 if judges else 1] / 10, own)
    assert all(float(value.norm()) > 0 for value in exact.values())


def test_no_player_s_loss_moves_the_other(gan, given, unlabelled) -> None:
    parameters = doubled(gan)
    judge, players, _ = gan.losses(parameters, *given)
    for loss, judges in ((judge, True), (players, False)):
        found = torch.autograd.grad(loss, list(parameters.values()), allow_unused=True)
        assert [one is not None for one in found] == [name.startswith(DISCRIMINATOR) == judges for name in parameters]
    parameters = {name: value.detach().requires_grad_() for name, value in gan.parameters.items()}
    gradients, loss, seen = gan.task_gradient(parameters, UmtraEpisodes(unlabelled), seeded(), 0.0)
    assert gradients.keys() == parameters.keys() and seen == 8 and loss == sum(gan.measured[:2])


def test_the_penalty_of_a_linear_discriminator_is_its_squared_length(gan, given, monkeypatch) -> None:
    weight, slope = torch.rand(256, generator=seeded()).double(), torch.tensor([1.0, -2.0, 3.0]).double()
    monkeypatch.setattr(gan, "judged", lambda _, images, latents: images.flatten(1) @ weight + latents @ slope)
    parameters = doubled(gan)
    with_penalty, _, _ = gan.losses(parameters, *given)
    without, _, _ = gan.set_params(penalty=0.0).losses(parameters, *given)
    assert float(with_penalty - without) == pytest.approx(4.0 / 2 * float(weight.square().sum() + 14))


def test_a_picture_is_paired_with_the_latent_of_another_view_of_itself(gan, unlabelled, monkeypatch) -> None:
    episodes, told = UmtraEpisodes(unlabelled), []
    monkeypatch.setattr(gan, "losses", lambda _, *given: told.append(given) or BiGan.losses(gan, _, *given))
    parameters = {name: value.requires_grad_() for name, value in gan.parameters.items()}
    episode = episodes.draw(4, 1, 1, seeded())
    gan.task_gradient(parameters, episodes, seeded(), 0.0)
    images, others, _ = told[0]
    assert torch.equal(images[::2], episode.support) and torch.equal(images[1::2], episode.query)
    assert torch.equal(others[::2], episode.query) and torch.equal(others[1::2], episode.support)
    gan.set_params(other_view=False).task_gradient(parameters, episodes, seeded(), 0.0)
    assert torch.equal(told[1][0], images) and torch.equal(told[1][1], images)


@pytest.mark.slow
def test_practice_brings_encoder_and_generator_to_agree(unlabelled, task) -> None:
    learner: Any = make_learner("gan", ways=8)
    practice = learner.meta_train(UmtraEpisodes(unlabelled), steps=15, generator=seeded())
    first = next(practice)

    def error() -> float:
        return float((learner.reconstruct(task.items) - task.items).square().flatten(1).sum(1).mean())

    before = error()
    deque(practice, maxlen=1)
    judge, players, squared = first.terms.values()
    assert tuple(first.terms) == ("discriminator", "generator", "squared_error")
    assert first.loss == pytest.approx(judge + players) and players > squared
    assert error() < 0.75 * before  # 99 falls to 55


def test_a_contest_that_diverges_is_said_and_what_was_sound_kept(tmp_path, monkeypatch) -> None:
    """The run fails with the sentence, and its checkpoint is of the last sound step, never validated."""
    losses = BiGan.losses

    def broken(self, *given):
        judge, players, error = losses(self, *given)
        return judge * (math.nan if self.progress.step == 3 else 1.0), players, error

    monkeypatch.setattr(BiGan, "losses", broken)
    told, store, out = [], Store(tmp_path), tmp_path / "abc"
    chosen = TrainingSettings("gan", steps=6, seed=0, options={"ways": 4}, validate_every=0)
    with pytest.raises(MetaUnsupError) as caught:
        told.extend(one for one in work(chosen, out, store=store) if isinstance(one, TrainingEvent))
    assert caught.value.code == "training_diverged" and caught.value.fields == {"step": 4}
    assert [one.progress.step for one in told] == [1, 2, 3]
    row = store.get("abc")
    assert (row.status, row.problem.fields) == ("failed", {"step": 4})
    assert len((out / "metrics.jsonl").read_text().splitlines()) == 3
    kept = make_learner("gan")
    kept.load(out / "checkpoint.safetensors")
    assert kept.progress.step == 3 and all(bool(torch.isfinite(one).all()) for one in kept.ready().values())


def test_clusters_are_of_the_encoder_s_latents(ready, trace, task) -> None:
    learner: BiGan = ready("gan")
    step = trace(learner, task.items, 3)[-1]
    assert torch.allclose(step.embedding, directions(learner.codes(learner.ready(), task.items)))


@pytest.mark.parametrize("shape", [(1, 16, 16), (3, 28, 28), (1, 33, 47)])
def test_it_draws_pictures_of_any_size(ready, shape) -> None:
    learner: BiGan = ready("gan", channels=shape[0])
    images = torch.rand(3, *shape, generator=seeded())
    for drawn in (learner.reconstruct(images), learner.sample(3, seeded(), shape[1:])):
        assert drawn.shape == images.shape and 0 <= float(drawn.min()) <= float(drawn.max()) <= 1
    learner.losses(learner.ready(), images, images, torch.zeros(3, 16))
    ends = learner.interpolate(*learner.codes(learner.ready(), images)[:2], 4, shape[1:])[[0, 3]]
    assert torch.allclose(ends, learner.reconstruct(images)[:2], atol=1e-5)
    assert torch.equal(learner.sample(2, seeded(), shape[1:]), learner.sample(2, seeded(), shape[1:]))


@pytest.mark.parametrize("name", ["gan", "vae"])
def test_other_sizes_than_it_practised_on_are_tried_or_refused_with_what_it_knows(name, ready) -> None:
    """What no picture can have is refused in a sentence that says what it practised on; pictures too small, as ever."""
    learner = ready(name)
    for size in ((28,), (3, 28, 28), (28, 28.5), (0, 0), (-28, 28), (28, 100_000), ()):
        with pytest.raises(MetaUnsupError) as caught:
            learner.sample(1, seeded(), size)
        assert caught.value.code == "drawn_size" and "28 x 28" in str(caught.value)
    for small in (lambda: learner.sample(1, seeded(), (8, 28)), lambda: learner.reconstruct(torch.rand(2, 1, 8, 8))):
        with pytest.raises(MetaUnsupError) as caught:
            small()
        assert caught.value.code == "items_too_small" and "16" in str(caught.value)
    with pytest.raises(MetaUnsupError) as caught:
        learner.reconstruct(torch.rand(2, 3, 28, 28))
    assert caught.value.code == "items_channels"
    assert learner.sample(2, seeded(), (40, 20)).shape == (2, 1, 40, 20)
