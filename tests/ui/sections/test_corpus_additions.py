"""Pasted texts and addresses on the page Corpus, and what is made of them."""

import json

import pytest
from streamlit.testing.v1 import AppTest

from analysis.ingest import Article, Issue
from analysis.ingest.web import read_address
from analysis.store import Workspace
from tests.handmade import annotated

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
PARTS = """
from ui.sections import corpus_address, corpus_paste, corpus_upload
from ui.core import data

data.open_catalogue()
corpus_paste.draw_paste()
corpus_address.draw_address()
corpus_upload.draw_upload()
"""


@pytest.fixture
def parts(tmp_path, monkeypatch):
    """The parts of the page, and the batches that it asked to annotate."""
    from analysis.orchestration.build import refresh

    made = Workspace(tmp_path)
    made.write_part([annotated("a", outlet="Ledger")], "fingerprint", {"a": "1"})
    refresh(made)
    asked = []
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))
    monkeypatch.setattr("ui.core.jobs.annotate_batch", lambda batch, **_: asked.append(batch))
    return AppTest.from_string(PARTS, default_timeout=60), asked


def paste(app: AppTest, text: str, **fields: str) -> AppTest:
    app.text_area(key="paste_text").set_value(text)
    for field, value in fields.items():
        app.text_input(key=f"paste_{field}").set_value(value)
    return app.button(key="paste_add").click().run()


def test_a_pasted_text_is_checked_and_annotated_with_what_is_beside_it(parts):
    app, asked = parts
    paste(app.run(), TEXT, title="Harbour closed", outlet="The Lamp")
    assert not app.exception
    app.button(key="annotate").click().run()
    (batch,) = asked
    (path,) = batch.files
    record = json.loads(path.read_text(encoding="utf-8"))
    assert (record["title"], record["outlet"], record["text"]) == (
        "Harbour closed",
        "The Lamp",
        TEXT,
    )
    assert "annotate" not in [button.key for button in app.button]


def test_a_pasted_text_without_more_is_a_text_file(parts):
    app, asked = parts
    paste(app.run(), TEXT)
    app.button(key="annotate").click().run()
    assert [path.suffix for path in asked[0].files] == [".txt"]


def test_a_pasted_text_can_be_removed_again_and_an_empty_one_is_not_added(parts):
    app, _ = parts
    paste(app.run(), TEXT)
    app.button(key="remove_added-1").click().run()
    assert "annotate" not in [button.key for button in app.button]
    paste(app, "  ")
    assert [warning.value for warning in app.warning] == [
        "There is no text to add: paste the article’s text first."
    ]


def test_addresses_are_offered_only_where_the_setting_allows_it(parts, monkeypatch):
    app, _ = parts
    assert "address_url" not in [field.key for field in app.run().text_input]
    monkeypatch.setenv("PARALLAX_FETCH", "1")
    assert "address_url" in [field.key for field in app.run().text_input]


def test_the_articles_of_an_address_are_checked_like_those_of_files(parts, monkeypatch):
    app, asked = parts
    article = Article("1", TEXT, outlet="The Lamp", url="https://lamp.example/1")
    warning = Issue("https://lamp.example/1", "Something.", "Do this.", severity="warning")
    monkeypatch.setattr(read_address, "read_address", lambda _: iter([warning, article]))
    monkeypatch.setenv("PARALLAX_FETCH", "1")
    app.run().text_input(key="address_url").set_value("https://lamp.example/1")
    app.button(key="address_load").click().run()
    assert not app.exception
    assert any("Something. Do this." in text.value for text in app.text)
    app.button(key="annotate").click().run()
    (path,) = asked[0].files
    assert json.loads(path.read_text(encoding="utf-8"))["url"] == "https://lamp.example/1"


def test_a_private_address_is_refused_with_a_remedy(parts, monkeypatch):
    app, _ = parts
    monkeypatch.setenv("PARALLAX_FETCH", "1")
    app.run().text_input(key="address_url").set_value("http://127.0.0.1:8501/")
    app.button(key="address_load").click().run()
    assert any(
        "private network" in text.value and "Save the page" in text.value for text in app.text
    )
    assert "annotate" not in [button.key for button in app.button]
