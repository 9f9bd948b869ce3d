"""PsCo: its gradient by finite differences, its momentum copy and queue, and that its pseudo-tasks get truer."""

from __future__ import annotations

from collections import deque
from typing import Any

import pytest
import torch
from slopes import check_slopes, seeded
from torch import Tensor

from metaunsup.adaptation.pseudo_tasks import pseudo_shots
from metaunsup.data.registry import load_pool
from metaunsup.learners.psco import MOMENTUM, PREDICTOR, QUEUE, PsCo
from metaunsup.learners.registry import make_learner
from metaunsup.tasks.episode import Episode
from metaunsup.tasks.umtra import UmtraEpisodes

SMALL = {"ways": 4, "queue_size": 64}


def practised(unlabelled: Any, steps: int, **options: Any) -> PsCo:
    learner = PsCo(**SMALL | options)
    learner.trained_on = torch.arange(3)
    deque(learner.meta_train(UmtraEpisodes(unlabelled), steps=steps, generator=seeded()), maxlen=0)
    return learner


@pytest.mark.parametrize("projection", [False, True])
@pytest.mark.slow
def test_the_gradient_is_that_of_both_losses(projection, unlabelled, episode) -> None:
    learner = practised(unlabelled, 3, projection=projection)
    learner.dtype = torch.float64
    memory = {name: value.double() for name, value in learner.memory.items()}
    parameters = {name: value.double().requires_grad_() for name, value in learner.ready().items()}
    exact = check_slopes(lambda at: sum(learner.losses(at, memory, episode)[:2]) / 10, parameters)
    assert all(float(value.norm()) > 0 for value in exact.values())
    learner.memory = memory

    class One:
        def draw(self, *given: Any) -> Any:
            return episode

    found, loss, seen = learner.task_gradient(parameters, One(), seeded(), 0.0)
    assert seen == len(episode.support) + len(episode.query) and loss == pytest.approx(sum(learner.measured))
    assert all(torch.allclose(value, 10 * exact[name], atol=1e-9) for name, value in found.items())


def test_the_copy_is_the_closed_form_after_two_steps(unlabelled) -> None:
    learner, path = PsCo(**SMALL, momentum=0.8, projection=True), []
    learner.begin(learner.initialise(1, seeded(0)))
    path.append({name: value.clone() for name, value in learner.ready().items()})
    for _ in learner.meta_train(UmtraEpisodes(unlabelled), steps=2, generator=seeded()):
        path.append({name: value.clone() for name, value in learner.ready().items()})
    copied = {name.removeprefix(MOMENTUM) for name in learner.memory if name != QUEUE}
    assert copied == {name for name in path[0] if not name.startswith(PREDICTOR)}
    for name in copied:
        closed = 0.64 * path[0][name] + 0.16 * path[1][name] + 0.2 * path[2][name]
        assert torch.allclose(learner.memory[MOMENTUM + name], closed, atol=1e-6), name
        assert not torch.equal(path[0][name], path[2][name]), name
    assert not any(value.requires_grad for value in learner.memory.values())


def test_the_queue_is_first_in_first_out(ready) -> None:
    learner = ready("psco", queue_size=64, ways=20, meta_batch=2)
    learner.memory = learner._empty(learner.parameters)
    keys = torch.nn.functional.normalize(torch.randn(5, 2, 20, learner.width, generator=seeded()), dim=-1)
    keys[1, 0, 15:] = 0.0  # a partition gave fewer than ``ways``
    seen: Tensor = torch.zeros(64, learner.width)
    for step in keys:
        learner.remember(step.flatten(1))
        seen = torch.cat([seen, step.flatten(0, 1)])
        assert torch.equal(learner.memory[QUEUE], seen[seen.any(1) | (torch.arange(len(seen)) < 64)][-64:])


