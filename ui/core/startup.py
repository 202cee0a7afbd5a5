"""The start of the app: a workspace without a catalogue gets one before a page is shown."""

import streamlit as st

from analysis.settings import Settings
from analysis.store import OverridesError
from ui.core import data, jobs


def ensure_catalogue() -> None:
    """Make sure there is a catalogue to show; until then show the progress and end the run."""
    try:
        data.open_catalogue()
    except data.NoCatalogueError:
        st.title("Parallax")
        job = jobs.get_latest_job()
        if job is None or (job.ended.is_set() and not _is_still_failing(job)):
            job = _start_job()
        if job.error:
            st.error("The workspace could not be prepared.")
            st.text(job.error)
            st.button("Try again", key="try_again", on_click=_try_again)
        else:
            st.text(describe_start())
            jobs.draw_progress(job)
        st.stop()
    except OverridesError as error:
        st.title("Parallax")
        st.error("The file of corrections cannot be read; nothing of it is lost.")
        st.text(f"{data.get_workspace().path}: {error}")
        st.stop()


def describe_start() -> str:
    """Return what is done at first, and how long it takes where the seeds are annotated."""
    is_annotating = Settings.from_environment().seeds and not data.get_workspace().exists()
    duration = ": five articles take about ten seconds" if is_annotating else ""
    return f"Preparing the articles, once{duration}."


def start_due_job() -> None:
    """Start what is due while a page is shown: outdated seeds, or an outdated catalogue."""
    last = jobs.get_latest_job()
    was_tried = last is not None and (
        not last.ended.is_set() or last.version == data.get_workspace().version
    )
    is_first = last is None and Settings.from_environment().seeds is not None
    if is_first or not (was_tried or data.is_current()):
        _start_job()


def _is_still_failing(job: jobs.Job) -> bool:
    """Return whether a job failed on the workspace as it still is."""
    return bool(job.error) and job.version == data.get_workspace().version


def _try_again() -> None:
    _start_job()


def _start_job() -> jobs.Job:
    """Start what the workspace needs: annotating the seeds if it holds them, else a catalogue."""
    seeds = Settings.from_environment().seeds
    if seeds:
        return jobs.annotate_seeds(seeds, "Annotating the seed articles")
    return jobs.rebuild_catalogue("Opening the workspace")
