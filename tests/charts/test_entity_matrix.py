import pandas as pd
import pytest

from analysis.charts import entity_matrix, outlet_styles
from analysis.charts.entity_matrix import Count, NameSpread

STYLES = outlet_styles.assign_styles(["Beacon", "Courier", "Ledger"])
SPREAD = NameSpread({"ann": 2, "bo": 1}, 2)


def _values(table, column="value"):
    keys = zip(table["entity_id"], table["outlet_label"], strict=True)
    return dict(zip(keys, table[column], strict=True))


def test_an_outlet_that_does_not_name_somebody_has_a_zero(named, words):
    assert _values(entity_matrix.fill_cells(named, words))[("bo", "Beacon")] == 0


def test_a_rate_is_per_thousand_words_of_the_outlet(named, words):
    rates = _values(entity_matrix.fill_cells(named, words, count=Count.RATE))
    assert rates[("ann", "Ledger")] == pytest.approx(7.5)
    assert rates[("ann", "Beacon")] == pytest.approx(10)


def test_the_parts_of_a_bar_add_up_to_the_rate_of_all_outlets(named, words):
    parts = _values(entity_matrix.fill_cells(named, words, count=Count.RATE), "part")
    assert parts[("ann", "Ledger")] + parts[("ann", "Beacon")] == pytest.approx(1000 * 4 / 500)


def test_outlets_without_words_have_no_rate(named):
    words = pd.DataFrame({"outlet_label": ["Beacon", "Ledger"], "words": [0, 0]})
    table = entity_matrix.fill_cells(named, words, count=Count.RATE)
    assert set(table["value"]) == {0}
    assert set(table["part"]) == {0}


def test_outlets_that_are_not_shown_are_left_out(named):
    words = pd.DataFrame({"outlet_label": ["Ledger"], "words": [400]})
    assert set(entity_matrix.fill_cells(named, words)["outlet_label"]) == {"Ledger"}


def test_there_is_a_square_for_every_entity_and_outlet(named, words):
    figure = entity_matrix.draw_matrix(entity_matrix.fill_cells(named, words), STYLES, SPREAD)
    squares = {
        tuple(data): text
        for trace in figure.data
        for data, text in zip(trace.customdata, trace.text, strict=True)
    }
    assert squares == {
        ("ann", "Ledger"): "3",
        ("ann", "Beacon"): "1",
        ("bo", "Ledger"): "2",
        ("bo", "Beacon"): "–",
    }


def test_squares_are_markers_since_heat_maps_cannot_be_clicked(named, words):
    figure = entity_matrix.draw_matrix(entity_matrix.fill_cells(named, words), STYLES, SPREAD)
    assert {(trace.type, trace.marker.symbol) for trace in figure.data} == {("scatter", "square")}


def test_only_the_selected_square_is_framed(named, words):
    table = entity_matrix.fill_cells(named, words)
    figure = entity_matrix.draw_matrix(table, STYLES, SPREAD, selected=("bo", "Ledger"))
    framed = [
        tuple(data)
        for trace in figure.data
        for data, width in zip(trace.customdata, trace.marker.line.width, strict=True)
        if width > 1
    ]
    assert framed == [("bo", "Ledger")]


def test_more_mentions_make_a_stronger_square(named, words):
    figure = entity_matrix.draw_matrix(entity_matrix.fill_cells(named, words), STYLES, SPREAD)
    ledger = next(trace for trace in figure.data if trace.customdata[0][1] == "Ledger")
    three, two = (float(colour.rsplit(",", 1)[1].rstrip(")")) for colour in ledger.marker.color)
    assert three > two > 0


def test_the_title_counts_who_is_named_everywhere_and_who_once(named, words):
    title = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, words), STYLES, SPREAD
    ).layout.title.text
    title = title.replace("<br>", " ")
    assert title == "1 of 2 named in all 2 outlets, 1 in only one"
    spread = NameSpread(SPREAD.naming, 2, has_uncounted=True)
    title = entity_matrix._build_title(pd.DataFrame(), spread)
    assert title == "1 of 2 certainly named in all 2 outlets, at most 1 in only one"


