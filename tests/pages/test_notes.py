"""Stars and notes: made beside a passage or a finding, listed, filtered, edited and undone."""

from random import Random

import pytest

from analysis.store import NoteKind, Workspace
from analysis.store.notes import NotedPassage
from tests.made_story import open_page, page_html, talks

LINE = "Nobody knows what comes after."
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture
def store(tmp_path):
    talks().save(tmp_path)
    return Workspace(tmp_path).notes


def press(app, label, number=0):
    buttons = [button for button in app.button if button.label == label]
    app = buttons[number].click().run()
    assert not app.exception
    return app


def passage(text=LINE, article="b1", outlet="Beacon"):
    return NotedPassage(article, 0, len(text), text, outlet, "Talks")


def test_a_quotation_in_the_panel_is_starred_and_the_star_taken_back(store, tmp_path, monkeypatch):
    app = open_page("quotes", tmp_path, monkeypatch, speaker="ann-lee", within="Ledger")
    app = press(app, "☆ Star")
    (note,) = store.read()
    assert (note.kind, note.starred) == (NoteKind.QUOTATION, True)
    assert note.passages[0].text == "“We will talk with everyone before winter,”"
    app = press(app, "★ Starred")
    assert store.read()[0].deleted
    assert "☆ Star" in [button.label for button in app.button]


def test_a_note_in_the_panel_is_written_with_its_author_and_shown_there(
    store, tmp_path, monkeypatch
):
    app = press(open_page("entities", tmp_path, monkeypatch, pick="bo-ek"), "Note")
    app.text_area[0].input(f"Ask him. {HOSTILE}")
    next(box for box in app.text_input if box.label == "Your name").input("Mina")
    app = press(app, "Save note")
    (note,) = store.read()
    assert (note.kind, note.author, note.starred) == (NoteKind.SENTENCE, "Mina", False)
    assert note.passages[0].text == "Bo Ek warned that the talks would fail."
    assert not app.text_area
    assert "Mina" in page_html(app)
    assert HOSTILE not in page_html(app)
    assert "Edit note" in [button.label for button in app.button]


def test_a_finding_is_starred_with_its_sentence_and_passages(store, tmp_path, monkeypatch):
    app = press(open_page("overview", tmp_path, monkeypatch), "☆ Star")
    (note,) = store.read()
    assert note.kind is NoteKind.FINDING
    assert note.subject in page_html(app).replace("&#39;", "'")
    assert note.passages


def test_the_page_lists_notes_with_what_became_of_their_words(store, tmp_path, monkeypatch):
    store.add(NoteKind.SENTENCE, [passage()], text=HOSTILE, author="Mina")
    store.add(NoteKind.SENTENCE, [passage("It never said this.")], starred=True)
    store.add(NoteKind.FINDING, [passage(article="x", outlet="Gone")], subject="One.", text="old")
    html = page_html(open_page("notes", tmp_path, monkeypatch))
    assert "&lt;img src=x" in html
    assert HOSTILE not in html
    assert "The words are at another place now" in html
    assert "these words are not in it any more" in html
    assert "not in this workspace any more" in html


def test_notes_are_filtered_by_outlet_kind_author_and_words(store, tmp_path, monkeypatch):
    store.add(NoteKind.SENTENCE, [passage()], text="apple", author="Mina")
    line = "The square was empty on Tuesday."
    store.add(NoteKind.DIFFERENCE, [passage(line, "c1", "Courier")], subject="Pear.", starred=True)
    for address, expected, other in (
        ({"outlet": ["Beacon"]}, "apple", "Pear."),
        ({"note_kind": "difference"}, "Pear.", "apple"),
        ({"note_author": "Mina"}, "apple", "Pear."),
        ({"note_author": "-"}, "Pear.", "apple"),
        ({"note_author": "Mina", "outlet": ["Courier"]}, "of 3 articles", "Pear."),
        ({"starred": "true"}, "Pear.", "apple"),
        ({"find_note": "APPLE"}, "apple", "Pear."),
    ):
        html = page_html(open_page("notes", tmp_path, monkeypatch, **address))
        assert expected in html
        assert other not in html


