"""The analyst's stars and notes: ``notes.json``, written to be read by people.

::

    {
      "notes": [
        {
          "id": "5f0c9a1e2b3c", "kind": "quotation", "star": true, "note": "Ask the ministry.",
          "author": "Mina", "created": "2026-11-29T10:02:11+00:00",
          "changed": "2026-11-29T10:02:11+00:00", "deleted": "", "subject": "",
          "passages": [
            {"article": "390bdab3792906cd", "outlet": "NTD", "title": "US Says …",
             "start": 1204, "end": 1262, "text": "not going to reflect well on North Korea"}
          ]
        }
      ]
    }

A passage has its own words beside its offsets, so a note survives a new annotation and a changed
text (:mod:`analysis.store.queries.notes` finds its present place). A deleted note stays in the file
with the time it was deleted, so that it can be restored. Keys that this module does not know are
kept unchanged.

Every change reads the file under a lock, changes one note and replaces the file in one step, so
analysts who write at the same time keep each other's notes; the state before stays as a backup.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field, replace
from datetime import MAXYEAR, UTC, datetime, timedelta
from enum import StrEnum
from pathlib import Path
from secrets import token_hex
from typing import Any

from analysis.store.decision_files import describe_remedy, read_json, replace_text

#: Maximum number of characters of a note, and of a name of its author. Judgement: a page of text,
#: and a line.
MAX_CHARACTERS, MAX_AUTHOR_CHARACTERS = 4_000, 80
#: The precision of times: a note is deleted so much later than the one before, at least.
_TICK = timedelta(seconds=1)


class NoteKind(StrEnum):
    """What a note is on."""

    SENTENCE = "sentence"
    QUOTATION = "quotation"
    FINDING = "finding"
    DIFFERENCE = "difference"


class NotesError(ValueError):
    """The file of notes cannot be understood; the message says where, and what to do."""


class NoteConflictError(ValueError):
    """Somebody else changed a note meanwhile; nothing is written."""


@dataclass(frozen=True)
class NotedPassage:
    """A passage that a note is on, as it was when the note was made.

    Attributes:
        article_id: The article.
        start: First character.
        end: One past the last.
        text: The words between them.
        outlet: Label of the article's outlet.
        title: The article's headline.
    """

    article_id: str
    start: int
    end: int
    text: str
    outlet: str = ""
    title: str = ""


@dataclass(frozen=True)
class Note:
    """A star, a note, or both.

    Attributes:
        note_id: Its id.
        kind: What it is on.
        passages: The passages it is on; those of a finding are its evidence.
        subject: The sentence of a finding or difference; empty for other kinds.
        text: The note; empty for a star alone.
        starred: Whether it is starred.
        author: Who made it; empty when not known.
        created: When, in UTC (ISO 8601).
        changed: When it was last changed.
        deleted: When it was deleted; empty if it was not.
        other: What else the file holds of it, as JSON.
    """

    note_id: str
    kind: NoteKind
    passages: tuple[NotedPassage, ...]
    subject: str = ""
    text: str = ""
    starred: bool = False
    author: str = ""
    created: str = ""
    changed: str = ""
    deleted: str = ""
    other: str = "{}"


@dataclass(frozen=True)
class _Content:
    """What the file holds: all notes, and what this module does not know."""

    notes: tuple[Note, ...] = ()
    other: Mapping[str, Any] = field(default_factory=dict)


class NoteStore:
    """The notes of a workspace."""

    def __init__(self, path: Path, lock: Callable[[], AbstractContextManager[object]]) -> None:
        """Name the file, which need not exist, and the lock under which it is changed."""
        self.path = path
        self._lock = lock

    def read(self) -> tuple[Note, ...]:
        """Return all notes in the order they were made, deleted ones too.

        Raises:
            NotesError: The file cannot be understood.
        """
        return _read(self.path).notes

    def add(
        self,
        kind: NoteKind,
        passages: Sequence[NotedPassage],
        *,
        subject: str = "",
        text: str = "",
        starred: bool = False,
        author: str = "",
    ) -> Note:
        """Add a note and return it.

        Raises:
            ValueError: It has no passage, or neither a star nor a text.
            NotesError: The file cannot be understood; nothing is written.
        """
        now = _now()
        note = Note(
            note_id=token_hex(6),
            kind=kind,
            passages=tuple(passages),
            subject=subject,
            text=_clean(text, MAX_CHARACTERS),
            starred=starred,
            author=_clean(author, MAX_AUTHOR_CHARACTERS),
            created=now,
            changed=now,
        )
        if not note.passages or not (note.text or note.starred):
            raise ValueError("a note needs a passage, and a star or a text")
        with self._lock():
            content = _read(self.path)
            _write(self.path, replace(content, notes=(*content.notes, note)))
        return note

    def change(self, seen: Note, *, text: str | None = None, starred: bool | None = None) -> Note:
        """Change a note and return it as it is now.

        Args:
            seen: The note as whoever changes it saw it.
            text: Its new text; None leaves it.
            starred: Whether it is starred; None leaves it.

        Raises:
            NoteConflictError: It is not as it was seen, because somebody else changed it.
        """
        changed = replace(
            seen,
            text=seen.text if text is None else _clean(text, MAX_CHARACTERS),
            starred=seen.starred if starred is None else starred,
        )
        return self._replace(seen, changed)

    def delete(self, seen: Note) -> Note:
        """Mark a note as deleted and return it.

        Raises:
            NoteConflictError: It is not as it was seen, because somebody else changed it.
        """
        return self._replace(seen, replace(seen, deleted=_now()))

    def restore(self, seen: Note) -> Note:
        """Bring a deleted note back and return it.

        Raises:
            NoteConflictError: It is not as it was seen, because somebody else changed it.
        """
        return self._replace(seen, replace(seen, deleted=""))

    def _replace(self, seen: Note, changed: Note) -> Note:
        changed = replace(changed, changed=_now())
        with self._lock():
            content = _read(self.path)
            if seen not in content.notes:
                is_deleted = seen.note_id not in {n.note_id for n in content.notes if not n.deleted}
                change = "deleted" if is_deleted and not seen.deleted else "changed"
                raise NoteConflictError(
                    f"This note was {change} by somebody else meanwhile; nothing was written."
                )
            if changed.deleted and not seen.deleted:
                changed = replace(changed, deleted=_find_time_of_deletion(content.notes))
            notes = tuple(changed if note == seen else note for note in content.notes)
            _write(self.path, replace(content, notes=notes))
        return changed


def _now() -> str:
    return _format_time(datetime.now(UTC))


def _format_time(time: datetime) -> str:
    return time.isoformat(timespec="seconds")


def _find_time_of_deletion(notes: Iterable[Note]) -> str:
    """Return the present time, or one after the last deletion if the clock was set back since.

    Deleted notes are listed by it, the last at the top.
    """
    now = datetime.now(UTC)
    times = [datetime.fromisoformat(note.deleted) for note in notes if note.deleted]
    latest = max((_to_utc(time) for time in times), default=now - _TICK)
    is_last_of_all = latest.year == MAXYEAR  # nothing may be after it
    return _format_time(now if latest < now - _TICK or is_last_of_all else latest + _TICK)


def _to_utc(time: datetime) -> datetime:
    """Return a time in UTC; one without a zone, as somebody may have typed it, is in UTC."""
    return time.replace(tzinfo=UTC) if time.tzinfo is None else time


def _clean(text: str, characters: int) -> str:
    return text.strip()[:characters]


def _read(path: Path) -> _Content:
    try:
        return _parse(read_json(path, NotesError), path.name)
    except NotesError as error:
        remedy = describe_remedy(path, "move the file away to begin anew")
        raise NotesError(f"{error}. {remedy}") from error


def _parse(content: object, name: str) -> _Content:
    if not isinstance(content, dict):
        raise NotesError(f"{name} must hold one JSON object")
    listed = content.pop("notes", [])
    if not isinstance(listed, list):
        raise NotesError(f"{name}: 'notes' must be a list")
    notes = tuple(_parse_note(item, f"{name}: note {n}") for n, item in enumerate(listed, 1))
    ids = [note.note_id for note in notes]
    if repeated := sorted({note_id for note_id in ids if ids.count(note_id) > 1}):
        raise NotesError(f"{name}: two notes have the id {repeated[0]!r}")
    return _Content(notes, content)


def _parse_note(item: object, where: str) -> Note:
    if not isinstance(item, dict):
        raise NotesError(f"{where} must be an object")
    item = dict(item)
    note_id = _pop_text(item, "id", where)
    if not note_id:
        raise NotesError(f"{where} has no id")
    kind, starred = item.pop("kind", ""), item.pop("star", False)
    if kind not in list(NoteKind):
        raise NotesError(f"{where}: kind must be one of {', '.join(NoteKind)}, not {kind!r}")
    if not isinstance(starred, bool):
        raise NotesError(f"{where}: 'star' must be true or false")
    passages = item.pop("passages", [])
    if not isinstance(passages, list) or not passages:
        raise NotesError(f"{where}: 'passages' must list the passages it is on")
    return Note(
        note_id=note_id,
        kind=NoteKind(kind),
        passages=tuple(_parse_passage(passage, where) for passage in passages),
        subject=_pop_text(item, "subject", where),
        text=_pop_text(item, "note", where),
        starred=starred,
        author=_pop_text(item, "author", where),
        created=_pop_time(item, "created", where),
        changed=_pop_time(item, "changed", where),
        deleted=_pop_time(item, "deleted", where),
        other=json.dumps(item, ensure_ascii=False, sort_keys=True),
    )


def _parse_passage(passage: object, where: str) -> NotedPassage:
    if not isinstance(passage, dict):
        raise NotesError(f"{where}: a passage must be an object")
    start, end = passage.get("start"), passage.get("end")
    is_range = type(start) is int and type(end) is int and 0 <= start < end
    if not is_range or not isinstance(start, int) or not isinstance(end, int):
        raise NotesError(f"{where}: 'start' and 'end' of a passage must be offsets")
    texts = {key: passage.get(key, "") for key in ("article", "text", "outlet", "title")}
    if wrong := [key for key, value in texts.items() if not isinstance(value, str)]:
        raise NotesError(f"{where}: {wrong[0]!r} of a passage must be text")
    if not texts["text"]:
        raise NotesError(f"{where}: a passage has no text")
    return NotedPassage(
        texts["article"], start, end, texts["text"], texts["outlet"], texts["title"]
    )


def _pop_text(item: dict[str, Any], key: str, where: str) -> str:
    value = item.pop(key, "")
    if not isinstance(value, str):
        raise NotesError(f"{where}: {key!r} must be text")
    return value


def _pop_time(item: dict[str, Any], key: str, where: str) -> str:
    value = _pop_text(item, key, where)
    if value:
        try:
            datetime.fromisoformat(value)
        except ValueError as error:
            raise NotesError(f"{where}: {key!r} must be a time, not {value!r}") from error
    return value


def _write(path: Path, content: _Content) -> None:
    """Write the file in one step; what it held before stays beside it as a backup."""
    notes = [_to_json(note) for note in content.notes]
    text = json.dumps({"notes": notes, **content.other}, ensure_ascii=False, indent=1) + "\n"
    path.parent.mkdir(parents=True, exist_ok=True)
    replace_text(path, text)


def _to_json(note: Note) -> dict[str, Any]:
    return {
        "id": note.note_id,
        "kind": note.kind.value,
        "star": note.starred,
        "note": note.text,
        "author": note.author,
        "created": note.created,
        "changed": note.changed,
        "deleted": note.deleted,
        "subject": note.subject,
        "passages": [
            {
                "article": passage.article_id,
                "outlet": passage.outlet,
                "title": passage.title,
                "start": passage.start,
                "end": passage.end,
                "text": passage.text,
            }
            for passage in note.passages
        ],
        **json.loads(note.other),
    }
