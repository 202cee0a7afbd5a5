import numpy as np
import pandas as pd
import pytest

from analysis.corpus.figure_contexts import FigureContexts
from analysis.corpus.figure_matching import (
    match_figures,
)
from tests.made_story import Story

SENTENCE = "Yesterday they counted {} of them there."


def just_below(value):
    return np.nextafter(value, 0)


def build(*figures, kind="count", noun="thing", text=SENTENCE):
    """Return a story with one article for each figure: its outlet and value."""
    made = Story()
    for number, (outlet, value) in enumerate(figures):
        key = f"a{number}"
        made.article(key, outlet, text.format(value)).figure(key, value, value)
        made.rows["figures"][-1].update(kind=kind, head_noun=noun)
    return made


def match(made, **options):
    columns = {
        "articles": ["article_id"],
        "sentences": ["article_id"],
        "figures": ["article_id", "kind", "block_kind", "value"],
        "mentions": ["article_id", "label", "sentence", "entity_id"],
    }
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=None if made.rows.get(name) else empty)
        for name, empty in columns.items()
    }
    return match_figures(**tables, **options).pairs


@pytest.fixture
def set_similarity(monkeypatch):
    """Return a function that sets the similarity of each two figures."""

    def replace(value):
        def similarity(_, rows):
            return np.full((len(rows), len(rows)), value) if np.isscalar(value) else value

        monkeypatch.setattr(FigureContexts, "similarity", similarity)

    return replace


def has_pair(set_similarity, similarity, made):
    set_similarity(similarity)
    return bool(match(made))


def test_figures_are_of_the_same_thing_from_the_threshold_on(set_similarity):
    made = build(("Ledger", "6"), ("Beacon", "7"))
    assert has_pair(set_similarity, 0.6, made)
    assert not has_pair(set_similarity, just_below(0.6), made)


def test_equal_figures_are_of_the_same_thing_too(set_similarity):
    assert has_pair(set_similarity, 0.6, build(("Ledger", "6"), ("Beacon", "6")))


def test_figures_of_one_outlet_or_far_apart_are_not_matched(set_similarity):
    assert not has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Ledger", "7")))
    assert has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Beacon", "18")))
    assert not has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Beacon", "19")))


def test_the_threshold_can_be_set(set_similarity):
    set_similarity(0.65)
    made = build(("Ledger", "6"), ("Beacon", "7"))
    assert match(made, threshold=0.65)
    assert not match(made, threshold=0.66)


@pytest.mark.parametrize(("kind", "values"), [("age", ("40", "41")), ("date", ("2023", "2024"))])
def test_dates_and_ages_must_be_more_similar(set_similarity, kind, values):
    made = build(("Ledger", values[0]), ("Beacon", values[1]), kind=kind)
    assert has_pair(set_similarity, 0.7, made)
    assert not has_pair(set_similarity, just_below(0.7), made)


def test_figures_beside_different_years_must_be_more_similar(set_similarity):
    made = build(("Ledger", "6"), ("Beacon", "7"), text="In 2019 they counted {} of them there.")
    for row in made.rows["articles"][1:]:
        row["text"] = row["text"].replace("2019", "2020")
    for row in made.rows["articles"]:
        year = row["text"][3:7]
        made.figure(row["article_id"], year, year)
        made.rows["figures"][-1].update(kind="date", unit="")
    # The two years themselves are of one kind, so that they are matched at the same similarity.
    set_similarity(0.7)
    assert len(match(made)) == 2
    set_similarity(just_below(0.7))
    assert match(made) == []


def test_what_a_story_counts_in_many_ways_must_be_more_similar(set_similarity):
    def count(values):
        numbers = [(f"Outlet {n}", str(6 + n)) for n in range(values)]
        return has_pair(set_similarity, 0.6, build(*numbers, noun="run"))

    assert count(4)
    assert not count(5)


@pytest.mark.parametrize("kind", ["count", "money", "percent", "quantity"])
def test_large_numbers_that_are_almost_the_same_need_less_similarity(set_similarity, kind):
    made = build(("Ledger", "300"), ("Beacon", "290"), kind=kind)
    assert has_pair(set_similarity, 0.38, made)
    assert not has_pair(set_similarity, just_below(0.38), made)


@pytest.mark.parametrize(
    ("kind", "values"),
    [
        ("age", ("40", "41")),
        ("count", ("6", "7")),
        ("count", ("300", "200")),
        ("count", ("9", "9")),
    ],
)
def test_others_need_the_usual_similarity(set_similarity, kind, values):
    made = build(("Ledger", values[0]), ("Beacon", values[1]), kind=kind)
    assert not has_pair(set_similarity, just_below(0.6), made)


@pytest.mark.parametrize(
    ("kind", "other", "is_matched"),
    [
        ("count", 0.4, False),
        ("count", just_below(0.4), True),
        ("money", 0.0, False),
    ],
)
def test_an_article_with_both_values_distinguishes_two_things(
    set_similarity, kind, other, is_matched
):
    made = build(("Ledger", "60"), ("Beacon", "70"), kind=kind)
    made.rows["articles"][1]["text"] += " And 60 more."
    made.rows["sentences"][1]["end"] += len(" And 60 more.")
    made.figure("a1", "60", "60")
    made.rows["figures"][-1].update(kind=kind, head_noun="thing")
    # The first figure and that of the other value, 70; then the second 60 of that article.
    set_similarity(np.array([[1.0, 0.9, other], [0.9, 1.0, 0.0], [other, 0.0, 1.0]]))
    assert bool(match(made)) is is_matched


