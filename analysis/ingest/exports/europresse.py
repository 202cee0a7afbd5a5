"""Europresse's exports as text, of the list of documents and of the printed page.

The head of an article is either the outlet with a line of date and length below it ("The Lamp",
"World, Tuesday, September 5, 2023 - 10:32 UTC 653 words, p. 4") or the date with a line of outlet
and length below it ("The Lamp • p. 4 • 653 words"). The headline follows, then the author, the
text, and from "©" on what is no text. In printed pages labels and values describe the outlet
above the date.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from analysis.ingest.exports.export_labels import label_pattern
from analysis.ingest.segmentation.credits import is_agency
from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.segmentation.phrases import has_name_capitals
from analysis.ingest.written_dates import date_of_line, find_date

#: Signs of the database, one of which is in each of its exports.
SIGN = re.compile(
    r"\b(?:PUBLI-©|(?:news|web)·\d{8}·\w+|CEDROM-SNi)"
    rf"|^[ \t]*(?:{label_pattern('europresse', 'sign')})|^[ \t]*Source name[ \t]*$",
    re.MULTILINE | re.IGNORECASE,
)
_LENGTH = rf"\d[\d\s.,]*\s(?:{label_pattern('europresse', 'words')})\b"
_DATE_AND_LENGTH = re.compile(rf".*\b\d{{4}}\b.*\b{_LENGTH}.*", re.IGNORECASE)
_OUTLET_AND_LENGTH = re.compile(rf"(?P<outlet>[^•]+?)\s•\s(?:[^•]+•\s)*?{_LENGTH}", re.IGNORECASE)
_TAIL = re.compile(rf"\s*(?:©|(?:{label_pattern('europresse', 'tail')}))", re.IGNORECASE)
#: The kind of a medium behind the name of an outlet: "The Lamp (site web)".
_KIND_BEHIND = re.compile(
    rf"\s*\((?:{label_pattern('europresse', 'medium')})[^()]*\)$", re.IGNORECASE
)
#: Most lines of a headline.
_HEADLINE_LINES = 3
#: Most words of a line that names the authors, and the fewest and most of a name that a comma and
#: a description follow ("Jo Writer, envoyée spéciale").
_AUTHOR_WORDS = 8
_NAME_WORDS = (2, 4)


@dataclass(frozen=True)
class _Head:
    """The two lines of a head: the index of the first, the outlet and the date."""

    index: int
    outlet: str
    published: date | None


def split_europresse(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field; None if the text is not one of Europresse."""
    if not SIGN.search(text):
        return None
    lines = split_lines(text)
    heads = [head for index in range(len(lines) - 1) if (head := _read_head(lines, index))]
    return _read_articles(text, lines, heads) if heads else None


def _read_head(lines: list[Line], index: int) -> _Head | None:
    first, second = lines[index].text, lines[index + 1].text
    match = _OUTLET_AND_LENGTH.fullmatch(second)
    if match and (published := date_of_line(first)):
        return _Head(index, _without_kind(match["outlet"]), published)
    if not _DATE_AND_LENGTH.fullmatch(second) or lines[index].is_prose or date_of_line(first):
        return None
    published = find_date(second)
    return _Head(index, _without_kind(first), published) if published else None


def _without_kind(outlet: str) -> str:
    return _KIND_BEHIND.sub("", outlet.strip())


def _read_articles(text: str, lines: list[Line], heads: list[_Head]) -> Iterator[dict[str, Any]]:
    ends = [head.index for head in heads[1:]] + [len(lines)]
    for head, last in zip(heads, ends, strict=True):
        first = head.index + 2
        tail = (index for index in range(first, last) if _TAIL.match(lines[index].text))
        end = next(tail, last)
        below = _end_of_headline(lines, first, end)
        title = " ".join(line.text for line in lines[first:below])
        byline = ""
        if below < end - 1 and _is_author(lines[below]):
            byline, below = lines[below].text, below + 1
        body = text[lines[below].start : lines[end - 1].end] if below < end else ""
        values = {"title": title, "byline": byline, "text": body}
        yield {**values, "outlet": head.outlet, "published": head.published}


def _end_of_headline(lines: list[Line], first: int, end: int) -> int:
    """Return the index of the line below the headline, which an empty line or prose ends."""
    below = first
    while below < min(end, first + _HEADLINE_LINES) and not (
        below > first
        and (lines[below].follows_gap or lines[below].is_prose or _is_author(lines[below]))
    ):
        below += 1
    return below


def _is_author(line: Line) -> bool:
    if is_agency(line.text):
        return True
    name, _, description = line.text.partition(", ")
    fewest, most = _NAME_WORDS
    is_described = description[:1].islower() and fewest <= len(name.split()) <= most
    is_named = line.text[0].isupper() and has_name_capitals(name if is_described else line.text)
    return 1 < line.word_count <= _AUTHOR_WORDS and is_named and not line.is_sentence_end
