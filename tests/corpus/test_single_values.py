"""Figures of which fixed words say what they are: times, records, statistics, children."""

from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import figure_matching, single_values
from analysis.corpus.clock_times import GAME_CLOCK
from analysis.corpus.figure_contexts import FigureContexts
from analysis.corpus.figure_matching import match_figures
from analysis.corpus.single_values import list_single
from analysis.tables import CATALOGUE
from tests.made_story import Story


def pair_up(*articles, **more):
    """Return the values of the pairs that differ; an article is a text, a figure and names."""
    made = Story()
    for number, (text, words, *names) in enumerate(articles):
        key, published = f"a{number}", more.get("days", [date(2023, 9, 6)] * 9)[number]
        made.article(key, f"Outlet {number}", text, published=published)
        for name in names:
            made.name(key, name, name, more.get("label", "PERSON"))
        if words:
            value = more.get("values", [words] * 9)[number]
            made.figure(key, words, value)
            made.rows["figures"][-1].update(
                {"kind": "count", "scope": "", "unit": "", "role": "", "modifiers": ""}
                | more.get("columns", {})
            )
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "figures", "mentions")
    }
    tables["articles"]["published"] = pd.to_datetime(tables["articles"]["published"])
    compared = match_figures(**tables)
    values = compared.figures["value"]
    pairs = {tuple(sorted((values[pair.i], values[pair.j]))) for pair in compared.pairs}
    return {pair for pair in pairs if len(set(pair)) > 1}


@pytest.fixture(autouse=True)
def unlink(monkeypatch):
    """Leave out the figures that only their places in two sentences join."""
    monkeypatch.setattr(figure_matching, "match_aligned_figures", lambda *_: iter(()))


@pytest.fixture
def set_similarity(monkeypatch):
    def replace(value):
        def similarity(_, rows):
            return np.full((len(rows), len(rows)), value)

        monkeypatch.setattr(FigureContexts, "similarity", similarity)

    return replace


def tell_time(time, verb="landed"):
    return f"The plane {verb} at {time} in Lorn.", time


LAND = {"kind": "time", "predicate": "land", "head_noun": "land"}


@pytest.mark.parametrize(
    ("times", "expected"),
    [
        (("9:45 a.m.", "10.15am"), {("09:45", "10:15")}),
        (("3 p.m.", "4 p.m."), {("15:00", "16:00")}),
        (("3 p.m.", "4.01 p.m."), set()),
        (("3 p.m. GMT", "3.30 p.m. EST"), set()),
    ],
)
def test_times_of_day_of_one_verb_differ_up_to_an_hour(set_similarity, times, expected):
    set_similarity(single_values.TIME_THRESHOLD)
    assert pair_up(*map(tell_time, times), columns=LAND, values=["", ""]) == expected


def test_times_of_day_must_be_of_similar_words_one_verb_and_days_near_each_other(set_similarity):
    articles = tell_time("9:45 a.m."), tell_time("10:15 a.m.")
    set_similarity(np.nextafter(single_values.TIME_THRESHOLD, 0))
    assert not pair_up(*articles, columns=LAND)
    set_similarity(single_values.TIME_THRESHOLD)
    near, far = [date(2023, 9, 4), date(2023, 9, 6)], [date(2023, 9, 3), date(2023, 9, 6)]
    assert pair_up(*articles, columns=LAND, days=near)
    assert not pair_up(*articles, columns=LAND, days=far)
    assert not pair_up(*articles, columns=LAND | {"predicate": "say"})


def test_weekdays_of_one_verb_differ_from_the_threshold_on(set_similarity):
    articles = [(f"Lee sailed to Lorn on {day}.", day) for day in ("Tuesday", "Friday")]
    columns = {"kind": "date", "predicate": "sail", "head_noun": "sail"}
    set_similarity(single_values.WEEKDAY_THRESHOLD)
    assert pair_up(*articles, columns=columns, values=["", ""]) == {("Friday", "Tuesday")}
    set_similarity(np.nextafter(single_values.WEEKDAY_THRESHOLD, 0))
    assert not pair_up(*articles, columns=columns, values=["", ""])


