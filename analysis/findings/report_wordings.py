"""Outlets that print the words of a row somewhere in their texts.

The sentences of the outlets are compared one with one. A sentence inside a longer one, a quotation
in two pieces and an embedded post without quotation marks are found by their words.
"""

from collections.abc import Mapping
from dataclasses import replace

from analysis.findings.coverage_row import OutletReport, ReportState, RowKind
from analysis.findings.report_states import judge_place
from analysis.findings.story_coverage import StoryCoverage

#: What is not replaced: the same words are known, or another figure in nearly the same words.
_SETTLED = (ReportState.SAME, ReportState.DIFFERING)
#: What an outlet that prints a part of a quotation is better said to do.
_LESS = (ReportState.POSSIBLE, ReportState.UNCLEAR, ReportState.NOT_FOUND)


def complete_reports(
    coverage: StoryCoverage, kind: RowKind, text: str, reports: Mapping[str, OutletReport]
) -> dict[str, OutletReport]:
    """Return how each outlet reports a row, once its texts are searched for the row's words.

    Args:
        coverage: The statements of the story.
        kind: What the row reports; figures are returned as they are.
        text: The sentence or quotation that stands for the row.
        reports: How each outlet reports it, by its sentences.
    """
    if kind is RowKind.FIGURE:
        return dict(reports)
    return {
        outlet: report if report.state in _SETTLED else _complete(coverage, kind, text, report)
        for outlet, report in reports.items()
    }


def _complete(
    coverage: StoryCoverage, kind: RowKind, text: str, report: OutletReport
) -> OutletReport:
    """Return the report of an outlet with the place of the row's words, if its texts have them."""
    place = coverage.find_wording(text, report.outlet)
    if place is None:
        return report
    state = judge_place(place, is_quotation=kind is RowKind.QUOTATION)
    if state is None or (state is ReportState.PART and report.state not in _LESS):
        return report
    positions = coverage.locate_all(place.article_id, place.start, place.end)
    if not positions:  # in a caption, say
        start, end = place.start, place.end
    else:
        rows = coverage.statements.sentences.loc[[positions[0], positions[-1]]]
        start, end = int(rows["start"].iloc[0]), int(rows["end"].iloc[-1])
    is_own = place.article_id == report.article_id and start <= report.start < end
    return replace(
        report,
        state=state,
        speaker=report.speaker if is_own else "",
        identified=report.identified if is_own else "",
        cue=report.cue if is_own else "",
        article_id=place.article_id,
        start=start,
        end=end,
        text=coverage.read_text(place.article_id, start, end),
    )
