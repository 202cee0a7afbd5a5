"""The row of one sentence of an article, made of the rows of the coverage matrix that have it."""

from collections.abc import Sequence
from dataclasses import replace

from analysis.corpus.word_normalisation import normalise_words
from analysis.findings.coverage_row import (
    REPORTING,
    CoverageRow,
    OutletReport,
    ReportState,
    RowKind,
)

#: From the surest state to the least of an outlet that a sentence's rows judge differently.
_STRENGTH = (
    ReportState.SAME,
    ReportState.REWORDED,
    ReportState.PART,
    ReportState.DIFFERING,
    ReportState.LINKED,
    ReportState.POSSIBLE,
    ReportState.UNCLEAR,
    ReportState.NOT_FOUND,
)
#: Minimum share of the words that an outlet's part of a quotation shares with the sentence nearest
#: to it, for another sentence of the quotation to be in that part too (judgement).
PART_OVERLAP = 0.5


def merge_rows(rows: Sequence[CoverageRow], outlet: str) -> CoverageRow:
    """Return the first of the rows that a sentence is in, with the outlets that another row has.

    What an outlet reports of another row is a part of the sentence, beside the wording of the first
    row. Rows of figures that differ stay as they are.

    Args:
        rows: The rows, the leading one first.
        outlet: The outlet of the sentence.
    """
    leading, *others = rows
    if leading.kind is RowKind.FIGURE:
        return leading
    others = [row for row in others if row.kind is not RowKind.FIGURE]
    merged = []
    for report in leading.reports:
        candidates = [report]
        if report.outlet != outlet:
            candidates += [
                _as_part(other)
                for row in others
                for other in row.reports
                if other.outlet == report.outlet
            ]
        best = min(candidates, key=lambda candidate: _STRENGTH.index(candidate.state))
        # What the leading row says of its wording on Coverage holds here.
        is_missing = report.state is ReportState.NOT_FOUND and best.state is ReportState.UNCLEAR
        merged.append(report if is_missing else best)
    reports = tuple(merged)
    reporting = {report.outlet for report in reports if report.state in REPORTING}
    return replace(
        leading, reports=reports, voices=_merge_voices([leading, *others], frozenset(reporting))
    )


def leave_other_parts(row: CoverageRow, text: str, texts: Sequence[str]) -> CoverageRow:
    """Return a row for one of its sentences in an article, without outlets that have another.

    An outlet that has a part of a quotation has the sentence that shares most words with its own.

    Args:
        row: The row.
        text: The sentence.
        texts: All sentences of the article that the row has.
    """
    if row.kind is not RowKind.QUOTATION or len(texts) == 1:
        return row
    words = [set(normalise_words(sentence)) for sentence in texts]
    of_sentence = set(normalise_words(text))

    def has_other_part(report: OutletReport) -> bool:
        theirs = set(normalise_words(report.text))
        most = max(len(theirs & other) for other in words)
        return report.state is ReportState.PART and len(theirs & of_sentence) < PART_OVERLAP * most

    reports = (
        OutletReport(report.outlet, ReportState.UNCLEAR) if has_other_part(report) else report
        for report in row.reports
    )
    row = replace(row, reports=tuple(reports))
    return replace(row, voices=_merge_voices([row], frozenset(row.reporting)))


def _as_part(report: OutletReport) -> OutletReport:
    return replace(report, state=ReportState.PART) if report.state in REPORTING else report


def _merge_voices(
    rows: Sequence[CoverageRow], reporting: frozenset[str]
) -> tuple[tuple[str, ...], ...]:
    """Return the outlets that report with one voice in any of some rows, those together."""
    voices: list[set[str]] = []
    for voice in (set(voice) & reporting for row in rows for voice in row.voices):
        joined = [other for other in voices if other & voice]
        voices = [other for other in voices if other not in joined]
        if voice:
            voices.append(voice.union(*joined))
    return tuple(tuple(sorted(voice)) for voice in voices)
