import pandas as pd
import pytest

from analysis.charts import entity_usage, outlet_styles

STYLES = outlet_styles.assign_styles(["Beacon", "Courier", "Ledger"])


@pytest.fixture
def usage():
    rows = [
        ("North Korea", "government", "Ledger", 4),
        ("North Koreans", "people", "Ledger", 1),
        ("North Korea", "place", "Beacon", 2),
    ]
    return pd.DataFrame(rows, columns=["text", "metonymy", "outlet_label", "n"])


def test_senses_are_counted_by_outlet(usage):
    figure = entity_usage.draw_senses(usage, STYLES, name="North Korea")
    drawn = [trace for trace in figure.data if not trace.name]
    assert [list(trace.y) for trace in drawn] == [["Beacon", "Ledger"]] * 3
    assert [list(trace.x) for trace in drawn] == [[0, 4], [0, 1], [2, 0]]


def _opacity(colour):
    return float(colour.rsplit(",", 1)[1].rstrip(")"))


def test_the_legend_of_senses_names_the_shades_drawn(usage):
    figure = entity_usage.draw_senses(usage, STYLES, name="North Korea")
    shades = {trace.name: _opacity(trace.marker.color) for trace in figure.data if trace.name}
    assert list(shades) == ["as a government", "as a people", "as a place"]
    drawn = [{_opacity(c) for c in trace.marker.color} for trace in figure.data if not trace.name]
    assert [{shade} for shade in shades.values()] == drawn
    assert len(set(shades.values())) == 3


def test_senses_are_described_outlet_by_outlet(usage):
    description = entity_usage.describe_senses(usage, name="North Korea")
    assert "Beacon: 0 as a government, 0 as a people, 2 as a place" in description


def test_the_words_used_are_a_row_each(usage):
    table = entity_usage.tabulate_words(usage).set_index("Words")
    assert table.loc["North Korea"].to_dict() == {"Beacon": 2, "Ledger": 4}


def test_the_rows_of_words_are_in_the_order_of_the_words_offered(usage):
    texts, _ = entity_usage.list_words_and_senses(usage)
    assert entity_usage.tabulate_words(usage)["Words"].tolist() == list(texts)


def test_meanings_are_written_out_to_be_read(usage):
    table = entity_usage.tabulate_usage(usage)
    assert table.iloc[0].tolist() == ["North Korea", "as a government", "Ledger", 4]


def test_only_senses_that_occur_are_offered(usage):
    texts, senses = entity_usage.list_words_and_senses(usage[usage["outlet_label"] == "Beacon"])
    assert (list(texts), list(senses)) == (["North Korea"], ["place"])


def test_the_roles_of_an_entity_are_parts_of_its_bars():
    table = pd.DataFrame(
        [("acts", "Ledger", 2), ("speaks", "Ledger", 1)],
        columns=["semantic_role", "outlet_label", "n"],
    )
    figure = entity_usage.draw_roles(table, STYLES, name="Ann <b>")
    drawn = {
        tuple(key): value
        for trace in figure.data
        if trace.customdata is not None
        for key, value in zip(trace.customdata, trace.x, strict=True)
    }
    assert drawn[("acts", "Ledger")] == 2
    assert drawn.keys() == {("acts", "Ledger"), ("speaks", "Ledger")}
    legend = [trace.name for trace in figure.data if trace.name]
    assert legend == ["speaks", "acts"], "what no outlet has is not explained"
    assert "<b>" not in figure.layout.title.text.replace("<br>", "")
    assert "2 acts" in entity_usage.describe_roles(table, name="Ann")
