"""One article against all others of its story."""

from datetime import date
from itertools import combinations

import pytest

from analysis.corpus.nearest_sentences import (
    EXCLUSIVE_THRESHOLD,
    MIN_STATEMENT_WORDS,
    SentenceSearch,
)
from analysis.findings import coverage_matrix
from analysis.findings.article_coverage import SentenceState, compute_article_coverage, has_value
from analysis.findings.article_summary import summarize_article
from analysis.findings.coverage_matrix import ALONE_THRESHOLD, compute_coverage
from analysis.findings.coverage_row import ReportState, RowKind
from analysis.findings.reading_desk import build_reading_desk
from analysis.store.filters import Filters
from tests.findings.test_coverage_matrix import STATEMENTS, make_story
from tests.made_story import Story
from tests.random_stories import make_rich_story


def read_marks(story, folder, key):
    """Return the mark of each marked sentence, by its words."""
    catalogue = story.save(folder)
    text = next(row["text"] for row in story.rows["articles"] if row["article_id"] == key)
    return {
        text[mark.start : mark.end]: mark
        for mark in compute_article_coverage(catalogue, Filters(), key)
    }


def list_exclusive(search, story, article):
    """Return the spans of the sentences of an article that no sentence elsewhere may report."""
    others = set(story.outlets) - {article["outlet_label"]}
    spans = [
        (row["start"], row["end"])
        for row in story.rows["sentences"]
        if row["article_id"] == article["article_id"]
    ]
    return {
        span
        for span in spans
        if len(article["text"][slice(*span)].split()) >= MIN_STATEMENT_WORDS
        and all(
            search.measure_likelihood(article["article_id"], *span, other) < EXCLUSIVE_THRESHOLD
            for other in others
        )
    }


def check_sentence(search, mark, key, outlet):
    """Check a mark of a sentence in no row: who tells it has a close sentence, shown as it is."""
    assert mark.row.kind is RowKind.STATEMENT
    others = [report for report in mark.row.reports if report.outlet != outlet]
    linked = {report.outlet for report in others if report.state is ReportState.LINKED}
    assert linked or any(report.outlet in mark.row.reporting for report in others)
    assert linked <= set(mark.counterparts)
    for report in others:
        nearest = search.find(key, mark.start, mark.end, report.outlet)
        if report.outlet in mark.row.reporting:
            assert nearest.similarity >= ALONE_THRESHOLD
            assert (nearest.article_id, nearest.start) == (report.article_id, report.start)


@pytest.mark.parametrize("seed", range(3))
def test_the_marks_say_what_the_matrix_says_and_only_here_what_the_search_finds(tmp_path, seed):
    story = make_story(seed, 6)
    catalogue = story.save(tmp_path)
    rows = compute_coverage(catalogue, Filters())
    search = SentenceSearch(
        *(
            catalogue.query(f"SELECT * FROM {table}")
            for table in ("articles", "sentences", "mentions", "quotes")
        )
    )
    for article in story.rows["articles"]:
        key = article["article_id"]
        marks = compute_article_coverage(catalogue, Filters(), key)
        marked = {(m.start, m.end) for m in marks if m.state is SentenceState.ONLY_HERE}
        exclusive = list_exclusive(search, story, article)
        assert marked <= exclusive
        assert all("“" in article["text"][slice(*span)] for span in exclusive - marked)
        told_spans = {(m.start, m.end) for m in marks if m.state is SentenceState.REPORTED}
        in_rows = {span[1:] for row in rows for span in row.spans if span[0] == key}
        assert told_spans >= in_rows
        for mark in marks:
            if mark.row and (mark.start, mark.end) not in in_rows:
                check_sentence(search, mark, key, article["outlet_label"])
        for mark in marks:
            if mark.row:
                assert article["outlet_label"] in mark.row.reporting


@pytest.mark.parametrize("seed", range(2))
def test_article_counts_the_counterparts_that_compare_counts(tmp_path, seed):
    story = make_story(seed, 5)
    catalogue = story.save(tmp_path)
    for left, right in combinations([row["article_id"] for row in story.rows["articles"]], 2):
        desk = build_reading_desk(catalogue, left, right)
        for column, key, other in zip(desk.columns, (left, right), (right, left), strict=True):
            shared = dict(summarize_article(catalogue, Filters(), key).shared)
            assert shared.get(f"Paper {other[1:]}", 0) == column.n_linked


