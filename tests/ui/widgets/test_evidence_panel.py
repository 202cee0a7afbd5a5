"""One panel on every page: one choice at a time, in the address, closed without losing the page."""

import pytest

from tests.made_story import open_page, page_html, talks


@pytest.fixture
def workspace(tmp_path):
    talks().save(tmp_path)
    return tmp_path


def _close(app):
    assert not app.button(key="evidence_close").click().run().exception
    return app


def _is_open(app):
    return any(button.key == "evidence_close" for button in app.button)


def test_of_two_choices_in_a_link_one_is_shown(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, speaker="ann-lee", utterance="u1")
    assert not app.exception
    html = page_html(app)
    assert ("Quotations of Ann Lee" in html) != ("Compared with the fullest version" in html)


def test_a_choice_replaces_what_the_panel_showed(workspace, monkeypatch):
    app = open_page("quotes", workspace, monkeypatch, speaker="ann-lee", within="Ledger")
    (box,) = (box for box in app.selectbox if box.label == "Statement")
    app = box.select("u1").run()
    assert "Compared with the fullest version" in page_html(app)
    assert not {"speaker", "within"} & set(app.query_params)


def test_closing_takes_the_choice_out_of_the_address(workspace, monkeypatch):
    app = _close(open_page("quotes", workspace, monkeypatch, speaker="ann-lee", within="Ledger"))
    assert not _is_open(app)
    assert not {"speaker", "within"} & set(app.query_params)


def test_closing_leaves_the_parts_of_the_page_that_follow_the_name(workspace, monkeypatch):
    app = _close(open_page("entities", workspace, monkeypatch, pick="ann-lee"))
    assert not _is_open(app)
    assert "In which words" in [header.value for header in app.header]


def test_choosing_a_name_opens_a_closed_panel(workspace, monkeypatch):
    app = _close(open_page("entities", workspace, monkeypatch, pick="ann-lee"))
    (box,) = (box for box in app.selectbox if box.label == "Name")
    app = box.select("bo-ek").run()
    assert "Mentions of Bo Ek" in page_html(app)


def test_a_link_without_a_choice_opens_no_panel(workspace, monkeypatch):
    app = open_page("framing", workspace, monkeypatch)
    assert not app.exception
    assert not _is_open(app)
