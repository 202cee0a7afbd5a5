"""Who speaks with a verb of saying, by the order of the words, where the parse has no subject.

Parsers attach a speaker whom an apposition or a long phrase parts from the verb to what is before:
'In Oslo, an aide close to Ann Orr said', 'Ann Orr, speaking in Oslo, said', '…, reports BizWeek'.
"""

from collections.abc import Sequence

from spacy.tokens import Span, Token

from analysis.entity_types import PERSON, PLACE_LABELS
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.quotes.attribution_syntax import is_finite, is_ordering
from analysis.nlp.quotes.beside_quote import find_named_beside, find_phrase_head
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex
from analysis.nlp.span_index import SpanIndex

#: Maximum number of tokens from the start of a sentence, or from a name, to the verb of a person
#: whom the parse does not make its subject, with the appositions between them (judgement).
_MAX_APPOSITIONS = 30
#: Tags of verbs that have a subject of their own, unless it is that of the verb before.
_TENSED = frozenset(("VBD", "VBZ", "VBP"))
#: Words with which a clause on a noun begins.
_RELATIVES = frozenset(("who", "whose", "which"))
#: What a clause begins after: 'a day after Ann Orr, speaking in Oslo, said …'.
_CLAUSE_MARKS = frozenset((",", "after", "and", "as", "because", "before", "but", "since", "when"))
#: How many verbs are climbed, at most, from "then added" to a verb with a subject.
_MAX_CLIMB = 3


def find_speaker_by_order(
    cue: Token, names: SpanIndex[Name], quoted_spans: QuotedSpanIndex
) -> Token | None:
    """Return the head of the phrase that speaks with a verb without a subject, or None.

    Args:
        cue: The verb.
        names: The names of the article.
        quoted_spans: What it has between quotation marks.
    """
    sentence, doc = cue.sent, cue.doc
    if cue.i == sentence.start:
        return None
    if doc[cue.i - 1].text != ",":
        return (
            _find_after_place(cue, names)
            or _find_subject_of_then(cue)
            or _find_phrase_before(cue, quoted_spans)
        )
    named = find_named_beside(list(doc[cue.i : sentence.end]))
    if named is not None and named.is_inverted and named.verb == cue and not is_ordering(cue):
        head = named.speaker_head
        # 'Orr, who digs, says she is glad': "she" begins what is said.
        if head.pos_ != "PRON" or head.head == cue or head.head.i < head.i:
            return head
    if cue.tag_ not in ("VBD", "VBZ"):
        return None
    return _find_named_before(cue, names, quoted_spans) or _find_before_aside(
        cue, names, quoted_spans
    )


def _find_named_before(
    cue: Token, names: SpanIndex[Name], quoted_spans: QuotedSpanIndex
) -> Token | None:
    """Return the last person before a cue who is no part of a clause and has a comma after."""
    before = cue.doc[cue.sent.start : cue.i]
    if len(before) > _MAX_APPOSITIONS:
        return None
    verbs = [token for token in before if is_finite(token)]
    aside = {word.i for verb in verbs if verb.dep_ == "relcl" for word in verb.subtree}
    if any(verb.i not in aside for verb in verbs):
        return None
    if any(token.idx in quoted_spans for token in before):
        return None
    persons = [
        name
        for name in names.starting_in(before[0].idx, cue.idx)
        if name.label == PERSON
        and cue.doc[name.span.end].text == ","
        and name.span.root.i not in aside
    ]
    return persons[-1].span.root if persons else None


def _find_before_aside(
    cue: Token, names: SpanIndex[Name], quoted_spans: QuotedSpanIndex
) -> Token | None:
    """Return the person between whom and a cue there is only an aside between two commas.

    '…, Ann Orr, chief officer of Acme, explained', 'a day after Ann Orr, speaking in Oslo, said';
    but not 'In a report, Orr, the mayor, pointed to the wells'.
    """
    doc, start = cue.doc, cue.sent.start
    opening = next((n for n in range(cue.i - 2, start, -1) if doc[n].text == ","), 0)
    is_report = any(child.dep_ == "ccomp" for child in cue.rights)
    if not (opening and (is_report or cue.lower_ in words("attributing"))):
        return None
    persons = [
        name
        for name in names.starting_in(cue.sent.start_char, cue.idx)
        if name.label == PERSON and name.span.end in (opening, cue.i - 1)
    ]
    if not persons or not _is_aside(doc[opening + 1 : cue.i - 1], quoted_spans):
        return None
    first = persons[-1].span.start
    if persons[-1].span.end == cue.i - 1:
        # 'when asked about the wells, her lawyer, Ann Orr, said'
        noun = nouns().get(doc[opening - 1].lemma_.lower())
        is_person = noun is not None and noun.kind == "person"
        return persons[-1].span.root if first == opening + 1 and is_person else None
    while first > start and doc[first - 1].pos_ == "PROPN":
        first -= 1
    is_start = first == start or doc[first - 1].lower_ in _CLAUSE_MARKS
    return persons[-1].span.root if is_start else None


