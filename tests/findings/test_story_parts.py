import random
from datetime import date, timedelta

import pandas as pd
import pytest

from analysis.findings.story_parts import (
    StoryPart,
    StoryParts,
    describe_gap,
    describe_part,
    describe_parts,
    describe_undated,
    part_by_days,
)

START = date(2024, 2, 27)


def make_articles(*days, outlets="ABCDEFGH"):
    published = [START + timedelta(days=day) if day is not None else None for day in days]
    return pd.DataFrame({"outlet_label": list(outlets[: len(days)]), "published": published})


def part(first, last, articles=1, outlets=("A",)):
    return StoryPart(first, last, articles, outlets)


@pytest.mark.parametrize(("days", "n_parts"), [((0, 3), 1), ((0, 4), 2), ((0, 3, 6), 1)])
def test_four_days_from_an_article_to_the_next_begin_a_part(days, n_parts):
    assert len(part_by_days(make_articles(*days)).parts) == n_parts


def test_undated_articles_are_counted_and_in_no_part():
    articles = part_by_days(make_articles(9, None, 0, None, outlets="ABAC"))
    assert [(p.articles, p.outlets) for p in articles.parts] == [(1, ("A",)), (1, ("A",))]
    assert articles.undated == 2


def test_the_parts_are_those_of_a_naive_walk_through_the_days():
    for seed in range(20):
        draw = random.Random(seed)
        days = [draw.choice([None, draw.randrange(40)]) for _ in range(8)]
        covered = {day for day in days if day is not None}
        starts = sorted(d for d in covered if not covered & {d - 1, d - 2, d - 3})
        expected = []
        for start, end in zip(starts, [*starts[1:], 99], strict=True):
            inside = [n for n, day in enumerate(days) if day is not None and start <= day < end]
            first, last = (
                START + timedelta(days=day) for day in (start, max(days[n] for n in inside))
            )
            expected.append(part(first, last, len(inside), tuple("ABCDEFGH"[n] for n in inside)))
        assert part_by_days(make_articles(*days)) == StoryParts(tuple(expected), days.count(None))


@pytest.mark.parametrize(
    ("described", "words"),
    [
        (part(START, START), "27 February 2024 (1 article, A)"),
        (part(START, START + timedelta(1), 2), "27 to 28 February 2024 (2 articles, A)"),
        (
            part(START, START + timedelta(3), 2, ("A", "B")),
            "27 February to 1 March 2024 (2 articles, 2 outlets)",
        ),
        (
            part(date(2023, 12, 30), date(2024, 1, 2), 3, ("A", "B")),
            "30 December 2023 to 2 January 2024 (3 articles, 2 outlets)",
        ),
    ],
)
def test_a_part_is_described_by_its_days_articles_and_outlets(described, words):
    assert describe_part(described) == words


def test_two_parts_and_more_are_described_with_the_days_that_they_lie_apart():
    parts = part_by_days(make_articles(0, 4, 8)).parts
    words = "The articles fall into {} at least 4 days apart, which may report different events"
    assert describe_gap(parts[:2]) == words.format("two parts")
    assert describe_gap(parts) == words.format("3 parts")


@pytest.mark.parametrize(
    ("undated", "words"), [(0, ""), (1, "1 article is undated"), (2, "2 articles are undated")]
)
def test_undated_articles_are_doubted_beside_dated_ones(undated, words):
    sentence = describe_undated(StoryParts((part(START, START),), undated))
    assert sentence.startswith(words)
    assert bool(sentence) == bool(undated)
    assert describe_undated(StoryParts((), undated)) == ""


@pytest.mark.parametrize(("n_parts", "ending"), [(6, "A)"), (7, "A); and 1 more")])
def test_of_many_parts_six_are_named(n_parts, ending):
    rows = make_articles(*range(0, 4 * n_parts, 4), outlets="A" * n_parts)
    (sentence,) = describe_parts(rows)
    assert sentence.endswith(ending)
    assert sentence.count("(1 article, A)") == 6
