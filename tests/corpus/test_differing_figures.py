import pandas as pd
import pytest

from analysis.corpus.differing_figures import find_differing_figures
from analysis.corpus.figure_values import can_both_hold, is_agreement, is_contradiction
from tests.made_story import Story


def story(*articles, day=("2023-09-06", "2023-09-06")):
    """Return a story of articles (outlet, text, *figures); a figure is (words, value, …)."""
    made = Story()
    for number, (outlet, text, *figures) in enumerate(articles):
        key = f"a{number}"
        made.article(key, outlet, text, published=pd.Timestamp(day[number % 2]).date())
        for words, value, *more in figures:
            made.figure(key, words, value)
            made.rows["figures"][-1].update(
                dict(zip(("head_noun", "kind", "unit"), more, strict=False))
            )
    return made


def cases(made):
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=columns)
        for name, columns in {
            "articles": ["article_id", "story_id", "outlet_label", "published", "text"],
            "sentences": ["article_id", "sentence", "start", "end", "block_kind"],
            "figures": [
                "article_id",
                "start",
                "end",
                "text",
                "kind",
                "value",
                "unit",
                "head_noun",
                "sentence",
                "block_kind",
            ],
            "mentions": [
                "article_id",
                "start",
                "end",
                "text",
                "kind",
                "label",
                "sentence",
                "block_kind",
                "entity_id",
            ],
        }.items()
    }
    tables["articles"]["published"] = pd.to_datetime(tables["articles"]["published"])
    return find_differing_figures(**tables)


def killed(number, value, outlet="Ledger", how="people were killed when a tram overturned"):
    return outlet, f"{number} {how} in Croydon.", (number, value, "people")


def test_counts_of_one_thing_that_differ_are_a_disagreement_of_outlets():
    found = cases(story(killed("Six", "6"), killed("Seven", "7", "Beacon")))
    assert list(found["outlet_label"]) == ["Ledger", "Beacon"]
    assert set(found["status"]) == {"disagreement"}
    assert set(found["thing"]) == {"people (dead)"}


def test_equal_counts_and_counts_of_one_outlet_do_not_differ():
    assert cases(story(killed("Six", "6"), killed("Six", "6", "Beacon"))).empty
    assert cases(story(killed("Six", "6"), killed("Seven", "7"))).empty


def test_the_dead_and_the_hurt_are_not_compared():
    hurt = killed("Nine", "9", "Beacon", "people were injured when a tram overturned")
    assert cases(story(killed("Six", "6"), hurt)).empty


def test_a_count_from_another_day_may_be_an_update():
    days = ("2023-09-06", "2023-09-07")
    found = cases(story(killed("Six", "6"), killed("Seven", "7", "Beacon"), day=days))
    assert set(found["status"]) == {"update"}


def test_an_open_wording_leaves_room_for_both():
    found = cases(story(killed("At least six", "6"), killed("Seven", "7", "Beacon")))
    assert set(found["status"]) == {"open"}


def test_an_article_that_has_both_numbers_tells_two_things_apart():
    both = (
        "Beacon",
        "Seven people were killed when a tram overturned, first six people were killed it said.",
        ("Seven", "7", "people"),
        ("six", "6", "people"),
    )
    assert cases(story(killed("Six", "6"), both)).empty


def test_what_agrees_stands_beside_what_differs():
    found = cases(
        story(killed("Six", "6"), killed("Seven", "7", "Beacon"), killed("Seven", "7", "Courier"))
    )
    assert sorted(found["outlet_label"]) == ["Beacon", "Courier", "Ledger"]
    assert found["case_id"].nunique() == 1


def test_a_number_that_is_a_name_or_said_again_is_not_compared():
    flight = "The plane flight {} left Los Angeles with its crew."
    assert cases(
        story(
            ("Ledger", flight.format(175), ("175", "175", "flight")),
            ("Beacon", flight.format(171), ("171", "171", "flight")),
        )
    ).empty
    far = "The missile flew 2,700 km ({} miles) over Hokkaido."
    assert cases(
        story(
            ("Ledger", far.format(1680), ("1680", "1680", "km", "quantity", "mile")),
            ("Beacon", far.format(1700), ("1700", "1700", "km", "quantity", "mile")),
        )
    ).empty


def test_the_same_people_and_place_on_days_near_each_other_are_possibly_one_event():
    made = story(
        ("Ledger", "Ann Lee came to Oslo on July 25.", ("July 25", "--07-25", "come", "date")),
        (
            "Beacon",
            "In Oslo a crowd saw Ann Lee smile on July 26.",
            ("July 26", "--07-26", "smile", "date"),
        ),
    )
    for key in ("a0", "a1"):
        made.name(key, "Ann Lee", "Ann Lee").name(key, "Oslo", "Oslo", "GPE")
    found = cases(made)
    assert list(found["value"]) == ["--07-25", "--07-26"]
    assert set(found["status"]) == {"possible"}


@pytest.mark.parametrize(
    ("one", "other", "differs"),
    [
        ("Adrienne Watson", "Adriene Watson", True),
        ("Adrienne Watson", "ADRIENNE WATSON", False),
        ("François Hollande", "Francois Hollande", False),
        ("Mitchell Weiss", "Mitch Weiss", False),
        ("Ann Lee", "Ann Leigh", False),
        ("North Korea", "South Korea", False),
    ],
)
def test_a_name_spelled_in_two_ways_differs(one, other, differs):
    made = story(("Ledger", f"{one} spoke."), ("Beacon", f"{other} spoke."))
    made.name("a0", one, one).name("a1", other, other)
    found = cases(made)
    assert sorted(found["value"]) == (sorted([one, other]) if differs else [])
    assert set(found["kind"]) == ({"spelling"} if differs else set())


@pytest.mark.parametrize(
    ("one", "other", "differ"),
    [
        ("--07-25", "2023-07-25", False),
        ("--07-25", "--07-26", True),
        ("--07", "--07-26", False),
        ("2014", "2016-04-14", True),
        ("2014", "--04-14", False),
    ],
)
def test_dates_differ_where_both_say_something_else(one, other, differ):
    assert is_contradiction("date", one, other) is differ
    assert not (differ and is_agreement("date", one, other))


@pytest.mark.parametrize(
    ("texts", "values", "may"),
    [
        (("at least five", "seven"), ("5", "7"), True),
        (("five", "at least seven"), ("5", "7"), False),
        (("up to 400", "300"), ("400", "300"), True),
        (("about 300", "293"), ("300", "293"), True),
        (("300", "393"), ("300", "393"), False),
        (("more than 200,000", "209,000"), ("200000", "209000"), True),
    ],
)
def test_numbers_may_both_hold_as_they_are_worded(texts, values, may):
    (one, other), (value, other_value) = texts, values
    assert can_both_hold(one, value, other, other_value) is may
    assert can_both_hold(other, other_value, one, value) is may


def test_no_articles_give_an_empty_table_with_its_columns():
    found = cases(story(("Ledger", "It rained.")))
    assert found.empty
    assert {"case_id", "status", "value", "text"} <= set(found)
