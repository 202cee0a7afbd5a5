"""The list of stories as a table to read."""

from collections.abc import Collection, Mapping

import numpy as np
import pandas as pd

#: Heading of the column that draws when a story was reported.
STRIP = "Dates"
#: What is said of a story whose articles are little alike.
SEVERAL_EVENTS = "May contain several events"
#: Maximum number of bars of a strip: about two pixels each in the column.
MAX_BARS = 40

_HEADINGS = {
    "title": "Story",
    "difference": "Difference",
    "events": "Events",
    "outlets": "Outlets",
    "articles": "Articles",
    "strip": STRIP,
    "first_published": "First",
    "last_published": "Last",
}


def tabulate_stories(
    stories: pd.DataFrame,
    days: pd.DataFrame,
    differences: Mapping[str, str],
    loose: Collection[str] = (),
) -> pd.DataFrame:
    """Return stories as a table to read, the articles of each over time as a list of numbers.

    Args:
        stories: as :func:`analysis.store.queries.overview.list_stories` returns it.
        days: ``story_id``, ``published``, ``n``: articles of each day.
        differences: a sentence by story; those of other stories are empty.
        loose: the stories that may have several events.

    Returns:
        Title, difference, whether there may be several events, outlets, articles, the strip, first
        and last day. All strips have one scale of time, from the first to the last of ``days``;
        without dates there is none.
    """
    strips = _build_strips(days)
    table = stories.assign(
        difference=[differences.get(story, "") for story in stories["story_id"]],
        events=[SEVERAL_EVENTS if story in loose else "" for story in stories["story_id"]],
        strip=stories["story_id"].map(strips.get),
        first_published=stories["first_published"].dt.date,
        last_published=stories["last_published"].dt.date,
    )
    headings = {
        name: text for name, text in _HEADINGS.items() if name != "strip" or len(strips) > 0
    }
    return table[list(headings)].rename(columns=headings)


def _build_strips(days: pd.DataFrame) -> dict[str, list[int]]:
    if days.empty:
        return {}
    first, last = days["published"].min(), days["published"].max()
    n_days = (last - first).days + 1
    n_bars = min(n_days, MAX_BARS)
    bar = (days["published"] - first).dt.days * n_bars // n_days
    return {
        str(story): np.bincount(bar[rows.index], weights=rows["n"], minlength=n_bars)
        .astype(int)
        .tolist()
        for story, rows in days.groupby("story_id")
    }
