"""Annotating on a Dask cluster: its workers write their own parts, only counts come back.

The workers have the project and the model installed, and see the workspace under the same path. A
task whose worker is lost is given to another; one that several are lost with is taken apart, and
the article they are lost with is told.
"""

import threading
from collections import deque
from collections.abc import Callable, Generator
from contextlib import closing

from distributed import Client, Future, KilledWorker, as_completed

from analysis import nlp
from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.orchestration.workers import Job, WorkerError, killed_worker_issue, totals

#: Seconds to wait for the scheduler, and then for a first worker.
_PATIENCE = 60
#: Batches in hand for each thread of a worker: one waits, so that none does.
_AHEAD = 2


def annotate_on_cluster(
    job: Job, batch: Callable[[int], list[Article]], address: str
) -> Generator[int | Issue, None, None]:
    """Annotate batches on a cluster; yield how many a part holds, and what was wrong.

    Workers may come and go meanwhile. Closing the iterator calls off what has not begun.

    Args:
        job: What to do.
        batch: Returns the next articles to annotate together, given among how many the rest is
            shared out; none when there are no more.
        address: Where the scheduler listens, such as ``tcp://10.0.0.1:8786``.

    Raises:
        OSError: when the scheduler or every worker cannot be reached, the model is not installed
            there, or the workspace is not seen or cannot be written.
        WorkerError: when a worker has other code, or another model, than this process; or it or
            the scheduler does not have the project.
    """
    job.workspace.path.mkdir(parents=True, exist_ok=True)
    job = Job(job.workspace.absolute(), job.fingerprint)
    running: dict[Future, list[Article]] = {}
    apart: deque[list[Article]] = deque()
    with Client(address, timeout=_PATIENCE, set_as_default=False) as client:
        _ask_for_the_project(client.run_on_scheduler, "The scheduler")
        client.wait_for_workers(1, timeout=_PATIENCE)
        _ask_for_the_project(client.run, "A worker")
        completed = as_completed(loop=client.loop)
        try:
            while True:
                threads = sum(client.nthreads().values()) or 1
                while len(running) < threads * _AHEAD:
                    if not (articles := apart.popleft() if apart else batch(threads)):
                        break
                    future = client.submit(_work, job, articles, pure=False)
                    running[future] = articles
                    completed.add(future)
                if not running:
                    return
                future = next(completed)
                articles = running.pop(future)
                try:
                    outcomes = future.result()
                except KilledWorker:
                    if len(articles) == 1:
                        yield killed_worker_issue(articles[0])
                    else:
                        apart.extend([article] for article in articles)
                else:
                    yield from totals(outcomes)
        finally:
            client.cancel(list(running))


def _ask_for_the_project(run: Callable[..., object], who: str) -> None:
    """Raise WorkerError when it cannot be imported there: tasks could not even be read."""
    try:
        run(exec, f"import {__name__}")
    except ModuleNotFoundError as error:
        raise WorkerError(
            f"{who} does not find the project ({error}): start it in the project's folder, with "
            "PYTHONPATH=."
        ) from error


#: A worker with several threads still annotates one batch at a time: a model is not shared.
_one_at_a_time = threading.Lock()


def _work(job: Job, articles: list[Article]) -> list[int | Issue]:
    if nlp.fingerprint() != job.fingerprint:
        raise WorkerError(
            "A worker has other code, or another model: install the same version everywhere."
        )
    if not job.workspace.path.is_dir():
        raise FileNotFoundError(
            f"A worker does not see {job.workspace.path}: it has to lie on storage all share."
        )
    with _one_at_a_time, closing(job.annotate(articles)) as outcomes:
        return list(outcomes)
