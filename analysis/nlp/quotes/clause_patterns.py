"""Attributions of clauses that the order of words shows, where parsers err.

"…, as Ann Orr explained", "…, reported the Times", "What's more, CBS reports, …"; and what studies
and records find and show, though these verbs report nothing of other subjects.
"""

from collections.abc import Iterator
from functools import cache

from spacy.tokens import Span, Token

from analysis.nlp.lexicon import words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.attribution_syntax import is_finite, is_negated
from analysis.nlp.quotes.beside_quote import find_named_beside, find_phrase_head
from analysis.nlp.token_ids import find_tokens, get_ids

#: Minimum number of tokens of a content. This and the following numbers are judgement, checked by
#: `python -m benchmarks.quotes`.
_MIN_CLAUSE = 4
#: Maximum number of tokens of the speaker's phrase in "…, the mayor of the town says, …".
_MAX_PHRASE = 6


def find_pattern_candidates(
    article: ArticleParse, used_cues: set[int]
) -> Iterator[AttributionCandidate]:
    """Yield the clauses that an attribution beside them reports by the order of the words.

    Args:
        article: The article.
        used_cues: The positions of the cues that other candidates have.
    """
    for token in _find_forms(article):
        if token.i in used_cues:
            continue
        if token.idx not in article.blocks or token.idx in article.quoted_spans:
            continue
        if token.lower_ in words("finding"):
            yield from _read_finding(article, token)
            continue
        candidates = (
            _read_as_clause(article, token)
            or _read_inversion(article, token)
            or _read_parenthesis(article, token)
        )
        # What another attribution reports is no part of this content.
        for candidate in candidates:
            tokens = article.tokens(candidate.start, candidate.end)
            if used_cues.isdisjoint(word.i for word in tokens):
                yield candidate


def _find_forms(article: ArticleParse) -> Iterator[Token]:
    """Yield the words of an article that can be the verb of such an attribution, in order."""
    for number in find_tokens(article.doc, "LOWER", _get_form_ids()):
        yield article.doc[number]


@cache
def _get_form_ids() -> frozenset[int]:
    return get_ids(words("attributing") | words("reporting") | words("finding"))


def _read_as_clause(article: ArticleParse, cue: Token) -> list[AttributionCandidate]:
    """Return the sentence beside "as Ann Orr explained", which ends or opens it."""
    mark = next((child for child in cue.lefts if child.dep_ == "mark"), None)
    subject = next((child for child in cue.lefts if child.dep_ == "nsubj"), None)
    has_content = any(child.dep_ in ("ccomp", "dobj", "xcomp") for child in cue.rights)
    if mark is None or mark.lower_ != "as" or subject is None or has_content:
        return []
    if cue.lower_ in words("no opinion after as") or subject.lower_ in words("author"):
        return []
    sentence, doc = cue.sent, cue.doc
    start, end = cue.left_edge.i, cue.right_edge.i + 1
    end -= doc[end - 1].is_punct
    is_last = _is_sentence_end(sentence, end) and doc[start - 1].text == ","
    if is_last and start - 1 > sentence.start:
        return _make(article, sentence.start, start - 1, cue, subject)
    if start <= sentence.start + 1 and end < sentence.end and doc[end].text == ",":
        return _make(article, end + 1, sentence.end, cue, subject)
    return []


def _read_inversion(article: ArticleParse, cue: Token) -> list[AttributionCandidate]:
    """Return the sentence before ", reported the Times", which ends it."""
    sentence, doc = cue.sent, cue.doc
    if cue.i <= sentence.start + 1 or doc[cue.i - 1].text != ",":
        return []
    named = find_named_beside(list(doc[cue.i : sentence.end]))
    if named is None or not named.is_inverted or named.verb != cue:
        return []
    if not _is_sentence_end(sentence, named.speaker_head.i + 1):
        return []
    return _make(article, sentence.start, cue.i - 1, cue, named.speaker_head)


