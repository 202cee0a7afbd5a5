"""What the syntax says of a figure: what it counts, what happened to it, and how it is limited."""

from dataclasses import dataclass
from functools import cache
from typing import Literal

from spacy.tokens import Span, Token

from analysis.word_lists import read_mapping

#: How a figure is limited: it counts a ``part`` of what is named ("three other men"), numbers the
#: members of a ``sequence`` ("the first three days"), is for each of several (``rate``), says by
#: how much something changed (``change``), is not asserted (``hypothetical``: "could kill 50"), or
#: is part of a ``name`` ("Flight 175"); empty for a figure of all of them.
Scope = Literal["", "part", "sequence", "rate", "change", "hypothetical", "name"]
#: What the counted things do in their clause: they act, or are acted upon.
Role = Literal["", "agent", "patient"]

#: Dependencies of a number on the noun it counts.
COUNTING = ("nummod", "amod", "compound", "quantmod", "nmod")
#: Dependencies of the words that specify a counted noun.
_SPECIFYING = ("amod", "compound", "nmod")
#: Parts of speech of the head noun of a figure that counts nothing directly.
_HEADS = ("VERB", "NOUN", "PROPN")
#: Maximum number of steps up the parse to the word that a figure counts or dates (judgement).
_MAX_STEPS = 3
#: Maximum number of conjuncts climbed to the verb of a clause (judgement).
_MAX_CONJUNCTS = 3
#: Relations of an adjective that says what something is or has become.
_COMPLEMENTS = ("acomp", "oprd", "attr")
#: Auxiliaries of a clause that is not asserted.
_MODALS = frozenset(("could", "might", "may", "would", "should"))
#: Conjunctions of a clause that is not asserted.
_CONDITIONS = frozenset(("if", "unless", "whether"))
_SINGULAR = ("NN", "NNP")


@dataclass(frozen=True)
class FigureSyntax:
    """What the syntax says of a figure.

    Attributes:
        head_noun: What is counted or dated: the head word of its phrase, in its dictionary form.
        modifiers: The words that specify the head noun, in dictionary form and text order.
        predicate: The verb or adjective that says what the counted things do or are, or what
            happens to them, in dictionary form; empty if none does.
        role: What they do in the clause of that verb.
        subject: Who acts on them, or has them; its last word, in lower case.
        scope: How the figure is limited.
    """

    head_noun: str = ""
    modifiers: str = ""
    predicate: str = ""
    role: Role = ""
    subject: str = ""
    scope: Scope = ""


def describe(entity: Span, *, is_dated: bool) -> FigureSyntax:
    """Return what the syntax says of a figure.

    Args:
        entity: The words of the figure.
        is_dated: Whether it is a date or a time, which dates a verb or a noun.
    """
    counted = None if is_dated else _find_counted(entity)
    phrase = counted if counted is not None else entity.root
    head_noun = counted.lemma_.lower() if counted is not None else _find_dated(entity)
    predicate, role, verb = _find_predicate(phrase)
    return FigureSyntax(
        head_noun=head_noun,
        modifiers=" ".join(_find_modifiers(counted, entity)) if counted is not None else "",
        predicate=predicate,
        role=role,
        subject=_find_subject(phrase, verb, role),
        scope=_find_scope(entity, counted, verb, is_dated=is_dated),
    )


def _find_counted(entity: Span) -> Token | None:
    """Return the noun that a number counts: "20 missiles", "12 % of workers", "six of the men"."""
    root = entity.root
    if root.dep_ in COUNTING and not _is_inside(root.head, entity) and root.head.pos_ != "VERB":
        return root.head
    for child in root.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            return next((noun for noun in child.children if noun.dep_ == "pobj"), None)
    return None


def _find_dated(entity: Span) -> str:
    """Return the nearest verb or noun above a figure in the parse, or an empty string."""
    head = entity.root.head
    for _ in range(_MAX_STEPS):
        if not _is_inside(head, entity) and head.pos_ in _HEADS:
            return head.lemma_.lower()
        head = head.head
    return ""


