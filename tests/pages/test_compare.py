import json
import re

import pytest

from tests.made_story import Story, open_page, page_html


@pytest.fixture
def workspace(talks_folder):
    return talks_folder


def desk(app):
    """Return what the page gives to the component of the reading desk."""
    (data,) = (
        json.loads(element.proto.json)
        for element in app.get("bidi_component")
        if element.proto.component_name == "parallax_reading_desk"
    )
    return data


def test_the_pair_that_shares_most_is_compared_at_first(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch)
    assert not app.exception
    assert app.selectbox(key="left_choice").value == "a1"
    assert app.selectbox(key="right_choice").value == "b1"


def test_a_shared_quotation_is_numbered_in_both_texts(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, left="a1", right="b1")
    shown = desk(app)
    assert shown["desk"].count('class="number" data-link="1"') == 2
    assert shown["notes"] == ["Passage 1 of 1 · same quotation · similarity 88%"]
    assert "1 match by a shared quote" in page_html(app)


def test_words_that_no_counterpart_has_are_marked_on_demand(workspace, monkeypatch):
    address = {"left": "a1", "right": "b1"}
    plain = desk(open_page("compare", workspace, monkeypatch, **address))["desk"]
    assert 'title="not in the linked sentences"' not in plain
    marked = desk(open_page("compare", workspace, monkeypatch, differences="true", **address))
    assert re.search(r'title="not in the linked sentences"[^>]*>before winter', marked["desk"])


@pytest.mark.parametrize(
    ("coloured", "legend"),
    [("kind", "Indirect quotation"), ("speaker", "Bo Ek"), ("entity", "Ann Lee")],
)
def test_spans_are_coloured_by_kind_speaker_or_name(workspace, monkeypatch, coloured, legend):
    app = open_page("compare", workspace, monkeypatch, left="a1", right="b1", colour=coloured)
    assert not app.exception
    line = re.search('<p class="px-legend">.*', page_html(app)).group()
    assert legend in line


def test_what_only_one_of_them_has_is_listed_with_a_link_to_its_place(workspace, monkeypatch):
    app = open_page(
        "compare", workspace, monkeypatch, left="a1", right="b1", outlet=["Ledger", "Beacon"]
    )
    address = r"article\?outlet=Beacon&amp;outlet=Ledger&amp;article=a1&amp;at=\d+"
    assert re.search(rf'href="{address}"[^>]*><mark[^>]*>Bo Ek<', page_html(app))


def test_an_article_is_not_offered_against_itself(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, left="a1", right="a1")
    assert not app.exception
    assert app.selectbox(key="right_choice").value != "a1"


def test_a_link_may_ask_for_articles_outside_the_filters(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, left="a1", right="b1", outlet="Courier")
    assert app.selectbox(key="left_choice").value == "a1"
    assert app.selectbox(key="right_choice").value == "b1"


def test_one_article_alone_cannot_be_compared(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, outlet="Courier")
    assert not app.exception
    assert "Comparing takes two articles" in page_html(app)


def test_articles_with_nothing_in_common_say_so(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, left="b1", right="c1")
    assert "no sentences that report the same, were found" in page_html(app)


def test_two_articles_of_one_outlet_can_be_compared(tmp_path, monkeypatch):
    story = Story().article("a1", "Ledger", "Rain fell on the hills today.")
    story.article("a2", "Ledger", "The road to Northport was closed.").name(
        "a2", "Northport", "The Harbour", "FAC"
    )
    story.save(tmp_path)
    app = open_page("compare", tmp_path, monkeypatch)
    assert not app.exception
    assert "The Harbour" in page_html(app)
    assert "sentences of Ledger (first) match one of Ledger (second)" in page_html(app)


def test_three_articles_are_counted_as_three(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, left="a1", right="b1", third="c1")
    assert not app.exception
    page = page_html(app)
    assert (
        "<strong>1 of 4</strong> sentences of Ledger match one of Beacon or Courier "
        "(1 in Beacon and 0 in Courier)"
    ) in page
    assert "Found only in Courier" in page
    assert desk(app)["desk"].count('class="pane"') == 3
