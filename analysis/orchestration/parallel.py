"""Run a function over many items in several processes."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from typing import TypeVar

#: Items that wait for a process, by process: enough that none is idle, little enough for memory.
_WAITING = 2

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


def map_in_processes(
    function: Callable[[ItemT], ResultT], items: Iterable[ItemT], workers: int
) -> Iterator[ResultT]:
    """Yield the result of each item, in order; with one worker, in this process.

    Args:
        function: A function of a module.
        items: Taken as they are needed, so that they are not in memory all at once.
        workers: The number of processes.
    """
    if workers == 1:
        yield from map(function, items)
        return
    running: deque[Future[ResultT]] = deque()
    with ProcessPoolExecutor(workers, multiprocessing.get_context("spawn")) as pool:
        for item in items:
            running.append(pool.submit(function, item))
            if len(running) > _WAITING * workers:
                yield running.popleft().result()
        while running:
            yield running.popleft().result()
