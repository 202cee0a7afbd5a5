"""Articles made by hand for tests of quotes and references, independent of the model."""

from collections.abc import Mapping, Sequence

import spacy
from spacy.tokens import Doc

from analysis.ingest.article import Article, Block
from analysis.nlp.coref.discourse_state import DiscourseState
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.glyphs import normalise
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.quotation_marks import find_quoted_spans
from analysis.nlp.span_index import SpanIndex
from analysis.nlp.text_positions import index_blocks
from tests.hand_parsed import Token, name, parse

_TOKENISER = spacy.blank("en")
#: A sentence that names nobody.
FILLER: tuple[Token, ...] = (
    ("Rain", "NN", "nsubj", 1),
    ("fell", "VBD", "ROOT", 1),
    (".", ".", "punct", 1),
)
#: Part of speech, tag and lemma of a word.
Word = tuple[str, str, str]
SAID: Word = ("VERB", "VBD", "say")


def tokenise(
    text: str,
    words: Mapping[str, Word] | None = None,
    blocks: Sequence[Block] = (),
) -> ArticleParse:
    """Return an article without a parse; its quoted spans are found.

    Args:
        text: The text.
        words: What some of its words are; the others have no part of speech.
        blocks: Its blocks; by default one body.
    """
    doc = _TOKENISER(normalise(text))
    for token in doc:
        if words and token.text in words:
            token.pos_, token.tag_, token.lemma_ = words[token.text]
    return annotate_by_hand(doc, text, blocks)


def annotate_by_hand(doc: Doc, text: str = "", blocks: Sequence[Block] = ()) -> ArticleParse:
    """Set on ``doc`` what the extraction of attributions reads; return its parse."""
    text = text or doc.text
    doc._.article, doc._.text = Article("a", text), normalise(text)
    doc._.blocks = tuple(blocks) or (Block("body", 0, len(text)),)
    doc._.quoted_spans = find_quoted_spans(text, index_blocks(doc).spans)
    return ArticleParse(doc)


def join_sentences(*sentences: Sequence[Token]) -> Doc:
    """Return the document of some sentences; heads are positions within their sentence."""
    tokens: list[Token] = []
    for sentence in sentences:
        first = len(tokens)
        tokens += [(word, tag, dep, first + head) for word, tag, dep, head in sentence]
    doc = parse(tokens)
    annotate_by_hand(doc)
    return doc


def make_state(doc: Doc, names: Sequence[Name] = (), *entities: Entity) -> DiscourseState:
    """Return the state of the discourse before an article with these names and entities."""
    by_key = {entity.key: entity for entity in entities}
    return DiscourseState(doc, list(names), by_key, SpanIndex(doc._.quoted_spans))


def make_name(doc: Doc, position: int, label: str, key: str) -> Name:
    """Return the token at ``position`` as a name of the entity ``key``."""
    mention = name(doc, position, position + 1, label)
    mention.key = key
    return mention
