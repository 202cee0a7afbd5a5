"""Annotating batches of articles into parts, in this process or in several."""

import multiprocessing
import os
import signal
import threading
from collections.abc import Generator, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, as_completed, wait
from contextlib import closing, contextmanager
from dataclasses import dataclass
from multiprocessing.synchronize import Event

from analysis.intake import digest
from analysis.read.article import Article, Rejected
from analysis.store import Workspace
from analysis.store.parts import Rows


@dataclass(frozen=True)
class Job:
    """What a worker has to know besides the articles."""

    workspace: Workspace
    fingerprint: str

    def annotate(self, articles: list[Article]) -> Generator[int | Rejected, None, None]:
        """Annotate the articles into one part; yield 1 for each done, or what was wrong."""
        digests = {article.article_id: digest(article) for article in articles}
        rows: list[Rows] = []
        try:
            for annotated in _annotated(articles):
                if isinstance(annotated, Rejected):
                    yield annotated
                else:
                    rows.append(annotated)
                    yield 1
        finally:  # an interrupt must not lose what is annotated
            if rows:
                self.workspace.write_part(rows, self.fingerprint, digests)


def here(job: Job, batches: Iterable[list[Article]]) -> Generator[int | Rejected, None, None]:
    """Annotate batches in this process; yield 1 for each article, or what was wrong with it."""
    for batch in batches:
        with closing(job.annotate(batch)) as outcomes:
            yield from outcomes


def spread(
    job: Job, batches: Iterable[list[Article]], workers: int
) -> Generator[int | Rejected, None, None]:
    """Annotate batches in several processes; yield how many a part holds, and what was wrong.

    Each process writes its own parts. Closing the iterator ends them after the article at hand.

    Raises:
        OSError: when the model is not installed or the workspace cannot be written.
        BrokenProcessPool: when a process was killed, e.g. for want of memory.
    """
    context = multiprocessing.get_context("spawn")
    stop = context.Event()
    running: set[Future[list[int | Rejected]]] = set()
    with _one_thread_each(), ProcessPoolExecutor(workers, context, _start, (stop,)) as pool:
        try:
            for batch in batches:
                running.add(pool.submit(_work, job, batch))
                if len(running) > workers:  # one waits, so that no worker does
                    finished, running = wait(running, return_when=FIRST_COMPLETED)
                    for future in finished:
                        yield from _summed(future.result())
            for future in as_completed(running):
                yield from _summed(future.result())
        finally:
            stop.set()
            pool.shutdown(cancel_futures=True)


def _annotated(articles: list[Article]) -> Generator[Rows | Rejected, None, None]:
    from analysis.annotate import pipeline  # imports spaCy

    pipeline.load()  # without the model no article can be annotated: that is raised, not told
    left = {article.article_id: article for article in articles}
    try:
        for rows in pipeline.annotate(articles):
            del left[rows["articles"][0]["article_id"]]
            yield rows
        return
    except Exception as error:
        if len(articles) == 1:
            problem = f"It could not be annotated ({type(error).__name__}: {error})."
            yield Rejected(articles[0].source, problem, "The other articles are not affected.")
            return
    # One article must not cost the others of its batch.
    for article in left.values():
        yield from _annotated([article])


def _summed(outcomes: list[int | Rejected]) -> Generator[int | Rejected, None, None]:
    yield from (outcome for outcome in outcomes if isinstance(outcome, Rejected))
    yield sum(outcome for outcome in outcomes if isinstance(outcome, int))


_stopped: Event


def _start(stop: Event) -> None:
    """Prepare a worker: it stops when told or when its parent is gone, not on Ctrl-C itself."""
    global _stopped
    _stopped = stop
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = multiprocessing.parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)


def _work(job: Job, batch: list[Article]) -> list[int | Rejected]:
    outcomes: list[int | Rejected] = []
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
