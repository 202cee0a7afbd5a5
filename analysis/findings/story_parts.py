"""The parts of a story: runs of days, each some days after the last article of the one before.

    from analysis.findings import story_parts
    from analysis.store import Filters, Workspace

    catalogue = Workspace("workspace").catalogue()
    parts = story_parts.find_story_parts(catalogue, Filters(story="…"))
    for part in parts.parts:
        print(story_parts.describe_part(part))

An affair of weeks is one story, since its articles share most of their words, while each of its
parts may report an event of its own. An analyst who compares outlets compares one part at a time.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from analysis.findings.timeline import list_publications
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Minimum number of days from an article to the next at which a part ends. Chosen on 37 stories of
#: a large corpus (benchmarks/history.md): of two articles of different parts 77 % are of different
#: events, of one part 10 %; at 3 days 61 %, at 5 days 84 %, with fewer of the different events
#: apart.
MIN_GAP_DAYS = 4
#: Maximum number of parts that are named (judgement: two lines).
MAX_PARTS = 6


@dataclass(frozen=True)
class StoryPart:
    """Articles of a run of days.

    Attributes:
        first: The first day of publication.
        last: The last day.
        articles: Their number.
        outlets: Their outlets.
    """

    first: date
    last: date
    articles: int
    outlets: tuple[str, ...]


@dataclass(frozen=True)
class StoryParts:
    """The parts of a story.

    Attributes:
        parts: The earliest first; none where no article is dated.
        undated: Number of articles without a day; they are in no part.
    """

    parts: tuple[StoryPart, ...]
    undated: int


def find_story_parts(catalogue: Catalogue, filters: Filters) -> StoryParts:
    """Return the parts of the selected articles, which are of one story."""
    publications = list_publications(catalogue, filters)
    return part_by_days(publications[["outlet_label", "published"]])


def part_by_days(articles: pd.DataFrame) -> StoryParts:
    """Return the parts of some articles.

    Args:
        articles: Columns outlet_label, published (NaT or None where not known).
    """
    days = pd.to_datetime(articles["published"])
    dated = articles.assign(day=days).dropna(subset="day").sort_values("day", kind="stable")
    numbers = (dated["day"].diff().dt.days >= MIN_GAP_DAYS).cumsum()
    parts = tuple(
        StoryPart(
            first=of_part["day"].iloc[0].date(),
            last=of_part["day"].iloc[-1].date(),
            articles=len(of_part),
            outlets=tuple(sorted(of_part["outlet_label"].unique())),
        )
        for _, of_part in dated.groupby(numbers)
    )
    return StoryParts(parts, len(articles) - len(dated))


def describe_days(part: StoryPart) -> str:
    """Return the days of a part in words: "31 August to 2 September 2023"."""
    last = f"{part.last.day} {part.last:%B %Y}"
    if part.first == part.last:
        return last
    is_same_year = part.first.year == part.last.year
    year = "" if is_same_year else f" {part.first.year}"
    month = "" if is_same_year and part.first.month == part.last.month else f" {part.first:%B}"
    return f"{part.first.day}{month}{year} to {last}"


def count_part(part: StoryPart, noun: str = "outlet") -> str:
    """Return how many articles a part has, and in which outlet or how many outlets.

    Args:
        part: The part.
        noun: The word for an outlet: see :attr:`analysis.store.catalogue.Catalogue.outlet_noun`.
    """
    articles = f"{part.articles:,} article{'s' * (part.articles != 1)}"
    outlets = part.outlets[0] if len(part.outlets) == 1 else f"{len(part.outlets):,} {noun}s"
    return f"{articles}, {outlets}"


def describe_part(part: StoryPart) -> str:
    """Return the days of a part, and its articles and outlets."""
    return f"{describe_days(part)} ({count_part(part)})"


def describe_gap(parts: Sequence[StoryPart]) -> str:
    """Return what it may mean that several parts lie apart."""
    n_parts = "two" if len(parts) == 2 else f"{len(parts):,}"  # noqa: PLR2004 - a pair
    return (
        f"The articles fall into {n_parts} parts at least {MIN_GAP_DAYS} days apart, which may "
        "report different events"
    )


def describe_undated(articles: StoryParts) -> str:
    """Return what is uncertain of undated articles beside others; empty if there are none."""
    if not articles.undated or not articles.parts:
        return ""
    subject = "1 article is" if articles.undated == 1 else f"{articles.undated:,} articles are"
    may_be = "it may be of any of these days, or of others"
    if articles.undated > 1:
        may_be = "they may be of any of these days, or of others"
    return f"{subject} undated: {may_be}."


def describe_parts(rows: pd.DataFrame) -> list[str]:
    """Return that articles may report several events, and which are undated, in sentences.

    Args:
        rows: As in :func:`part_by_days`.
    """
    articles = part_by_days(rows)
    sentences = []
    if len(articles.parts) > 1:
        named = "; ".join(describe_part(part) for part in articles.parts[:MAX_PARTS])
        n_more = len(articles.parts) - MAX_PARTS
        more = f"; and {n_more:,} more" if n_more > 0 else ""
        sentences.append(f"{describe_gap(articles.parts)}: {named}{more}")
    if undated := describe_undated(articles):
        sentences.append(undated)
    return sentences
