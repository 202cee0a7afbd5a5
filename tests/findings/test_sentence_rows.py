import pytest

from analysis.findings.coverage_row import CoverageRow, OutletReport, ReportState, RowKind
from analysis.findings.sentence_rows import leave_other_parts, merge_rows

WHOLE = "The harbour stays closed. Nobody may sail before the inspectors have left."


def make_row(*reports):
    voices = tuple((report.outlet,) for report in reports)
    return CoverageRow("r", RowKind.QUOTATION, WHOLE, "Ledger", reports, voices, (), frozenset())


@pytest.mark.parametrize(
    ("of_sentence", "merged"),
    [
        (ReportState.UNCLEAR, ReportState.NOT_FOUND),
        (ReportState.NOT_FOUND, ReportState.NOT_FOUND),
        (ReportState.POSSIBLE, ReportState.POSSIBLE),
        (ReportState.SAME, ReportState.PART),
    ],
)
def test_an_outlet_without_the_words_of_the_row_is_without_them_in_the_margin(of_sentence, merged):
    def make_row(state):
        reports = (OutletReport("Ledger", ReportState.SAME), OutletReport("Post", state))
        return CoverageRow(
            "r", RowKind.QUOTATION, "We will talk", "Ledger", reports, (), (), frozenset()
        )

    rows = [make_row(ReportState.NOT_FOUND), make_row(of_sentence)]
    reports = merge_rows(rows, "Ledger").reports
    assert [report.state for report in reports] == [ReportState.SAME, merged]


@pytest.mark.parametrize(
    ("theirs", "state"),
    [
        ("“Nobody may sail before June.”", ReportState.PART),  # 4 of its words, 1 of the other
        ("Nobody hides: “The harbour stays closed.”", ReportState.UNCLEAR),  # 1 and 4
        ("Nobody may: “The harbour stays closed.”", ReportState.PART),  # 2 and 4
    ],
)
def test_a_part_of_a_quotation_is_in_the_sentence_that_has_its_words_alone(theirs, state):
    sentences = ["The harbour stays closed.", "Nobody may sail before inspectors leave."]
    post = OutletReport("Post", ReportState.PART, "p", 0, len(theirs), theirs)
    row = make_row(OutletReport("Ledger", ReportState.SAME, "l", 0, 9, WHOLE), post)
    of_sentence = leave_other_parts(row, sentences[1], sentences)
    assert of_sentence.reports[1].state is state
    assert (("Post",) in of_sentence.voices) == (state is ReportState.PART)
    assert leave_other_parts(row, sentences[0], sentences[:1]) == row
