"""Where the sentences of an article begin."""

import pytest
import spacy

from analysis.ingest.article import Article, Block
from analysis.nlp.components import set_boundaries

#: Maximum number of tokens of a sentence.
MAX_SENTENCE = 500


def _split(text, blocks=()):
    """Return the tokens at which the component makes a sentence begin."""
    doc = spacy.blank("en")(text)
    doc._.article, doc._.text = Article("a", text), text
    doc._.blocks = blocks or (Block("body", 0, len(text)),)
    return [token.i for token in set_boundaries(doc) if token.is_sent_start]


@pytest.mark.parametrize(("n_tokens", "starts"), [(500, [0]), (501, [0, 500])])
def test_a_sentence_has_at_most_500_tokens(n_tokens, starts):
    assert _split(" ".join(["word"] * n_tokens)) == starts


@pytest.mark.parametrize(("stop", "starts"), [(249, [0, 500]), (250, [0, 251]), (499, [0, 500])])
def test_a_long_sentence_is_split_after_a_full_stop_in_its_second_half(stop, starts):
    tokens = ["Word"] * (MAX_SENTENCE + 100)
    tokens[stop] = "."
    assert _split(" ".join(tokens)) == starts


def test_every_block_begins_a_sentence():
    text = "one two\n\nthree four"
    blocks = (Block("headline", 0, 7), Block("body", 9, len(text)))
    assert _split(text, blocks) == [0, 3]


def test_no_sentence_begins_inside_quotation_marks_or_an_initialled_country():
    text = 'He said "go. Now" to N. Korea.'
    doc = spacy.blank("en")(text)
    doc._.article, doc._.text = Article("a", text), text
    doc._.blocks = (Block("body", 0, len(text)),)
    set_boundaries(doc)
    forbidden = {token.text for token in doc if token.is_sent_start is False}
    assert {"go", '"', "Korea"} <= forbidden


def test_a_text_without_a_full_stop_is_split(annotated):
    sentences = annotated("said that he " * 1000)["sentences"]
    assert len(sentences) > 3
    assert max(row["end"] - row["start"] for row in sentences) < MAX_SENTENCE * len("that ")


def test_a_long_paragraph_is_split_at_full_stops_only(annotated):
    sentence = "The talks went on in the old town hall of Geneva until late on Monday."
    text = " ".join([sentence] * 100)
    rows = annotated(text)["sentences"]
    assert {text[row["start"] : row["end"]].strip() for row in rows} == {sentence}
