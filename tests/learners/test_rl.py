"""The policy's gradient, its baseline, its menu; that it learns what chance does not; and its controls."""

from __future__ import annotations

import itertools
import math

import pytest
import torch
from slopes import check_slopes, seeded
from torch import Tensor

from metaunsup.adaptation.menu import INDICES, MENU, Menu
from metaunsup.adaptation.optimiser import DictAdam
from metaunsup.adaptation.reinforce import surrogate
from metaunsup.errors import MetaUnsupError
from metaunsup.learners.choosing import POLICY, WORTH
from metaunsup.learners.registry import make_learner
from metaunsup.networks.policy import Told, initial_policy, play
from metaunsup.tasks.task import Task
from metaunsup.tasks.umtra import UmtraEpisodes

ZERO = torch.zeros(1, 1, 2, dtype=torch.float64)


def told(entries: int, dtype: torch.dtype = torch.float64, seed: int = 1) -> Told:
    return Told(
        torch.rand(entries, len(INDICES), generator=seeded(seed), dtype=dtype),
        torch.rand(entries, entries, generator=seeded(seed + 1), dtype=dtype),
    )


def moved(entries: int, dtype: torch.dtype = torch.float64) -> dict[str, Tensor]:
    """A policy with opinions."""
    made = initial_policy(entries, len(INDICES), seeded())
    return {k: (v + 0.3 * torch.randn(v.shape, generator=seeded(len(k)))).to(dtype) for k, v in made.items()}


# -- the gradient ---------------------------------------------------------------------------------------------------


def test_two_actions_of_known_returns() -> None:
    """d/dl of p R0 + (1 - p) R1 with p = sigmoid(l) is p (1 - p) (R0 - R1), when both are played as often as p says."""
    logit = torch.tensor(math.log(3.0), dtype=torch.float64, requires_grad=True)  # p = 3/4
    log_chance = torch.nn.functional.logsigmoid(torch.stack([logit, logit, logit, -logit]))
    returns = torch.tensor([0.9, 0.9, 0.9, 0.1], dtype=torch.float64)
    for baseline in (0.0, 0.37, -5.0):  # whatever is expected before, the mean gradient is the same
        value = torch.full((1, 4, 2), baseline, dtype=torch.float64)
        decided = torch.stack([log_chance, torch.zeros_like(log_chance)], 1)[None]
        loss = surrogate(decided, value, returns, torch.zeros(1, 4), 0.0)
        (found,) = torch.autograd.grad(loss, logit, retain_graph=True)
        assert float(found) == pytest.approx(-0.75 * 0.25 * 0.8)


def test_values_go_where_the_returns_are_and_entropy_is_wanted() -> None:
    value = torch.full((1, 2, 2), 0.5, dtype=torch.float64, requires_grad=True)
    entropy = torch.ones(1, 2, dtype=torch.float64, requires_grad=True)
    loss = surrogate(ZERO.expand(1, 2, 2), value, torch.tensor([1.0, 0.0]).double(), entropy, 0.2)
    of_value, of_entropy = torch.autograd.grad(loss, (value, entropy))
    assert of_value.tolist() == [[[-0.25, -0.25], [0.25, 0.25]]]
    assert of_entropy.tolist() == [[-0.1, -0.1]]


