from types import SimpleNamespace

import pytest

from analysis.corpus.differing_figures import DifferingFigure, FigureValue, Verdict
from analysis.corpus.item_search import TextIndex
from analysis.findings.coverage_row import OutletReport, ReportState
from analysis.findings.figure_reports import judge_numbers

#: "200 feet" and "60 metres" of one cliff, both in metres.
CLIFF = DifferingFigure(
    story_id="s",
    similarity=0.9,
    verdict=Verdict.MAY_CONFLICT,
    kind="quantity",
    heading="cliff",
    unit="metre",
    tally=(
        FigureValue("61", "200 feet", ("Ledger",), ()),
        FigureValue("55", "55 metres", ("Beacon",), ()),
    ),
)


@pytest.mark.parametrize(
    ("text", "state"),
    [
        ("The cliff is 200 feet high.", ReportState.UNCLEAR),
        ("The cliff is high.", ReportState.NOT_FOUND),
    ],
)
def test_an_outlet_with_the_number_of_another_unit_is_not_said_to_lack_it(text, state):
    coverage = SimpleNamespace(
        has_figure=lambda _, kind, value: TextIndex([text]).has_figure(
            {"kind": kind, "value": value}
        )
    )
    report = OutletReport("Courier", ReportState.NOT_FOUND)
    assert judge_numbers(coverage, CLIFF, {"Courier": report})["Courier"].state is state
