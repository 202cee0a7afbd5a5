import re

import pytest

from tests.made_story import open_page, page_html, talks


@pytest.fixture
def workspace(tmp_path):
    talks().save(tmp_path)
    return tmp_path


def _metrics(app):
    return dict(re.findall(r'<div>(\w+)<div style="font-size[^>]*>([\d,]+)</div>', page_html(app)))


def test_it_counts_articles_outlets_and_quotations(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch)
    assert not app.exception
    counted = _metrics(app)
    assert (counted["Articles"], counted["Outlets"], counted["Quotations"]) == ("3", "3", "3")


def test_headlines_and_leads_are_side_by_side_and_an_unknown_date_is_named(workspace, monkeypatch):
    html = page_html(open_page("overview", workspace, monkeypatch))
    for words in ("Talks to begin", "No headline", "undated"):
        assert words in html


def test_a_filter_in_the_address_narrows_every_number(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, outlet=["Beacon"])
    assert _metrics(app)["Articles"] == "1"
    assert "1 of 3 articles · Beacon" in page_html(app)
    assert "There is one outlet only" in page_html(app) + " ".join(i.value for i in app.info)


def test_values_that_are_not_there_are_left_out_of_the_filters(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, outlet=["Nowhere"], entity=["nobody"])
    assert not app.exception
    assert _metrics(app)["Articles"] == "3"


def test_what_is_named_in_one_outlet_only_is_listed_with_a_way_to_its_sentences(
    workspace, monkeypatch
):
    html = page_html(open_page("overview", workspace, monkeypatch, spread="one"))
    assert re.search(r'href="entities\?pick=bo-ek"[^>]*>Bo Ek</a> \(1\)', html)
    assert not re.search(r">Ann Lee</a>", html)


def test_a_link_to_a_speaker_opens_the_quotations(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, pick="ann-lee", **{"as": "quoted"})
    html = page_html(app)
    assert "Quotations of Ann Lee" in html
    assert "talk with everyone before winter" in html
