"""Who is named beside a quote with a verb, by the order of the words."""

import pytest

from analysis.ingest.article import Article
from analysis.nlp.pipeline import load, make_doc
from analysis.nlp.quotes.beside_quote import find_named_beside


def words_after_quote(text):
    nlp = load()
    doc = nlp(make_doc(nlp, Article("a", f'"We have no water," {text}')))
    start = next(token.i for token in doc if token.text == '"' and token.i > 0) + 1
    return list(doc[start:])


@pytest.mark.parametrize(
    ("text", "verb", "head", "is_inverted"),
    [
        ("grumbled Ann Orr.", "grumbled", "Orr", True),
        ("groaned the mayor of the town.", "groaned", "mayor", True),
        ("she sobbed quietly.", "sobbed", "she", False),
        ("Ann Orr then deadpanned.", "deadpanned", "Orr", False),
    ],
)
def test_a_verb_and_a_noun_phrase_beside_a_quote_are_found(text, verb, head, is_inverted):
    named = find_named_beside(words_after_quote(text))
    assert named is not None
    assert (named.verb.text, named.speaker_head.text) == (verb, head)
    assert named.is_inverted is is_inverted


@pytest.mark.parametrize(
    "text",
    [
        "is the slogan.",
        "and Orr left.",
        "released in May.",
        "a song about rain.",
        "told the host Ann Orr.",
        "",
    ],
)
def test_other_words_beside_a_quote_name_nobody(text):
    assert find_named_beside(words_after_quote(text)) is None
