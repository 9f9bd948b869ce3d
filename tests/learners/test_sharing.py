"""Several processes that share every meta-batch come to what one comes to."""

from __future__ import annotations

import threading
from collections.abc import Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any

import pytest
import torch
from torch import Tensor

from metaunsup.learners.registry import LEARNERS, make_learner
from metaunsup.learners.sharing import ALONE, Alone, task_generators
from metaunsup.tasks.umtra import UmtraEpisodes

TRAINABLE = [name for name, spec in LEARNERS.items() if spec.trainable]
# every phase of MAML's practice within three steps
MORE: dict[str, dict[str, Any]] = {
    "maml": {"learn_rates": True, "warmup": 0.3, "first_order_until": 0.6},
    "leo": {"warmup": 0.3},
}


class Rank:
    """One of ``size`` threads that add up what they have in a list they share."""

    def __init__(self, rank: int, size: int, meeting: threading.Barrier, table: list[Tensor]) -> None:
        self.rank, self.size, self.leads = rank, size, rank == 0
        self.meeting, self.table = meeting, table
        self.computed: list[int] = []

    def mine(self, tasks: Sequence[Any]) -> Sequence[Any]:
        own = tasks[self.rank :: self.size]
        self.computed.append(len(own))
        return own

    def add_up(self, rows: Tensor) -> Tensor:
        others = [row for row in range(len(rows)) if row % self.size != self.rank]
        assert bool(rows[others].eq(0).all()) and bool(rows[self.rank :: self.size].ne(0).any(1).all())
        self.table[self.rank] = rows.clone()
        self.meeting.wait(60)
        total = torch.stack(self.table).sum(0)
        self.meeting.wait(60)
        return total


STILL = {("selfcritique", "blocks"), ("rl", "blocks")}  # leave the network as it is


@pytest.mark.parametrize("dtype", [pytest.param(torch.float32, marks=pytest.mark.slow), torch.float64])
@pytest.mark.parametrize("name", TRAINABLE)
def test_two_that_share_equal_one(name, dtype, ready, unlabelled) -> None:
    def practise(share: Any) -> tuple[dict[str, Tensor], list[tuple[int, float, int]]]:
        learner = ready(name, meta_batch=3, **MORE.get(name, {}))
        learner.dtype = dtype
        learner.begin(learner.parameters)
        generator = torch.Generator().manual_seed(1)
        told = list(learner.meta_train(UmtraEpisodes(unlabelled), steps=3, generator=generator, share=share))
        state = learner.training_state() | {"generator": generator.get_state()}
        return state, [(one.step, one.loss, one.items_seen) for one in told]

    meeting, table = threading.Barrier(2), [torch.empty(0)] * 2
    ranks = [Rank(rank, 2, meeting, table) for rank in range(2)]
    with ThreadPoolExecutor(2) as pool:
        shared = list(pool.map(practise, ranks))
        # in such a thread, too: how many OpenMP threads there are belongs to a thread, and rounds sums
        one, told = pool.submit(practise, ALONE).result()
    assert [rank.computed for rank in ranks] == [[2] * 3, [1] * 3]
    start = ready(name, **MORE.get(name, {})).parameters
    moving = {key: value for key, value in start.items() if value.ndim > 1 and (name, key[:6]) not in STILL}
    assert not any(torch.equal(one[f"parameter/{key}"], value.to(dtype)) for key, value in moving.items())
    for state, others in shared:
        assert state.keys() == one.keys() and others == told
        # bit for bit: a row for each task is summed in the tasks' order, however many processes there are
        assert all(torch.equal(state[key], value) for key, value in one.items())


def test_a_stream_for_each_task_whoever_computes_it() -> None:
    tasks = [torch.rand(4, generator=one).tolist() for one in task_generators(5, torch.Generator().manual_seed(0))]
    again = [torch.rand(4, generator=one).tolist() for one in task_generators(5, torch.Generator().manual_seed(0))]
    assert tasks == again and len({tuple(one) for one in tasks}) == 5
    generator = torch.Generator().manual_seed(0)
    task_generators(5, generator)
    after = generator.get_state()
    drawn = task_generators(5, torch.Generator().manual_seed(0))
    torch.rand(100, generator=drawn[2])  # what a task draws moves nobody else's stream
    assert torch.rand(4, generator=drawn[3]).tolist() == tasks[3]
    assert torch.equal(generator.get_state(), after)


def test_alone_all_tasks_are_ones_own() -> None:
    rows = torch.rand(3, 2)
    assert Alone().mine([1, 2, 3]) == [1, 2, 3] and torch.equal(Alone().add_up(rows), rows)
    assert Alone.leads and Alone.size == 1


@pytest.mark.parametrize("name", TRAINABLE)
def test_the_mean_counts_every_task_alike(name, ready, unlabelled) -> None:
    """The outer gradient is the mean of the tasks' own, whatever the learner does inside."""
    learner = ready(name, meta_batch=3)
    learner.dtype = torch.float64
    learner.begin(learner.parameters)
    parameters = {key: value.requires_grad_() for key, value in learner.parameters.items()}
    episodes = UmtraEpisodes(unlabelled)
    stream = torch.Generator().manual_seed(2)
    found, loss, items, terms, _ = learner._outer_gradient(parameters, episodes, stream, 10, ALONE)
    own, measured = [], []
    for one in task_generators(3, torch.Generator().manual_seed(2)):
        own.append(learner.task_gradient(parameters, episodes, one, 0.0))
        measured.append(learner.measured)
    assert loss == pytest.approx(sum(one[1] for one in own) / 3, rel=1e-12)
    assert items == sum(one[2] for one in own)
    assert tuple(terms) == learner.terms
    assert list(terms.values()) == pytest.approx([sum(each) / 3 for each in zip(*measured, strict=True)])
    for key, value in found.items():
        assert torch.allclose(value, sum(one[0][key] for one in own) / 3, rtol=1e-9, atol=1e-14), key


@pytest.mark.parametrize("name", TRAINABLE)
def test_what_practised_in_double_numbers_is_kept_in_single_ones(
    name, ready, unlabelled, task, trace, tmp_path
) -> None:
    learner = ready(name)
    learner.dtype = torch.float64
    learner.begin(learner.parameters)
    list(learner.meta_train(UmtraEpisodes(unlabelled), steps=1, generator=torch.Generator().manual_seed(0)))
    assert all(value.dtype == torch.float64 for value in learner.ready().values())
    assert trace(learner, task.items, 3)[-1].embedding.dtype == torch.float32
    learner.save(tmp_path / "c.safetensors")
    other = make_learner(name)
    other.load(tmp_path / "c.safetensors")
    assert all(torch.equal(other.parameters[key], value.float()) for key, value in learner.ready().items())
