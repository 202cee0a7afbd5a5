import pytest
from streamlit.testing.v1 import AppTest

from analysis.corpus.stories import PROBABILITY_THRESHOLD
from analysis.store import Workspace
from tests.made_story import talks

PARTS = """
from ui.core import data, selection
from ui.sections import story_grouping

data.open_catalogue()
selection.draw_filters()
story_grouping.draw_threshold()
story_grouping.draw_move()
"""


@pytest.fixture
def page(tmp_path, monkeypatch):
    story = talks()
    story.rows["articles"][2]["story_id"] = "t"
    story.save(tmp_path)
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))
    monkeypatch.setattr("ui.core.jobs.rebuild_catalogue", lambda _: None)
    return AppTest.from_string(PARTS, default_timeout=60).run(), Workspace(tmp_path)


def test_the_threshold_is_shown_and_can_be_changed_and_reset(page):
    app, workspace = page
    assert not app.exception
    assert any(
        f"at least {PROBABILITY_THRESHOLD:.2f} (the default)" in caption.value
        for caption in app.caption
    )
    app.slider[0].set_value(0.3).run()
    app.button(key="group").click().run()
    assert workspace.overrides.story_threshold == 0.3
    app.button(key="default_grouping").click().run()
    assert workspace.overrides.story_threshold is None


def test_an_article_is_moved_into_a_story_of_its_own_and_put_back(page):
    app, workspace = page
    article, target = (
        box for box in app.selectbox if box.label in ("Article to move", "Into the story")
    )
    article.set_value("a1").run()
    target = next(box for box in app.selectbox if box.label == "Into the story")
    target.set_value("\n").run()
    app.button(key="move").click().run()
    assert workspace.overrides.moved == {"a1": ""}
    app.multiselect(key="put_back").set_value(["a1"]).run()
    app.button(key="unmove").click().run()
    assert workspace.overrides.moved == {}
