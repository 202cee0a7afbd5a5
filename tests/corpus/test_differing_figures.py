import pandas as pd
import pytest

from analysis.corpus import differing_figures
from analysis.corpus.differing_figures import Verdict, find_differing_figures
from analysis.corpus.figure_headings import NOUN_REACH
from analysis.tables import CATALOGUE
from tests.made_story import Story

_COLUMNS = ("head_noun", "kind", "unit", "predicate", "role", "scope")


def story(*articles, day=("2023-09-06", "2023-09-06")):
    """Return a story of articles (outlet, text, *figures); a figure is (words, value, …)."""
    made = Story()
    for number, (outlet, text, *figures) in enumerate(articles):
        key = f"a{number}"
        made.article(key, outlet, text, published=pd.Timestamp(day[number % 2]).date())
        for words, value, *more in figures:
            made.figure(key, words, value)
            made.rows["figures"][-1].update(dict(zip(_COLUMNS, more, strict=False)))
    return made


def find_cases(made):
    tables = {
        name: pd.DataFrame(made.rows.get(name, []), columns=CATALOGUE[name].names)
        for name in ("articles", "sentences", "figures", "mentions")
    }
    tables["articles"]["published"] = pd.to_datetime(tables["articles"]["published"])
    return find_differing_figures(**tables)


def killed(number, value, outlet="Ledger", how="killed when a tram overturned", scope=""):
    predicate = how.split()[0]
    figure = (number, value, "people", "count", "", predicate.removesuffix("ed"), "patient", scope)
    return outlet, f"{number} people were {how} in Croydon.", figure


def verdicts(made):
    return [case.verdict for case in find_cases(made)]


def test_counts_of_one_thing_that_differ_stand_under_one_heading_with_a_tally():
    made = story(
        killed("Six", "6"), killed("Seven", "7", "Beacon"), killed("Seven", "7", "Courier")
    )
    (case,) = find_cases(made)
    assert (case.heading, case.kind, case.verdict) == ("people (dead)", "count", Verdict.CONFLICT)
    assert [(value.text, value.outlets) for value in case.tally] == [
        ("Six", ("Ledger",)),
        ("Seven", ("Beacon", "Courier")),
    ]
    statement = case.tally[0].evidence[0]
    assert statement.sentence == "Six people were killed when a tram overturned in Croydon."
    assert (statement.article_id, statement.start, statement.sentence_start) == ("a0", 0, 0)


def test_equal_counts_and_counts_of_one_outlet_do_not_differ():
    assert not verdicts(story(killed("Six", "6"), killed("Six", "6", "Beacon")))
    assert not verdicts(story(killed("Six", "6"), killed("Seven", "7")))


def test_the_dead_and_the_hurt_are_not_compared():
    hurt = killed("Nine", "9", "Beacon", "injured when a tram overturned")
    assert not verdicts(story(killed("Six", "6"), (*hurt[:2], (*hurt[2][:5], "injure", "patient"))))


def test_a_heading_says_nothing_that_is_only_near_the_figure():
    near = ("{}", "A boy, 12, saw how two people were killed as {} trams overturned.")
    made = story(
        ("Ledger", near[1].format("six"), ("six", "6", "tram", "count", "", "overturn", "agent")),
        ("Beacon", near[1].format("nine"), ("nine", "9", "tram", "count", "", "overturn", "agent")),
    )
    assert [case.heading for case in find_cases(made)] == ["tram"]


def test_a_heading_is_no_verb_and_no_noun_before_the_figure():
    for text, noun in (("Ann Lee now has {} behind her.", "have"), ("A mother of {}.", "mother")):
        made = story(
            ("Ledger", text.format("2301"), ("2301", "2301", noun)),
            ("Beacon", text.format("2302"), ("2302", "2302", noun)),
        )
        assert [case.heading for case in find_cases(made)] == [""]


def test_a_heading_is_a_noun_that_follows_in_any_of_its_forms():
    text = "On the pier stood {} of the older men."
    made = story(
        ("Ledger", text.format("301"), ("301", "301", "man")),
        ("Beacon", text.format("302"), ("302", "302", "man")),
    )
    assert [case.heading for case in find_cases(made)] == ["man"]


@pytest.mark.parametrize(("n_words", "heading"), [(NOUN_REACH - 1, "tower"), (NOUN_REACH, "")])
def test_a_noun_is_searched_among_so_many_words_after_a_figure(n_words, heading):
    text = f"They saw {{}} {' '.join(['very'] * n_words)} towers."
    made = story(
        ("Ledger", text.format("301"), ("301", "301", "tower")),
        ("Beacon", text.format("302"), ("302", "302", "tower")),
    )
    assert [case.heading for case in find_cases(made)] == [heading]


def test_what_is_dated_in_the_past_is_no_update():
    past = " in 1998."
    made = story(
        (killed("Six", "6")[0], killed("Six", "6")[1][:-1] + past, killed("Six", "6")[2]),
        ("Beacon", killed("Seven", "7")[1][:-1] + past, killed("Seven", "7")[2]),
        day=("2023-09-06", "2023-09-07"),
    )
    for number in (0, 1):
        made.figure(f"a{number}", "1998", "1998")
        made.rows["figures"][-1].update(kind="date")
    assert verdicts(made) == [Verdict.MAY_CONFLICT]


