"""The warning beside a story whose articles may report several events."""

import random
import re
from statistics import mean

import pandas as pd
import pytest

from analysis.findings.loose_stories import (
    describe_loose_story,
    describe_looseness,
    find_loose_stories,
    find_low_mean,
)
from analysis.store.export import export
from tests.made_story import Story


def read_low_mean(*probabilities):
    return find_low_mean(pd.DataFrame({"story_probability": probabilities}))


@pytest.mark.parametrize(
    ("probabilities", "low"),
    [
        ((0.7, 0.75, 0.76), 0.74),
        ((0.75, 0.75, 0.75), None),
        ((0.7449, 0.745, 0.7451), 0.74),
        ((0.746, 0.749, 0.749), None),
        ((0.5, 0.5), None),
        ((None, None, None), None),
        ((0.5, None, 0.7), 0.6),
    ],
)
def test_three_articles_with_a_low_mean_are_a_loose_story(probabilities, low):
    assert read_low_mean(*probabilities) == low


@pytest.mark.parametrize("seed", range(9))
def test_the_mean_is_that_of_the_exported_articles(seed, tmp_path):
    draw, story = random.Random(seed), Story()
    for number in range(draw.randrange(2, 7)):
        story.article(
            f"a{number}",
            "Ledger",
            "A ferry sank.",
            story_probability=draw.choice([None, round(draw.uniform(0.4, 1), 3)]),
        )
    catalogue = story.save(tmp_path / "workspace")
    (path,) = export(catalogue, tmp_path, "csv", only="articles")
    rows = pd.read_csv(path)
    sentences = describe_loose_story(catalogue, "s")
    known = list(rows["story_probability"].dropna())
    expected = f"{mean(known):.2f}" if len(rows) > 2 and known else "1"
    stated = [re.findall(r"\d\.\d+", sentence) for sentence in sentences]
    assert stated == ([[expected, "0.75"]] if float(expected) < 0.75 else [])
    assert list(find_loose_stories(catalogue, ["s", "other"])) == ["s"] * len(sentences)


def test_the_sentence_says_what_to_do():
    assert describe_looseness(0.6).endswith("so compare the headlines first")
