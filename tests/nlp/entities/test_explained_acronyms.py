"""Acronyms that an article explains in brackets."""

import pytest

from analysis.nlp.entities.explained_acronyms import (
    add_explained_acronyms,
    find_acronyms_of_laws,
)
from analysis.nlp.span_index import SpanIndex, TextSpan
from tests.hand_parsed import name, parse


def _texts_and_labels(text, n_long, label, *others):
    """Return the names of a text that begins with a long form; words have no syntax."""
    doc = parse([(word, "NN", "dep", 0) for word in text.split()])
    names = [name(doc, 0, n_long, label), *(name(doc, i, i + 1, "PERSON") for i in others)]
    blocks = SpanIndex([TextSpan(0, len(doc.text))])
    return [
        (made.start, made.text, made.label)
        for made in add_explained_acronyms(doc, blocks, names)[1:]
    ]


def test_every_use_of_an_acronym_in_brackets_after_its_long_form_is_a_name():
    text = "Ustrian Health Office ( UHO ) says UHO knows"
    assert _texts_and_labels(text, 3, "ORG") == [(24, "UHO", "ORG"), (35, "UHO", "ORG")]


def test_a_use_with_another_label_gets_that_of_the_long_form():
    text = "Ustrian Trade Act ( UTA ) . UTA"
    assert _texts_and_labels(text, 3, "LAW", 4, 7) == [(20, "UTA", "LAW"), (28, "UTA", "LAW")]


def test_an_acronym_with_full_stops_is_one_without_them_too():
    text = "Ustrian Health Office ( U.H.O. ) says UHO knows U.H.O. too"
    starts_and_texts = [(24, "U.H.O."), (38, "UHO"), (48, "U.H.O.")]
    assert sorted(_texts_and_labels(text, 3, "ORG")) == [
        (*made, "ORG") for made in starts_and_texts
    ]


def test_letters_of_two_long_forms_are_no_names():
    text = "Ustrian Trade Act ( UTA ) and Ustrian Tram Act ( UTA ) say UTA"
    doc = parse([(word, "NN", "dep", 0) for word in text.split()])
    names = [name(doc, 0, 3, "LAW"), name(doc, 7, 10, "LAW")]
    blocks = SpanIndex([TextSpan(0, len(doc.text))])
    assert add_explained_acronyms(doc, blocks, names) == names


@pytest.mark.parametrize(
    ("text", "n_long", "label"),
    [
        ("Ustrian Health Office ( BBC ) says", 3, "ORG"),
        ("Sara Cole ( SC ) says", 2, "PERSON"),
        ("South Coast ( SC ) says", 2, "GPE"),
        ("Ustrian Health Office says ( UHO )", 3, "ORG"),
    ],
)
def test_other_letters_in_brackets_are_no_names(text, n_long, label):
    assert _texts_and_labels(text, n_long, label) == []


def test_a_word_among_words_in_capitals_is_no_use():
    text = "Inland State ( IS ) . WHAT IS NEXT"
    assert _texts_and_labels(text, 2, "ORG") == [(15, "IS", "ORG")]


@pytest.mark.parametrize(
    ("text", "label", "laws"),
    [
        ("Ustrian Trade Act UTA", "LAW", {"uta"}),
        ("Ustrian Trade Agency UTA", "ORG", set()),
        ("Ustrian Trade Act UTB", "LAW", set()),
        ("Ustrian Trade Act UT", "LAW", set()),
    ],
)
def test_letters_of_a_law_that_the_article_names_are_the_law(text, label, laws):
    doc = parse([(word, "NNP", "dep", 0) for word in text.split()])
    assert find_acronyms_of_laws([name(doc, 0, 3, label), name(doc, 3, 4, "ORG")]) == laws


def test_letters_of_a_law_and_of_a_body_are_not_the_law():
    doc = parse([(word, "NNP", "dep", 0) for word in ["Ustrian", "Trade", "Act", "Agency", "UTA"]])
    names = [name(doc, 0, 3, "LAW"), name(doc, 4, 5, "ORG")]
    body = parse([(word, "NNP", "dep", 0) for word in ["Ustrian", "Trade", "Agency"]])
    assert find_acronyms_of_laws([*names, name(body, 0, 3, "ORG")]) == set()
