"""Words of findings that name articles, days and parts, recomputed for random rows."""

import pandas as pd
import pytest

from analysis.findings import story_parts
from analysis.findings.earlier_outlets import count_days_earlier, name_with_days
from analysis.findings.name_articles import add_article
from analysis.findings.story import _name_article
from analysis.word_lists import read_rows
from tests.dated_articles import check_parts, draw_articles, list_runs

SEEDS = pytest.mark.parametrize("seed", range(9))


@SEEDS
def test_the_parts_of_a_story_are_those_of_its_days(seed):
    articles = draw_articles(seed)
    frame = pd.DataFrame(articles)
    runs, n_undated = list_runs(articles), sum(not row["published"] for row in articles)
    sentences = story_parts.describe_parts(frame)
    counted = "two" if len(runs) == 2 else str(len(runs))
    if len(runs) > 1:
        gap, _, rest = sentences.pop(0).partition(": ")
        assert f"fall into {counted} parts at least 4 days apart" in gap
        *named, last = rest.split("; ")
        n_more = len(runs) - story_parts.MAX_PARTS
        if n_more > 0:
            assert last == f"and {n_more} more"
        else:
            named.append(last)
        check_parts(named, runs)
    if n_undated and runs:
        subject, pronoun = (
            ("1 article is", "it") if n_undated == 1 else (f"{n_undated} articles are", "they")
        )
        start = f"{subject} undated: {pronoun} may be of any"
        assert sentences.pop(0).startswith(start)
    assert not sentences


@SEEDS
def test_an_outlet_is_named_with_the_days_to_the_first_article_of_others(seed):
    articles = draw_articles(seed)
    earlier = count_days_earlier(pd.DataFrame(articles))
    for outlet in {row["outlet_label"] for row in articles}:
        days = [row["published"] for row in articles if row["outlet_label"] == outlet]
        others = [row["published"] for row in articles if row["outlet_label"] != outlet]
        others = list(filter(None, others))
        n_days = (min(others) - max(days)).days if all(days) and others else 0
        expected = f"{outlet} (published {n_days} days earlier)" if n_days > 1 else outlet
        assert name_with_days(outlet, earlier.get(outlet, 0)) == expected
    assert name_with_days("", 3) == ""


@SEEDS
def test_an_article_is_named_by_its_outlet_and_of_several_by_headline_or_day(seed):
    articles = draw_articles(seed)
    frame = pd.DataFrame(articles)
    frame["published"] = pd.to_datetime(frame["published"])
    of_outlet = frame["outlet_label"].value_counts()
    for row, (_, series) in zip(articles, frame.iterrows(), strict=True):
        outlet, day = row["outlet_label"], row["published"]
        number = sum(other["outlet_label"] == outlet for other in articles)
        which = f" ({day.day} {day:%B} {day.year})" if day else ""
        which = " (“Rain on the hills”)" if row["title"] else which
        several = f"one of {outlet}'s {number} articles{which}"
        expected = f"{outlet}'s article" if number == 1 else several
        assert _name_article(series, of_outlet) == expected


def test_every_word_of_the_list_gives_a_name_its_article_where_the_list_says_so():
    rows = read_rows("findings", "names_with_article.csv")
    places = {row["place"] for row in rows}
    assert places == {"whole", "first", "last"}
    for row in rows:
        word = row["word"].title()
        name = {"whole": word, "first": f"{word} of Leeds", "last": f"Leeds {word}"}[row["place"]]
        assert add_article(name) == f"the {name}"
        for whole in (f"The {name}", f"Canada's {name}", f"Leeds’ {name}"):
            assert add_article(whole) == whole
    for name in ("", "Ann Lee", "Leeds Zebra", "Zebra of Leeds", "Leeds"):
        assert add_article(name) == name
