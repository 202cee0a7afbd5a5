"""Quoted fragments under a reporting verb without a clause: 'called it a "total …"'."""

from collections.abc import Iterable

from spacy.tokens import Token

from analysis.entity_types import PERSON
from analysis.nlp.lexicon import VerbFrame, verb_frames
from analysis.nlp.lexicon import words as listed_words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.attribution_syntax import is_negated
from analysis.nlp.quotes.quotation_marks import QuotedSpan

#: Frames of the verbs whose phrase a quoted fragment can be part of.
_FRAMES = VerbFrame.QUOTE | VerbFrame.CLAUSE | VerbFrame.INFINITIVE | VerbFrame.NOUN_WITH_CLAUSE
#: Minimum number of words of a fragment; a single word in marks is mostly a term or a title, unless
#: somebody calls something by it.
_MIN_WORDS, _MIN_WORDS_OF_JUDGEMENT = 2, 1


def find_fragment_candidates(
    article: ArticleParse, candidates: Iterable[AttributionCandidate]
) -> list[AttributionCandidate]:
    """Return candidates for the quoted fragments that no other candidate covers.

    The content is the whole of what the verb introduces: its object with the quoted words, except
    for the addressee.

    Args:
        article: The article.
        candidates: The candidates so far.
    """
    covering = list(candidates)
    fragment_candidates: list[AttributionCandidate] = []
    for span in article.quoted_spans.spans:
        if span.start in article.standalone_quotes:
            continue
        if any(candidate.has_overlap(span.start, span.end) for candidate in covering):
            continue
        candidate = (
            _make_candidate(article, span)
            or _make_claim(article, span)
            or _make_view(article, span)
        )
        if candidate is not None:
            covering.append(candidate)
            fragment_candidates.append(candidate)
    return fragment_candidates


def _make_candidate(article: ArticleParse, span: QuotedSpan) -> AttributionCandidate | None:
    words = [word for word in article.tokens(span.inner_start, span.inner_end) if word.is_alpha]
    is_in_text = len(words) >= _MIN_WORDS_OF_JUDGEMENT and span.start in article.blocks
    if not is_in_text or article.is_title(span):
        return None
    phrase = article.doc[words[0].i : words[-1].i + 1].root
    while phrase.head != phrase and not article.is_cue(phrase.head, _FRAMES):
        phrase = phrase.head
    cue = phrase.head
    if cue == phrase or phrase.i < cue.i or is_negated(cue) or cue.idx in article.quoted_spans:
        return None
    # 'quotes the "experts"' and 'pointed to the "gap"' tell what somebody mentions.
    is_mentioned = cue.lemma_ in listed_words("mentioning")
    speaker_head = None if is_mentioned else article.find_speaker(cue)
    # 'said the "Boats First" campaign': the marks are in the name of who speaks.
    if speaker_head is None or phrase in (speaker_head, *speaker_head.ancestors):
        return None
    if len(words) < _MIN_WORDS and not _is_judgement(cue, phrase, words[0]):
        return None
    start, end = _find_content_start(cue, phrase), phrase.right_edge.i + 1
    return article.make_candidate(start, end, cue, speaker_head, article.block_at(cue.idx))


def _make_claim(article: ArticleParse, span: QuotedSpan) -> AttributionCandidate | None:
    """Return the clause of a claim: 'Orr made the argument that the plan is "a joke at best"'."""
    words = article.tokens(span.inner_start, span.inner_end)
    if len(words) < _MIN_WORDS or span.start not in article.blocks or article.is_title(span):
        return None
    clause = article.doc[words[0].i : words[-1].i + 1].root
    while clause.dep_ not in ("acl", "ccomp") and clause.head != clause:
        clause = clause.head
    noun = clause.head
    is_claim = noun.pos_ == "NOUN" and noun.lemma_.lower() in listed_words("claim")
    if not is_claim or clause.left_edge.lower_ != "that" or noun.idx in article.quoted_spans:
        return None
    owners = [child for child in noun.lefts if child.dep_ == "poss"]
    if not owners and noun.dep_ == "dobj" and noun.head.lemma_ in listed_words("issuing"):
        owners = [child for child in noun.head.lefts if child.dep_ == "nsubj"]
    if not owners or is_negated(noun.head):
        return None
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    return article.make_candidate(start, end, noun, owners[0], article.block_at(noun.idx))


def _make_view(article: ArticleParse, span: QuotedSpan) -> AttributionCandidate | None:
    """Return the sentence that calls something so for a person: 'For Orr, the plan is "a joke"'."""
    tokens = article.tokens(span.inner_start, span.inner_end)
    if not tokens or span.start not in article.blocks:
        return None
    sentence = tokens[0].sent
    name = article.names.at(sentence[min(1, len(sentence) - 1)].idx)
    if sentence[0].lower_ != "for" or name is None or name.label != PERSON:
        return None
    end = name.span.end
    if end >= tokens[0].i or article.doc[end].text != ",":
        return None
    block = article.block_at(span.start)
    return article.make_candidate(end + 1, sentence.end, None, name.span.root, block)


def _is_judgement(cue: Token, phrase: Token, word: Token) -> bool:
    """Return whether a word in lower case is what somebody calls something: 'called it "ugly"'.

    'What they call "rockings"' is a term, and 'called on them to fight a "plague"' no judgement.
    """
    is_term = any(child.lower_ == "what" and child.dep_ == "dobj" for child in cue.children)
    is_beside = phrase.dep_ not in ("xcomp", "advcl") and word.is_lower
    return cue.lemma_ in listed_words("judging") and is_beside and not is_term


def _find_content_start(cue: Token, phrase: Token) -> int:
    """Return the first token of the content: of the object, unless this is the addressee."""
    if VerbFrame.ADDRESSEE_OBJECT not in verb_frames()[cue.lemma_]:
        for child in cue.children:
            if child.dep_ == "dobj" and cue.i < child.i < phrase.i:
                return child.left_edge.i
    return phrase.left_edge.i
