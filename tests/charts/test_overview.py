"""The list of stories as a table."""

import pandas as pd
import pytest

from analysis.charts.overview import MAX_BARS, STRIP, tabulate_stories


def make_stories(*keys: str) -> pd.DataFrame:
    days = pd.Series([pd.NaT] * len(keys), dtype="datetime64[ns]")
    return pd.DataFrame(
        {
            "story_id": keys,
            "title": keys,
            "articles": 1,
            "outlets": 1,
            "first_published": days,
            "last_published": days,
        }
    )


def make_days(*rows: tuple[str, str, int]) -> pd.DataFrame:
    days = pd.DataFrame(rows, columns=["story_id", "published", "n"])
    return days.assign(published=pd.to_datetime(days["published"]))


def test_all_strips_have_one_scale_of_time():
    days = make_days(("a", "2023-09-01", 2), ("b", "2023-09-02", 1), ("b", "2023-09-04", 3))
    table = tabulate_stories(make_stories("a", "b"), days, {})
    assert list(table[STRIP]) == [[2, 0, 0, 0], [0, 1, 0, 3]]


@pytest.mark.parametrize("n_days", [MAX_BARS, MAX_BARS + 1, 1000])
def test_a_long_time_has_as_many_bars_as_can_be_seen_and_no_article_is_lost(n_days):
    last = pd.Timestamp(2023, 1, 1) + pd.Timedelta(days=n_days - 1)
    days = make_days(("a", "2023-01-01", 2), ("a", f"{last:%Y-%m-%d}", 5))
    (strip,) = tabulate_stories(make_stories("a"), days, {})[STRIP]
    assert (len(strip), strip[0], strip[-1], sum(strip)) == (MAX_BARS, 2, 5, 7)


def test_without_dates_there_is_no_strip():
    table = tabulate_stories(make_stories("a"), make_days(), {})
    assert STRIP not in table


def test_a_story_without_a_difference_says_nothing():
    table = tabulate_stories(make_stories("a", "b"), make_days(), {"b": "Only X names Y."})
    assert list(table["Difference"]) == ["", "Only X names Y."]
