"""Words that the model takes into the names of persons."""

import pytest

from analysis.nlp.entities.person_mending import mend_person_names
from tests.hand_parsed import name, parse


def mend(tokens, *spans):
    """Return the texts of names of persons, given as first token and one past the last."""
    doc = parse([(word, tag, "dep", 0) for word, tag in tokens])
    return [
        mended.text for mended in mend_person_names(name(doc, *span, "PERSON") for span in spans)
    ]


@pytest.mark.parametrize("word", ["Without", "Whatever", "Will"])
def test_a_function_word_that_begins_a_sentence_is_no_part_of_the_name(word):
    tag = "IN" if word == "Without" else "PRP"
    assert mend([(word, tag), ("Boon", "NNP"), ("left", "VBD")], (0, 2)) == ["Boon"]


def test_a_verb_before_a_known_surname_and_a_quote_is_no_part_of_the_name():
    full_name = [("Ada", "NNP"), ("Boon", "NNP"), ("left", "VBD"), (".", ".")]
    said = [("Said", "NNP"), ("Boon", "NNP")]
    quote = [(",", ","), ("“", "."), ("So", "RB")]
    names = (0, 2), (4, 6)
    assert mend([*full_name, *said, *quote], *names) == ["Ada Boon", "Boon"]
    assert mend([*full_name, *said, ("left", "VBD")], *names) == ["Ada Boon", "Said Boon"]
    other = [("Ada", "NNP"), ("Orr", "NNP"), *full_name[2:]]
    assert mend([*other, *said, *quote], *names) == ["Ada Orr", "Said Boon"]


def test_a_given_name_stays():
    assert mend([("Will", "NNP"), ("Boon", "NNP"), ("left", "VBD")], (0, 2)) == ["Will Boon"]


@pytest.mark.parametrize(
    "after",
    [
        [("Leaves", "VBD"), ("Office", "NNP")],
        [("6", "CD"), ("points", "NN")],
        [("for", "IN"), ("Mayor", "NNP")],
        [("MORE", "NNP"), ("News", "NNP")],
    ],
)
def test_a_name_ends_before_a_word_of_no_name(after):
    tokens = [("Ada", "NNP"), ("Boon", "NNP"), *after]
    assert mend(tokens, (0, len(tokens))) == ["Ada Boon"]


@pytest.mark.parametrize(
    "tokens",
    [
        [("Ada", "NNP"), ("H.W.", "NNP"), ("Boon", "NNP")],
        [("Urban", "NNP"), ("VIII", "NNP")],
        [("Ada", "NNP"), ("van", "IN"), ("Boon", "NNP")],
        [("Ada", "NNP"), ("of", "IN"), ("Orlo", "NNP")],
    ],
)
def test_initials_numbers_and_particles_stay(tokens):
    whole = " ".join(word for word, _ in tokens)
    assert mend(tokens, (0, len(tokens))) == [whole]


def test_a_plural_after_a_known_name_is_none_of_it():
    tokens = [("Ada", "NNP"), ("Boon", "NNP"), ("Memos", "NNS"), (".", ".")]
    tokens += [("Ada", "NNP"), ("Boon", "NNP")]
    assert mend(tokens, (0, 3), (4, 6)) == ["Ada Boon", "Ada Boon"]
    assert mend(tokens, (0, 3)) == ["Ada Boon Memos"]


def test_the_name_of_something_else_before_a_known_name_is_none_of_it():
    words = ["Orlo", "Adia", "Boon", ".", "Adia", "Boon", "in", "Orlo"]
    doc = parse([(word, "." if word == "." else "NNP", "dep", 0) for word in words])
    spans = (0, 3, "PERSON"), (4, 6, "PERSON"), (7, 8, "GPE")
    names = [name(doc, *span) for span in spans]
    assert [mended.text for mended in mend_person_names(names)] == [
        "Adia Boon",
        "Adia Boon",
        "Orlo",
    ]
    assert [mended.text for mended in mend_person_names(names[:2])] == [
        "Orlo Adia Boon",
        "Adia Boon",
    ]


@pytest.mark.parametrize(("before", "is_part"), [("Crooked", False), ("Mary", True), ("J.", True)])
def test_a_word_that_is_no_given_name_before_a_known_name_is_none_of_it(before, is_part):
    tokens = [(before, "NNP"), ("Donald", "NNP"), ("Boon", "NNP"), (".", ".")]
    tokens += [("Donald", "NNP"), ("Boon", "NNP")]
    first = f"{before} Donald Boon" if is_part else "Donald Boon"
    assert mend(tokens, (0, 3), (4, 6)) == [first, "Donald Boon"]


