"""Events: who does what to whom, among those an article names.

An event is a verb with a named agent or a named patient, read from the parse: subject and object
of an active verb, subject and agent ("by …") of a passive one. A passive without its agent has an
empty agent. Pronouns are not resolved: an event of "he" has no agent here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Literal

from spacy.tokens import Token

from analysis.nlp.entities.name_spans import Name
from analysis.nlp.quotes.attribution_syntax import is_negated

#: Form of a clause: ``agentless`` is a passive that leaves out its agent.
EventForm = Literal["active", "passive", "agentless"]

_PASSIVE_SUBJECT = "nsubjpass"
_SUBJECTS, _OBJECTS = ("nsubj", "csubj"), ("dobj", "dative")
#: Modal verbs under which a clause is no fact; 'will' and 'shall' announce one.
_MODALS = frozenset(("would", "could", "might", "may", "can", "should", "must"))
_CONDITIONS = frozenset(("if", "unless", "whether"))


@dataclass(frozen=True)
class Event:
    """One verb with one agent and one patient, either of which may be missing.

    Attributes:
        verb: The verb's token.
        agent: Head of the agent's phrase, or None.
        patient: Head of the patient's phrase, or None.
        agent_key: The agent's entity; empty when it is not named.
        patient_key: The patient's entity; empty when it is not named.
        form: The form of the clause.
        is_factual: Whether the text states it as a fact: neither negated, asked, conditional nor
            under a modal.
    """

    verb: Token
    agent: Token | None
    patient: Token | None
    agent_key: str
    patient_key: str
    form: EventForm
    is_factual: bool


def find_events(names: list[Name]) -> list[Event]:
    """Return the events of the entities an article names, in order of their verbs."""
    keys = {name.span.root.i: name.key for name in names if name.key}
    verbs: dict[int, Token] = {}
    for name in names:
        verb = _find_verb(name.span.root)
        if verb is not None:
            verbs[verb.i] = verb
            for child in verb.children:
                if child.dep_ == "conj" and child.pos_ == "VERB":
                    verbs[child.i] = child
    return [event for index in sorted(verbs) for event in _find_clause_events(verbs[index], keys)]


def _find_verb(root: Token) -> Token | None:
    """Return the verb of which a name's phrase is the subject, object or agent."""
    while root.dep_ in ("conj", "appos") and root.head != root:
        root = root.head
    head: Token = root.head
    if root.dep_ == "pobj" and head.dep_ == "agent":
        head = head.head
    elif root.dep_ not in (*_SUBJECTS, *_OBJECTS, _PASSIVE_SUBJECT):
        return None
    return head if head.pos_ == "VERB" else None


def _find_clause_events(verb: Token, keys: dict[int, str]) -> Iterator[Event]:
    """Yield an event for each pair of agent and patient of a verb, if one of them is named."""
    children = list(verb.children)
    form: EventForm = "active"
    if any(child.dep_ in (_PASSIVE_SUBJECT, "auxpass") for child in children):
        patients = [child for child in children if child.dep_ == _PASSIVE_SUBJECT]
        prepositions = [child for child in children if child.dep_ == "agent"]
        agents = [
            noun
            for preposition in prepositions
            for noun in preposition.children
            if noun.dep_ == "pobj"
        ]
        form = "passive" if agents else "agentless"
    else:
        patients = [child for child in children if child.dep_ in _OBJECTS]
        agents = [child for child in children if child.dep_ in _SUBJECTS]
        if not agents and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            agents = [child for child in verb.head.children if child.dep_ in _SUBJECTS]
    is_factual = _is_factual(verb)
    for agent, patient in product(_expand_conjuncts(agents), _expand_conjuncts(patients)):
        agent_key = keys.get(agent.i, "") if agent is not None else ""
        patient_key = keys.get(patient.i, "") if patient is not None else ""
        if agent_key or patient_key:
            yield Event(verb, agent, patient, agent_key, patient_key, form, is_factual)


def _expand_conjuncts(heads: list[Token]) -> list[Token | None]:
    """Return the heads and what "and" joins to them; only None when there are no heads."""
    tokens: list[Token | None] = []
    for head in heads:
        tokens.append(head)
        tokens += head.conjuncts if head.dep_ != "conj" else ()
    return tokens or [None]


def _is_factual(verb: Token) -> bool:
    """Whether a verb is neither negated, asked, conditional, nor under a modal or "to"."""
    if any(is_negated(word) or _is_open(word) for word in (verb, *_find_governing_verbs(verb))):
        return False
    is_infinitive = any(child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children)
    return verb.sent[-1].text != "?" and not is_infinitive


def _is_open(verb: Token) -> bool:
    """Whether a verb is under a modal or a condition."""
    return any(
        (child.dep_ == "aux" and child.lower_ in _MODALS)
        or (child.dep_ == "mark" and child.lower_ in _CONDITIONS)
        for child in verb.children
    )


def _find_governing_verbs(verb: Token) -> Iterator[Token]:
    """Yield the verbs above a verb in its clause, but not those that report the clause."""
    while verb.dep_ in ("conj", "xcomp") and verb.head != verb:
        verb = verb.head
        yield verb
