"""Quotes without an attribution: which quote they continue, and which are no speech."""

from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate

#: Maximum number of words between two quotes of a paragraph that one attribution joins. This and
#: the following numbers are judgement, checked by `python -m benchmarks.quotes`.
_MAX_WORDS_BETWEEN = 40
#: Maximum number of words after a quote, to the end of its paragraph, for the next paragraph to
#: continue the quote.
_MAX_WORDS_AFTER = 12
#: Minimum number of words of a quote without an attribution; shorter ones are titles and terms.
_MIN_WORDS_OF_SPEECH = 5


def link_continuations(
    article: ArticleParse, candidates: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Link each quote without an attribution to the candidate it continues, and return them all.

    That is the quote before it if nothing but an attribution is between them, otherwise the
    candidate of the sentence before. A quote that continues nothing remains without a speaker if
    it opens its paragraph and reads like speech, and is left out otherwise.

    Args:
        article: The article.
        candidates: Its candidates, in order, without overlap; the links are written on them.
    """
    linked: list[AttributionCandidate] = []
    previous: AttributionCandidate | None = None
    for candidate in candidates:
        if candidate.is_direct and candidate.speaker_head is None and candidate.cue is None:
            if previous is not None and _continues(article, previous, candidate):
                _link(article, previous, candidate)
            elif not _is_speech(article, candidate):
                continue
        linked.append(candidate)
        if _can_be_continued(candidate, previous):
            previous = candidate
    return linked


def _can_be_continued(
    candidate: AttributionCandidate, previous: AttributionCandidate | None
) -> bool:
    """Return whether the next quote may continue a candidate.

    It may not continue one inside another, nor one in a subordinate clause.
    """
    if previous is not None and candidate.start < previous.end:
        return False
    if candidate.is_direct or candidate.continues is not None:
        return True
    return candidate.cue is not None and candidate.cue.dep_ not in ("relcl", "acl")


def _continues(
    article: ArticleParse, previous: AttributionCandidate, candidate: AttributionCandidate
) -> bool:
    if previous.continues_next_paragraph:
        return True
    if not previous.is_direct:
        sentence_end = previous.cue.sent.end_char if previous.cue is not None else previous.end
        between = article.text[max(sentence_end, previous.end) : candidate.start]
        return not between.strip('" \n\t')
    previous_block = article.block_at(previous.start)
    if previous_block.start == article.block_at(candidate.start).start:
        between = article.text[previous.end : candidate.start]
        return len(between.split()) <= _MAX_WORDS_BETWEEN
    after = article.text[previous.end : previous_block.end]
    return len(after.split()) <= _MAX_WORDS_AFTER


def _link(
    article: ArticleParse, previous: AttributionCandidate, candidate: AttributionCandidate
) -> None:
    candidate.continues = previous
    in_same_block = article.block_at(previous.start) == article.block_at(candidate.start)
    if in_same_block and not previous.continues_next_paragraph:
        candidate.copy_attribution(previous)


def _is_speech(article: ArticleParse, candidate: AttributionCandidate) -> bool:
    """Return whether a quote without attribution reads like speech, not like a title or a term."""
    block = article.block_at(candidate.start)
    before = article.text[block.start : candidate.start].rstrip()
    if candidate.has_single_marks or (before and before[-1] not in ".?!:"):
        return False
    words = [word for word in article.tokens(candidate.start, candidate.end) if word.is_alpha]
    return len(words) >= _MIN_WORDS_OF_SPEECH and any(
        word.pos_ in ("VERB", "AUX") and word.tag_ not in ("VBN", "VBG") for word in words
    )
