"""Descriptions of persons: they mean who has the title, and nobody in doubt."""

import pytest

from analysis.nlp.coref.titles import Title, parse_title


def _describe(annotated, text):
    rows = annotated(text)["mentions"]
    return [(row["text"], row["entity"]) for row in rows if row["kind"] == "description"]


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("vice president", Title("president", frozenset(["vice"]), frozenset())),
        ("North Korean leader", Title("leader", frozenset(), frozenset(["KP"]))),
        ("President of France", Title("president", frozenset(), frozenset(["FR"]))),
        ("the minister of defence", Title("minister", frozenset(), frozenset())),
        ("", Title("", frozenset(), frozenset())),
    ],
)
def test_a_title_has_a_noun_modifiers_and_countries(text, title):
    assert parse_title(text) == title


def test_a_country_tells_which_leader_is_meant(annotated):
    text = (
        "Norwegian leader Anna Weber met Swedish leader Paul Stone. "
        "Ministers travelled to Oslo. They welcomed the Norwegian leader at noon."
    )
    assert ("the Norwegian leader", "PERSON|anna weber") in _describe(annotated, text)


def test_a_possessive_is_a_description_too(annotated):
    text = "President Anna Weber flew to Oslo. Reporters criticised the president's speech."
    assert ("the president", "PERSON|anna weber") in _describe(annotated, text)


def test_the_president_is_no_vice_president(annotated):
    text = "Vice President Anna Weber flew to Oslo. Reporters criticised the president's speech."
    assert "the president" not in dict(_describe(annotated, text))


def test_the_president_is_nobody_whom_the_article_names_in_passing(annotated):
    text = (
        "President Anna Weber built the dam. Mr. Paul Stone wants to sell it. Mr. Stone met staff."
        " Mr. Stone promised them water. Farmers thanked Mr. Stone. Critics attacked Mr. Stone. "
        "Farmers criticised the president."
    )
    assert "the president" not in dict(_describe(annotated, text))


def test_a_body_named_after_an_office_is_no_person(annotated):
    text = "U.S. Attorney Anna Weber flew to Oslo. The U.S. Attorney's Office praised her."
    assert "The U.S. Attorney" not in dict(_describe(annotated, text))


def test_the_leader_of_a_country_may_have_the_title_of_its_president(annotated):
    text = (
        "Norwegian Prime Minister Anna Weber met Swedish President Paul Stone. "
        "Ministers travelled to Oslo. They welcomed the Norwegian leader at noon."
    )
    assert ("the Norwegian leader", "PERSON|anna weber") in _describe(annotated, text)


def test_the_leader_of_a_country_is_no_deputy(annotated):
    text = (
        "Norwegian Deputy Prime Minister Anna Weber met Swedish President Paul Stone. "
        "Ministers travelled to Oslo. They welcomed the Norwegian leader at noon."
    )
    assert "the Norwegian leader" not in dict(_describe(annotated, text))


@pytest.mark.parametrize(
    "guest", ["Swedish President Paul Stone", "President Paul Stone of Sweden"]
)
def test_the_president_of_a_country_is_the_one_whose_title_names_no_country(annotated, guest):
    text = (
        f"President Anna Weber met {guest}. Ministers travelled to Oslo. "
        "They welcomed the Norwegian president at noon."
    )
    assert ("the Norwegian president", "PERSON|anna weber") in _describe(annotated, text)


def test_the_president_of_a_country_is_not_the_only_one_named(annotated):
    text = (
        "President Anna Weber met workers. Ministers travelled to Oslo. "
        "They welcomed the Norwegian president at noon."
    )
    assert "the Norwegian president" not in dict(_describe(annotated, text))


def test_others_beside_the_president_do_not_tell_who_is_meant(annotated):
    text = "President Anna Weber flew to Oslo. Reporters criticised the president and her aides."
    assert ("the president", "PERSON|anna weber") in _describe(annotated, text)


def test_the_leader_of_a_country_is_described_with_its_name(annotated):
    text = "Prime Minister Anna Weber of Norway spoke. Ministers praised the leader of Norway."
    assert ("the leader of Norway", "PERSON|anna weber") in _describe(annotated, text)


def test_a_person_is_described_before_the_name_where_the_country_tells_who(annotated):
    text = (
        "Reporters met the Norwegian president after lunch. "
        "Norwegian President Anna Weber smiled and left."
    )
    assert ("the Norwegian president", "PERSON|anna weber") in _describe(annotated, text)


def test_two_later_bearers_of_a_title_leave_a_description_blank(annotated):
    text = (
        "Reporters met the Norwegian minister after lunch. Norwegian minister Anna Weber smiled. "
        "Norwegian minister Paul Stone left."
    )
    assert "the Norwegian minister" not in dict(_describe(annotated, text))


def test_the_head_of_a_body_has_other_titles(annotated):
    text = "FBI Director Anna Weber spoke. Farmers praised the FBI chief. They left the chief."
    descriptions = _describe(annotated, text)
    assert ("the FBI chief", "PERSON|anna weber") in descriptions
    assert "the chief" not in dict(descriptions)


def test_its_leader_is_the_leader_of_the_country_before(annotated):
    text = "The envoy left Norway with its leader, Anna Weber. Farmers met the Norwegian leader."
    assert ("the Norwegian leader", "PERSON|anna weber") in _describe(annotated, text)