def test_the_policys_gradient_by_differences() -> None:
    parameters = {name: value.requires_grad_() for name, value in moved(4).items()}
    reward = torch.tensor([0.2, 0.9, 0.4, 0.6], dtype=torch.float64)
    fixed: list[Tensor] = []  # what is expected is a constant of the policy's own term

    def loss(at: dict[str, Tensor]) -> Tensor:
        rounds = list(play(at, lambda picked: told(4), 3, (20, 4), seeded(), 5))
        returns = reward[rounds[-1].kept]
        value = torch.stack([one.value for one in rounds])
        fixed[:] = fixed or [value.detach()]
        log_chance = torch.stack([one.log_chance for one in rounds])
        entropy = torch.stack([one.entropy for one in rounds])
        error = (returns[None, :, None] - value).square().sum((0, 2)).mean() / 2
        policy = surrogate(log_chance, fixed[0], returns, entropy, 0.05)
        return policy - (returns[None, :, None] - fixed[0]).square().sum((0, 2)).mean() / 2 + error

    exact = check_slopes(loss, parameters)
    rounds = list(play(parameters, lambda picked: told(4), 3, (20, 4), seeded(), 5))
    stacked = [torch.stack([getattr(one, name) for one in rounds]) for name in ("log_chance", "value", "entropy")]
    whole = surrogate(stacked[0], stacked[1], reward[rounds[-1].kept], stacked[2], 0.05)
    found = torch.autograd.grad(whole, list(parameters.values()))
    assert all(torch.allclose(one, exact[name]) for name, one in zip(parameters, found, strict=True))


# -- playing --------------------------------------------------------------------------------------------------------


def test_no_entry_is_tried_twice_and_what_is_kept_was_tried() -> None:
    rounds = list(play(moved(5), lambda picked: told(5), 9, (20, 4), seeded(), 50))
    picked = torch.stack([one.picked for one in rounds])
    assert len(rounds) == 5 and all(sorted(column) == [0, 1, 2, 3, 4] for column in picked.T.tolist())
    assert torch.equal(rounds[0].kept, rounds[0].picked)
    for before, after in itertools.pairwise(rounds):
        assert ((after.kept == before.kept) | (after.kept == after.picked)).all()
        assert (after.chances.sum(1) - 1).abs().max() < 1e-9


def test_what_is_told_of_entries_not_tried_changes_nothing() -> None:
    def run(rest: float) -> list[list[int]]:
        seen: set[int] = set()

        def look(picked: Tensor) -> Told:
            seen.update(picked.tolist())
            full, hidden = told(5), [number for number in range(5) if number not in seen]
            full.indices[hidden] = full.agreement[hidden] = full.agreement[:, hidden] = rest
            return full

        return [[int(one.picked), int(one.kept)] for one in play(moved(5), look, 4, (20, 4))]

    assert run(0.0) == run(123.0)


@pytest.mark.slow
def test_practice_finds_the_entry_that_an_index_gives_away() -> None:
    """At each task another of six entries is right, by 0.8, and only its first index says so; chance keeps a sixth.

    Four rounds meet it two times in three, so that no policy's mean can pass 0.2 + 0.8 * 4 / 6 = 0.73; keeping at
    random comes to 0.33.
    """
    entries, players, generator = 6, 64, seeded(0)
    parameters = {name: value.requires_grad_() for name, value in initial_policy(6, len(INDICES), generator).items()}
    adam, means = DictAdam(parameters, 0.02), []
    for _ in range(120):
        right = int(torch.randint(entries, (), generator=generator))
        reward = torch.full((entries,), 0.2)
        reward[right] = 1.0
        one = Told(torch.rand(entries, len(INDICES), generator=generator), torch.zeros(entries, entries))
        one.indices[:, 0] = 0.1 + 0.4 * (reward > 0.5)
        rounds = list(play(parameters, lambda picked, one=one: one, 4, (20, 4), generator, players))
        returns = reward[rounds[-1].kept]
        stacked = [torch.stack([getattr(each, name) for each in rounds]) for name in ("log_chance", "value", "entropy")]
        loss = surrogate(stacked[0], stacked[1], returns - reward.mean(), stacked[2], 0.003)
        adam.step(dict(zip(parameters, torch.autograd.grad(loss, list(parameters.values())), strict=True)))
        means.append(float(returns.mean()))
    assert means[0] < 0.42 and sum(means[-30:]) / 30 > 0.6


# -- the menu -------------------------------------------------------------------------------------------------------


def menu_of(task: Task) -> Menu:
    learner = make_learner("rl")
    parameters = learner.initialise(1, seeded(0))
    return learner.menu(parameters, task.items, 3, seeded(0))


