"""The named mentions of a text, and which of them are of one entity."""

import pytest

from analysis.nlp.entities.name_mentions import find_names
from analysis.nlp.span_index import SpanIndex, TextSpan
from tests.hand_parsed import parse


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
    by_name = entities(text)
    assert by_name["Anna Weber"]["aliases"] == ["Anna Weber", "Weber"]
    assert by_name["Anna Weber"]["mentions"] == 3


def test_two_persons_of_one_surname_do_not_share_it(entities):
    text = "Anna Weber and Paul Weber opened the bridge. Weber was happy about it."
    by_name = entities(text)
    assert {"Anna Weber", "Paul Weber", "Weber"} <= set(by_name)


def test_names_run_together_in_a_caption_are_split(names):
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
    by_name = entities(text)
    assert by_name["North Korea"]["country"] == "KP"
    assert set(by_name["North Korea"]["aliases"]) == {
        "North Korea",
        "DPRK",
        "North Korean",
        "N. Korea",
        "North",
        "Pyongyang",
    }


def test_a_direction_is_no_country(entities):
    assert "North Korea" not in entities("The ship left for the North Sea and then sailed north.")


def test_the_metonymy_of_a_country_is_distinguished(annotated):
    text = (
        "Pyongyang denied the report. "
        "The North Korean leader left Pyongyang for North Korea's coast."
    )
    rows = [row for row in annotated(text)["mentions"] if row["entity"] == "country:KP"]
    assert [(row["text"], row["metonymy"]) for row in rows] == [
        ("Pyongyang", "government"),
        ("North Korean", "people"),
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


def test_a_person_has_the_roles_the_text_gives(entities):
    text = "Tom Brandt, the mayor of Aldstadt, met Foreign Ministry spokeswoman Anna Weber."
    by_name = entities(text)
    assert by_name["Tom Brandt"]["roles"] == ["the mayor of Aldstadt"]
    assert by_name["Anna Weber"]["roles"] == ["Foreign Ministry spokeswoman"]


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


def test_semantic_roles_are_read_from_the_parse(annotated):
    text = (
        "Anna Weber praised Tom Brandt. Paul Gruber said that it was late. He spoke with Eva Stein."
    )
    roles = {row["text"]: row["semantic_role"] for row in annotated(text)["mentions"]}
    assert roles["Anna Weber"] == "acts"
    assert roles["Tom Brandt"] == "acted_upon"
    assert roles["Paul Gruber"] == "speaks"
    assert roles["Eva Stein"] == "other"


def _find_names(doc):
    return [mention.text for mention in find_names(doc, SpanIndex([TextSpan(0, len(doc.text))]))]


@pytest.mark.parametrize(("surname", "uses"), [("Fox", 1), ("Fo", 0)])
def test_a_missed_surname_is_searched_for_from_three_letters(surname, uses):
    doc = parse(
        [
            ("Ann", "NNP", "compound", 1),
            (surname, "NNP", "nsubj", 2),
            ("left", "VBD", "ROOT", 2),
            (".", ".", "punct", 2),
            (surname, "NNP", "nsubj", 5),
            ("came", "VBD", "ROOT", 5),
        ],
        [(0, 2, "PERSON")],
    )
    assert _find_names(doc) == [f"Ann {surname}", *[surname] * uses]


@pytest.mark.parametrize(
    ("words", "names"),
    [
        (["Weber", "White", "House"], ["White House"]),
        (["Anna", "Weber", "White", "House"], ["Anna Weber White House"]),
    ],
)
def test_a_leader_of_one_word_is_no_part_of_the_institution(words, names):
    last = len(words) - 1
    doc = parse(
        [
            *((word, "NNP", "compound", last) for word in words[:-1]),
            (words[-1], "NNP", "ROOT", last),
        ],
        [(0, len(words), "ORG")],
    )
    assert _find_names(doc) == names


def test_an_administration_is_no_person(annotated):
    rows = annotated("The Weber administration left. Anna Weber stayed.")["mentions"]
    named = {row["text"]: row["label"] for row in rows if row["kind"] == "name"}
    assert named == {"Weber administration": "ORG", "Anna Weber": "PERSON"}


def test_a_name_is_a_mention_also_where_the_model_missed_it(annotated):
    rows = annotated("The Telmark company grew. Telmark paid.")["mentions"]
    named = [(row["text"], row["entity"]) for row in rows if row["kind"] == "name"]
    assert named == [("Telmark", "ORG|telmark")] * 2


def test_a_country_is_a_mention_in_a_headline_the_model_reads_as_another_name(annotated):
    text = "Weber: North Korea Will Pay Dearly\n\nAnna Weber spoke in Oslo on Monday."
    rows = annotated(text, "Weber: North Korea Will Pay Dearly")["mentions"]
    assert ("North Korea", "country:KP") in [(row["text"], row["entity"]) for row in rows]


def test_the_house_is_not_a_surname(annotated):
    text = "Top House Republicans met on Monday. The House voted. Members of the House left."
    labels = {row["text"]: row["label"] for row in annotated(text)["mentions"]}
    assert labels.get("House", "ORG") == "ORG"


def _found(tokens, entities):
    """Return the texts of the names in tokens, given as word and tag, and the model's entities."""
    stops = [number for number, (word, _) in enumerate(tokens) if word == "."]
    heads = [sum(1 + stop for stop in stops[-1:] if stop < number) for number in range(len(tokens))]
    parsed = [(word, tag, "dep", head) for (word, tag), head in zip(tokens, heads, strict=True)]
    doc = parse(parsed, entities)
    whole = SpanIndex([TextSpan(0, len(doc.text))])
    doc._.blocks = []
    return [mention.text for mention in find_names(doc, whole)]


@pytest.mark.parametrize("word", ["Zoo", "ZOOS", "zoo"])
def test_a_common_noun_whose_capitals_show_nothing_is_no_organisation(word):
    before = [("The", "DT"), ("zoo", "NN"), ("zoos", "NNS"), ("closed", "VBD"), (".", ".")]
    tokens = [*before, (word, "NNP"), ("officials", "NNS"), ("left", "VBD")]
    assert _found(tokens, [(5, 6, "ORG")]) == []


@pytest.mark.parametrize(
    ("subject", "is_found"), [("Turnout", False), ("Ada", True), ("Boon", True), ("Holt", True)]
)
def test_a_common_word_that_begins_a_sentence_is_no_person(subject, is_found):
    common = [(word, "NN") for word in ("turnout", "ada", "boon")]
    before = [*common, ("Ray", "NNP"), ("Boon", "NNP"), ("fell", "VBD"), (".", ".")]
    tokens = [*before, (subject, "NNP"), ("rose", "VBD")]
    names = _found(tokens, [(3, 5, "PERSON"), (7, 8, "PERSON")])
    assert (subject in names) == is_found


@pytest.mark.parametrize(("tag", "names"), [("VB", []), ("NN", []), ("NNP", ["Ramp"])])
def test_a_sentence_begins_with_a_person_only_if_the_word_is_a_proper_noun(tag, names):
    tokens = [("Ramp", tag), ("up", "RB"), ("controls", "NNS")]
    assert _found(tokens, [(0, 1, "PERSON")]) == names


@pytest.mark.parametrize("word", ["Acme", "WHO", "NATO"])
def test_other_organisations_of_one_word_stay(word):
    tokens = [("who", "PRP"), ("asked", "VBD"), (".", "."), (word, "NNP"), ("left", "VBD")]
    assert _found(tokens, [(3, 4, "ORG")]) == [word]


def test_a_capital_within_a_sentence_marks_a_name():
    tokens = [("time", "NN"), ("passed", "VBD"), (".", "."), ("In", "IN"), ("Time", "NNP")]
    assert _found(tokens, [(4, 5, "ORG")]) == ["Time"]


def test_the_plural_of_a_noun_for_persons_that_begins_a_sentence_is_no_organisation():
    tokens = [("Demonstrators", "NNP"), ("left", "VBD"), (".", ".")]
    assert _found(tokens, [(0, 1, "ORG")]) == []
    again = [*tokens, ("With", "IN"), ("Demonstrators", "NNP")]
    assert _found(again, [(0, 1, "ORG"), (4, 5, "ORG")]) == ["Demonstrators", "Demonstrators"]


@pytest.mark.parametrize(
    ("place", "names"), [("Iowa", ["ACLU of Iowa"]), ("Norway", ["ACLU", "Norway"])]
)
def test_the_place_of_a_chapter_is_part_of_the_name(place, names):
    tokens = [("The", "DT"), ("ACLU", "NNP"), ("of", "IN"), (place, "NNP"), ("sued", "VBD")]
    assert _found(tokens, [(1, 2, "ORG"), (3, 4, "GPE")]) == names


def test_the_given_name_after_a_family_name_that_comes_first_is_part_of_it():
    assert _found([("Xi", "NNP"), ("Jinping", "NNP")], [(0, 1, "PERSON")]) == ["Xi Jinping"]
    assert _found([("Boon", "NNP"), ("Jinping", "NNP")], [(0, 1, "PERSON")]) == ["Boon"]


@pytest.mark.parametrize(("n_named", "n_found"), [(3, 4), (2, 2)])
def test_a_subject_is_a_person_named_three_times_whatever_its_part_of_speech(n_named, n_found):
    named = ("Boon", "NNP", "nsubj", 1), ("left", "VBD", "ROOT", 1)
    tokens = [
        (word, tag, dep, head + 2 * number)
        for number in range(n_named)
        for word, tag, dep, head in named
    ]
    start = len(tokens)
    tokens += [("Boon", "NN", "nsubj", start + 1), ("came", "VBD", "ROOT", start + 1)]
    doc = parse(tokens, [(2 * number, 2 * number + 1, "PERSON") for number in range(n_named)])
    assert _find_names(doc) == ["Boon"] * n_found


@pytest.mark.parametrize(("initials", "name"), [("TJ", "TJ Boon"), ("ADA", "Boon")])
def test_two_initials_before_a_family_name_are_part_of_it(initials, name):
    tokens = [(initials, "NNP", "compound", 1), ("Boon", "NNP", "nsubj", 2)]
    doc = parse([*tokens, ("left", "VBD", "ROOT", 2)], [(1, 2, "PERSON")])
    assert _find_names(doc) == [name]


@pytest.mark.parametrize(("word", "name"), [("Ivana", "Ivana Boon"), ("Team", "Boon")])
def test_a_noun_before_a_family_name_is_no_given_name(word, name):
    tokens = [(word, "NNP", "compound", 1), ("Boon", "NNP", "nsubj", 2)]
    doc = parse([*tokens, ("left", "VBD", "ROOT", 2)], [(1, 2, "PERSON")])
    assert _find_names(doc) == [name]


@pytest.mark.parametrize("owner", [["Boon", "'s"], ["Boon"]])
def test_a_person_before_a_well_known_body_is_no_part_of_its_name(owner):
    tokens = [("Ada", "NNP"), ("Boon", "NNP"), ("left", "VBD"), (".", ".")]
    tokens += [(word, "POS" if word == "'s" else "NNP") for word in owner]
    start, end = len(tokens) - len(owner), len(tokens) + 2
    tokens += [("Justice", "NNP"), ("Department", "NNP")]
    texts = _found(tokens, [(0, 2, "PERSON"), (start, end, "ORG")])
    assert texts == ["Ada Boon", "Boon", "Justice Department"]


def test_a_police_force_is_named_with_its_town(names):
    text = (
        "The suspect was seen by Leeds Police on Monday. A spokesman for London Police said that "
        "the suspect was held. Officers of the British Transport police were there."
    )
    labels = dict(names(text))
    assert labels["Leeds Police"] == labels["London Police"] == "ORG"
    assert labels["British Transport police"] == "ORG"


def test_words_in_lower_case_and_adjectives_of_offices_name_nothing():
    tokens = [("Congressional", "JJ"), ("races", "NNS"), ("coin", "NN"), ("tosses", "NNS")]
    assert _found(tokens, [(0, 1, "NORP"), (2, 4, "ORG")]) == []


@pytest.mark.parametrize(
    ("article", "name", "label"), [("The", "The Hill", "ORG"), ("Then", "Hill", "PERSON")]
)
def test_a_medium_with_its_article_is_no_person_of_that_surname(names, article, name, label):
    text = f"Fiona Hill testified on Monday. {article} Hill told reporters that she would leave."
    assert (name, label) in names(text)


@pytest.mark.parametrize(("n_named", "n_found"), [(3, 4), (2, 2)])
def test_a_sentence_may_begin_with_a_person_whom_the_model_reads_as_a_verb(n_named, n_found):
    named = ("Boon", "NNP", "nsubj", 1), ("left", "VBD", "ROOT", 1), (".", ".", "punct", 1)
    tokens = [
        (word, tag, dep, head + 3 * number)
        for number in range(n_named)
        for word, tag, dep, head in named
    ]
    start = len(tokens)
    tokens += [("Boon", "VB", "compound", start + 1), ("hates", "NNS", "ROOT", start + 1)]
    doc = parse(tokens, [(3 * number, 3 * number + 1, "PERSON") for number in range(n_named)])
    assert _find_names(doc) == ["Boon"] * n_found
