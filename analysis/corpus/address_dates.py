"""About when an article was published, by the month that its address states.

Many sites have the year and the month in an address ("/news/2016/11/a-headline"). That is no date
of publication, but it keeps an undated article apart from events of other years.
"""

import re

import pandas as pd

#: Year, month and perhaps day in a path.
_DATE = re.compile(r"/((?:19|20)\d\d)/(0?[1-9]|1[0-2])/(?:(0?[1-9]|[12]\d|3[01])/)?")
#: The middle of a month, at noon: no date of publication has a time.
_MIDDLE = pd.Timedelta(days=14, hours=12)


def estimate_publication(published: pd.Series, urls: pd.Series) -> pd.Series:
    """Return the days of publication, and about when the undated articles were published.

    Args:
        published: The days; NaT or None where not known.
        urls: The addresses; empty where not known.

    Returns:
        The day where it is known or in the address; noon in the middle of the month where the
        address has only that; NaT where it has none.
    """
    dates = pd.to_datetime(published)
    undated = urls[dates.isna()]
    estimates = pd.Series([_read_address(url) for url in undated], undated.index)
    return dates.fillna(pd.to_datetime(estimates).reindex(dates.index))


def _read_address(url: str) -> pd.Timestamp | None:
    match = _DATE.search(url)
    if match is None:
        return None
    year, month, day = match.groups()
    first = pd.Timestamp(int(year), int(month), 1)
    if day is None:
        return first + _MIDDLE
    exact = first + pd.Timedelta(days=int(day) - 1)
    return exact if exact.month == first.month else first + _MIDDLE
