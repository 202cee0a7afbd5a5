"""Annotate articles into a workspace, with progress, in this process or in others.

:func:`annotate` reads inputs, skips articles that are annotated, and writes parts.
:func:`annotate_in_subprocess`, :func:`build_in_subprocess` and :func:`ensure_seeds` work from a
process that must not import spaCy, such as the dashboard's.
"""

import json
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Generator, Iterable, Mapping
from contextlib import closing
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import IO, Literal

from analysis import nlp
from analysis.ingest import read_paths
from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.orchestration.batches import ArticleQueue, digest
from analysis.orchestration.workers import Job, annotate_in_process, annotate_in_processes
from analysis.store import Workspace

_PROJECT = Path(__file__).resolve().parents[2]
#: Seconds between two looks at whether a process has to be stopped.
_POLL_SECONDS = 0.2


@dataclass(frozen=True)
class Progress:
    """How far an annotation is.

    Attributes:
        done: Articles annotated so far.
        total: Articles to annotate; None until every input is read.
        skipped: Articles that were annotated before; they are not part of the other numbers.
        issues: Issues since the step before.
        seconds: Time since the start.
        stage: ``finished`` in the last step only.
        expected: Estimate of ``total`` from the inputs read so far; 0 if unknown.
        n_issues: Number of all issues so far.
    """

    done: int = 0
    total: int | None = None
    skipped: int = 0
    issues: tuple[Issue, ...] = ()
    seconds: float = 0.0
    stage: Literal["annotating", "building", "finished"] = "annotating"
    expected: int = 0
    n_issues: int = 0

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """Estimated time that is left; None if unknown."""
        total = self.expected if self.total is None else self.total
        if not self.rate or not (total or self.total == 0):
            return None
        return max(total - self.done, 0) / self.rate

    def to_json(self) -> str:
        """Return the progress as one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Progress":
        """Parse a line of :meth:`to_json`."""
        values = json.loads(line)
        issues = tuple(Issue(**issue) for issue in values.pop("issues"))
        return cls(**values, issues=issues)


class AnnotationError(RuntimeError):
    """The annotating process ended before it finished; the message is the end of its output."""


def annotate(
    paths: Iterable[Path],
    workspace: Workspace,
    workers: int = 1,
    *,
    columns: Mapping[str, str] | None = None,
    use_names: bool = False,
    scheduler: str = "",
) -> Generator[Progress, None, None]:
    """Annotate the articles of some inputs into a workspace.

    Articles of an earlier version of the program are annotated anew first; those that the present
    pipeline annotated are skipped. Closing the iterator, or an interrupt, keeps what is done.

    Args:
        paths: Files and folders, as :func:`analysis.ingest.read_paths` takes them; none to bring
            the workspace up to date only.
        workspace: The workspace; its catalogue is not built.
        workers: Processes; 1 annotates in this one.
        columns: The field of columns of tables, as :func:`analysis.ingest.read_paths` takes them.
        use_names: Whether names of files fill the articles, as there.
        scheduler: The address of a Dask scheduler whose workers annotate instead.

    Yields:
        Progress after each article, with several workers after each part.

    Raises:
        OSError: The model is missing, or workspace or scheduler cannot be reached.
        BrokenProcessPool: Workers are killed again and again, e.g. for lack of memory.
    """
    started = time.monotonic()
    job = Job(workspace, nlp.fingerprint())
    queue = ArticleQueue(paths, workspace.snapshot(), job.fingerprint, columns, use_names=use_names)
    n_done = n_failed = n_issues = 0

    def report(*issues: Issue) -> Progress:
        nonlocal n_issues
        new_issues = (*queue.take_issues(), *issues)
        n_issues += len(new_issues)
        return Progress(
            done=n_done,
            total=None if queue.total is None else queue.total - n_failed,
            skipped=queue.skipped,
            issues=new_issues,
            seconds=time.monotonic() - started,
            expected=max(queue.expected - n_failed, 0),
            n_issues=n_issues,
        )

    with closing(queue), closing(_outcomes(job, queue, workers, scheduler)) as outcomes:
        for outcome in outcomes:
            if isinstance(outcome, Issue):
                n_failed += 1
                yield report(outcome)
            else:
                n_done += outcome
                yield report()
        if n_done:
            workspace.remove_superseded()
        yield report()


def _outcomes(
    job: Job, queue: ArticleQueue, workers: int, scheduler: str
) -> Generator[int | Issue, None, None]:
    """Annotate in this process, in several, or on a cluster."""
    if scheduler:
        from analysis.orchestration.cluster import annotate_on_cluster  # needs an optional package

        return annotate_on_cluster(job, queue.next_batch, scheduler)
    batches = iter(lambda: queue.next_batch(workers), [])
    if workers > 1:
        return annotate_in_processes(job, batches, workers)
    return annotate_in_process(job, batches)


def annotate_in_subprocess(
    paths: Iterable[Path],
    workspace: Path,
    workers: int = 1,
    *,
    columns: Mapping[str, str] | None = None,
    use_names: bool = False,
    stop: threading.Event | None = None,
) -> Generator[Progress, None, None]:
    """Run ``python -m analysis annotate`` on some inputs and follow it; it also builds.

    This process imports no spaCy. Closing the iterator, or setting ``stop``, stops the other
    process, which keeps what it has annotated.

    Args:
        paths: Files and folders.
        workspace: The workspace.
        workers: Processes to annotate with.
        columns: The field of columns of tables, as :func:`analysis.ingest.read_paths` takes them.
        use_names: Whether names of files fill the articles, as there.
        stop: Set by another thread to end at once, without an error.

    Yields:
        Progress, the last with stage ``finished`` (also when nothing could be read), unless it
        was stopped.

    Raises:
        AnnotationError: The other process ended before it finished.
    """
    arguments = ["annotate", "--workers", str(workers), "--workspace", str(workspace.resolve())]
    arguments += [f"--column={name}={field}" for name, field in (columns or {}).items()]
    arguments += ["--names"] if use_names else []
    arguments += ["--", *(str(path.resolve()) for path in paths)]
    yield from _follow_command(arguments, stop or threading.Event())


def build_in_subprocess(workspace: Path) -> Generator[Progress, None, None]:
    """Run ``python -m analysis build`` on a workspace and follow it.

    Yields:
        Progress, the last with stage ``finished``.

    Raises:
        AnnotationError: The other process ended before it finished.
    """
    arguments = ["build", "--workspace", str(workspace.resolve())]
    yield from _follow_command(arguments, threading.Event())


def _follow_command(arguments: list[str], stop: threading.Event) -> Generator[Progress, None, None]:
    command = [sys.executable, "-m", "analysis", arguments[0], "--progress", "json", *arguments[1:]]
    progress = Progress()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as errors:
        with subprocess.Popen(  # noqa: S603 - this program
            command,
            cwd=_PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            encoding="utf-8",
        ) as process:
            threading.Thread(target=_stop_process, args=(process, stop), daemon=True).start()
            try:
                for line in process.stdout or ():
                    progress = Progress.from_json(line)
                    yield progress
                process.wait()
            finally:
                process.terminate()
                process.wait()
        if progress.stage != "finished" and not stop.is_set():
            message = _read_tail(errors) or f"It ended with code {process.returncode}."
            raise AnnotationError(message)


def _stop_process(process: "subprocess.Popen[str]", stop: threading.Event) -> None:
    """Terminate a process when ``stop`` is set."""
    while process.poll() is None:
        if stop.wait(_POLL_SECONDS):
            process.terminate()
            return


def ensure_seeds(workspace: Path, seeds: Path) -> Generator[Progress, None, None]:
    """Annotate the seed articles unless the present pipeline has annotated them already.

    Args:
        workspace: The workspace.
        seeds: The folder of the articles.

    Yields:
        Progress as :func:`annotate_in_subprocess`; nothing when there is nothing to do.

    Raises:
        AnnotationError: The annotating process ended before it finished.
    """
    if _has_seeds(Workspace(workspace), seeds):
        return
    from filelock import FileLock  # not needed when there is nothing to do

    workspace.mkdir(parents=True, exist_ok=True)
    # Two sessions may open at once; the lock of one that ends may be released by another thread.
    with FileLock(workspace / ".seeds.lock", thread_local=False):
        if not _has_seeds(Workspace(workspace), seeds):
            yield from annotate_in_subprocess([seeds], workspace)


def _has_seeds(workspace: Workspace, seeds: Path) -> bool:
    if not workspace.catalogue_path.exists():
        return False
    articles = (item for item in read_paths([seeds]) if isinstance(item, Article))
    expected = {(article.article_id, digest(article)) for article in articles}
    return expected <= workspace.annotated(nlp.fingerprint())


def _read_tail(file: IO[str], lines: int = 12) -> str:
    file.seek(0)
    return "".join(file.readlines()[-lines:]).strip()
