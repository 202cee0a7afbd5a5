"""Words that the model takes for persons and that are none."""

import pytest

from analysis.nlp.entities.no_persons import drop_no_persons
from tests.hand_parsed import name, parse


def keep(tokens, *spans):
    """Return text and label of the names that stay; spans are first, one past the last, label."""
    doc = parse(tokens)
    names = drop_no_persons([name(doc, *span) for span in spans])
    return [(remaining.text, remaining.label) for remaining in names]


def parse_subject(word):
    """Return the tokens of 'the' and a word that does something."""
    return [("the", "DT", "det", 1), (word, "NNP", "nsubj", 2), ("came", "VBD", "ROOT", 2)]


def parse_compound(noun):
    return [("a", "DT", "det", 2), ("Boon", "NNP", "compound", 2), (noun, "NN", "ROOT", 2)]


BOON = [("Boon", "NNP", "nsubj", 1), ("left", "VBD", "ROOT", 1)]


@pytest.mark.parametrize(
    ("tokens", "span"),
    [
        ([("Boonism", "NNP", "nsubj", 1), ("grew", "VBD", "ROOT", 1)], (0, 1)),
        ([("initial—B", "NNP", "nsubj", 1), ("stood", "VBD", "ROOT", 1)], (0, 1)),
        (parse_subject("Gospel"), (1, 2)),
        ([("Law", "NNP", "compound", 1), ("professors", "NNS", "ROOT", 1)], (0, 1)),
        (
            [("a", "DT", "det", 2), ("Boon", "NNP", "compound", 2), ("flag", "NN", "ROOT", 2)],
            (1, 2),
        ),
    ],
)
def test_a_doctrine_a_word_with_an_article_or_a_thing_is_no_person(tokens, span):
    assert keep(tokens, (*span, "PERSON")) == []


@pytest.mark.parametrize(
    ("tokens", "span"),
    [
        (BOON, (0, 1)),
        (
            [("the", "DT", "det", 1), ("Pope", "NNP", "nsubj", 2), ("left", "VBD", "ROOT", 2)],
            (1, 2),
        ),
        (
            [("the", "DT", "det", 1), ("Boons", "NNP", "nsubj", 2), ("left", "VBD", "ROOT", 2)],
            (1, 2),
        ),
        (parse_compound("fan"), (1, 2)),
    ],
)
def test_a_person_a_title_a_family_and_what_says_more_of_a_noun_stay(tokens, span):
    text = tokens[span[0]][0]
    assert keep(tokens, (*span, "PERSON")) == [(text, "PERSON")]


def test_a_word_that_is_a_person_elsewhere_stays():
    alone = [("Boon", "NNP", "nsubj", 4), ("spoke", "VBD", "ROOT", 4)]
    spans = [(1, 2, "PERSON"), (3, 4, "PERSON")]
    assert keep(parse_subject("Boon") + alone, *spans) == [("Boon", "PERSON")] * 2


def test_a_word_with_an_article_that_ends_the_name_of_a_body_is_that_body():
    body = [
        ("Orlo", "NNP", "compound", 4),
        ("Gospel", "NNP", "nsubj", 5),
        ("closed", "VBD", "ROOT", 5),
    ]
    names = keep(parse_subject("Gospel") + body, (1, 2, "PERSON"), (3, 5, "ORG"))
    assert names == [("Gospel", "ORG"), ("Orlo Gospel", "ORG")]


def test_the_word_before_a_person_may_make_it_a_listed_organisation():
    tokens = [
        ("Mother", "NNP", "compound", 1),
        ("Jones", "NNP", "nsubj", 2),
        ("ran", "VBD", "ROOT", 2),
    ]
    assert keep(tokens, (1, 2, "PERSON")) == [("Mother Jones", "ORG")]


@pytest.mark.parametrize(
    ("code", "names"),
    [("M", [("M", "PERSON")]), ("MA", []), ("HPQX", []), ("HPQXY", [("HPQXY", "PERSON")])],
)
def test_a_code_in_brackets_is_no_person(code, names):
    doc = parse(
        [("Ada", "NNP", "nsubj", 2), (f"({code})", "NNP", "appos", 0), ("left", "VBD", "ROOT", 2)]
    )
    person = name(doc, 1, 2, "PERSON")
    person.start, person.end, person.text = person.start + 1, person.end - 1, code
    assert [(n.text, n.label) for n in drop_no_persons([person])] == names
