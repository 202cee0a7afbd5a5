"""Random articles of days, and their parts by days as they are written in words."""

import random
import re
from datetime import date, timedelta

import pandas as pd

from analysis.findings import story_parts

FIRST = date(2023, 12, 20)
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