def _read_parenthesis(article: ArticleParse, cue: Token) -> list[AttributionCandidate]:
    """Return the clauses around ", CBS reports, "; a short one before it only connects."""
    sentence, doc = cue.sent, cue.doc
    if cue.i + 1 >= sentence.end or doc[cue.i + 1].text != ",":
        return []
    start = _find_phrase_start(cue)
    if start == cue.i or start <= sentence.start or doc[start - 1].text != ",":
        return []
    head = find_phrase_head(list(doc[start : cue.i]))
    if head is None or head.i != cue.i - 1 or head.lower_ in words("author"):
        return []
    second = _make(article, cue.i + 2, sentence.end, cue, head)
    if start - 1 - sentence.start < _MIN_CLAUSE:
        return second
    first = _make(article, sentence.start, start - 1, cue, head)
    if first and second:
        second[0].continues = first[0]
    return first + second


def _read_finding(article: ArticleParse, cue: Token) -> list[AttributionCandidate]:
    """Return what "a survey showed that …" or "…, they found." reports."""
    speaker_head = _find_last_plural(cue) or article.find_speaker(cue)
    if speaker_head is None or is_negated(cue):
        return []
    start = _find_phrase_start(cue) if speaker_head.i == cue.i - 1 else speaker_head.left_edge.i
    is_last = cue.lower_ in words("finding at the end") and _is_sentence_end(cue.sent, cue.i + 1)
    is_study = speaker_head.lemma_.lower() in words("study")
    # 'no matter what that reveals' tells nothing.
    is_last &= is_study or cue.lemma_ != "reveal"
    if is_last and start > cue.sent.start and cue.doc[start - 1].text == ",":
        return _make(article, cue.sent.start, start - 1, cue, speaker_head)
    clause = next((child for child in cue.rights if _is_finding(child)), None)
    if clause is None or not (is_study or _is_shown(speaker_head, clause)):
        return []
    end = clause.right_edge.i + 1
    end -= cue.doc[end - 1].dep_ == "cc"
    return _make(article, clause.left_edge.i, end, cue, speaker_head)


def _find_last_plural(cue: Token) -> Token | None:
    """Return "records" of "…, court records show.", which parsers take for one phrase."""
    before = cue.nbor(-1) if cue.i > cue.sent.start else None
    is_plural = before is not None and before.tag_ == "NNS" and cue.lower_ == "show"
    return before if is_plural and cue.doc[_find_phrase_start(cue) - 1].text == "," else None


def _find_phrase_start(cue: Token) -> int:
    """Return where the phrase right before a verb starts: after a comma, or so many tokens away."""
    start = cue.i
    while start > cue.sent.start and cue.i - start < _MAX_PHRASE and cue.doc[start - 1].text != ",":
        start -= 1
    return start


def _is_finding(clause: Token) -> bool:
    """Return whether a clause tells what was found: "that he leads", "him leading in the north"."""
    if clause.dep_ == "dobj":
        return any(child.dep_ == "acl" and child.tag_ == "VBG" for child in clause.rights)
    return clause.dep_ == "ccomp" and _has_subject(clause)


def _is_shown(document: Token, clause: Token) -> bool:
    """Return whether a clause tells what a document has: "the emails show that he knew"."""
    is_document = document.lemma_.lower() in words("document that shows")
    return is_document and clause.left_edge.lower_ == "that" and clause.dep_ == "ccomp"


def _is_telling(word: Token) -> bool:
    """Return whether a word heads a clause, or a participle beside its subject."""
    return _has_subject(word) or (word.dep_ == "acl" and word.tag_ == "VBG")


def _has_subject(clause: Token) -> bool:
    """Return whether a clause tells something: "that it leads", "her leading in the north"."""
    is_participle = clause.tag_ == "VBG" and any(child.dep_ == "nsubj" for child in clause.lefts)
    return is_finite(clause) or is_participle


def _make(
    article: ArticleParse, start: int, end: int, cue: Token, speaker_head: Token
) -> list[AttributionCandidate]:
    content = article.doc[start:end]
    if len(content) < _MIN_CLAUSE or not any(_is_telling(token) for token in content):
        return []
    block = article.block_at(cue.idx)
    candidate = article.make_candidate(start, end, cue, speaker_head, block)
    return [] if candidate is None else [candidate]


def _is_sentence_end(sentence: Span, end: int) -> bool:
    """Return whether only punctuation is left of a sentence after a token."""
    rest = sentence.doc[end : sentence.end]
    return all(token.is_punct or token.is_space for token in rest)
