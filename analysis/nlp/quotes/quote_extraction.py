"""Quotations and reported speech, found over the parse and the quotation marks.

What is found, in this order: quotations in marks that stand on their own, with the attribution
beside them; clauses under a reporting verb ("said that …"), which take in the quoted fragments
they hold; "according to"; fragments and signed posts; and in headlines and captions "X: speaker".
The scheme follows O'Keefe et al. (2012), "A sequence labelling approach to quote attribution", in
attributing each stretch to the nearest attribution, and Pareti (2015) in what counts as its cue,
source and content.
"""

from dataclasses import dataclass

from spacy.tokens import Span, Token

from analysis.nlp.quotes.according_to import (
    according_to_reports,
    signed_reports,
    titled_report,
)
from analysis.nlp.quotes.article_parse import ArticleParse, AttributionCandidate
from analysis.nlp.quotes.attitudes import attitude_reports
from analysis.nlp.quotes.attribution import noun_phrase
from analysis.nlp.quotes.clause_candidates import clause_reports
from analysis.nlp.quotes.continuation import carry_on
from analysis.nlp.quotes.direct_candidates import direct_reports
from analysis.nlp.quotes.fragment_candidates import fragment_reports

#: Shares of letters in quotation marks from which, and up to which, a report is of one kind.
_DIRECT_SHARE, _INDIRECT_SHARE = 0.97, 0.03


@dataclass
class Quotation:
    """One contiguous stretch of reported speech; offsets are characters of the article.

    Attributes:
        start: Its first character.
        end: One past its last.
        kind: direct, mixed or indirect.
        cue: The words that introduce it.
        mention: The words that name the speaker.
        head: The head of the noun phrase that names the speaker.
        continues: The number of the stretch this one continues.
        cue_lemma: The dictionary form of the cue.
        confidence: Of an attitude, how probable it is; None of a quotation.
    """

    start: int
    end: int
    kind: str
    cue: Span | None = None
    mention: Span | None = None
    head: Token | None = None
    continues: int | None = None
    cue_lemma: str = ""
    confidence: float | None = None


def find_quotations(page: ArticleParse) -> list[Quotation]:
    """Return what the article attributes to somebody, in order of its start.

    Quotations, and among them the attitudes, which have a ``confidence``.
    """
    reports = speech_reports(page)
    reports = sorted([*reports, *attitude_reports(page, reports)], key=lambda report: report.start)
    numbers = {id(report): number for number, report in enumerate(reports)}
    return [_quotation(page, report, numbers) for report in reports]


def speech_reports(page: ArticleParse) -> list[AttributionCandidate]:
    """Return what is reported as said or written, in order of its start."""
    found = direct_reports(page)
    found += list(clause_reports(page, found))
    found += according_to_reports(page, found)
    found += fragment_reports(page, found)
    found += signed_reports(page)
    for start, end in page.titles:
        titled = titled_report(page, start, end, [r for r in found if r.head is not None])
        if titled is not None:
            found.append(titled)
    return carry_on(page, sorted(_without_overlap(found), key=lambda report: report.start))


def _without_overlap(found: list[AttributionCandidate]) -> list[AttributionCandidate]:
    """Keep one report of each stretch; a report within a report stays a report of its own."""
    kept: list[AttributionCandidate] = []
    for report in found:
        rival = next((other for other in kept if _are_rivals(other, report)), None)
        if rival is None:
            kept.append(report)
        elif rival.marked and rival.cue is None and report.head is not None:
            rival.cue, rival.head, rival.shown = report.cue, report.head, report.shown
    return kept


def _are_rivals(one: AttributionCandidate, other: AttributionCandidate) -> bool:
    shared = min(one.end, other.end) - max(one.start, other.start)
    if shared <= 0:
        return False
    lengths = (one.end - one.start, other.end - other.start)
    if (one.cue is not None and one.cue == other.cue) or one.marked or other.marked:
        return shared > 0.5 * min(lengths)
    return shared > 0.9 * max(lengths)


def _quotation(
    page: ArticleParse, report: AttributionCandidate, numbers: dict[int, int]
) -> Quotation:
    cue, lemma = report.shown, ""
    if report.cue is not None:
        according = report.cue.lower_ == "according"
        lemma = "according to" if according else report.cue.lemma_
        cue = cue or page.doc[report.cue.i : report.cue.i + 1 + according]
    return Quotation(
        report.start,
        report.end,
        _kind(page, report),
        cue,
        noun_phrase(report.head) if report.head is not None else None,
        report.head,
        numbers.get(id(report.continues)),
        lemma,
        report.confidence,
    )


def _kind(page: ArticleParse, report: AttributionCandidate) -> str:
    """Direct, mixed or indirect by the share of letters that stand in quotation marks."""
    letters = _letters(page.text, report.start, report.end)
    marked = sum(
        _letters(page.text, max(stretch.start, report.start), min(stretch.end, report.end))
        for stretch in page.quoted_in(report.start, report.end)
    )
    if letters and marked >= _DIRECT_SHARE * letters:
        return "direct"
    return "indirect" if marked <= _INDIRECT_SHARE * letters else "mixed"


def _letters(text: str, start: int, end: int) -> int:
    return sum(c.isalnum() for c in text[start:end])
