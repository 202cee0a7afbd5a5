"""The lines of PDF pages: their order, and the paragraphs and words that they were broken from."""

import statistics
from collections.abc import Iterable
from itertools import chain
from typing import NamedTuple

from analysis.ingest.line_breaks import join_words

#: A line that is wider than this share of the page's text crosses its columns (judgement).
_WIDE_SHARE = 0.6
#: Narrowest gap between two columns, in sizes of the letters (judgement).
_GUTTER = 0.6
#: Fewest lines of a column (judgement).
_FEWEST_COLUMN_LINES = 3
#: A gap between two lines above this multiple of the usual one divides paragraphs (judgement).
_PARAGRAPH_GAP = 1.35
#: The first line of a paragraph is indented by at least so many sizes of the letters (judgement).
_INDENT = 0.7
#: Sizes of letters that differ by more than this share divide paragraphs: a headline (judgement).
_SIZE_DIFFERENCE = 0.08
#: Average width of a letter as a share of its size, for the space that a word takes (judgement).
_LETTER_WIDTH = 0.5
_SENTENCE_ENDS = (".", "!", "?", "”", '"', "’", "…", ")", ":")


class PageLine(NamedTuple):
    """A line of text on a page: its edges and the size of its letters in points."""

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float


def order_lines(lines: list[PageLine]) -> list[PageLine]:
    """Return the lines of a page in the order of reading: column after column.

    Lines that cross the columns, such as a headline, divide the page into bands; the columns of a
    band are read before the next band.
    """
    if not lines:
        return []
    lines = sorted(lines, key=lambda line: (-line.top, line.left))
    width = max(line.right for line in lines) - min(line.left for line in lines)
    ordered: list[PageLine] = []
    band: list[PageLine] = []
    for line in lines:
        if line.right - line.left > _WIDE_SHARE * width:
            ordered += [*_order_band(band), line]
            band = []
        else:
            band.append(line)
    return ordered + _order_band(band)


def join_lines(pages: Iterable[list[PageLine]]) -> str:
    """Return the text of ordered lines: paragraphs, with an empty line between them."""
    lines = list(chain.from_iterable(pages))
    if not lines:
        return ""
    vocabulary = {word.strip('.,;:!?"“”’()') for line in lines for word in line.text.split()}
    leading = _usual_leading(lines)
    lefts, rights = _column_edges(lines)
    paragraphs: list[str] = [lines[0].text]
    for number in range(1, len(lines)):
        line, previous = lines[number], lines[number - 1]
        room = rights[number - 1] - previous.right
        is_indented = line.left - lefts[number] > _INDENT * line.size
        if _ends_paragraph(previous, line, leading, room, is_indented=is_indented):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = join_words(paragraphs[-1], line.text, vocabulary)
    return "\n\n".join(paragraphs)


def _order_band(lines: list[PageLine]) -> list[PageLine]:
    """Return lines column by column; from the top if they are in no columns."""
    if len(lines) < 2 * _FEWEST_COLUMN_LINES:
        return lines
    size = statistics.median(line.size for line in lines)
    by_left = sorted(lines, key=lambda line: line.left)
    edge = by_left[0].right
    for number, line in enumerate(by_left):
        left, right = by_left[:number], by_left[number:]
        is_gutter = line.left - edge > _GUTTER * size
        if is_gutter and min(len(left), len(right)) >= _FEWEST_COLUMN_LINES:
            return [
                *sorted(left, key=lambda line: (-line.top, line.left)),
                *_order_band(sorted(right, key=lambda line: (-line.top, line.left))),
            ]
        edge = max(edge, line.right)
    return lines


def _usual_leading(lines: list[PageLine]) -> float:
    """Return the usual distance from one line to the next, in sizes of their letters."""
    distances = [
        (previous.bottom - line.bottom) / line.size
        for previous, line in zip(lines, lines[1:], strict=False)
        if previous.bottom > line.bottom and line.size > 0
    ]
    return statistics.median_low(distances) if distances else 1.0


def _column_edges(lines: list[PageLine]) -> tuple[list[float], list[float]]:
    """Return the left and the right edge of the column that each line is in."""
    lefts, rights = [0.0] * len(lines), [0.0] * len(lines)
    first = 0
    for number in range(1, len(lines) + 1):
        if number < len(lines) and _are_in_column(lines[number - 1], lines[number]):
            continue
        column = lines[first:number]
        left = min(line.left for line in column)
        right = max(line.right for line in column)
        lefts[first:number] = [left] * len(column)
        rights[first:number] = [right] * len(column)
        first = number
    return lefts, rights


def _are_in_column(previous: PageLine, line: PageLine) -> bool:
    overlaps = line.left < previous.right and previous.left < line.right
    return line.bottom < previous.bottom and overlaps


def _ends_paragraph(
    previous: PageLine, line: PageLine, leading: float, room: float, *, is_indented: bool
) -> bool:
    """Return whether a paragraph ends between two lines.

    Args:
        previous: The line before.
        line: The line.
        leading: The usual distance of lines, in sizes of their letters.
        room: The space that the line before leaves in its column, in points.
        is_indented: Whether the line starts further to the right than its column.
    """
    if abs(previous.size - line.size) > _SIZE_DIFFERENCE * max(previous.size, line.size):
        return True
    if not _are_in_column(previous, line):  # The next column or page.
        return previous.text.endswith(_SENTENCE_ENDS) or not line.text[:1].islower()
    if (previous.bottom - line.bottom) / line.size > _PARAGRAPH_GAP * leading:
        return True
    if is_indented:
        return True
    # A word that would have had room on the line before was put on a new line on purpose.
    first_word = line.text.split(maxsplit=1)[0]
    return room > (len(first_word) + 1) * _LETTER_WIDTH * line.size
