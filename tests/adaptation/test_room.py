"""One large computation at a time, and none of it kept while somebody looks at a step."""

from __future__ import annotations

import gc
import threading
import time
import weakref
from collections.abc import Mapping

import pytest
import torch
from threadpoolctl import threadpool_info
from torch import Tensor
from torch.nn import functional as F

from metaunsup.adaptation.labelling import LoopRule
from metaunsup.adaptation.room import LARGE, one_at_a_time, one_thread, one_thread_of_all
from metaunsup.adaptation.self_labelling import self_label
from metaunsup.learners.registry import make_learner


@pytest.mark.parametrize(("numbers", "together"), [(LARGE, 2), (LARGE + 1, 1)])
def test_large_tasks_wait_for_each_other_and_small_ones_do_not(numbers: int, together: int) -> None:
    inside, most, both = 0, 0, threading.Barrier(2)

    def compute() -> None:
        nonlocal inside, most
        both.wait(10)
        with one_at_a_time(torch.zeros(numbers)), one_at_a_time(torch.zeros(numbers)):  # what is within it, too
            inside += 1
            most = max(most, inside)
            time.sleep(0.2)
            inside -= 1

    threads = [threading.Thread(target=compute) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(10)
    assert most == together


def test_waiting_for_others_is_no_time_of_a_learner_s_own() -> None:
    taken, free = threading.Event(), 1.0
    items = torch.rand(LARGE // 784 + 1, 1, 28, 28, generator=torch.Generator().manual_seed(0))

    def other() -> None:
        with one_at_a_time(items):
            taken.set()
            time.sleep(free)

    thread = threading.Thread(target=other)
    thread.start()
    assert taken.wait(10)
    begun = time.perf_counter()
    step = next(make_learner("random").adapt(items, 2, steps=0, generator=torch.Generator().manual_seed(0)))
    passed = time.perf_counter() - begun
    thread.join(10)
    assert passed - step.seconds > 0.8 * free


def test_while_a_step_is_shown_nothing_of_its_gradient_is_kept(seeded) -> None:
    made: list[weakref.ref[Tensor]] = []

    def embed(parameters: Mapping[str, Tensor], images: Tensor) -> Tensor:
        hidden = (images @ parameters["w"]).exp()
        made.append(weakref.ref(hidden))
        return F.normalize(hidden.tanh(), dim=1)

    items = torch.randn(12, 5, generator=seeded(0))
    trace = self_label(
        embed,
        {"w": torch.randn(5, 4, generator=seeded(1))},
        items,
        3,
        rates=lambda step: {"w": torch.tensor(0.01)},
        steps=3,
        view=lambda images: images + 0.1,
        generator=seeded(2),
        temperature=0.1,
        rule=LoopRule(),
    )
    for state in trace:
        gc.collect()
        assert state.embedding.grad_fn is None
        assert made and all(hidden() is None for hidden in made)


def test_libraries_take_one_thread_and_afterwards_as_many_as_before() -> None:
    def threads() -> list[int]:
        return [one["num_threads"] for one in threadpool_info()]

    with one_thread():
        assert threads() == [1] * len(threads())
    before = threads()
    for _ in range(2):  # found once, told each time
        with one_thread():
            assert threads() == [1] * len(before)
        assert threads() == before


def test_with_torch_all_take_one_thread_and_afterwards_as_many_as_before() -> None:
    usual = torch.get_num_threads()
    torch.set_num_threads(2)
    try:
        with pytest.raises(ZeroDivisionError), one_thread_of_all():
            assert torch.get_num_threads() == 1
            assert {one["num_threads"] for one in threadpool_info()} == {1}
            raise ZeroDivisionError
        assert torch.get_num_threads() == 2
    finally:
        torch.set_num_threads(usual)
