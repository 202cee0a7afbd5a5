"""The page Corpus says what the last load brought, until it is closed."""

import random
import re
from datetime import date

import pandas as pd
import pytest
from streamlit.testing.v1 import AppTest

from analysis.findings.load_report import (
    LoadedStory,
    LoadReport,
    _hint_at_dates,
    _hint_at_gaps,
    report_load,
)
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
    assert job.ended.wait(60)
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
    assert other.ended.wait(60)
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


def test_a_load_is_counted_from_the_articles_that_were_not_there(exported):
    catalogue, rows = exported
    chance = random.Random(len(rows["articles"]))
    known = {row["article_id"] for row in rows["articles"] if chance.random() < 0.5}
    added = [row for row in rows["articles"] if row["article_id"] not in known]
    report = report_load(catalogue, known)
    words = describe_load(report, len(known))
    number = re.match(r"(\d+|No) articles? added", words)
    assert number[1] == (str(len(added)) if added else "No")
    assert ("1 new story" in words) == (bool(added) and not known)
    joined = re.search(r"(\d+) articles? joined", words)
    assert int(joined[1] if joined else 0) == (len(added) if known else 0)
    for skipped, stated in ((0, []), (1, ["1 article was"]), (2, ["2 articles were"])):
        before = re.findall(r"(\d+ articles? \w+) loaded before", describe_load(report, skipped))
        assert before == stated
    undated = {row["article_id"] for row in added if row["published"] is None}
    hints = [hint for hint in report.hints if "no date" in hint.text]
    assert [set(hint.article_ids) for hint in hints] == [undated] * bool(undated)
    for hint in hints:
        n_stated, verb = re.match(r"(\d+) articles? (has|have) no date", hint.text).groups()
        assert (int(n_stated), verb) == (len(undated), "has" if len(undated) == 1 else "have")


@pytest.mark.parametrize("seed", range(20))
def test_an_article_of_another_season_is_named_with_its_day(seed):
    chance = random.Random(seed)
    days = [date(2023, 9, chance.randint(6, 10)) for _ in range(chance.randint(1, 9))]
    days += [date(2020, 3, 1 + number) for number in range(chance.randrange(4))]
    ids = [f"a{number}" for number in range(len(days))]
    titles = [f"Title {number}" for number in range(len(days))]
    added = pd.DataFrame(
        {"article_id": ids, "outlet": "Lamp", "title": titles, "source": "x", "published": days}
    )
    hints = _hint_at_dates(added)
    seasons = [[day for day in days if day.year == year] for year in (2020, 2023)]
    rare, usual = sorted(seasons, key=len)
    if len(days) < 4 or 4 * len(rare) > len(days):
        assert not hints
        rare = []
    assert [days[ids.index(hint.article_ids[0])] for hint in hints] == rare
    for hint in hints:
        number = ids.index(hint.article_ids[0])
        stated, about = re.fullmatch(
            rf"Lamp · Title {number} is dated (.*), far from the others \(about (.*)\): "
            r"check its date\.",
            hint.text,
        ).groups()
        assert stated == f"{days[number].day} {days[number]:%B %Y}"
        assert about in {f"{day.day} {day:%B %Y}" for day in usual}


@pytest.mark.parametrize("seed", range(12))
def test_articles_without_a_date_or_an_outlet_are_counted(seed):
    chance = random.Random(seed)
    ids = [f"a{number}" for number in range(chance.choice((1, 5, 60)))]
    days = [chance.choice((None, date(2023, 9, 6))) for _ in ids]
    outlets = [chance.choice(("", "Lamp")) for _ in ids]
    hints = _hint_at_gaps(pd.DataFrame({"article_id": ids, "published": days, "outlet": outlets}))
    for words, values in (("date", days), ("outlet", outlets)):
        lacking = [key for key, value in zip(ids, values, strict=True) if not value]
        stated = [hint for hint in hints if f" no {words}" in hint.text]
        assert [hint.article_ids for hint in stated] == ([tuple(lacking)] if lacking else [])
        counted = "1 article has" if len(lacking) == 1 else f"{len(lacking)} articles have"
        assert all(hint.text.startswith(f"{counted} no {words}") for hint in stated)