def test_a_sentence_that_is_linked_and_not_close_has_a_counterpart(tmp_path, monkeypatch):
    monkeypatch.setattr(coverage_matrix, "ALONE_THRESHOLD", 1.1)
    monkeypatch.setattr(coverage_matrix, "CLOSE_THRESHOLD", 1.1)
    first, other = STATEMENTS[0]
    story = Story().article("a", "A", first).article("b", "B", other)
    catalogue = story.save(tmp_path)
    (mark,) = compute_article_coverage(catalogue, Filters(), "a")
    assert (mark.describe(), mark.counterparts, mark.others) == (("counterpart in B",), ("B",), ())


def test_a_mark_counts_copies_as_one_voice(tmp_path):
    copied = "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast."
    story = Story().article("a", "A", copied).article("b", "B", copied)
    story.article("c", "C", "The ferry Aurora went down off Lindholm on Sunday in a heavy storm.")
    (mark,) = read_marks(story, tmp_path, "c").values()
    assert mark.describe() == ("also in A, B", "3 outlets, 2 independent")


@pytest.mark.parametrize(
    ("key", "described"),
    [("a", "differs: 26 here and in B · 29 in C"), ("c", "differs: 29 here · 26 in A, B")],
)
def test_a_figure_that_differs_is_named_with_the_own_one_first(tmp_path, key, described):
    story = Story()
    for article, number in (("a", "26"), ("b", "26"), ("c", "29")):
        story.article(article, article.upper(), f"The ferry sank and {number} passengers drowned.")
        story.figure(article, number, number)
        story.rows["figures"][-1]["head_noun"] = "passengers"
    (mark,) = read_marks(story, tmp_path, key).values()
    assert mark.describe() == (described,)
    assert mark.state is SentenceState.DIFFERS


def test_the_figure_of_another_version_is_not_one_of_this_article(tmp_path):
    story = Story()
    for article, outlet, number in (("a1", "A", "26"), ("a2", "A", "29"), ("c", "C", "29")):
        story.article(article, outlet, f"The ferry sank and {number} passengers drowned.")
        story.figure(article, number, number)
        story.rows["figures"][-1]["head_noun"] = "passengers"
    (mark,) = read_marks(story, tmp_path, "a2").values()
    assert mark.describe() == ("differs: 29 here and in C · 26 in A (elsewhere)",)


@pytest.mark.parametrize(
    ("text", "is_stated"),
    [("3 passengers", True), ("13 passengers", False), ("3.5 tons", False), ("Of them, 3.", True)],
)
def test_a_figure_that_is_part_of_another_is_not_stated(text, is_stated):
    assert has_value(text, "3") is is_stated


@pytest.mark.parametrize(
    ("n_others", "named"), [(3, "also in O0, O1, O2"), (4, "also in 4 of 4 others")]
)
def test_a_mark_names_three_outlets_and_counts_more(tmp_path, n_others, named):
    sentence = (
        "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast."
    )
    story = Story().article("a", "A", sentence)
    for n in range(n_others):
        story.article(f"o{n}", f"O{n}", sentence)
    (mark,) = read_marks(story, tmp_path, "a").values()
    assert mark.describe()[0] == named


@pytest.mark.parametrize(
    ("key", "days", "first"),
    [
        ("b", {"a": 1, "b": 4}, "first: A, 3 days earlier"),
        ("a", {"a": 1, "b": 4}, "first here"),
        ("b", {"a": 4, "b": 4}, ""),
        ("b", {"a": None, "b": 4}, ""),
    ],
)
def test_a_mark_says_who_was_first_where_it_is_certain(tmp_path, key, days, first):
    sentence = (
        "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast."
    )
    story = Story()
    for article, day in days.items():
        published = day and date(2023, 9, day)
        story.article(article, article.upper(), sentence, published=published)
    (mark,) = read_marks(story, tmp_path, key).values()
    assert [line for line in mark.describe() if "first" in line] == [first] * bool(first)


def test_an_article_without_others_has_no_marks(tmp_path):
    story = Story().article("a", "A", "The ferry Aurora sank off Lindholm during a storm.")
    assert read_marks(story, tmp_path, "a") == {}


def test_a_short_quotation_is_not_only_here_since_a_translation_shares_no_word_with_it(tmp_path):
    sentence = "“We will not tell you anything about this today,” Bo Ek said."
    story = (
        Story().article("a", "A", sentence).article("b", "B", "Prices of tomatoes rose downtown.")
    )
    assert read_marks(story, tmp_path / "text", "a")[sentence].state is SentenceState.ONLY_HERE
    story.quote("a", "“We will not tell you anything about this today,”", "Bo Ek", cue="said")
    assert read_marks(story, tmp_path / "quoted", "a") == {}


