"""How much memory a gradient needs: the bytes saved for the backward pass, at their peak; and giving it back."""

from __future__ import annotations

import gc
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor

from metaunsup.adaptation import room


class _Saved:
    """A tensor saved for the backward pass, counted until it is released."""

    __slots__ = ("__weakref__", "_release", "tensor")

    def __init__(self, tensor: Tensor, release: Callable[[Tensor], None]) -> None:
        self.tensor, self._release = tensor, release

    def __del__(self) -> None:
        self._release(self.tensor)


@contextmanager
def saved_for_backward() -> Iterator[Callable[[], int]]:
    """Counts the bytes of all storages saved for backward inside; gives the peak so far."""
    users: dict[int, int] = {}
    now = peak = 0
    lock = threading.RLock()

    def save(tensor: Tensor) -> _Saved:
        nonlocal now, peak
        storage = tensor.untyped_storage()
        with lock:
            users[storage.data_ptr()] = users.get(storage.data_ptr(), 0) + 1
            if users[storage.data_ptr()] == 1:
                now += storage.nbytes()
                peak = max(peak, now)
        # without its place in the graph: changed in place since, it would hold what comes after it, and so itself
        return _Saved(tensor.detach(), release)

    def release(tensor: Tensor) -> None:
        nonlocal now
        storage = tensor.untyped_storage()
        with lock:
            users[storage.data_ptr()] -= 1
            if not users[storage.data_ptr()]:
                now -= storage.nbytes()
                del users[storage.data_ptr()]

    with torch.autograd.graph.saved_tensors_hooks(save, lambda saved: saved.tensor):
        yield lambda: peak


def give_back() -> None:
    """Let the system have what is freed: graphs that hold themselves, and what glibc keeps for later requests.

    Where there is no glibc the allocator does as it thinks best.
    """
    gc.collect()
    room.give_back()
