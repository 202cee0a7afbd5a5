"""Galleries in a text: captions of pictures that are numbered, "3/12" or "Image 3 of 12"."""

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

#: The number of a picture, and how many there are.
_NUMBER = re.compile(r"(?<!\S)(?:Image )?(\d{1,3})(?:/| of (?:/ )?)(\d{1,3})(?!\S)")
#: What stands above the first picture: "12 show all News in pictures".
_SHOW_ALL = re.compile(r"\d{1,3} show all\b")
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
    for pictures in _list_galleries(texts):
        first, last = pictures[0].line, pictures[-1].line
        if first and _SHOW_ALL.match(texts[first - 1]):
            first -= 1
        lines.update(range(first, last + 1))
    return frozenset(lines)


def _list_galleries(texts: Sequence[str]) -> Iterator[list[_Picture]]:
    """Yield the pictures of each gallery."""
    pictures: list[_Picture] = []
    for picture in _list_numbers(texts):
        if pictures and not _is_next(pictures[-1], picture):
            if _are_gallery(pictures):
                yield pictures
            pictures = []
        pictures.append(picture)
    if _are_gallery(pictures):
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


def _are_gallery(pictures: Sequence[_Picture]) -> bool:
    return len({picture.number for picture in pictures}) >= FEWEST_PICTURES
