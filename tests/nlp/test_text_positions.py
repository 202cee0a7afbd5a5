"""The blocks and sentences of an article by character."""

import pytest

from analysis.ingest.article import Block
from analysis.nlp.text_positions import TextPositions, index_blocks
from tests.hand_parsed import parse

# Characters:   0      5    9    14   16    22   27
#              "Talks begin . They went on ."
TOKENS = [
    ("Talks", "NNS", "nsubj", 1),
    ("begin", "VBD", "ROOT", 1),
    (".", ".", "punct", 1),
    ("They", "PRP", "nsubj", 4),
    ("went", "VBD", "ROOT", 4),
    ("on", "IN", "prep", 4),
    (".", ".", "punct", 4),
]


def _positions(*blocks):
    doc = parse(TOKENS)
    return TextPositions(doc, blocks)


def test_sentences_have_their_block():
    positions = _positions(Block("headline", 0, 13), Block("body", 14, 28))
    assert positions.sentences == [(0, 13, 0), (14, 28, 1)]


def test_a_sentence_is_split_where_a_block_ends():
    positions = _positions(Block("caption", 0, 5), Block("body", 6, 28))
    assert positions.sentences == [(0, 5, 0), (6, 13, 1), (14, 28, 1)]


def test_text_between_blocks_is_in_no_sentence_and_of_no_kind():
    positions = _positions(Block("headline", 0, 11), Block("body", 14, 28))
    assert positions.sentences == [(0, 11, 0), (14, 28, 1)]
    assert [positions.block_kind(offset) for offset in (10, 11, 13, 14, 27, 28)] == [
        "headline",
        "",
        "",
        "body",
        "body",
        "",
    ]


@pytest.mark.parametrize(("offset", "sentence"), [(0, 0), (13, 0), (14, 1), (27, 1)])
def test_a_row_has_the_sentence_that_starts_before_it(offset, sentence):
    positions = _positions(Block("body", 0, 28))
    assert positions.position_columns(offset)["sentence"] == sentence


def test_what_white_space_separates_is_counted_by_kind_of_block():
    positions = _positions(Block("headline", 0, 13), Block("body", 14, 28))
    assert positions.count_words(("headline",)) == 3
    assert positions.count_words(("body", "headline")) == 7
    assert positions.count_words(("caption",)) == 0


def test_blocks_are_indexed_by_kind():
    doc = parse(TOKENS)
    doc._.blocks = (Block("headline", 0, 13), Block("boilerplate", 14, 20), Block("body", 21, 28))
    assert index_blocks(doc).spans == [(0, 13), (21, 28)]
    assert index_blocks(doc, ("headline",)).spans == [(0, 13)]
