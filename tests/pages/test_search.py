import io
import re
import zipfile

import pytest

from analysis.store import Filters, Workspace
from analysis.store.queries import search
from tests.made_story import Story, open_page, page_html, talks
from ui.sections import concordance


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("search")
    talks().save(folder)
    return folder


def test_a_word_is_listed_with_its_context_and_charted_by_outlet(workspace, monkeypatch):
    app = open_page("search", workspace, monkeypatch, q="talks")
    assert not app.exception
    assert "“talks”: 2 hits, in 1 of 3 outlets" in page_html(app)
    (table,) = [frame.value for frame in app.dataframe]
    assert table[["Outlet", "Before", "Found", "After"]].to_numpy().tolist() == [
        ["Ledger", "", "Talks", " to begin"],
        ["Ledger", "Bo Ek warned that the ", "talks", " would fail."],
    ]


def test_the_switch_and_the_place_of_a_hit_are_in_the_address(workspace, monkeypatch):
    app = open_page("search", workspace, monkeypatch, q="talk", forms="true")
    assert [len(frame.value) for frame in app.dataframe] == [4]
    hit = concordance._identify(
        search.list_hits(
            Workspace(workspace).catalogue(), Filters(), search.Query("winter")
        ).to_dict("records")[0]
    )
    app = open_page("search", workspace, monkeypatch, q=' "Winter" ', hit=hit)
    assert '<p role="status">“Winter”: 1</p>' in page_html(app)
    assert ">winter</mark>" in page_html(app)


def test_a_link_to_no_hit_opens_nothing(workspace, monkeypatch):
    app = open_page("search", workspace, monkeypatch, q="talks", hit="x-1-a1", hits_of="Nobody")
    assert not app.exception
    assert "</mark>" not in page_html(app)
    app = open_page("search", workspace, monkeypatch, q="talks", hit="0-4-a1")
    assert "</mark>" not in page_html(app), "a place of other words"


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ({}, "Captions, credits and boilerplate are not searched."),
        ({"q": "…"}, "“…” has no letter or digit to search for."),
        ({"q": "a " * 21}, "A phrase of up to 20 words can be searched; this one has 21."),
        ({"q": "zebra talks"}, "No article of this workspace has “zebra”."),
        ({"q": "fail talks"}, "but nowhere one after the other."),
        ({"q": "talks", "outlet": "Courier"}, "other articles have it 2 times."),
    ],
)
def test_a_page_without_hits_says_why(workspace, monkeypatch, query, reason):
    app = open_page("search", workspace, monkeypatch, **query)
    assert not app.exception
    assert reason in page_html(app)


def test_where_only_another_form_is_in_the_texts_it_is_offered(tmp_path, monkeypatch):
    Story().article("a", "A", "He weighed it.").article("b", "B", "They weighed.").save(tmp_path)
    app = open_page("search", tmp_path, monkeypatch, q="weigh")
    assert "No article of this workspace has “weigh”." in page_html(app)
    app.button(key="search_forms").click().run()
    assert not app.exception
    assert "“weigh”: 2 hits, in 2 of 2 outlets" in page_html(app)


def test_hits_are_written_to_a_workbook(workspace):
    hits = search.list_hits(Workspace(workspace).catalogue(), Filters(), search.Query("monday"))
    with zipfile.ZipFile(io.BytesIO(concordance.make_workbook(hits))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml").decode()
    assert "Monday" in sheet
    assert sheet.count("<row ") == 3


@pytest.mark.parametrize(("word", "forms"), [("talking", "talk"), ("warning", "warn")])
def test_other_forms_are_offered_with_the_number_of_their_hits(workspace, monkeypatch, word, forms):
    app = open_page("search", workspace, monkeypatch, q=word)
    texts = [row["text"].lower() for row in talks().rows["articles"]]
    n_hits = sum(len(re.findall(rf"\b{forms}(?:s|ed|ing|ings)?\b", text)) for text in texts)
    label = f"Search other forms of the words too: {n_hits} hit{'s' * (n_hits != 1)}"
    assert label in [button.label for button in app.button]
