"""The parts of a story that covers weeks, as the pages name them above what they compare."""

import re
from datetime import date

import pytest

from analysis.store import Workspace
from tests.made_story import Story, open_page, page_html

GAP = "The articles fall into two parts at least 4 days apart, which may report different events"
MIXED = "What is compared here mixes them"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("weeks")
    story = Story()
    for key, outlet, day in (("a", "Ledger", 1), ("b", "Beacon", 2), ("c", "Courier", 6)):
        words = "“We will talk,” Ann Lee said."
        story.article(key, outlet, words, published=date(2023, 9, day))
        story.quote(key, "“We will talk,”", "Ann Lee", cue="said").name(key, "Ann Lee", "Ann Lee")
    story.save(folder)
    region = {"Ledger": "north", "Beacon": "south"}
    every = dict.fromkeys(("Ledger", "Beacon", "Courier"), "x")
    Workspace(folder).outlet_groups.change(
        lambda groups: groups.with_table({"region": region, "all": every})
    )
    return folder


def test_a_date_opens_its_articles_in_the_groups_of_the_sidebar(workspace, monkeypatch):
    app = open_page("coverage", workspace, monkeypatch, show_outlets="Grouped by region")
    html = page_html(app)
    assert GAP in html
    assert MIXED in html
    assert "(2 articles, 2 groups)" in html
    links = re.findall(r'href="coverage\?show_outlets=Grouped\+by\+region&amp;([^"]+)"', html)
    assert links == [
        "from=2023-09-01&amp;to=2023-09-02",
        "from=2023-09-06&amp;to=2023-09-06",
    ]


@pytest.mark.parametrize(("right", "is_mixed"), [("b", False), ("c", True)])
def test_two_articles_mix_the_parts_only_if_they_are_of_both(
    workspace, monkeypatch, right, *, is_mixed
):
    html = page_html(open_page("compare", workspace, monkeypatch, left="a", right=right))
    assert html.count(GAP) == 1
    assert (MIXED in html) == is_mixed


def test_where_all_is_of_one_group_nothing_is_mixed(workspace, monkeypatch):
    html = page_html(open_page("coverage", workspace, monkeypatch, show_outlets="Grouped by all"))
    assert GAP in html
    assert MIXED not in html