def test_an_entry_is_the_same_whenever_it_is_tried(task) -> None:
    one, other = menu_of(task), menu_of(task)
    forth = [one.tries(number) for number in range(len(MENU))]
    back = [other.tries(number) for number in reversed(range(len(MENU)))][::-1]
    assert all(torch.equal(a, b) for a, b in zip(forth, back, strict=True))
    assert torch.equal(one.indices, other.indices) and torch.equal(one.agreement, other.agreement)
    assert torch.equal(one.agreement.diagonal(), torch.ones(len(MENU))) and torch.equal(one.agreement, one.agreement.T)
    assert one.indices.abs().max() <= 1 and len({entry.name for entry in MENU}) == len(MENU)
    even = torch.tensor([0, 1, 2]).repeat(6).numpy()
    assert one._told(even)[3] == pytest.approx(1.0)  # three clusters of six: as even as can be


# -- the learner ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["rl", "rl-random", "rl-fixed", "rl-silhouette"])
def test_a_menu_of_one_entry_leaves_no_choice(name, ready, trace, task, unlabelled) -> None:
    learner = ready("rl", entries=1)
    list(learner.meta_train(UmtraEpisodes(unlabelled), steps=2, generator=seeded()))
    other = make_learner(name, entries=1)
    other.parameters = learner.ready()
    (step,) = trace(other, task.items, 3, steps=5)
    assert step.chosen == {"tried": MENU[0].name, "answer": MENU[0].name}


@pytest.mark.parametrize("entries", [0, len(MENU) + 1])
def test_menus_that_there_are_not(entries) -> None:
    with pytest.raises(MetaUnsupError) as caught:
        make_learner("rl", entries=entries)
    assert caught.value.code == "number_out_of_range" and str(len(MENU)) in str(caught.value)


def test_only_the_policy_moves_and_worth_is_the_mean_reward(ready, unlabelled, monkeypatch) -> None:
    learner, rewards = ready("rl", meta_batch=2), []
    start = {name: value.clone() for name, value in learner.ready().items()}
    own = type(learner).task_gradient

    def watched(self, *given):
        found = own(self, *given)
        rewards.append(self.left[0])
        return found

    monkeypatch.setattr(type(learner), "task_gradient", watched)
    told = list(learner.meta_train(UmtraEpisodes(unlabelled), steps=3, generator=seeded()))
    after = learner.ready()
    assert all(torch.equal(after[name], value) for name, value in start.items() if name.startswith("blocks."))
    assert any(not torch.equal(after[name], value) for name, value in start.items() if name.startswith(POLICY))
    assert torch.allclose(after[WORTH], torch.stack(rewards).mean(0), atol=1e-6)
    terms = told[-1].terms  # of entropy a round's; a task has four
    assert told[-1].loss == pytest.approx(1 - terms["return"] - 0.001 * 4 * terms["entropy"])


def test_a_control_does_what_it_is_called(ready, trace, task) -> None:
    fixed = ready("rl-fixed")
    fixed.parameters[WORTH][3] = 1.0
    assert [step.chosen["answer"] for step in trace(fixed, task.items, 3, steps=5)] == [MENU[3].name]
    tried = [step.chosen["tried"] for step in trace(ready("rl-random"), task.items, 3, steps=9)]
    assert len(tried) == len(set(tried)) == 4
    last = trace(ready("rl-silhouette"), task.items, 3, steps=0)[-1]  # all in one step
    menu = menu_of(task)
    for number in range(len(MENU)):
        menu.tries(number)
    assert last.chosen["answer"] == MENU[int(menu.indices[:, 0].argmax())].name


def test_rounds_are_steps_and_few_steps_take_several(ready, trace, task) -> None:
    whole, two = (trace(ready("rl"), task.items, 3, steps=steps) for steps in (9, 1))
    assert len(whole) == 4 and len(two) == 2
    assert two[-1].chosen == whole[-1].chosen and torch.equal(two[-1].assignments, whole[-1].assignments)
    assert whole[0].chosen["tried"] == whole[0].chosen["answer"]
    assert all(float(step.shown["chances"].sum()) == pytest.approx(1.0) for step in whole)
