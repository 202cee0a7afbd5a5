"""Clauses under a reporting verb: "said that …", "…, he said, …", "urged X to …"."""

from collections.abc import Iterator

from spacy.tokens import Span, Token

from analysis.nlp.lexicon import VerbFrame, verb_frames, words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate
from analysis.nlp.quotes.attribution_syntax import (
    find_noun_phrase,
    has_mark,
    is_finite,
    is_negated,
)
from analysis.nlp.quotes.clause_ends import (
    find_content_end,
    find_end_after_attribution,
    is_withheld_next,
)
from analysis.nlp.quotes.unsaid import is_unsaid

#: Relations of what may be between a verb and its content: when, where and to whom it was said.
_BESIDE_CONTENT = frozenset(("npadvmod", "dative", "prep", "advmod", "prt", "punct", "tmod"))
_SUBORDINATE = frozenset(("relcl", "advcl", "acl", "xcomp", "pcomp"))
#: Number of characters that the second part of an interrupted content must exceed. This and the
#: following numbers are judgement, checked by `python -m benchmarks.quotes`.
_REMAINDER = 12
#: Number of tokens after an attribution that must remain for a second part to be possible.
_MIN_TOKENS_AFTER = 3
#: Maximum number of tokens from the cue to the end of an attribution inside a content.
_MAX_ATTRIBUTION = 12
#: Minimum number of tokens of a clause before an attribution.
_MIN_CLAUSE = 4
#: Number of tokens that must follow an attribution, up to the end of its sentence, for the content
#: to go on after it.
_TOKENS_TO_GO_ON = 4
#: Number of tokens after a verb within which "that" begins what it reports: 'said in a statement on
#: Monday that …'.
_MOST_IN_PHRASE = 12
#: Words that begin a question right after its verb, and are neither its subject nor its object.
_ASKING = frozenset(("whether", "how", "why"))
#: Characters within which a quote follows a content or a verb.
_COLON_WINDOW = 3
#: Relations of what a verb has as its object or complement: "he holds Ann Orr responsible".
_OBJECTS = frozenset(("dobj", "xcomp", "ccomp", "oprd", "acomp"))
#: Frames of the verbs that introduce a clause.
_CLAUSES = VerbFrame.CLAUSE | VerbFrame.QUESTION
#: Frames of the verbs that can be a parenthesis: "…, he said".
_PARENTHETICAL = VerbFrame.QUOTE | VerbFrame.CLAUSE


def find_clause_candidates(
    article: ArticleParse, candidates: list[AttributionCandidate]
) -> Iterator[AttributionCandidate]:
    """Yield what the reporting verbs of an article introduce as a clause.

    Args:
        article: The article.
        candidates: The candidates so far; the cue of one of them introduces no clause before it.
    """
    used_cues = {candidate.cue.i for candidate in candidates if candidate.cue is not None}
    beside_quotes = {
        candidate.cue.i
        for candidate in candidates
        if candidate.cue is not None
        and not article.text[candidate.end : candidate.cue.idx].strip(" ,")
        and candidate.end <= candidate.cue.idx
    }
    for cue in article.cues:
        if is_negated(cue):
            continue
        speaker_head = article.find_speaker(cue)
        if not _can_report(cue, speaker_head) or is_unsaid(cue, speaker_head):
            continue
        clause = _find_content(cue)
        if clause is not None and speaker_head is None and cue.i in beside_quotes:
            continue  # '"It leaks," said Ann Orr, who has dug there': she says nothing more
        if clause is not None:
            yield from _split_clause(article, cue, speaker_head, clause)
        elif (
            speaker_head is not None
            and cue.i not in used_cues
            and verb_frames()[cue.lemma_].has_any(_PARENTHETICAL)
        ):
            yield from _split_sentence(article, cue, speaker_head)


def _can_report(cue: Token, speaker_head: Token | None) -> bool:
    """Return whether a verb can introduce a content: no participle, no passive without agent."""
    if _is_participle(cue) and cue.dep_ in ("advcl", "acl", "amod"):
        return (
            cue.dep_ == "acl"
            and speaker_head is not None
            and any(child.dep_ == "ccomp" for child in cue.children)
        )
    is_passive = any(child.dep_ in ("auxpass", "nsubjpass") for child in cue.children)
    # '…, said to be in good health'
    is_passive |= cue.lemma_ in words("no object") and any(
        child.dep_ == "xcomp" and child.tag_ == "VB" for child in cue.rights
    )
    return speaker_head is not None or not (is_passive or cue.tag_ == "VBN")


