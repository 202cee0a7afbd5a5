import numpy as np
import pandas as pd
import pytest

from analysis.corpus import linked_figures
from analysis.corpus.figure_matching import match_figures
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.tables import CATALOGUE
from tests.made_story import Story

FIRST = "The wave of that winter struck {} countries around the bay, fishermen recalled."
SECOND = "Along the coast people still name the {} countries that it reached."


@pytest.fixture
def set_likelihood(monkeypatch):
    """Return a function that sets how likely each two sentences report the same."""

    def replace(value):
        monkeypatch.setattr(SentenceSearch, "measure_pair", lambda *_: value)

    return replace


def pair_up(*articles):
    """Return the texts of the pairs of figures; an article is its text and (words, more) each."""
    made = Story()
    for number, (text, *figures) in enumerate(articles):
        key = f"a{number}"
        made.article(key, f"Outlet {number}", text)
        for words, value, more in figures:
            made.figure(key, words, value)
            made.rows["figures"][-1].update({"kind": "count", "head_noun": "country"} | more)
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "figures", "mentions")
    }
    compared = match_figures(**tables)
    texts = compared.figures["text"]
    return {(texts[pair.i], texts[pair.j]) for pair in compared.pairs}


def country(value, text=FIRST, **more):
    return text.format(value), (value, value, more)


def test_figures_of_sentences_that_report_the_same_differ_from_the_threshold_on(set_likelihood):
    set_likelihood(linked_figures.LINK_THRESHOLD)
    assert pair_up(country("13"), country("14", SECOND)) == {("13", "14")}
    set_likelihood(np.nextafter(linked_figures.LINK_THRESHOLD, 0))
    assert not pair_up(country("13"), country("14", SECOND))


def test_figures_of_other_nouns_and_of_what_is_counted_in_many_ways_do_not_differ(set_likelihood):
    set_likelihood(1.0)
    assert not pair_up(country("13"), country("14", SECOND, head_noun="village"))
    many = {"head_noun": "point"}
    assert not pair_up(country("13", **many), country("14", SECOND, **many))


def test_a_span_of_time_is_no_date_that_differs(set_likelihood):
    set_likelihood(1.0)
    date = {"kind": "date", "head_noun": "wave"}
    assert not pair_up(
        ("It was from 1974 to 1978 that the wave came.", ("from 1974 to 1978", "1974", date)),
        ("People there name 1978 as the year of the wave.", ("1978", "1978", date)),
    )


def test_two_figures_are_compared_only_if_one_sentence_has_no_other_figure_left(set_likelihood):
    set_likelihood(1.0)
    places = {"head_noun": "village", "kind": "quantity"}
    one_left = (FIRST.format("13"), ("13", "13", {}))
    two_left = ("In 14 countries and 60 villages the wave is remembered.", ("14", "14", {}))
    assert pair_up(one_left, (*two_left, ("60", "60", places))) == {("13", "14")}
    other = ("The wave struck 13 countries and 90 houses.", ("13", "13", {}))
    more = ("90", "90", {"head_noun": "house", "kind": "age"})
    assert not pair_up((*other, more), (*two_left, ("60", "60", places)))


def test_an_article_that_has_both_values_tells_two_things_apart(set_likelihood):
    set_likelihood(1.0)
    both = (
        f"{FIRST.format('14')} Later 13 countries met.",
        ("14", "14", {}),
        ("13", "13", {"predicate": "meet"}),
    )
    assert not pair_up(country("13", SECOND), both)
