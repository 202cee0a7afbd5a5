import pandas as pd
import pytest

from analysis.corpus.differing_figures import find_differing_figures
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


def find_cases(made):
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
    cases = find_cases(story(killed("Six", "6"), killed("Seven", "7", "Beacon")))
    assert list(cases["outlet_label"]) == ["Ledger", "Beacon"]
    assert set(cases["status"]) == {"disagreement"}
    assert set(cases["thing"]) == {"people (dead)"}


def test_equal_counts_and_counts_of_one_outlet_do_not_differ():
    assert find_cases(story(killed("Six", "6"), killed("Six", "6", "Beacon"))).empty
    assert find_cases(story(killed("Six", "6"), killed("Seven", "7"))).empty


def test_the_dead_and_the_hurt_are_not_compared():
    hurt = killed("Nine", "9", "Beacon", "people were injured when a tram overturned")
    assert find_cases(story(killed("Six", "6"), hurt)).empty


def test_a_count_from_another_day_may_be_an_update():
    days = ("2023-09-06", "2023-09-07")
    cases = find_cases(story(killed("Six", "6"), killed("Seven", "7", "Beacon"), day=days))
    assert set(cases["status"]) == {"update"}


def test_an_open_wording_leaves_room_for_both():
    cases = find_cases(story(killed("At least six", "6"), killed("Seven", "7", "Beacon")))
    assert set(cases["status"]) == {"open"}


def test_an_article_that_has_both_numbers_tells_two_things_apart():
    both = (
        "Beacon",
        "Seven people were killed when a tram overturned, first six people were killed it said.",
        ("Seven", "7", "people"),
        ("six", "6", "people"),
    )
    assert find_cases(story(killed("Six", "6"), both)).empty


def test_what_agrees_stands_beside_what_differs():
    cases = find_cases(
        story(killed("Six", "6"), killed("Seven", "7", "Beacon"), killed("Seven", "7", "Courier"))
    )
    assert sorted(cases["outlet_label"]) == ["Beacon", "Courier", "Ledger"]
    assert len(set(cases["case_id"])) == 1


def test_a_number_that_is_a_name_or_said_again_is_not_compared():
    flight = "The plane flight {} left Los Angeles with its crew."
    assert find_cases(
        story(
            ("Ledger", flight.format(175), ("175", "175", "flight")),
            ("Beacon", flight.format(171), ("171", "171", "flight")),
        )
    ).empty
    far = "The missile flew 2,700 km ({} miles) over Hokkaido."
    assert find_cases(
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
    cases = find_cases(made)
    assert list(cases["value"]) == ["--07-25", "--07-26"]
    assert set(cases["status"]) == {"possible"}


@pytest.mark.parametrize(
    ("name", "other", "differs"),
    [
        ("Adrienne Watson", "Adriene Watson", True),
        ("Adrienne Watson", "ADRIENNE WATSON", False),
        ("François Hollande", "Francois Hollande", False),
        ("Mitchell Weiss", "Mitch Weiss", False),
        ("Ann Lee", "Ann Leigh", False),
        ("North Korea", "South Korea", False),
    ],
)
def test_a_name_spelled_in_two_ways_differs(name, other, differs):
    made = story(("Ledger", f"{name} spoke."), ("Beacon", f"{other} spoke."))
    made.name("a0", name, name).name("a1", other, other)
    cases = find_cases(made)
    assert sorted(cases["value"]) == (sorted([name, other]) if differs else [])
    assert set(cases["kind"]) == ({"spelling"} if differs else set())


def test_no_articles_give_an_empty_table_with_its_columns():
    cases = find_cases(story(("Ledger", "It rained.")))
    assert cases.empty
    assert {"case_id", "status", "value", "text"} <= set(cases)
