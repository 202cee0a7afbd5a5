"""What polls found, told without a verb of saying: 'Orr led by 5 points in a Herald poll'."""

from collections.abc import Iterator, Sequence

from analysis.nlp.lexicon import words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.attribution_syntax import is_finite
from analysis.nlp.token_ids import find_tokens, get_ids

#: Words after a number that make it a result of a poll.
_SHARES = frozenset(("%", "percent", "points", "point", "pc"))
_POLL_IDS = get_ids(("poll", "survey"))


def find_poll_candidates(
    article: ArticleParse, candidates: Sequence[AttributionCandidate]
) -> Iterator[AttributionCandidate]:
    """Yield the sentences with a share that end or begin with 'in the poll'.

    Args:
        article: The article.
        candidates: The candidates so far; a sentence with one of them has no other.
    """
    doc = article.doc
    for number in find_tokens(doc, "LOWER", _POLL_IDS):
        poll = doc[number]
        preposition, sentence = poll.head, poll.sent
        if poll.dep_ != "pobj" or preposition.lower_ != "in" or poll.idx in article.quoted_spans:
            continue
        if any(c.has_overlap(sentence.start_char, sentence.end_char) for c in candidates):
            continue
        start, end = sentence.start, preposition.i
        if preposition.i - sentence.start <= 1:
            start, end = poll.right_edge.i + 1, sentence.end
        content = doc[start:end]
        has_share = any(token.lower_ in _SHARES for token in content)
        is_told = preposition.head.lemma_.lower() not in words("study")
        is_told &= content[:2].text.lower() != ", by"  # 'In a poll, by Acme, she led'
        if not has_share or not is_told or not any(map(is_finite, content)):
            continue
        candidate = article.make_candidate(start, end, None, poll, article.block_at(poll.idx))
        if candidate is not None:
            candidate.cue_span = doc[preposition.i : preposition.i + 1]
            yield candidate
