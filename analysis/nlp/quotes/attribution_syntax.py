"""The syntax of attributions: reporting verbs, and the noun phrases of their speakers."""

from spacy.tokens import Span, Token

from analysis.entity_types import GPE, NORP, ORG, PERSON
from analysis.nlp.lexicon import NO_FRAMES, VerbFrame, nouns, verb_frames, words

#: Relations by which a verb shares the subject of the word it depends on.
_SUBJECT_SHARING = ("conj", "xcomp", "advcl", "pcomp", "prep")
#: How many verbs are climbed, at most, in search of a subject.
_MAX_CLIMB = 4
#: How many clauses are climbed, at most, from a relative pronoun to its noun.
_MAX_RELATIVE_CLIMB = 3
#: How many tokens before "saying" a document may be named that says it.
_MAX_DOCUMENT_DISTANCE = 6
#: How many tokens after "according to" are searched for a name when the parse has no object.
_MAX_SOURCE_DISTANCE = 10
#: Relations of what follows the head of a speaker's phrase without being part of the name.
_TRAILING = ("appos", "relcl", "acl", "punct", "advcl", "parataxis", "npadvmod")


def is_cue(word: Token, frames: VerbFrame) -> bool:
    """Return whether a word is a reporting verb with one of ``frames``."""
    verb = verb_frames().get(word.lemma_)
    return verb is not None and word.pos_ in ("VERB", "AUX") and verb.has_any(frames)


def is_negated(verb: Token) -> bool:
    """Return whether a verb is negated: "did not say", but not "advised her not to speak"."""
    # 'is not', but not 'advised her not …'
    negations = verb.children if verb.pos_ == "AUX" else verb.lefts
    return any(child.dep_ == "neg" for child in negations)


def is_finite(verb: Token) -> bool:
    """Return whether a verb has a tense, its own or that of an auxiliary.

    The tag decides, so that a participle read as an adjective counts with an auxiliary.
    """
    if verb.tag_ in ("VBD", "VBZ", "VBP", "MD"):
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in verb.children)


def has_mark(clause: Token, word: str = "") -> bool:
    """Return whether a conjunction introduces a clause: any, or the given ``word``."""
    return any(c.dep_ == "mark" and word in ("", c.lower_) for c in clause.children)


def find_speaker(cue: Token) -> Token | None:
    """Return the head of the noun phrase that speaks with the verb ``cue``, or None.

    This is the subject of the verb; for a participle or a conjoined verb the subject of the verb it
    depends on; for a reduced relative ("a statement saying") the noun; for a passive its agent. A
    relative pronoun is returned unresolved: see :func:`find_relative_antecedent`. Of "quoted X as
    saying" it is whoever is quoted.
    """
    return _find_document_beside(cue) or _find_blamed(cue) or _find_subject(cue)


def _find_subject(cue: Token) -> Token | None:
    """Return the subject of a verb, or of one that it shares it with; or the noun after it."""
    verb, caused = cue, None
    for _ in range(_MAX_CLIMB):
        children = list(verb.children)
        if _has_quoted_person(verb):
            return _find_quoted_person(verb)
        passive = next((child for child in children if child.dep_ == "nsubjpass"), None)
        if passive is not None or any(child.dep_ == "auxpass" for child in children):
            is_shared = verb != cue and _has_shared_passive_subject(cue, verb)
            return passive if passive is not None and is_shared else _find_agent(verb)
        subjects = [child for child in children if child.dep_ == "nsubj"]
        if subjects:
            # In "X left at 8, the airline said" parsers may label both as subjects.
            nearest = min(subjects, key=lambda subject: abs(verb.i - subject.i))
            is_nobody = nearest.lower_ in words("no speaker")
            is_document = verb == cue and _is_of_document(nearest)
            return None if is_nobody and not is_document else nearest
        if verb.dep_ == "acl" and verb.head.pos_ in ("NOUN", "PROPN"):
            is_active = verb.tag_ == "VBG" or any(child.dep_ == "ccomp" for child in children)
            return _find_sent_document(verb.head) or verb.head if is_active else None
        caused = _find_caused(verb)
        if caused is not None or verb.dep_ not in _SUBJECT_SHARING or verb.head == verb:
            break
        verb = find_shared_cue(verb) or verb.head
        if verb.pos_ in ("NOUN", "PROPN", "PRON"):
            return None
    return caused or _find_inverted_subject(cue)


