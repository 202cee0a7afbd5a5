"""The coverage matrix, checked against a naive recount of the texts of random workspaces."""

import random
import re
from dataclasses import replace

import pytest

from analysis.corpus.differing_figures import (
    DifferingFigure,
    FigureEvidence,
    FigureValue,
    Verdict,
)
from analysis.findings import story_coverage
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import (
    REPORTING,
    CoverageRow,
    OutletReport,
    ReportState,
    RowKind,
    describe_row,
    describe_rows,
    rank_row,
)
from analysis.store.filters import Filters
from tests.made_story import Story

#: Statements, each in two wordings of the same words.
STATEMENTS = (
    ("The ferry Aurora sank off Lindholm during a storm.", "During a storm the ferry Aurora sank."),
    (
        "Divers recovered the captain's logbook from the wreck.",
        "The captain's logbook was recovered by divers from the wreck.",
    ),
    (
        "Prosecutors opened an inquiry into the shipyard's repairs.",
        "An inquiry into the shipyard's repairs was opened by prosecutors.",
    ),
    (
        "Insurance companies expect claims from passengers' families.",
        "Claims from passengers' families are expected by insurance companies.",
    ),
)
SAYING = "“Nobody on the bridge saw the reef before midnight,”"
FILLERS = (
    "Schools elsewhere celebrated their summer concerts.",
    "Tomato prices rose again at markets downtown.",
    "Cyclists complained about potholes near stadiums.",
    "Museums prepared exhibitions of medieval tapestry.",
)


def make_story(seed: int, n_outlets: int) -> Story:
    """Make a story in which chance decides who reports what, and in which wording."""
    chance = random.Random(seed)
    story = Story()
    for number in range(n_outlets):
        key, outlet = f"a{number}", f"Paper {number}"
        lines = [chance.choice(pair) for pair in STATEMENTS if chance.random() < 0.6]
        quotes = chance.random() < 0.5
        lines += [f"{SAYING} Ann Lee said."] * quotes
        lines.append(FILLERS[number % len(FILLERS)])
        chance.shuffle(lines)
        story.article(key, outlet, *lines)
        if quotes:
            story.quote(key, SAYING, "Ann Lee", cue="said", utterance="u")
    return story


def recount(story: Story, wordings: tuple[str, ...]) -> set[str]:
    """Return the outlets whose text has one of some wordings."""
    return {
        row["outlet_label"]
        for row in story.rows["articles"]
        if any(wording in row["text"] for wording in wordings)
    }


@pytest.mark.parametrize("seed", range(6))
def test_who_has_a_statement_and_who_has_not_is_borne_out_by_the_texts(tmp_path, seed):
    story = make_story(seed, 6)
    rows = compute_coverage(story.save(tmp_path), Filters())
    assert rows
    for row in rows:
        wordings = next((pair for pair in STATEMENTS if row.text in pair), (row.text,))
        having = recount(story, wordings)
        assert set(row.reporting) == having
        assert set(row.missing) <= {report.outlet for report in row.reports} - having
        assert len(row.reports) == 6
        assert len(row.reporting) >= 2


@pytest.mark.parametrize("seed", range(3))
def test_a_cell_has_the_outlets_own_words_at_their_place(tmp_path, seed):
    story = make_story(seed, 6)
    articles = {row["article_id"]: row for row in story.rows["articles"]}
    for row in compute_coverage(story.save(tmp_path), Filters()):
        for report in row.reports:
            if report.state in REPORTING:
                article = articles[report.article_id]
                assert article["outlet_label"] == report.outlet
                assert article["text"][report.start : report.end] == report.text
            if report.state is ReportState.NOT_FOUND:
                assert not report.text


def test_a_story_that_is_gone_has_no_rows(tmp_path):
    catalogue = Story().article("a", "A", STATEMENTS[0][0]).save(tmp_path)
    assert compute_coverage(catalogue, Filters(story="gone")) == ()


def test_the_matrix_is_of_the_selected_outlets_alone(tmp_path):
    catalogue = make_story(2, 6).save(tmp_path)
    outlets = ("Paper 0", "Paper 2", "Paper 3")
    rows = compute_coverage(catalogue, Filters(outlets=outlets))
    assert rows
    assert {tuple(report.outlet for report in row.reports) for row in rows} == {outlets}


@pytest.mark.parametrize(
    ("words", "is_same"),
    [
        ("“Nobody on the bridge,” she told them, “saw the reef before midnight.”", True),
        ("She posted: Nobody on the bridge saw the reef before midnight — @annlee", True),
        ("Nobody on the bridge was to be seen.", False),
    ],
)
def test_the_words_of_a_quotation_are_found_wherever_an_outlet_prints_them(
    tmp_path, words, is_same
):
    story = Story()
    for key in ("a", "b"):
        story.article(key, key.upper(), f"{SAYING} Ann Lee said.")
        story.quote(key, SAYING, "Ann Lee", cue="said", utterance="u")
    story.article("c", "C", FILLERS[0], words)
    (row,) = compute_coverage(story.save(tmp_path), Filters())
    report = row.reports[-1]
    assert (report.state is ReportState.SAME) is is_same
    assert (report.text == words) is is_same


