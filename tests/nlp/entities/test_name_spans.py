"""Names of countries that the model missed, and names by token."""

import pytest

from analysis.nlp.entities.name_spans import (
    find_country_beginnings,
    find_country_names,
    index_names_by_token,
)
from analysis.nlp.span_index import SpanIndex, TextSpan
from tests.hand_parsed import name, parse


def _find(doc, names=()):
    blocks, beginnings = SpanIndex([TextSpan(0, len(doc.text))]), find_country_beginnings(doc)
    missed = find_country_names(doc, beginnings, blocks, SpanIndex(names))
    return [(mention.text, mention.label) for mention in missed]


def _proper(text):
    return parse([(word, "NNP", "dep", 0) for word in text.split()])


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Central African Republic", [("Central African Republic", "GPE")]),
        ("Saint Kitts and Nevis", []),
    ],
)
def test_a_missed_form_of_a_country_has_up_to_three_words(text, names):
    assert _find(_proper(text)) == names


@pytest.mark.parametrize("after", ["\n\n", "'\n\n", "”"])
def test_a_missed_form_ends_in_a_word(after):
    doc = parse([("RUSSIA", "NNP", "ROOT", 0), (after, ".", "punct", 0)])
    assert _find(doc) == [("RUSSIA", "GPE")]


def test_a_demonym_is_a_group():
    assert _find(_proper("Kenyans")) == [("Kenyans", "NORP")]


def test_a_country_inside_another_name_is_none():
    doc = _proper("Russia Today")
    assert _find(doc, [name(doc, 0, 2, "ORG")]) == []


@pytest.mark.parametrize(("tag", "names"), [("NNP", [("Russia", "GPE")]), ("VBD", [])])
def test_a_form_of_one_word_is_a_noun_or_an_adjective(tag, names):
    assert _find(parse([("Russia", tag, "ROOT", 0)])) == names


@pytest.mark.parametrize(
    ("before", "tag", "names"),
    [
        ("the", "VBD", [("North", "GPE")]),
        ("the", "NNP", []),
        ("far", "VBD", []),
    ],
)
def test_the_north_is_a_country_unless_a_noun_follows(before, tag, names):
    doc = parse([(before, "DT", "det", 1), ("North", "NNP", "nsubj", 2), ("Sea", tag, "ROOT", 2)])
    assert _find(doc) == names


def test_each_token_leads_to_its_name():
    doc = _proper("Ann Lee met Tom")
    names = [name(doc, 0, 2, "PERSON"), name(doc, 3, 4, "PERSON")]
    assert index_names_by_token(names) == {0: names[0], 1: names[0], 3: names[1]}
