import json
import multiprocessing
import re
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from unittest.mock import Mock

import pyarrow.parquet as pq
import pytest

from analysis.store import NoteKind, NotesError, Workspace, export
from analysis.store.decision_files import get_backup_path
from analysis.store.notes import NoteConflictError, NotedPassage
from analysis.store.queries.notes import Place, place_notes, read_evidence, read_passage
from tests.made_story import Story, talks

LINE = "Nobody knows what comes after."
PASSAGE = NotedPassage("b1", 0, 30, LINE, "Beacon", "Talks")


@pytest.fixture
def store(tmp_path):
    return Workspace(tmp_path).notes


def test_what_is_written_is_read_again(store):
    made = store.add(
        NoteKind.FINDING,
        [PASSAGE, replace(PASSAGE, start=3, end=33)],
        subject="Only Beacon <names> it.",
        text="  ask “them” \u2028 =1+1\n",
        starred=True,
        author="Mina",
    )
    assert made.text == "ask “them” \u2028 =1+1"
    assert made.created == made.changed
    assert store.read() == (made,)
    assert json.loads(store.path.read_text(encoding="utf-8"))["notes"][0]["note"] == made.text


def test_a_note_is_changed_deleted_and_restored(store):
    first = store.add(NoteKind.SENTENCE, [PASSAGE], starred=True)
    second = store.add(NoteKind.SENTENCE, [PASSAGE], text="mine")
    first = store.change(first, text="now a text", starred=False)
    assert store.read() == (first, second)
    deleted = store.delete(first)
    assert deleted.deleted
    assert store.read() == (deleted, second)
    restored = store.restore(deleted)
    assert (restored.text, restored.deleted) == ("now a text", "")


def test_a_change_of_what_somebody_else_changed_is_refused_and_loses_nothing(store):
    seen = store.add(NoteKind.SENTENCE, [PASSAGE], text="first")
    theirs = store.change(seen, text="theirs")
    for change in (lambda: store.change(seen, text="mine"), lambda: store.delete(seen)):
        with pytest.raises(NoteConflictError):
            change()
    assert store.read() == (theirs,)
    deleted = store.delete(theirs)
    with pytest.raises(NoteConflictError, match="was deleted by somebody else"):
        store.change(theirs, text="mine")
    assert store.read() == (deleted,)


def test_a_note_needs_a_passage_and_a_star_or_a_text(store):
    with pytest.raises(ValueError, match="star or a text"):
        store.add(NoteKind.SENTENCE, [PASSAGE], text="  ")
    with pytest.raises(ValueError, match="passage"):
        store.add(NoteKind.SENTENCE, [], text="x")
    assert not store.path.exists()


def test_deletions_keep_their_order_where_the_clock_is_set_back(store, monkeypatch):
    for number in range(3):
        store.add(NoteKind.SENTENCE, [PASSAGE], text=str(number))
    made = store.read()
    for note, year in zip(made, (2026, 1970, 9999), strict=True):
        now = datetime(year, 12, 31, 23, 59, 59, tzinfo=UTC)
        clock = Mock(wraps=datetime, now=Mock(return_value=now))
        monkeypatch.setattr("analysis.store.notes.datetime", clock)
        assert store.delete(note).changed == now.isoformat()
    deleted = [note.deleted for note in store.read()]
    assert deleted == sorted(set(deleted))
    assert deleted[1] == "2027-01-01T00:00:00+00:00"
    again = store.restore(store.read()[0])
    assert store.delete(again).deleted == deleted[2], "nothing is after the last of all times"


def add_many(folder: str, author: str) -> None:
    store = Workspace(folder).notes
    for number in range(12):
        store.add(NoteKind.SENTENCE, [PASSAGE], text=f"{author} {number}", author=author)


def test_processes_that_write_at_once_keep_each_others_notes(tmp_path):
    context = multiprocessing.get_context("fork")
    writers = [
        context.Process(target=add_many, args=(str(tmp_path), name)) for name in ("Mina", "Jo", "A")
    ]
    for writer in writers:
        writer.start()
    for writer in writers:
        writer.join()
    notes = Workspace(tmp_path).notes.read()
    assert len({note.note_id for note in notes}) == 36
    for name in ("Mina", "Jo", "A"):
        texts = [note.text for note in notes if note.author == name]
        assert texts == [f"{name} {number}" for number in range(12)]


@pytest.mark.parametrize(
    ("content", "message"),
    [
        ('{"notes": [', "not valid JSON"),
        ("[]", "one JSON object"),
        ('{"notes": {}}', "'notes' must be a list"),
        ('{"notes": [1]}', "note 1 must be an object"),
        ('{"notes": [{"kind": "sentence"}]}', "note 1 has no id"),
        ('{"notes": [{"id": "a", "kind": "rumour"}]}', "kind must be one of"),
        ('{"notes": [{"id": "a", "kind": "sentence", "star": 1}]}', "must be true or false"),
        ('{"notes": [{"id": "a", "kind": "sentence"}]}', "'passages' must list"),
        (
            '{"notes": [{"id": "a", "kind": "sentence", "passages": [{"start": 3, "end": 1}]}]}',
            "must be offsets",
        ),
        (
            (
                '{"notes": [{"id": "a", "kind": "sentence", "created": "soon",'
                ' "passages": [{"start": 0, "end": 1, "text": "x"}]}]}'
            ),
            "'created' must be a time",
        ),
    ],
)
def test_a_file_that_cannot_be_understood_says_where_and_what_to_do(store, content, message):
    store.add(NoteKind.SENTENCE, [PASSAGE], text="first")
    store.add(NoteKind.SENTENCE, [PASSAGE], text="second")
    store.path.write_text(content)
    with pytest.raises(NotesError, match=f"notes.json.*{message}.*put notes.backup.json") as raised:
        store.read()
    assert "\n" not in str(raised.value)
    with pytest.raises(NotesError):
        store.add(NoteKind.SENTENCE, [PASSAGE], text="third")
    assert store.path.read_text() == content, "nothing overwrites it"
    get_backup_path(store.path).replace(store.path)
    assert [note.text for note in store.read()] == ["first"]


