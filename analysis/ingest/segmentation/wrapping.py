"""Texts that are wrapped to a fixed width: their lines are joined to the paragraphs they came from.

A line was broken because the first word of the next line had no room on it. Where it had room, the
break was meant, and a paragraph ends. Paragraphs can also be divided by empty lines or begin with
an indent; every line can be followed by an empty one, and quoted by a mail program with ">".
"""

import math
import re
import statistics
from collections import Counter
from collections.abc import Sequence
from itertools import groupby, pairwise, takewhile
from typing import NamedTuple

#: A text is wrapped to a fixed width if at least so many of its lines continue in the next line,
_FEWEST_WRAPPED_LINES = 4
#: at least this share of all lines does: fewer than half do in a text of short paragraphs (of 300
#: news articles wrapped at 72 columns 1/2 misses 4 and 1/3 one; of 7,300 others both take none),
_LEAST_WRAPPED_SHARE = 1 / 3
#: no line is longer than so many characters,
_LONGEST_WRAPPED_LINE = 120
#: the median line that continues has at least so many characters (a column of a newspaper),
_LEAST_MEDIAN_LENGTH = 30
#: and at least this share of the lines that continue others begins in lower case, which items of a
#: list do not (judgements).
_LEAST_LOWER_SHARE = 0.4
#: A paragraph begins with a line that is indented by at least so many characters more than most.
_INDENT = 2
#: Fewest lines that have the width or one character less, and their least share (judgement).
_FEWEST_FULL_LINES, _LEAST_FULL_SHARE = 2, 0.05
#: A line of more than so many times the width is a paragraph of its own: the lines of a text in
#: letters of unlike width differ less (judgement).
_MOST_UNEVEN = 1.3
#: Most lines above the first empty line among which the headline, the outlet and the date are.
_MOST_HEAD_LINES = 4
#: At least this share of the lines begins with ">" in a text that a mail program quoted.
_LEAST_QUOTED_SHARE = 0.8
#: Fewest lines that begin with ">" in a text of which a part is quoted, and fewest of them that
#: continue in the next line (judgement).
_FEWEST_QUOTED_LINES = 2
_QUOTE_MARKS = re.compile(r"(?:>[ \t]?)+")
#: A line break with the blanks and marks of quoting around it.
#: Blanks are tried from the first of a run only: from each of a long run would take too long.
LINE_BREAK = re.compile(r"(?:(?<![ \t])[ \t]+)?(?:[\r\n\v\f\x85\u2028\u2029]+[ \t]*(?:>[ \t]?)*)+")
_SENTENCE_END = re.compile(r"[.!?…:][\"'”’»)\]]*$")


class WrappedLine(NamedTuple):
    """A line without the white space around it, what is before it, and whether it is wrapped."""

    text: str
    start: int
    indent: int
    breaks: int

    @property
    def end(self) -> int:
        """One past the last character, as an index into the whole text."""
        return self.start + len(self.text)

    @property
    def length(self) -> int:
        """The number of characters with the indent."""
        return self.indent + len(self.text)


def unwrap(text: str) -> str:
    """Return a paragraph with spaces in place of its line breaks and marks of quoting.

    The length is kept, so that offsets stay valid.
    """
    return LINE_BREAK.sub(lambda match: " " * len(match[0]), text)


def split_at_quoting(lines: Sequence[WrappedLine]) -> list[tuple[bool, list[WrappedLine]]]:
    """Divide lines where a mail program's quoting with ">" begins or ends.

    Lines that are quoted but for a few, which the mail program broke anew, are not divided, but for
    what introduces them ("Ann Lee wrote:"), nor are those of a text that is wrapped as a whole.

    Returns:
        Runs of lines, and whether each is quoted.
    """
    quoted = sum(line.text.startswith(">") for line in lines)
    if quoted >= _FEWEST_QUOTED_LINES and quoted >= _LEAST_QUOTED_SHARE * len(lines):
        lead = list(takewhile(lambda line: not line.text.startswith(">"), lines))
        is_lead = bool(lead) and lead[-1].text.endswith(":")
        parts = [(False, lead), (True, list(lines[len(lead) :]))]
        return parts if is_lead else [(True, list(lines))]
    if quoted < _FEWEST_QUOTED_LINES or paragraph_starts(lines) is not None:
        return [(False, list(lines))]
    runs = groupby(lines, key=lambda line: line.text.startswith(">"))
    return [(is_quoted, list(run)) for is_quoted, run in runs]