def _is_aside(aside: Span, quoted_spans: QuotedSpanIndex) -> bool:
    """Return whether words between two commas have no verb of their own, unless after "who"."""
    if not 0 < len(aside) <= _MAX_APPOSITIONS or any(token.idx in quoted_spans for token in aside):
        return False
    return aside[0].lower_ in _RELATIVES or not any(map(is_finite, aside))


def _find_after_place(cue: Token, names: SpanIndex[Name]) -> Token | None:
    """Return who speaks after the place where it is: 'In Oslo, Norway, Ann Orr of Acme said'.

    Parsers may take the person for one more of the places.
    """
    if cue.tag_ not in ("VBD", "VBZ") or cue.sent[0].pos_ != "ADP":
        return None
    for name in names.starting_in(cue.sent[0].idx, cue.idx):
        root = name.span.root
        before = cue.doc[root.left_edge.i - 1]
        is_listed = root.dep_ in ("conj", "appos") and root.head.ent_type_ in PLACE_LABELS
        is_beside = root.right_edge.i == cue.i - 1 and before.text == ","
        has_clause = any(is_finite(token) for token in root.subtree)
        if name.label == PERSON and is_listed and is_beside and not has_clause:
            return root
    return None


def _find_subject_of_then(cue: Token) -> Token | None:
    """Return who speaks with a further verb: 'Orr said it leaks, then added: …'."""
    verb = cue
    if cue.tag_ not in _TENSED or not any(word.lower_ == "then" for word in cue.lefts):
        return None
    for _ in range(_MAX_CLIMB):
        if verb.head.i >= verb.i or verb.head.pos_ != "VERB":
            return None
        verb = verb.head
        subjects = [word for word in verb.lefts if word.dep_ == "nsubj"]
        if subjects:
            return subjects[-1]
    return None


def _find_phrase_before(cue: Token, quoted_spans: QuotedSpanIndex) -> Token | None:
    """Return the head of the noun phrase between a comma or a quote and a cue right after it.

    'In Oslo, an aide close to Ann Orr said', '"It leaks," one source close to Ann Orr told us'.
    """
    has_subject = any(word.dep_ in ("nsubj", "nsubjpass", "auxpass") for word in cue.children)
    if cue.tag_ not in _TENSED or has_subject or cue.dep_ in ("relcl", "acl", "conj"):
        return None
    doc, first = cue.doc, cue.i
    while first > cue.sent.start and not _is_edge(doc[first - 1], quoted_spans):
        first -= 1
    phrase = list(doc[first : cue.i])
    head = find_phrase_head(phrase)
    if head is None or not _can_speak(head):
        return None
    if head.left_edge.i > first or (head.ent_type_ != PERSON and head.left_edge.i < first):
        return None  # 'Orr, court papers showed'
    if head.dep_ == "appos" and head.head.ent_type_ == PERSON and head.head.i == first - 2:
        return None  # 'in a letter to Orr, an aide said'
    is_broken = any(map(is_finite, phrase))
    return head if _is_closed(phrase, head) and not is_broken else None


def _is_edge(token: Token, quoted_spans: QuotedSpanIndex) -> bool:
    return token.text in (",", '"', "—", "–", "-", ":", ";") or token.idx in quoted_spans


def _is_closed(phrase: Sequence[Token], head: Token) -> bool:
    """Return whether what follows the head of a phrase tells something of it."""
    following = [token for token in phrase if token.i > head.i]
    if not following:
        return True
    is_reduced = following[0].tag_ == "VBN" and head.pos_ == "NOUN"  # 'people asked for this said'
    return following[0].pos_ in ("ADP", "ADJ", "ADV") or following[0].tag_ == "VBG" or is_reduced


def _can_speak(head: Token) -> bool:
    """Return whether a phrase has the name or the noun of a person, a body or a document."""
    if head.ent_type_ == PERSON or head.lower_ in ("he", "she", "they"):
        return True
    lemma = head.lemma_.lower()
    return head.pos_ == "NOUN" and (lemma in nouns() or lemma in words("document"))
