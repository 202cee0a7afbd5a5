"""Annotate batches of articles into parts, in this process or in several."""

import atexit
import multiprocessing
import os
import signal
import threading
import time
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import AbstractContextManager, closing, contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Event

from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.orchestration.batches import digest
from analysis.store import Workspace
from analysis.store.parts import Rows

#: Maximum number of consecutive articles that kill their process; beyond it, the machine
#: rather than the articles is to blame, and annotation stops. Judgement.
_MAX_CONSECUTIVE_KILLS = 3
#: Seconds after which a worker writes what it has annotated; about as much work is lost by a kill.
#: Judgement.
_SECONDS_PER_PART = 15.0


class WorkerError(RuntimeError):
    """A worker or the scheduler is not set up correctly; the message says the remedy."""


@dataclass(frozen=True)
class Job:
    """What a worker needs besides the articles."""

    workspace: Workspace
    fingerprint: str

    def annotate(self, articles: list[Article]) -> Generator[int | Issue, None, None]:
        """Annotate the articles into parts; yield 1 for each annotated article, or its issue.

        Slow batches are written as several parts, since a kill loses what is not yet in a part.
        """
        digests = {article.article_id: digest(article) for article in articles}
        rows: list[Rows] = []
        started = time.monotonic()
        try:
            for annotated in _annotate_each(articles):
                if isinstance(annotated, Issue):
                    yield annotated
                    continue
                rows.append(annotated)
                yield 1
                if time.monotonic() - started > _SECONDS_PER_PART:
                    finished, rows = rows, []
                    self.workspace.write_part(finished, self.fingerprint, digests)
                    started = time.monotonic()
        finally:  # an interrupt must not lose what is annotated
            if rows:
                self.workspace.write_part(rows, self.fingerprint, digests)


def annotate_in_process(
    job: Job, batches: Iterable[list[Article]]
) -> Generator[int | Issue, None, None]:
    """Annotate batches in this process; yield 1 for each annotated article, or its issue."""
    for batch in batches:
        with closing(job.annotate(batch)) as outcomes:
            yield from outcomes


def annotate_in_processes(
    job: Job, batches: Iterable[list[Article]], workers: int
) -> Generator[int | Issue, None, None]:
    """Annotate batches in several processes; yield issues, and numbers of annotated articles.

    Each process writes its own parts. When a process is killed, the batches that were running are
    annotated again, one after the other, to find the article that killed it, if one did. That
    article is reported and the others are annotated. Closing the iterator ends each process after
    its current article.

    Raises:
        OSError: The model is not installed, or the workspace cannot be written.
        BrokenProcessPool: Processes are killed whatever they do, e.g. because memory is too small.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()

    @contextmanager
    def start_pool(processes: int) -> Iterator[ProcessPoolExecutor]:
        with ProcessPoolExecutor(processes, context, _start, (stop,)) as pool:
            try:
                yield pool
            except BaseException:
                stop.set()
                raise
            finally:
                pool.shutdown(wait=False, cancel_futures=True)

    with _one_thread_each():
        source = iter(batches)
        while True:
            with start_pool(workers) as pool:
                interrupted = yield from _annotate_in_parallel(job, source, workers, pool)
            if not interrupted:
                return
            yield from _annotate_one_by_one(job, interrupted, start_pool)


def _annotate_in_parallel(
    job: Job, source: Iterator[list[Article]], workers: int, pool: ProcessPoolExecutor
) -> Generator[int | Issue, None, list[list[Article]]]:
    """Annotate all batches; return those that were running when a process was killed."""
    running: dict[Future[list[int | Issue]], list[Article]] = {}
    while True:
        # One more batch than workers is queued, so that no worker waits.
        while len(running) <= workers and (batch := next(source, None)):
            try:
                running[pool.submit(_work, job, batch)] = batch
            except BrokenProcessPool:
                return [batch, *running.values()]
        if not running:
            return []
        for future in wait(running, return_when=FIRST_COMPLETED).done:
            try:
                outcomes = future.result()
            except BrokenProcessPool:
                return list(running.values())
            del running[future]
            yield from sum_outcomes(outcomes)


def _annotate_one_by_one(
    job: Job,
    batches: list[list[Article]],
    start_pool: Callable[[int], AbstractContextManager[ProcessPoolExecutor]],
) -> Generator[int | Issue, None, None]:
    """Annotate batches one after the other; report each article that kills its process."""
    waiting = deque(batches)
    n_kills = 0
    while waiting:
        with start_pool(1) as pool:
            while waiting:
                batch = waiting[0]
                try:
                    outcomes = pool.submit(_work, job, batch).result()
                except BrokenProcessPool:
                    waiting.popleft()
                    n_kills += len(batch) == 1
                    if n_kills > _MAX_CONSECUTIVE_KILLS:
                        raise
                    if len(batch) == 1:
                        yield killed_worker_issue(batch[0])
                    waiting.extendleft([article] for article in reversed(batch) if len(batch) > 1)
                    break
                waiting.popleft()
                n_kills = 0
                yield from sum_outcomes(outcomes)


def killed_worker_issue(article: Article) -> Issue:
    """Return the issue of an article that kills its process each time."""
    return Issue(
        article.place,
        "The process that annotated it was ended from outside, perhaps for want of memory.",
        "Split the article, or give the machine more memory.",
    )


def _annotate_each(articles: list[Article]) -> Generator[Rows | Issue, None, None]:
    from analysis.nlp import pipeline  # imports spaCy

    pipeline.load()  # raises an error if there is no model, since no article can be annotated
    remaining = {article.article_id: article for article in articles}
    try:
        for rows in pipeline.annotate(articles):
            del remaining[rows["articles"][0]["article_id"]]
            yield rows
    except Exception as error:  # noqa: BLE001 - an article may raise anything; the others are still annotated
        if len(articles) == 1:
            problem = f"It could not be annotated ({type(error).__name__}: {error})."
            yield Issue(articles[0].place, problem, "The other articles are not affected.")
            return
    else:
        return
    # One article must not prevent the annotation of the others in its batch.
    for article in remaining.values():
        yield from _annotate_each([article])


def sum_outcomes(outcomes: list[int | Issue]) -> Generator[int | Issue, None, None]:
    """Yield the issues of a batch, then the number of its annotated articles."""
    yield from (outcome for outcome in outcomes if isinstance(outcome, Issue))
    yield sum(outcome for outcome in outcomes if isinstance(outcome, int))


_stopped: Event


def _start(stop: Event) -> None:
    """Set up a worker that stops at the event or when its parent ends, and ignores Ctrl-C."""
    global _stopped  # noqa: PLW0603 - the only state of a worker
    _stopped = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # The thread outlives the interpreter's modules, so libraries in C would print errors.
    atexit.register(os._exit, 0)


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(job: Job, batch: list[Article]) -> list[int | Issue]:
    outcomes: list[int | Issue] = []
    with closing(job.annotate(batch)) as annotated:
        for outcome in annotated:
            outcomes.append(outcome)
            if _stopped.is_set():
                break
    return outcomes


@contextmanager
def _one_thread_each() -> Iterator[None]:
    """Restrict linear algebra to one thread in new processes, since the workers fill the cores."""
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before