def test_what_a_later_version_wrote_is_kept(store):
    store.add(NoteKind.SENTENCE, [PASSAGE], text="first")
    content = json.loads(store.path.read_text())
    content["tags"] = ["a"]
    content["notes"][0]["colour"] = "red"
    store.path.write_text(json.dumps(content))
    store.change(store.read()[0], text="second")
    content = json.loads(store.path.read_text())
    assert (content["tags"], content["notes"][0]["colour"]) == (["a"], "red")


def test_notes_do_not_change_the_version_of_the_workspace(store, tmp_path):
    version = Workspace(tmp_path).version
    store.add(NoteKind.SENTENCE, [PASSAGE], starred=True)
    assert Workspace(tmp_path).version == version


def place(folder: Path, story: Story, passage: NotedPassage) -> tuple[Place, str, int]:
    catalogue = story.save(folder)
    note = Workspace(folder).notes.add(NoteKind.SENTENCE, [passage], starred=True)
    ((placed,),) = (item.passages for item in place_notes(catalogue, [note]))
    return placed.place, placed.article_id, placed.start


@pytest.mark.parametrize(
    ("article_id", "outlet", "lines", "expected"),
    [
        ("b1", "Beacon", [LINE], (Place.UNCHANGED, "b1", 0)),
        ("b1", "Beacon", ["New 😀.", LINE], (Place.MOVED, "b1", 7)),
        ("b1", "Beacon", ["New.", LINE, LINE], (Place.TEXT_GONE, "b1", -1)),
        ("b1", "Beacon", ["Nobody knew what came after."], (Place.TEXT_GONE, "b1", -1)),
        ("b2", "Beacon", ["It rained.", LINE], (Place.MOVED, "b2", 11)),
        ("b2", "Ledger", [LINE], (Place.ARTICLE_GONE, "b1", -1)),
    ],
)
def test_a_passage_is_where_its_words_are_or_called_gone(
    tmp_path, article_id, outlet, lines, expected
):
    assert place(tmp_path, Story().article(article_id, outlet, *lines), PASSAGE) == expected


def test_words_in_two_articles_of_the_outlet_are_in_neither(tmp_path):
    story = Story().article("b2", "Beacon", LINE).article("b3", "Beacon", LINE)
    assert place(tmp_path, story, PASSAGE) == (Place.ARTICLE_GONE, "b1", -1)


def test_a_passage_is_read_with_its_words(tmp_path):
    catalogue = talks().save(tmp_path)
    sentence = read_passage(catalogue, "b1", 60)
    assert sentence is not None
    assert (sentence.text, sentence.outlet) == (LINE, "Beacon")
    part = read_passage(catalogue, "b1", sentence.start, sentence.start + 7)
    assert part is not None
    assert part.text == "Nobody"
    assert (part.end - part.start, read_passage(catalogue, "nobody", 0)) == (6, None)
    assert read_passage(catalogue, "b1", 10_000) is None


def test_a_finding_is_noted_with_whole_sentences_of_each_article_in_turn(tmp_path):
    story = Story().article("b1", "Beacon", "Lopez spoke.", "Later Lopez left, and Lopez wept.")
    catalogue = story.article("c1", "Courier", "Nobody saw Lopez.").save(tmp_path)
    texts = catalogue.query("SELECT article_id, text FROM articles ORDER BY article_id")
    spans = [
        (row["article_id"], match.start(), match.end())
        for _, row in texts.iterrows()
        for match in re.finditer("Lopez", row["text"])
    ]
    sentences = ["Lopez spoke.", "Nobody saw Lopez.", "Later Lopez left, and Lopez wept."]
    assert [p.text for p in read_evidence(catalogue, spans, 9)] == sentences
    assert [p.text for p in read_evidence(catalogue, spans, 2)] == sentences[:2]
    assert read_evidence(catalogue, [], 9) == []


def test_notes_are_exported_with_their_present_places_but_not_deleted_ones(tmp_path):
    catalogue = talks().save(tmp_path)
    store = Workspace(tmp_path).notes
    store.delete(store.add(NoteKind.SENTENCE, [PASSAGE], text="gone"))
    store.add(NoteKind.SENTENCE, [PASSAGE], text="=1+1", author="Mina")
    store.add(NoteKind.SENTENCE, [replace(PASSAGE, article_id="x", outlet="Gone")], starred=True)
    (path,) = export(catalogue, tmp_path, "parquet", only="notes", notes=store.read())
    row, gone = pq.read_table(path).to_pylist()
    assert (gone["place"], gone["outlet_label"], gone["title"]) == ("article gone", "Gone", "Talks")
    start = catalogue.query("SELECT text FROM articles WHERE article_id = 'b1'")["text"][0].find(
        LINE
    )
    assert (row["note"], row["author"], row["story_id"]) == ("=1+1", "Mina", "s")
    assert (row["place"], row["start"], row["end"]) == ("moved", start, start + len(LINE))
    (path,) = export(catalogue, tmp_path, "csv", only="notes", notes=store.read())
    assert "'=1+1" in path.read_text(encoding="utf-8")
