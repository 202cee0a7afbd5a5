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

from analysis.nlp.clause_status import can_act, is_asserted
from analysis.nlp.entities.name_spans import Name

#: Form of a clause: ``agentless`` is a passive that leaves out its agent.
EventForm = Literal["active", "passive", "agentless"]

_PASSIVE_SUBJECT = "nsubjpass"
_SUBJECTS, _OBJECTS = ("nsubj", "csubj"), ("dobj", "dative")


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
        is_factual: Whether the text states it as a fact
            (:func:`analysis.nlp.clause_status.is_asserted`).
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
    is_factual = is_asserted(verb)
    for agent, patient in product(_expand_conjuncts(agents), _expand_conjuncts(patients)):
        agent_key = keys.get(agent.i, "") if agent is not None else ""
        actor = agent if agent is not None and (agent_key or can_act(agent)) else None
        patient_key = keys.get(patient.i, "") if patient is not None else ""
        if agent_key or patient_key:
            yield Event(verb, actor, patient, agent_key, patient_key, form, is_factual)


def _expand_conjuncts(heads: list[Token]) -> list[Token | None]:
    """Return the heads and what "and" joins to them; only None when there are no heads."""
    tokens: list[Token | None] = []
    for head in heads:
        tokens.append(head)
        tokens += head.conjuncts if head.dep_ != "conj" else ()
    return tokens or [None]
