"""Annotating batches of articles into parts, in this process or in several."""

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

#: So many articles that each kill their process, one after the other, are not the articles' fault.
_KILLED_IN_A_ROW = 3
#: Seconds of work that a kill loses, some more.
_KEEP_EVERY = 15.0


class WorkerError(RuntimeError):
    """A worker, or who hands out the work, is not set up as it has to be; says the remedy."""


@dataclass(frozen=True)
class Job:
    """What a worker has to know besides the articles."""

    workspace: Workspace
    fingerprint: str

    def annotate(self, articles: list[Article]) -> Generator[int | Issue, None, None]:
        """Annotate the articles into parts; yield 1 for each done, or what was wrong.

        That is one part, or where it takes long several: a kill loses what is in none yet.
        """
        digests = {article.article_id: digest(article) for article in articles}
        rows: list[Rows] = []
        began = time.monotonic()
        try:
            for annotated in _annotated(articles):
                if isinstance(annotated, Issue):
                    yield annotated
                    continue
                rows.append(annotated)
                yield 1
                if time.monotonic() - began > _KEEP_EVERY:
                    whole, rows = rows, []
                    self.workspace.write_part(whole, self.fingerprint, digests)
                    began = time.monotonic()
        finally:  # an interrupt must not lose what is annotated
            if rows:
                self.workspace.write_part(rows, self.fingerprint, digests)


def annotate_in_process(
    job: Job, batches: Iterable[list[Article]]
) -> Generator[int | Issue, None, None]:
    """Annotate batches in this process; yield 1 for each article, or what was wrong with it."""
    for batch in batches:
        with closing(job.annotate(batch)) as outcomes:
            yield from outcomes


def annotate_in_processes(
    job: Job, batches: Iterable[list[Article]], workers: int
) -> Generator[int | Issue, None, None]:
    """Annotate batches in several processes; yield how many a part holds, and what was wrong.

    Each process writes its own parts. When one is killed, what the processes had in hand is done
    again, one batch after the other, to find the article it died of, if it was one; that is told
    and the rest goes on. Closing the iterator ends the processes after the article at hand.

    Raises:
        OSError: when the model is not installed or the workspace cannot be written.
        BrokenProcessPool: when processes are killed whatever they do, e.g. for want of memory.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()

    @contextmanager
    def started(processes: int) -> Iterator[ProcessPoolExecutor]:
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
            with started(workers) as pool:
                left = yield from _together(job, source, workers, pool)
            if not left:
                return
            yield from _carefully(job, left, started)


def _together(
    job: Job, source: Iterator[list[Article]], workers: int, pool: ProcessPoolExecutor
) -> Generator[int | Issue, None, list[list[Article]]]:
    """Annotate batches until there are no more; return those in hand when a process died."""
    running: dict[Future[list[int | Issue]], list[Article]] = {}
    while True:
        # One waits, so that no worker does.
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
            yield from totals(outcomes)


def _carefully(
    job: Job,
    batches: list[list[Article]],
    started: Callable[[int], AbstractContextManager[ProcessPoolExecutor]],
) -> Generator[int | Issue, None, None]:
    """Annotate batches one after the other; an article that a process dies of is told."""
    waiting = deque(batches)
    killed = 0
    while waiting:
        with started(1) as pool:
            while waiting:
                batch = waiting[0]
                try:
                    outcomes = pool.submit(_work, job, batch).result()
                except BrokenProcessPool:
                    waiting.popleft()
                    killed += len(batch) == 1
                    if killed > _KILLED_IN_A_ROW:
                        raise
                    if len(batch) == 1:
                        yield killed_worker_issue(batch[0])
                    waiting.extendleft([article] for article in reversed(batch) if len(batch) > 1)
                    break
                waiting.popleft()
                killed = 0
                yield from totals(outcomes)


def killed_worker_issue(article: Article) -> Issue:
    """Return what is told of an article whose process is killed each time."""
    return Issue(
        article.place,
        "The process that annotated it was ended from outside, perhaps for want of memory.",
        "Split the article, or give the machine more memory.",
    )


def _annotated(articles: list[Article]) -> Generator[Rows | Issue, None, None]:
    from analysis.nlp import pipeline  # imports spaCy

    pipeline.load()  # without the model no article can be annotated: that is raised, not told
    left = {article.article_id: article for article in articles}
    try:
        for rows in pipeline.annotate(articles):
            del left[rows["articles"][0]["article_id"]]
            yield rows
    except Exception as error:  # noqa: BLE001 - whatever an article does, it costs no other
        if len(articles) == 1:
            problem = f"It could not be annotated ({type(error).__name__}: {error})."
            yield Issue(articles[0].place, problem, "The other articles are not affected.")
            return
    else:
        return
    # One article must not cost the others of its batch.
    for article in left.values():
        yield from _annotated([article])


def totals(outcomes: list[int | Issue]) -> Generator[int | Issue, None, None]:
    """Yield what was wrong with the articles of a part, and how many are done."""
    yield from (outcome for outcome in outcomes if isinstance(outcome, Issue))
    yield sum(outcome for outcome in outcomes if isinstance(outcome, int))


_stopped: Event


def _start(stop: Event) -> None:
    """Prepare a worker: it stops when told or when its parent is gone, not on Ctrl-C itself."""
    global _stopped  # noqa: PLW0603 - the one value that a worker holds
    _stopped = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()
    # The thread outlives the modules it was started from; libraries in C would complain of that.
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
    """Keep each new process's linear algebra to one thread: the workers fill the cores."""
    before = os.environ.get("OMP_NUM_THREADS")
    os.environ["OMP_NUM_THREADS"] = "1"
    try:
        yield
    finally:
        if before is None:
            del os.environ["OMP_NUM_THREADS"]
        else:
            os.environ["OMP_NUM_THREADS"] = before