def test_a_note_is_edited_deleted_and_brought_back(store, tmp_path, monkeypatch):
    store.add(NoteKind.SENTENCE, [passage()], text="first", author="Mina")
    app = press(open_page("notes", tmp_path, monkeypatch), "Edit note")
    app.text_area[0].input("second")
    app = press(press(app, "Save note"), "Delete")
    assert [(note.text, bool(note.deleted)) for note in store.read()] == [("second", True)]
    app = press(app, "Undo")
    assert [bool(note.deleted) for note in store.read()] == [False]
    assert "Undo" not in [button.label for button in app.button]
    assert any(caption.value.startswith("1 of 1 note. ") for caption in app.caption)


def test_what_somebody_else_changed_meanwhile_is_not_overwritten(store, tmp_path, monkeypatch):
    seen = store.add(NoteKind.SENTENCE, [passage()], text="first")
    app = press(open_page("notes", tmp_path, monkeypatch), "Edit note")
    store.change(seen, text="theirs")
    app.text_area[0].input("mine")
    app = press(app, "Save note")
    assert [note.text for note in store.read()] == ["theirs"]
    assert app.error[0].value == "The note was not written."
    assert app.text_area[0].value == "mine", "what was typed stays"


def test_what_was_typed_in_a_note_that_somebody_deleted_meanwhile_is_not_lost(
    store, tmp_path, monkeypatch
):
    seen = store.add(NoteKind.SENTENCE, [passage()], text="first")
    app = press(open_page("notes", tmp_path, monkeypatch), "Edit note")
    store.delete(seen)
    app.text_area[0].input("mine, and long")
    app = press(app, "Save note")
    assert "was deleted by somebody else" in app.text[0].value
    assert [code.value for code in app.code] == ["mine, and long"]


def test_a_file_of_notes_that_cannot_be_read_is_reported_on_every_page(
    store, tmp_path, monkeypatch
):
    store.path.write_text("{")
    for page in ("quotes", "notes"):
        app = open_page(page, tmp_path, monkeypatch)
        assert not app.exception
        assert "notes cannot be read" in app.error[0].value
        assert "notes.json is not valid JSON" in app.text[0].value


@pytest.mark.parametrize("seed", [1, 2])
def test_notes_their_further_passages_and_the_deleted_ones_are_counted(
    store, tmp_path, monkeypatch, seed
):
    chance = Random(seed)
    lines = {"Beacon": ("b1", LINE), "Courier": ("c1", "The square was empty on Tuesday.")}
    passages, outlets = {}, {}
    for number in range(7):
        outlet = chance.choice(sorted(lines))
        article, line = lines[outlet]
        n_passages = chance.randint(1, 6)
        note = store.add(
            NoteKind.SENTENCE, [passage(line, article, outlet)] * n_passages, text=f"n{number}"
        )
        if chance.random() < 0.4:
            store.delete(note)
        else:
            passages[note.note_id], outlets[note.note_id] = n_passages, outlet
    app = open_page("notes", tmp_path, monkeypatch, outlet=["Beacon"])
    of_beacon = [key for key, outlet in outlets.items() if outlet == "Beacon"]
    captions = [caption.value for caption in app.caption]
    assert any(c.startswith(f"{len(of_beacon)} of {len(outlets)} notes. ") for c in captions)
    rests = sorted(passages[key] - 3 for key in of_beacon if passages[key] > 3)
    labels = [expander.label for expander in app.expander]
    stated = sorted(label for label in labels if label.startswith("and "))
    assert stated == sorted(f"and {n} more passage{'s' * (n != 1)}" for n in rests)
    assert f"Deleted notes ({7 - len(outlets)})" in labels or len(outlets) == 7
