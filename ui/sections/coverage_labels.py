"""The signs and words of the coverage matrix."""

from collections.abc import Mapping

from analysis.findings.coverage_row import ReportState, RowKind

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
#: What the signs mean.
LEGEND = (
    "● in the same words · ≈ in other words, perhaps with more or less detail · ◐ in part · "
    "= with the same figure · ≠ with another · ? possibly, read it · ✕ not found · blank: cannot "
    "be told. The outlet named in a row has its wording; the others are compared with it. "
    "Independent: outlets that share the text of the row, or of most of an article, count once."
)
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
