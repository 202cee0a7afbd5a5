"""The signs and words of the coverage matrix."""

from collections.abc import Mapping, Sequence

from analysis.findings.coverage_row import CoverageRow, ReportState, RowKind

#: The sign of each state; nothing stands where nothing is known.
SIGNS: Mapping[ReportState, str] = {
    ReportState.SAME: "●",
    ReportState.REWORDED: "≈",
    ReportState.PART: "◐",
    ReportState.DIFFERING: "≠",
    ReportState.SAME_FIGURE: "=",
    ReportState.LINKED: "≈",
    ReportState.POSSIBLE: "?",
    ReportState.NOT_FOUND: "✕",
    ReportState.UNCLEAR: "",
}
#: What the signs mean, in the order of the legend.
_MEANINGS: Mapping[ReportState, str] = {
    ReportState.SAME: "in the same words",
    ReportState.REWORDED: "in other words, perhaps with more or less detail",
    ReportState.PART: "in part",
    ReportState.SAME_FIGURE: "with the same figure",
    ReportState.DIFFERING: "with another figure",
    ReportState.POSSIBLE: "possibly, read it",
    ReportState.NOT_FOUND: "not found",
    ReportState.UNCLEAR: "cannot be told",
}
#: What each state is called.
EXPLANATIONS: Mapping[ReportState, str] = {
    ReportState.SAME: "in the same words",
    ReportState.REWORDED: "in other words",
    ReportState.PART: "in part",
    ReportState.DIFFERING: "with another figure",
    ReportState.SAME_FIGURE: "with the same figure",
    ReportState.LINKED: "a counterpart, in whole or in part",
    ReportState.POSSIBLE: "possibly reports it",
    ReportState.NOT_FOUND: "not found",
    ReportState.UNCLEAR: "cannot be told",
}
#: What "possibly" means, beside a mark and its sentence.
POSSIBLY = "This sentence may report it: read it. It is not counted."
#: How an outlet reports a row, beside the outlet whose wording stands for the row.
COMPARED: Mapping[ReportState, str] = {
    **EXPLANATIONS,
    ReportState.SAME: "in the same words as {}",
    ReportState.REWORDED: "in other words than {}",
    ReportState.PART: "in part, compared with {}",
}
#: What each kind of row is called.
KIND_LABELS = {
    RowKind.STATEMENT: "Statement",
    RowKind.QUOTATION: "Quotation",
    RowKind.FIGURE: "Figure",
}


def describe_signs(rows: Sequence[CoverageRow], columns: Sequence[str]) -> str:
    """Return what the signs in some rows mean; of those that are not drawn nothing is said.

    No line breaks between a sign and its meaning.

    Args:
        rows: the rows that are drawn.
        columns: the outlets with a column.
    """
    drawn = {report.state for row in rows for report in row.reports if report.outlet in columns}
    signs = " · ".join(
        f"{SIGNS[state] or 'blank:'}\N{NO-BREAK SPACE}{meaning}"
        for state, meaning in _MEANINGS.items()
        if state in drawn
    )
    sentences = [f"{signs}."] if signs else []
    if any(row.outlet for row in rows):
        sentences.append(
            "The outlet named in a row has its wording; the others are compared with it."
        )
    if any(len(row.voices) < len(row.reporting) for row in rows):
        sentences.append(
            "Independent: outlets that share the text of the row, or of most of an article, count "
            "once."
        )
    return " ".join(sentences)