def _find_modifiers(counted: Token, entity: Span) -> list[str]:
    """Return the words that specify a counted noun, "of" phrases included."""
    words = [
        child
        for child in counted.children
        if child.dep_ in _SPECIFYING and not _is_inside(child, entity) and child.is_alpha
    ]
    for child in counted.rights:
        if child.dep_ == "prep" and child.lower_ == "of":
            words += [noun for noun in child.children if noun.dep_ == "pobj" and noun.is_alpha]
    return [word.lemma_.lower() for word in words if word.lower_ not in _read_scopes()]


def _find_predicate(phrase: Token) -> tuple[str, Role, Token | None]:
    """Return what is said of the counted things: predicate, their role, and the verb."""
    if (postmodifier := _find_postmodifier(phrase)) is not None:
        return postmodifier.lemma_.lower(), _find_modified_role(postmodifier), postmodifier
    for _ in range(_MAX_CONJUNCTS):
        if phrase.dep_ not in ("conj", "appos"):
            break
        phrase = phrase.head
    governor = phrase.head.head if phrase.dep_ == "pobj" else phrase.head
    verb = governor if governor.pos_ in ("VERB", "AUX") else None
    if phrase.dep_ == "pobj":
        return governor.lemma_.lower(), "", verb
    if phrase.dep_ == "attr":  # "the toll was six"
        subject = next((child for child in governor.children if child.dep_ == "nsubj"), None)
        return (subject.lemma_.lower() if subject is not None else "", "", verb)
    if phrase.dep_ not in ("nsubj", "nsubjpass", "dobj"):
        return "", "", None
    for child in governor.children:  # "six were dead", "left six dead"
        if child.dep_ in _COMPLEMENTS and child.pos_ == "ADJ":
            return child.lemma_.lower(), "agent", verb
    return governor.lemma_.lower(), _find_clause_role(phrase, governor), verb


def _find_postmodifier(phrase: Token) -> Token | None:
    """Return the participle, adjective or relative clause after a noun: "six men killed in"."""
    for child in phrase.rights:
        is_participle = child.dep_ == "acl" and child.tag_ in ("VBN", "VBD", "VBG")
        is_adjective = child.dep_ in ("amod", "acl") and child.pos_ == "ADJ"
        if is_participle or is_adjective or child.dep_ == "relcl":
            return child
    return None


def _find_modified_role(modifier: Token) -> Role:
    """Return what a noun does by the participle, adjective or relative clause after it."""
    if modifier.dep_ == "relcl":
        return _find_relative_role(modifier)
    is_acting = modifier.pos_ == "ADJ" or modifier.tag_ == "VBG"
    return "agent" if is_acting else "patient"


def _find_clause_role(phrase: Token, verb: Token) -> Role:
    """Return what a subject or an object does in its clause."""
    has_object = any(child.dep_ in ("dobj", "ccomp", "xcomp") for child in verb.children)
    is_headline_passive = verb.tag_ == "VBN" and not has_object  # "Six killed in crash"
    return "agent" if phrase.dep_ == "nsubj" and not is_headline_passive else "patient"


def _find_relative_role(verb: Token) -> Role:
    """Return what a noun does in its relative clause: "men who died", "men they killed"."""
    for child in verb.children:
        if child.dep_ in ("nsubj", "nsubjpass"):
            is_relative = child.tag_ in ("WDT", "WP")
            if child.dep_ == "nsubjpass":
                return "patient" if is_relative else ""
            return "agent" if is_relative else "patient"
    return "patient"


def _find_subject(phrase: Token, verb: Token | None, role: Role) -> str:
    """Return the last word of who has the counted things, or else acts on them."""
    owners = [child for child in phrase.children if child.dep_ == "poss"]
    if verb is None and phrase.dep_ == "pobj":  # "he completed passes for 60 yards"
        _, role, verb = _find_predicate(phrase.head.head)
    if verb is not None and role != "agent":
        relations = ("agent",) if role == "patient" and _is_passive(verb) else ("nsubj",)
        owners += [child for child in verb.children if child.dep_ in relations]
        owners = [_get_object(owner) for owner in owners]
        if not owners and verb.dep_ in ("conj", "xcomp", "advcl"):
            owners = [child for child in verb.head.children if child.dep_ == "nsubj"]
    names = [owner for owner in owners if owner is not phrase and owner.pos_ in ("NOUN", "PROPN")]
    return names[0].lower_ if names else ""


