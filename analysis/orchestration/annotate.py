"""Annotating what people have into a workspace, with progress, in this process or others.

:func:`annotate` reads, skips what is done, and writes parts. :func:`annotate_in_subprocess` and
:func:`ensure_seeds` do it from a process that must not import spaCy, such as the dashboard's.
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

from analysis import nlp as annotation
from analysis.ingest import read_paths
from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.orchestration.article_versions import Loaded
from analysis.orchestration.batches import Intake, digest
from analysis.orchestration.workers import Job, here, spread
from analysis.store import Workspace

_PROJECT = Path(__file__).resolve().parents[2]
_LOOK_EVERY = 0.2


@dataclass(frozen=True)
class Progress:
    """How far an annotation is.

    ``done`` articles are annotated of ``total`` (None until all are read; ``expected`` is what the
    inputs read so far let expect, 0 when nothing does), ``skipped`` were done before and do not
    count in either. ``rejected`` is what was met since the step before that could not be read or
    annotated, or not all of it; ``problems`` counts all so far. ``stage`` is ``finished`` in the
    last one only.
    """

    done: int = 0
    total: int | None = None
    skipped: int = 0
    rejected: tuple[Issue, ...] = ()
    seconds: float = 0.0
    stage: Literal["annotating", "building", "finished"] = "annotating"
    expected: int = 0
    problems: int = 0

    @property
    def rate(self) -> float:
        """Articles a second."""
        return self.done / self.seconds if self.seconds else 0.0

    @property
    def seconds_left(self) -> float | None:
        """The time the rest takes at this rate; None when it cannot be told."""
        of = self.expected if self.total is None else self.total
        if not self.rate or not (of or self.total == 0):
            return None
        return max(of - self.done, 0) / self.rate

    def to_json(self) -> str:
        """Return one line of JSON."""
        return json.dumps(asdict(self))

    @classmethod
    def from_json(cls, line: str) -> "Progress":
        """Read a line of :meth:`to_json`."""
        values = json.loads(line)
        rejected = tuple(Issue(**rejected) for rejected in values.pop("rejected"))
        return cls(**values, rejected=rejected)


class AnnotationFailed(RuntimeError):
    """The annotating process ended without finishing; the message holds what it said last."""


def annotate(
    paths: Iterable[Path],
    workspace: Workspace,
    workers: int = 1,
    *,
    columns: Mapping[str, str] | None = None,
    scheduler: str = "",
) -> Generator[Progress, None, None]:
    """Annotate the articles of some inputs into a workspace.

    Articles annotated before from the same input by the same pipeline are skipped. An article that
    cannot be annotated is named in ``rejected`` and the others go on. Closing the iterator (or an
    interrupt) keeps what is annotated so far. Parts that others have replaced are removed at the
    end.

    Args:
        paths: Files and folders, as :func:`analysis.ingest.read_paths` takes them.
        workspace: Where to; its catalogue is not built.
        workers: Processes; 1 annotates in this one.
        columns: The field of columns of tables, as :func:`analysis.ingest.read_paths` takes them.
        scheduler: The address of a Dask scheduler whose workers annotate instead.

    Yields:
        Progress after each article, with several workers after each part.

    Raises:
        OSError: when the model is not installed, the workspace cannot be written, or the
            scheduler cannot be reached.
        BrokenProcessPool: when workers are killed again and again, e.g. for want of memory.
    """
    started = time.monotonic()
    job = Job(workspace, annotation.fingerprint())
    done = failed = problems = 0
    before = workspace.snapshot()
    done_before = before.annotated(job.fingerprint)
    with closing(Intake(paths, done_before, Loaded(before), columns)) as intake:

        def progress(*rejected: Issue) -> Progress:
            nonlocal problems
            told = (*intake.complaints(), *rejected)
            problems += len(told)
            total = None if intake.total is None else intake.total - failed
            expected = max(intake.expected - failed, 0)
            seconds = time.monotonic() - started
            return Progress(
                done, total, intake.skipped, told, seconds, expected=expected, problems=problems
            )

        with closing(_outcomes(job, intake, workers, scheduler)) as outcomes:
            for outcome in outcomes:
                if isinstance(outcome, Issue):
                    failed += 1
                    yield progress(outcome)
                else:
                    done += outcome
                    yield progress()
        if done:
            workspace.remove_superseded()
        yield progress()


def _outcomes(
    job: Job, intake: Intake, workers: int, scheduler: str
) -> Generator[int | Issue, None, None]:
    """Annotate in this process, in several, or on a cluster."""
    if scheduler:
        from analysis.orchestration.cluster import on_cluster  # an extra: not everybody has it

        return on_cluster(job, intake.batch, scheduler)
    batches = iter(lambda: intake.batch(workers), [])
    return spread(job, batches, workers) if workers > 1 else here(job, batches)


def annotate_in_subprocess(
    paths: Iterable[Path],
    workspace: Path,
    workers: int = 1,
    *,
    columns: Mapping[str, str] | None = None,
    stop: threading.Event | None = None,
) -> Generator[Progress, None, None]:
    """Run ``python -m analysis annotate`` on some inputs and follow it; the catalogue is built too.

    This process imports no spaCy. Closing the iterator, or setting ``stop``, stops the other
    process, which keeps what it has annotated.

    Args:
        paths: Files and folders.
        workspace: Where to.
        workers: Processes to annotate with.
        columns: The field of columns of tables, as :func:`analysis.ingest.read_paths` takes them.
        stop: Set by another thread to end at once, without an error.

    Yields:
        Progress, the last with stage ``finished`` (also when nothing could be read), unless it
        was stopped.

    Raises:
        AnnotationFailed: when the other process ended before it finished.
    """
    command = [sys.executable, "-m", "analysis", "annotate", "--progress", "json"]
    command += ["--workers", str(workers), "--workspace", str(workspace.resolve())]
    command += [f"--column={name}={field}" for name, field in (columns or {}).items()]
    command += ["--", *(str(path.resolve()) for path in paths)]
    stop = stop or threading.Event()
    progress = Progress()
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace") as said:
        with subprocess.Popen(
            command,
            cwd=_PROJECT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=said,
            encoding="utf-8",
        ) as process:
            threading.Thread(target=_stop_when_told, args=(process, stop), daemon=True).start()
            try:
                for line in process.stdout or ():
                    progress = Progress.from_json(line)
                    yield progress
                process.wait()
            finally:
                process.terminate()
                process.wait()
        if progress.stage != "finished" and not stop.is_set():
            raise AnnotationFailed(_tail(said) or f"it ended with code {process.returncode}")


def _stop_when_told(process: "subprocess.Popen[str]", stop: threading.Event) -> None:
    while process.poll() is None:
        if stop.wait(_LOOK_EVERY):
            process.terminate()
            return


def ensure_seeds(workspace: Path, seeds: Path) -> Generator[Progress, None, None]:
    """Annotate the seed articles when that was not done yet, or not by the present pipeline.

    Args:
        workspace: Where to.
        seeds: The folder of the articles.

    Yields:
        Progress as :func:`annotate_in_subprocess`; nothing when all is there.

    Raises:
        AnnotationFailed: when the annotating process ended before it finished.
    """
    if _is_ready(Workspace(workspace), seeds):
        return
    from filelock import FileLock  # a start with everything there does without

    workspace.mkdir(parents=True, exist_ok=True)
    # Two sessions may open at once; a session that ends may be tidied up by another thread.
    with FileLock(workspace / ".seeds.lock", thread_local=False):
        if not _is_ready(Workspace(workspace), seeds):
            yield from annotate_in_subprocess([seeds], workspace)


def _is_ready(workspace: Workspace, seeds: Path) -> bool:
    if not workspace.catalogue_path.exists():
        return False
    articles = (item for item in read_paths([seeds]) if isinstance(item, Article))
    wanted = {(article.article_id, digest(article)) for article in articles}
    return wanted <= workspace.annotated(annotation.fingerprint())


def _tail(said: IO[str], lines: int = 12) -> str:
    said.seek(0)
    return "".join(said.readlines()[-lines:]).strip()