def test_a_later_figure_replaces_an_earlier_one():
    days = ("2023-09-06", "2023-09-07")
    made = story(killed("Six", "6"), killed("Seven", "7", "Beacon"), day=days)
    assert verdicts(made) == [Verdict.UPDATE]


def test_a_later_figure_beside_other_words_may_be_of_another_event(monkeypatch):
    days = ("2023-09-06", "2023-09-07")
    made = story(killed("Six", "6"), killed("Seven", "7", "Beacon"), day=days)
    (case,) = find_cases(made)
    monkeypatch.setattr(differing_figures, "UPDATE_THRESHOLD", case.similarity)
    assert verdicts(made) == [Verdict.UPDATE]
    monkeypatch.setattr(differing_figures, "UPDATE_THRESHOLD", case.similarity + 0.01)
    assert verdicts(made) == []


@pytest.mark.parametrize(
    ("first", "second"),
    [
        (killed("At least six", "6"), killed("Seven", "7", "Beacon")),
        (killed("Six", "6"), killed("About seven", "7", "Beacon")),
        (killed("Thirty", "30"), killed("Thirty-two", "32", "Beacon")),
        (
            killed("Six other", "6", scope="part"),
            killed("Seven other", "7", "Beacon", scope="part"),
        ),
    ],
)
def test_a_bound_a_rounding_or_a_part_may_conflict_only(first, second):
    assert verdicts(story(first, second)) == [Verdict.MAY_CONFLICT]


def test_rounding_and_a_part_against_the_whole_are_no_difference():
    assert not verdicts(story(killed("About 300", "300"), killed("293", "293", "Beacon")))
    part = killed("Three other", "3", "Beacon", scope="part")
    assert not verdicts(story(killed("Four", "4"), part))


def test_figures_of_unknown_days_may_conflict():
    made = story(killed("Six", "6"), killed("Seven", "7", "Beacon"))
    for row in made.rows["articles"]:
        row["published"] = None
    assert verdicts(made) == [Verdict.MAY_CONFLICT]


def test_an_article_that_has_both_numbers_tells_two_things_apart():
    outlet, text, figure = killed("Seven", "7", "Beacon")
    first = "First six people were killed when a tram overturned."
    both = (outlet, f"{text[:-1]}. {first}", figure, ("six", "6", *figure[2:]))
    assert not verdicts(story(killed("Six", "6"), both))


def test_a_measure_that_is_said_again_in_another_unit_is_not_compared():
    far = "The missile flew 2,700 km ({} miles) over Hokkaido."
    measures = [("Ledger", 1680), ("Beacon", 1700)]
    assert not verdicts(
        story(
            *(
                (outlet, far.format(miles), (str(miles), str(miles), "km", "quantity", "mile"))
                for outlet, miles in measures
            )
        )
    )


def test_what_one_person_does_in_one_place_on_two_days_is_not_one_event():
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
    assert not find_cases(made)


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
    spellings = sorted(value.value for case in cases for value in case.tally)
    assert spellings == (sorted([name, other]) if differs else [])
    assert {case.verdict for case in cases} == ({Verdict.SPELLING} if differs else set())


def test_articles_without_figures_do_not_differ():
    assert find_cases(story(("Ledger", "It rained."), ("Beacon", "It snowed."))) == []


def test_magnitudes_of_two_earthquakes_in_one_article_leave_a_difference_open():
    text = "The quake had a magnitude of {}, the scientists said."
    quake = ("earthquake", "quantity", "magnitude")
    articles = [
        (outlet, text.format(value), (value, value, *quake))
        for outlet, value in (("Ledger", "6.1"), ("Beacon", "6.4"))
    ]
    assert verdicts(story(*articles)) == [Verdict.CONFLICT]
    two = (
        "Courier",
        "Quakes of magnitude 7.0 and 7.5 hit.",
        ("7.0", "7.0", *quake),
        ("7.5", "7.5", *quake),
    )
    assert verdicts(story(*articles, two)) == [Verdict.MAY_CONFLICT]
    apart = (*two[:1], two[1].replace("7.5", "7.51"), two[2], ("7.51", "7.51", *quake))
    assert verdicts(story(*articles, apart)) == [Verdict.CONFLICT]


def test_weekdays_of_one_verb_may_conflict():
    reports = [
        (outlet, f"Lee sailed to Lorn on {day}.", (day, "", "sail", "date", "", "sail"))
        for outlet, day in (("Ledger", "Tuesday"), ("Beacon", "Friday"))
    ]
    (case,) = find_cases(story(*reports))
    assert (case.verdict, case.unit) == (Verdict.MAY_CONFLICT, "weekday")
    assert sorted(value.value for value in case.tally) == ["Friday", "Tuesday"]
    assert not find_cases(story(reports[0], ("Beacon", *reports[0][1:])))
