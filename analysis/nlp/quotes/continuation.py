"""Quotes without an attribution: which quote they continue, and which are no speech."""

from itertools import pairwise

from spacy.tokens import Token

from analysis.nlp.quotes.article_parse import SENTENCE_ENDS, ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate

#: Maximum number of words between two quotes of a paragraph that one attribution joins. This and
#: the following numbers are judgement, checked by `python -m benchmarks.quotes`.
_MAX_WORDS_BETWEEN = 40
#: Maximum number of words after a quote, to the end of its paragraph, for the next paragraph to
#: continue the quote.
_MAX_WORDS_AFTER = 12
#: Minimum number of letters and digits of a quote that repeats another: about five words.
_MIN_LETTERS_REPEATED = 25
#: Minimum number of words of a quote without an attribution; shorter ones are titles and terms.
_MIN_WORDS_OF_SPEECH = 5


def link_continuations(
    article: ArticleParse, candidates: list[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Link each quote without an attribution to the candidate it continues, and return them all.

    That is the quote before it if nothing but an attribution is between them, otherwise the
    candidate of the sentence before. A quote that continues nothing is that of the person of whom
    the sentence before it tells; or else it remains without a speaker if it opens its paragraph and
    reads like speech, and is left out otherwise.

    Args:
        article: The article.
        candidates: Its candidates, in order, without overlap; the links are written on them.
    """
    _attribute_opened_paragraphs(candidates)
    repeated = _find_repeated(article, candidates)
    linked: list[AttributionCandidate] = []
    previous: AttributionCandidate | None = None
    for candidate in candidates:
        is_unattributed = candidate.speaker_head is None and candidate.cue is None
        if candidate.is_direct and is_unattributed and not candidate.is_turn:
            if id(candidate) in repeated:
                candidate.continues = repeated[id(candidate)]
                linked.append(candidate)
                continue
            may_continue = previous is not None and not candidate.has_unread_attribution
            if (
                previous is not None
                and may_continue
                and _is_continuation(article, previous, candidate)
            ):
                _link(article, previous, candidate)
            elif not _is_speech(article, candidate):
                if candidate.has_unread_attribution and _is_sentence_opening(article, candidate):
                    previous = None  # Somebody else may speak from here on.
                continue
            elif not candidate.has_unread_attribution:
                candidate.speaker_head = _find_person_before(article, candidate)
        linked.append(candidate)
        if not candidate.is_turn and _can_be_continued(candidate, previous):
            previous = candidate
    return linked


def _attribute_opened_paragraphs(candidates: list[AttributionCandidate]) -> None:
    """Give the opened paragraphs of a quote the attribution that only its last paragraph has."""
    quotes = [candidate for candidate in candidates if candidate.is_direct]
    for candidate, following in reversed(list(pairwise(quotes))):
        is_open = candidate.continues_next_paragraph and candidate.cue is None
        if is_open and candidate.speaker_head is None and not following.has_unread_attribution:
            candidate.copy_attribution(following)


def _find_repeated(
    article: ArticleParse, candidates: list[AttributionCandidate]
) -> dict[int, AttributionCandidate]:
    """Return, by the identity of a quote without attribution, the quote whose words it repeats.

    Pull quotes and subheads repeat what the text attributes. Only those of some length, alone in
    their paragraph, are looked for.
    """
    alone = [
        candidate
        for candidate in candidates
        if candidate.is_direct
        and candidate.cue is None
        and candidate.speaker_head is None
        and article.block_at(candidate.start).end - candidate.end <= 1
        and not _text_before(article, candidate)
    ]
    if not alone:
        return {}
    attributed = [
        (_fold(article, candidate), candidate)
        for candidate in candidates
        if candidate.speaker_head is not None
    ]
    repeated: dict[int, AttributionCandidate] = {}
    for candidate in alone:
        letters = _fold(article, candidate)
        if len(letters) >= _MIN_LETTERS_REPEATED:
            sources = (source for text, source in attributed if letters in text)
            source = next(sources, None)
            if source is not None:
                repeated[id(candidate)] = source
    return repeated


def _fold(article: ArticleParse, candidate: AttributionCandidate) -> str:
    """Return the letters and digits of a candidate in lower case."""
    text = article.text[candidate.start : candidate.end].lower()
    return "".join(filter(str.isalnum, text))


def _find_person_before(article: ArticleParse, candidate: AttributionCandidate) -> Token | None:
    """Return the person of whom the sentence right before a quote tells, or None.

    'Ann Orr was not convinced.' and a paragraph that begins with a quote.
    """
    block = article.block_at(candidate.start)
    before = article.tokens(block.start, candidate.start)
    if not any(token.is_alpha for token in before):
        number = article.blocks.last_start_position(block.start)
        if not number:
            return None
        previous = article.blocks.spans[number - 1]
        before = article.tokens(previous.start, previous.end)
    words = [token for token in before if token.is_alpha]
    if not words or words[-1].idx in article.quoted_spans:
        return None
    root = words[-1].sent.root
    subjects = [child for child in root.children if child.dep_ in ("nsubj", "nsubjpass")]
    subject = subjects[0] if subjects else None
    is_before = subject is not None and subject in before and not subject.text.startswith("#")
    return subject if subject is not None and is_before and article.is_person(subject) else None


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


def _is_continuation(
    article: ArticleParse, previous: AttributionCandidate, candidate: AttributionCandidate
) -> bool:
    if previous.continues_next_paragraph:
        return True
    is_led_in = _text_before(article, candidate).endswith(":")
    if is_led_in or _is_in_subhead(article, candidate):
        return False  # Something leads into it that was not understood, or it tells what follows.
    if not previous.is_direct:
        sentence_end = previous.cue.sent.end_char if previous.cue is not None else previous.end
        between = article.text[max(sentence_end, previous.end) : candidate.start]
        return not between.strip('" \n\t')
    previous_block, block = article.block_at(previous.start), article.block_at(candidate.start)
    if previous_block.start == block.start:
        between = article.text[previous.end : candidate.start]
        return len(between.split()) <= _MAX_WORDS_BETWEEN
    if candidate.has_single_marks and not previous.has_single_marks:
        return False
    # A paragraph between the two is about something else, unless it is the same quote's.
    is_next = article.block_at(previous_block.end + 1).start == block.start
    after = article.text[previous.end : previous_block.end]
    return is_next and len(after.split()) <= _MAX_WORDS_AFTER


def _is_in_subhead(article: ArticleParse, candidate: AttributionCandidate) -> bool:
    return any(
        block.kind == "subhead" and block.start <= candidate.start < block.end
        for block in article.doc._.blocks
    )


def _text_before(article: ArticleParse, candidate: AttributionCandidate) -> str:
    """Return what is before a candidate in its paragraph."""
    return article.text[article.block_at(candidate.start).start : candidate.start].rstrip()


def _is_sentence_opening(article: ArticleParse, candidate: AttributionCandidate) -> bool:
    before = _text_before(article, candidate)
    return not before or before[-1] in SENTENCE_ENDS


def _link(
    article: ArticleParse, previous: AttributionCandidate, candidate: AttributionCandidate
) -> None:
    candidate.continues = previous
    in_same_block = article.block_at(previous.start) == article.block_at(candidate.start)
    if in_same_block and not previous.continues_next_paragraph:
        candidate.copy_attribution(previous)


def _is_speech(article: ArticleParse, candidate: AttributionCandidate) -> bool:
    """Return whether a quote without attribution reads like speech, not like a title or a term."""
    before = _text_before(article, candidate)
    if candidate.has_single_marks or (before and before[-1] not in ".?!:"):
        return False
    words = [word for word in article.tokens(candidate.start, candidate.end) if word.is_alpha]
    return len(words) >= _MIN_WORDS_OF_SPEECH and any(
        word.pos_ in ("VERB", "AUX") and word.tag_ not in ("VBN", "VBG") for word in words
    )
