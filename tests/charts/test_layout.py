import json

import pytest

from analysis.charts import layout


def test_signs_of_markup_in_a_label_are_shown_not_read():
    assert layout.escape_label("<b>A & B</b>") == "&lt;b&gt;A &amp; B&lt;/b&gt;"


def test_a_long_label_is_cut_and_says_so():
    assert layout.shorten_label("United Nations Security Council", 14) == "United Nation…"
    assert layout.shorten_label("UPI", 14) == "UPI"


def test_a_cut_label_is_not_cut_within_an_escaped_sign():
    assert layout.shorten_label("a&bcdef", 4) == "a&amp;b…"


def test_a_long_title_takes_more_room():
    short = layout.build_figure([], title="Short").layout.margin.t
    long = layout.build_figure([], title="word " * 40).layout.margin.t
    assert long > short


def test_a_title_with_markup_is_shown_as_it_is():
    title = layout.build_figure([], title="<i>Kim</i>").layout.title.text
    assert title == "&lt;i&gt;Kim&lt;/i&gt;"


def test_more_rows_take_more_height():
    assert layout.compute_height(20) - layout.compute_height(10) == 10 * layout.ROW
    assert layout.compute_height(0) == layout.compute_height(1)


@pytest.mark.parametrize(("outlets", "angle"), [(8, 0), (9, -90)])
def test_many_outlets_are_named_upright(outlets, angle):
    names = [f"Outlet {number}" for number in range(outlets)]
    assert layout.build_outlet_axis(names)["tickangle"] == angle


@pytest.mark.parametrize(
    ("name", "lines"),
    [
        ("africa.example.com.cn", "africa<br>.example.com<br>.cn"),
        ("The Island Herald", "The Island<br>Herald"),
        ("independently.example", "independently<br>.example"),
        ("U.S. Ledger", "U.S. Ledger"),
        ("Unnamed outlet (of <many> others)", "Unnamed<br>outlet (of<br>&lt;many&gt;…"),
    ],
)
def test_a_name_breaks_between_words_and_before_the_dots_of_a_domain(name, lines):
    assert layout.wrap_label(name, 12) == lines


@pytest.mark.parametrize(("name", "angle"), [("a" * 12, 0), ("a" * 13, -90)])
def test_a_name_too_wide_for_its_column_is_upright(name, angle):
    assert layout.build_outlet_axis([name, "B"])["tickangle"] == angle


def test_a_title_is_taken_as_plain_text_with_the_room_it_had():
    figure = layout.build_figure([], title="<i>Kim</i> & " + "word " * 20, height=400)
    without = layout.build_figure([], title="Short", height=400)
    assert layout.take_title(figure) == ("<i>Kim</i> & " + "word " * 20).strip()
    assert layout.take_title(without) == "Short"
    assert not figure.layout.title.text
    assert figure.layout.margin.t == without.layout.margin.t
    assert figure.layout.height < without.layout.height < 400


def test_labels_have_their_room_from_the_start():
    def build_margin(x_labels: list[str], y_label: str) -> dict[str, float]:
        x_axis = layout.build_outlet_axis(x_labels) if x_labels else {}
        y_axis = {"ticktext": [y_label]} if y_label else {}
        figure = layout.build_figure([], title="Short", x_axis=x_axis, y_axis=y_axis)
        margin: dict[str, float] = figure.layout.margin.to_plotly_json()
        return margin

    without = build_margin([], "")
    assert build_margin([], "Kim<br>Jong Un")["l"] == build_margin([], "Jong Un")["l"] > 50
    assert build_margin([], "K")["l"] > without["l"] == 8
    # An escaped sign is one character.
    assert build_margin([], "A&amp;B")["l"] == build_margin([], "ABC")["l"]
    one_line, two_lines = build_margin(["UPI"], ""), build_margin(["Korea Herald"], "")
    upright = build_margin(["Korea Herald"] * 9, "")
    assert without["t"] < one_line["t"] <= two_lines["t"] < upright["t"]


def test_a_figure_that_is_not_checked_is_the_same(monkeypatch):
    traces = [{"type": "bar", "x": ["Kim"], "y": [2], "marker": {"color": "#123456"}}]
    checked = layout.build_figure(traces, title="Who", has_legend=True, x_title="mentions")
    monkeypatch.setattr(layout, "IS_CHECKED", False)
    unchecked = layout.build_figure(traces, title="Who", has_legend=True, x_title="mentions")
    assert json.loads(unchecked.to_json()) == json.loads(checked.to_json())


def test_a_setting_that_plotly_does_not_know_is_an_error_in_tests_of_charts():
    with pytest.raises(ValueError, match="colour"):
        layout.build_figure([{"type": "bar", "colour": "red"}], title="Who")
