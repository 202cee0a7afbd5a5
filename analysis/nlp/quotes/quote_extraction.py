"""Quotes and attitudes, extracted from the parse and the quotation marks.

Candidates are found in this order: standalone quotes with the attribution beside them; clauses
under a reporting verb ("said that …"), which include the quoted fragments they contain; "according
to"; other fragments and signed posts; and in headlines and captions "X: speaker". The scheme
follows O'Keefe et al. (2012), "A sequence labelling approach to quote attribution", in attributing
each quote to the nearest attribution, and Pareti (2015) in what counts as its cue, source and
content.
"""

from collections.abc import Sequence

from analysis.nlp.lexicon import words
from analysis.nlp.quotes.according_to import (
    find_according_to_candidates,
    find_signed_candidates,
    find_titled_candidate,
)
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attitudes import find_attitudes
from analysis.nlp.quotes.attribution import Attribution, AttributionCandidate, QuoteKind
from analysis.nlp.quotes.attribution_syntax import find_noun_phrase
from analysis.nlp.quotes.clause_candidates import find_clause_candidates
from analysis.nlp.quotes.clause_patterns import find_pattern_candidates
from analysis.nlp.quotes.continuation import link_continuations
from analysis.nlp.quotes.direct_candidates import find_direct_candidates
from analysis.nlp.quotes.fragment_candidates import find_fragment_candidates
from analysis.nlp.quotes.led_paragraphs import find_led_paragraphs, remove_outlets_words
from analysis.nlp.quotes.passing_on import credit_sources
from analysis.nlp.quotes.polls import find_poll_candidates

#: Share of the letters in quotation marks from which an attribution is direct, and up to which it
#: is indirect; in between it is mixed. By judgement: a trimmed word at either end does not count.
_MIN_DIRECT_SHARE, _MAX_INDIRECT_SHARE = 0.97, 0.03
#: Share of the shorter candidate that two quotes, or two contents of one cue, must exceed in
#: common to be the same attribution; otherwise the share of the longer one. By judgement, checked
#: by `python -m benchmarks.quotes`.
_SAME_QUOTE_SHARE, _SAME_CONTENT_SHARE = 0.5, 0.9


def extract_attributions(
    article: ArticleParse, turns: Sequence[AttributionCandidate] = ()
) -> list[Attribution]:
    """Return the quotes and attitudes of an article, in order of their start.

    Args:
        article: The article.
        turns: The turns of a transcript or interview; what is reported inside one is part of it.
    """
    quotes = find_quote_candidates(article, turns)
    candidates = sorted(
        [*quotes, *find_attitudes(article, quotes)], key=lambda candidate: candidate.start
    )
    positions = {id(candidate): number for number, candidate in enumerate(candidates)}
    return [
        _make_attribution(article, candidate, positions.get(id(candidate.continues)))
        for candidate in candidates
    ]


def find_quote_candidates(
    article: ArticleParse, turns: Sequence[AttributionCandidate] = ()
) -> list[AttributionCandidate]:
    """Return what is reported as said or written, in order of its start."""
    candidates = [*turns, *find_led_paragraphs(article), *find_direct_candidates(article)]
    candidates += list(find_clause_candidates(article, candidates))
    used_cues = {candidate.cue.i for candidate in candidates if candidate.cue is not None}
    candidates += find_pattern_candidates(article, used_cues)
    candidates += find_according_to_candidates(article, candidates)
    candidates += find_fragment_candidates(article, candidates)
    candidates = remove_outlets_words(candidates)
    candidates += find_poll_candidates(article, candidates)
    candidates += find_signed_candidates(article)
    for title in article.titles:
        attributed = [candidate for candidate in candidates if candidate.speaker_head is not None]
        titled = find_titled_candidate(article, title, attributed)
        if titled is not None:
            candidates.append(titled)
    candidates = credit_sources(candidates, article.names, article.text)
    candidates = _remove_duplicates(candidates)
    return link_continuations(article, sorted(candidates, key=lambda candidate: candidate.start))


def _remove_duplicates(candidates: list[AttributionCandidate]) -> list[AttributionCandidate]:
    """Return the first of the candidates for each content.

    An attribution inside another content is one of its own. A quote without an attribution takes
    over that of its first duplicate with a speaker.
    """
    distinct: list[AttributionCandidate] = []
    for candidate in candidates:
        first = next((other for other in distinct if _are_duplicates(other, candidate)), None)
        if first is None:
            distinct.append(candidate)
        elif (
            first.is_direct
            and not first.is_turn
            and first.cue is None
            and candidate.speaker_head is not None
        ):
            first.copy_attribution(candidate)
    return distinct


def _are_duplicates(first: AttributionCandidate, second: AttributionCandidate) -> bool:
    common = min(first.end, second.end) - max(first.start, second.start)
    if common <= 0:
        return False
    lengths = (first.end - first.start, second.end - second.start)
    if first.is_led:
        speaker_head = second.speaker_head
        return speaker_head is None or speaker_head.lower_ in words("author")
    have_same_cue = first.cue is not None and first.cue == second.cue
    if have_same_cue or first.is_direct or second.is_direct:
        return common > _SAME_QUOTE_SHARE * min(lengths)
    return common > _SAME_CONTENT_SHARE * max(lengths)


def _make_attribution(
    article: ArticleParse, candidate: AttributionCandidate, continues: int | None
) -> Attribution:
    cue, lemma, head = candidate.cue_span, "", candidate.speaker_head
    if candidate.cue is not None:
        is_according_to = candidate.cue.lower_ == "according"
        lemma = "according to" if is_according_to else candidate.cue.lemma_
        cue = cue or article.doc[candidate.cue.i : candidate.cue.i + 1 + is_according_to]
    return Attribution(
        candidate.start,
        candidate.end,
        _kind_of(article, candidate),
        cue,
        candidate.mention if head is None else find_noun_phrase(head),
        head,
        continues,
        lemma,
        candidate.confidence,
        candidate.known_speaker,
    )


def _kind_of(article: ArticleParse, candidate: AttributionCandidate) -> QuoteKind:
    """Return direct, mixed or indirect, by the share of letters in quotation marks.

    A turn of a transcript or interview is direct, and so is a paragraph that a colon leads into.
    """
    if candidate.is_turn or candidate.is_led:
        return "direct"
    letters = _count_letters(article.text, candidate.start, candidate.end)
    quoted = sum(
        _count_letters(article.text, max(span.start, candidate.start), min(span.end, candidate.end))
        for span in article.quoted_spans.overlapping(candidate.start, candidate.end)
    )
    if letters and quoted >= _MIN_DIRECT_SHARE * letters:
        return "direct"
    return "indirect" if quoted <= _MAX_INDIRECT_SHARE * letters else "mixed"


def _count_letters(text: str, start: int, end: int) -> int:
    """Return the number of letters and digits between two characters."""
    return sum(map(str.isalnum, text[start:end]))
