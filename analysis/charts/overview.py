"""What differs between the outlets, as tables to read."""

import pandas as pd

#: How many of the outlets name an entity.
SPREAD_LABELS = {"all": "In every outlet", "some": "In some outlets", "one": "In one outlet only"}


def filter_by_spread(coverage: pd.DataFrame, which: str) -> pd.DataFrame:
    """Return the entities that every outlet, some or only one of them names.

    Args:
        coverage: as :func:`analysis.store.queries.overview.coverage` returns it.
        which: a key of :data:`SPREAD_LABELS`.

    Returns:
        Rows of ``coverage``, in its order.
    """
    outlets, of = coverage["outlets"], coverage["outlets_total"]
    rows = {"all": outlets == of, "one": outlets == 1, "some": (outlets > 1) & (outlets < of)}
    return coverage[rows[which]].reset_index(drop=True)


def tabulate_stories(table: pd.DataFrame) -> pd.DataFrame:
    """Return stories with headings a person reads: Story, Articles, Outlets, First, Last."""
    return pd.DataFrame(
        {
            "Story": table["title"],
            "Articles": table["articles"],
            "Outlets": table["outlets"],
            "First": table["first_published"].dt.date,
            "Last": table["last_published"].dt.date,
        }
    )
