"""The parts that a briefing is made of: plain values that know nothing of a file format.

Texts are unescaped; a renderer escapes them.
"""

from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode


@dataclass(frozen=True)
class PageLink:
    """A page of the dashboard.

    Attributes:
        page: Its name, as in the address.
        query: Names and values of the address.
    """

    page: str
    query: tuple[tuple[str, str], ...] = ()

    def build_address(self, base: str) -> str:
        """Return its address; ``base`` is that of the dashboard, ending with a slash, or empty."""
        return f"{base}{self.page}?{urlencode(self.query)}" if self.query else f"{base}{self.page}"


@dataclass(frozen=True)
class Paragraph:
    """A paragraph of text."""

    text: str


@dataclass(frozen=True)
class Item:
    """A sentence of a list, what is to be noted of it, and the page that shows it."""

    text: str
    note: str = ""
    link: PageLink | None = None


@dataclass(frozen=True)
class ItemList:
    """A list of sentences."""

    items: tuple[Item, ...]


@dataclass(frozen=True)
class DataTable:
    """A table: its head, and rows of cells; a line break in a cell begins a new line."""

    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


#: Minimum share of a bar that is drawn and written: a smaller one is rounded to 0 %.
MIN_SHARE = 0.005


@dataclass(frozen=True)
class Segment:
    """A part of a bar: what it stands for, and its share of the bar's whole, 0 to 1."""

    name: str
    share: float


@dataclass(frozen=True)
class BarChart:
    """Bars of up to 100 %, one for each outlet.

    Attributes:
        title: What the bars show.
        rows: Name and segments of each bar.
        rest: Name of what the segments leave of a bar; empty to leave it blank.
    """

    title: str
    rows: tuple[tuple[str, tuple[Segment, ...]], ...]
    rest: str = ""

    def complete(self, segments: tuple[Segment, ...]) -> tuple[Segment, ...]:
        """Return the segments of a bar that can be seen, and what they leave of it if that can."""
        left = 1 - sum(segment.share for segment in segments)
        rest = [Segment(self.rest, left)] if self.rest and segments else []
        return tuple(part for part in (*segments, *rest) if part.share >= MIN_SHARE)


Block = Paragraph | ItemList | DataTable | BarChart


@dataclass(frozen=True)
class Section:
    """A section: its heading, its blocks, and the page that has more of it."""

    heading: str
    blocks: tuple[Block, ...]
    link: PageLink | None = None


@dataclass(frozen=True)
class Briefing:
    """A briefing on one story.

    Attributes:
        title: Headline of the story.
        summary: What it rests on: articles, outlets, days.
        made: The day it was made.
        sections: In order.
    """

    title: str
    summary: tuple[str, ...]
    made: date
    sections: tuple[Section, ...]
