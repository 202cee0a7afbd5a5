import pandas as pd
import pytest

from analysis.charts import entity_matrix, outlet_styles

STYLES = outlet_styles.assign_styles(["Beacon", "Courier", "Ledger"])


@pytest.fixture
def named():
    rows = [
        ("ann", "Ann Lee", "PERSON", "Ledger", 3),
        ("ann", "Ann Lee", "PERSON", "Beacon", 1),
        ("bo", "Bo Ek", "PERSON", "Ledger", 2),
    ]
    return pd.DataFrame(rows, columns=["entity_id", "name", "label", "outlet_label", "n"])


@pytest.fixture
def words():
    return pd.DataFrame({"outlet_label": ["Beacon", "Ledger"], "words": [100, 400]})


def _values(table, column="value"):
    keys = zip(table["entity_id"], table["outlet_label"], strict=True)
    return dict(zip(keys, table[column], strict=True))


def test_an_outlet_that_does_not_name_somebody_has_a_zero(named, words):
    assert _values(entity_matrix.fill_cells(named, words))[("bo", "Beacon")] == 0


def test_a_rate_is_per_thousand_words_of_the_outlet(named, words):
    rates = _values(entity_matrix.fill_cells(named, words, measure="rate"))
    assert rates[("ann", "Ledger")] == pytest.approx(7.5)
    assert rates[("ann", "Beacon")] == pytest.approx(10)


def test_the_parts_of_a_bar_add_up_to_the_rate_of_all_outlets(named, words):
    parts = _values(entity_matrix.fill_cells(named, words, measure="rate"), "part")
    assert parts[("ann", "Ledger")] + parts[("ann", "Beacon")] == pytest.approx(1000 * 4 / 500)


def test_outlets_without_words_have_no_rate(named):
    words = pd.DataFrame({"outlet_label": ["Beacon", "Ledger"], "words": [0, 0]})
    table = entity_matrix.fill_cells(named, words, measure="rate")
    assert set(table["value"]) == {0} and set(table["part"]) == {0}


def test_outlets_that_are_not_shown_are_left_out(named):
    words = pd.DataFrame({"outlet_label": ["Ledger"], "words": [400]})
    assert set(entity_matrix.fill_cells(named, words)["outlet_label"]) == {"Ledger"}


def test_there_is_a_square_for_every_entity_and_outlet(named, words):
    figure = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, words), STYLES, unit="mentions"
    )
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
    figure = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, words), STYLES, unit="mentions"
    )
    assert {(trace.type, trace.marker.symbol) for trace in figure.data} == {("scatter", "square")}


def test_only_the_picked_square_is_framed(named, words):
    table = entity_matrix.fill_cells(named, words)
    figure = entity_matrix.draw_matrix(table, STYLES, unit="mentions", picked=("bo", "Ledger"))
    framed = [
        tuple(data)
        for trace in figure.data
        for data, width in zip(trace.customdata, trace.marker.line.width, strict=True)
        if width > 1
    ]
    assert framed == [("bo", "Ledger")]


def test_more_mentions_make_a_stronger_square(named, words):
    figure = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, words), STYLES, unit="mentions"
    )
    ledger = next(trace for trace in figure.data if trace.customdata[0][1] == "Ledger")
    three, two = (float(colour.rsplit(",", 1)[1].rstrip(")")) for colour in ledger.marker.color)
    assert three > two > 0


def test_the_title_counts_who_is_named_everywhere_and_who_once(named, words):
    title = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, words), STYLES, unit="mentions"
    ).layout.title.text
    title = title.replace("<br>", " ")
    assert title == "1 of 2 named in every outlet, 1 in only one"


def test_with_one_outlet_nothing_is_compared(named):
    words = pd.DataFrame({"outlet_label": ["Ledger"], "words": [400]})
    title = entity_matrix.draw_matrix(
        entity_matrix.fill_cells(named, words), STYLES, unit="mentions"
    ).layout.title.text
    assert title == "Who is named in Ledger"


def test_the_description_says_whom_each_outlet_names_most(named, words):
    said = entity_matrix.describe_matrix(entity_matrix.fill_cells(named, words), unit="mentions")
    assert "Beacon names Ann Lee most (1)" in said and "Ledger names Ann Lee most (3)" in said


def test_the_table_to_read_has_a_column_for_each_outlet(named, words):
    wide = entity_matrix.pivot_by_outlet(entity_matrix.fill_cells(named, words))
    assert list(wide.columns) == ["Name", "Type", "Beacon", "Ledger"]
    assert wide.set_index("Name").loc["Bo Ek", ["Beacon", "Ledger"]].tolist() == [0, 2]


