import re
from datetime import date

import pytest

from analysis.findings.story_parts import StoryPart, StoryParts
from analysis.store.filters import Filters
from ui.widgets.story_parts import describe_story_parts

STORY = Filters(story="s", outlets=("Beacon",))


def make_part(month):
    return StoryPart(date(2024, month, 3), date(2024, month, 5), 2, ("Beacon", "Ledger"))


def describe(n_parts, undated=0):
    parts = tuple(make_part(month) for month in range(1, n_parts + 1))
    return str(describe_story_parts(StoryParts(parts, undated), STORY, "quotes"))


def test_one_part_needs_no_words_and_an_undated_article_does():
    assert describe(1) == ""
    assert describe(1, undated=1).startswith("1 article is undated")


@pytest.mark.parametrize(("n_parts", "n_more"), [(2, 0), (6, 0), (7, 1), (9, 3)])
def test_each_part_opens_its_days_and_of_many_six_are_named(n_parts, n_more):
    html = describe(n_parts)
    links = re.findall(
        r'href="quotes\?story=s&amp;outlet=Beacon&amp;from=([-\d]+)&amp;to=([-\d]+)"', html
    )
    months = [f"2024-{month:02}" for month in range(1, min(n_parts, 6) + 1)]
    assert links == [(f"{month}-03", f"{month}-05") for month in months]
    assert html.count("(2 articles, 2 outlets)") == len(links)
    assert (f"{n_more} more" in html) == bool(n_more)
