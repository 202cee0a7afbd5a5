"""Groups of outlets as the sidebar and the pages show them."""

import re

import pytest

from analysis.store import Workspace
from tests.made_story import open_page, page_html, talks

POOLED = {"show_outlets": "Grouped by region"}


@pytest.fixture
def workspace(tmp_path):
    talks().save(tmp_path)
    table = {"region": {"Ledger": "north", "Beacon": "north"}}
    Workspace(tmp_path).outlet_groups.change(lambda groups: groups.with_table(table))
    return tmp_path


def test_a_workspace_without_groups_shows_no_widget_for_them(tmp_path, monkeypatch):
    talks().save(tmp_path)
    app = open_page("entities", tmp_path, monkeypatch)
    assert not [box for box in app.selectbox if box.key == "show_outlets"]


def test_a_group_filters_the_articles_of_its_outlets(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, outlet_group="region: north")
    assert not app.exception
    html = page_html(app)
    assert "2 of 3 articles · 2 outlets · outlets with region: north" in html
    links = [element.proto.json for element in app.get("bidi_component")]
    assert any(
        "article?outlet_group=region%3A+north&amp;article=a1" in content for content in links
    )
    assert "Courier" not in html
    combined = open_page(
        "overview", workspace, monkeypatch, outlet_group="region: north", outlet="Courier"
    )
    assert "No article meets all filters" in combined.info[0].value


def test_pooled_groups_take_the_place_of_their_outlets(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, **POOLED)
    assert not app.exception
    html = page_html(app)
    assert "grouped by region" in html
    assert "Ledger · 6 September 2023" in html  # the card of an article names its outlet too
    chips = set(re.findall(r"</span>(north|region not given|Ledger|Beacon|Courier)<", html))
    assert chips == {"north", "region not given"}
    assert "The groups side by side" in {header.value for header in app.header}


@pytest.mark.parametrize("page", ["article", "corpus"])
def test_pages_about_articles_name_their_outlets_whatever_is_pooled(workspace, monkeypatch, page):
    app = open_page(page, workspace, monkeypatch, **POOLED)
    assert not app.exception
    assert "grouped by region" not in page_html(app)
    if page == "article":
        assert "</span>Beacon<" in page_html(app)
    else:
        (editor,) = [table for table in app.dataframe if "region" in table.value.columns]
        assert dict(zip(editor.value["Outlet"], editor.value["region"], strict=True)) == {
            "Beacon": "north",
            "Courier": "",
            "Ledger": "north",
        }


def test_outlets_of_one_group_look_alike_and_the_legend_names_them(workspace, monkeypatch):
    app = open_page("entities", workspace, monkeypatch, show_outlets="Coloured by region")
    assert not app.exception
    legend = re.sub("<[^>]*>", "", page_html(app))
    assert "north: Beacon, Ledger" in legend
    assert "not given: Courier" in legend


def test_a_malformed_file_hides_the_groups_and_nothing_else(workspace, monkeypatch):
    Workspace(workspace).outlet_groups.path.write_text("{")
    app = open_page("overview", workspace, monkeypatch, **POOLED)
    assert not app.exception
    assert "cannot be read" in app.error[0].value
    assert "3 of 3 articles · 3 outlets" in page_html(app)