def without_quote_marks(
    lines: Sequence[WrappedLine],
) -> tuple[list[WrappedLine], list[WrappedLine]]:
    """Return quoted lines without ">", and these marks as lines."""
    plain: list[WrappedLine] = []
    marks: list[WrappedLine] = []
    breaks = 0
    for line in lines:
        match = _QUOTE_MARKS.match(line.text)
        mark = match[0] if match else ""
        rest = line.text[len(mark) :]
        text = rest.lstrip()
        breaks += line.breaks
        if mark:
            marks.append(WrappedLine(mark.rstrip(), line.start, 0, line.breaks))
        if text:
            start = line.end - len(text)
            plain.append(WrappedLine(text, start, len(rest) - len(text) + line.indent, breaks))
            breaks = 0
    return plain, marks


def paragraph_starts(lines: Sequence[WrappedLine], *, is_quoted: bool = False) -> list[int] | None:
    """Return the indices of the lines that begin a paragraph; None if the text is not wrapped.

    Args:
        lines: The lines of a text.
        is_quoted: Whether a mail program quoted them, so that fewer lines are enough.
    """
    fewest = _FEWEST_QUOTED_LINES if is_quoted else _FEWEST_WRAPPED_LINES
    if len(lines) <= fewest:
        return None
    width = _width(lines)
    if width > _LONGEST_WRAPPED_LINE:
        return None
    usual_breaks = _usual_breaks(lines)
    usual_indent = statistics.median_low(line.indent for line in lines)
    starts = [0]
    continued: list[tuple[WrappedLine, WrappedLine]] = []
    in_head = True
    for number, (line, following) in enumerate(pairwise(lines), start=1):
        in_head = in_head and number <= _MOST_HEAD_LINES and following.breaks <= usual_breaks
        if (in_head and _is_end_of_head_line(line, following, width)) or _is_paragraph_start(
            line, following, width, usual_breaks, usual_indent
        ):
            starts.append(number)
        else:
            continued.append((line, following))
    if len(continued) < max(fewest, _LEAST_WRAPPED_SHARE * len(lines)):
        return None
    lower = sum(following.text[0].islower() for _, following in continued)
    lengths = [len(line.text) for line, _ in continued]
    is_prose = lower >= _LEAST_LOWER_SHARE * len(continued)
    return starts if is_prose and statistics.median(lengths) >= _LEAST_MEDIAN_LENGTH else None


def _usual_breaks(lines: Sequence[WrappedLine]) -> int:
    """Return the number of line breaks between two lines of a paragraph: 2 if all are doubled.

    It is the smallest that is enough for the lines that a wrapped text continues.
    """
    breaks = sorted(line.breaks for line in lines[1:])
    return breaks[math.ceil(_LEAST_WRAPPED_SHARE * len(breaks)) - 1]


def _width(lines: Sequence[WrappedLine]) -> int:
    """Return the width that lines are wrapped to: the greatest length that enough lines have.

    A headline, a footer or an address can be longer. The lines of a text in letters of unlike width
    are unlike in length; of these the longest has the width.
    """
    counts = Counter(line.length for line in lines)
    fewest = max(_FEWEST_FULL_LINES, _LEAST_FULL_SHARE * len(lines))
    full = (length for length in counts if counts[length] + counts[length - 1] >= fewest)
    width = max(full, default=max(counts))
    longer = [line.length for line in lines if width < line.length <= _MOST_UNEVEN * width]
    return max(longer) if len(longer) >= _FEWEST_FULL_LINES else width


def _is_end_of_head_line(line: WrappedLine, following: WrappedLine, width: int) -> bool:
    """Return whether a line at the top, such as the headline, had room for more and ends there."""
    return _has_room(line, following, width) and following.text[0].isupper()


def _has_room(line: WrappedLine, following: WrappedLine, width: int) -> bool:
    """Return whether the first word of the following line had room on a line."""
    first_word = following.text.split(maxsplit=1)[0]
    return line.length + 1 + len(first_word) <= width


def _is_paragraph_start(
    line: WrappedLine, following: WrappedLine, width: int, usual_breaks: int, usual_indent: int
) -> bool:
    """Return whether a paragraph begins with the second of two lines.

    Args:
        line: The line before.
        following: The line.
        width: The length of the longest line, to which the text is wrapped.
        usual_breaks: The usual number of line breaks between two lines: 2 if an empty line follows
            every line.
        usual_indent: The usual indent of lines.
    """
    if following.breaks > usual_breaks or following.indent >= usual_indent + _INDENT:
        return True
    if max(line.length, following.length) > _MOST_UNEVEN * width:
        return True
    if (
        not _has_room(line, following, width)
        or following.text[0].islower()
        or line.text[-1] in "-,"
    ):
        return False
    return bool(_SENTENCE_END.search(line.text)) or line.length < width / 2