def test_sentences_with_figures_that_contradict_are_not_one_statement(tmp_path):
    story = Story()
    for key, number in (("a", "26"), ("b", "26"), ("c", "29")):
        story.article(key, key.upper(), f"The ferry Aurora sank and {number} passengers drowned.")
        story.figure(key, number, number)
        story.rows["figures"][-1]["head_noun"] = "passengers"
    (row,) = [
        row
        for row in compute_coverage(story.save(tmp_path), Filters())
        if row.kind is RowKind.STATEMENT
    ]
    states = {report.outlet: report.state for report in row.reports}
    assert states["C"] is ReportState.DIFFERING
    assert states["A"] is states["B"] is ReportState.SAME
    assert "29" in next(report.text for report in row.reports if report.outlet == "C")


def test_outlets_that_print_the_same_text_are_one_voice(tmp_path):
    story = Story()
    reworded = "According to rescuers, the ferry Aurora sank off Lindholm in a heavy storm."
    copied = "The ferry Aurora sank off Lindholm on Sunday during a storm that nobody had forecast."
    for key, line in (("a", copied), ("b", copied), ("c", reworded)):
        story.article(key, key.upper(), line)
    (row,) = compute_coverage(story.save(tmp_path), Filters())
    assert row.reporting == ("A", "B", "C")
    assert set(row.voices) == {("A", "B"), ("C",)}
    assert describe_row(row) == "3 of 3 outlets (2 independent) have it"


def test_two_speakers_of_one_quotation_are_both_named(tmp_path):
    story = Story()
    for key, speaker in (("a", "Ann Lee"), ("b", "Bo Ek")):
        story.article(key, key.upper(), f"{SAYING} {speaker} said.")
        story.quote(key, SAYING, speaker, cue="said", utterance="u")
    (row,) = compute_coverage(story.save(tmp_path), Filters())
    assert row.kind is RowKind.QUOTATION
    assert row.has_speaker_conflict
    assert row.speakers == (("Ann Lee", ("A",)), ("Bo Ek", ("B",)))


def test_an_indirect_quote_of_other_words_only_possibly_reports_the_utterance(tmp_path):
    story = Story()
    for key in "ab":
        story.article(key, key.upper(), f"{SAYING} Ann Lee said.")
        story.quote(key, SAYING, "Ann Lee", cue="said", utterance="u")
    story.article("c", "C", "Ann Lee said the victims would be buried in Oslo.")
    story.quote(
        "c",
        "the victims would be buried in Oslo",
        "Ann Lee",
        cue="said",
        kind="indirect",
        utterance="u",
    )
    (row,) = compute_coverage(story.save(tmp_path), Filters())
    assert row.reporting == ("A", "B")
    assert row.reports[2].state is ReportState.POSSIBLE


def test_a_question_reports_nothing(tmp_path):
    story = Story().article("a", "A", "Why did the ferry Aurora sink off Lindholm?")
    story.article("b", "B", "Why did the ferry Aurora sink off Lindholm?")
    assert compute_coverage(story.save(tmp_path), Filters()) == ()


def test_a_figure_that_differs_has_each_outlets_value(tmp_path, monkeypatch):
    story = Story()
    for key, value in (("a", "3"), ("b", "4")):
        story.article(key, key.upper(), f"Divers found {value} lifeboats.")
    values = tuple(
        FigureValue(
            value,
            value,
            (key.upper(),),
            (FigureEvidence(key, key.upper(), None, 13, 14, value, 0, f"Divers found {value}."),),
        )
        for key, value in (("a", "3"), ("b", "4"))
    )
    case = DifferingFigure("s", "count", "lifeboats", Verdict.CONFLICT, "", 0.5, values)
    monkeypatch.setattr(story_coverage, "find_differing_figures", lambda *_: [case])
    rows = compute_coverage(story.save(tmp_path), Filters())
    (row,) = [row for row in rows if row.kind is RowKind.FIGURE]
    assert [report.value for report in row.reports] == ["3", "4"]
    assert row.text == "Lifeboats: 3 · 4"
    assert describe_row(row) == "2 of 2 outlets give figures that differ"


def make_row(states: str, row_id: str = "r") -> CoverageRow:
    """Return a row of a statement with a state for each letter: r(eported), n(ot found), blank."""
    of_letter = {"r": ReportState.SAME, "n": ReportState.NOT_FOUND, " ": ReportState.UNCLEAR}
    reports = tuple(OutletReport(f"P{n}", of_letter[s]) for n, s in enumerate(states))
    reporting = [report.outlet for report in reports if report.state is ReportState.SAME]
    voices = tuple((outlet,) for outlet in reporting)
    return CoverageRow(row_id, RowKind.STATEMENT, "x", "P0", reports, voices, (), frozenset())


