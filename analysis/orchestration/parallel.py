"""Run a function over many items, in this process, in several, or on a cluster."""

import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from typing import Protocol, TypeVar

import pyarrow as pa

#: Items that wait for a process, by process: enough that none is idle, little enough for memory.
_WAITING = 2

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Workers(Protocol):
    """Who shares the work of a build; a worker can be described to another process."""

    @property
    def are_other_processes(self) -> bool:
        """Whether items are worked on outside this process."""

    def map(
        self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]
    ) -> Iterator[ResultT]:
        """Yield the result of each item, in order.

        Args:
            function: A function of a module.
            items: Taken as they are needed, so that they are not in memory all at once.
        """


@dataclass(frozen=True)
class Processes:
    """Processes of this machine; one is this process itself."""

    count: int = 1

    @property
    def are_other_processes(self) -> bool:
        """Whether items are worked on outside this process."""
        return self.count > 1

    def map(
        self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]
    ) -> Iterator[ResultT]:
        """Yield the result of each item, in order; the processes end with the last."""
        if not self.are_other_processes:
            yield from map(function, items)
            return
        running: deque[Future[ResultT]] = deque()
        with ProcessPoolExecutor(self.count, multiprocessing.get_context("spawn")) as pool:
            for item in items:
                running.append(pool.submit(_call, function, item))
                if len(running) > _WAITING * self.count:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()


THIS_PROCESS = Processes()


def release_memory() -> None:
    """Give the system back what Arrow keeps for later: of a large table half as much again."""
    pa.default_memory_pool().release_unused()


def _call(function: Callable[[ItemT], ResultT], item: ItemT) -> ResultT:
    """Return the result of an item in a process of a pool, which then waits with little memory."""
    result = function(item)
    release_memory()
    return result


def call_in_process(function: Callable[[ItemT], ResultT], item: ItemT) -> ResultT:
    """Return the result of a process of its own, which gives its memory back to the system."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, item).result()
