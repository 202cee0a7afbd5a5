import pandas as pd
import pytest

from analysis.charts import outlet_styles
from analysis.charts.ranking import describe_ranking, draw_ranking, merge_other_outlets

STYLES = outlet_styles.assign_styles(["Beacon", "Ledger"])


def _table(*rows):
    columns = ["entity_id", "name", "outlet_label", "part"]
    return pd.DataFrame(rows, columns=columns)


@pytest.fixture
def named():
    return _table(
        ("bo", "Bo Ek", "Ledger", 2),
        ("bo", "Bo Ek", "Beacon", 0),
        ("ann", "Ann Lee", "Ledger", 1),
        ("ann", "Ann Lee", "Beacon", 4),
    )


def test_the_longest_bar_comes_first(named):
    figure = draw_ranking(named, STYLES, verb="named", unit="mentions")
    assert list(figure.layout.yaxis.ticktext) == ["Ann Lee", "Bo Ek"]
    first, last = figure.layout.yaxis.range
    assert first > last, "the first row stands at the top"


def test_a_segment_is_of_an_entity_and_an_outlet_in_the_outlet_s_colour(named):
    figure = draw_ranking(named, STYLES, verb="named", unit="mentions")
    parts = {
        tuple(data): (value, trace.marker.color)
        for trace in figure.data
        for data, value in zip(trace.customdata, trace.x, strict=True)
    }
    assert parts == {
        ("ann", "Beacon"): (4, STYLES["Beacon"].colour),
        ("ann", "Ledger"): (1, STYLES["Ledger"].colour),
        ("bo", "Ledger"): (2, STYLES["Ledger"].colour),
    }


def test_two_entities_of_one_name_have_a_bar_each():
    table = _table(("a", "Georgia", "Ledger", 2), ("b", "Georgia", "Ledger", 1))
    figure = draw_ranking(table, STYLES, verb="named", unit="mentions")
    assert list(figure.data[0].y) == [0, 1]


def test_the_selected_segment_is_set_off(named):
    figure = draw_ranking(named, STYLES, verb="named", unit="mentions", selected=("ann", "Beacon"))
    chosen = {trace.name: list(trace.selectedpoints) for trace in figure.data}
    assert chosen == {"Beacon": [0], "Ledger": []}


def test_an_entity_selected_in_all_outlets_is_set_off_in_all(named):
    figure = draw_ranking(named, STYLES, verb="named", unit="mentions", selected=("ann", ""))
    assert [list(trace.selectedpoints) for trace in figure.data] == [[0], [1]]


@pytest.mark.parametrize(
    ("rows", "title"),
    [
        ([("a", "Ann Lee", "Ledger", 2), ("b", "Bo Ek", "Ledger", 1)], "Ann Lee is named most"),
        (
            [("a", "Ann Lee", "Ledger", 1), ("b", "Bo Ek", "Ledger", 1)],
            "Ann Lee and Bo Ek are named most",
        ),
        (
            [(key, key, "Ledger", 1) for key in "abc"],
            "All that are shown are named equally often",
        ),
        ([], "Nobody is named"),
    ],
)
def test_the_title_says_the_finding(rows, title):
    figure = draw_ranking(_table(*rows), STYLES, verb="named", unit="mentions")
    assert figure.layout.title.text == title


def test_the_description_says_who_how_often_and_in_how_many_outlets(named):
    words = describe_ranking(named, verb="named", unit="mentions")
    assert "Ann Lee, 5 in 2 outlets" in words
    assert "Bo Ek, 2 in 1 outlet." in words


def test_an_empty_chart_is_described_as_empty():
    assert "nobody is quoted" in describe_ranking(_table(), verb="quoted", unit="quotations")


def test_a_name_with_markup_is_shown_as_it_is():
    table = _table(("x", "<a href='http://evil.example'>x</a>", "Ledger", 1))
    spec = draw_ranking(table, STYLES, verb="named", unit="mentions").to_json()
    assert "<a href" not in spec
    assert "&lt;a href" in spec.replace("\\u003c", "<")


def test_a_patterned_bar_keeps_its_colour_under_the_pattern():
    names = [f"Outlet {number:02}" for number in range(8)]
    table = _table(*(("bo", "Bo Ek", name, 1) for name in names))
    figure = draw_ranking(table, outlet_styles.assign_styles(names), verb="named", unit="mentions")
    patterned = [trace.marker for trace in figure.data if trace.marker.pattern.shape]
    assert len(patterned) == 4
    assert all(marker.color and marker.pattern.fillmode == "overlay" for marker in patterned)


def test_outlets_that_are_not_shown_make_one_part_at_the_end(named):
    table = merge_other_outlets(named, ["Beacon"])
    assert table.groupby("entity_id")["part"].sum().to_dict() == {"ann": 5, "bo": 2}
    last = draw_ranking(table, STYLES, verb="named", unit="mentions").data[-1]
    assert (last.name, last.marker.color) == (outlet_styles.OTHERS_NAME, outlet_styles.NEUTRAL)


@pytest.mark.parametrize(
    ("entities", "title"),
    [(2, "e0 and e1 are named most"), (3, "All that are shown are named equally often")],
)
def test_the_title_names_up_to_two_who_are_named_equally_often(entities, title):
    table = _table(*((f"e{n}", f"e{n}", "Ledger", 1) for n in range(entities)))
    figure = draw_ranking(table, STYLES, verb="named", unit="mentions")
    assert figure.layout.title.text == title
