"""Quotations without an attribution: whose words they carry on, and which are no speech at all."""

from analysis.nlp.quotes.article_parse import ArticleParse, AttributionCandidate

#: So many words at most stand between two quotations that one attribution joins.
_BETWEEN = 40
#: So many words at most follow a quotation that the next paragraph may carry on.
_AFTERTHOUGHT = 12
#: A quotation without attribution is speech from so many words on; fewer are a title or a term.
_SPEECH = 5


def carry_on(page: ArticleParse, reports: list[AttributionCandidate]) -> list[AttributionCandidate]:
    """Link each quotation without attribution to the report it carries on.

    That is the quotation before it, where nothing but an attribution stands between, or else what
    the sentence before reports. A quotation that carries on nothing is kept without a speaker
    when it opens its paragraph and reads as speech, and left out otherwise.

    Args:
        page: The article.
        reports: Its reports, in order, without overlap; what links are found is written on them.
    """
    kept: list[AttributionCandidate] = []
    before: AttributionCandidate | None = None
    for report in reports:
        if report.marked and report.head is None and report.cue is None:
            if before is not None and _carries_on(page, before, report):
                _link(page, before, report)
            elif not _is_speech(page, report):
                continue
        kept.append(report)
        if _leads(report, before):
            before = report
    return kept


def _leads(report: AttributionCandidate, before: AttributionCandidate | None) -> bool:
    """Whether what follows may carry on a report: none inside another, or beside the sentence."""
    if before is not None and report.start < before.end:
        return False
    if report.marked or report.continues is not None:
        return True
    return report.cue is not None and report.cue.dep_ not in ("relcl", "acl")


def _carries_on(
    page: ArticleParse, before: AttributionCandidate, report: AttributionCandidate
) -> bool:
    if before.resumes:
        return True
    begin, _ = page.line(report.start)
    start, stop = page.line(before.start)
    if not before.marked:
        sentence_end = before.cue.sent.end_char if before.cue is not None else before.end
        return not page.text[max(sentence_end, before.end) : report.start].strip('" \n\t')
    between = page.text[before.end : report.start]
    if start == begin:
        return len(between.split()) <= _BETWEEN
    return len(page.text[before.end : stop].split()) <= _AFTERTHOUGHT


def _link(page: ArticleParse, before: AttributionCandidate, report: AttributionCandidate) -> None:
    report.continues = before
    same_line = page.line(before.start) == page.line(report.start)
    if same_line and not before.resumes:
        report.cue, report.head, report.shown = before.cue, before.head, before.shown


def _is_speech(page: ArticleParse, report: AttributionCandidate) -> bool:
    """Whether a quotation without attribution reads as speech and not as a title or a term."""
    begin, _ = page.line(report.start)
    lead = page.text[begin : report.start].rstrip()
    if report.single or (lead and lead[-1] not in ".?!:"):
        return False
    words = [word for word in page.tokens(report.start, report.end) if word.is_alpha]
    return len(words) >= _SPEECH and any(
        word.pos_ in ("VERB", "AUX") and word.tag_ not in ("VBN", "VBG") for word in words
    )
