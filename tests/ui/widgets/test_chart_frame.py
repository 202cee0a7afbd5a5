"""The frame of a chart: its title, and only the open one of its tabs."""

import pytest

from tests.made_story import open_page, page_html, talks


@pytest.fixture
def workspace(tmp_path):
    talks().save(tmp_path)
    return tmp_path


def _open_tab(app, key, tab):
    app.session_state[f"{key}_tab"] = tab
    app.run()
    assert not app.exception
    return app


def _charts(app):
    return [chart for chart in app.get("plotly_chart") if "matrix" in chart.proto.id]


def test_the_title_is_above_the_chart_and_not_in_it(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch)
    (chart,) = _charts(app)
    assert "named in" in page_html(app)
    assert "named in" not in chart.proto.spec


def test_the_numbers_take_the_place_of_the_chart(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch)
    tables = len(app.dataframe)
    app = _open_tab(app, "matrix", "Data")
    assert len(app.dataframe) == tables + 1
    assert not _charts(app)


def test_the_method_takes_the_place_of_the_chart(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch)
    assert "Where it fails" not in page_html(app)
    app = _open_tab(app, "matrix", "Method")
    assert "Where it fails" in page_html(app)
    assert not _charts(app)
