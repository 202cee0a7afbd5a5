import base64
import json

import numpy as np
import pytest

from tests.made_story import Story, open_page, page_html, talks


@pytest.fixture
def workspace(tmp_path):
    talks().save(tmp_path)
    return tmp_path


def _values(drawn):
    """Return an axis' values; Plotly packs arrays of numbers."""
    if isinstance(drawn, dict):
        return np.frombuffer(base64.b64decode(drawn["bdata"]), drawn["dtype"]).tolist()
    return drawn


def _points(app, key):
    for chart in app.get("plotly_chart"):
        if key in chart.proto.id:
            traces = json.loads(chart.proto.spec)["data"]
            return {
                (*point, value)
                for trace in traces
                for point, value in zip(trace["customdata"], _values(trace["x"]), strict=True)
            }
    raise AssertionError(f"no chart {key}")


def test_the_bars_count_the_mentions_of_each_name_by_outlet(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch)
    assert not app.exception
    counted = {point for point in _points(app, "ranking") if point[-1]}
    assert counted == {
        ("ann-lee", "Ledger", 1),
        ("ann-lee", "Beacon", 1),
        ("bo-ek", "Ledger", 1),
    }


def test_a_link_to_a_square_opens_its_sentences_with_the_name_marked(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch, pick="ann-lee", pick_outlet="Beacon")
    html = page_html(app)
    assert "Mentions of Ann Lee in Beacon: 1" in html
    assert "said they would" in html
    assert "<mark" in html
    assert "before winter" not in html


def test_the_same_choice_can_be_made_without_a_mouse(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch)
    box = next(box for box in app.selectbox if box.label == "Name")
    box.select("bo-ek").run()
    assert "Mentions of Bo Ek" in page_html(app)


def test_only_the_chosen_types_of_name_are_shown(tmp_path, monkeypatch):
    story = Story().article("a", "Ledger", "Ann Lee met the Acme Board in Oslo.")
    story.name("a", "Ann Lee", "Ann Lee").name("a", "Acme Board", "Acme Board", "ORG").save(
        tmp_path
    )
    app = open_page("entities", tmp_path, monkeypatch, type=["Organisations"])
    assert {point[0] for point in _points(app, "ranking")} == {"acme-board"}


def test_hostile_names_are_shown_as_text(tmp_path, monkeypatch):
    hostile = "<img src=x onerror=alert(1)>"
    story = Story().article("a", "<b>Ledger</b>", f"{hostile} spoke.")
    story.name("a", hostile, hostile).save(tmp_path)
    entity = hostile.lower().replace(" ", "-")
    html = page_html(open_page("entities", tmp_path, monkeypatch, pick=entity))
    assert "&lt;img" in html
    assert "<img" not in html
    assert "<b>Ledger" not in html


def test_an_article_that_names_nobody_says_so(tmp_path, monkeypatch):
    Story().article("a", "Ledger", "It rained.").save(tmp_path)
    app = open_page("entities", tmp_path, monkeypatch)
    assert not app.exception
    assert "Nobody and nothing is named" in page_html(app) + " ".join(i.value for i in app.info)
