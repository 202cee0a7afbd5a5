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
    days_of: dict[str, list[pd.Timestamp]] = {}
    days = pd.to_datetime(articles["published"]).tolist()
    for outlet, day in zip(articles["outlet_label"].tolist(), days, strict=True):
        days_of.setdefault(outlet, []).append(day)
    first_of = {
        outlet: min(dated)
        for outlet, of_outlet in days_of.items()
        if (dated := [day for day in of_outlet if not pd.isna(day)])
    }
    earlier = {}
    for outlet, of_outlet in sorted(days_of.items()):
        others = [day for other, day in first_of.items() if other != outlet]
        if any(map(pd.isna, of_outlet)) or not others:
            continue
        n_days = (min(others) - max(of_outlet)).days
        if n_days >= MIN_DAYS_OLDER:
            earlier[str(outlet)] = n_days
    return earlier


def name_with_days(name: str, n_days: int) -> str:
    """Return a name, if any, with the days by which an outlet published before others."""
    return f"{name} (published {n_days} days earlier)" if name and n_days else name
