import random

import numpy as np
import pandas as pd
import pytest

from analysis.corpus.name_groups import NAMES, add_names, find_groups
from analysis.corpus.name_tokens import NAMED
from analysis.corpus.named_together import Occurrences, ShortNameFinder
from tests.local_entities import Row, entity_ids, make_stories

ONE_STORY = make_stories(s="a b c d e")


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Arford Gulls", "Gulls"),
        ("the Arford Gulls", "the Gulls"),
        ("Senate Fisheries Committee", "Fisheries Committee"),
        ("The Arford Lookout", "The Lookout"),
    ],
)
def test_the_last_words_of_a_name_are_the_body_that_another_article_names_in_full(full, short):
    ids = entity_ids([("a", full, "ORG"), ("b", short, "ORG")], ONE_STORY)
    assert ids[0] == ids[1]


def test_the_body_keeps_its_full_name_and_other_stories_their_short_one():
    rows: list[Row] = [
        ("a", "Arford Sea Gulls", "ORG"),
        *((article, "Sea Gulls", "ORG") for article in "bcx"),
    ]
    ids = entity_ids(rows, make_stories(s="a b c", t="x"))
    assert ids == ["org:arford-sea-gulls"] * 3 + ["org:sea-gulls"]


@pytest.mark.parametrize(
    ("full", "short"),
    [
        ("Bank of Arford", "Arford"),
        ("National University of Arford", "University of Arford"),
        ("REUTERS Gullsoft", "Gullsoft"),
        ("Newsline - Gullsoft", "Gullsoft"),
        ("Arford MPs", "MPs"),
        ("Arford Lookout", "The Lookout"),
        ("Gulls+", "Gulls"),
        ("Arfordian UN", "U.N."),
        ("Arfordian UN", "UN"),
    ],
)
def test_other_words_before_or_after_a_name_make_it_another(full, short):
    ids = entity_ids([("a", full, "ORG"), ("b", short, "ORG")], ONE_STORY)
    assert ids[0] != ids[1]


def test_a_name_between_two_bodies_of_the_story_stays_apart():
    rows: list[Row] = [
        ("a", "Arford Gulls", "ORG"),
        ("b", "Benwick Gulls", "ORG"),
        ("c", "Gulls", "ORG"),
    ]
    assert len(set(entity_ids(rows, ONE_STORY))) == len(rows)


def test_a_word_that_is_no_name_elsewhere_is_none_in_capitals():
    rows: list[Row] = [
        ("a", "Energy Administration", "ORG"),
        ("b", "Administration", "ORG"),
        ("x", "administration", "ORG"),
    ]
    ids = entity_ids(rows, make_stories(s="a b", t="x"))
    assert ids[0] != ids[1]


@pytest.mark.parametrize(("articles", "entities"), [("bcd", 1), ("bcde", 2)])
def test_a_name_is_short_for_a_body_that_a_third_of_as_many_articles_name(articles, entities):
    rows: list[Row] = [("a", "Arford Gulls", "ORG")]
    rows += [(article, "Gulls", "ORG") for article in articles]
    assert len(set(entity_ids(rows, ONE_STORY))) == entities


def test_supporters_are_not_the_body():
    ids = entity_ids([("a", "Arford Gulls", "ORG"), ("b", "Gulls", "NORP")], ONE_STORY)
    assert ids[0] != ids[1]


def test_a_title_beside_a_name_is_no_full_name():
    ids = entity_ids([("a", "Jubilant Gulls", "ORG", 0), ("b", "Gulls", "ORG")], ONE_STORY)
    assert ids[0] != ids[1]


def test_a_full_name_counts_for_a_short_one_only_where_a_story_has_both():
    rows: list[Row] = [("a", "Arford Gulls", "ORG")]
    rows += [(article, "Gulls", "ORG") for article in "bcde"]
    rows += [("x", "Benwick Gulls", "ORG"), ("y", "Benwick Gulls", "ORG")]
    assert len(set(entity_ids(rows, make_stories(s="a b c d e", t="x y")))) == 3
    beside = [*rows, ("y", "Gulls", "ORG")]
    ids = entity_ids(beside, make_stories(s="a b c d e", t="x y"))
    assert ids[1:5] == ["org:arford-gulls"] * 4
    assert ids[-1] == "org:benwick-gulls"


@pytest.mark.parametrize(("stories", "is_together"), [([0, 0], True), ([0, 1], False)])
def test_a_short_name_is_linked_with_a_full_one_where_a_story_has_both(stories, is_together):
    listed = pd.DataFrame([("Gulls", "ORG", ""), ("Arford Gulls", "ORG", "")], columns=NAMED)
    names = add_names(NAMES.empty_table(), listed)
    occurrences = Occurrences(np.array([0, 1]), np.array(stories))
    pairs = ShortNameFinder(names).find_pairs([occurrences])
    assert pairs.tolist() == [[1, 0]] * is_together
    groups, depends_on_stories = find_groups(names, pairs)
    assert (groups[0] == groups[1]) == is_together
    assert depends_on_stories.all() == is_together


def test_pairs_of_names_are_those_of_comparing_all_names_of_each_story():
    rng = random.Random(5)
    words = ["Gulls", "Sea Gulls", "Arford Gulls", "Arford Sea Gulls", "Rooks", "Benwick Rooks"]
    listed = pd.DataFrame([(word, "ORG", "") for word in words], columns=NAMED)
    names = add_names(NAMES.empty_table(), listed)
    occurrences = [(rng.randrange(len(words)), rng.randrange(4)) for _ in range(14)]
    expected = {
        (full, short)
        for full, story in occurrences
        for short, of_other in occurrences
        if story == of_other and words[full].endswith(f" {words[short]}")
    }
    pairs = ShortNameFinder(names).find_pairs(
        Occurrences(np.array(numbers), np.array(stories))
        for numbers, stories in (
            zip(*occurrences[:7], strict=True),
            zip(*occurrences[7:], strict=True),
        )
    )
    assert set(map(tuple, pairs.tolist())) == expected
    assert expected