@pytest.mark.parametrize("with_both", ["a0", "a1"])
def test_it_does_not_matter_which_article_has_both_values(set_similarity, with_both):
    values = ("60", "70") if with_both == "a1" else ("70", "60")
    made = build(*zip(("Ledger", "Beacon"), values, strict=True))
    number = int(with_both[1])
    made.rows["articles"][number]["text"] += " And 60 more."
    made.rows["sentences"][number]["end"] += len(" And 60 more.")
    made.figure(with_both, "60", "60")
    made.rows["figures"][-1].update(
        head_noun="thing", start=made.rows["articles"][number]["text"].rindex("60")
    )
    # Figures are in the order of the articles: the 60 that both values are in follows the 70.
    first, second, third = (0, 1, 2) if with_both == "a1" else (2, 0, 1)
    similar = np.eye(3)
    for i, j, value in ((first, second, 0.9), (first, third, 0.4)):
        similar[i, j] = similar[j, i] = value
    set_similarity(similar)
    assert match(made) == []


def test_only_the_best_match_of_both_articles_is_of_the_same_thing(set_similarity):
    made = build(("Ledger", "60"), ("Beacon", "70"))
    made.rows["articles"][1]["text"] += " And 80 more."
    made.rows["sentences"][1]["end"] += len(" And 80 more.")
    made.figure("a1", "80", "80")
    made.rows["figures"][-1].update(head_noun="thing")
    set_similarity(np.array([[1.0, 0.8, 0.9], [0.8, 1.0, 0.0], [0.9, 0.0, 1.0]]))
    assert [(pair.i, pair.j) for pair in match(made)] == [(0, 2)]


@pytest.mark.parametrize(
    ("text", "value", "noun", "kind"),
    [
        ("Then flight {} left.", "175", "flight", "count"),
        ("Then one in {} left.", "5", "thing", "count"),
        ("Then 2,700 km ({} miles) later.", "1680", "mile", "quantity"),
        ("Then at {} they left.", "6.10", "thing", "count"),
        ("Then {} was fifth.", "5", "thing", "ordinal"),
    ],
)
def test_what_is_no_number_of_its_own_is_left_out(set_similarity, text, value, noun, kind):
    numbers = [("Ledger", value), ("Beacon", value)]
    assert not has_pair(set_similarity, 1.0, build(*numbers, text=text, noun=noun, kind=kind))
    assert has_pair(set_similarity, 1.0, build(("Ledger", "6"), ("Beacon", "7")))


def test_somebody_is_no_number_but_a_one_in_digits_is(set_similarity):
    def has_pair_of(words):
        made = build(("Ledger", words), ("Beacon", "2"))
        made.rows["figures"][0]["value"] = "1"
        return has_pair(set_similarity, 1.0, made)

    assert has_pair_of("1")
    assert not has_pair_of("one")


@pytest.mark.parametrize("change", [{"block_kind": "credit"}, {"value": ""}])
def test_figures_outside_counted_text_or_without_a_value_are_left_out(set_similarity, change):
    made = build(("Ledger", "6"), ("Beacon", "7"))
    made.rows["figures"][0].update(change)
    assert not has_pair(set_similarity, 1.0, made)


def test_a_figure_in_a_caption_is_compared(set_similarity):
    made = build(("Ledger", "6"), ("Beacon", "7"))
    made.rows["figures"][0]["block_kind"] = "caption"
    assert has_pair(set_similarity, 1.0, made)


def days(day, other, *, outlet="Beacon", people=("Ann Lee", "Ann Lee"), month="07", before="on"):
    """Return two articles that name a person and a place on a day each."""
    made = Story()
    dates = (("Ledger", day, "07"), (outlet, other, month))
    for key, (name, number, of_month) in enumerate(dates):
        article = f"a{key}"
        made.article(article, name, f"{people[key]} came to Oslo {before} {number}.")
        made.figure(article, str(number), f"--{of_month}-{number}")
        made.rows["figures"][-1].update(kind="date", head_noun=f"come {key}")
        made.name(article, people[key], people[key]).name(article, "Oslo", "Oslo", "GPE")
    return made


def test_dates_beside_the_same_person_and_place_are_possibly_of_the_same_thing(set_similarity):
    set_similarity(0.0)
    (pair,) = match(days(10, 13))
    assert pair.is_possible
    assert match(days(10, 14)) == []
    assert match(days(10, 10)) == []


@pytest.mark.parametrize(
    "options",
    [
        {"outlet": "Ledger"},
        {"people": ("Ann Lee", "Bo Ek")},
        {"month": "08"},
        {"before": "before"},
    ],
)
def test_dates_of_one_outlet_another_person_month_or_relation_are_not_linked(
    set_similarity, options
):
    set_similarity(0.0)
    assert match(days(10, 11, **options)) == []


def test_a_person_or_a_place_alone_does_not_link_two_dates(set_similarity):
    set_similarity(0.0)
    made = days(10, 11)
    mentions = made.rows["mentions"]
    for label in ("PERSON", "GPE"):
        made.rows["mentions"] = [row for row in mentions if row["label"] == label]
        assert match(made) == []


def test_dates_without_a_day_are_not_linked_by_people_and_places(set_similarity):
    set_similarity(0.0)
    made = days(10, 11)
    for row in made.rows["figures"]:
        row["value"] = f"20{row['value'][-2:]}"
    assert match(made) == []
