"""The control that stars or notes a passage or a finding, and the notes there already are on it."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from zlib import crc32

import streamlit as st

from analysis.store.notes import (
    MAX_AUTHOR_CHARACTERS,
    MAX_CHARACTERS,
    Note,
    NotedPassage,
    NoteKind,
    NotesError,
)
from analysis.store.queries import notes as note_queries
from analysis.store.queries.notes import PlacedNote
from ui.core import data, notes
from ui.widgets import markup
from ui.widgets.markup import Html

#: Maximum number of passages that a note on a finding keeps.
MAX_PASSAGES = 12
#: Name of an author that is not known.
UNNAMED = "unnamed"
#: Key of the session for the control whose form is open, and for the controls of this run.
_OPEN, _DRAWN = "_note_open", "_note_controls"
_FORM_HEIGHT = 90

#: Finds the passages of a new note; called when it is made.
FindPassages = Callable[[], Sequence[NotedPassage]]


@dataclass(frozen=True)
class NoteTarget:
    """What is starred or noted.

    Attributes:
        kind: What it is.
        key: A name of it that is unique on the page.
        find_passages: Finds its passages.
        subject: The sentence of a finding or difference; empty for a passage.
    """

    kind: NoteKind
    key: str
    find_passages: FindPassages
    subject: str = ""


def start_run() -> None:
    """Begin a run of a page: every control can be drawn once; say what could not be written."""
    st.session_state[_DRAWN] = set()
    error, typed = notes.pop_error()
    if error:
        st.error("The note was not written.")
        st.text(error)
    if typed:
        st.caption("What you typed:")
        st.code(typed, language=None, wrap_lines=True)
    try:
        notes.list_notes()
    except NotesError as unreadable:
        st.error("The file of notes cannot be read; notes are not shown until it is corrected.")
        st.text(f"{data.get_workspace().path}: {unreadable}")


def draw_passage_control(
    article_id: str,
    start: int,
    end: int | None = None,
    kind: NoteKind = NoteKind.SENTENCE,
    *,
    draw_first: Callable[[], None],
) -> None:
    """Draw the control of a passage of an article: two buttons in a row, notes and form below.

    Args:
        article_id: The article.
        start: First character.
        end: One past the last; None for the sentence at ``start``.
        kind: What the passage is.
        draw_first: Draws what is before the buttons.
    """
    if start < 0:  # a headline that is not in the text
        draw_first()
        return
    catalogue = data.get_unpooled_catalogue()

    def find_passages() -> list[NotedPassage]:
        passage = note_queries.read_passage(catalogue, article_id, start, end)
        return [passage] if passage else []

    _draw(
        NoteTarget(kind, f"{article_id}_{start}", find_passages),
        lambda placed: (
            not placed.note.subject
            and placed.has_overlap(article_id, start, start + 1 if end is None else end)
        ),
        draw_first,
    )


def draw_subject_control(target: NoteTarget, *, draw_first: Callable[[], None]) -> None:
    """Draw the control of a finding or difference, as :func:`draw_passage_control` does."""
    _draw(target, lambda placed: placed.note.subject == target.subject, draw_first)


def read_noted_passages(spans: Iterable[tuple[str, int, int]]) -> list[NotedPassage]:
    """Return the sentences of a finding's spans (article, start, end), to put a note on."""
    return note_queries.read_evidence(data.get_unpooled_catalogue(), spans, MAX_PASSAGES)


def build_note(note: Note) -> Html:
    """Return a note as markup: star, author, time and text."""
    return Html(
        '<div style="border-left:3px solid #7A7F87;padding-left:.7em;margin:.2em 0;'
        'overflow-wrap:anywhere"><small>{}</small><div style="white-space:pre-wrap">{}</div></div>'
    ).format(describe_note(note), markup.escape_visibly(note.text))


def describe_note(note: Note) -> str:
    """Return who made a note and when: "★ Mina · 29 November 2026, 10:02 UTC"."""
    star = "★ " if note.starred else ""
    return " · ".join(filter(None, (f"{star}{note.author or UNNAMED}", format_time(note.created))))