def test_what_most_have_and_one_has_not_leads():
    rows = [make_row(states, states) for states in ("rrrrrr", "rrnnnn", "rrrr n", "rrrrrn", "rr")]
    ordered = [row.row_id for row in sorted(rows, key=rank_row)]
    assert ordered[:3] == ["rrrrrn", "rrrr n", "rrnnnn"]


def test_a_row_says_who_does_not_have_it():
    assert describe_row(make_row("rrrrrn")) == "5 of 6 outlets have it, P5 does not"
    assert describe_row(make_row("rrrrnn")) == "4 of 6 outlets have it, 2 do not"
    assert describe_row(make_row("rrrr  ")) == "At least 4 of 6 outlets have it"


def test_figures_that_may_differ_are_to_be_checked():
    differing = replace(make_row("r").reports[0], state=ReportState.DIFFERING)
    row = replace(make_row("rrn"), kind=RowKind.FIGURE, is_certain=False)
    assert describe_row(row) == "2 of 3 outlets give this figure, P2 does not"
    row = replace(row, reports=(differing, *row.reports[1:]))
    assert describe_row(row) == "2 of 3 outlets give figures that may differ, check"


@pytest.mark.parametrize(
    ("values", "text"),
    [
        (("293",), "Soldiers: 293"),
        (("more than 5,000", "5,200"), "Soldiers: more than 5,000 · 5,200"),
        (("97.9", "100"), ""),
    ],
)
def test_a_figure_on_which_outlets_agree_is_a_row(tmp_path, monkeypatch, values, text):
    line = "The queen bade {} soldiers farewell."
    story = Story().article("c", "C", "The 293 men left.").article("d", "D", "Rain fell on Monday.")
    tally = []
    for key, value in zip("ab", (values[0], values[-1]), strict=True):
        story.article(key, key.upper(), line.format(value))
        evidence = FigureEvidence(key, key.upper(), None, 15, 18, value, 0, line.format(value))
        tally.append(FigureValue(value, value, (key.upper(),), (evidence,)))
    if len(values) == 1:
        tally = [replace(tally[0], evidence=tally[0].evidence + tally[1].evidence)]
    case = DifferingFigure("s", "count", "soldiers", Verdict.AGREEMENT, "", 0.5, tuple(tally))
    monkeypatch.setattr(story_coverage, "find_agreeing_figures", lambda *_: [case])
    rows = compute_coverage(story.save(tmp_path), Filters())
    figures = [row for row in rows if row.kind is RowKind.FIGURE]
    assert [row.text for row in figures] == [text] * bool(text)
    for row in figures:
        assert row.reporting == ("A", "B")
        has_number = values == ("293",)  # of whatever it may be, so that nothing is said
        assert row.missing == (("D",) if has_number else ("C", "D"))


def test_a_sentence_of_names_and_dates_alone_is_no_statement(tmp_path):
    signature = "— Ann Lee (@AnnLee) February 5, 2018"
    story = Story().article("a", "A", signature).article("b", "B", signature)
    assert compute_coverage(story.save(tmp_path), Filters()) == ()


def test_entities_of_the_filters_select_the_rows_that_name_them(tmp_path):
    story = make_story(0, 6)
    for row in story.rows["articles"]:
        if "Ann Lee" in row["text"]:
            story.name(row["article_id"], "Ann Lee", "Ann Lee")
    rows = compute_coverage(story.save(tmp_path), Filters(entities=("ann-lee",)))
    assert {row.kind for row in rows} == {RowKind.QUOTATION}


@pytest.mark.parametrize("seed", range(20))
def test_what_is_said_of_the_rows_is_true_of_them(seed):
    chance = random.Random(seed)
    kinds = chance.sample(list(RowKind), chance.randint(1, 3))
    patterns = chance.sample(("rrr", "rrn", "rr ", "rnn", "r n"), chance.randint(1, 3))
    rows = [
        replace(make_row(chance.choice(patterns)), kind=chance.choice(kinds))
        for _ in range(chance.randint(1, 6))
    ]
    text = describe_rows(sorted(rows, key=rank_row), "paper")
    for kind in RowKind:
        number = re.search(rf"(\d+) {kind.value}s?\b", text.partition("found in")[0])
        assert int(number[1] if number else 0) == sum(row.kind is kind for row in rows)
    leads = [row for row in rows if row.missing and len(row.reporting) >= 2]
    claim = re.search(r"(\d+) of them(, listed first,)? (is|are) in most papers", text)
    assert bool(claim) is bool(leads)
    if claim:
        assert (int(claim[1]), bool(claim[2])) == (len(leads), len(leads) < len(rows))
        assert claim[3] == ("is" if len(leads) == 1 else "are")
    uneven = len({len(row.reporting) * len(row.missing) for row in rows}) > 1
    assert ("biggest coverage gaps come first" in text) is (uneven and not leads)
