"""What a person scored, made or won."""

import pandas as pd
import pytest

from analysis.corpus.person_statistics import read_statistics
from analysis.tables import CATALOGUE
from tests.made_story import Story


def read_key(text, *, noun="point", names=("Ann Orr",)):
    story = Story().article("a", "Outlet", text)
    for name in names:
        story.name("a", name, name)
    story.figure("a", "14", "14")
    story.rows["figures"][-1].update({"kind": "count", "head_noun": noun, "scope": "", "unit": ""})
    figures, articles, mentions = (
        pd.DataFrame(story.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("figures", "articles", "mentions")
    )
    (key,) = read_statistics(figures, articles, mentions)
    return key and key[1:]


@pytest.mark.parametrize(
    ("text", "limits"),
    [
        ("Ann Orr had 14 points.", set()),
        ("Ann Orr, who is tall, also scored a team 14 points.", set()),
        ("The team had 14 points from Ann Orr.", set()),
        ("Ann Orr had 14 points in the second half.", {"second", "half"}),
        ("Ann Orr had 14 points, and won the season.", set()),
    ],
)
def test_a_number_is_of_the_person_before_its_verb_or_after_from(text, limits):
    assert read_key(text) == ("point", frozenset(limits))


@pytest.mark.parametrize(
    "text",
    [
        "Ann Orr saw 14 points.",
        "Fans of Ann Orr had 14 points.",
        "Ann Orr left. Others had 14 points.",
        "Ann Orr had 14 points from Bo Ek.",
    ],
)
def test_a_number_without_a_verb_of_scoring_or_of_two_persons_is_nobodys(text):
    names = [name for name in ("Ann Orr", "Bo Ek") if name in text]
    assert read_key(text, names=names) is None


def test_what_is_not_counted_in_many_ways_is_nobodys_statistic():
    assert read_key("Ann Orr had 14 dogs.", noun="dog") is None


@pytest.mark.parametrize(
    ("words", "is_key"), [("had an team game", True), ("had all team game", False)]
)
def test_a_number_is_a_persons_up_to_sixty_characters_after_the_name(words, is_key):
    assert (read_key(f"Ann Orr, {'x' * 39}, {words} 14 points.") is not None) is is_key


@pytest.mark.parametrize(("n", "is_key"), [(56, False), (57, True)])
def test_a_name_is_no_subject_by_words_up_to_sixty_characters_before_it(n, is_key):
    assert (read_key(f"Fans of {'x' * n} Ann Orr had 14 points.") is not None) is is_key


@pytest.mark.parametrize(("n", "limits"), [(35, {"half"}), (36, set())])
def test_a_number_is_limited_by_words_up_to_fifty_characters_after_it(n, limits):
    text = f"Ann Orr had 14 points {'x' * n} a half."
    assert read_key(text) == ("point", frozenset(limits))
