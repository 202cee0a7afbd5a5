"""Who reports: the speaker of a reporting verb, found over the parse."""

from spacy.tokens import Span, Token

from analysis.annotate.cues import frames

_SUBJECTS = ("nsubj",)
_PASSIVE = ("nsubjpass", "auxpass")
_CLIMB = ("conj", "xcomp", "advcl", "pcomp", "prep")
#: What follows the head of a speaker's noun phrase without being needed to name the speaker.
_TRAILING = ("appos", "relcl", "acl", "punct", "advcl", "parataxis", "npadvmod", "cc", "conj")
_NOT_SPEAKERS = frozenset("this that these those there what nothing something everything".split())


def speaker_of(cue: Token) -> Token | None:
    """Return the head of the noun phrase that speaks with the verb ``cue``, or None.

    The subject of the verb; of a participle or a conjoined verb the subject of the verb it hangs
    on; of a reduced relative ("a statement saying") the noun; of a passive its agent. A relative
    pronoun is returned as it is: :func:`antecedent` tells what it stands for.
    """
    verb = cue
    for _ in range(4):
        children = list(verb.children)
        if any(child.dep_ in _PASSIVE for child in children):
            return _agent(verb)
        subject = next((child for child in children if child.dep_ in _SUBJECTS), None)
        if subject is not None:
            return subject if _may_speak(subject) else None
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN"):
            active = verb.tag_ == "VBG" or any(child.dep_ == "ccomp" for child in children)
            return verb.head if active else None
        if verb.dep_ not in _CLIMB or verb.head == verb:
            break
        verb = attached_to(verb) or verb.head
        if verb.pos_ in ("NOUN", "PROPN", "PRON"):
            return None
    return _inverted(cue)


def attached_to(cue: Token) -> Token | None:
    """Return the reporting verb whose speaker also speaks with ``cue``, or None.

    Parsers hang "…, adding that" and "… and warned that" on the reported clause; a reporting
    verb without a subject of its own goes with the verb that reports that clause.
    """
    if cue.dep_ not in ("advcl", "conj") or any(child.dep_ in _SUBJECTS for child in cue.children):
        return None
    if cue.dep_ == "advcl" and cue.tag_ != "VBG":
        return None
    clause = cue.head
    while clause.dep_ == "conj":
        clause = clause.head
    if clause.dep_ != "ccomp" or clause.head.i > clause.i or clause.head.i > cue.i:
        return None
    outer = clause.head
    return outer if outer.lemma_.lower() in frames() else None


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
        if child.dep_ in ("conj", "cc"):
            end = child.right_edge.i + 1
        elif child.dep_ in _TRAILING:
            break
        else:
            end = child.right_edge.i + 1
    if head.ent_type_ != "PERSON":
        for child in head.rights:
            if child.dep_ == "appos" and child.ent_type_ == "PERSON":
                end = max(end, child.i + 1)
    while start < end - 1 and (head.doc[start].is_punct or head.doc[start].is_space):
        start += 1
    return head.doc[start:end]


def _may_speak(token: Token) -> bool:
    return token.lower_ not in _NOT_SPEAKERS and token.dep_ != "expl"


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
