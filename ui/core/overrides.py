"""Overrides by the analyst: written to the workspace, shown after a rebuild, and undone again."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st

from analysis.store.outlet_groups import OutletGroupsError
from analysis.store.overrides import OverridesError
from analysis.store.workspace import Workspace
from ui.core import data, jobs

_LAST_UNDO, _FAILURE = "_last_undo", "_override_failure"

Change = Callable[[Workspace], object]


@dataclass(frozen=True)
class Undo:
    """How to undo an override: what it did, as a sentence, and the change that reverts it."""

    message: str
    revert: Change


def apply_override(change: Change, job_title: str) -> NoReturn:
    """Write an override into the workspace, rebuild the catalogue and run the page again.

    If it cannot be written, :func:`draw_failure` says why in the next run.

    Args:
        change: writes the override. When it returns an :class:`Undo`, :func:`draw_last_undo`
            offers it.
        job_title: what the rebuild is for, e.g. "Moving an article".
    """
    try:
        undo = change(data.get_workspace())
    except (OSError, OverridesError, OutletGroupsError) as error:
        st.session_state[_FAILURE] = str(error)
        st.rerun()
    if isinstance(undo, Undo):
        st.session_state[_LAST_UNDO] = undo
    jobs.rebuild_catalogue(job_title)
    st.rerun()


def draw_failure() -> None:
    """Say, once, why the last override of this session was not written."""
    if reason := st.session_state.pop(_FAILURE, ""):
        st.error("The change could not be saved. What was saved before is kept.")
        st.text(reason)


def draw_undo_button(undo: Undo, *, key: str) -> None:
    """Draw the button that undoes an override."""
    if st.button("Undo", key=key, disabled=jobs.is_busy()):
        if st.session_state.get(_LAST_UNDO) is undo:
            del st.session_state[_LAST_UNDO]
        apply_override(undo.revert, "Undoing the change")


def draw_last_undo() -> None:
    """Say what the last override of this session did, and offer to undo it."""
    if _LAST_UNDO not in st.session_state:
        return
    undo: Undo = st.session_state[_LAST_UNDO]
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(undo.message)
        draw_undo_button(undo, key="undo")
