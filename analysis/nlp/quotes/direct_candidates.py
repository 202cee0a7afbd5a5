"""Standalone quotes, with the attribution before or after them."""

from analysis.nlp.quotes.article_parse import SENTENCE_ENDS, ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate, QuoteAttribution
from analysis.nlp.quotes.beside_quote import find_named_beside
from analysis.nlp.quotes.following_attribution import (
    find_following_attribution,
    is_sentence_start_after,
)
from analysis.nlp.quotes.leading_attribution import find_leading_cue, find_leading_phrase
from analysis.nlp.quotes.led_paragraphs import find_attribution_before
from analysis.nlp.quotes.quotation_marks import QuotedSpan


def find_direct_candidates(article: ArticleParse) -> list[AttributionCandidate]:
    """Return the standalone quotes of an article, in order, each with its own attribution.

    An attribution that leads into a quote owns it when the quote ends its sentence; otherwise the
    one after it does. A quote that has none is returned without:
    :func:`analysis.nlp.quotes.continuation.link_continuations` decides whose it is.
    """
    candidates: list[AttributionCandidate] = []
    quotes = article.standalone_quotes.spans
    for number, quote in enumerate(quotes):
        start, end = article.block_at(quote.start)
        if number:
            start = max(start, quotes[number - 1].end)
        if number + 1 < len(quotes):
            end = min(end, quotes[number + 1].start)
        candidate = AttributionCandidate(
            quote.start,
            quote.end,
            is_direct=True,
            has_single_marks=quote.has_single_marks,
            continues_next_paragraph=quote.continues_next_paragraph,
        )
        attribution = _find_attribution(article, quote, start, end)
        if attribution is not None:
            candidate.cue, candidate.speaker_head, candidate.cue_span = attribution
            candidate.end = _find_end_of_words(article, quote, attribution)
        else:
            candidate.has_unread_attribution = _has_unread_attribution(article, quote, end)
        candidates.append(candidate)
    return candidates


def _find_end_of_words(
    article: ArticleParse, quote: QuotedSpan, attribution: QuoteAttribution
) -> int:
    """Return where the words end that a quote is the first part of: '"We dig" for coal, Orr said'.

    The outlet says the last of them in its own words, up to the comma before the attribution.
    """
    cue, speaker_head, _ = attribution
    if cue is None or speaker_head is None or not quote.is_closed:
        return quote.end
    first = min(cue.i, speaker_head.left_edge.i)
    if article.doc[first].idx <= quote.end or not article.ending_of(quote).isalnum():
        return quote.end
    between = article.tokens(quote.end, article.doc[first].idx)
    rest = between[:-1]
    is_joined = bool(rest) and rest[0].is_lower and rest[0].is_alpha and between[-1].text == ","
    is_broken = any(token.text in SENTENCE_ENDS or token.is_sent_end for token in rest)
    return rest[-1].idx + len(rest[-1]) if is_joined and not is_broken else quote.end


def _has_unread_attribution(article: ArticleParse, quote: QuotedSpan, end: int) -> bool:
    """Return whether the sentence of a quote goes on after it with a comma or with its verb."""
    ending = article.ending_of(quote)
    if ending in SENTENCE_ENDS | {"…"}:
        return False
    following = article.tokens(quote.end, end)[:1]
    is_subject = any(token.pos_ in ("VERB", "AUX") for token in following)
    return ending == "," or is_subject


def _find_attribution(
    article: ArticleParse, quote: QuotedSpan, start: int, end: int
) -> QuoteAttribution | None:
    """Return the attribution of a quote: the one that leads into it or the one after it.

    Args:
        article: The article.
        quote: The quote.
        start: Where the quote before it ends, or its paragraph begins.
        end: Where the next quote begins, or its paragraph ends.
    """
    leading = _find_leading(article, quote, start)
    if leading is not None and _is_finished(article, quote, start, end):
        return leading
    return find_following_attribution(article, quote, end) or leading


def _find_leading(article: ArticleParse, quote: QuotedSpan, start: int) -> QuoteAttribution | None:
    """Return the attribution that leads into a quote, with a speaker if one has any."""
    cue = find_leading_cue(article, quote, start)
    by_cue = QuoteAttribution(cue, article.find_speaker(cue)) if cue is not None else None
    if by_cue is not None and by_cue.speaker_head is not None:
        return by_cue
    by_phrase = find_leading_phrase(article, quote, start) or by_cue
    block = article.block_at(quote.start)
    if by_phrase is None and not article.text[block.start : quote.start].strip():
        return find_attribution_before(article, block)
    return by_phrase


def _is_finished(article: ArticleParse, quote: QuotedSpan, start: int, end: int) -> bool:
    """Return whether a quote ends its sentence, or no attribution is beside its closing mark."""
    before = article.text[start : quote.start].rstrip()
    if not before.endswith((":", ",")) and before[-1:] in SENTENCE_ENDS:
        return False
    if is_sentence_start_after(article, quote):
        return True
    tokens = [token for token in article.tokens(quote.end, end) if not token.is_space]
    return find_named_beside(tokens) is None
