"""The workers of a Dask cluster, for the steps of a build that articles and stories share.

As for annotation (:mod:`analysis.orchestration.cluster`), the workers have the project installed
and see the workspace under the same path. An item whose worker is lost is given to another one.
"""

from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from distributed import Client, Future, KilledWorker

from analysis.orchestration.build_memory import BuildMemory
from analysis.orchestration.cluster import BATCHES_PER_THREAD, TIMEOUT_SECONDS, check_project
from analysis.orchestration.workers import WorkerError
from analysis.store.workspace_version import name_code_version

ItemT = TypeVar("ItemT")
ResultT = TypeVar("ResultT")


@dataclass(frozen=True)
class ClusterWorkers:
    """The workers of a cluster; it is connected to while they work.

    Attributes:
        address: The address of the scheduler, such as ``tcp://10.0.0.1:8786``.
        workspace: The folder of the workspace, which all workers see under this path.
        memory: The memory that the build may take on this machine.
    """

    address: str
    workspace: Path
    memory: BuildMemory = field(default_factory=BuildMemory)

    @property
    def are_other_processes(self) -> bool:
        """Whether items are worked on outside this process."""
        return True

    def running(self) -> AbstractContextManager[None]:
        """Do nothing: the workers run anyway."""
        return nullcontext()

    def rest(self) -> None:
        """Do nothing, likewise."""

    def map(
        self, function: Callable[[ItemT], ResultT], items: Iterable[ItemT]
    ) -> Iterator[ResultT]:
        """Yield the result of each item, in order.

        Raises:
            OSError: The scheduler or all workers cannot be reached, or they cannot see the
                workspace.
            WorkerError: A worker has other code than this process, or lacks the project, or an
                item ended several workers.
        """
        task = _Task(function, name_code_version(), self.workspace)
        running: deque[Future] = deque()
        with Client(self.address, timeout=TIMEOUT_SECONDS, set_as_default=False) as client:
            check_project(client.run_on_scheduler, "The scheduler")
            client.wait_for_workers(1, timeout=TIMEOUT_SECONDS)
            check_project(client.run, "A worker")
            try:
                for item in items:
                    running.append(client.submit(task, item, pure=False))
                    threads = sum(client.nthreads().values()) or 1
                    if len(running) > threads * BATCHES_PER_THREAD:
                        yield _get_result(running.popleft())
                while running:
                    yield _get_result(running.popleft())
            finally:
                client.cancel(list(running))


def _get_result(future: Future) -> Any:  # noqa: ANN401 - Dask's futures have no types
    try:
        return future.result()
    except KilledWorker as error:
        raise WorkerError(f"Workers ended while they built the catalogue: {error}") from error


@dataclass(frozen=True)
class _Task:
    """A function that a worker runs if it has the same code and sees the workspace."""

    function: Callable[[Any], object]
    code: str
    workspace: Path

    def __call__(self, item: object) -> object:
        if name_code_version() != self.code:
            raise WorkerError("A worker has other code: install the same version everywhere.")
        if not self.workspace.is_dir():
            raise FileNotFoundError(
                f"A worker does not see {self.workspace}: it has to lie on storage all share."
            )
        return self.function(item)
