"""Quoted words under a reporting verb without a clause: 'called it a "total …"'."""

from spacy.tokens import Token

from analysis.nlp.lexicon import frames
from analysis.nlp.quotes.article_parse import ArticleParse, AttributionCandidate
from analysis.nlp.quotes.attribution import is_negated


def fragment_reports(
    page: ArticleParse, found: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Return the reports around quoted fragments that none of ``found`` covers.

    The report is the whole of what the verb says: its object with the quoted words, but for the
    one who is told or accused.
    """
    reports: list[AttributionCandidate] = []
    for stretch in page.quoted:
        if page.inside_alone.at(stretch.start) is not None:
            continue
        if any(report.overlaps(stretch.start, stretch.end) for report in (*found, *reports)):
            continue
        words = [w for w in page.tokens(stretch.inner_start, stretch.inner_end) if w.is_alpha]
        if len(words) < 2 or not page.in_lines(stretch.start):
            continue
        part = page.doc[words[0].i : words[-1].i + 1].root
        while part.head != part and not page.reports(part.head, "qcin"):
            part = part.head
        cue = part.head
        if cue == part or part.i < cue.i or is_negated(cue) or page.inside.at(cue.idx):
            continue
        head = page.speaker(cue)
        if head is not None:
            start = _report_start(cue, part)
            end = part.right_edge.i + 1
            report = page.report(start, end, cue, head, page.line(cue.idx))
            if report is not None:
                reports.append(report)
    return reports


def _report_start(cue: Token, part: Token) -> int:
    """Where the report starts: with the verb's object, unless that is who is told or accused."""
    if "a" not in frames()[cue.lemma_]:
        for child in cue.children:
            if child.dep_ == "dobj" and cue.i < child.i < part.i:
                return child.left_edge.i
    return part.left_edge.i
