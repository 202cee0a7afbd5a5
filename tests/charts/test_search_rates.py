import pandas as pd
import pytest

from analysis.charts import ranking, search_rates
from analysis.charts.outlet_styles import assign_styles
from analysis.charts.search_rates import MAX_OUTLETS


def make_table(n_outlets):
    outlets = [f"Outlet {n:02}" for n in range(n_outlets)]
    table = pd.DataFrame({"outlet_label": outlets, "hits": range(n_outlets)})
    table["articles"], table["words"] = table["hits"], 1000
    return table.assign(per_1000=table["hits"])


def test_bars_are_in_the_order_of_the_rates_and_carry_the_outlet():
    table = make_table(3)
    styles = assign_styles(list(table["outlet_label"]))
    figure = search_rates.draw_rates(table, styles, words="<b>rain")
    assert [point[0] for point in figure.data[0].customdata] == list(table["outlet_label"])[::-1]
    assert "&lt;b&gt;rain" in figure.layout.title.text
    assert "3 hits, in 2 of 3 outlets" in figure.layout.title.text
    pooled = search_rates.draw_rates(table, styles, words="rain", noun="group")
    assert "in 2 of 3 groups" in pooled.layout.title.text
    assert "Outlet 02, 2 (2 hits in 2 articles)" in search_rates.describe_rates(table, words="rain")
    assert list(search_rates.tabulate_rates(table)["Hits"]) == [0, 1, 2]


def test_a_pattern_is_drawn_on_the_colour_of_its_outlet_as_in_the_other_charts():
    table = make_table(5)
    styles = assign_styles(list(table["outlet_label"]))
    (bars,) = search_rates.draw_rates(table, styles, words="rain").data
    rankings = table.assign(entity_id="e", name="Ann", part=1)
    others = ranking.draw_ranking(rankings, styles, verb="named", unit="mentions").data
    assert {trace.marker.pattern.fillmode for trace in others} == {bars.marker.pattern.fillmode}
    assert {trace.marker.pattern.fgcolor for trace in others} == {bars.marker.pattern.fgcolor}


def test_of_many_outlets_those_with_most_hits_are_drawn_and_the_highlighted_one():
    table = make_table(MAX_OUTLETS + 2)
    table.loc[0, "words"] = 100_000
    drawn = search_rates.select_outlets(table, "Outlet 00")
    assert len(drawn) == MAX_OUTLETS
    assert "Outlet 00" in set(drawn["outlet_label"])
    assert "Outlet 00" not in set(search_rates.select_outlets(table)["outlet_label"])
    assert search_rates.note_undrawn(table).startswith("Outlets with most hits are drawn, at most")
    assert search_rates.note_undrawn(table, noun="group").startswith("Groups with most hits")
    assert not search_rates.note_undrawn(make_table(MAX_OUTLETS))


@pytest.mark.parametrize(("n_outlets", "n_drawn"), [(MAX_OUTLETS, MAX_OUTLETS), (60, 4)])
def test_of_more_outlets_than_are_drawn_those_without_a_hit_are_left_out(n_outlets, n_drawn):
    table = make_table(n_outlets)
    table.loc[3:, "hits"] = 0
    table["hits"] += [1, 0, 0, *[0] * (n_outlets - 3)]
    drawn = search_rates.select_outlets(table, "Outlet 19")
    assert len(drawn) == n_drawn
    assert "Outlet 19" in set(drawn["outlet_label"])
    note = search_rates.note_undrawn(table)
    assert note.startswith("Outlets with hits are drawn") == (n_drawn < n_outlets)


@pytest.mark.parametrize(
    ("highlighted", "beginning"),
    [
        ("Outlet 19", "Outlets with hits and the highlighted one are drawn, at most 20;"),
        ("Outlet 01", "Outlets with hits are drawn, at most 20;"),
        ("", "Outlets with hits are drawn, at most 20;"),
    ],
)
def test_the_note_and_the_description_have_a_highlighted_outlet_without_hits(
    highlighted, beginning
):
    table = make_table(MAX_OUTLETS + 1)
    table.loc[table["outlet_label"] != "Outlet 01", ["hits", "articles", "per_1000"]] = 0
    assert search_rates.note_undrawn(table, always=highlighted).startswith(beginning)
    described = search_rates.describe_rates(table, words="rain", always=highlighted)
    assert ("Outlet 19, 0 (0 hits in 0 articles)" in described) == (highlighted == "Outlet 19")


def test_an_outlet_without_words_has_no_bar():
    table = make_table(2)
    table.loc[1, ["words", "per_1000"]] = 0, float("nan")
    assert list(search_rates.select_outlets(table)["outlet_label"]) == ["Outlet 00"]
    note = search_rates.note_undrawn(table)
    assert note == "Not drawn: 1 outlet that has no headline, subhead or body to search."
