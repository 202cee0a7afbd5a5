"""How the outlets give a figure: the same as others, another, or none."""

import re
from collections.abc import Mapping
from dataclasses import replace

from analysis.corpus.differing_figures import DifferingFigure, FigureValue, Verdict
from analysis.corpus.figure_values import has_bound
from analysis.corpus.item_search import TextIndex
from analysis.findings.coverage_row import OutletReport, ReportState
from analysis.findings.story_coverage import StoryCoverage

#: What stands between two figures that one outlet gives.
SEPARATOR = " / "
_DIGITS = re.compile(r"\d+(?:\.\d+)?")
#: Kinds of figures on which outlets that agree make a row; nearly all agree on days and times.
_AGREED_KINDS = ("count", "money", "percent", "quantity")


def is_worth_a_row(case: DifferingFigure) -> bool:
    """Return whether figures that agree are worth a row: one number of something that is named.

    Several numbers agree only if one is given as a bound ("more than 5,000", "5,200").
    """
    is_one = len(case.tally) == 1 or any(has_bound(value.text) for value in case.tally)
    return case.kind in _AGREED_KINDS and bool(case.heading) and is_one


def name_figure(case: DifferingFigure) -> str:
    """Return what is counted, with the values: "Soldiers: 293 · 300"."""
    values = " · ".join(value.text for value in case.tally)
    heading = case.heading[:1].upper() + case.heading[1:]
    return f"{heading}: {values}" if heading else values


def list_figure_reports(case: DifferingFigure) -> dict[str, OutletReport]:
    """Return how each outlet that gives a figure gives it."""
    agrees = case.verdict is Verdict.AGREEMENT
    reports: dict[str, OutletReport] = {}
    for value in case.tally:
        for statement in value.evidence:
            earlier = reports.get(statement.outlet_label)
            if earlier and value.text in earlier.value.split(SEPARATOR):
                continue
            reports[statement.outlet_label] = OutletReport(
                outlet=statement.outlet_label,
                state=ReportState.SAME_FIGURE if agrees else ReportState.DIFFERING,
                article_id=statement.article_id,
                start=statement.start,
                end=statement.end,
                text=statement.sentence,
                value=f"{earlier.value}{SEPARATOR}{value.text}" if earlier else value.text,
            )
    return reports


def judge_numbers(
    coverage: StoryCoverage, case: DifferingFigure, reports: Mapping[str, OutletReport]
) -> dict[str, OutletReport]:
    """Return the reports, judged by the numbers that the texts of the outlets have.

    A like sentence with an agreed number gives it, and one without any of the numbers says nothing;
    an outlet that has one of them somewhere is not said to lack the figure.
    """
    return {outlet: _judge(coverage, case, report) for outlet, report in reports.items()}


def _judge(coverage: StoryCoverage, case: DifferingFigure, report: OutletReport) -> OutletReport:
    if report.state is ReportState.POSSIBLE:
        index = TextIndex([report.text])
        stated = [
            value
            for value in case.tally
            if any(
                index.has_figure({"kind": case.kind, "value": number})
                for number in _list_numbers(value)
            )
        ]
        if not stated:
            return OutletReport(report.outlet, ReportState.UNCLEAR)
        if case.verdict is Verdict.AGREEMENT:
            return replace(report, state=ReportState.SAME_FIGURE, value=stated[0].text)
    if report.state is ReportState.NOT_FOUND and any(
        coverage.has_figure(report.outlet, case.kind, number)
        for value in case.tally
        for number in _list_numbers(value)
    ):
        return OutletReport(report.outlet, ReportState.UNCLEAR)
    return report


def _list_numbers(value: FigureValue) -> list[str]:
    """Return a value and the numbers of its wording: lengths may be converted from another unit."""
    return [value.value, *_DIGITS.findall(value.text.replace(",", ""))]
