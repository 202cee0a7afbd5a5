"""About when undated articles were published, by their addresses."""

import pandas as pd
import pytest

from analysis.corpus.address_dates import estimate_publication


@pytest.mark.parametrize(
    ("url", "about"),
    [
        ("https://a.example/news/2016/11/dam", "2016-11-15 12:00"),
        ("https://a.example/news/2016/11/21/dam", "2016-11-21"),
        ("https://a.example/news/2016/2/30/dam", "2016-02-15 12:00"),
        ("https://a.example/news/2016/13/dam", None),
        ("https://a.example/topics/2016-election/dam", None),
        ("", None),
    ],
)
def test_an_address_tells_the_month_or_the_day(url, about):
    (estimate,) = estimate_publication(pd.Series([None]), pd.Series([url]))
    assert (estimate == pd.Timestamp(about)) if about else estimate is pd.NaT


def test_a_known_day_stays():
    days = pd.Series(["2016-03-02", None])
    urls = pd.Series(["https://a.example/2016/11/dam", "https://a.example/2016/11/dam"])
    assert estimate_publication(days, urls).tolist() == [
        pd.Timestamp("2016-03-02"),
        pd.Timestamp("2016-11-15 12:00"),
    ]