@pytest.fixture
def usage():
    rows = [
        ("North Korea", "government", "Ledger", 4),
        ("North Koreans", "people", "Ledger", 1),
        ("North Korea", "place", "Beacon", 2),
    ]
    return pd.DataFrame(rows, columns=["text", "metonymy", "outlet_label", "n"])


def test_senses_are_counted_by_outlet(usage):
    figure = entity_matrix.draw_senses(usage, STYLES, name="North Korea")
    drawn = [trace for trace in figure.data if not trace.name]
    assert [list(trace.y) for trace in drawn] == [["Beacon", "Ledger"]] * 3
    assert [list(trace.x) for trace in drawn] == [[0, 4], [0, 1], [2, 0]]


def _opacity(colour):
    return float(colour.rsplit(",", 1)[1].rstrip(")"))


def test_the_legend_of_senses_names_the_shades_drawn(usage):
    figure = entity_matrix.draw_senses(usage, STYLES, name="North Korea")
    shades = {trace.name: _opacity(trace.marker.color) for trace in figure.data if trace.name}
    assert list(shades) == ["as a government", "as a people", "as a place"]
    drawn = [{_opacity(c) for c in trace.marker.color} for trace in figure.data if not trace.name]
    assert [{shade} for shade in shades.values()] == drawn
    assert len(set(shades.values())) == 3


def test_senses_are_described_outlet_by_outlet(usage):
    said = entity_matrix.describe_senses(usage, name="North Korea")
    assert "Beacon: 0 as a government, 0 as a people, 2 as a place" in said


def test_the_words_used_are_a_row_each(usage):
    table = entity_matrix.tabulate_words(usage).set_index("Words")
    assert table.loc["North Korea"].to_dict() == {"Beacon": 2, "Ledger": 4}


def test_the_rows_of_words_are_in_the_order_of_the_words_offered(usage):
    texts, _ = entity_matrix.list_words_and_senses(usage)
    assert entity_matrix.tabulate_words(usage)["Words"].tolist() == list(texts)


def test_meanings_are_written_out_to_be_read(usage):
    table = entity_matrix.tabulate_usage(usage)
    assert table.iloc[0].tolist() == ["North Korea", "as a government", "Ledger", 4]


def test_only_senses_that_occur_are_offered(usage):
    texts, senses = entity_matrix.list_words_and_senses(usage[usage["outlet_label"] == "Beacon"])
    assert (list(texts), list(senses)) == (["North Korea"], ["place"])


@pytest.mark.parametrize(
    ("value", "text"), [(0, "–"), (3, "3"), (1200, "1,200"), (4.26, "4.3"), (2.0, "2")]
)
def test_numbers_on_squares_are_short(value, text):
    assert entity_matrix.format_number(value) == text


def test_headlines_and_early_mentions_fill_the_squares_too(named, words):
    more = named.assign(headlines=2, first=0.25)
    headlined = _values(entity_matrix.fill_cells(more, words, measure="headlines"))
    assert headlined[("bo", "Beacon")] == 0
    assert headlined[("bo", "Ledger")] == 2
    table = entity_matrix.fill_cells(more, words, measure="first")
    figure = entity_matrix.draw_matrix(table, STYLES, unit="of the article", early=True)
    texts = {text for trace in figure.data for text in trace.text}
    assert texts == {"25%", "–"}
    said = entity_matrix.describe_matrix(table, unit="of the article", early=True)
    assert "first (25%)" in said


def test_the_roles_of_an_entity_are_parts_of_its_bars():
    table = pd.DataFrame(
        [("acts", "Ledger", 2), ("speaks", "Ledger", 1)],
        columns=["semantic_role", "outlet_label", "n"],
    )
    figure = entity_matrix.draw_roles(table, STYLES, name="Ann <b>")
    drawn = {
        tuple(key): value
        for trace in figure.data
        if trace.customdata is not None
        for key, value in zip(trace.customdata, trace.x, strict=True)
    }
    assert drawn[("acts", "Ledger")] == 2
    assert drawn[("acted_upon", "Ledger")] == 0
    assert "<b>" not in figure.layout.title.text.replace("<br>", "")
    assert "2 acts" in entity_matrix.describe_roles(table, name="Ann")


def test_what_outlets_beyond_those_shown_have_is_one_part_of_each_bar(named, words):
    few = words[words["outlet_label"] == "Ledger"]
    rest = pd.DataFrame([{"outlet_label": outlet_styles.OTHERS, "words": 500}])
    table = entity_matrix.fill_cells(named, pd.concat([few, rest]))
    everything = entity_matrix.fill_cells(named, words).groupby("entity_id")["part"].sum()
    assert table.groupby("entity_id")["part"].sum().to_dict() == everything.to_dict()
    assert set(table["outlet_label"]) == {"Ledger", outlet_styles.OTHERS}
    assert outlet_styles.OTHERS_NAME in entity_matrix.pivot_by_outlet(table)
