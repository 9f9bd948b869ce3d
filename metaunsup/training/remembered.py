"""How much memory a gradient needs: the bytes that automatic differentiation remembers, while it remembers them."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

import torch
from torch import Tensor


class _Held:
    """A tensor that the gradient remembers, counted until it is let go of."""

    __slots__ = ("__weakref__", "_let_go", "tensor")

    def __init__(self, tensor: Tensor, let_go: Callable[[Tensor], None]) -> None:
        self.tensor, self._let_go = tensor, let_go

    def __del__(self) -> None:
        self._let_go(self.tensor)


@contextmanager
def remembered() -> Iterator[Callable[[], int]]:
    """Counts the bytes of all storages saved for backward inside; gives the peak so far."""
    users: dict[int, int] = {}
    now = peak = 0
    lock = threading.RLock()

    def save(tensor: Tensor) -> _Held:
        nonlocal now, peak
        storage = tensor.untyped_storage()
        with lock:
            users[storage.data_ptr()] = users.get(storage.data_ptr(), 0) + 1
            if users[storage.data_ptr()] == 1:
                now += storage.nbytes()
                peak = max(peak, now)
        return _Held(tensor, let_go)

    def let_go(tensor: Tensor) -> None:
        nonlocal now
        storage = tensor.untyped_storage()
        with lock:
            users[storage.data_ptr()] -= 1
            if not users[storage.data_ptr()]:
                now -= storage.nbytes()
                del users[storage.data_ptr()]

    with torch.autograd.graph.saved_tensors_hooks(save, lambda held: held.tensor):
        yield lambda: peak