@pytest.mark.parametrize(
    ("rest", "names"),
    [
        (["Donald", "Lee"], ["Boon", "Donald Lee"]),
        (["Democrats"], ["Boon"]),
        (["Norway"], ["Boon"]),
        (["Carver"], ["Boon Carver"]),
    ],
)
def test_a_surname_that_stands_alone_is_split_from_what_runs_into_it(rest, names):
    tokens = [("Boon", "NNP"), *((word, "NNP") for word in rest), (".", ".")]
    tokens += [("Mr.", "NNP"), ("Boon", "NNP")]
    last = len(tokens)
    assert mend(tokens, (0, 1 + len(rest)), (last - 1, last)) == [*names, "Boon"]


def test_the_last_syllable_of_a_hyphenated_name_stays():
    doc = parse([("Moon", "NNP", "dep", 0), ("Jae-in", "NNP", "dep", 0), ("left", "VBD", "dep", 0)])
    assert [mended.text for mended in mend_person_names([name(doc, 0, 2, "PERSON")])] == [
        "Moon Jae-in"
    ]


def test_a_word_that_the_article_has_in_lower_case_is_none_of_a_known_name():
    tokens = [("Ada", "NNP"), ("Boon", "NNP"), ("Memo", "NNP"), (".", ".")]
    tokens += [("Ada", "NNP"), ("Boon", "NNP"), ("memo", "NN")]
    assert mend(tokens, (0, 3), (4, 6)) == ["Ada Boon", "Ada Boon"]
    assert mend(tokens[:6], (0, 3), (4, 6)) == ["Ada Boon Memo", "Ada Boon"]


def test_an_adjective_before_a_known_name_is_none_of_it():
    tokens = [("Poor", "JJ"), ("Ada", "NNP"), ("Boon", "NNP"), (".", ".")]
    tokens += [("Ada", "NNP"), ("Boon", "NNP")]
    assert mend(tokens, (0, 3), (4, 6)) == ["Ada Boon", "Ada Boon"]


def test_a_word_within_a_longer_name_stays():
    tokens = [("Boon", "NNP"), ("Global", "NNP"), ("Fund", "NNP"), ("global", "NN"), (".", ".")]
    tokens += [("Ada", "NNP"), ("Boon", "NNP"), (".", "."), ("Boon", "NNP")]
    assert mend(tokens, (0, 3), (5, 7), (8, 9))[0] == "Boon Global Fund"


def test_a_plural_after_the_end_of_a_known_name_is_none_of_it():
    tokens = [("Boon", "NNP"), ("Ray", "NNP"), ("Servers", "NNPS"), (".", ".")]
    tokens += [("Ada", "NNP"), ("Boon", "NNP"), ("Ray", "NNP")]
    assert mend(tokens, (0, 3), (4, 7)) == ["Boon Ray", "Ada Boon Ray"]


@pytest.mark.parametrize(
    ("before", "person"), [("Republican", "Ada Boon"), ("of", "of Ada Boon"), ("", "Ada Boon")]
)
def test_a_body_that_ends_in_a_known_person_is_the_person(before, person):
    words = [*before.split(), "Ada", "Boon", ".", "Ada", "Boon"]
    doc = parse([(word, "NNP" if word.istitle() else "IN", "dep", 0) for word in words])
    first = name(doc, 0, len(words) - 3, "ORG" if before else "PERSON")
    mended, _ = mend_person_names([first, name(doc, len(words) - 2, len(words), "PERSON")])
    assert (mended.text, mended.label) == (person, "PERSON" if before != "of" else "ORG")


@pytest.mark.parametrize(
    ("tokens", "names"),
    [
        ([("Boon", "NNP"), ("Republicans", "NNPS")], [("Republicans", "NORP")]),
        (
            [("Log", "NNP"), ("Cabin", "NNP"), ("Republicans", "NNPS")],
            [("Log Cabin Republicans", "PERSON")],
        ),
        ([("Secret", "NNP"), ("Facebook", "NNP")], [("Facebook", "ORG")]),
        ([("Ada", "NNP"), ("Facebook", "NNP")], [("Ada Facebook", "PERSON")]),
        ([("County", "NNP"), ("Sheriff", "NNP")], []),
        ([("Ada", "NNP"), ("Sheriff", "NNP")], [("Ada Sheriff", "PERSON")]),
    ],
)
def test_members_of_a_party_a_network_and_an_office_are_no_persons(tokens, names):
    doc = parse([(word, tag, "dep", 0) for word, tag in tokens])
    mended = mend_person_names([name(doc, 0, len(tokens), "PERSON")])
    assert [(part.text, part.label) for part in mended] == names