def _get_object(word: Token) -> Token:
    """Return the object of a preposition ("by the *army*"), or the word itself."""
    return next((child for child in word.children if child.dep_ == "pobj"), word)


def _is_passive(verb: Token) -> bool:
    return verb.tag_ == "VBN" and not any(child.dep_ == "dobj" for child in verb.children)


def _find_scope(
    entity: Span, counted: Token | None, verb: Token | None, *, is_dated: bool
) -> Scope:
    """Return how a figure is limited."""
    if is_dated:
        return ""
    if _is_in_name(entity, counted):
        return "name"
    doc, start, end = entity.doc, entity.start, entity.end
    near = [doc[start - 1]] if start else []
    near += [doc[end]] if end < len(doc) else []
    if counted is not None:
        near += [child for child in counted.children if not _is_inside(child, entity)]
        near += [doc[counted.i + 1]] if counted.i + 1 < len(doc) and counted.i >= end else []
        near += [counted]
    scopes = [_read_scopes().get(word.lower_, "") for word in (*near, *entity)]
    limits = [scope for scope in scopes if scope in ("part", "sequence", "rate")]
    if _is_part_of(entity):
        limits.append("part")
    if "part" in limits and any(word.lower_ == "than" for word in (*entity, *near)):
        limits.remove("part")  # "more than 20"
    if limits:
        return "part" if "part" in limits else limits[0]  # type: ignore[return-value]
    if _is_change(entity):
        return "change"
    return "hypothetical" if verb is not None and _is_hypothetical(verb) else ""


def _is_in_name(entity: Span, counted: Token | None) -> bool:
    """Return whether a number names a thing: "Flight 175", "a Falcon 9 rocket", "Covid-19"."""
    doc, text = entity.doc, entity.doc._.text
    if entity.label_ not in ("CARDINAL", "ORDINAL") or not entity.text[0].isdigit():
        return False
    start, end = entity.start_char, entity.end_char
    before, after = text[max(start - 2, 0) : start], text[end : end + 1]
    if after.isalpha() or (before[-1:] in "-–" and before[-2:-1].isalpha()):
        return True
    if entity.start == 0:
        return False
    previous = doc[entity.start - 1]
    is_beside_name = previous.pos_ == "PROPN" and previous.is_title and previous.dep_ != "pobj"
    if counted is not None and counted.i < entity.start:
        return counted.i == entity.start - 1 and counted.pos_ in ("NOUN", "PROPN")
    if counted is None:
        return is_beside_name and entity.root.dep_ in COUNTING
    return is_beside_name and counted.tag_ in _SINGULAR and after == " "


def _is_part_of(entity: Span) -> bool:
    """Return whether a number counts some of a definite group: "six of the 12 men"."""
    doc = entity.doc
    following = [word.lower_ for word in doc[entity.end : entity.end + 2]]
    return (
        entity.label_ in ("CARDINAL", "ORDINAL")
        and following[:1] == ["of"]
        and following[1:] != []
        and doc[entity.end + 1].tag_ in ("DT", "PRP", "PRP$", "WP", "WDT")
    )


def _is_change(entity: Span) -> bool:
    """Return whether a figure says by how much something changed: "rose by 3 percent"."""
    root = entity.root
    head = root.head
    if root.dep_ == "pobj" and head.lower_ == "by":
        return _read_scopes().get(head.head.lemma_.lower()) == "change" or head.head.pos_ == "ADV"
    if entity.label_ == "QUANTITY":  # "fell 200 metres" is no change of a number
        return False
    changes = _read_scopes().get(head.lemma_.lower()) == "change"
    return (root.dep_ == "npadvmod" and changes) or head.lower_ in ("up", "down")


def _is_hypothetical(verb: Token) -> bool:
    return any(
        (child.dep_ == "aux" and child.lower_ in _MODALS)
        or child.dep_ == "neg"
        or (child.dep_ == "mark" and child.lower_ in _CONDITIONS)
        for child in verb.children
    )


def _is_inside(word: Token, entity: Span) -> bool:
    return entity.start <= word.i < entity.end


@cache
def _read_scopes() -> dict[str, str]:
    return read_mapping("nlp", "figure_scopes.csv", "word", "scope")
