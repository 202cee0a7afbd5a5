"""Tokens by the numbers of their words."""

from analysis.nlp.token_ids import collect_word_ids, find_tokens, get_ids
from tests.hand_parsed import parse

TOKENS = [
    ("Talks", "NNS", "nsubj", 1),
    ("begin", "VBD", "ROOT", 1),
    ("talks", "NNS", "dobj", 1),
]


def test_tokens_are_those_with_one_of_the_words():
    doc = parse(TOKENS)
    assert find_tokens(doc, "LOWER", get_ids(["talks", "end"])) == [0, 2]
    assert find_tokens(doc, "ORTH", get_ids(["talks"])) == [2]


def test_tags_and_relations_have_the_numbers_of_every_vocabulary():
    doc = parse(TOKENS)
    assert find_tokens(doc, "TAG", get_ids(["NNS"])) == [0, 2]
    assert find_tokens(doc, "DEP", get_ids(["nsubj"])) == [0]


def test_listed_words_are_recognised_by_the_numbers_of_their_tokens():
    doc = parse(TOKENS)
    listed = collect_word_ids(doc, doc.to_array("IS_LOWER") > 0)
    assert [token.lower in listed for token in doc] == [True, True, True]
    assert [token.orth in listed for token in doc] == [False, True, True]
