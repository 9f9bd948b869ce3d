"""Room for one large computation at a time, which would need a gigabyte each; and no more threads than one asks for."""

from __future__ import annotations

import contextlib
import ctypes
import functools
import threading
from collections.abc import Iterator
from contextlib import contextmanager

import torch
from threadpoolctl import ThreadpoolController
from torch import Tensor

LARGE = 300_000  # numbers in a task's items: 400 of MNIST's. Conv4 keeps a thousand times as many bytes for a gradient
_room = threading.RLock()


@contextmanager
def one_at_a_time(items: Tensor) -> Iterator[None]:
    """Wait until no other thread computes on as much as ``items``, where they are many; then be the only one."""
    if items.numel() <= LARGE:
        yield
        return
    with _room:
        try:
            yield
        finally:
            give_back()


def give_back() -> None:
    """Let the system have what glibc keeps for later requests of each thread; without glibc, nothing."""
    with contextlib.suppress(AttributeError, OSError, TypeError):
        ctypes.CDLL(None).malloc_trim(0)


@contextmanager
def one_thread() -> Iterator[None]:
    """Let scikit-learn, and the linear algebra below it, compute with one thread; torch has a number of its own."""
    import sklearn.neighbors  # noqa: F401 - what is not loaded yet is not found

    with _libraries().limit(limits=1):
        yield


@contextmanager
def one_thread_of_all() -> Iterator[None]:
    """The same of torch, too: sums of floats depend on how many threads there are."""
    before = torch.get_num_threads()
    with one_thread():
        torch.set_num_threads(1)
        try:
            yield
        finally:
            torch.set_num_threads(before)


@functools.cache
def _libraries() -> ThreadpoolController:
    """What can be told how many threads to take. Looking for it takes four milliseconds, eight times a picture."""
    return ThreadpoolController()
