"""Long work beside the pages: one job per workspace at a time, in a thread that follows a process.

A job goes on when the analyst turns to another page or closes the tab; every session sees it.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from analysis.settings import Settings
from ui.core import data

if TYPE_CHECKING:
    from analysis.ingest.issues import Issue
    from analysis.orchestration.annotate import Progress
    from ui.core.upload_batches import Batch

Steps = Callable[[], "Iterator[Progress]"]

#: Seconds between two updates of the progress bar.
_UPDATE_INTERVAL = 0.5
#: Maximum number of a job's issues that are kept to be shown; all are counted.
_MAX_ISSUES = 500
#: Units of the time left, the longest first, with their seconds.
_TIME_UNITS = (("h", 3600), ("min", 60))
#: A unit is used from this many of it on, so that 80 s are not rounded to "1 min".
_LEAST_UNITS = 1.5


@dataclass
class Job:
    """One job: its title, the version of its workspace, its progress, and how it ended.

    ``error`` is empty unless the job failed; ``stop`` is None when it cannot be stopped. ``is_due``
    says whether its work is still to be done, and ``again`` starts it anew. ``known_ids`` are the
    articles that were there before a load, None for another job; ``last_load`` is the load
    before another job.
    """

    title: str
    version: str
    progress: "Progress | None" = None
    error: str = ""
    ended: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event | None = None
    issues: "list[Issue]" = field(default_factory=list)
    is_due: Callable[[], bool] = field(default=lambda: True)
    again: "Callable[[], Job] | None" = None
    known_ids: frozenset[str] | None = None
    last_load: "Job | None" = None

    @property
    def has_unsolved_error(self) -> bool:
        """Whether the job failed, and nothing else has done its work since."""
        return self.ended.is_set() and bool(self.error) and self.is_due()


def start_job(
    title: str,
    steps: Steps,
    stop: threading.Event | None = None,
    *,
    is_due: Callable[[], bool] = lambda: True,
    again: "Callable[[], Job] | None" = None,
    known_ids: frozenset[str] | None = None,
) -> Job:
    """Start a job for the current workspace, or return the one that is running.

    Args:
        title: what the job does, e.g. "Annotating 3 articles"; shown on the page.
        steps: does the work and yields its progress; must not call Streamlit.
        stop: ends the steps early when it is set, for work that can be stopped.
        is_due: says whether the work is still to be done, asked after a failure.
        again: starts the same job once more.
        known_ids: the articles that are there before a load; None for another job.
    """
    jobs, lock = _get_jobs()
    with lock:
        job = jobs.get(_get_key())
        if job is None or job.ended.is_set():
            job = jobs[_get_key()] = Job(
                title,
                data.get_workspace().version,
                stop=stop,
                is_due=is_due,
                again=again,
                known_ids=known_ids,
                last_load=_find_load(job) if known_ids is None else None,
            )
            threading.Thread(target=_follow, args=(job, steps), daemon=True).start()
    return job


def get_latest_job() -> Job | None:
    """Return the job of the current workspace that started last, running or ended."""
    return _get_jobs()[0].get(_get_key())


def get_last_load() -> Job | None:
    """Return the load of the current workspace that started last, running or ended."""
    return _find_load(get_latest_job())


def get_running_job() -> Job | None:
    """Return the running job of the current workspace, if there is one."""
    job = get_latest_job()
    return job if job and not job.ended.is_set() else None


def is_busy() -> bool:
    """Return whether a job is running, so that no other can start."""
    return get_running_job() is not None


def annotate_batch(batch: "Batch", *, in_parallel: bool) -> Job:
    """Annotate files into the current workspace and build its catalogue; can be stopped.

    Args:
        batch: the files; the batch is discarded when all are annotated.
        in_parallel: whether there is work for several processes.
    """

    def steps() -> "Iterator[Progress]":
        from analysis.orchestration.annotate import annotate_in_subprocess

        yield from annotate_in_subprocess(
            batch.files,
            path,
            workers,
            columns=batch.columns,
            use_names=batch.use_names,
            stop=stop,
        )
        if not stop.is_set():
            batch.discard()

    path, stop = data.get_workspace().path, threading.Event()
    workers = Settings.from_environment().workers if in_parallel else 1
    return start_job(
        batch.title,
        steps,
        stop,
        is_due=batch.record.exists,
        again=partial(annotate_batch, batch, in_parallel=in_parallel),
        known_ids=frozenset(data.get_workspace().snapshot().winners),
    )


def annotate_seeds(folder: Path, title: str) -> Job:
    """Annotate the seed articles into the current workspace, unless that is done."""

    def steps() -> "Iterator[Progress]":
        from analysis.orchestration.annotate import ensure_seeds

        yield from ensure_seeds(path, folder)

    path = data.get_workspace().path
    return start_job(title, steps, again=partial(annotate_seeds, folder, title))


def rebuild_catalogue(title: str) -> Job:
    """Build the catalogue of the current workspace after an override."""

    def steps() -> "Iterator[Progress]":
        from analysis.orchestration.annotate import build_in_subprocess

        yield from build_in_subprocess(path)

    path = data.get_workspace().path
    return start_job(
        title,
        steps,
        is_due=lambda: not data.is_current(),
        again=partial(rebuild_catalogue, title),
    )


@st.fragment(run_every=_UPDATE_INTERVAL)
def draw_progress(job: Job) -> None:
    """Show the progress of a job; when it ends, run the page again."""
    if job.ended.is_set():
        st.rerun()
    with st.container(horizontal=True, vertical_alignment="center"):
        st.progress(*describe_progress(job))
        if job.stop is not None:
            stopping = job.stop.is_set()
            st.button(
                "Stopping …" if stopping else "Stop",
                key="stop_job",
                on_click=job.stop.set,
                disabled=stopping,
                help="What is annotated so far is kept; the page Corpus offers to resume.",
            )


def describe_progress(job: Job) -> tuple[float, str]:
    """Return the progress of a job, from 0 to 1, and the same in words."""
    progress = job.progress
    if progress is not None and progress.stage != "annotating":
        return 1.0, f"{job.title}: putting the tables together …"
    is_estimate = progress is None or progress.total is None
    total = 0 if progress is None else progress.expected if is_estimate else progress.total
    if progress is None or not total:
        return 0.0, f"{job.title} …"
    about = "about " if is_estimate else ""
    time_left = _describe_time_left(progress.seconds_left)
    share = min(progress.done / total, 1.0)
    return share, f"{job.title}: {progress.done:,} of {about}{total:,}{time_left}"


def _describe_time_left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    for unit, length in _TIME_UNITS:
        if seconds >= _LEAST_UNITS * length:
            return f", about {seconds / length:.0f} {unit} left"
    return f", about {seconds:.0f} s left"


def _find_load(job: Job | None) -> Job | None:
    """Return a job if it is a load, else the load before it."""
    return job if job is None or job.known_ids is not None else job.last_load


def _follow(job: Job, steps: Steps) -> None:
    try:
        for job.progress in steps():
            job.issues += job.progress.issues[: max(_MAX_ISSUES - len(job.issues), 0)]
    except Exception as error:  # noqa: BLE001 - the page reports it
        job.error = str(error) or type(error).__name__
    finally:
        job.ended.set()


def _get_key() -> str:
    """Return the key of the current workspace among the jobs."""
    return str(data.get_workspace().path.resolve())


@st.cache_resource(show_spinner=False)
def _get_jobs() -> tuple[dict[str, Job], threading.Lock]:
    """Return the last job of each workspace, shared by all sessions, and the lock to change it."""
    return {}, threading.Lock()
