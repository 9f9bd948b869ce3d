"""Learners that practise one-class tasks: their gradients, and what an episode makes of pseudo-classes."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
import torch
from torch import Tensor

from metaunsup.adaptation.one_class import balanced_loss, normal_loss
from metaunsup.learners.registry import ONE_CLASS, make_learner
from metaunsup.tasks.episode import Episode, episode_of
from metaunsup.tasks.one_class import one_class_episode

GENERATOR = torch.Generator().manual_seed(0)
VIEWS = torch.rand(3, 6, 1, 16, 16, generator=GENERATOR, dtype=torch.float64)


@dataclass(frozen=True)
class Same:
    """Always the same episode, of so many numbers a pixel as is asked for."""

    dtype: torch.dtype = torch.float64

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        return episode_of(VIEWS.to(self.dtype), 3)


def practised(name: str, **options: float) -> tuple:
    learner = make_learner(name, sets=1, contamination=0.0, **options)
    learner.dtype = torch.float64
    learner.begin(learner.initialise(1, torch.Generator().manual_seed(1)))
    parameters = {name: value.requires_grad_() for name, value in learner.parameters.items()}

    def gradient(at: dict[str, Tensor]) -> tuple[dict[str, Tensor], float]:
        found, loss, seen = learner.task_gradient(at, Same(), torch.Generator().manual_seed(2), 0.0)
        assert seen == 9  # three to learn from, twice three to be judged
        return found, loss

    return learner, parameters, gradient


def slope(parameters: dict[str, Tensor], gradient, along: dict[str, Tensor], by: float = 1e-6) -> float:
    """The loss's slope by central differences."""
    ends = []
    for sign in (1, -1):
        moved = {
            name: (value + sign * by * along[name]).detach().requires_grad_() for name, value in parameters.items()
        }
        ends.append(gradient(moved)[1])
    return (ends[0] - ends[1]) / (2 * by)


@pytest.mark.parametrize(("name", "exact"), [("acr", True), ("oc-maml", True), ("oc-fomaml", False)])
def test_gradients_are_those_of_the_loss_but_for_the_first_order_s(name, exact) -> None:
    _, parameters, gradient = practised(name, **({} if name == "acr" else {"inner_lr": 0.5, "train_steps": 2}))
    found, _ = gradient(parameters)
    along = {name: torch.randn(value.shape, generator=GENERATOR, dtype=torch.float64) for name, value in found.items()}
    told = sum(float((found[name] * along[name]).sum()) for name in found)
    assert (abs(told - slope(parameters, gradient, along)) < 1e-3 * abs(told)) == exact


def test_reptile_goes_where_the_steps_lead_the_last_of_which_is_balanced() -> None:
    learner, parameters, gradient = practised("oc-reptile", inner_lr=0.5, train_steps=2)
    task = one_class_episode(Same().draw(3, 3, 3, GENERATOR), 0, 0.0, 0.5, torch.Generator().manual_seed(2))
    phi = dict(parameters)
    for step in range(3):  # by hand
        logits = learner.logits(phi, task.items)
        loss = normal_loss(logits[:3]) if step < 2 else balanced_loss(logits[3:], task.anomalous)
        phi = {
            name: value - 0.5 * one
            for (name, value), one in zip(phi.items(), torch.autograd.grad(loss, list(phi.values())), strict=True)
        }
    found, told = gradient(parameters)
    assert told == pytest.approx(float(loss.detach()))  # of the last step, before it
    for name, value in parameters.items():
        assert torch.allclose(found[name], value - phi[name], atol=1e-9), name


def test_an_episode_s_support_is_of_one_pseudo_class_and_its_clumps_of_another() -> None:
    views = torch.arange(8.0)[:, None, None, None, None].expand(8, 10, 1, 1, 1)  # an item's number is its class
    episode = episode_of(views, 5)
    sizes = set()
    for seed in range(30):
        one = one_class_episode(episode, 3, 0.4, 0.5, torch.Generator().manual_seed(seed))
        spoiled = int((one.support != 3).sum())
        sizes.add((spoiled > 0, len(one.queries[one.anomalous].unique()) == 1))
        assert len(one.support) == 5 and spoiled <= 2
        assert bool((one.queries[~one.anomalous] == 3).all()) and not bool((one.queries[one.anomalous] == 3).any())
        assert int(one.anomalous.sum()) == 5
    assert sizes == {(a, b) for a in (True, False) for b in (True, False)}


@pytest.mark.parametrize("name", ONE_CLASS)
def test_they_practise_save_and_load_as_all_others(name, tmp_path) -> None:
    learner = make_learner(name, sets=1)
    learner.trained_on = torch.arange(3)
    steps = learner.meta_train(Same(torch.float32), steps=2, generator=torch.Generator().manual_seed(0))
    assert [one.step for one in steps] == [1, 2]
    learner.save(tmp_path / "one.safetensors")
    again = make_learner(name)
    again.load(tmp_path / "one.safetensors")
    assert all(torch.equal(value, again.parameters[key]) for key, value in learner.parameters.items())
    items = VIEWS.flatten(0, 1).float()
    (first,) = (one for one in again.adapt(items, 3, steps=0, generator=torch.Generator()))
    assert first.assignments.shape == (18,)  # it groups, too
