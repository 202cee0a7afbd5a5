"""Persons whom the model misses where they speak."""

from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.speaking_persons import find_speaking_persons
from analysis.nlp.span_index import SpanIndex, TextSpan
from tests.hand_parsed import parse


def _find(tokens, covered=None):
    doc = parse(tokens)
    doc._.text = doc.text
    names = []
    if covered is not None:
        span = doc[covered : covered + 1]
        names = [Name(span.start_char, span.end_char, span.text, "ORG", span)]
    blocks = SpanIndex([TextSpan(0, len(doc.text))])
    return [(name.text, name.label) for name in find_speaking_persons(doc, blocks, names)]


def _speaking(*words, verb="said"):
    last = len(words) - 1
    subject = [(word, "NNP", "compound", last) for word in words[:-1]]
    head = (words[-1], "NNP", "nsubj", len(words))
    return [*subject, head, (verb, "VBD", "ROOT", len(words)), ("so", "RB", "advmod", len(words))]


def test_two_words_with_a_given_name_that_speak_are_a_person():
    assert _find(_speaking("Mary", "Orquist")) == [("Mary Orquist", "PERSON")]


def test_two_words_after_an_office_that_speak_are_a_person():
    assert _find(_speaking("Minister", "Ulvi", "Orquist")) == [("Ulvi Orquist", "PERSON")]


def test_a_word_alone_and_words_without_a_given_name_are_no_person():
    assert _find(_speaking("Orquist")) == []
    assert _find(_speaking("Ulvi", "Orquist")) == []


def test_who_does_not_speak_and_what_has_a_name_is_not_added():
    assert _find(_speaking("Mary", "Orquist", verb="fell")) == []
    assert _find(_speaking("Mary", "Orquist"), covered=1) == []