def _is_participle(verb: Token) -> bool:
    """Return whether a verb is a passive participle; parsers take "when asked" for a past tense."""
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in verb.children)
    is_reduced = verb.dep_ == "advcl" and verb.tag_ == "VBD" and not has_subject
    return verb.tag_ == "VBN" or is_reduced


def _find_content(cue: Token) -> Token | None:
    """Return the head of what a cue introduces: a clause, or for some verbs "to …" or a noun."""
    frames = verb_frames()[cue.lemma_]
    if frames.has_any(_CLAUSES):
        clause = (
            _find_clause_after_phrase(cue)
            or _find_clause(cue, frames)
            or _find_clause_of_statement(cue)
        )
        if clause is not None:
            return clause
    for child in cue.children:
        is_infinitive = child.dep_ in ("xcomp", "ccomp") and child.tag_ == "VB"
        if VerbFrame.INFINITIVE in frames and is_infinitive:
            return child
        contains_clause = any(c.dep_ == "acl" and is_finite(c) for c in child.children)
        is_object = child.dep_ == "dobj" and child.i > cue.i
        if VerbFrame.NOUN_WITH_CLAUSE in frames and is_object and contains_clause:
            return child
    return _find_marked_clause(cue, frames) or _find_misread_clause(cue)


def _find_marked_clause(cue: Token, frames: VerbFrame) -> Token | None:
    """Return the head of the clause after "that" or "whether" right after a cue, or None.

    Parsers lose the clause of 'Orr notes that by digging deep, …' and 'the city is demanding that
    Acme comply'. "That" before a noun ('confirmed that research') begins none.
    """
    mark = cue.doc[cue.i + 1] if cue.i + 1 < cue.sent.end else None
    if mark is None or is_negated(cue):
        return None
    is_that = mark.lower_ == "that" and mark.tag_ == "IN" and VerbFrame.CLAUSE in frames
    is_question = mark.lower_ in _ASKING and VerbFrame.QUESTION in frames
    if not (is_that or is_question):
        return None
    if mark.dep_ == "mark" and mark.head.i > mark.i:
        return mark.head
    for token in cue.doc[mark.i + 1 : cue.sent.end]:
        if is_finite(token) and token.pos_ in ("VERB", "AUX"):
            verb = token.head if token.dep_ in ("aux", "auxpass") else token
            subjects = (child for child in verb.lefts if child.dep_ in ("nsubj", "nsubjpass"))
            return verb if is_question or any(mark.i < child.i for child in subjects) else None
    return None


def _find_misread_clause(cue: Token) -> Token | None:
    """Return the noun of a clause that parsers take for an object, or None.

    'Orr said the storm damaged the roof', where they read 'the storm-damaged roof'. Nobody says
    things with participles.
    """
    has_subject = any(child.dep_ == "nsubj" for child in cue.lefts)
    if cue.lemma_ not in words("no object") or not has_subject:
        return None
    for child in cue.rights:
        is_long = child.right_edge.i - child.left_edge.i >= _MIN_CLAUSE
        if child.dep_ == "dobj" and is_long and any(map(_is_misread_verb, child.children)):
            return child
    return None


def _is_misread_verb(word: Token) -> bool:
    """Return whether a participle beside a noun may be the verb of the noun."""
    return word.tag_ in ("VBD", "VBN", "VBG") and word.dep_ in ("acl", "amod")


def _find_clause(cue: Token, frames: VerbFrame) -> Token | None:
    """Return the head of a clause: first one with "that", then one after the cue, then before."""
    clauses = [child for child in cue.children if child.dep_ == "ccomp"]
    after = [
        clause
        for clause in clauses
        if clause.i > cue.i
        and is_finite(clause)
        and (VerbFrame.CLAUSE in frames or clause.left_edge.lower_ in words("question"))
        and (cue.lemma_ not in words("needs that") or has_mark(clause))
    ]
    marked = [clause for clause in after if has_mark(clause)]
    before = [clause for clause in clauses if clause.i < cue.i]
    return next(iter((*marked, *after, *before)), None)


