"""Words of findings that name articles, days and parts, recomputed for random rows."""

import random
import re
from collections import Counter
from datetime import date, timedelta
from itertools import product

import pandas as pd
import pytest

from analysis.briefing.sources import MAX_MEDIA, _list_media
from analysis.findings import story_parts
from analysis.findings.earlier_outlets import count_days_earlier, name_with_days
from analysis.findings.name_articles import add_article
from analysis.findings.speaker_names import describe_identification
from analysis.findings.story import _name_article
from analysis.word_lists import read_rows
from ui.widgets.story_parts import describe_story_parts

FIRST = date(2023, 12, 20)
SEEDS = pytest.mark.parametrize("seed", range(9))
#: A day, or days from it on, as it is written.
DAYS = r"(\d+)(?: (\w+))?(?: (\d{4}))? to (\d+) (\w+) (\d{4})|(\d+) (\w+) (\d{4})"


def draw_articles(seed):
    """Return random articles of 1, 5 or 60 outlets; some are undated."""
    chance = random.Random(seed)
    n_outlets = (1, 5, 60)[seed % 3]
    length = chance.choice((3, 20, 200))
    return [
        {
            "outlet_label": f"Paper {chance.randrange(n_outlets)}",
            "published": chance.choice(
                (None, *(FIRST + timedelta(chance.randrange(length)) for _ in range(4)))
            ),
            "title": chance.choice(("", "Rain on the hills")),
        }
        for _ in range(chance.randint(n_outlets, 2 * n_outlets))
    ]


def list_runs(articles):
    """Return the articles of each run of days that no gap of four days divides."""
    runs = []
    dated = [row for row in articles if row["published"]]
    for row in sorted(dated, key=lambda row: row["published"]):
        if runs and (row["published"] - runs[-1][-1]["published"]).days < 4:
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def read_days(words):
    """Return the first and the last day that words name."""
    first_day, first_month, first_year, day, month, year, *alone = re.fullmatch(
        DAYS, words
    ).groups()
    if alone[0]:
        day, month, year = alone
    last = pd.Timestamp(f"{day} {month} {year}").date()
    if not first_day:
        return last, last
    return pd.Timestamp(f"{first_day} {first_month or month} {first_year or year}").date(), last


def check_parts(named, runs):
    """Check what is written of each part: its days, and its articles and outlets in brackets."""
    assert len(named) == min(len(runs), story_parts.MAX_PARTS)
    for words, run in zip(named, runs, strict=False):
        days, n_articles, plural, where = re.fullmatch(
            r"(.*) \((\d+) article(s?), (.*)\)", words
        ).groups()
        assert read_days(days) == (run[0]["published"], run[-1]["published"])
        assert (int(n_articles), bool(plural)) == (len(run), len(run) > 1)
        outlets = {row["outlet_label"] for row in run}
        assert where == (f"{len(outlets)} outlets" if len(outlets) > 1 else next(iter(outlets)))


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


@SEEDS
def test_the_media_named_most_are_listed_and_the_others_counted(seed):
    chance = random.Random(seed)
    counts = Counter(
        {f"Beacon {n}": chance.randint(1, 9) for n in range((0, 1, 3, 4, 5, 60)[seed % 6])}
    )
    text = _list_media(counts)
    if not counts:
        assert text == "none found"
        return
    listed, _, more = text.partition(" and ")
    names = listed.split(", ")
    assert len(names) == len(set(names)) == min(len(counts), MAX_MEDIA)
    assert min(counts[name] for name in names) >= max(
        (n for name, n in counts.items() if name not in names), default=0
    )
    assert more == (f"{len(counts) - len(names)} more" if len(counts) > len(names) else "")


def test_every_way_in_which_a_speaker_is_identified_has_its_words():
    ways = ("", "named", "pronoun", "description", "continued", "office")
    through = ("representative", "document")
    for speaker, mention, way in product(
        ("", "Ann Lee"), ("", "she", "aide of Ann Lee"), (*ways, *through)
    ):
        words = describe_identification({"speaker": speaker, "mention": mention, "resolution": way})
        is_plain = not speaker or way in {"", "named"}
        by_context = way == "continued" or not mention
        is_written = bool(speaker) and speaker in mention
        expected = {
            "representative": f"identified by “{mention}”",
            "document": f"identified by “{mention}”",
        }.get(way, f"called “{mention}” there")
        expected = "" if is_written else expected
        expected = "identified by what precedes" if by_context else expected
        assert words == ("" if is_plain else expected), (speaker, mention, way)


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
