"""Whom words are credited to where a text names an office."""

import pytest

from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.office_holders import credit_office_holders, parse_office
from analysis.findings.story import find_quotation_gaps
from analysis.findings.utterances import OutletSpread, list_utterance_reports
from analysis.store.filters import Filters
from tests.made_story import Story

SAYING = "“We will keep every bridge open until the spring,”"


@pytest.mark.parametrize(
    ("title", "other"),
    [
        ("US president", "president of the U.S."),
        ("US president", "American President"),
        ("the Danish prime minister", "Danish Prime Minister"),
        ("Vermont senator", "Vermont Sen."),
        ("FBI director", "FBI Director"),
        ("White House spokesman", "White House Spokesman"),
    ],
)
def test_two_titles_name_one_office(title, other):
    bodies = {"FBI", "Vermont", "White House"}
    assert parse_office(title, bodies) == parse_office(other, bodies) is not None


@pytest.mark.parametrize(
    ("title", "other"), [("US president", "US vice president"), ("US leader", "Danish leader")]
)
def test_two_titles_name_two_offices(title, other):
    assert parse_office(title) != parse_office(other)


@pytest.mark.parametrize(
    "title",
    [
        *("president", "former US president", "May's spokesman", "head of a store", "an official"),
        *(
            "US",
            "Prime Minister",
            "Attorney General",
            "Police chief",
            "Senior official",
            "a US aide",
        ),
    ],
)
def test_a_title_without_country_or_body_or_of_the_past_is_no_office(title):
    assert parse_office(title) is None


def add_story(story, number, described, titles):
    """Add a story in which A quotes an office, B Ann Lee; C names some titles, and D nobody."""
    a, b, c, d = (f"{letter}{number}" for letter in "abcd")
    in_story = {"story_id": f"s{number}" if number else "s"}
    article, _, office = described.partition(" ")
    story.article(a, "A", f"{SAYING} said {described}.", **in_story)
    story.quote(a, SAYING, office, cue="said", utterance=f"u{number}")
    start = len(f"{SAYING} said {article} ")
    story.rows["quotes"][-1] |= {
        "resolution": "description",
        "entity_id": "",
        "mention": office,
        "mention_start": start,
        "mention_end": start + len(office),
    }
    story.article(b, "B", f"{SAYING} said Ann Lee.", **in_story).name(b, "Ann Lee", "Ann Lee")
    story.quote(b, SAYING, "Ann Lee", cue="said", utterance=f"u{number}")
    lines = (f"The train of {title} {name} was late." for title, name in titles)
    story.article(c, "C", *lines, **in_story)
    for title, name in titles:
        story.name(c, name, name)
        story.rows["mentions"][-1]["epithet"] = title
        for body in BODIES:
            if body in title:
                story.name(c, body, body, "ORG")
    return story.article(d, "D", "Nothing else was known on the square.", **in_story)


#: Names that are called organisations where a title before a person has them.
BODIES = ("FBI", "Police", "GOP")
CASES = (
    ("the US president", [("US President", "Ann Lee")], "Ann Lee"),
    ("the US president", [("US President", "Ann Lee"), ("US President", "Bo Ek")], ""),
    ("the US president", [("Danish President", "Ann Lee")], ""),
    ("the US president", [("former US President", "Ann Lee")], ""),
    ("a US president", [("US President", "Ann Lee")], ""),
    ("the president", [("President", "Ann Lee")], ""),
    ("the FBI director", [("FBI Director", "Ann Lee")], "Ann Lee"),
    ("the Prime Minister", [("Prime Minister", "Ann Lee")], ""),
    ("the Police chief", [("Police Chief", "Ann Lee")], ""),
    ("the GOP senator", [("GOP Senator", "Ann Lee")], ""),
)


def test_only_the_one_holder_that_the_story_names_is_credited(tmp_path):
    story = Story()
    for number, (described, titles, _) in enumerate(CASES):
        add_story(story, number, described, titles)
    catalogue = story.save(tmp_path)
    quotes = catalogue.query("SELECT * FROM quotes WHERE speaker <> 'Ann Lee' ORDER BY article_id")
    credited = credit_office_holders(catalogue, quotes)
    expected = [speaker or described.partition(" ")[2] for described, _, speaker in CASES]
    assert credited["speaker"].tolist() == expected
    ids = ["ann-lee" if speaker else "" for _, _, speaker in CASES]
    assert credited["entity_id"].tolist() == ids
    other = quotes.columns.difference(["speaker", "entity_id"])
    assert credited[other].equals(quotes[other])


def test_an_office_and_its_holder_are_one_speaker_in_findings_and_coverage(tmp_path):
    catalogue = add_story(Story(), 0, *CASES[0][:2]).save(tmp_path)
    reports = list_utterance_reports(catalogue, Filters(), OutletSpread.SEVERAL)
    assert set(reports["credited"]) == {"Ann Lee"}
    (gap,) = find_quotation_gaps(catalogue, Filters(), ("A", "B", "C", "D"))
    assert "these words of Ann Lee" in gap.sentence
    row = next(row for row in compute_coverage(catalogue, Filters()) if row.kind == "quotation")
    assert row.speakers == (("Ann Lee", ("A", "B")),)
    assert row.reports[0].identified == "called “US president” there"


def test_a_filter_that_hides_a_holder_changes_no_credit(tmp_path):
    one, two = ("US President", "Ann Lee"), ("US President", "Bo Ek")
    story = add_story(Story(), 0, "the US president", [one])
    catalogue = add_story(story, 1, "the US president", [one, two]).save(tmp_path)
    reports = list_utterance_reports(
        catalogue, Filters(outlets=("A",)), OutletSpread.ALL
    ).set_index("article_id")
    assert reports["credited"].to_dict() == {"a0": "Ann Lee", "a1": "US president"}
