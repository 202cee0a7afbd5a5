"""Who and what a text names, and which names are of one entity."""

import pytest


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Anna Weber's bridge was opened by Tom Brandt.", ["Anna Weber", "Tom Brandt"]),
        ("Anna Weber’s bridge was opened by Tom Brandt.", ["Anna Weber", "Tom Brandt"]),
        ("The bridge was opened by (Anna Weber) and Tom Brandt.", ["Anna Weber", "Tom Brandt"]),
        ("President Tom Brandt thanked Dr. Anna Weber.", ["Tom Brandt", "Anna Weber"]),
    ],
)
def test_a_name_is_the_name_alone(names, text, expected):
    assert [name for name, label in names(text) if label == "PERSON"] == expected


def test_surname_and_full_name_are_one_person(entities):
    text = "Anna Weber opened the bridge. Weber was happy. The town thanked Weber for it."
    found = entities(text)
    assert found["Anna Weber"]["aliases"] == ["Anna Weber", "Weber"]
    assert found["Anna Weber"]["mentions"] == 3


def test_two_persons_of_one_surname_do_not_share_it(entities):
    text = "Anna Weber and Paul Weber opened the bridge. Weber was happy about it."
    found = entities(text)
    assert {"Anna Weber", "Paul Weber", "Weber"} <= set(found)


def test_names_run_together_in_a_caption_are_parted(names):
    text = (
        "Kim Jong Un met Vladimir Putin in Vladivostok.\n"
        "Kim Jong Un spoke first. Vladimir Putin answered.\n"
        "Kim Jong Un Vladimir Putin\n"
    )
    persons = [name for name, label in names(text) if label == "PERSON"]
    assert persons.count("Kim Jong Un") == persons.count("Vladimir Putin") == 3


def test_every_name_of_a_country_counts_for_it(entities):
    text = (
        "North Korea fired a missile. The DPRK did not comment. "
        "North Korean officials were silent. N. Korea is watched by Seoul. "
        "The North is poor. Pyongyang denied it."
    )
    found = entities(text)
    assert found["North Korea"]["country"] == "KP"
    assert set(found["North Korea"]["aliases"]) == {
        "North Korea",
        "DPRK",
        "North Korean",
        "N. Korea",
        "North",
        "Pyongyang",
    }


def test_a_direction_is_no_country(entities):
    assert "North Korea" not in entities("The ship left for the North Sea and then sailed north.")


def test_the_senses_of_a_country_are_told_apart(annotated):
    text = (
        "Pyongyang denied the report. "
        "The North Korean leader left Pyongyang for North Korea's coast."
    )
    rows = [row for row in annotated(text)["mentions"] if row["entity"] == "country:KP"]
    assert [(row["text"], row["metonymy"]) for row in rows] == [
        ("Pyongyang", "government"),
        ("North Korean", "people"),
        ("Pyongyang", "place"),
        ("North Korea", "place"),
    ]


@pytest.mark.parametrize(
    "text",
    [
        "Defense Minister Tom Brandt opened the bridge.",
        "National Security Advisor Tom Brandt opened the bridge.",
    ],
)
def test_a_title_is_no_organisation(names, text):
    assert [label for _, label in names(text)] == ["PERSON"]


def test_the_roles_of_a_person_are_kept(entities):
    text = "Tom Brandt, the mayor of Aldstadt, met Foreign Ministry spokeswoman Anna Weber."
    found = entities(text)
    assert found["Tom Brandt"]["roles"] == ["the mayor of Aldstadt"]
    assert found["Anna Weber"]["roles"] == ["Foreign Ministry spokeswoman"]


def test_an_organisation_and_its_abbreviation_are_one(entities):
    text = (
        "The National Security Council met on Monday. The NSC was silent. "
        "The National Security Council will meet again."
    )
    assert set(entities(text)["National Security Council"]["aliases"]) == {
        "National Security Council",
        "NSC",
    }


def test_a_headline_names_what_the_text_names(annotated):
    title = "Big Bridge Opens As Weber Smiles At Last"
    text = title + "\n\nAnna Weber opened the bridge on Monday. Weber smiled.\n"
    rows = annotated(text, title)["mentions"]
    assert [row["text"] for row in rows if row["block_kind"] == "headline"] == ["Weber"]


def test_roles_in_a_sentence_are_told_by_the_parse(annotated):
    text = (
        "Anna Weber praised Tom Brandt. Paul Gruber said that it was late. He spoke with Eva Stein."
    )
    roles = {row["text"]: row["semantic_role"] for row in annotated(text)["mentions"]}
    assert roles["Anna Weber"] == "acts"
    assert roles["Tom Brandt"] == "acted_upon"
    assert roles["Paul Gruber"] == "speaks"
    assert roles["Eva Stein"] == "other"
