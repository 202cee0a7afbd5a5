"""Run a function over many items, in this process, in several, or on a cluster."""

import gc
import multiprocessing
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from typing import Protocol, TypeVar

import pyarrow as pa

from analysis.orchestration.build_memory import BuildMemory

#: Items that wait for a process, by process: enough that none is idle, little enough for memory.
_WAITING = 2

#: Objects that are made before Python looks for cycles among them, while rows are computed: after
#: 700, as by default, looking takes a quarter of the time of linking names (measured).
_OBJECTS = 1_000_000

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


class Workers(Protocol):
    """Who shares the work of a build; a worker can be described to another process."""

    @property
    def memory(self) -> BuildMemory:
        """The memory that the build may take."""

    @property
    def are_other_processes(self) -> bool:
        """Whether items are worked on outside this process."""

    def running(self) -> AbstractContextManager[None]:
        """Keep what several steps would otherwise start and end, one after the other."""

    def rest(self) -> None:
        """Give back the memory of those that wait for the next step."""

    def map(
        self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]
    ) -> Iterator[ResultT]:
        """Yield the result of each item, in order.

        Args:
            function: A function of a module.
            items: Taken as they are needed, so that they are not in memory all at once.
        """


class Processes:
    """Processes of this machine; one is this process itself.

    Args:
        count: Their number, if there is memory for so many.
        memory: The memory that the build may take.
    """

    def __init__(self, count: int = 1, memory: BuildMemory | None = None) -> None:
        """Start none yet."""
        self._memory = memory or BuildMemory()
        self._count = self._memory.limit_processes(count)
        self._is_running = False
        self._pool: ProcessPoolExecutor | None = None

    def __reduce__(self) -> tuple[type["Processes"], tuple[int, BuildMemory]]:
        """Describe them to another process, which starts its own."""
        return Processes, (self._count, self._memory)

    @property
    def memory(self) -> BuildMemory:
        """The memory that the build may take."""
        return self._memory

    @property
    def are_other_processes(self) -> bool:
        """Whether items are worked on outside this process."""
        return self._count > 1

    @contextmanager
    def running(self) -> Iterator[None]:
        """Let steps share the processes: starting them takes longer than many a step."""
        self._is_running = True
        try:
            yield
        finally:
            self._is_running = False
            self.rest()

    def rest(self) -> None:
        """End the processes until they are needed: of what they worked on they keep much memory."""
        if self._pool is not None:
            self._pool.shutdown()
            self._pool = None

    def map(
        self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]
    ) -> Iterator[ResultT]:
        """Yield the result of each item, in order; the processes end with the last.

        While they are :meth:`running`, they go on to the next step.
        """
        if not self.are_other_processes:
            yield from map(function, items)
            return
        running: deque[Future[ResultT]] = deque()
        with self._use_pool() as pool:
            for item in items:
                running.append(pool.submit(_call, function, item))
                if len(running) > _WAITING * self._count:
                    yield running.popleft().result()
            while running:
                yield running.popleft().result()

    @contextmanager
    def _use_pool(self) -> Iterator[ProcessPoolExecutor]:
        if self._pool is not None:
            yield self._pool
            return
        pool = ProcessPoolExecutor(self._count, multiprocessing.get_context("spawn"))
        if self._is_running:
            self._pool = pool
            yield pool
            return
        with pool:
            yield pool


THIS_PROCESS = Processes()


def release_memory() -> None:
    """Give the system back what Arrow keeps for later: of a large table half as much again."""
    pa.default_memory_pool().release_unused()


@contextmanager
def collecting_seldom() -> Iterator[None]:
    """Let Python seldom look for cycles of objects: rows have none, and there are many."""
    thresholds = gc.get_threshold()
    gc.set_threshold(_OBJECTS, *thresholds[1:])
    try:
        yield
    finally:
        gc.set_threshold(*thresholds)


def _call(function: Callable[[ItemT], ResultT], item: ItemT) -> ResultT:
    """Return the result of an item in a process of a pool, which then waits with little memory."""
    with collecting_seldom():
        result = function(item)
    release_memory()
    return result


def call_in_process(function: Callable[[ItemT], ResultT], item: ItemT) -> ResultT:
    """Return the result of a process of its own, which gives its memory back to the system."""
    with ProcessPoolExecutor(1, multiprocessing.get_context("spawn")) as pool:
        return pool.submit(function, item).result()
