"""The recommender that adapts: its inner step is the loss's gradient, its outer gradient that of finite differences."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
import torch
from torch.nn import functional as F

from metaunsup import MetaUnsupError
from metaunsup.applications.preference import MOST_KNOWN, NAMES, Preference, split_clicks

GENERATOR = torch.Generator().manual_seed(0)
CLICKS = (torch.rand(60, 15, generator=GENERATOR) < 0.4).double()
CLICKS[:, :3] = 1


def begun(**settings: float) -> tuple[Preference, dict[str, torch.Tensor]]:
    made = Preference(factors=4, inner_steps=2, **settings)
    parameters = {name: value.double() for name, value in made.initialise(CLICKS, GENERATOR).items()}
    for name, value in parameters.items():
        parameters[name] = (value + 0.3 * torch.randn(value.shape, generator=GENERATOR)).requires_grad_()
    return made, parameters


def test_a_step_is_the_gradient_of_the_mean_loss_weighted_by_how_much_is_known() -> None:
    made, parameters = begun()
    known, _ = split_clicks(CLICKS[:5], GENERATOR)
    u = parameters["start"].detach().repeat(5, 1)
    for step, told in enumerate(made.adapt(parameters, known)):
        assert torch.allclose(told, u, atol=1e-10), step
        if step == made.inner_steps:
            break
        u = u.detach().requires_grad_()
        log_p = F.log_softmax(u @ parameters["items"].detach().T + parameters["bias"].detach(), dim=1)
        count = known.sum(1)
        (gradient,) = torch.autograd.grad((-(known * log_p).sum(1) / count).sum(), u)
        weight = count / (count + float(parameters["log_prior"].detach().exp()))
        u = u - float(parameters["log_rates"].detach()[step].exp()) * weight[:, None] * gradient


def test_the_outer_gradient_goes_through_the_steps() -> None:
    made, parameters = begun(decay=0.01)
    known, later = split_clicks(CLICKS[:7], GENERATOR)
    gradients = torch.autograd.grad(made.loss(parameters, known, later), list(parameters.values()))
    for (name, value), gradient in zip(parameters.items(), gradients, strict=True):
        along = torch.randn(value.shape, generator=GENERATOR, dtype=torch.float64)
        ends = [
            float(made.loss(parameters | {name: (value + by * along).detach()}, known, later).detach())
            for by in (1e-6, -1e-6)
        ]
        slope = (ends[0] - ends[1]) / 2e-6
        assert float((gradient * along).sum()) == pytest.approx(slope, rel=1e-4, abs=1e-8), name


def test_clicks_are_split_in_two_without_loss() -> None:
    known, later = split_clicks(CLICKS.repeat(20, 1), GENERATOR)
    assert torch.equal(known + later, CLICKS.repeat(20, 1)) and bool(((known * later) == 0).all())
    assert int(known.sum(1).min()) == 1 and int(later.sum(1).min()) >= 1
    assert int(known.sum(1).max()) <= MOST_KNOWN and len(known.sum(1).unique()) > 4


def test_practice_foretells_later_clicks_better_and_a_seed_decides_it(tmp_path: Path) -> None:
    """Two groups of people with opposite tastes: one click tells which, after practice and not before."""
    taste = torch.zeros(200, 15)
    taste[:100, :7] = 1
    taste[100:, 7:] = 1

    def practised(seed: int) -> Preference:
        made = Preference(factors=4, decay=1e-3, outer_lr=0.05)
        steps = made.meta_train(taste, steps=60, generator=torch.Generator().manual_seed(seed))
        assert [one.step for one in steps] == list(range(1, 61))
        return made

    made, known = practised(0), np.eye(15)
    scores = made.scores(known)
    own = np.zeros((15, 15), dtype=bool)
    own[:7, :7] = own[7:, 7:] = True
    assert all(scores[row][own[row]].min() > scores[row][~own[row]].max() for row in range(15))
    assert np.ptp(made.scores(known, 0), axis=0).max() == 0  # before a step all are alike
    assert np.array_equal(practised(0).scores(known), scores)
    made.save(tmp_path / "one.safetensors", {"pool": {"name": "made"}})
    again = Preference.load(tmp_path / "one.safetensors")
    assert np.array_equal(again.scores(known), scores) and again.progress.step == 60


def test_what_is_no_recommender_is_refused(tmp_path: Path) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        Preference().scores(np.zeros((1, 3)))
    assert caught.value.code == "not_meta_trained"
    made = Preference(factors=4)
    made.parameters = made.initialise(CLICKS.float(), GENERATOR)
    made.parameters.pop(NAMES[1])
    made.save(tmp_path / "half.safetensors", {})
    with pytest.raises(MetaUnsupError) as caught:
        Preference.load(tmp_path / "half.safetensors")
    assert caught.value.code == "checkpoint_damaged"
