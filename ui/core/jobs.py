"""Long work beside the pages: one job a workspace at a time, in a thread that follows a process.

A job goes on when the analyst turns to another page or closes the tab, and every session sees it.
"""

import threading
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
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
_LOOK_EVERY = 0.5
"""Seconds between two looks at a running job."""
_NOTES = 500
"""Most notes of a job that are kept to be shown; the number of all is known."""


@dataclass
class Job:
    """One job: what it does in words, for which workspace, how far it is, and how it ended."""

    what: str
    version: str
    progress: "Progress | None" = None
    problem: str = ""
    ended: threading.Event = field(default_factory=threading.Event)
    stop: threading.Event | None = None
    notes: "list[Issue]" = field(default_factory=list)


def start_job(what: str, steps: Steps, stop: threading.Event | None = None) -> Job:
    """Start a job for the workspace shown, or return the one that is running.

    Args:
        what: in words, e.g. "Annotating 3 articles"; shown as it is.
        steps: does the work and yields how far it is; no Streamlit call in it.
        stop: ends the steps early when it is set, for work that may be stopped.
    """
    jobs, lock = _jobs()
    with lock:
        job = jobs.get(_here())
        if job is None or job.ended.is_set():
            job = jobs[_here()] = Job(what, data.get_workspace().version, stop=stop)
            threading.Thread(target=_follow, args=(job, steps), daemon=True).start()
    return job


def get_latest_job() -> Job | None:
    """Return the job of the workspace shown that began last, running or ended."""
    return _jobs()[0].get(_here())


def get_running_job() -> Job | None:
    """Return the job of the workspace shown, if one is running."""
    job = get_latest_job()
    return job if job and not job.ended.is_set() else None


def annotate_batch(batch: "Batch", *, many: bool) -> Job:
    """Annotate files into the workspace shown, and build its catalogue; may be stopped.

    Args:
        batch: the files; it is forgotten when all are annotated.
        many: whether there is work for several processes.
    """

    def steps() -> "Iterator[Progress]":
        from analysis.orchestration.annotate import annotate_in_subprocess

        yield from annotate_in_subprocess(
            batch.files, path, workers, columns=batch.columns, stop=stop
        )
        if not stop.is_set():
            batch.finished()

    path, stop = data.get_workspace().path, threading.Event()
    workers = Settings.from_environment().workers if many else 1
    return start_job(batch.what, steps, stop)


def annotate_seeds(folder: Path, what: str) -> Job:
    """Annotate the seed articles into the workspace shown, unless that is done."""

    def steps() -> "Iterator[Progress]":
        from analysis.orchestration.annotate import ensure_seeds

        yield from ensure_seeds(path, folder)

    path = data.get_workspace().path
    return start_job(what, steps)


def rebuild_catalogue(what: str) -> Job:
    """Build the catalogue of the workspace shown, after a decision of the analyst."""

    def steps() -> "Iterator[Progress]":
        from analysis.orchestration.annotate import build_in_subprocess

        yield from build_in_subprocess(path)

    path = data.get_workspace().path
    return start_job(what, steps)


@st.fragment(run_every=_LOOK_EVERY)
def draw_progress(job: Job) -> None:
    """Show how far a job is; when it ends, run the page again."""
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
                help="What is annotated so far is kept; the page Corpus offers to go on.",
            )


def describe_progress(job: Job) -> tuple[float, str]:
    """Return how far a job is, from 0 to 1, and the same in words."""
    done = job.progress
    if done is not None and done.stage != "annotating":
        return 1.0, f"{job.what}: putting the tables together …"
    of = 0 if done is None else done.expected if done.total is None else done.total
    if done is None or not of:
        return 0.0, f"{job.what} …"
    about = "about " * (done.total is None)
    share = min(done.done / of, 1.0)
    return share, f"{job.what}: {done.done:,} of {about}{of:,}{_left(done.seconds_left)}"


def _left(seconds: float | None) -> str:
    if seconds is None:
        return ""
    for unit, length in (("h", 3600), ("min", 60)):
        if seconds >= 1.5 * length:
            return f", about {seconds / length:.0f} {unit} left"
    return f", about {seconds:.0f} s left"


def _follow(job: Job, steps: Steps) -> None:
    try:
        for job.progress in steps():
            job.notes += job.progress.issues[: max(_NOTES - len(job.notes), 0)]
    except Exception as error:  # the thread's end is told on the page, not to a console
        job.problem = str(error) or type(error).__name__
    finally:
        job.ended.set()


def _here() -> str:
    return str(data.get_workspace().path.resolve())


@st.cache_resource(show_spinner=False)
def _jobs() -> tuple[dict[str, Job], threading.Lock]:
    return {}, threading.Lock()
