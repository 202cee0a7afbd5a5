"""Long work beside the pages: one job a workspace at a time, in a thread that follows a process.

A job goes on when the analyst turns to another page or closes the tab, and every session sees it.
"""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import streamlit as st

from ui import data

if TYPE_CHECKING:
    from analysis.run import Progress

Steps = Callable[[], "Iterator[Progress]"]
_LOOK_EVERY = 0.5
"""Seconds between two looks at a running job."""
_REFRESH = """
import sys
from analysis.build import refresh
from analysis.store import Workspace
refresh(Workspace(sys.argv[1]))
"""


@dataclass
class Job:
    """One job: what it does in words, for which workspace, how far it is, and how it ended."""

    what: str
    version: str
    progress: "Progress | None" = None
    problem: str = ""
    ended: threading.Event = field(default_factory=threading.Event)


def begin(what: str, steps: Steps) -> Job:
    """Start a job for the workspace shown, or return the one that is running.

    Args:
        what: in words, e.g. "Annotating 3 articles"; shown as it is.
        steps: does the work and yields how far it is; no Streamlit call in it.
    """
    jobs, lock = _jobs()
    with lock:
        job = jobs.get(_here())
        if job is None or job.ended.is_set():
            job = jobs[_here()] = Job(what, data.workspace().version)
            threading.Thread(target=_follow, args=(job, steps), daemon=True).start()
    return job


def latest() -> Job | None:
    """Return the job of the workspace shown that began last, running or ended."""
    return _jobs()[0].get(_here())


def running() -> Job | None:
    """Return the job of the workspace shown, if one is running."""
    job = latest()
    return job if job and not job.ended.is_set() else None


def annotate(paths: Sequence[Path], what: str) -> Job:
    """Annotate files into the workspace shown, and build its catalogue."""

    def steps() -> "Iterator[Progress]":
        from analysis.run import annotate_in_subprocess

        yield from annotate_in_subprocess(paths, path)

    path = data.workspace().path
    return begin(what, steps)


def seeds(folder: Path, what: str) -> Job:
    """Annotate the seed articles into the workspace shown, unless that is done."""

    def steps() -> "Iterator[Progress]":
        from analysis.run import ensure_seeds

        yield from ensure_seeds(path, folder)

    path = data.workspace().path
    return begin(what, steps)


def refresh(what: str) -> Job:
    """Build the catalogue of the workspace shown, after a decision of the analyst."""

    def steps() -> "Iterator[Progress]":
        # In a process of its own: what it imports would stay in this one.
        command = [sys.executable, "-c", _REFRESH, str(path)]
        ended = subprocess.run(command, cwd=data.ROOT, capture_output=True, text=True)
        if ended.returncode:
            raise RuntimeError(ended.stderr.strip().splitlines()[-1])
        yield from ()

    path = data.workspace().path.resolve()
    return begin(what, steps)


@st.fragment(run_every=_LOOK_EVERY)
def watch(job: Job) -> None:
    """Show how far a job is; when it ends, run the page again."""
    if job.ended.is_set():
        st.rerun()
    st.progress(*told(job))


def told(job: Job) -> tuple[float, str]:
    """Return how far a job is, from 0 to 1, and the same in words."""
    done = job.progress
    if done is None or not done.total:
        return 0.0, f"{job.what} …"
    if done.stage != "annotating":
        return 1.0, f"{job.what}: putting the tables together …"
    left = "" if done.seconds_left is None else f", about {done.seconds_left:.0f} s left"
    return min(done.done / done.total, 1.0), f"{job.what}: {done.done} of {done.total}{left}"


def _follow(job: Job, steps: Steps) -> None:
    try:
        for job.progress in steps():
            pass
    except Exception as error:  # the thread's end is told on the page, not to a console
        job.problem = str(error) or type(error).__name__
    finally:
        job.ended.set()


def _here() -> str:
    return str(data.workspace().path.resolve())


@st.cache_resource(show_spinner=False)
def _jobs() -> tuple[dict[str, Job], threading.Lock]:
    return {}, threading.Lock()
