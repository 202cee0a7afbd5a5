"""The notes on the page Notes: a list to filter, each with its passages, to edit and to delete."""

from collections.abc import Mapping, Sequence

import streamlit as st

from analysis.store.filters import Filters
from analysis.store.notes import Note, NoteKind, NotesError
from analysis.store.queries import notes as note_queries
from analysis.store.queries.notes import Place, PlacedNote, PlacedPassage
from ui.core import address, data, notes, selection
from ui.widgets import evidence, markup, note_control
from ui.widgets.markup import Html
from ui.widgets.note_control import UNNAMED

#: Notes on one page, and number of passages of a note that are open; the others unfold.
_PER_PAGE, _MAX_PASSAGES = 20, 3
#: Maximum number of deleted notes to choose from, the latest first.
_MAX_DELETED = 100
#: Stand in the address for all authors, and for the author of notes without a name.
_EVERYBODY, _NOBODY = "*", "-"
#: Labels of the kinds; the empty key selects all.
KIND_LABELS: Mapping[str, str] = {
    "": "All",
    NoteKind.SENTENCE: "Sentences",
    NoteKind.QUOTATION: "Quotations",
    NoteKind.FINDING: "Findings",
    NoteKind.DIFFERENCE: "Differences",
}
#: What the page says of a passage whose words are not where they were.
_PLACE_NOTES: Mapping[Place, str] = {
    Place.UNCHANGED: "",
    Place.MOVED: "The words are at another place now than when they were noted.",
    Place.TEXT_GONE: (
        "The article's text was changed: these words are not in it any more, or at several places."
    ),
    Place.ARTICLE_GONE: "The article is not in this workspace any more.",
}


def draw_last_undo() -> None:
    """Say that a note was deleted, and offer to undo it."""
    try:
        note = notes.get_last_deleted()
    except NotesError:  # said at the top of the page
        return
    if note is None:
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success("Note deleted.")
        st.button("Undo", key="note_undo", on_click=notes.restore, args=(note,))


def draw_notes(filters: Filters) -> None:
    """List the notes on the filtered articles, under choices of kind, author and words."""
    try:
        every = notes.list_placed_notes()
    except NotesError:  # said at the top of the page
        return
    if not every:
        evidence.draw_note(
            "There is no note yet. Open the sentences behind a number, or read a finding, and "
            "choose “☆ Star” or “Note” beside it."
        )
        return
    in_articles = data.cached_query(note_queries.select_notes, filters, every)
    authors = {_author_key(note): note.author or UNNAMED for note in (p.note for p in every)}
    chosen = _choose(in_articles, authors)
    noun = "note" if len(every) == 1 else "notes"
    st.caption(
        f"{len(chosen):,} of {len(every):,} {noun}. The filters in the sidebar select by story, "
        "outlet and date. Corpus › Download has all notes as a table."
    )
    page = address.draw_pagination(len(chosen), _PER_PAGE, key="notes_page")
    for placed in chosen[(page - 1) * _PER_PAGE : page * _PER_PAGE]:
        _draw_note(placed)


def draw_deleted() -> None:
    """List the deleted notes, to restore them."""
    try:
        deleted = [note for note in notes.list_notes() if note.deleted]
    except NotesError:  # said at the top of the page
        return
    if not deleted:
        return
    deleted.sort(key=lambda note: note.deleted, reverse=True)
    with st.expander(f"Deleted notes ({len(deleted):,})", key="deleted_notes"):
        options = {note.note_id: note for note in deleted[:_MAX_DELETED]}
        labels = {note_id: _label_deleted(note) for note_id, note in options.items()}
        chosen = st.multiselect(
            "Notes to restore", list(labels), format_func=labels.__getitem__, key="deleted_chosen"
        )
        st.button(
            "Restore",
            key="restore_notes",
            disabled=not chosen,
            on_click=_restore,
            args=([options[note_id] for note_id in chosen],),
        )


