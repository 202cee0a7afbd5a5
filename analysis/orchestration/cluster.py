"""Annotate on a Dask cluster: its workers write their own parts and return only counts.

The workers must have the project and the model installed, and see the workspace under the same
path. A task whose worker is lost is given to another worker. A task that loses several workers is
split into its articles, and the article that loses them is reported.
"""

import threading
from collections import deque
from collections.abc import Callable, Generator
from contextlib import closing

from distributed import Client, Future, KilledWorker, as_completed

from analysis import nlp
from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.orchestration.workers import Job, WorkerError, killed_worker_issue, sum_outcomes

#: Seconds to wait for the scheduler, and then for a first worker. Judgement.
TIMEOUT_SECONDS = 60
#: Batches submitted for each thread of a worker: one runs and one is queued, so that none waits.
BATCHES_PER_THREAD = 2


def annotate_on_cluster(
    job: Job, take_batch: Callable[[int], list[Article]], address: str
) -> Generator[int | Issue, None, None]:
    """Annotate batches on a cluster; yield issues, and numbers of annotated articles.

    Workers may join and leave meanwhile. Closing the iterator cancels tasks that have not started.

    Args:
        job: The workspace, and what it is annotated with.
        take_batch: Returns the next articles to annotate together, given the number of threads that
            share the rest; an empty list when there are no more.
        address: The address of the scheduler, such as ``tcp://10.0.0.1:8786``.

    Raises:
        OSError: The scheduler or all workers cannot be reached, they lack the model, or they
            cannot see or write the workspace.
        WorkerError: A worker has other code or another model than this process, or a worker or
            the scheduler lacks the project.
    """
    job.workspace.path.mkdir(parents=True, exist_ok=True)
    job = Job(job.workspace.absolute(), job.fingerprint)
    running: dict[Future, list[Article]] = {}
    single_articles: deque[list[Article]] = deque()
    with Client(address, timeout=TIMEOUT_SECONDS, set_as_default=False) as client:
        check_project(client.run_on_scheduler, "The scheduler")
        client.wait_for_workers(1, timeout=TIMEOUT_SECONDS)
        check_project(client.run, "A worker")
        completed = as_completed(loop=client.loop)
        try:
            while True:
                threads = sum(client.nthreads().values()) or 1
                while len(running) < threads * BATCHES_PER_THREAD:
                    if not (
                        articles := single_articles.popleft()
                        if single_articles
                        else take_batch(threads)
                    ):
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
                        single_articles.extend([article] for article in articles)
                else:
                    yield from sum_outcomes(outcomes)
        finally:
            client.cancel(list(running))


def check_project(run: Callable[..., object], host: str) -> None:
    """Raise WorkerError if the project cannot be imported there: no task could be unpickled."""
    try:
        run(exec, f"import {__name__}")
    except ModuleNotFoundError as error:
        raise WorkerError(
            f"{host} does not find the project ({error}): start it in the project's folder, with "
            "PYTHONPATH=."
        ) from error


#: Held while a batch is annotated: threads of a worker do not share the model.
_annotation_lock = threading.Lock()


def _work(job: Job, articles: list[Article]) -> list[int | Issue]:
    if nlp.fingerprint() != job.fingerprint:
        raise WorkerError(
            "A worker has other code, or another model: install the same version everywhere."
        )
    if not job.workspace.path.is_dir():
        raise FileNotFoundError(
            f"A worker does not see {job.workspace.path}: it has to lie on storage all share."
        )
    with _annotation_lock, closing(job.annotate(articles)) as outcomes:
        return list(outcomes)
