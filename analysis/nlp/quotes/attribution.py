"""Attributions over the parse: reporting verbs, what they report, and who speaks."""

from spacy.tokens import Span, Token

from analysis.entity_types import PERSON
from analysis.nlp.lexicon import frames, words

_CLIMB = ("conj", "xcomp", "advcl", "pcomp", "prep")
#: What follows the head of a speaker's noun phrase without being needed to name the speaker.
_TRAILING = ("appos", "relcl", "acl", "punct", "advcl", "parataxis", "npadvmod")


def is_cue(word: Token, wanted: str) -> bool:
    """Whether a word is a reporting verb with one of the wanted :func:`frames`."""
    kinds = frames().get(word.lemma_)
    return kinds is not None and word.pos_ in ("VERB", "AUX") and not kinds.isdisjoint(wanted)


def is_negated(verb: Token) -> bool:
    """Whether a verb is negated: "did not say"."""
    return any(child.dep_ == "neg" for child in verb.children)


def is_finite(verb: Token) -> bool:
    """Whether a verb (or a participle read as an adjective) has a tense, if by an auxiliary."""
    if verb.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in verb.children)


def has_mark(clause: Token, word: str = "") -> bool:
    """Whether a clause is introduced by a conjunction, or by the given one."""
    return any(c.dep_ == "mark" and word in ("", c.lower_) for c in clause.children)


def speaker_of(cue: Token) -> Token | None:
    """Return the head of the noun phrase that speaks with the verb ``cue``, or None.

    The subject of the verb; of a participle or a conjoined verb the subject of the verb it hangs
    on; of a reduced relative ("a statement saying") the noun; of a passive its agent. A relative
    pronoun is returned as it is: :func:`antecedent` tells what it stands for.
    """
    verb = cue
    for _ in range(4):
        children = list(verb.children)
        if any(child.dep_ in ("nsubjpass", "auxpass") for child in children):
            return _agent(verb)
        subjects = [child for child in children if child.dep_ == "nsubj"]
        if subjects:
            # Of "X left at 8, the airline said" parsers may take both for subjects.
            nearest = min(subjects, key=lambda subject: abs(verb.i - subject.i))
            return None if nearest.lower_ in words("no speaker") else nearest
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN"):
            active = verb.tag_ == "VBG" or any(child.dep_ == "ccomp" for child in children)
            return verb.head if active else None
        if verb.dep_ not in _CLIMB or verb.head == verb:
            break
        verb = attached_to(verb) or verb.head
        if verb.pos_ in ("NOUN", "PROPN", "PRON"):
            return None
    return _inverted(cue)


def source_of(according: Token) -> Token | None:
    """Return the head of the noun phrase behind "according to", or None."""
    doc = according.doc
    for parent in (doc[according.i + 1], according):
        for child in parent.children:
            if child.dep_ == "pobj":
                return child
    behind = doc[according.i + 2 : according.i + 12]
    return next((token for token in behind if token.pos_ == "PROPN"), None)


def attached_to(cue: Token) -> Token | None:
    """Return the reporting verb whose speaker also speaks with ``cue``, or None.

    Parsers hang "…, adding that" and "… and warned that" on the reported clause; a reporting
    verb without a subject of its own goes with the verb that reports that clause.
    """
    if cue.dep_ not in ("advcl", "conj") or any(child.dep_ == "nsubj" for child in cue.children):
        return None
    if cue.dep_ == "advcl" and cue.tag_ != "VBG":
        return None
    clause = cue.head
    while clause.dep_ == "conj":
        clause = clause.head
    if clause.dep_ != "ccomp" or clause.head.i > clause.i or clause.head.i > cue.i:
        return None
    outer = clause.head
    return outer if outer.lemma_ in frames() else None


def antecedent(pronoun: Token) -> Token | None:
    """Return the noun a relative pronoun ("who") stands for, or None."""
    clause = pronoun.head
    for _ in range(3):
        if clause.dep_ == "relcl":
            return clause.head
        if clause.dep_ not in ("conj", "xcomp", "advcl"):
            return None
        clause = clause.head
    return None


def noun_phrase(head: Token) -> Span:
    """Return the words that name the speaker: the phrase of ``head`` without its trailing clauses.

    "John Kirby, NSC coordinator for …, said" gives "John Kirby"; where the head only describes
    and a name follows in apposition, the name is kept: "Russia's ambassador, A. Matsegora".
    """
    start, end = head.left_edge.i, head.i + 1
    for child in head.rights:
        if child.dep_ in _TRAILING:
            break
        end = child.right_edge.i + 1
    if head.ent_type_ != PERSON:
        for child in head.rights:
            if child.dep_ == "appos" and child.ent_type_ == PERSON:
                end = max(end, child.i + 1)
    while start < head.i and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    while end > head.i + 1 and head.doc[end - 1].is_space:
        end -= 1
    return head.doc[start:end]


def _agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((word for word in child.children if word.dep_ == "pobj"), None)
    return None


def _inverted(cue: Token) -> Token | None:
    """The noun right behind the verb, which parsers take for its object: "…," said Kirby."""
    for child in cue.rights:
        if child.dep_ in ("dobj", "attr", "oprd", "npadvmod") and child.left_edge.i == cue.i + 1:
            return child if child.pos_ in ("PROPN", "PRON", "NOUN") else None
    return None
