"""Galleries in a text: captions of pictures that are numbered, "3/12" or "Image 3 of 12".

The pages of a document and the posts of a thread ("1/3 We lost ten homes…") are numbered too, so
something beside the numbers must say that they are of pictures.
"""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: The number of a picture, and how many there are.
_NUMBER = re.compile(r"(?<!\S)(?:Image )?(\d{1,3})(?:/| of (?:/ )?)(\d{1,3})(?!\S)")
#: What stands above the first picture: "12 show all News in pictures".
_SHOW_ALL = re.compile(r"\d{1,3} show all\b")
#: What says that numbers are of pictures: the line above, or words before one of the numbers.
_PICTURES = re.compile(
    r"\d{1,3} show all\b|(?:^|\s)(?:Photos:|Pictures:|(?:Image|Photo|Picture|Slide|Caption) \d)"
)
#: Fewest pictures that are numbered one after the other (judgement: a text seldom has three
#: fractions that count up).
FEWEST_PICTURES = 3
#: Most lines from the number of one picture to that of the next: its caption and its credit
#: (judgement).
_LINES_PER_PICTURE = 2


class _Picture(NamedTuple):
    """A numbered picture: the index of its line, its number, and how many there are."""

    line: int
    number: int
    total: int


def find_gallery_lines(texts: Sequence[str]) -> frozenset[int]:
    """Return the indices of the lines that belong to galleries.

    Args:
        texts: The lines of a text.
    """
    lines: set[int] = set()
    for pictures in _list_series(texts):
        first, last = pictures[0].line, pictures[-1].line
        if not any(_PICTURES.search(text) for text in texts[max(first - 1, 0) : last + 1]):
            continue
        if first and _SHOW_ALL.match(texts[first - 1]):
            first -= 1
        lines.update(range(first, last + 1))
    return frozenset(lines)


def _list_series(texts: Sequence[str]) -> Iterator[list[_Picture]]:
    """Yield the numbers of each series, which may be of pictures."""
    pictures: list[_Picture] = []
    for picture in _list_numbers(texts):
        if pictures and not _is_next(pictures[-1], picture):
            if _are_series(pictures):
                yield pictures
            pictures = []
        pictures.append(picture)
    if _are_series(pictures):
        yield pictures


def _list_numbers(texts: Sequence[str]) -> Iterator[_Picture]:
    for line, text in enumerate(texts):
        for match in _NUMBER.finditer(text):
            number, total = int(match[1]), int(match[2])
            if 0 < number <= total:
                yield _Picture(line, number, total)


def _is_next(picture: _Picture, other: _Picture) -> bool:
    """Return whether a number continues another; a page may have the first number twice."""
    is_near = other.line - picture.line <= _LINES_PER_PICTURE
    return is_near and other.total == picture.total and 0 <= other.number - picture.number <= 1


def _are_series(pictures: Sequence[_Picture]) -> bool:
    return len({picture.number for picture in pictures}) >= FEWEST_PICTURES
