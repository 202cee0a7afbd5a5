"""Numbers of one word that the outlets of a story give side by side."""

from datetime import date, timedelta

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import figure_matching, unjudged_figures
from analysis.corpus.differing_figures import Verdict, compare_figures, find_differing_figures
from analysis.corpus.figure_contexts import FigureContexts
from analysis.corpus.figure_values import FAR_RATIO, MAX_MINUTES_APART
from analysis.corpus.nearest_sentences import SentenceSearch
from analysis.tables import CATALOGUE
from tests.made_story import Story

SHOTS = ("Ledger", "The ranger fired seven bullets.", ("seven", "7", {"head_noun": "bullet"}))
ROUNDS = ("Beacon", "He let off 11 rounds at the bear.", ("11", "11", {"head_noun": "round"}))


def below(value):
    return float(np.nextafter(value, 0))


def tabulate(*articles, days=(6, 6, 6)):
    made = Story()
    for number, (outlet, text, *figures) in enumerate(articles):
        key = f"a{number}"
        made.article(key, outlet, text, published=date(2023, 9, 1) + timedelta(days[number]))
        for words, value, columns in figures:
            made.figure(key, words, value)
            made.rows["figures"][-1].update({"kind": "count", "predicate": ""} | columns)
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "figures", "mentions")
    }
    tables["articles"]["published"] = pd.to_datetime(tables["articles"]["published"])
    return tables


def list_values(tables):
    cases = compare_figures(**tables)
    return [
        [value.text for value in case.tally] for case in cases if case.verdict is Verdict.UNJUDGED
    ]


@pytest.fixture
def set_similarity(monkeypatch):
    def set_to(words):
        monkeypatch.setattr(
            FigureContexts,
            "similarity",
            lambda _, rows, others=None: np.full(
                (len(rows), len(rows if others is None else others)), words
            ),
        )
        monkeypatch.setattr(SentenceSearch, "measure_pair", lambda *_: 0.0)

    return set_to


def test_two_words_for_one_thing_are_listed_and_no_difference_is_claimed(set_similarity):
    set_similarity(unjudged_figures.COUNT_THRESHOLD)
    tables = tabulate(SHOTS, ROUNDS)
    assert list_values(tables) == [["seven", "11"]]
    assert not find_differing_figures(**tables)
    set_similarity(below(unjudged_figures.COUNT_THRESHOLD))
    assert not list_values(tables)


def test_an_article_that_has_both_numbers_tells_two_things_apart(set_similarity):
    set_similarity(0.25)
    outlet, text, figure = ROUNDS
    both = outlet, f"{text} The seven bullets hit.", figure, SHOTS[2]
    assert not list_values(tabulate(SHOTS, both))


def test_articles_of_days_apart_are_not_listed_together(set_similarity):
    set_similarity(0.25)
    assert list_values(tabulate(SHOTS, ROUNDS, days=(1, 3)))
    assert not list_values(tabulate(SHOTS, ROUNDS, days=(1, 4)))


def test_what_an_article_counts_in_many_ways_is_not_listed(monkeypatch, set_similarity):
    set_similarity(0.25)
    outlet, text, figure = ROUNDS
    more = outlet, f"{text} Four bullets hit.", figure, ("Four", "4", {"head_noun": "bullet"})
    monkeypatch.setattr(unjudged_figures, "MANY_VALUES", 1.5)
    assert not list_values(tabulate(SHOTS, more))
    monkeypatch.setattr(unjudged_figures, "MANY_VALUES", np.nextafter(1.5, 2))
    assert list_values(tabulate(SHOTS, more)) == [["Four", "seven", "11"]]
    assert figure_matching.MANY_VALUES == 2
    goals = ("Ledger", "It had 3 goals.", ("3", "3", {"head_noun": "goal"}))
    others = ("Beacon", "It had 4 goals.", ("4", "4", {"head_noun": "goal"}))
    assert not list_values(tabulate(goals, others))


def test_people_are_listed_together_by_a_verb_or_the_words_around_them(set_similarity):
    def watch(outlet, number, predicate):
        columns = {"head_noun": "people", "predicate": predicate}
        return outlet, f"Some {number} people watched.", (number, number, columns)

    set_similarity(below(unjudged_figures.WORDLESS_THRESHOLD))
    assert list_values(tabulate(watch("Ledger", "70", "watch"), watch("Beacon", "90", "watch")))
    unlike = tabulate(watch("Ledger", "70", "watch"), watch("Beacon", "90", "gather"))
    assert not list_values(unlike)
    set_similarity(unjudged_figures.WORDLESS_THRESHOLD)
    assert list_values(unlike) == [["70", "90"]]


@pytest.mark.parametrize(
    ("kind", "ratio"), [("count", FAR_RATIO), ("money", unjudged_figures.MEASURED_RATIO)]
)
def test_numbers_far_apart_are_parted(kind, ratio):
    def part(last):
        rows = [{"kind": kind, "value": str(number)} for number in (10.0, 10.5, last)]
        return len(list(unjudged_figures._part_by_size(range(len(rows)), rows)))

    assert part(10.5 * ratio) == 1
    assert part(float(np.nextafter(10.5 * ratio, np.inf))) == 2


def test_a_log_of_times_of_day_is_not_listed(monkeypatch, set_similarity):
    set_similarity(0.25)

    def gate(outlet, *times):
        figures = ((f"{hour}.{minute} a.m.", f"0{hour}:{minute}") for hour, minute in times)
        columns = {"kind": "time", "head_noun": "gate"}
        text = " ".join(f"It shut at {hour}.{minute} a.m." for hour, minute in times)
        return outlet, text, *((words, value, columns) for words, value in figures)

    tables = tabulate(gate("Ledger", (6, 10)), gate("Beacon", (6, 25), (6, 50)))
    monkeypatch.setattr(unjudged_figures, "MANY_TIMES", 1.5)
    assert not list_values(tables)
    monkeypatch.setattr(unjudged_figures, "MANY_TIMES", np.nextafter(1.5, 2))
    assert list_values(tables) == [["6.10 a.m.", "6.25 a.m.", "6.50 a.m."]]


def test_a_part_is_not_listed_with_the_whole(set_similarity):
    set_similarity(0.25)
    outlet, text, (words, value, columns) = ROUNDS
    part = outlet, text, (words, value, columns | {"scope": "part"})
    assert not list_values(tabulate(SHOTS, part))


def test_sums_are_listed_by_a_word_in_common(set_similarity):
    def cost(outlet, words, value):
        columns = {"kind": "money", "unit": "USD", "head_noun": "gate"}
        return outlet, f"The gate cost {words}.", (words, value, columns)

    tables = tabulate(cost("Ledger", "$35", "35"), cost("Beacon", "$60", "60"))
    set_similarity(unjudged_figures.MEASURE_THRESHOLD)
    assert list_values(tables) == [["$35", "$60"]]
    set_similarity(below(unjudged_figures.MEASURE_THRESHOLD))
    assert not list_values(tables)


def test_times_of_day_are_parted_by_the_hour():
    def part(hour, minute):
        values = "06:00", f"{hour:02d}:{minute:02d}"
        rows = [{"kind": "time", "value": value} for value in values]
        return len(list(unjudged_figures._part_by_size(range(2), rows)))

    assert divmod(MAX_MINUTES_APART, 60) == (1, 0)
    assert part(7, 0) == 1
    assert part(7, 1) == 2
