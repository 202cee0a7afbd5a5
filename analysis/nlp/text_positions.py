"""Where in an article a character stands: its block and its sentence."""

from bisect import bisect_right
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np
from spacy.tokens import Doc

from analysis.ingest.article import Block


class Sentence(NamedTuple):
    """A sentence, or the part of it that stands in one block, without the space around it."""

    start: int
    end: int
    block: int


class Places:
    """The blocks and sentences of an article.

    Attributes:
        blocks: Its blocks, in order.
        sentences: Its sentences, in order, cut at the borders of blocks.
    """

    def __init__(self, doc: Doc, blocks: Sequence[Block]) -> None:
        """Take the parsed article and its blocks."""
        self.blocks = blocks
        self.sentences: list[Sentence] = []
        self._block_starts = [block.start for block in blocks]
        text: str = doc._.text
        for sentence in doc.sents:
            self._cut(text, sentence.start_char, sentence.end_char)
        self._starts = [sentence.start for sentence in self.sentences]

    def kind(self, offset: int) -> str:
        """Return the kind of block a character stands in; empty between blocks."""
        number = bisect_right(self._block_starts, offset) - 1
        inside = number >= 0 and offset < self.blocks[number].end
        return self.blocks[number].kind if inside else ""

    def columns(self, offset: int) -> dict[str, Any]:
        """Return the columns ``sentence`` and ``block_kind`` of what starts at a character."""
        sentence = max(bisect_right(self._starts, offset) - 1, 0)
        return {"sentence": sentence, "block_kind": self.kind(offset)}

    def words(self, doc: Doc, kinds: Sequence[str]) -> int:
        """Return the number of words in blocks of some kinds."""
        flags = doc.to_array(["IDX", "IS_PUNCT", "IS_SPACE"]).reshape(-1, 3)
        offsets = np.sort(flags[(flags[:, 1] == 0) & (flags[:, 2] == 0), 0])
        bounds = [(block.start, block.end) for block in self.blocks if block.kind in kinds]
        inside = np.diff(np.searchsorted(offsets, np.array(bounds, offsets.dtype).reshape(-1, 2)))
        return int(inside.sum())

    def _cut(self, text: str, start: int, end: int) -> None:
        for number in range(max(bisect_right(self._block_starts, start) - 1, 0), len(self.blocks)):
            block = self.blocks[number]
            if block.start >= end:
                break
            first, last = max(start, block.start), min(end, block.end)
            piece = text[first:last]
            if words := piece.strip():
                first += len(piece) - len(piece.lstrip())
                self.sentences.append(Sentence(first, first + len(words), number))
