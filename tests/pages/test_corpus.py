import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook
from streamlit.testing.v1 import AppTest

from analysis.store import Workspace
from analysis.store.exported_tables import EXPORTED
from analysis.store.filters import Filters
from analysis.store.queries import corpus
from tests.handmade import annotated
from tests.made_story import open_page, talks
from ui.core import upload_batches


@pytest.fixture
def workspace(tmp_path):
    talks().save(tmp_path)
    return tmp_path


@pytest.fixture
def built(tmp_path):
    """A workspace with parts, so that its catalogue can be built again."""
    from analysis.orchestration.build import refresh

    made = Workspace(tmp_path)
    rows = [annotated("a", outlet="Ledger", source="a.txt"), annotated("b", outlet="Beacon")]
    made.write_part(rows, "fingerprint", {"a": "1", "b": "2"})
    refresh(made)
    return tmp_path


def test_every_article_is_listed_with_what_is_known_of_it(workspace, monkeypatch):
    app = open_page("corpus", workspace, monkeypatch)
    table = app.get("arrow_data_frame")[0].value if app.get("arrow_data_frame") else None
    table = app.data_editor[0].value if table is None else table
    known = table.set_index("article_id")
    assert sorted(known.index) == ["a1", "b1", "c1"]
    assert known.loc["a1", ["outlet", "title", "quotes", "story"]].tolist() == [
        "Ledger",
        "Talks to begin",
        2,
        "The story",
    ]


def test_articles_are_found_by_outlet_headline_and_file(workspace):
    catalogue = Workspace(workspace).catalogue()
    for find, expected in (
        ("ledg", ["a1"]),
        ("TALKS TO", ["a1"]),
        ("%", []),
        ("", ["b1", "c1", "a1"]),
    ):
        articles = corpus.list_articles(catalogue, Filters(), find)
        assert articles["article_id"].tolist() == expected
        assert corpus.count_articles(catalogue, Filters(), find) == len(expected)


def test_removed_articles_are_listed_to_bring_back(built):
    made = Workspace(built)
    assert corpus.list_removed_articles(made).empty
    made.remove(["a", "never-there"])
    table = corpus.list_removed_articles(made)
    assert table[["article_id", "outlet", "source"]].values.tolist() == [["a", "Ledger", "a.txt"]]


def test_nothing_changes_before_it_is_applied(workspace, monkeypatch):
    app = open_page("corpus", workspace, monkeypatch)
    assert app.button(key="apply").disabled
    assert not (workspace / "decisions.json").exists()


# AppTest starts a file of pages/ by itself in every run, and the guard's rerun swallows a click:
# what buttons do is tested on a script that holds the page's parts.
PARTS = """
from ui.sections import corpus, corpus_upload
from ui.core import data, overrides, selection

data.open_catalogue()
overrides.draw_last_undo()
corpus.draw_articles(selection.draw_filters())
corpus.draw_removed()
corpus_upload.draw_unfinished()
corpus_upload.draw_upload()
"""


@pytest.fixture
def parts(built, monkeypatch):
    """The parts of the page, and what it asked to be done in another process."""
    asked = []
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(built))
    monkeypatch.setattr("ui.core.jobs.annotate_batch", lambda batch, **_: asked.append(batch))
    monkeypatch.setattr("ui.core.jobs.rebuild_catalogue", asked.append)
    return AppTest.from_string(PARTS, default_timeout=60), asked


def test_a_removed_article_can_be_brought_back(parts, built):
    app, asked = parts
    Workspace(built).remove(["a"])
    app.run().multiselect(key="bring_back").select("a").run()
    app.button(key="restore").click().run()
    assert Workspace(built).overrides.removed == frozenset()
    assert asked == ["Restoring articles"]


def _typed(table, **_):
    """Stand for the analyst at the table: AppTest cannot edit cells."""
    corrected = table["outlet"].replace("Ledger", "Gazette")
    return table.assign(outlet=corrected, remove=table["article_id"] == "b")


