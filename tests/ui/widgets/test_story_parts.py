import re
from datetime import date

import pandas as pd
import pytest

from analysis.findings import story_parts
from analysis.findings.story_parts import StoryPart, StoryParts
from tests.dated_articles import check_parts, draw_articles, list_runs
from ui.widgets.story_parts import describe_story_parts

QUERY = {"story": "s", "outlet_group": ["region: north"], "from": "2024-01-01"}


def make_part(month):
    return StoryPart(date(2024, month, 3), date(2024, month, 5), 2, ("Beacon", "Ledger"))


def describe(n_parts, undated=0, *, is_mixed=True):
    parts = tuple(make_part(month) for month in range(1, n_parts + 1))
    articles = StoryParts(parts, undated)
    return str(describe_story_parts(articles, QUERY, "quotes", is_mixed=is_mixed))


def test_one_part_needs_no_words_and_an_undated_article_does():
    assert describe(1) == ""
    assert describe(1, undated=1).startswith("1 article is undated")


@pytest.mark.parametrize(("n_parts", "n_more"), [(2, 0), (6, 0), (7, 1), (9, 3)])
def test_each_part_opens_its_days_and_of_many_six_are_named(n_parts, n_more):
    html = describe(n_parts)
    address = r"quotes\?story=s&amp;outlet_group=region%3A\+north&amp;"
    links = re.findall(rf'href="{address}from=([-\d]+)&amp;to=([-\d]+)"', html)
    months = [f"2024-{month:02}" for month in range(1, min(n_parts, 6) + 1)]
    assert links == [(f"{month}-03", f"{month}-05") for month in months]
    assert html.count("(2 articles, 2 outlets)") == len(links)
    assert (f"{n_more} more" in html) == bool(n_more)


def test_parts_are_mixed_only_where_articles_of_several_are_compared():
    assert "What is compared here mixes them; a date opens" in describe(2)
    alone = describe(2, is_mixed=False)
    assert "mixes" not in alone
    assert alone.endswith("(2 articles, 2 outlets). A date opens its articles alone.")


@pytest.mark.parametrize("seed", range(9))
def test_a_page_links_each_part_of_a_story(seed):
    articles = draw_articles(seed)
    parts = story_parts.part_by_days(pd.DataFrame(articles)[["outlet_label", "published"]])
    html = str(describe_story_parts(parts, {"story": "s"}, "quotes", is_mixed=bool(seed % 2)))
    runs, n_undated = list_runs(articles), sum(not row["published"] for row in articles)
    links = re.findall(r'from=([-\d]+)&amp;to=([-\d]+)"[^>]*>(.*?)</a>( \(.*?\))', html)
    named = runs[: story_parts.MAX_PARTS] if len(runs) > 1 else []
    for (start, end, _, _), run in zip(links, named, strict=True):
        assert (start, end) == tuple(f"{run[n]['published']:%Y-%m-%d}" for n in (0, -1))
    if named:
        check_parts([days + counted for _, _, days, counted in links], runs)
    n_more = re.search(r"(\d+) more", html)
    assert int(n_more[1] if n_more else 0) == len(runs) - len(named) - (len(runs) == 1)
    assert ("mixes them" in html) == bool(named and seed % 2)
    undated = re.search(r"(\d+) articles? (?:is|are) undated", html)
    assert int(undated[1] if undated else 0) == n_undated * bool(runs)
