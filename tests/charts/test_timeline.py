import pandas as pd

from analysis.charts import timeline
from analysis.charts.outlet_styles import assign_styles

PUBLICATIONS = pd.DataFrame(
    {
        "article_id": ["a", "b", "c", "d"],
        "outlet_label": ["Ledger", "Beacon", "Beacon", "Courier"],
        "title": ["<i>Rain", "", "Snow", "Hail"],
        "published": pd.to_datetime(["2023-09-04", "2023-09-05", "2023-09-05", None]),
        "credit": "",
    }
)


def test_a_mark_is_an_outlet_and_day_and_outlets_are_in_the_order_of_their_first_article():
    figure = timeline.draw_timeline(PUBLICATIONS, assign_styles(["Beacon", "Courier", "Ledger"]))
    marks = figure.data[0]
    assert [list(mark) for mark in marks.customdata] == [
        ["2023-09-04", "Ledger"],
        ["2023-09-05", "Beacon"],
    ]
    assert list(marks.y) == [0, 1]
    assert list(marks.text) == ["&lt;i&gt;Rain", "No headline<br>Snow"]
    assert marks.marker.size[1] > marks.marker.size[0]


def test_undated_articles_are_reported_and_are_last_in_the_table():
    assert timeline.note_undrawn(PUBLICATIONS) == "Not drawn: 1 undated article (Courier)."
    assert not timeline.note_undrawn(PUBLICATIONS[:3])
    table = timeline.tabulate_publications(PUBLICATIONS)
    assert list(table["Article"]) == ["<i>Rain", "", "Snow", "Hail"]
    assert "Earliest: Ledger, 4 September 2023" in timeline.describe_timeline(PUBLICATIONS)