def build_passage(passage: PlacedPassage) -> Html:
    """Return a noted passage: outlet, headline and date of its article, its words, its place."""
    heading = evidence.format_heading(passage.title, passage.published)
    note = _PLACE_NOTES[passage.place]
    return Html(
        '<div style="overflow-wrap:anywhere"><small><strong>{}</strong> {}</small>'
        '<blockquote style="white-space:pre-wrap;margin:.2em 0;padding-left:.7em;'
        'border-left:3px solid #7A7F87">{}</blockquote>{}</div>'
    ).format(
        passage.outlet_label,
        heading,
        markup.highlight(passage.noted.text),
        Html("<p><small>⚠ {}</small></p>").format(note) if note else Html(""),
    )


def _choose(placed: Sequence[PlacedNote], authors: Mapping[str, str]) -> list[PlacedNote]:
    """Draw the choices of kind, author, stars and words, and return the notes that meet them.

    Args:
        placed: The notes on the filtered articles.
        authors: Names by author of all notes: a chosen author stays whatever the filters leave.
    """
    with st.container(horizontal=True, vertical_alignment="bottom"):
        kind = address.draw_segments("note_kind", "On", KIND_LABELS, "")
        author = address.draw_select(
            "note_author",
            "By",
            {_EVERYBODY: "Everybody", **dict(sorted(authors.items()))},
            _EVERYBODY,
        )
        starred = address.draw_toggle("starred", "Starred only")
    words = address.draw_search("find_note", "Find in notes, findings and passages").casefold()
    chosen = [
        item
        for item in placed
        if kind in ("", item.note.kind)
        and author in (_EVERYBODY, _author_key(item.note))
        and (item.note.starred or not starred)
        and words in _join_words(item)
    ]
    return chosen[::-1]  # the file has them in the order they were made, whatever the clock said


def _author_key(note: Note) -> str:
    return note.author or _NOBODY


def _join_words(placed: PlacedNote) -> str:
    texts = (placed.note.text, placed.note.subject, *(p.noted.text for p in placed.passages))
    return "\n".join(texts).casefold()


def _draw_note(placed: PlacedNote) -> None:
    note = placed.note
    key = f"list_{note.note_id}"
    with st.container(border=True, gap="xsmall"):
        head = Html("<small>{} · {}</small>").format(
            note_control.describe_note(note), note.kind.value
        )
        subject = Html("<p><strong>{}</strong></p>").format(note.subject) if note.subject else None
        markup.render(head + (subject or Html("")))
        if note.text:
            markup.render(
                Html('<p style="white-space:pre-wrap;overflow-wrap:anywhere">{}</p>').format(
                    markup.escape_visibly(note.text)
                )
            )
        _draw_passages(placed.passages[:_MAX_PASSAGES])
        if rest := placed.passages[_MAX_PASSAGES:]:
            with st.expander(f"and {len(rest):,} more passage{'s' * (len(rest) != 1)}"):
                _draw_passages(rest)
        with st.container(horizontal=True):
            st.button(
                "Edit note" if note.text else "Add a text",
                key=f"edit_{key}",
                on_click=note_control.open_form,
                args=(key,),
            )
            st.button("Delete", key=f"delete_{key}", on_click=notes.delete, args=(note,))
        note_control.draw_form(key, note, lambda text: note_control.edit_text(note, text))


def _draw_passages(passages: Sequence[PlacedPassage]) -> None:
    for passage in passages:
        markup.render(build_passage(passage))
        if passage.is_located:
            selection.draw_page_link(
                "article",
                "Read in the article",
                article=passage.article_id,
                at=str(passage.start),
            )


def _restore(chosen: Sequence[Note]) -> None:
    for note in chosen:
        notes.restore(note)


def _label_deleted(note: Note) -> str:
    text = note.text or note.subject or note.passages[0].text
    return markup.shorten(f"{note_control.describe_note(note)} · {text}")