def _is_of_document(pronoun: Token) -> bool:
    """Return whether "that" refers to a document: 'signed a letter that said …'."""
    noun = find_relative_antecedent(pronoun) if pronoun.tag_ == "WDT" else None
    return noun is not None and noun.lemma_.lower() in words("document")


def find_source(according: Token) -> Token | None:
    """Return the head of the noun phrase after "according to", or None."""
    doc = according.doc
    for parent in (doc[according.i + 1], according):
        for child in parent.children:
            if child.dep_ == "pobj":
                return child
    first = according.i + 2
    following = doc[first : first + _MAX_SOURCE_DISTANCE]
    return next((token for token in following if token.pos_ == "PROPN"), None)


def find_shared_cue(cue: Token) -> Token | None:
    """Return the reporting verb whose speaker also speaks with ``cue``, or None.

    Parsers attach "…, adding that" and "… and warned that" to the reported clause; a reporting
    verb without a subject of its own belongs with the verb that reports that clause.
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
    return outer if outer.lemma_ in verb_frames() else None


def find_relative_antecedent(pronoun: Token) -> Token | None:
    """Return the noun that a relative pronoun ("who") refers to, or None."""
    clause = pronoun.head
    for _ in range(_MAX_RELATIVE_CLIMB):
        if clause.dep_ == "relcl":
            if pronoun.lower_ in ("who", "whom"):
                return _find_person_before(pronoun, clause.head)
            return _find_sent_document(clause.head) or _find_thing(pronoun, clause.head)
        if clause.dep_ not in ("conj", "xcomp", "advcl"):
            return None
        clause = clause.head
    return None


def _find_person_before(pronoun: Token, noun: Token) -> Token:
    """Return the nearest noun for persons before "who" where parsers have one that is for none.

    'It drew fire from Democrats in Oslo, who said …', 'her accountant, Ann Orr, from Holt & Co, who
    said …'.
    """
    if _is_for_persons(noun):
        return noun
    for number in range(pronoun.i - 1, pronoun.sent.start - 1, -1):
        token = pronoun.doc[number]
        if token.pos_ in ("VERB", "AUX"):
            break
        is_head = token.dep_ not in ("compound", "poss", "amod", "nmod")
        if is_head and token != noun and _is_for_persons(token):
            return token
    return noun


def _find_thing(pronoun: Token, noun: Token) -> Token:
    """Return what "which" refers to, which is no person: 'a ruling against Ann Orr, which said'."""
    if pronoun.lower_ != "which" or noun.ent_type_ != PERSON:
        return noun
    for ancestor in noun.ancestors:
        if ancestor.pos_ == "NOUN" or (ancestor.pos_ == "PROPN" and ancestor.ent_type_ != PERSON):
            return ancestor
        if ancestor.pos_ in ("VERB", "AUX"):
            break
    return noun


def _is_for_persons(word: Token) -> bool:
    """Return whether a noun names or describes persons."""
    if word.ent_type_:
        return word.ent_type_ in (PERSON, NORP)
    noun = nouns().get(word.lemma_.lower())
    return word.pos_ in ("NOUN", "PROPN") and noun is not None and noun.kind == "person"


def find_noun_phrase(head: Token) -> Span:
    """Return the words that name the speaker: the phrase of ``head`` without its trailing clauses.

    "John Kirby, NSC coordinator for …, said" gives "John Kirby". A name in apposition to a head
    that only describes is included: "Russia's ambassador, A. Matsegora".
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


def _find_document_beside(cue: Token) -> Token | None:
    """Return the statement of 'after reading a statement from Orr saying that …', or None.

    Parsers give 'saying' the subject of 'reading'. After a comma it has that subject.
    """
    if cue.tag_ != "VBG" or cue.dep_ != "advcl":
        return None
    for number in range(cue.i - 1, max(cue.i - _MAX_DOCUMENT_DISTANCE, cue.sent.start) - 1, -1):
        token = cue.doc[number]
        if token.is_punct or token.pos_ in ("VERB", "AUX"):
            return None
        if token.pos_ == "NOUN" and token.lemma_.lower() in words("document"):
            return token
    return None


def _find_caused(verb: Token) -> Token | None:
    """Return who is made to speak: 'leading Ann Orr to warn that …', or None."""
    causing = verb.head
    if verb.dep_ != "xcomp" or causing.lemma_ not in words("causing"):
        return None
    objects = (child for child in causing.rights if child.dep_ == "dobj" and child.i < verb.i)
    return next(objects, None)


