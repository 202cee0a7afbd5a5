"""The lines of PDF pages: their order, and the paragraphs and words that they were broken from."""

import math
import statistics
from collections.abc import Iterable
from itertools import chain, pairwise
from typing import NamedTuple

from analysis.ingest.line_breaks import join_words

#: A line that is wider than this share of the page's text crosses its columns (judgement).
_WIDE_SHARE = 0.6
#: Narrowest gap between two columns, in sizes of the letters (judgement).
GUTTER = 0.6
#: Widest gap between two words of a justified line in a narrow column, in sizes of the letters
#: (judgement).
_WORD_GAP = 2.5
#: At most this share of the lines crosses the gap between two columns (judgement).
_CROSSING_SHARE = 0.1
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
    """A line of text on a page: its edges and the size of its letters in points.

    ``is_edge`` says whether it is so near the edge of the page that it can be a running head.
    """

    text: str
    left: float
    right: float
    bottom: float
    top: float
    size: float
    is_edge: bool = False


def split_at_gutters(lines: list[list[PageLine]]) -> list[PageLine]:
    """Return the lines of a page, those that reach over the gap between two columns divided there.

    Columns can be so near that their lines are read as one. A gap inside a line is one of columns
    if lines below or above it have a gap at the same place, and hardly any has text there.

    Args:
        lines: The lines as they are read, each as its parts between wide gaps.
    """
    gaps = [(left.right, right.left) for parts in lines for left, right in pairwise(parts)]
    runs = [part for parts in lines for part in parts]
    gutters: list[float] = []
    for place in sorted({start for _, start in gaps}):
        n_gaps = sum(end < place <= start for end, start in gaps)
        n_crossing = sum(part.left < place < part.right for part in runs)
        if n_gaps >= _FEWEST_COLUMN_LINES and n_crossing <= _CROSSING_SHARE * len(lines):
            gutters.append(place)
    divided: list[PageLine] = []
    for parts in lines:
        first = 0
        for number, (left, right) in enumerate(pairwise(parts), start=1):
            if any(left.right < place <= right.left for place in gutters):
                divided.append(_join_parts(parts[first:number]))
                first = number
        divided.append(_join_parts(parts[first:]))
    return divided


def _join_parts(parts: list[PageLine]) -> PageLine:
    text = " ".join(part.text for part in parts)
    return parts[0]._replace(text=text, right=parts[-1].right)


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
        if _is_paragraph_end(previous, line, leading, room, is_indented=is_indented):
            paragraphs.append(line.text)
        else:
            paragraphs[-1] = join_words(paragraphs[-1], line.text, vocabulary)
    return "\n\n".join(paragraphs)


def _order_band(lines: list[PageLine]) -> list[PageLine]:
    """Return lines column by column; from the top if they are in no columns."""
    gutter = _find_gutter(lines)
    if gutter is None:
        return _join_rows(lines)
    ordered: list[PageLine] = []
    left: list[PageLine] = []
    right: list[PageLine] = []
    for line in lines:
        if line.left < gutter < line.right:
            ordered += [*_join_rows(left), *_order_band(right), line]
            left, right = [], []
        else:
            (left if line.right <= gutter else right).append(line)
    return [*ordered, *_join_rows(left), *_order_band(right)]


def _join_rows(lines: list[PageLine]) -> list[PageLine]:
    """Return the lines of a column, the words of a line with wide gaps between them as one."""
    rows: list[list[PageLine]] = []
    for line in lines:
        previous = rows[-1][-1] if rows else None
        if (
            previous is not None
            and (previous.bottom, previous.size) == (line.bottom, line.size)
            and 0 <= line.left - previous.right <= _WORD_GAP * line.size
        ):
            rows[-1].append(line)
        else:
            rows.append([line])
    return [_join_parts(row) for row in rows]


def _find_gutter(lines: list[PageLine]) -> float | None:
    """Return the position of the first gap between columns, which few lines cross, if any."""
    if len(lines) < 2 * _FEWEST_COLUMN_LINES:
        return None
    gap = GUTTER * statistics.median(line.size for line in lines)
    for edge in sorted({math.floor(line.left) for line in lines}):
        left = sum(line.right <= edge - gap for line in lines)
        right = sum(line.left >= edge for line in lines)
        crossing = len(lines) - left - right
        if min(left, right) >= _FEWEST_COLUMN_LINES and crossing <= _CROSSING_SHARE * len(lines):
            return edge - gap / 2
    return None


def _usual_leading(lines: list[PageLine]) -> float:
    """Return the usual distance from one line to the next, in sizes of their letters."""
    distances = [
        (previous.bottom - line.bottom) / line.size
        for previous, line in pairwise(lines)
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


def _is_paragraph_end(
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
    if line.text[0].islower() or previous.text[-1] in "-,":
        return False
    # A word that would have had room on the line before was put on a new line on purpose.
    first_word = line.text.split(maxsplit=1)[0]
    return room > (len(first_word) + 1) * _LETTER_WIDTH * line.size
