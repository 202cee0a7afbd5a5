"""Which outlets the legend lists, and that a chip shows the mark of the charts."""

import json
from dataclasses import replace

import pytest

from analysis.charts.outlet_styles import COLOURS, NEUTRAL, PATTERNS, SYMBOLS, assign_styles
from analysis.findings.coverage_row import CoverageRow, OutletReport, ReportState, RowKind
from tests.made_story import Story, open_page, page_html, talks
from ui.sections import coverage
from ui.widgets import outlet_chips


def _open_many(folder, monkeypatch, count, **address):
    story = Story()
    for number in range(count):
        key = f"a{number:02}"
        story.article(key, f"Outlet {number:02}", "Ann Lee spoke.").name(key, "Ann Lee", "Ann Lee")
    story.save(folder)
    app = open_page("entities", folder, monkeypatch, **address)
    assert not app.exception
    return app


def _colours(app):
    """Return the colour of each outlet in the matrix, by its name."""
    (chart,) = (chart for chart in app.get("plotly_chart") if "matrix" in chart.proto.id)
    traces = json.loads(chart.proto.spec)["data"]
    return {trace["customdata"][0][1]: trace["marker"]["line"]["color"] for trace in traces}


def test_of_sixty_outlets_none_claims_to_be_distinct(tmp_path, monkeypatch):
    app = _open_many(tmp_path, monkeypatch, 60)
    assert set(_colours(app).values()) == {NEUTRAL}
    html = page_html(app)
    assert "60 outlets, all in grey" in html
    assert not any(colour in html for colour in COLOURS)


def test_a_highlighted_outlet_of_sixty_is_drawn_in_colour_wherever_it_ranks(tmp_path, monkeypatch):
    app = _open_many(tmp_path, monkeypatch, 60, highlight="Outlet 59")
    colours = _colours(app)
    assert colours.pop("Outlet 59") in COLOURS
    assert set(colours.values()) == {NEUTRAL}
    assert "all others in grey" in page_html(app)


def test_fewer_selected_outlets_have_looks_although_the_workspace_has_many(tmp_path, monkeypatch):
    selected = [f"Outlet {number}" for number in range(20, 28)]
    app = _open_many(tmp_path, monkeypatch, 60, outlet=selected)
    assert list(_colours(app).values()) == list(COLOURS)
    html = page_html(app)
    assert all(name in html for name in selected)


def test_an_outlet_is_highlighted_without_a_mouse(tmp_path, monkeypatch):
    talks().save(tmp_path)
    app = open_page("entities", tmp_path, monkeypatch)
    (box,) = (box for box in app.selectbox if box.label == "Highlight an outlet")
    colours = _colours(box.select("Beacon").run())
    assert colours["Ledger"] == NEUTRAL
    assert colours["Beacon"] in COLOURS


@pytest.mark.parametrize(
    ("shapes", "marks"),
    [(outlet_chips._SYMBOL_SHAPES, SYMBOLS), (outlet_chips._PATTERN_SHAPES, PATTERNS)],
)
def test_the_legend_has_a_form_of_its_own_for_each_mark(shapes, marks):
    assert set(shapes) == set(marks)
    assert len(set(shapes.values())) == len(shapes)


def test_heads_and_bars_of_a_table_have_the_pattern_of_the_legend():
    names = [f"Outlet {number}" for number in range(5)]
    style = assign_styles(names)["Outlet 4"]
    assert style.pattern == "/"
    pattern = str(outlet_chips._PATTERN_SHAPES[style.pattern])
    row = CoverageRow("figure:f", RowKind.FIGURE, "Ten", "", (), (), (), frozenset())
    reports = tuple(OutletReport(name, ReportState.NOT_FOUND) for name in names)
    head = coverage.build_table([replace(row, reports=reports)], names, assign_styles(names))
    assert str(head).count(pattern) == 1
    assert pattern in outlet_chips.build_fill(style)