def _find_blamed(cue: Token) -> Token | None:
    """Return who said what others blame or thank them for: 'blamed Orr for saying …', or None."""
    preposition, verb = cue.head, cue.head.head
    is_of_verb = preposition.lower_ in ("for", "of") and verb.pos_ == "VERB"
    if cue.dep_ != "pcomp" or cue.tag_ != "VBG" or not is_of_verb:
        return None
    objects = (child for child in verb.rights if child.dep_ == "dobj" and child.i < preposition.i)
    blamed = next(objects, None)
    is_somebody = blamed is not None and (
        _is_for_persons(blamed) or blamed.ent_type_ in (ORG, GPE) or blamed.pos_ == "PRON"
    )
    return blamed if is_somebody else None


def _has_quoted_person(verb: Token) -> bool:
    """Return whether a verb tells that somebody quotes another.

    "quoted X as saying", and "as reporter Y quoted him".
    """
    if verb.lemma_ not in words("quoting"):
        return False
    is_after_as = any(child.lower_ == "as" and child.dep_ == "mark" for child in verb.lefts)
    return any(
        child.lower_ == "as" and any(grandchild.dep_ == "pcomp" for grandchild in child.children)
        for child in verb.rights
    ) or (is_after_as and any(child.lower_ in ("him", "her", "them") for child in verb.rights))


def _find_quoted_person(verb: Token) -> Token | None:
    """Return whom a medium quotes: "Tass quoted X as saying", "X was quoted by Tass as saying"."""
    for child in verb.children:
        if child.dep_ in ("nsubjpass", "dobj"):
            return child
    is_reduced = verb.dep_ == "acl" and verb.tag_ == "VBN"  # "X, quoted by Tass as saying"
    return verb.head if is_reduced else None


def _has_shared_passive_subject(cue: Token, passive: Token) -> bool:
    """Return whether a verb has the subject of the passive verb that governs it.

    'He was arrested, and told …', 'She was forced to say …', but not 'It was used to say …' nor
    'The page was changed by X to say …'.
    """
    if not any(child.tag_ == "TO" for child in cue.lefts):
        # 'He was summoned and ordered to leave'
        return not (cue.dep_ == "conj" and cue.tag_ in ("VBN", "VBD") and is_ordering(cue))
    has_agent = any(child.dep_ == "agent" for child in passive.children)
    return cue.dep_ == "xcomp" and passive.lemma_ != "use" and not has_agent


def _find_sent_document(addressee: Token) -> Token | None:
    """Return the letter of "sent a letter to the board describing …", not the board, or None."""
    preposition = addressee.head
    if addressee.dep_ != "pobj" or preposition.lower_ not in ("to", "from"):
        return None
    governor = preposition.head
    if governor.lemma_.lower() in words("document"):
        return governor
    objects = (child for child in governor.rights if child.dep_ == "dobj")
    return next((noun for noun in objects if noun.lemma_.lower() in words("document")), None)


def _find_agent(verb: Token) -> Token | None:
    for child in verb.children:
        if child.dep_ == "agent":
            return next((word for word in child.children if word.dep_ == "pobj"), None)
    return None


def _find_inverted_subject(cue: Token) -> Token | None:
    """Return the noun right after the verb, which parsers label an object: "…," said Kirby.

    Whoever follows "told" is told.
    """
    if cue.lemma_ in words("needs addressee") or is_ordering(cue):
        return None
    for child in cue.rights:
        if child.dep_ in ("dobj", "attr", "oprd", "npadvmod") and child.left_edge.i == cue.i + 1:
            is_name = child.pos_ in ("PROPN", "PRON")
            return child if is_name or _can_speak(cue, child) else None
    return None


def is_ordering(cue: Token) -> bool:
    """Return whether a verb tells somebody to do something: 'to order companies to make masks'."""
    is_to_do = any(child.dep_ == "xcomp" and child.tag_ == "VB" for child in cue.rights)
    return is_to_do and VerbFrame.ADDRESSEE_OBJECT in verb_frames().get(cue.lemma_, NO_FRAMES)


def _can_speak(cue: Token, noun: Token) -> bool:
    """Return whether a noun after a verb can be who speaks: not in '…, boasts a modest style'."""
    if noun.pos_ != "NOUN":
        return False
    lemma = noun.lemma_.lower()
    is_saying = cue.lemma_ in words("no object") or lemma in words("document") | words("study")
    return is_saying or lemma in nouns() or bool(noun.ent_type_)