def test_a_task_leaves_its_keys(ready, unlabelled) -> None:
    learner: PsCo = ready("psco")
    parameters = {name: value.requires_grad_() for name, value in learner.parameters.items()}
    learner.task_gradient(parameters, UmtraEpisodes(unlabelled), seeded(), 0.0)
    (left,) = learner.left
    keys = left.view(learner.ways, learner.width)
    assert not left.requires_grad and torch.allclose(keys.norm(dim=1), torch.ones(learner.ways))
    drawn = UmtraEpisodes(unlabelled).draw(learner.ways, 1, 1, seeded())
    projected = learner.project(learner.ready(), drawn.support)
    assert torch.allclose(keys, torch.nn.functional.normalize(projected, dim=1), atol=1e-5)


def test_other_practice_begins_with_an_empty_queue(unlabelled, tmp_path) -> None:
    learner = practised(unlabelled, 2)
    learner.save(tmp_path / "c.safetensors")
    state = learner.training_state()
    assert {name for name in state if name.startswith("memory/")} == {f"memory/{name}" for name in learner.memory}
    learner.load(tmp_path / "c.safetensors")
    assert not learner.memory


def test_a_state_that_lacks_a_piece_of_the_memory_is_refused(unlabelled) -> None:
    learner = practised(unlabelled, 2)
    state = learner.training_state()
    assert learner.resumable(state, 1)
    for name in ("memory/queue", "memory/momentum.blocks.0.conv.weight"):
        assert not learner.resumable({key: value for key, value in state.items() if key != name}, 1)
        assert not learner.resumable({**state, name: torch.full_like(state[name], torch.nan)}, 1)
        assert not learner.resumable({**state, name: state[name][1:]}, 1)


def test_it_adapts_from_the_checkpoint_of_psco(unlabelled, tmp_path, task) -> None:
    learner = practised(unlabelled, 2)
    learner.save(tmp_path / "c.safetensors")
    adapting: Any = make_learner("psco-adapt")
    adapting.load(tmp_path / "c.safetensors")
    first, *_, last = adapting.adapt(task.items, 3, steps=2, generator=seeded())
    (plain, *_) = learner.adapt(task.items, 3, steps=0, generator=seeded())
    assert first.embedding.shape == plain.embedding.shape and last.loss is not None
    assert not torch.allclose(first.embedding, last.embedding)


class Told:
    """UMTRA's episodes, whose items' true classes are written down in the order in which keys go into the queue."""

    def __init__(self, pool: Any) -> None:
        part = pool.part("train")
        self.episodes, self.labels, self.drawn = (
            UmtraEpisodes(part.data),
            part.labels,
            torch.zeros(0, dtype=torch.int64),
        )

    def draw(self, ways: int, support: int, query: int, generator: torch.Generator) -> Episode:
        ahead = torch.Generator()
        ahead.set_state(generator.get_state())
        self.drawn = torch.cat([self.drawn, self.labels[torch.randperm(len(self.labels), generator=ahead)[:ways]]])
        return self.episodes.draw(ways, support, query, generator)


@pytest.mark.slow
def test_practice_makes_the_shots_truer() -> None:
    """Characters of one kind, by labels that it never saw: far above chance, and above the untrained network."""
    pool, options = load_pool("glyphs"), {"ways": 96, "queue_size": 960}

    def truth(steps: int, outer_lr: float) -> float:
        learner, told = PsCo(**options, outer_lr=outer_lr), Told(pool)
        deque(learner.meta_train(told, steps=steps, generator=seeded()), maxlen=0)
        episode = told.draw(96, 1, 1, seeded(9))
        copy = {name.removeprefix(MOMENTUM): v for name, v in learner.memory.items() if name.startswith(MOMENTUM)}
        with torch.no_grad():
            keys = torch.nn.functional.normalize(learner.project(copy, episode.support), dim=1)
        shots = pseudo_shots(keys, learner.memory[QUEUE], learner.shots)
        queued, own = told.drawn[-960 - 96 : -96], told.drawn[-96:]
        return float((queued[shots] == own[:, None]).float().mean())

    untrained, practised, chance = truth(12, 1e-6), truth(60, 1e-2), 1 / 197
    print(untrained, practised)  # .021 and .099
    assert practised > 3 * untrained and practised > 10 * chance