def _find_clause_after_phrase(cue: Token) -> Token | None:
    """Return the clause that parsers attach to a noun beside the verb, or None.

    'saying in a petition that the names are lost', 'estimated ahead of the vote that it leaks': the
    noun is none of the verb's objects, and "that" is no pronoun.
    """
    for token in cue.doc[cue.i + 1 : cue.i + _MOST_IN_PHRASE]:
        if token.is_sent_start or token.is_punct or token.pos_ in ("VERB", "AUX", "CCONJ"):
            return None
        if token.lower_ != "that" or token.dep_ != "mark":
            continue
        clause, noun = token.head, token.head.head
        is_beside = clause.dep_ in ("relcl", "acl") and cue.i < noun.i < token.i
        has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.lefts)
        is_object = noun.dep_ != "pobj" or noun.lemma_.lower() in words("claim")
        return clause if is_beside and has_subject and not is_object else None
    return None


def _find_clause_of_statement(cue: Token) -> Token | None:
    """Return the head of a clause that depends on a noun: 'told X in a statement that …'."""
    for child in cue.children:
        if child.dep_ != "prep" or child.i < cue.i:
            continue
        for noun in child.children:
            if child.lower_ == "to" and noun.lemma_.lower() in words("claim"):
                continue  # 'responded to speculation that …'
            for clause in noun.children:
                is_clause = clause.dep_ in ("acl", "ccomp", "relcl")
                if is_clause and (has_mark(clause, "that") or _is_after_addressee(child, clause)):
                    return clause
    return None


def _is_after_addressee(preposition: Token, clause: Token) -> bool:
    """Return whether a clause after an addressee is what is told: 'explained to X that he …'.

    Parsers take it for a relative clause; of persons that would be one with "who".
    """
    has_subject = any(child.dep_ in ("nsubj", "nsubjpass") for child in clause.lefts)
    return preposition.lower_ == "to" and clause.left_edge.lower_ == "that" and has_subject


def _split_clause(
    article: ArticleParse, cue: Token, speaker_head: Token | None, clause: Token
) -> Iterator[AttributionCandidate]:
    """Yield a clause as one candidate, or as two where the attribution interrupts it."""
    block = article.block_at(cue.idx)
    start, end = clause.left_edge.i, clause.right_edge.i + 1
    if clause.i > cue.i:
        start = _find_content_start(cue, speaker_head, clause)
        end = find_content_end(article, cue, clause)
        candidate = article.make_candidate(start, end, cue, speaker_head, block)
        if candidate is not None:
            yield candidate
        return
    stop = cue.i
    if speaker_head is not None and speaker_head.i < cue.i:
        stop = min(cue.i, speaker_head.left_edge.i)
    has_object = speaker_head is not None and _has_other_object(cue, speaker_head)
    if cue.doc[stop - 1].text == ";" or has_object:
        return
    first = article.make_candidate(start, stop, cue, speaker_head, block)
    if first is None or _is_beside_quote(article, first):
        return
    yield first
    attribution_end = max(cue.i, speaker_head.right_edge.i if speaker_head is not None else 0)
    end = find_end_after_attribution(cue, attribution_end, end)
    if end - 1 > attribution_end + _MIN_TOKENS_AFTER:
        start = _find_attribution_end(cue, speaker_head)
        if is_withheld_next(cue.doc, start):
            return
        second = article.make_candidate(start, end, cue, speaker_head, block)
        if second is not None and second.end - second.start > _REMAINDER:
            second.continues = first
            yield second


def _find_content_start(cue: Token, speaker_head: Token | None, clause: Token) -> int:
    """Return where the content after a verb starts: at "that", or after addressee and time."""
    start = max(clause.left_edge.i, cue.i + 1)
    if has_mark(clause, "that"):
        return start
    if cue.doc[cue.i + 1].lower_ in _ASKING:
        return cue.i + 1
    has_addressee = VerbFrame.ADDRESSEE_OBJECT in verb_frames()[cue.lemma_]
    if clause.tag_ == "VB" and has_addressee:
        to = next((child.i for child in clause.lefts if child.tag_ == "TO"), start)
        return to - 1 if cue.doc[to - 1].dep_ == "neg" else to  # "advised her not to speak"
    between: set[int] = set()
    for child in cue.rights:
        if child == clause:
            continue
        is_addressee = child.dep_ == "dobj" and has_addressee
        if is_addressee or child == speaker_head or child.dep_ in _BESIDE_CONTENT:
            between.update(range(child.left_edge.i, child.right_edge.i + 1))
    while start - 1 > cue.i and start - 1 not in between:
        start -= 1
    return start


