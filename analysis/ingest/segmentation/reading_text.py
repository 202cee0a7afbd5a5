"""The running text of an article, without what a page put into it, and its offsets.

The text that is read has the length of the original: inside a block, line breaks that a fixed width
made are single spaces, words that were divided at a line end are whole, headlines that a page
inserted into a sentence are left out, and what was left out is added as spaces to the end of the
block. So blocks begin and end where they do in the original, and every offset between has
its place in the original.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter
from typing import NamedTuple

from analysis.ingest.article import Block
from analysis.ingest.line_breaks import join_words
from analysis.ingest.segmentation.insertions import find_insertions
from analysis.ingest.segmentation.wrapping import LINE_BREAK

#: Characters at the edges of words, apart from hyphens.
_WORD_EDGES = '.,;:!?"“”‘’()[]'


class Move(NamedTuple):
    """Characters that are elsewhere in the original.

    Attributes:
        start: The first of them in the text that is read; they reach to the next move.
        shift: How much further on they are in the original.
        last: The last character of the original that they can be.
    """

    start: int
    shift: int
    last: int


@dataclass(frozen=True)
class ReadingText:
    """A text as it is read, of the length of the original, and what was moved in it, in order."""

    text: str
    moves: tuple[Move, ...] = ()

    def original_start(self, offset: int) -> int:
        """Return where the character at an offset is in the original."""
        number = bisect_right(self.moves, offset, key=attrgetter("start"))
        if not number:
            return offset
        move = self.moves[number - 1]
        return min(offset + move.shift, move.last)

    def original_end(self, offset: int) -> int:
        """Return the end in the original of what ends before an offset."""
        return self.original_start(offset - 1) + 1


def read_running_text(text: str, blocks: Iterable[Block]) -> ReadingText:
    """Return a text without the line breaks inside its blocks, or what is inserted into them.

    Args:
        text: The original text.
        blocks: Its blocks, in order.
    """
    pieces: list[str] = []
    moves: list[Move] = []
    vocabulary: frozenset[str] = frozenset()
    end = 0
    for block in blocks:
        original = text[block.start : block.end]
        if LINE_BREAK.search(original):
            vocabulary = vocabulary or _list_words(text)
            running, shifts = _join_lines(original, vocabulary)
        else:
            running, shifts = _leave_out_insertions(original)
        if shifts:
            last = block.end - 1
            moves += [Move(block.start + start, shift, last) for start, shift in shifts]
            moves.append(Move(block.end, 0, len(text)))
        pieces += [text[end : block.start], running.ljust(len(original))]
        end = block.end
    return ReadingText("".join([*pieces, text[end:]]), tuple(moves))


def _leave_out_insertions(text: str) -> tuple[str, list[tuple[int, int]]]:
    """Return a block without inserted headlines, and from where on it has moved by how much."""
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = []
    shift = end = 0
    for start, insertion_end in find_insertions(text):
        pieces.append(text[end:start])
        shift += insertion_end - start
        shifts.append((insertion_end - shift, shift))
        end = insertion_end
    return "".join([*pieces, text[end:]]), shifts


def _join_lines(text: str, vocabulary: AbstractSet[str]) -> tuple[str, list[tuple[int, int]]]:
    """Return the lines of a block as one, and from where on it has moved by how much."""
    pieces: list[str] = []
    shifts: list[tuple[int, int]] = []
    length = start = 0
    line = ""
    for match in LINE_BREAK.finditer(text):
        previous, line = line, text[start : match.start()]
        length += _add_line(pieces, previous, line, vocabulary)
        shifts.append((length - len(line), start - (length - len(line))))
        start = match.end()
    length += _add_line(pieces, line, text[start:], vocabulary)
    rest = len(text) - start
    shifts.append((length - rest, start - (length - rest)))
    return "".join(pieces), shifts


def _add_line(pieces: list[str], previous: str, line: str, vocabulary: AbstractSet[str]) -> int:
    """Add a line to the pieces of a text that ends with a line; return the change of its length."""
    if not pieces:
        pieces.append(line)
        return len(line)
    joined = join_words(previous, line, vocabulary)
    pieces[-1:] = [pieces[-1][: len(pieces[-1]) - len(previous)], joined[: -len(line)], line]
    return len(joined) - len(previous)


def _list_words(text: str) -> frozenset[str]:
    """Return the words of a text that a line end does not divide."""
    return frozenset(
        word.strip(_WORD_EDGES) for word in re.findall(r"\S+", text) if word[-1] != "-"
    )
