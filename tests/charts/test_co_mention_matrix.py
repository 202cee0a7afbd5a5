import pandas as pd
import pytest

from analysis.charts import co_mention_matrix, mentions_by_day
from analysis.charts.outlet_styles import assign_styles

PAIRS = pd.DataFrame(
    [("a", "<b>Ann", "b", "Bo", 3), ("b", "Bo", "a", "<b>Ann", 3)],
    columns=["entity_id", "name", "other_id", "other", "n"],
)
DAYS = pd.DataFrame(
    {
        "published": pd.to_datetime(["2023-09-05", "2023-09-06"]),
        "outlet_label": ["Ledger", "Ledger"],
        "n": [1, 4],
        "articles": [1, 2],
    }
)


def test_a_square_carries_the_ids_of_both_and_the_selected_one_is_framed():
    (trace,) = co_mention_matrix.draw_co_mentions(PAIRS, selected=("a", "b")).data
    assert [list(key) for key in trace.customdata] == [["a", "b"], ["b", "a"]]
    assert list(trace.marker.line.width) == [4, 1]
    assert all("<b>" not in text for text in trace.hovertext)


def test_the_matrix_is_described_by_who_is_named_together():
    assert "<b>Ann and Bo in 3" in co_mention_matrix.describe_co_mentions(PAIRS)
    assert "no sentence" in co_mention_matrix.describe_co_mentions(PAIRS.iloc[:0])
    assert co_mention_matrix.tabulate_co_mentions(PAIRS)["Sentences"].tolist() == [3]


def test_a_day_opens_itself_and_the_title_says_which_had_most():
    figure = mentions_by_day.draw_days(DAYS, assign_styles(("Ledger",)), name="Ann")
    assert [list(key) for key in figure.data[0].customdata] == [
        ["2023-09-05", "Ledger"],
        ["2023-09-06", "Ledger"],
    ]
    assert figure.layout.title.text == "Ann is mentioned most on 6 September 2023"
    assert "5 September 2023 to 6 September 2023" in mentions_by_day.describe_days(DAYS, name="Ann")


@pytest.mark.parametrize("count", [0, 3])
def test_without_mentions_the_title_says_so(count):
    figure = mentions_by_day.draw_days(DAYS.assign(n=count), assign_styles(("Ledger",)), name="Ann")
    assert ("on no day" in figure.layout.title.text) == (count == 0)
