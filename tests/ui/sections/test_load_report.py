"""The page Corpus says what the last load brought, until it is closed."""

import re

import pytest
from streamlit.testing.v1 import AppTest

from analysis.findings.load_report import LoadedStory, LoadReport
from analysis.ingest import Issue
from analysis.orchestration.annotate import Progress
from analysis.orchestration.build import refresh
from analysis.store import Workspace
from tests.handmade import annotated
from ui.core import jobs
from ui.sections.load_report import describe_load

SECTION = """
from ui.core import data
from ui.sections import load_report

data.open_catalogue()
load_report.draw_load_report()
"""


@pytest.fixture
def loaded(tmp_path, monkeypatch):
    """The report on two articles that were loaded, with an issue."""
    monkeypatch.setenv("PARALLAX_WORKSPACE", str(tmp_path))
    workspace = Workspace(tmp_path)
    rows = [annotated("a", title="Talks begin", outlet="Lamp"), annotated("b", outlet="Bell")]
    workspace.write_part(rows, "fingerprint", {"a": "1", "b": "1"})
    refresh(workspace).close()
    issue = Issue("c.txt", "Its text is empty.", "Give a text.")
    progress = Progress(2, 2, skipped=1, issues=(issue,), n_issues=1, stage="finished")
    job = jobs.start_job("Annotating", lambda: iter([progress]), known_ids=frozenset())
    assert job.ended.wait(10)
    return AppTest.from_string(SECTION, default_timeout=60).run()


def test_what_came_in_what_was_left_out_and_what_to_check_are_reported(loaded):
    assert not loaded.exception
    line, story = (str(element.proto) for element in loaded.get("html"))
    assert "2 articles added, 1 new story. 1 article was loaded before" in line
    assert "New story: Talks begin (2 articles)" in story
    assert re.search(r"\?story=\w+.{0,40}>Open it<", story)
    assert [text.value for text in loaded.text] == [
        "Not taken in: c.txt: Its text is empty. Give a text.",
    ]


def test_the_report_outlives_other_work_and_is_closed(loaded):
    other = jobs.start_job("Building", lambda: iter(()))
    assert other.ended.wait(10)
    assert "New story" in str(loaded.run().get("html")[1].proto)
    loaded.button(key="close_load_report").click().run()
    assert not loaded.get("html")


def test_articles_stories_and_repetitions_are_counted():
    grown, new = LoadedStory("s", "S", 1, is_new=False), LoadedStory("t", "T", 2, is_new=True)
    assert describe_load(LoadReport(3, (new, grown), ()), 0) == (
        "3 articles added, 1 new story. 1 article joined stories that were there."
    )
    assert describe_load(LoadReport(0, (), ()), 2) == (
        "No article added. 2 articles were loaded before and did not change."
    )
