import re

import pytest

from tests.made_story import Story, open_page, page_html, talks


@pytest.fixture
def workspace(tmp_path):
    talks().save(tmp_path)
    return tmp_path


def _rows(app):
    """Return the text of both sides of each row."""
    rows = re.findall(r'<div class="px-row px-pair"[^>]*>(.*?)</div></div>', page_html(app))
    return [re.sub("<[^>]*>", "", row) for row in rows]


def test_articles_of_two_outlets_are_compared_at_first(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch)
    assert not app.exception
    assert app.selectbox(key="left_choice").value == "b1"
    assert app.selectbox(key="right_choice").value == "c1"


def test_a_shared_quotation_is_shown_side_by_side_under_one_number(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, left="a1", right="b1", rows="both")
    (row,) = _rows(app)
    assert row.startswith("Ledger1 · same quotation“We will talk with everyone before winter,”")
    assert "Beacon1 · same quotationAnn Lee said they would" in row
    assert "1 match by a shared quote" in page_html(app)


def test_what_only_one_has_is_shown_beside_a_gap(workspace, monkeypatch):
    only = _rows(open_page("compare", workspace, monkeypatch, left="a1", right="b1", rows="right"))
    assert only == ["— not found in LedgerBeaconNobody knows what comes after."]


def test_what_only_the_second_has_is_read_in_its_own_order(tmp_path, monkeypatch):
    story = Story().article("a", "A", "Kittens sleep on sofas.", "Volcanoes erupt near Naples.")
    lines = (
        "Volcanoes erupt near Naples.",
        "Rivers froze.",
        "Kittens sleep on sofas.",
        "Owls woke.",
    )
    story.article("b", "B", *lines).save(tmp_path)
    rows = _rows(open_page("compare", tmp_path, monkeypatch, left="a", right="b", rows="right"))
    assert [row.split("B")[-1] for row in rows] == ["Rivers froze.", "Owls woke."]


def test_words_that_the_counterpart_has_not_are_marked_unless_switched_off(workspace, monkeypatch):
    address = {"left": "a1", "right": "b1", "rows": "both"}
    marked = page_html(open_page("compare", workspace, monkeypatch, **address))
    assert re.search(r'title="not in the passage beside it"[^>]*>before winter', marked)
    plain = page_html(open_page("compare", workspace, monkeypatch, differences="false", **address))
    assert 'title="not in the passage beside it"' not in plain


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
    app = open_page("compare", workspace, monkeypatch, left="b1", right="c1", rows="both")
    assert "no quotation in common" in page_html(app)


def test_two_articles_of_one_outlet_can_be_compared(tmp_path, monkeypatch):
    story = Story().article("a1", "Ledger", "Rain fell on the hills today.")
    story.article("a2", "Ledger", "The road to Northport was closed.").name(
        "a2", "Northport", "The Harbour", "FAC"
    )
    story.save(tmp_path)
    app = open_page("compare", tmp_path, monkeypatch)
    assert not app.exception
    assert "The Harbour" in page_html(app)


def test_a_third_article_is_shown_beside_the_two(workspace, monkeypatch):
    app = open_page("compare", workspace, monkeypatch, left="a1", right="b1", third="c1")
    assert not app.exception
    page = page_html(app)
    assert page.count("px-pair px-three") == 6
    assert "— not found in Courier" in page
    only = open_page(
        "compare", workspace, monkeypatch, left="a1", right="b1", third="c1", rows="several"
    )
    assert page_html(only).count('class="px-row px-pair px-three"') == 1


def test_rows_are_reached_by_keyboard_and_named(workspace, monkeypatch):
    page = page_html(open_page("compare", workspace, monkeypatch, left="a1", right="b1"))
    assert 'tabindex="0" role="group" aria-label="Passage 1 · same quotation"' in page
    assert 'aria-label="Only in Ledger"' in page
