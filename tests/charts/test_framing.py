import math

import pandas as pd
import pytest

from analysis.charts import framing as framing_charts
from analysis.charts.outlet_styles import assign_styles
from analysis.findings.framing import Verdict
from analysis.measures.registry import MEASURES

RATE, VERB = MEASURES["rate"], MEASURES["verb"]
COLUMNS = ["measure", "item", "name", "outlet_label", "value", "low", "high", "n"]
COLUMNS += ["p", "effect", "others_mean", "verdict"]
SUGGESTIVE, UNCLEAR = Verdict.SUGGESTIVE.value, Verdict.NO_CLEAR_DIFFERENCE.value


@pytest.fixture
def table():
    rows = [
        ("verb", "claim", "claimed", "Beacon", 0.5, 0.25, 0.75, 12, 0.01, 0.8, 0.1, SUGGESTIVE),
        ("verb", "claim", "claimed", "Ledger", 0.1, math.nan, math.nan, 9, 0.4, -0.8, 0.5, UNCLEAR),
        ("verb", "say", "said", "Ledger", 0.9, 0.8, 1.0, 9, 0.4, 0.1, 0.5, UNCLEAR),
    ]
    return pd.DataFrame(rows, columns=COLUMNS)


def test_a_dot_is_at_its_value_with_its_interval(table):
    figure = framing_charts.draw_dots(table, VERB, assign_styles(["Beacon", "Ledger"]), "Title")
    beacon, ledger = figure.data
    assert list(beacon.x) == [50]
    assert (beacon.error_x.arrayminus[0], beacon.error_x.array[0]) == (25, 25)
    assert math.isnan(ledger.error_x.array[0])
    assert [list(point) for point in ledger.customdata] == [["claim", "Ledger"], ["say", "Ledger"]]


def test_only_a_difference_that_passes_a_test_is_filled(table):
    beacon, ledger = framing_charts.draw_dots(
        table, VERB, assign_styles(["Beacon", "Ledger"]), "Title"
    ).data
    assert list(beacon.marker.symbol) == ["circle"]
    assert list(ledger.marker.symbol) == ["square-open", "square-open"]


def test_the_line_above_explains_the_marks_that_are_drawn_and_no_others(table):
    first = "What differs most comes first."
    filled, hollow = "Filled: the difference passes a test.", "Hollow: no clear difference."
    interval = "95\N{NO-BREAK SPACE}% interval"
    line = f"Line: {interval}; none where there is too little to compute it from."
    assert framing_charts.explain_dots(table) == f"{first} {filled} {hollow} {line}"
    assert framing_charts.explain_dots(table[:1]) == f"{first} {filled} {line}"
    assert framing_charts.explain_dots(table[1:2]) == f"{first} {hollow}"


def test_items_never_share_a_row(table):
    figure = framing_charts.draw_dots(table, VERB, assign_styles(["Beacon", "Ledger"]), "Title")
    places = [y for trace in figure.data for y in trace.y]
    assert len(set(places)) == len(places)


def test_outlets_that_look_alike_are_named_beside_their_dots(table):
    outlets = [f"Paper {n}" for n in range(9)]
    rows = pd.concat([table[:1].assign(outlet_label=outlet) for outlet in outlets])
    figure = framing_charts.draw_dots(rows, VERB, assign_styles(outlets), "Title")
    labels = dict(zip(figure.layout.yaxis.tickvals, figure.layout.yaxis.ticktext, strict=True))
    assert {trace.customdata[0][1]: labels[trace.y[0]] for trace in figure.data} == {
        outlet: outlet for outlet in outlets
    }
    assert labels[0] == "<b>claimed</b>"
    figure = framing_charts.draw_dots(rows[:8], VERB, assign_styles(outlets[:8]), "Title")
    assert list(figure.layout.yaxis.ticktext) == ["claimed"]


def test_outlets_that_differ_are_drawn_before_those_with_most_articles(table):
    assert framing_charts.select_outlets(table, ["Post", "Sun"], 2) == ("Beacon", "Post")
    assert framing_charts.select_outlets(table, ["Post"], 2, "Ledger") == ("Beacon", "Ledger")
    assert framing_charts.select_outlets(table[1:], ["Post", "Sun"], 2) == ("Post", "Sun")


def test_a_share_is_in_per_cent_and_a_rate_is_not(table):
    assert framing_charts.draw_dots(
        table, VERB, assign_styles(["Beacon", "Ledger"]), "Title"
    ).layout.xaxis.title.text == ("% of the reporting verbs")
    rate = framing_charts.draw_dots(table, RATE, assign_styles(["Beacon", "Ledger"]), "Title")
    assert rate.layout.xaxis.title.text == "mentions by name per 1,000<br>words"
    assert list(rate.data[0].x) == [0.5]


def test_the_finding_names_who_stands_out_and_by_how_much(table):
    assert framing_charts.summarize_differences(table, VERB) == (
        "Differs from the others: Beacon on claimed (50%, mean of the others 10%)"
    )


def test_without_a_difference_the_finding_says_so(table):
    assert framing_charts.summarize_differences(table.assign(verdict=UNCLEAR), VERB).startswith(
        "No clear difference"
    )


def test_one_outlet_has_nothing_to_compare_it_with(table):
    assert framing_charts.summarize_differences(
        table[table["outlet_label"] == "Ledger"], VERB
    ).startswith("Only Ledger has any")


def test_the_description_gives_the_values(table):
    description = framing_charts.describe_dots(table, table, VERB)
    assert "claimed: Beacon 50%, Ledger 10%" in description


def test_the_table_to_read_gives_value_interval_n_and_verdict(table):
    row = framing_charts.tabulate_values(table, VERB).iloc[0].tolist()
    assert row == ["claimed", "Beacon", 50, 25, 75, 12, 0.8, 0.01, SUGGESTIVE]


def test_a_value_without_an_interval_says_so():
    assert framing_charts.format_interval(math.nan, math.nan, VERB) == "no interval"
    assert framing_charts.format_interval(0.25, 0.75, VERB) == "25% to 75%"
    assert framing_charts.format_interval(1.25, 2, RATE) == "1.2 to 2.0"


def test_a_difference_is_listed_with_its_verdict_and_effect(table):
    row = framing_charts.tabulate_differences(table.assign(verdict="over all measures")).iloc[0]
    assert (row["Measure"], row["Value"], row["Others' mean"]) == (
        "Reporting verbs: verbs",
        "50%",
        "10%",
    )
    assert (row["Verdict"], row["Effect (h)"]) == ("over all measures", 0.8)


def test_a_measure_that_is_alone_in_its_group_is_named_once():
    assert framing_charts.format_measure_name("loaded") == "Loaded words"
    assert framing_charts.format_measure_name("first") == "Prominence: first mention"
