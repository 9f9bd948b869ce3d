"""Spreading independent pieces of work: in this process, over processes of this machine, or over a Dask cluster."""

from __future__ import annotations

import asyncio
import signal
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from multiprocessing import parent_process
from typing import Any, TypeVar

from joblib import Parallel, delayed, parallel_config

from metaunsup.errors import MetaUnsupError

T = TypeVar("T")
TIMEOUT = 10.0  # seconds to wait for a scheduler, and for its first worker


def spread(call: Callable[..., T], work: Iterable[tuple[Any, ...]], *, jobs: int, dask: str | None) -> Iterator[T]:
    """Yield ``call(*piece)`` for each piece of ``work`` as it gets done; closing this stops what is not done yet.

    ``call`` and the pieces must be able to travel between processes. With one job everything happens here, in order.

    Raises:
        MetaUnsupError: at once, where the cluster at ``dask`` cannot be used.

    """
    if dask is not None:
        return _on_cluster(call, work, _client(dask))
    if jobs == 1:
        return (call(*piece) for piece in work)
    return _on_processes(call, work, jobs)


def _on_processes(call: Callable[..., T], work: Iterable[tuple[Any, ...]], jobs: int) -> Iterator[T]:
    with parallel_config(backend="loky", inner_max_num_threads=1):
        parallel = Parallel(n_jobs=jobs, return_as="generator_unordered", batch_size=1, max_nbytes=None)
    yield from _closing(parallel(delayed(_undisturbed)(call, *piece) for piece in work))


def _on_cluster(call: Callable[..., T], work: Iterable[tuple[Any, ...]], client: Any) -> Iterator[T]:
    try:
        with parallel_config(backend="dask", client=client):
            parallel = Parallel(return_as="generator_unordered", batch_size=1)
        yield from _closing(parallel(delayed(call)(*piece) for piece in work))
    finally:
        client.close()


def _closing(results: Iterator[T]) -> Iterator[T]:
    try:
        # not ``yield from``, which would close them before the warning is silenced
        for result in results:  # noqa: UP028
            yield result
    finally:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # joblib warns that work was given up: that is what closing means
            results.close()  # type: ignore[attr-defined]


def _undisturbed(call: Callable[..., T], *piece: Any) -> T:
    """``call`` in a worker process, which leaves Ctrl-C to the process that started it."""
    if parent_process() is not None and threading.current_thread() is threading.main_thread():
        signal.signal(signal.SIGINT, signal.SIG_IGN)
    return call(*piece)


def _client(address: str) -> Any:
    """A connection to the Dask scheduler at ``address`` that has at least one worker."""
    try:
        from distributed import Client
    except ImportError as error:
        raise MetaUnsupError("dask_missing") from error
    try:
        with ThreadPoolExecutor(1) as aside:  # a notebook's own thread has an event loop already
            aside.submit(asyncio.run, _answer(address)).result()
        client = Client(address, timeout=TIMEOUT, set_as_default=False)
    # distributed asserts, too, where its loop was slow to start
    except (OSError, ValueError, TypeError, RuntimeError, AssertionError) as error:
        raise MetaUnsupError("dask_unreachable", address=address) from error
    try:
        client.wait_for_workers(1, timeout=TIMEOUT)
    except OSError as error:  # TimeoutError is one
        client.close()
        raise MetaUnsupError("dask_no_workers", address=address) from error
    return client


async def _answer(address: str) -> None:
    """Raise where nobody answers at ``address``.

    A client that fails to connect is left half made, and closes itself whenever it is collected: in the midst of the
    next one's start, say, whose lock it waits for without end. So none is made before somebody has answered.
    """
    from distributed.comm import connect
    from distributed.security import Security

    connection = await connect(address, timeout=TIMEOUT, **Security().get_connection_args("client"))
    await connection.close()
