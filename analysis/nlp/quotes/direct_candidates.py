"""Quotations in marks that stand on their own, with the attribution beside them."""

from spacy.tokens import Token

from analysis.nlp.quotes.according_to import undersigned
from analysis.nlp.quotes.article_parse import SENTENCE_ENDS, ArticleParse, AttributionCandidate
from analysis.nlp.quotes.attribution import is_negated
from analysis.nlp.quotes.quotation_marks import QuotedSpan


def direct_reports(page: ArticleParse) -> list[AttributionCandidate]:
    """Return the quotations of ``page`` that stand on their own, in order.

    Each goes to the nearest attribution, behind it or before it. What has none is returned
    without one: :func:`analysis.nlp.quotes.continuation.carry_on` tells whose it is.
    """
    found: list[AttributionCandidate] = []
    for number, stretch in enumerate(page.alone):
        begin, stop = page.line(stretch.start)
        if number:
            begin = max(begin, page.alone[number - 1].end)
        if number + 1 < len(page.alone):
            stop = min(stop, page.alone[number + 1].start)
        cue = _cue_after(page, stretch, stop) or _cue_before(page, stretch, begin)
        head, shown = page.speaker(cue) if cue is not None else None, None
        if cue is None and (signed := undersigned(page, stretch.end)) is not None:
            shown, head = signed
        found.append(
            AttributionCandidate(
                stretch.start,
                stretch.end,
                cue,
                head,
                shown,
                marked=True,
                single=stretch.single,
                resumes=stretch.resumes,
            )
        )
    return found


def _cue_after(page: ArticleParse, stretch: QuotedSpan, stop: int) -> Token | None:
    """The verb of an attribution that follows the stretch: '…," she said' or '…," said X'."""
    words = page.tokens(stretch.end, stop)
    for word in words:
        if word.text in SENTENCE_ENDS or "\n" in word.text:
            break
        if page.reports(word, "qdc"):
            if word.dep_ not in ("relcl", "amod") and not is_negated(word):
                return word
        elif word.pos_ in ("VERB", "AUX") and word.dep_ in ("ROOT", "ccomp", "parataxis"):
            break
    return next((word for word in words[:3] if word.text == "according"), None)


def _cue_before(page: ArticleParse, stretch: QuotedSpan, begin: int) -> Token | None:
    """The verb of an attribution that leads into the stretch: 'He told reporters: "…"'."""
    lead = page.text[begin : stretch.start].rstrip()
    if not lead or lead[-1] in SENTENCE_ENDS:
        return None
    chosen: Token | None = None
    for word in reversed(page.tokens(begin, stretch.start)):
        if "\n" in word.text or (word.text in SENTENCE_ENDS and word.is_sent_end):
            break
        if word.lower_ == "according":
            return word
        if page.reports(word, "qdcw") and not is_negated(word):
            chosen = word
            if word.dep_ not in ("relcl", "acl"):
                break
    return chosen
