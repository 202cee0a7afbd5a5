"""Every page on no article, on one, on one outlet, and on articles without quotations."""

from datetime import date

import pytest

from analysis.orchestration.build import refresh
from analysis.settings import Settings
from analysis.store import Workspace
from tests.made_story import Story, open_page, page_html
from ui.core import navigation
from ui.widgets import page_frame
from ui.widgets.page_frame import PAGES_WITHOUT_SELECTION

PAGES = [page.name for page in navigation.PAGES]
#: Help explains words and needs no articles.
PAGES_OF_ARTICLES = [page for page in PAGES if page != "help"]


def _all_text(app):
    texts = [
        element.value
        for kind in ("info", "warning", "caption", "text")
        for element in app.get(kind)
    ]
    return page_html(app) + " ".join(map(str, texts))


def _one(folder):
    story = Story().article("a", "Ledger", "“We will talk,” Ann Lee said.")
    story.quote("a", "“We will talk,”", "Ann Lee", cue="said").name("a", "Ann Lee", "Ann Lee")
    story.save(folder)


def _one_outlet(folder):
    story = Story()
    for key in ("a", "b"):
        story.article(key, "Ledger", "“We will talk,” Ann Lee said.")
        story.quote(key, "“We will talk,”", "Ann Lee", cue="said").name(key, "Ann Lee", "Ann Lee")
    story.save(folder)


def _unquoted(folder):
    story = Story()
    for key, outlet in (("a", "Ledger"), ("b", "Beacon")):
        story.article(key, outlet, "Ann Lee walked home.").name(key, "Ann Lee", "Ann Lee")
    story.save(folder)


@pytest.fixture(scope="module", params=[_one, _one_outlet, _unquoted])
def little(request, tmp_path_factory):
    folder = tmp_path_factory.mktemp("little")
    request.param(folder)
    return folder


@pytest.mark.parametrize("page", PAGES)
def test_every_page_has_something_to_say_of_little(page, little, monkeypatch):
    app = open_page(page, little, monkeypatch)
    assert not app.exception
    assert " articles · " in page_html(app)
    assert len(_all_text(app)) > 120


@pytest.mark.parametrize("page", PAGES_OF_ARTICLES)
def test_every_page_of_an_empty_workspace_tells_how_to_add_articles(page, tmp_path, monkeypatch):
    refresh(Workspace(tmp_path))
    app = open_page(page, tmp_path, monkeypatch)
    assert not app.exception
    text = " ".join(info.value for info in app.info) + " ".join(s.value for s in app.header)
    assert page_frame.describe_empty_workspace(Settings.from_environment()) in text or (
        "Add articles" in text
    )


def test_why_a_workspace_has_not_even_the_seeds_is_said_where_it_was_named_by_the_setting():
    named = Settings.from_environment({"PARALLAX_WORKSPACE": "new"})
    assert "PARALLAX_WORKSPACE" in page_frame.describe_empty_workspace(named)
    assert "PARALLAX" not in page_frame.describe_empty_workspace(Settings.from_environment({}))


@pytest.mark.parametrize("page", [page for page in PAGES if page not in PAGES_WITHOUT_SELECTION])
def test_filters_that_leave_nothing_say_so_and_offer_to_be_lifted(page, tmp_path, monkeypatch):
    story = Story().article("a", "Ledger", "It rained.", published=date(2023, 9, 6))
    story.article("b", "Beacon", "It snowed.", published=date(2023, 9, 10)).save(tmp_path)
    app = open_page(page, tmp_path, monkeypatch, outlet=["Ledger"], **{"from": "2023-09-08"})
    assert not app.exception
    assert any("No article meets all filters" in info.value for info in app.info)
    assert "Clear filters" in [button.label for button in app.button]
