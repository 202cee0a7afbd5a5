import pytest


def _meant(annotated, text, kind):
    rows = annotated(text)["mentions"]
    return [(row["text"], row["entity"]) for row in rows if row["kind"] == kind]


@pytest.mark.parametrize(
    ("text", "pronoun", "entity"),
    [
        ("Anna Weber opened the bridge. She smiled at the crowd.", "She", "PERSON|anna weber"),
        ("Anna Weber thanked her mother.", "her", "PERSON|anna weber"),
        ("Mr. Paul Stone met Anna Weber. He thanked her.", "He", "PERSON|paul stone"),
        ("Mr. Paul Stone met Anna Weber. He thanked her.", "her", "PERSON|anna weber"),
        ("“I will stay,” Anna Weber said on Monday.", "I", "PERSON|anna weber"),
        ("France said it would keep its troops at home.", "its", "country:FR"),
    ],
)
def test_a_pronoun_means_the_most_salient_name_of_its_gender(annotated, text, pronoun, entity):
    assert (pronoun, entity) in _meant(annotated, text, "pronoun")


@pytest.mark.parametrize(
    "text",
    [
        "It rained in Oslo, and it was clear that the talks with France would fail.",
        "Anna Weber met Mr. Paul Stone. He smiled.",
        "A driver said he would wait. Anna Weber left.",
        "“She will stay,” Anna Weber said on Monday.",
        "Russia blocked a plan to punish France over its tests.",
    ],
)
def test_a_pronoun_without_a_certain_name_is_left_blank(annotated, text):
    assert _meant(annotated, text, "pronoun") == []


def test_a_title_alone_means_the_one_who_bears_it(annotated):
    text = "Foreign Minister Anna Weber met Paul Stone. The minister left at noon."
    assert _meant(annotated, text, "description") == [("The minister", "PERSON|anna weber")]


def test_a_title_that_two_bear_is_left_blank(annotated):
    text = "Minister Anna Weber met Minister Paul Stone. The minister left at noon."
    assert _meant(annotated, text, "description") == []


def test_the_country_is_the_one_named_before(annotated):
    text = "Norway closed its border. The country wants talks."
    assert ("The country", "country:NO") in _meant(annotated, text, "description")


def test_the_country_is_left_blank_between_two(annotated):
    text = "Norway and Sweden closed their border. The country wants talks."
    assert _meant(annotated, text, "description") == []


def test_groups_without_a_name_are_entities_and_they_means_them(annotated):
    text = "Republican lawmakers left the hall on Monday. They refused to vote."
    assert _meant(annotated, text, "description") == [("lawmakers", "group|republican lawmakers")]
    assert _meant(annotated, text, "pronoun") == [("They", "group|republican lawmakers")]


def test_an_administration_is_no_person(annotated):
    rows = annotated("The Weber administration left. Anna Weber stayed.")["mentions"]
    named = {row["text"]: row["label"] for row in rows if row["kind"] == "name"}
    assert named == {"Weber administration": "ORG", "Anna Weber": "PERSON"}


def test_a_name_found_once_is_found_again_where_the_model_missed_it(annotated):
    rows = annotated("The Telmark company grew. Telmark paid.")["mentions"]
    named = [(row["text"], row["entity"]) for row in rows if row["kind"] == "name"]
    assert named == [("Telmark", "ORG|telmark")] * 2


def test_a_country_is_found_in_a_headline_that_the_model_takes_for_another_name(annotated):
    text = "Weber: North Korea Will Pay Dearly\n\nAnna Weber spoke in Oslo on Monday."
    rows = annotated(text, "Weber: North Korea Will Pay Dearly")["mentions"]
    assert ("North Korea", "country:KP") in [(row["text"], row["entity"]) for row in rows]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("CLOSE Anna Weber left Oslo.", (6, 16)),
        ("Omar Ali Omar left.", (0, 13)),
        ("Anna Weber Weber left.", (0, 10)),
        ("Anna Weber left.", (0, 10)),
    ],
)
def test_what_runs_into_a_name_is_cut_off(text, expected):
    from analysis.nlp.entities.entity_trimming import trim_entity_span

    end = text.index(" left")
    assert trim_entity_span(text, 0, end, "PERSON")[:2] == expected


def test_the_house_is_nobodys_surname(annotated):
    text = "Top House Republicans met on Monday. The House voted. Members of the House left."
    labels = {row["text"]: row["label"] for row in annotated(text)["mentions"]}
    assert labels.get("House", "ORG") == "ORG"
