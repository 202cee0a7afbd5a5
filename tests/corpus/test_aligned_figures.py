"""Figures that differ in corresponding places of two sentences."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import aligned_figures, figure_matching
from analysis.corpus.aligned_figures import mask_figures, match_aligned_figures
from analysis.corpus.figure_contexts import FigureContexts, read_figure_contexts
from analysis.corpus.figure_matching import match_figures
from analysis.corpus.figure_things import identify_things
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.tables import CATALOGUE
from tests.made_story import Story

FIRST = "The wave of that winter struck {} countries around the bay."
SECOND = "Along the coast people name the {} countries that it reached."
#: What joins two figures by no noun, only by their place.
NO_NOUN = {"head_noun": "", "predicate": "reach"}
DATE = {"kind": "date", "head_noun": "wave"}


def below(value):
    return float(np.nextafter(value, 0))


def set_nearness(monkeypatch, words, link):
    monkeypatch.setattr(
        FigureContexts,
        "similarity",
        lambda _, rows, others=None: np.full(
            (len(rows), len(rows if others is None else others)), words
        ),
    )
    monkeypatch.setattr(SentenceSearch, "measure_pair", lambda *_: link)


def tabulate(articles, days=(6, 6), names=(), label="PERSON"):
    """Return the tables of articles, each a text and its figures with what differs of them."""
    made = Story()
    for n, (text, *figures) in enumerate(articles):
        made.article(f"a{n}", f"Outlet {n}", text, published=date(2023, 9, days[n]))
        for value, more in figures:
            made.figure(f"a{n}", value, value)
            made.rows["figures"][-1].update({"kind": "count", "head_noun": "country"} | more)
    for n, name in enumerate(names):
        made.name(f"a{n}", name, name, label)
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "figures", "mentions")
    }
    tables["articles"]["published"] = pd.to_datetime(tables["articles"]["published"])
    return tables


@pytest.fixture
def pair_up(monkeypatch):
    """Return a function that returns the texts of pairs, given how near two places are."""

    def match(*articles, words=0.0, link=0.0, **more):
        set_nearness(monkeypatch, words, link)
        tables = tabulate(articles, **more)
        contexts = read_figure_contexts(tables["figures"], tables["articles"], tables["sentences"])
        things = identify_things(contexts.figures, tables["mentions"], contexts.times)
        pairs = match_aligned_figures(
            contexts,
            things,
            lambda *_: True,
            tables["articles"],
            (tables["sentences"], tables["mentions"]),
        )
        texts = contexts.figures["text"]
        return {(texts[i], texts[j]) for i, j in pairs}

    return match


def tell(value, text=FIRST, **more):
    return text.format(value), (value, more)


@pytest.mark.parametrize(
    ("more", "threshold"),
    [
        ({}, aligned_figures.NOUN_THRESHOLD),
        (NO_NOUN, aligned_figures.PLACE_THRESHOLD),
        (DATE, aligned_figures.DATE_THRESHOLD),
    ],
)
def test_figures_correspond_from_the_threshold_of_what_joins_them_on(pair_up, more, threshold):
    two = tell("13", **more), tell("14", SECOND, **more)
    words = threshold / 2
    assert pair_up(*two, words=words, link=threshold - words) == {("13", "14")}
    assert not pair_up(*two, words=below(words), link=below(threshold - words))


@pytest.mark.parametrize(
    ("other", "pairs"), [("39", {("13", "39")}), ("40", set())], ids=("at_most_thrice", "more")
)
def test_places_join_figures_of_a_story_that_no_noun_joins_unless_they_are_far_apart(
    monkeypatch, other, pairs
):
    set_nearness(monkeypatch, 1.0, 1.0)
    articles = tell("13", **NO_NOUN), tell(other, SECOND, **NO_NOUN | {"predicate": "strike"})

    def list_pairs():
        compared = match_figures(**tabulate(articles))
        values = compared.figures["value"]
        return {(values[pair.i], values[pair.j]) for pair in compared.pairs}

    assert list_pairs() == pairs
    monkeypatch.setattr(figure_matching, "match_aligned_figures", lambda *_: iter(()))
    assert list_pairs() == set(), "joined otherwise than by their places"


def test_without_a_noun_both_the_words_around_and_the_sentences_must_be_alike(pair_up):
    two = tell("13", **NO_NOUN), tell("14", SECOND, **NO_NOUN)
    words, link = aligned_figures.MIN_CONTEXT, aligned_figures.MIN_LINK
    assert pair_up(*two, words=words, link=1.0)
    assert not pair_up(*two, words=below(words), link=1.0)
    assert pair_up(*two, words=1.0, link=link)
    assert not pair_up(*two, words=1.0, link=below(link))


def test_figures_of_articles_more_than_two_days_apart_are_not_compared(pair_up):
    two = tell("13"), tell("14", SECOND)
    assert pair_up(*two, words=1.0, days=(6, 8))
    assert not pair_up(*two, words=1.0, days=(6, 9))


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ({}, {"scope": "part"}),
        ({"modifiers": "big"}, {"modifiers": "poor"}),
        ({"head_noun": "country"}, {"head_noun": "village"}),
        ({"head_noun": "point"}, {"head_noun": "point"}),
        ({"head_noun": "man", "predicate": "run"}, {"head_noun": "man", "predicate": "sit"}),
    ],
)
def test_figures_of_which_something_else_is_stated_are_not_compared(pair_up, first, second):
    assert not pair_up(tell("13", **first), tell("14", SECOND, **second), words=1.0, link=1.0)
    assert pair_up(tell("13"), tell("14", SECOND), words=1.0, link=1.0)


def test_the_same_noun_joins_two_figures_and_residents_are_no_homes(pair_up):
    first = tell("13", head_noun="resident", predicate="burn")
    near = aligned_figures.NOUN_THRESHOLD / 2
    residents, homes = (
        tell("14", SECOND, head_noun=noun, predicate="burn") for noun in ("resident", "home")
    )
    assert pair_up(first, residents, words=near, link=near) == {("13", "14")}
    assert not pair_up(first, homes, words=near, link=near)


def test_numbers_that_are_close_are_compared_whatever_articles_count_often(pair_up):
    many = {"head_noun": "point"}
    two = tell("2029", **many), tell("2129", SECOND, **many)
    assert pair_up(*two, words=1.0, link=1.0)


def test_sentences_that_name_other_persons_are_not_compared(pair_up):
    two = tell("13", "Ann Orr saw {} countries."), tell("14", "Bo Ek saw {} countries.")
    assert not pair_up(*two, words=1.0, link=1.0, names=("Ann Orr", "Bo Ek"))
    assert pair_up(*two, words=1.0, link=1.0)


def test_sentences_that_name_other_places_are_not_compared(pair_up):
    two = tell("13", "Lorn saw {} countries."), tell("14", "Ek saw {} countries.")
    assert not pair_up(*two, words=1.0, link=1.0, names=("Lorn", "Ek"), label="GPE")
    assert pair_up(*two, words=1.0, link=1.0)


def test_an_article_that_has_both_values_tells_two_things_apart(pair_up):
    both = (FIRST.format("14") + " Then 13 met.", ("14", {}), ("13", {"head_noun": "meet"}))
    assert not pair_up(tell("13", SECOND), both, words=1.0, link=1.0)
    one = (both[0], both[1])
    assert pair_up(tell("13", SECOND), one, words=1.0, link=1.0)


def test_of_two_places_that_are_as_near_neither_corresponds(pair_up):
    rivals = ("It struck 14 and 15.", ("14", NO_NOUN), ("15", NO_NOUN))
    assert not pair_up(tell("13", **NO_NOUN), rivals, words=1.0, link=1.0)
    assert pair_up(tell("13", **NO_NOUN), rivals[:2], words=1.0, link=1.0)


@pytest.mark.parametrize(
    ("predicate", "differ"), [("reach", set()), ("die", {("at least 13", "14")})]
)
def test_a_bound_that_allows_for_the_other_number_differs_of_a_toll_alone(
    pair_up, predicate, differ
):
    more = {"predicate": predicate, "role": "agent", "head_noun": "people"}
    first = FIRST.format("at least 13"), ("at least 13", more | {"value": "13"})
    assert pair_up(first, tell("14", SECOND, **more), words=1.0, link=1.0) == differ


def test_a_span_of_time_is_no_date_that_differs(pair_up):
    span = ("It was from 1974 to 1978.", ("from 1974 to 1978", DATE | {"value": "1974"}))
    year = ("It was in 1979.", ("1979", DATE))
    assert not pair_up(span, year, words=1.0, link=1.0)
    assert pair_up(("It was in 1974.", ("1974", DATE)), year, words=1.0, link=1.0)


def test_a_masked_text_keeps_its_length_and_no_number():
    assert mask_figures("At least 13 met at 4.", [(0, 11)]) == " " * 12 + "met at  ."


def test_sentences_around_which_no_words_are_alike_are_not_compared(pair_up, monkeypatch):
    two = tell("13", **NO_NOUN), tell("14", SECOND, **NO_NOUN)
    read = []
    real = aligned_figures._Places._compare_sentences
    monkeypatch.setattr(
        aligned_figures._Places,
        "_compare_sentences",
        lambda *places: read.append(places) or real(*places),
    )
    pair_up(*two, words=below(aligned_figures.MIN_CONTEXT), link=1.0)
    assert not read
    pair_up(*two, words=aligned_figures.MIN_CONTEXT, link=1.0)
    assert read