@pytest.mark.parametrize(
    ("clocks", "differ"),
    [
        (("7:41", "7:46"), True),
        (("7:40", "7:46"), False),
        (("7:00", "7:03"), False),
    ],
)
def test_readings_of_a_game_clock_differ_up_to_five_seconds(clocks, differ):
    articles = [(f"Lee scored with {clock} left in the half.", clock) for clock in clocks]
    expected = {clocks} if differ else set()
    assert pair_up(*articles, columns={"kind": "time"}, values=["", ""]) == expected


@pytest.mark.parametrize(
    ("texts", "differ"),
    [
        (("7:31 to go", "7:28 left in the first half"), True),
        (("7:31 left in the half", "7:28 left in the half"), True),
        (("7:31 left in the first quarter", "7:28 remaining in the first"), True),
        (("7:31 left in the first quarter", "7:28 left in the fourth quarter"), False),
        (("7:31 left in the first quarter", "7:28 left in the first half"), False),
    ],
)
def test_readings_of_a_game_clock_are_compared_in_one_part_of_a_game(texts, differ):
    articles = [(f"Lee scored with {text}.", text[:4]) for text in texts]
    expected = {("7:28", "7:31")} if differ else set()
    assert pair_up(*articles, columns={"kind": "time"}, values=["", ""]) == expected


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("The Orrs (9-6) won.", True),
        ("The Orrs (9-6) met the Lorns (3-2).", True),
        ("The Orrs (9-6) met.", False),
        ("The Orrs (9-6) ruled that he won.", False),
        ("The Orrs stood at 9-6 weeks and won.", False),
        ("The Orrs improved to 10-7.", True),
        ("The Orrs (11-7) won.", False),
        ("The Orrs won 10-7.", False),
    ],
)
def test_records_of_a_team_differ_up_to_three_games(text, differ):
    articles = ("The Orrs (9-5) won.", "", "Orrs"), (text, "", "Orrs")
    assert bool(pair_up(*articles, label="ORG")) is differ


@pytest.mark.parametrize(
    ("text", "differ"),
    [
        ("Ann Orr scored 14 points.", True),
        ("The team had 14 points from Ann Orr.", True),
        ("Ann Orr scored 14 points in the first half.", False),
        ("Ann Orr watched as the others made 14 points.", False),
        ("Fans of Ann Orr had 14 points.", False),
        ("Fans of the guard Ann Orr had 14 points.", False),
    ],
)
def test_points_of_a_person_differ_if_the_same_words_limit_them(text, differ):
    articles = ("Ann Orr had 12 points.", "12", "Ann Orr"), (text, "14", "Ann Orr")
    assert bool(pair_up(*articles, columns={"head_noun": "point"})) is differ


def test_children_of_a_parent_differ():
    articles = ("Ann, a mother of 12, fell.", "12"), ("The mum of 13 is well.", "13")
    assert pair_up(*articles, columns={"head_noun": "fall"}) == {("12", "13")}


@pytest.mark.parametrize(("other", "differ"), [("Ann", True), ("Bea", False)])
def test_children_of_two_named_parents_do_not_differ(other, differ):
    articles = (
        ("Ann, a mother of 12, fell.", "12", "Ann"),
        (
            f"{other} is a mother of 13.",
            "13",
            other,
        ),
    )
    assert bool(pair_up(*articles, columns={"head_noun": "fall"})) is differ


def test_an_article_that_gives_a_figure_twice_gives_no_single_value():
    placed = [(n, {"value": value, "unit": ""}) for n, value in enumerate(("12", "13"))]
    assert list_single(placed) == []
    assert list_single(placed[:1]) == [0]
    assert list_single([placed[0], (1, {"value": "12", "unit": ""})]) == [0]


@pytest.mark.parametrize(("number", "differ"), [("500", True), ("499", False)])
def test_inhabitants_of_a_named_place_differ_from_five_hundred_on(set_similarity, number, differ):
    set_similarity(0.0)
    articles = [(f"Lorn is a town of {n}.", n, "Lorn") for n in (number, "900")]
    assert bool(pair_up(*articles, columns={"head_noun": "be"}, label="GPE")) is differ


@pytest.mark.parametrize(("other", "positions"), [("8:01", [0, 1]), ("8:00", []), ("7:30", [0])])
def test_readings_of_a_clock_in_one_article_are_of_one_moment_up_to_thirty_seconds(
    other, positions
):
    placed = [
        (n, {"value": value, "unit": GAME_CLOCK, "period": ""})
        for n, value in enumerate(("7:30", other))
    ]
    assert list_single(placed) == positions