def test_what_another_outlet_has_in_a_caption_is_not_only_here(tmp_path):
    sentence = "Divers searched the wreck of the ferry for its logbook."
    story = Story().article("a", "A", sentence)
    story.article("b", "B", "Tomato prices rose again at markets downtown.", sentence)
    assert read_marks(story, tmp_path / "told", "a")[sentence].state is SentenceState.REPORTED
    story.rows["sentences"][-1]["block_kind"] = "caption"
    story.rows["blocks"][-1]["kind"] = "caption"
    assert read_marks(story, tmp_path / "caption", "a") == {}


def test_the_margin_names_an_outlet_only_where_it_has_the_sentence(tmp_path):
    n_told = 0
    for seed in range(4):
        story = make_rich_story(seed, 5)
        catalogue = story.save(tmp_path / str(seed))
        texts = {row["outlet_label"]: row["text"].split("\n") for row in story.rows["articles"]}
        text = story.rows["articles"][0]["text"]
        for mark in compute_article_coverage(catalogue, Filters(), "a0"):
            line = text[mark.start : mark.end]
            if mark.row is None or not line.startswith("Reporters met"):
                continue
            for report in mark.row.reports:
                if report.state in {ReportState.SAME, ReportState.REWORDED, ReportState.PART}:
                    assert line in texts[report.outlet], f"{report.outlet} does not tell it"
                    n_told += 1
                if report.state is ReportState.NOT_FOUND:
                    assert line not in texts[report.outlet], f"{report.outlet} tells it"
    assert n_told, "there is something to check"


@pytest.mark.parametrize("seed", range(4))
def test_what_a_sentence_shares_with_another_outlet_is_marked_from_both_sides(tmp_path, seed):
    story = make_story(seed, 6)
    catalogue = story.save(tmp_path)
    marks_of = {
        row["article_id"]: compute_article_coverage(catalogue, Filters(), row["article_id"])
        for row in story.rows["articles"]
    }
    pairs = [
        (mark.outlet, report)
        for marks in marks_of.values()
        for mark in marks
        if mark.row
        for report in mark.row.reports
        if report.outlet in mark.others
    ]
    assert pairs
    for outlet, report in pairs:
        assert any(
            mark.start < report.end and report.start < mark.end and outlet in mark.others
            for mark in marks_of[report.article_id]
        )


def test_a_sentence_in_two_rows_is_marked_with_the_outlets_of_both(tmp_path):
    storm = "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast"
    saying = "“Nobody had told the captain of the ferry about the storm,”"
    story = Story().article("a", "A", f"{storm}, and {saying} Bo Ek said.")
    story.article("b", "B", f"{storm}, and many boats were lost.")
    story.article("c", "C", f"{saying} Bo Ek said.", "Prices of tomatoes rose in the market.")
    for key in ("a", "c"):
        story.quote(key, saying, "Bo Ek", cue="said", utterance="u")
    (mark,) = read_marks(story, tmp_path, "a").values()
    states = {report.outlet: report.state for report in mark.row.reports}
    assert mark.row.outlet == "A"
    assert states == {"A": ReportState.SAME, "B": ReportState.PART, "C": ReportState.SAME}


@pytest.mark.parametrize(("undated", "lines"), [(False, []), (True, ["earlier in A, 3 days"])])
def test_an_earlier_outlet_is_named_where_it_is_not_certain_who_was_first(tmp_path, undated, lines):
    sentence = (
        "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast."
    )
    story = Story().article("a", "A", sentence, published=date(2023, 9, 1))
    story.article("b", "B", sentence, published=date(2023, 9, 4))
    if undated:
        story.article("c", "C", sentence, published=None)
    described = read_marks(story, tmp_path, "b")[sentence].describe()
    assert [line for line in described if line.startswith("earlier")] == lines


def test_two_sentences_of_an_article_in_one_row_have_a_row_of_their_own_each(tmp_path):
    storm = "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast."
    again = "The ferry Aurora sank off Lindholm in a storm that nobody had forecast, he repeated."
    story = Story().article("a", "A", storm, "Tomato prices rose again in the market.", again)
    story.article("b", "B", storm.replace("nobody", "no one")).article("c", "C", storm)
    marks = read_marks(story, tmp_path, "a")
    rows = [marks[sentence].row for sentence in (storm, again)]
    assert rows[0].row_id != rows[1].row_id
    for sentence, row in zip((storm, again), rows, strict=True):
        report_of_a = next(report for report in row.reports if report.outlet == "A")
        assert report_of_a.text == sentence or row.outlet == "A"
