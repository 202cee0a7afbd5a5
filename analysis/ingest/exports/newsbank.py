"""NewsBank's exports as text (Access World News), of the present form and the one before.

The line below the title has the date and the outlet, in either order: "September 5, 2023 | Ellery
Gazette, The (Port Ellery)" or "Ellery Gazette, The (Port Ellery) - September 5, 2023". Labelled
lines follow, then the text, then labelled lines or "CITATION".
"""

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from analysis.ingest.exports.export_labels import label_pattern
from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.written_dates import date_of_line

_OUTLET_LINE = re.compile(
    r"(?P<date_first>[^|]{6,40}?)\s*\|\s*(?P<outlet_second>[^|]+?)(?:\s*\|.*)?"
    r"|(?P<outlet_first>.+?)\s+-\s+(?P<date_second>[^|]{6,60})"
)
_HEAD_USES = ("byline", "head")
_LABEL = re.compile(
    rf"\s*({'|'.join(label_pattern('newsbank', use) for use in _HEAD_USES)})\s*:\s*(.*)",
    re.IGNORECASE,
)
_WORD_COUNT = re.compile(r"\d[\d,.]* words", re.IGNORECASE)
_TAIL = re.compile(rf"(?:©|(?:{label_pattern('newsbank', 'tail')})\s*(?::|$|©|\d))", re.IGNORECASE)
#: Signs of the database, one of which is in each of its exports.
_SIGN = re.compile(
    r"NewsBank|OpenURL Link|^CITATION|^Record(?: Number)?:|^Author/Byline:", re.MULTILINE
)
#: The place of an outlet, and the article behind its name: "Ellery Gazette, The (Port Ellery)".
_PLACE = re.compile(r"\s*\([^()]*\)\s*$")
_ARTICLE_BEHIND = re.compile(r"(.+), (The|A|An|Le|La|Les|Der|Die|Das|De|Het)$")
#: Most lines of a title.
_TITLE_LINES = 3


class _Head(NamedTuple):
    """The line with outlet and date: its index and values."""

    number: int
    values: dict[str, Any]


def split_newsbank(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field; None if the text is not one of NewsBank."""
    if not _SIGN.search(text):
        return None
    lines = split_lines(text)
    heads = [head for index, line in enumerate(lines) if (head := _read_outlet_line(index, line))]
    return _read_articles(text, lines, heads) if heads else None


def _read_outlet_line(index: int, line: Line) -> _Head | None:
    match = _OUTLET_LINE.fullmatch(line.text)
    if not index or not match:
        return None
    published = date_of_line(match["date_first"] or match["date_second"])
    if published is None:
        return None
    outlet = _PLACE.sub("", match["outlet_second"] or match["outlet_first"])
    if behind := _ARTICLE_BEHIND.fullmatch(outlet):
        outlet = f"{behind[2]} {behind[1]}"
    return _Head(index, {"outlet": outlet, "published": published})


def _read_articles(text: str, lines: list[Line], heads: list[_Head]) -> Iterator[dict[str, Any]]:
    starts = [_title_start(lines, head.number) for head in heads]
    if any(line.is_prose for line in lines[: starts[0]]):
        # An article whose line with outlet and date is of another form: it is told to have none.
        yield {"text": text[: lines[starts[0]].start].strip()}
    for number, head in enumerate(heads):
        last = starts[number + 1] if number + 1 < len(heads) else len(lines)
        title = " ".join(line.text for line in lines[starts[number] : head.number])
        first, byline = _skip_labels(lines, head.number + 1, last)
        end = _tail_start(lines, first, last)
        body = text[lines[first].start : lines[end - 1].end] if first < end else ""
        yield {"title": title, "byline": byline, "text": body, **head.values}


def _title_start(lines: list[Line], index: int) -> int:
    """Return the index of the first line of the title above the line with outlet and date."""
    first = index - 1
    while (
        first > 0
        and index - first < _TITLE_LINES
        and not lines[first].follows_gap
        and not _TAIL.match(lines[first - 1].text)
    ):
        first -= 1
    return first


def _skip_labels(lines: list[Line], first: int, last: int) -> tuple[int, str]:
    """Return the index of the first line of the text, and the byline."""
    byline = ""
    while first < last:
        text = lines[first].text
        parts = [_LABEL.fullmatch(part) for part in text.split(" | ")]
        if not (all(parts) or _WORD_COUNT.fullmatch(text) or text.casefold() == "openurl link"):
            break
        for part in parts:
            if part and part[1].casefold() in {"author/byline", "author", "byline"}:
                byline = byline or part[2].strip()
        first += 1
    return first, byline


def _tail_start(lines: list[Line], first: int, last: int) -> int:
    """Return the index of the first line of the tail: below it is no running text."""
    end = last
    for index in range(last - 1, first - 1, -1):
        line = lines[index]
        if _TAIL.match(line.text):
            end = index
        elif line.is_prose and not _TAIL.match(lines[index - 1].text):
            break
    return end
