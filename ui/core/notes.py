"""Stars and notes of the workspace: read once, written at once, and undone again."""

import time
from collections.abc import Callable
from functools import lru_cache
from pathlib import Path

import streamlit as st

from analysis.store.catalogue import Catalogue
from analysis.store.notes import Note, NoteConflictError, NotesError, NoteStore
from analysis.store.queries import notes as note_queries
from analysis.store.queries.notes import PlacedNote
from analysis.store.workspace import Workspace
from ui.core import data

#: Headers in which a proxy with sign-on passes the name of the user.
USER_HEADERS = ("X-Forwarded-User", "Remote-User")
#: Age, in nanoseconds, from which a change of the file shows in its time stamp; as in
#: :mod:`analysis.store.workspace`.
_SETTLED_AGE = 2_000_000_000
#: Number of states of the file that are remembered.
_REMEMBERED_STATES = 4
_AUTHOR, _UNDO, _ERROR, _TYPED = "_note_author", "_note_undo", "_note_error", "_note_typed"


def list_notes() -> tuple[Note, ...]:
    """Return all notes of the workspace, deleted ones too.

    Raises:
        NotesError: The file of notes cannot be understood.
    """
    workspace = data.get_workspace()
    store = workspace.notes
    try:
        status = store.path.stat()
    except FileNotFoundError:
        return ()
    if status.st_mtime_ns > time.time_ns() - _SETTLED_AGE:
        return store.read()
    return _read_state(workspace.path, (status.st_mtime_ns, status.st_size, status.st_ino))


def list_placed_notes() -> tuple[PlacedNote, ...]:
    """Return the notes that are not deleted, with the present places of their passages.

    Raises:
        NotesError: The file of notes cannot be understood.
    """
    current = tuple(note for note in list_notes() if not note.deleted)
    return _place(data.get_unpooled_catalogue(), current) if current else ()


def get_author() -> str:
    """Return the name under which this session makes notes; empty if it is not known."""
    typed = st.session_state.get(_AUTHOR, "")
    if typed:
        return str(typed)
    headers = st.context.headers
    return next((headers[name] for name in USER_HEADERS if headers.get(name)), "")


def set_author(name: str) -> None:
    """Set the name under which this session makes notes."""
    st.session_state[_AUTHOR] = name.strip()


def write(change: Callable[[NoteStore], object], typed: str = "") -> bool:
    """Write a change of the notes; return whether it was written. For callbacks.

    What went wrong is kept for :func:`pop_error`, so that the page can say it, and so is what was
    typed: the form is gone where somebody else deleted the note.
    """
    try:
        change(data.get_workspace().notes)
    except (NotesError, NoteConflictError, OSError) as error:
        st.session_state[_ERROR], st.session_state[_TYPED] = str(error), typed
        return False
    return True


def delete(note: Note) -> None:
    """Delete a note, and offer to undo it; a callback."""

    def mark_deleted(store: NoteStore) -> None:
        st.session_state[_UNDO] = store.delete(note)

    write(mark_deleted)


def restore(note: Note) -> None:
    """Restore a deleted note; a callback."""
    if write(lambda store: store.restore(note)) and st.session_state.get(_UNDO) == note:
        del st.session_state[_UNDO]


def get_last_deleted() -> Note | None:
    """Return the note that this session deleted last, unless it was restored."""
    note: Note | None = st.session_state.get(_UNDO)
    return note if note in list_notes() else None


def pop_error() -> tuple[str, str]:
    """Return why the last change was not written, and its typed text, once; empty if it was."""
    return str(st.session_state.pop(_ERROR, "")), str(st.session_state.pop(_TYPED, ""))


@lru_cache(maxsize=_REMEMBERED_STATES)
def _place(catalogue: Catalogue, current: tuple[Note, ...]) -> tuple[PlacedNote, ...]:
    return note_queries.place_notes(catalogue, current)


@lru_cache(maxsize=_REMEMBERED_STATES)
def _read_state(path: Path, stamp: tuple[int, int, int]) -> tuple[Note, ...]:
    del stamp  # a part of the key of the cache
    return Workspace(path).notes.read()