def _find_attribution_end(cue: Token, speaker_head: Token | None) -> int:
    """Return the first token after the comma that ends an attribution."""
    doc = cue.doc
    end = max(cue.i, speaker_head.right_edge.i if speaker_head is not None else 0) + 1
    while end < len(doc) and end - cue.i <= _MAX_ATTRIBUTION:
        if doc[end - 1].text == "," or doc[end].text == ",":
            break
        end += 1
    return end


def _split_sentence(
    article: ArticleParse, cue: Token, speaker_head: Token
) -> Iterator[AttributionCandidate]:
    """Yield the clauses beside a parenthetical attribution: 'X, he said' and 'X, he said, Y'."""
    sentence, doc = cue.sent, article.doc
    left = min(cue.i, speaker_head.left_edge.i)
    # "The bridge, she said, would open": the verb of the content follows the attribution.
    is_interrupted = cue.dep_ == "parataxis" and cue.head.i > cue.i and is_finite(cue.head)
    if not _is_parenthetical(cue, speaker_head, left, is_interrupted=is_interrupted):
        return
    block = article.block_at(cue.idx)
    first = article.make_candidate(sentence.start, left, cue, speaker_head, block)
    if first is not None and _is_beside_quote(article, first):
        return
    if first is not None and first.start not in article.standalone_quotes:
        yield first
    elif not is_interrupted:
        return
    end = max(cue.i + 1, find_noun_phrase(speaker_head).end)
    goes_on = end < sentence.end - _TOKENS_TO_GO_ON and doc[end].text == ","
    goes_on &= not is_withheld_next(doc, end)
    if cue.dep_ in ("parataxis", "ccomp") and goes_on:
        second = article.make_candidate(end + 1, sentence.end, cue, speaker_head, block)
        if second is not None and second.end - second.start > _REMAINDER:
            second.continues = first
            yield second


def _is_beside_quote(article: ArticleParse, content: AttributionCandidate) -> bool:
    """Return whether what is before an attribution only leads into or out of a quote.

    'Orr told us it leaks: "It is old," she said', 'On the wells, she said, "we dig"'.
    """
    text, cue = article.text, content.cue
    following = text[content.end : content.end + _COLON_WINDOW]
    at = content.end + len(following) - len(following.lstrip(" :"))
    if following.startswith(":") and at in article.standalone_quotes:
        return True
    words = article.tokens(content.start, content.end)
    if cue is None or any(word.pos_ in ("VERB", "AUX") or word.text == '"' for word in words):
        return False
    at = cue.idx + len(cue)
    at += len(text[at : at + _COLON_WINDOW]) - len(text[at : at + _COLON_WINDOW].lstrip(" ,:"))
    ends_quote = text[: content.start].rstrip()[-1:] == '"'
    return ends_quote or at in article.standalone_quotes


def _is_parenthetical(cue: Token, speaker_head: Token, left: int, *, is_interrupted: bool) -> bool:
    """Return whether an attribution follows a clause of its sentence, set off by punctuation.

    Args:
        cue: The reporting verb.
        speaker_head: The head of its speaker's phrase.
        left: The first token of the attribution.
        is_interrupted: Whether the verb of the content follows the attribution.
    """
    doc, start = cue.doc, cue.sent.start
    if cue.dep_ in _SUBORDINATE:
        return False
    if not is_interrupted and not _has_verb_of_content(doc[start:left]):
        return False
    if left - start < (1 if is_interrupted else _MIN_CLAUSE):
        return False
    return doc[left - 1].text in (",", '"', "'") and not _has_other_object(cue, speaker_head)


def _has_verb_of_content(words_before: Span) -> bool:
    """Return whether words before an attribution have a finite verb that is no attribution's own.

    In 'As Reuters reports, Orr agrees' nothing is said before "Orr", nor in 'According to an aide
    who spoke to us, Orr agrees'.
    """
    if not len(words_before):
        return False
    first = words_before[0]
    is_credit = first.lower_ == "as" and first.dep_ == "mark" and first.head.lemma_ in verb_frames()
    credit = set(first.head.subtree) if is_credit else set()
    if first.lower_ == "according":
        credit = set(first.subtree)
    return any(is_finite(word) and word not in credit for word in words_before)


def _has_other_object(cue: Token, speaker_head: Token) -> bool:
    """Return whether the verb has another object than its content: 'X, he criticised the Y'."""
    if cue.lemma_ in ("tell", "say", "add"):
        return False
    return any(child.dep_ in _OBJECTS and child != speaker_head for child in cue.rights)
