"""The start: a workspace without a catalogue gets one before a page is shown."""

import streamlit as st

from analysis.settings import Settings
from analysis.store import OverridesError
from ui.core import data, jobs


def ensure_catalogue() -> None:
    """Make sure there is a catalogue to show; until then show how far it is and end the run."""
    try:
        data.open_catalogue()
    except data.NoCatalogueError:
        st.title("Parallax")
        job = jobs.get_latest_job() or _prepare()
        if job.problem:
            st.error("The workspace could not be prepared.")
            st.text(job.problem)
            st.button("Try again", key="try_again", on_click=_again)
        else:
            st.text("Preparing the articles. This is done once and takes about half a minute.")
            jobs.draw_progress(job)
        st.stop()
    except OverridesError as error:
        st.title("Parallax")
        st.error("What was decided about the articles cannot be read. Correct or delete the file.")
        st.text(f"{data.get_workspace().path}: {error}")
        st.stop()


def start_due_job() -> None:
    """Begin what is due beside a page: seeds annotated by an older pipeline, an older catalogue."""
    last = jobs.get_latest_job()
    tried = last is not None and (
        not last.ended.is_set() or last.version == data.get_workspace().version
    )
    first = last is None and Settings.from_environment().seeds is not None
    if first or not (tried or data.is_current()):
        _prepare()


def _again() -> None:
    _prepare()


def _prepare() -> jobs.Job:
    """Begin what the workspace needs: the seeds where they belong in it, else a catalogue."""
    seeds = Settings.from_environment().seeds
    if seeds:
        return jobs.annotate_seeds(seeds, "Annotating the seed articles")
    return jobs.rebuild_catalogue("Opening the workspace")
