"""Look-up of spans of a text by character offset."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from itertools import accumulate
from operator import attrgetter
from typing import Generic, NamedTuple, Protocol, TypeVar


class HasSpan(Protocol):
    """Anything that covers the characters ``start`` to ``end`` (exclusive) of a text."""

    @property
    def start(self) -> int:
        """First character."""

    @property
    def end(self) -> int:
        """One past the last character."""


class TextSpan(NamedTuple):
    """A span without further properties: the characters ``start`` to ``end`` (exclusive)."""

    start: int
    end: int


SpanT_co = TypeVar("SpanT_co", bound=HasSpan, covariant=True)


class SpanIndex(Generic[SpanT_co]):
    """Spans of one text, ordered by their start, with look-up by bisection.

    A look-up takes logarithmic time, also where spans overlap or nest: beside the starts the index
    stores, for each span, the largest end of the spans up to it.

    Attributes:
        spans: The spans, ordered by their start.
    """

    __slots__ = ("_enclosing", "_ends", "_starts", "spans")

    def __init__(self, spans: Iterable[SpanT_co]) -> None:
        """Index ``spans``, which each cover at least one character and come in any order."""
        self.spans = sorted(spans, key=attrgetter("start"))
        self._starts = [span.start for span in self.spans]
        #: Largest end of the spans up to each one; never decreases.
        self._ends = list(accumulate((span.end for span in self.spans), max))
        #: The last span before each one that ends after it; -1 if there is none.
        self._enclosing = _find_enclosing([span.end for span in self.spans])

    def __contains__(self, offset: int) -> bool:
        """Return whether a span covers the character at ``offset``."""
        number = bisect_right(self._starts, offset) - 1
        return number >= 0 and offset < self._ends[number]

    def position_at(self, offset: int) -> int | None:
        """Return the position in ``spans`` of :meth:`at`, or None."""
        number = bisect_right(self._starts, offset) - 1
        while number >= 0 and offset < self._ends[number]:
            if offset < self.spans[number].end:
                return number
            number = self._enclosing[number]  # those between them end no later than this one
        return None

    def at(self, offset: int) -> SpanT_co | None:
        """Return the span that covers a character, or None.

        Where several do, this is the one that starts last: the innermost of nested spans.
        """
        number = self.position_at(offset)
        return None if number is None else self.spans[number]

    def at_or_after(self, offset: int) -> SpanT_co | None:
        """Return the first span that covers a character or starts after it, or None."""
        number = bisect_right(self._ends, offset)
        return self.spans[number] if number < len(self.spans) else None

    def last_start_position(self, offset: int) -> int | None:
        """Return the position in ``spans`` of the last span that starts at or before ``offset``."""
        number = bisect_right(self._starts, offset) - 1
        return None if number < 0 else number

    def has_overlap(self, start: int, end: int) -> bool:
        """Return whether a span shares a character with ``start`` to ``end``."""
        number = bisect_left(self._starts, end) - 1
        return start < end and number >= 0 and start < self._ends[number]

    def overlapping(self, start: int, end: int) -> list[SpanT_co]:
        """Return the spans that share a character with ``start`` to ``end``, in order."""
        if start >= end:
            return []
        first, stop = bisect_right(self._ends, start), bisect_left(self._starts, end)
        return [span for span in self.spans[first:stop] if span.end > start]

    def starting_in(self, start: int, end: int) -> list[SpanT_co]:
        """Return the spans whose first character lies in ``start`` to ``end``, in order."""
        return self.spans[bisect_left(self._starts, start) : bisect_left(self._starts, end)]


def mark_characters(length: int, spans: Iterable[HasSpan]) -> bytearray:
    """Return a byte for each of ``length`` characters: 1 where a span covers it, otherwise 0.

    To look up every token of a text, this is faster than a :class:`SpanIndex`.
    """
    marks = bytearray(length)
    for span in spans:
        start, end = span.start, min(span.end, length)
        marks[start:end] = b"\1" * (end - start)
    return marks


def _find_enclosing(ends: list[int]) -> list[int]:
    """Return, for each end, the position of the last one before it that is greater, else -1."""
    enclosing: list[int] = []
    for number, end in enumerate(ends):
        before = number - 1
        while before >= 0 and ends[before] <= end:
            before = enclosing[before]
        enclosing.append(before)
    return enclosing
