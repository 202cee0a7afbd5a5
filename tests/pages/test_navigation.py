"""Every page runs inside the app, with the filters, however it is opened."""

import pytest
from streamlit.testing.v1 import AppTest

from tests.made_story import PROJECT, Story, open_page, page_html, talks
from ui.core import navigation

NAMES = [name for name, _, _ in navigation.PAGES]


@pytest.fixture
def workspace(talks_folder):
    return talks_folder


def test_the_navigation_lists_every_page_there_is():
    files = {path.stem for path in (PROJECT / "pages").glob("*.py")}
    assert sorted(NAMES) == sorted(files)


@pytest.mark.parametrize("name", NAMES)
def test_every_page_begins_with_the_guard(name):
    code = (PROJECT / "pages" / f"{name}.py").read_text(encoding="utf-8")
    statements = [line for line in code.splitlines() if line and not line.startswith((" ", "#"))]
    first_call = next(line for line in statements if line.endswith(")") and "(" in line)
    assert first_call == "navigation.ensure_router()"


@pytest.mark.parametrize("name", NAMES)
def test_a_page_that_streamlit_starts_alone_gets_the_app_around_it(name, workspace, monkeypatch):
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(workspace))
    app = AppTest.from_file(str(PROJECT / "dashboard.py"), default_timeout=60)
    app.switch_page(f"pages/{name}.py").run()
    app.run()  # AppTest runs the page's own file now, as a restarted server does
    title = (
        "The story"
        if name == navigation.PAGES[0].name
        else next(title for page, title, _ in navigation.PAGES if page == name)
    )
    assert not app.exception
    assert [heading.value for heading in app.title] == [title]
    assert {"Outlets"} <= {box.label for box in (*app.selectbox, *app.multiselect)}


def test_the_first_page_opens_at_its_name_too_with_all_choices(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, outlet=["Beacon", "Ledger"])
    assert not app.exception
    assert [heading.value for heading in app.title] == ["The story"]
    assert app.query_params["outlet"] == ["Beacon", "Ledger"]


def test_a_link_sets_every_shared_filter(workspace, monkeypatch):
    app = open_page(
        "overview",
        workspace,
        monkeypatch,
        story="The story",
        outlet=["Beacon", "Ledger"],
        entity="Ann Lee",
        type="People",
        quote="Direct",
        **{"from": "2023-09-06", "to": "2023-09-06"},
    )
    assert "Ann Lee of type People in Beacon and Ledger" in page_html(app)
    assert "direct quotations only, 6 Sep 2023" in page_html(app)
    assert app.session_state["outlet"] == ["Beacon", "Ledger"]


def test_a_link_may_carry_ids_as_filters_write_them(workspace, monkeypatch):
    from analysis.store import Filters

    filters = Filters(entities=("bo-ek",), labels=("PERSON",), kinds=("indirect",))
    link = {"story": "s", **filters.to_query()}  # of the only story, which is always in view
    app = open_page("overview", workspace, monkeypatch, **link)
    assert app.session_state["_filters"] == filters


def test_an_entity_beyond_the_offered_ones_can_be_linked_to(tmp_path, monkeypatch):
    talks().save(tmp_path)
    monkeypatch.setattr("analysis.store.queries.filter_choices.MAX_OPTIONS", 1)
    app = open_page("overview", tmp_path, monkeypatch, entity="Bo Ek")
    assert app.session_state["_filters"].entities == ("bo-ek",)


def test_filters_can_be_lifted(workspace, monkeypatch):
    app = open_page("overview", workspace, monkeypatch, outlet="Beacon", quote="Direct")
    app.button(key="clear_filters").click().run()
    assert "3 of 3 articles · 3 outlets" in page_html(app)


def test_the_selection_is_described_without_interpreting_markup(tmp_path, monkeypatch):
    hostile = "<img src=x onerror=alert(1)>"
    Story().article("a", hostile, "It rained.").save(tmp_path)
    app = open_page("overview", tmp_path, monkeypatch, outlet=hostile)
    assert hostile not in page_html(app)
    assert "1 of 1 articles · &lt;img src=x" in page_html(app)


def test_overrides_that_cannot_be_read_are_reported_with_their_file(tmp_path, monkeypatch):
    talks().save(tmp_path)
    (tmp_path / "decisions.json").write_text("not json")
    app = open_page("overview", tmp_path, monkeypatch)
    assert not app.exception
    assert "cannot be read" in app.error[0].value
    assert "decisions.json" in app.text[0].value


def test_a_workspace_without_a_catalogue_says_that_it_is_prepared(tmp_path, monkeypatch):
    app = open_page("overview", tmp_path / "new", monkeypatch)
    assert not app.exception
    assert "Preparing the articles, once." in [text.value for text in app.text]
