"""Reports with a source but no reporting verb: "according to", "X: speaker", a post's signature."""

import re

from spacy.tokens import Span, Token

from analysis.nlp.quotes.article_parse import ArticleParse, AttributionCandidate
from analysis.nlp.quotes.attribution import is_finite, source_of

_ACCORDING = re.compile(r"\baccording to\b", re.IGNORECASE)
#: The signature of an embedded post: a dash, a name, a handle and a date.
_SIGNATURE = re.compile(r"[—–-]\s*(?P<name>[^\n@()—]{2,60}?)\s*\(@\w{1,30}\)\s*\w+ \d{1,2}, \d{4}")
#: A dash and a name behind a quotation, on its line or the next: '"…" — Anna Weber'.
_UNDERSIGNED = re.compile(
    r"\s{0,4}(?P<dash>[―—–]|--?)\s*(?P<name>[A-Z][^\n,;:()―—–]{1,40}?)\s*(?:[,(][^\n]*|\.?\s*)(?=\n|$)"
)
#: A clause that "according to" hangs on starts a report of its own so many words into a sentence.
_OWN_CLAUSE = 6
#: A report has at least so many words where one of them introduces another report.
_CLAUSE = 4
#: A name before or after a headline's colon has at most so many words.
_NAME = 5


def according_to_reports(
    page: ArticleParse, found: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Return the reports that "according to" attributes, but for those ``found`` already."""
    taken = {report.cue.i for report in found if report.cue is not None}
    cues = [
        words[0]
        for match in _ACCORDING.finditer(page.text)
        if page.in_lines(match.start())
        and page.inside.at(match.start()) is None
        and len(words := page.tokens(*match.span())) == 2
    ]
    reports = []
    for cue in cues:
        head = source_of(cue)
        if head is None or cue.i in taken:
            continue
        sentence = cue.sent
        start, end = _clause_start(cue, sentence), cue.i
        if cue.i - sentence.start <= 1:
            start, end = _behind_source(cue, head), sentence.end
            # "According to A, …, according to B": the nearer one attributes.
            later = next((c for c in cues if start < c.i < end), None)
            if later is not None:
                taken.add(later.i)
                cue, head, end = later, source_of(later) or head, later.i
        report = page.report(start, end, cue, head, page.line(cue.idx))
        if report is not None and not _is_attribution(page, report, taken):
            report.shown = page.doc[cue.i : cue.i + 2]
            reports.append(report)
    return reports


def titled_report(
    page: ArticleParse, start: int, end: int, found: list[AttributionCandidate]
) -> AttributionCandidate | None:
    """Return the report of a headline or caption 'report: speaker', 'speaker: report', or None."""
    text = page.text[start:end]
    if text.count(": ") != 1 or any(report.overlaps(start, end) for report in found):
        return None
    at = start + text.index(": ")
    colon = page.doc.char_span(at, at + 1)
    if colon is None:
        return None
    before, after = page.tokens(start, at), page.tokens(at + 1, end)
    for source, words in ((after, before), (before, after)):
        name = [token for token in source if not token.is_space]
        if len(words) >= 4 and _is_name(name):
            report = page.report(words[0].i, words[-1].i + 1, None, name[-1], (start, end))
            if report is not None:
                report.shown = colon
                return report
    return None


def signed_reports(page: ArticleParse) -> list[AttributionCandidate]:
    """Return the posts quoted with their signature: '… — Name (@handle) December 28, 2017'."""
    reports = []
    for number, (start, end) in enumerate(page.lines):
        match = _SIGNATURE.search(page.text, start, end)
        if match is None:
            continue
        begin, stop = start, match.start()
        if not page.text[begin:stop].strip() and number:
            begin, stop = page.lines[number - 1]
        words, name = page.tokens(begin, stop), page.tokens(*match.span("name"))
        if not words or not name:
            continue
        report = page.report(words[0].i, words[-1].i + 1, None, name[-1], (begin, stop))
        if report is not None:
            report.start, report.marked = begin, True
            reports.append(report)
    return reports


def undersigned(page: ArticleParse, end: int) -> tuple[Span, Token] | None:
    """Return the dash and the name behind a quotation that ends at a character, or None."""
    match = _UNDERSIGNED.match(page.text, end)
    if match is None:
        return None
    # A dash may be one token with the mark before it.
    dash = page.doc.char_span(*match.span("dash"), alignment_mode="expand")
    name = page.tokens(*match.span("name"))
    return (dash, name[-1]) if dash is not None and _is_name(name) else None


def _is_attribution(page: ArticleParse, report: AttributionCandidate, cues: set[int]) -> bool:
    """Whether all that is left is another report's attribution: '"…," he said, according to'."""
    words = [token.i for token in page.tokens(report.start, report.end) if token.is_alpha]
    return len(words) < _CLAUSE and not cues.isdisjoint(words)


def _behind_source(cue: Token, head: Token) -> int:
    """Where the noun phrase behind a leading "according to" ends and the report begins."""
    sentence_end = cue.sent.end
    end = head.right_edge.i + 1
    if end >= sentence_end - 2:
        end = head.i + 1
    for token in cue.doc[end:sentence_end]:
        if token.text in (",", '"'):
            follows = cue.doc[token.i + 1 : min(token.i + 40, sentence_end)]
            if any(is_finite(word) for word in follows):
                return token.i + (token.text == ",")
    return end


def _clause_start(cue: Token, sentence: Span) -> int:
    """Where the report before a trailing "according to" starts: with the clause it hangs on."""
    verb = cue.head
    if verb.pos_ in ("VERB", "AUX") and verb.dep_ == "conj" and verb.i < cue.i:
        edge = verb.left_edge.i
        if edge - sentence.start > _OWN_CLAUSE and any(c.dep_ == "nsubj" for c in verb.children):
            return edge
    return sentence.start


def _is_name(words: list[Token]) -> bool:
    """Whether a few words name somebody: no verb, and a name or a plural at the end."""
    if not 1 <= len(words) <= _NAME or any(is_finite(word) for word in words):
        return False
    if any(word.pos_ not in ("PROPN", "NOUN", "ADJ", "ADP", "PART", "DET") for word in words):
        return False
    last = words[-1]
    return last.pos_ == "PROPN" or bool(last.ent_type_) or last.tag_ == "NNS"
