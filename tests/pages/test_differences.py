import re

import pytest
from streamlit.testing.v1 import AppTest

from analysis.store import Workspace
from tests.made_story import Story, open_page, page_html, talks


@pytest.fixture
def workspace(tmp_path):
    story = Story()
    for key, outlet, name in (
        ("a", "Ledger", "Adrienne Watson"),
        ("b", "Beacon", "Adriene Watson"),
    ):
        story.article(key, outlet, f"“It is <b>late</b>,” {name} said.").name(key, name, name)
    story.save(tmp_path)
    return tmp_path


def test_what_differs_is_shown_with_its_sentences_dates_and_links(workspace, monkeypatch):
    app = open_page("differences", workspace, monkeypatch)
    assert not app.exception
    page = page_html(app)
    assert re.search(r'href="article\?article=a&amp;at=\d+"[^>]*><mark[^>]*>Adrienne Watson<', page)
    assert "6 September 2023" in page
    assert "spelled differently" in page
    assert "Adriene Watson: Beacon · Adrienne Watson: Ledger" in page


def test_article_text_is_escaped(workspace, monkeypatch):
    page = page_html(open_page("differences", workspace, monkeypatch))
    assert "&lt;b&gt;late&lt;/b&gt;" in page
    assert "<b>late" not in page


def test_one_verdict_can_be_chosen(workspace, monkeypatch):
    app = open_page("differences", workspace, monkeypatch, verdict="spelling")
    assert "Adriene Watson" in page_html(app)
    labels = app.get("button_group")[0]
    assert "Spellings (1)" in str(labels.proto)


def test_articles_that_agree_say_why_nothing_is_shown(tmp_path, monkeypatch):
    talks().save(tmp_path)
    app = open_page("differences", tmp_path, monkeypatch)
    assert not app.exception
    assert "was found to differ" in page_html(app)


COPY = "The ferry with three hundred people on board sank off the northern coast at dawn."


@pytest.fixture
def ferry(tmp_path):
    story = Story().article("a", "Ledger", COPY, "Nobody <i>knew</i>.", credit="AFP")
    story.article("b", "Beacon", COPY).save(tmp_path)
    return tmp_path


def test_shared_text_is_shown_by_article_with_its_passages_and_their_origin(ferry, monkeypatch):
    app = open_page("differences", ferry, monkeypatch)
    assert not app.exception
    page = page_html(app)
    assert "100% shared: 15 of 15 words" in page
    assert "79% shared: 15 of 19 words" in page
    assert "one of them names AFP" in page
    assert f"<li>{COPY[:-1]} <small>(15 words" in page


def test_articles_that_share_text_are_listed_with_the_agency_of_their_address_and_others_counted(
    tmp_path, monkeypatch
):
    story = Story().article("a", "Ledger", COPY, url="https://ledger.example/wires/ap/sinking")
    story.article("b", "Beacon", COPY).article("c", "Courier", "It rained.").save(tmp_path)
    page = page_html(open_page("differences", tmp_path, monkeypatch))
    assert "AP by its address" in page
    assert page.count("% shared") == 2
    assert "1 more article shares none." in page


def test_the_switch_is_kept_in_the_workspace(ferry, monkeypatch):
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(ferry))
    monkeypatch.setattr("ui.core.jobs.rebuild_catalogue", lambda _: None)
    app = AppTest.from_string(
        "from ui.sections import shared_text\n\nshared_text.draw_exclusion_switch()\n",
        default_timeout=60,
    )
    app.run().toggle[0].set_value(True).run()
    assert Workspace(ferry).overrides.excludes_shared_text
    app.toggle[0].set_value(False).run()
    assert not Workspace(ferry).overrides.excludes_shared_text


def test_exclusives_and_omissions_of_an_outlet_are_side_by_side(tmp_path, monkeypatch):
    story = talks()
    story.article("d1", "Daily", "They would talk with everyone, Ann Lee said.")
    story.quote("d1", "They would talk with everyone", "Ann Lee", kind="indirect", utterance="u1")
    story.save(tmp_path)
    page = page_html(
        open_page("differences", tmp_path, monkeypatch, here="Ledger", item="statement")
    )
    assert "Found only in Ledger: 2" in page
    link = r'href="article\?article=a1&amp;at=\d+"[^>]*>Bo Ek warned that the talks would fail\.<'
    assert re.search(link, page)
    page = page_html(open_page("differences", tmp_path, monkeypatch, here="Courier"))
    assert "Not found in Courier (two or more others have it): 1" in page
    # Of Daily, whose words are not in quotation marks, it is not certain.
    assert "at least 2 outlets, e.g. Ledger" in page
    assert "possibly: " not in page


def test_the_first_kind_of_exclusives_shown_is_one_that_there_is(tmp_path, monkeypatch):
    story = talks()
    story.article("d1", "Daily", "They would talk with everyone, Ann Lee said.")
    story.save(tmp_path)
    page = page_html(open_page("differences", tmp_path, monkeypatch, here="Ledger"))
    assert "Found only in Ledger: 2" in page


def test_several_stories_are_not_compared_with_each_other(tmp_path, monkeypatch):
    story = talks()
    story.rows["articles"][2]["story_id"] = "t"
    story.save(tmp_path)
    assert "choose one in the sidebar" in page_html(open_page("differences", tmp_path, monkeypatch))