def format_time(time: str) -> str:
    """Return an ISO time in words; empty if it is not known."""
    if not time:
        return ""
    moment = datetime.fromisoformat(time)
    return f"{moment.day} {moment:%B %Y, %H:%M} UTC"


def draw_form(key: str, note: Note | None, save: Callable[[str], bool]) -> None:
    """Draw the form of a note's text, if it is open.

    Args:
        key: Of the control.
        note: The note to edit; None for a new one.
        save: Writes the text and returns whether it was written; called in a callback.
    """
    if st.session_state.get(_OPEN) != key:
        return
    with st.container(border=True, gap="small"):
        st.text_area(
            "Note",
            value=note.text if note else "",
            key=f"note_text_{key}",
            max_chars=MAX_CHARACTERS,
            height=_FORM_HEIGHT,
        )
        if note is None and not notes.get_author():
            st.text_input("Your name", key=f"note_author_{key}", max_chars=MAX_AUTHOR_CHARACTERS)
        with st.container(horizontal=True):
            st.button(
                "Save note",
                key=f"note_save_{key}",
                on_click=_save,
                args=(key, save),
                type="primary",
            )
            st.button("Cancel", key=f"note_cancel_{key}", on_click=_close)


def open_form(key: str) -> None:
    """Open the form of a control, or close it if it is open; a callback."""
    st.session_state[_OPEN] = "" if st.session_state.get(_OPEN) == key else key


def edit_text(note: Note, text: str) -> bool:
    """Write the text of a note; without text and star it is deleted. Return whether it was."""
    if text.strip() or note.starred:
        return notes.write(lambda store: store.change(note, text=text), text)
    return notes.write(lambda store: store.delete(note))


def _draw(
    target: NoteTarget,
    is_on_target: Callable[[PlacedNote], bool],
    draw_first: Callable[[], None],
) -> None:
    key = f"{crc32(f'{target.kind} {target.key} {target.subject}'.encode()):08x}"
    drawn: set[str] = st.session_state.setdefault(_DRAWN, set())
    try:
        placed = notes.list_placed_notes()
    except NotesError:  # start_run says it
        placed = None
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        draw_first()
        if placed is None or key in drawn:
            return
        drawn.add(key)
        on_target = [item.note for item in placed if is_on_target(item)]
        author = notes.get_author()
        own_note = next((note for note in on_target if note.author == author), None)
        st.button(
            "★ Starred" if own_note and own_note.starred else "☆ Star",
            key=f"star_{key}",
            type="tertiary",
            on_click=_toggle_star,
            args=(target, own_note),
        )
        st.button(
            "Edit note" if own_note and own_note.text else "Note",
            key=f"note_{key}",
            type="tertiary",
            on_click=open_form,
            args=(key,),
        )
    if listed := [note for note in on_target if note.text or note is not own_note]:
        markup.render(markup.join(map(build_note, listed)))
    draw_form(key, own_note, lambda text: _write_text(target, own_note, text))


def _toggle_star(target: NoteTarget, own_note: Note | None) -> None:
    if own_note is None:
        _add(target, starred=True)
    elif own_note.starred and not own_note.text:
        notes.write(lambda store: store.delete(own_note))
    else:
        notes.write(lambda store: store.change(own_note, starred=not own_note.starred))


def _write_text(target: NoteTarget, own_note: Note | None, text: str) -> bool:
    if own_note is not None:
        return edit_text(own_note, text)
    return not text.strip() or _add(target, text=text)


def _save(key: str, save: Callable[[str], bool]) -> None:
    notes.set_author(st.session_state.get(f"note_author_{key}", "") or notes.get_author())
    if save(st.session_state[f"note_text_{key}"]):
        _close()


def _close() -> None:
    st.session_state[_OPEN] = ""


def _add(target: NoteTarget, *, text: str = "", starred: bool = False) -> bool:
    passages = list(target.find_passages())
    if not passages:
        return False
    author = notes.get_author()
    return notes.write(
        lambda store: store.add(
            target.kind,
            passages,
            subject=target.subject,
            text=text,
            starred=starred,
            author=author,
        ),
        text,
    )
