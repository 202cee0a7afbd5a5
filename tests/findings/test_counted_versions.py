"""Versions of one article that are counted are named."""

from itertools import pairwise

import pandas as pd
import pytest

from analysis.findings.article_versions import compare_versions
from analysis.findings.counted_versions import count_versions, describe_counted_versions

FIRST = "Two ships collided off Lindholm. Nobody was hurt, the coast guard said."
LATER = FIRST.replace("Nobody was", "Three sailors were")
LAST = LATER + " The inquiry goes on."
OTHER = "The town council met on Friday and adjourned."
TEXTS = [FIRST, LATER, LAST, OTHER]


def make_articles(*rows):
    """Return a table of articles from outlet, address and text, each of one day later."""
    frame = pd.DataFrame(rows, columns=["outlet_label", "url", "text"])
    days = pd.date_range("2023-09-04", periods=len(frame))
    return frame.assign(published=days, article_id=[f"a{n}" for n in range(len(frame))])


def test_versions_of_one_article_are_counted_by_outlet_and_address():
    articles = make_articles(
        ("Ledger", "l/1", FIRST),
        ("Beacon", "l/1", FIRST),
        ("Ledger", "l/1", LATER),
        ("Ledger", "l/2", LAST),
        ("Beacon", "", FIRST),
        ("Beacon", "", LATER),
        ("Ledger", "l/1", LAST),
    )
    assert count_versions(articles).to_numpy().tolist() == [["Ledger", 3]]


def test_other_articles_under_one_address_are_no_versions():
    assert describe_counted_versions(make_articles(("A", "a", FIRST), ("A", "a", OTHER))) == []


@pytest.mark.parametrize("seed", range(20))
def test_the_versions_that_are_named_are_those_of_random_articles(seed):
    draws = pd.Series(range(12)).sample(12, replace=True, random_state=seed).tolist()
    rows = [(f"outlet {n % 2}", ["", "x", "y"][n % 3], TEXTS[n % 4]) for n in draws]
    sentences = describe_counted_versions(make_articles(*rows))
    expected = []
    for outlet in ("outlet 0", "outlet 1"):
        groups = []
        for url in ("x", "y"):
            texts = [text for label, address, text in rows if (label, address) == (outlet, url)]
            starts = [
                n
                for n, text in enumerate(texts)
                if n == 0 or (text != texts[n - 1] and not compare_versions(texts[n - 1], text))
            ]
            sizes = [b - a for a, b in pairwise([*starts, len(texts)])]
            groups += [size for size in sizes if size > 1]
        if groups:
            articles = "one article" if len(groups) == 1 else f"{len(groups)} articles"
            expected.append(f"{outlet} has {sum(groups)} versions of {articles} here")
    assert [sentence.partition(",")[0] for sentence in sentences] == expected
