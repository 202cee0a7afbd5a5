"""Standalone quotes, with the attribution before or after them."""

from spacy.tokens import Token

from analysis.nlp.lexicon import VerbFrame
from analysis.nlp.quotes.according_to import find_signature
from analysis.nlp.quotes.article_parse import SENTENCE_ENDS, ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.attribution_syntax import is_negated
from analysis.nlp.quotes.quotation_marks import QuotedSpan

#: Frames of the verbs of an attribution after a quote, and before one.
_FRAMES_AFTER = VerbFrame.QUOTE | VerbFrame.STANDALONE_QUOTE | VerbFrame.CLAUSE
_FRAMES_BEFORE = _FRAMES_AFTER | VerbFrame.QUESTION
#: How many tokens after a quote "according to" may begin.
_ACCORDING_DISTANCE = 3


def find_direct_candidates(article: ArticleParse) -> list[AttributionCandidate]:
    """Return the standalone quotes of an article, in order, each with its nearest attribution.

    An attribution after a quote comes before one that precedes it. A quote that has none is
    returned without: :func:`analysis.nlp.quotes.continuation.link_continuations` decides whose it
    is.
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
        candidate.cue = _find_cue_after(article, quote, end) or _find_cue_before(
            article, quote, start
        )
        if candidate.cue is not None:
            candidate.speaker_head = article.find_speaker(candidate.cue)
        elif (signature := find_signature(article, quote.end)) is not None:
            candidate.cue_span, candidate.speaker_head = signature
        candidates.append(candidate)
    return candidates


def _find_cue_after(article: ArticleParse, quote: QuotedSpan, end: int) -> Token | None:
    """Return the verb of an attribution after a quote: '…," she said' or '…," said X'."""
    tokens = article.tokens(quote.end, end)
    for token in tokens:
        if token.text in SENTENCE_ENDS or "\n" in token.text:
            break
        if article.is_cue(token, _FRAMES_AFTER):
            if token.dep_ not in ("relcl", "amod") and not is_negated(token):
                return token
        elif token.pos_ in ("VERB", "AUX") and token.dep_ in ("ROOT", "ccomp", "parataxis"):
            break
    nearest = tokens[:_ACCORDING_DISTANCE]
    return next((token for token in nearest if token.text == "according"), None)


def _find_cue_before(article: ArticleParse, quote: QuotedSpan, start: int) -> Token | None:
    """Return the verb of an attribution that leads into a quote: 'He told reporters: "…"'."""
    before = article.text[start : quote.start].rstrip()
    if not before or before[-1] in SENTENCE_ENDS:
        return None
    cue: Token | None = None
    for token in reversed(article.tokens(start, quote.start)):
        if "\n" in token.text or (token.text in SENTENCE_ENDS and token.is_sent_end):
            break
        if token.lower_ == "according":
            return token
        if article.is_cue(token, _FRAMES_BEFORE) and not is_negated(token):
            cue = token
            if token.dep_ not in ("relcl", "acl"):
                break
    return cue
