"""The order of day and month that the rows of a table settle."""

from datetime import date

import pytest

from analysis.ingest import Article, read_upload

TEXT = "The harbour of Port Ellen will be closed for {} weeks in May, the council said."


def read_dates(*written: str) -> list[date | None]:
    rows = [f'{day},"{TEXT.format(number)}"' for number, day in enumerate(written)]
    items = read_upload("a.csv", "\n".join(["date,text", *rows]).encode())
    return [item.published for item in items if isinstance(item, Article)]


@pytest.mark.parametrize(
    ("written", "first"),
    [
        (["03/09/2023", "13/09/2023"], date(2023, 9, 3)),
        (["03/09/2023", "09/13/2023"], date(2023, 3, 9)),
        (["03/09/2023", "09/13/2023", "13/09/2023"], None),
        (["03/09/2023", "04/09/2023"], None),
    ],
    ids=["day first", "month first", "contradiction", "unsettled"],
)
def test_other_rows_settle_the_order(written: list[str], first: date | None):
    assert read_dates(*written)[0] == first


def test_a_date_out_of_range_is_left_out_and_reported():
    issue, article = read_upload("a.csv", f"date,text\n0001-01-01,{TEXT[:-20]}\n".encode())
    assert "0001-01-01" in issue.problem
    assert article.published is None
