"""Tables to read on the page Overview: names by how many outlets have them, and stories."""

from collections.abc import Mapping
from enum import StrEnum

import pandas as pd


class NameSpread(StrEnum):
    """How many of the outlets name an entity."""

    ALL = "all"
    SOME = "some"
    ONE = "one"


SPREAD_LABELS: Mapping[str, str] = {
    NameSpread.ALL: "In every outlet",
    NameSpread.SOME: "In some outlets",
    NameSpread.ONE: "In one outlet only",
}
_STORY_HEADINGS = {
    "title": "Story",
    "articles": "Articles",
    "outlets": "Outlets",
    "first_published": "First",
    "last_published": "Last",
}


def filter_by_spread(coverage: pd.DataFrame, spread: NameSpread) -> pd.DataFrame:
    """Return the entities that every outlet, some or only one of them names.

    Args:
        coverage: as :func:`analysis.store.queries.overview.count_coverage` returns it.
        spread: how many outlets.

    Returns:
        Rows of ``coverage``, in its order.
    """
    outlets, total = coverage["outlets"], coverage["outlets_total"]
    match spread:
        case NameSpread.ALL:
            is_selected = outlets == total
        case NameSpread.SOME:
            is_selected = (outlets > 1) & (outlets < total)
        case NameSpread.ONE:
            is_selected = outlets == 1
    return coverage[is_selected].reset_index(drop=True)


def tabulate_stories(stories: pd.DataFrame) -> pd.DataFrame:
    """Return stories as a table to read: title, articles, outlets, first and last day."""
    days = {name: stories[name].dt.date for name in ("first_published", "last_published")}
    return stories.assign(**days)[list(_STORY_HEADINGS)].rename(columns=_STORY_HEADINGS)
