"""What polls found, told without a verb of saying: 'Orr led by 5 points in a Herald poll'.

A poll that people cast votes in is an election and says nothing: one of no organisation that has a
day, or beside which votes are told of.
"""

from collections.abc import Iterator, Sequence
from functools import cache

from spacy.tokens import Token

from analysis.entity_types import ORG
from analysis.nlp.lexicon import words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.attribution_syntax import is_finite
from analysis.nlp.token_ids import find_tokens, get_ids


def find_poll_candidates(
    article: ArticleParse, candidates: Sequence[AttributionCandidate]
) -> Iterator[AttributionCandidate]:
    """Yield the sentences with a share that end or begin with 'in the poll'.

    Args:
        article: The article.
        candidates: The candidates so far; a sentence with one of them has no other.
    """
    doc = article.doc
    for number in find_tokens(doc, "LOWER", _get_poll_ids()):
        poll = doc[number]
        preposition, sentence = poll.head, poll.sent
        if poll.dep_ != "pobj" or preposition.lower_ != "in" or poll.idx in article.quoted_spans:
            continue
        if any(c.has_overlap(sentence.start_char, sentence.end_char) for c in candidates):
            continue
        start, end = sentence.start, preposition.i
        if preposition.i - sentence.start <= 1:
            start, end = _find_phrase_end(poll), sentence.end
        content = doc[start:end]
        has_share = any(token.lower_ in words("share") for token in content)
        is_told = preposition.head.lemma_.lower() not in words("study")
        is_told &= _has_maker(poll) or not (_is_dated(poll) or any(map(_is_of_election, sentence)))
        if not has_share or not is_told or not any(map(is_finite, content)):
            continue
        candidate = article.make_candidate(start, end, None, poll, article.block_at(poll.idx))
        if candidate is not None:
            candidate.cue_span = doc[preposition.i : preposition.i + 1]
            yield candidate


@cache
def _get_poll_ids() -> frozenset[int]:
    return get_ids(words("poll"))


def _has_maker(poll: Token) -> bool:
    """Return whether an organisation stands before a poll, as none does before an election."""
    return any(
        token.ent_type_ == ORG and token.lower_ not in words("elected body")
        for token in poll.lefts
        if token.dep_ in ("compound", "poss", "nmod", "amod")
    )


def _is_dated(poll: Token) -> bool:
    """Return whether a poll is that of a day, as elections are: 'Sunday's poll', 'on Sunday'."""
    days = [child for child in poll.children if child.dep_ == "poss"]
    after = poll.doc[poll.i + 1 : poll.i + 3]
    if after[:1].text.lower() == "on":  # whatever the parser joins it to
        days += after[1:]
    return any(day.ent_type_ == "DATE" for day in days)


def _is_of_election(word: Token) -> bool:
    """Return whether a word tells of votes that were cast: 'turnout', 'won', 'took part'."""
    is_part_taken = word.lower_ == "part" and word.head.lemma_ == "take"
    return is_part_taken or word.lemma_.lower() in words("election")


def _find_phrase_end(poll: Token) -> int:
    """Return the position after a phrase 'In a poll' with what is added to it between commas."""
    addition = find_addition(poll)
    return addition[-1].i + 1 if addition else poll.right_edge.i + 1


def find_addition(poll: Token) -> Sequence[Token]:
    """Return what follows a poll between commas and tells who made it; empty if nothing does.

    'In a poll, by Acme, she led', 'In a poll of farmers, conducted last week by Acme, she led'.
    Parsers join it to 'poll' or to 'led'.
    """
    doc, sentence = poll.doc, poll.sent
    commas = [i for i in range(poll.i + 1, sentence.end) if doc[i].text == ","]
    start = next(
        (i + 1 for i in commas if i <= poll.right_edge.i + 1 and _is_adding(doc[i + 1])), 0
    )
    end = next((i for i in commas if i > start), 0)
    addition = list(doc[start:end]) if start else []
    return [] if any(map(is_finite, addition)) else addition


def _is_adding(word: Token) -> bool:
    """Return whether a word after a comma leads into who made something: 'by', 'conducted'."""
    is_participle = word.tag_ == "VBN" and not is_finite(word)
    return word.lower_ in ("by", "from") or is_participle
