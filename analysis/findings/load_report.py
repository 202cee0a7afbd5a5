"""What a load brought into a workspace: articles, stories, and what to check."""

from collections.abc import Collection, Hashable, Mapping
from dataclasses import dataclass
from datetime import date
from statistics import median_low
from typing import Any

import pandas as pd

from analysis.store.catalogue import Catalogue

#: Fewest dated articles of a load of which one can be dated far from the others (judgement).
_FEWEST_DATED = 4
#: Least share of them that is dated near their median; else the load is an archive (judgement).
_LEAST_NEAR_SHARE = 0.75


@dataclass(frozen=True)
class LoadedStory:
    """A story with articles of a load: how many, and whether it had none before."""

    story_id: str
    title: str
    articles: int
    is_new: bool


@dataclass(frozen=True)
class LoadHint:
    """Something to check: in words, and the articles it is about."""

    text: str
    article_ids: tuple[str, ...]


@dataclass(frozen=True)
class LoadReport:
    """What a load brought.

    Attributes:
        articles: The number of articles added.
        stories: Their stories, those with the most of them first.
        hints: What to check.
    """

    articles: int
    stories: tuple[LoadedStory, ...]
    hints: tuple[LoadHint, ...]

    @property
    def new_stories(self) -> tuple[LoadedStory, ...]:
        """The stories that had no article before."""
        return tuple(story for story in self.stories if story.is_new)


def report_load(catalogue: Catalogue, known_ids: Collection[str]) -> LoadReport:
    """Return what a load brought.

    Args:
        catalogue: The catalogue after the load.
        known_ids: The ids of the articles that were there before.
    """
    table = catalogue.query(
        """
        SELECT a.article_id, a.outlet, a.published, a.title, a.source, a.story_id,
               s.title AS story
        FROM articles a JOIN stories s USING (story_id) ORDER BY ALL
        """
    )
    is_added = ~table["article_id"].isin(list(known_ids))
    added = table[is_added]
    former_stories = set(table.loc[~is_added, "story_id"])
    stories = [
        LoadedStory(str(story_id), str(title), len(rows), is_new=story_id not in former_stories)
        for (story_id, title), rows in added.groupby(["story_id", "story"])
    ]
    stories.sort(key=lambda story: (-story.articles, story.story_id))
    hints = [*_hint_at_dates(added), *_hint_at_gaps(added)]
    return LoadReport(len(added), tuple(stories), tuple(hints))


def _hint_at_dates(added: pd.DataFrame) -> list[LoadHint]:
    """Return a hint for each article that is dated so far from the others that no story joins it.

    A wrong date does that; an archive of many seasons has no date that the others are near to.
    """
    from analysis.corpus.article_similarity import MAX_DAYS_APART  # pages start without it

    dated = added[added["published"].notna()]
    if len(dated) < _FEWEST_DATED:
        return []
    days = [published.toordinal() for published in dated["published"]]
    middle = median_low(days)
    is_far = [abs(day - middle) > MAX_DAYS_APART for day in days]
    if sum(is_far) > (1 - _LEAST_NEAR_SHARE) * len(days):
        return []
    usual = _format_day(date.fromordinal(middle))
    return [
        LoadHint(
            f"{_name_article(row)} is dated {_format_day(row['published'])}, far from the others "
            f"(about {usual}): check its date.",
            (str(row["article_id"]),),
        )
        for row in dated[is_far].to_dict("records")
    ]


def _hint_at_gaps(added: pd.DataFrame) -> list[LoadHint]:
    """Return a hint for what is not known of some articles."""
    gaps = (
        (added["published"].isna(), "no date, which stories are grouped by"),
        (added["outlet"] == "", "no outlet to compare"),
    )
    return [
        LoadHint(
            f"{count:,} article{'s have' if count != 1 else ' has'} {gap}: fill it in.",
            tuple(added.loc[is_missing, "article_id"]),
        )
        for is_missing, gap in gaps
        if (count := int(is_missing.sum()))
    ]


def _name_article(row: Mapping[Hashable, Any]) -> str:
    """Return how the hints name an article: its outlet and its headline, else its file."""
    return " · ".join(filter(None, (row["outlet"], row["title"] or row["source"])))


def _format_day(day: date) -> str:
    return f"{day.day} {day:%B %Y}"
