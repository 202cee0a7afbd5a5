"""The blocks and sentences of an article, and which of them hold a character."""

from collections.abc import Collection, Sequence
from typing import Any, NamedTuple

from spacy.tokens import Doc

from analysis.ingest.article import Block
from analysis.nlp.span_index import SpanIndex, TextSpan
from analysis.word_count import count_words

#: Kinds of block that are searched for names, quotes and figures.
ANNOTATED_KINDS = frozenset(("headline", "body", "subhead", "caption"))


def index_blocks(doc: Doc, kinds: Collection[str] = ANNOTATED_KINDS) -> SpanIndex[TextSpan]:
    """Return the article's blocks of the given kinds."""
    return SpanIndex(
        TextSpan(block.start, block.end) for block in doc._.blocks if block.kind in kinds
    )


class Sentence(NamedTuple):
    """A sentence, or the part of it inside one block, without surrounding space.

    Attributes:
        start: Its first character.
        end: One past its last character.
        block: The position of its block in the article.
    """

    start: int
    end: int
    block: int


class TextPositions:
    """The blocks and sentences of an article.

    Attributes:
        blocks: Its blocks, in order.
        sentences: Its sentences, in order, split where a block ends.
    """

    def __init__(self, doc: Doc, blocks: Sequence[Block]) -> None:
        """Split the sentences of the parsed article at the borders of ``blocks``."""
        self._text: str = doc._.text
        self._block_index = SpanIndex(blocks)
        self.blocks = self._block_index.spans
        self._sentence_index = SpanIndex(
            part
            for sentence in doc.sents
            for part in self._split_at_blocks(sentence.start_char, sentence.end_char)
        )
        self.sentences = self._sentence_index.spans

    def block_kind(self, offset: int) -> str:
        """Return the kind of the block that holds a character; empty between blocks."""
        block = self._block_index.at(offset)
        return "" if block is None else block.kind

    def position_columns(self, offset: int) -> dict[str, Any]:
        """Return the columns ``sentence`` and ``block_kind`` of a row that starts at ``offset``."""
        sentence = self._sentence_index.last_start_position(offset) or 0
        return {"sentence": sentence, "block_kind": self.block_kind(offset)}

    def count_words(self, kinds: Collection[str]) -> int:
        """Return the number of words in blocks of the given kinds."""
        spans = ((block.start, block.end) for block in self.blocks if block.kind in kinds)
        return count_words(self._text, spans)

    def _split_at_blocks(self, start: int, end: int) -> list[Sentence]:
        """Return the parts of a sentence, one for each block that holds some of its words."""
        sentences: list[Sentence] = []
        for number in range(self._block_index.last_start_position(start) or 0, len(self.blocks)):
            block = self.blocks[number]
            if block.start >= end:
                break
            part_start = max(start, block.start)
            part = self._text[part_start : min(end, block.end)]
            if words := part.strip():
                part_start += len(part) - len(part.lstrip())
                sentences.append(Sentence(part_start, part_start + len(words), number))
        return sentences
