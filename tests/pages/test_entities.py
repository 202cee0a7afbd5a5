import json

import pytest

from tests.made_story import Story, open_page, page_html


@pytest.fixture
def workspace(talks_folder):
    return talks_folder


def _squares(app):
    """Return the text of each square of the matrix by entity and outlet."""
    (spec,) = (c.proto.spec for c in app.get("plotly_chart") if "matrix" in c.proto.id)
    return {
        tuple(point): text
        for trace in json.loads(spec)["data"]
        for point, text in zip(trace["customdata"], trace["text"], strict=True)
    }


def test_the_squares_count_the_mentions_of_each_name_by_outlet(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch, count="n")
    assert not app.exception
    assert {point: text for point, text in _squares(app).items() if text != "–"} == {
        ("ann-lee", "Ledger"): "1",
        ("ann-lee", "Beacon"): "1",
        ("bo-ek", "Ledger"): "1",
    }


def test_rates_are_shown_first_and_every_count_changes_the_chart(workspace, monkeypatch):
    charts = [
        _squares(open_page("entities", workspace, monkeypatch, **address))
        for address in ({}, {"count": "n"}, {"count": "headlines"}, {"count": "first"})
    ]
    assert charts[0][("bo-ek", "Ledger")] == "33.3"
    assert len({tuple(sorted(squares.items())) for squares in charts}) == 4


def test_names_are_sorted_by_how_unevenly_they_are_named_on_request(tmp_path, monkeypatch):
    story = Story().article("a", "A", "Ann Lee met Bo Ek.").article("b", "B", "Ann Lee slept.")
    story.name("a", "Ann Lee", "Ann Lee").name("b", "Ann Lee", "Ann Lee")
    story.name("a", "Bo Ek", "Bo Ek").save(tmp_path)
    by_total, by_gap = (
        list(dict.fromkeys(entity for entity, _ in _squares(app)))
        for app in (
            open_page("entities", tmp_path, monkeypatch),
            open_page("entities", tmp_path, monkeypatch, order="gap"),
        )
    )
    assert by_total == ["ann-lee", "bo-ek"]
    assert by_gap == ["bo-ek", "ann-lee"]


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
    assert {entity for entity, _ in _squares(app)} == {"acme-board"}


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
