"""Outlets that published days before all dated articles of others.

What they lack may not have happened yet.
"""

import pandas as pd

from analysis.corpus.possible_reports import MIN_DAYS_OLDER


def count_days_earlier(articles: pd.DataFrame) -> dict[str, int]:
    """Return how many days before all dated articles of others an outlet published, from two on.

    Args:
        articles: Columns outlet_label, published (NaT or None where not known).

    Returns:
        Days from the last article of the outlet to the first dated one of the others; outlets with
        an undated article and those that published later are left out.
    """
    days = pd.to_datetime(articles["published"])
    earlier = {}
    for outlet, of_outlet in days.groupby(articles["outlet_label"]):
        others = days[articles["outlet_label"] != outlet].dropna()
        if of_outlet.isna().any() or others.empty:
            continue
        n_days = (others.min() - of_outlet.max()).days
        if n_days >= MIN_DAYS_OLDER:
            earlier[str(outlet)] = n_days
    return earlier


def name_with_days(name: str, n_days: int) -> str:
    """Return a name, if any, with the days by which an outlet published before others."""
    return f"{name} (published {n_days} days earlier)" if name and n_days else name