def test_the_title_speaks_of_all_selected_outlets_drawn_or_not(named, words):
    drawn = words[words["outlet_label"] == "Ledger"]
    spread = entity_matrix.count_naming_outlets(named, 60)
    title = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, drawn), STYLES, spread
    ).layout.title.text
    assert title.replace("<br>", " ") == "None of 2 named in all 60 outlets, 1 in only one"


def test_with_one_outlet_nothing_is_compared(named):
    words = pd.DataFrame({"outlet_label": ["Ledger"], "words": [400]})
    title = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, words), STYLES, NameSpread({"ann": 1, "bo": 1}, 1)
    ).layout.title.text
    assert title == "Who is named in Ledger"


def test_the_description_says_whom_each_outlet_names_most(named, words):
    description = entity_matrix.describe_matrix(entity_matrix.fill_cells(named, words), SPREAD)
    assert "Beacon names Ann Lee most (1)" in description
    assert "Ledger names Ann Lee most (3)" in description


def test_the_table_to_read_has_a_column_for_each_outlet(named, words):
    wide = entity_matrix.pivot_by_outlet(entity_matrix.fill_cells(named, words))
    assert list(wide.columns) == ["Name", "Type", "Beacon", "Ledger"]
    assert wide.set_index("Name").loc["Bo Ek", ["Beacon", "Ledger"]].tolist() == [0, 2]


@pytest.mark.parametrize(
    ("value", "text"), [(0, "–"), (3, "3"), (1200, "1,200"), (4.26, "4.3"), (2.0, "2")]
)
def test_numbers_on_squares_are_short(value, text):
    assert entity_matrix.format_number(value) == text


def test_headlines_and_early_mentions_fill_the_squares_too(named, words):
    more = named.assign(headlines=2, first=0.25)
    headlined = _values(entity_matrix.fill_cells(more, words, count=Count.HEADLINES))
    assert headlined[("bo", "Beacon")] == 0
    assert headlined[("bo", "Ledger")] == 2
    table = entity_matrix.fill_cells(more, words, count=Count.FIRST)
    figure = entity_matrix.draw_matrix(table, STYLES, SPREAD, count=Count.FIRST)
    texts = {text for trace in figure.data for text in trace.text}
    assert texts == {"25%", "–"}
    description = entity_matrix.describe_matrix(table, SPREAD, count=Count.FIRST)
    assert "first (25%)" in description


def test_what_outlets_beyond_those_shown_have_is_one_part_of_each_bar(named, words):
    few = words[words["outlet_label"] == "Ledger"]
    rest = pd.DataFrame([{"outlet_label": outlet_styles.OTHERS, "words": 500}])
    table = entity_matrix.fill_cells(named, pd.concat([few, rest]))
    everything = entity_matrix.fill_cells(named, words).groupby("entity_id")["part"].sum()
    assert table.groupby("entity_id")["part"].sum().to_dict() == everything.to_dict()
    assert set(table["outlet_label"]) == {"Ledger", outlet_styles.OTHERS}
    assert outlet_styles.OTHERS_NAME in entity_matrix.pivot_by_outlet(table)


def test_outlets_that_are_not_drawn_are_a_last_column(named, words):
    few = words[words["outlet_label"] == "Ledger"]
    rest = pd.DataFrame([{"outlet_label": outlet_styles.OTHERS, "words": 500}])
    table = entity_matrix.fill_cells(named, pd.concat([few, rest]))
    styles = outlet_styles.add_others_style(STYLES)
    figure = entity_matrix.draw_matrix(table, styles, NameSpread({"ann": 9, "bo": 1}, 9))
    assert list(figure.layout.xaxis.ticktext) == ["Ledger", "8 more"]


def test_every_rate_on_a_square_has_its_decimal(named, words):
    table = entity_matrix.fill_cells(named, words, count=Count.RATE)
    figure = entity_matrix.draw_matrix(table, STYLES, SPREAD, count=Count.RATE)
    texts = {text for trace in figure.data for text in trace.text or ()}
    assert {"10.0", "7.5"} <= texts