def test_what_was_edited_is_applied_and_can_be_undone(parts, built, monkeypatch):
    app, asked = parts
    monkeypatch.setattr("streamlit.data_editor", _typed)
    app.run().button(key="apply").click().run()
    decided = Workspace(built).overrides
    assert (decided.fixes, decided.removed) == ({"a": {"outlet": "Gazette"}}, {"b"})
    assert [message.value for message in app.success] == [
        "1 article corrected and 1 article removed."
    ]
    app.button(key="undo").click().run()
    undone = Workspace(built).overrides
    assert (undone.fixes, undone.removed) == ({}, frozenset())
    assert asked == ["Updating what is shown", "Undoing the change"]


def test_an_upload_is_previewed_and_annotated_from_a_copy(parts, built):
    app, asked = parts
    app.run()
    text = b"Talks end\n\nThe talks end on Friday, the minister said.\n"
    app.file_uploader[0].set_value(("../end.txt", text, "text/plain")).run()
    assert not app.exception
    app.button(key="annotate").click().run()
    (batch,) = asked
    assert batch.title == "Annotating 1 article"
    (path,) = batch.files
    assert path.name == "end.txt"
    assert path.read_bytes() == text
    assert (built / "inputs") in path.parents


def test_the_meaning_of_columns_is_proposed_and_can_be_said(parts, built):
    app, asked = parts
    app.run()
    table = 'Wortlaut,source\n"The talks end on Friday, the minister said.",Ledger\n'
    app.file_uploader[0].set_value(("table.csv", table.encode(), "text/csv")).run()
    assert "annotate" not in [button.key for button in app.button]
    assert app.selectbox(key="columns_0_outlet").value == "source"
    app.selectbox(key="columns_0_text").select("Wortlaut").run()
    assert not app.exception
    app.button(key="annotate").click().run()
    (batch,) = asked
    assert batch.columns == {"Wortlaut": "text"}


def test_what_was_stopped_can_go_on_or_be_left(parts, built):
    app, asked = parts
    folder = upload_batches.make_batch_folder(built)
    (folder / "end.txt").write_text("The talks end on Friday.")
    batch = upload_batches.save_batch(
        folder, "Annotating 1 article", [folder / "end.txt"], {"a": "text"}
    )
    assert upload_batches.list_unfinished(built) == [batch]
    app.run().button(key=f"go_on_{folder.name}").click().run()
    assert asked == [batch]
    app.button(key=f"leave_{folder.name}").click().run()
    assert upload_batches.list_unfinished(built) == []
    assert "Resume" not in [button.label for button in app.button]


def test_many_notes_are_a_table_and_hostile_names_are_text(workspace, monkeypatch):
    files = "".join(f'"<img src=x>{n}",,\n' for n in range(8))
    app = open_page("corpus", workspace, monkeypatch)
    app.file_uploader[0].set_value(("n.csv", f"title,text,url\n{files}".encode(), "x")).run()
    assert not app.exception
    (line,) = [text.value for text in app.text if text.value.startswith("Not taken in")]
    assert line.endswith("The same is true of 7 other inputs.")
    assert "All issues (8)" in [box.label for box in app.expander]


def test_a_broken_upload_is_named_and_offers_nothing_to_annotate(workspace, monkeypatch):
    app = open_page("corpus", workspace, monkeypatch)
    app.file_uploader[0].set_value(("bad.parquet", b"\0\1", "application/octet-stream")).run()
    assert not app.exception
    assert any("Not taken in: bad.parquet" in text.value for text in app.text)
    assert "annotate" not in [button.key for button in app.button]


@pytest.mark.parametrize("form", ["csv", "jsonl", "parquet"])
def test_every_table_can_be_taken_away(form, workspace):
    from ui.sections.downloads import make_download

    catalogue = Workspace(workspace).catalogue()
    archive = zipfile.ZipFile(io.BytesIO(make_download(catalogue, "all", form)))
    assert set(archive.namelist()) == {f"{name}.{form}" for name in EXPORTED}
    assert make_download(catalogue, "quotes", form) == archive.read(f"quotes.{form}")


def test_all_tables_can_be_taken_away_as_one_workbook(workspace):
    from ui.sections.downloads import make_download

    catalogue = Workspace(workspace).catalogue()
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(make_download(catalogue, "all", "xlsx")))
    assert workbook.sheet_names == [*EXPORTED]
