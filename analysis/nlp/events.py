"""Acts: who does what to whom, of those an article names.

An act is a verb with a named agent or a named entity acted upon, read off the parse: subject and
object of an active verb, subject and agent ("by …") of a passive one. A passive without its agent
leaves the agent untold. Pronouns are not resolved: an act of "he" has no agent here.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product

from spacy.tokens import Token

from analysis.nlp.entities.name_spans import Name
from analysis.nlp.quotes.attribution import is_negated

_PASSIVE_SUBJECT = "nsubjpass"
_AGENTS, _OBJECTS = ("nsubj", "csubj"), ("dobj", "dative")
_OPEN_MODALS = frozenset(("would", "could", "might", "may", "can", "should", "must"))
_CONDITIONS = frozenset(("if", "unless", "whether"))


@dataclass(frozen=True)
class Event:
    """One verb with one agent and one entity acted upon, either of which may be untold.

    Attributes:
        verb: The verb's token.
        agent: Head of the agent's phrase, or None.
        patient: Head of the phrase of what is acted upon, or None.
        agent_key: The agent's entity; empty when it is none that is named.
        patient_key: The entity acted upon; empty when it is none that is named.
        form: active, passive, or agentless for a passive without its agent.
        open: Whether it is negated, asked, conditional or under a modal: not told as a fact.
    """

    verb: Token
    agent: Token | None
    patient: Token | None
    agent_key: str
    patient_key: str
    form: str
    is_factual: bool


def find_events(found: list[Name]) -> list[Event]:
    """Return the acts of the entities an article names, in order of their verbs."""
    keys = {name.span.root.i: name.key for name in found if name.key}
    verbs: dict[int, Token] = {}
    for name in found:
        verb = _verb_of(name.span.root)
        if verb is not None:
            verbs[verb.i] = verb
            for child in verb.children:
                if child.dep_ == "conj" and child.pos_ == "VERB":
                    verbs[child.i] = child
    return [act for at in sorted(verbs) for act in _clause_events(verbs[at], keys)]


def _verb_of(root: Token) -> Token | None:
    """Return the verb a name's phrase is subject, object or agent of."""
    while root.dep_ in ("conj", "appos") and root.head != root:
        root = root.head
    head: Token = root.head
    if root.dep_ == "pobj" and head.dep_ == "agent":
        head = head.head
    elif root.dep_ not in (*_AGENTS, *_OBJECTS, _PASSIVE_SUBJECT):
        return None
    return head if head.pos_ == "VERB" else None


def _clause_events(verb: Token, keys: dict[int, str]) -> Iterator[Event]:
    children = list(verb.children)
    passive = any(child.dep_ in (_PASSIVE_SUBJECT, "auxpass") for child in children)
    if passive:
        patients = [child for child in children if child.dep_ == _PASSIVE_SUBJECT]
        agents = [child for child in children if child.dep_ == "agent"]
        agents = [one for agent in agents for one in agent.children if one.dep_ == "pobj"]
    else:
        patients = [child for child in children if child.dep_ in _OBJECTS]
        agents = [child for child in children if child.dep_ in _AGENTS]
        if not agents and verb.dep_ == "conj" and verb.head.pos_ == "VERB":
            agents = [child for child in verb.head.children if child.dep_ in _AGENTS]
    form = ("passive" if agents else "agentless") if passive else "active"
    is_factual = _is_factual(verb)
    for agent, patient in product(_all(agents), _all(patients)):
        agent_key = keys.get(agent.i, "") if agent is not None else ""
        patient_key = keys.get(patient.i, "") if patient is not None else ""
        if agent_key or patient_key:
            yield Event(verb, agent, patient, agent_key, patient_key, form, is_factual)


def _all(heads: list[Token]) -> list[Token | None]:
    """Return the heads and what is joined to them by "and"; None alone when there are none."""
    every: list[Token | None] = []
    for head in heads:
        every.append(head)
        every += head.conjuncts if head.dep_ != "conj" else ()
    return every or [None]


def _is_factual(verb: Token) -> bool:
    """Whether a verb is neither negated, asked, conditional, nor under a modal."""
    for word in (verb, *_above(verb)):
        if is_negated(word) or any(
            child.lower_ in _OPEN_MODALS if child.dep_ == "aux" else child.lower_ in _CONDITIONS
            for child in word.children
            if child.dep_ in ("aux", "mark")
        ):
            return False
    sentence = verb.sent
    return sentence[-1].text != "?" and not any(
        child.dep_ == "aux" and child.tag_ == "TO" for child in verb.children
    )


def _above(verb: Token) -> Iterator[Token]:
    """Yield the verbs a verb's clause hangs on, but for those that report it."""
    while verb.dep_ in ("conj", "xcomp") and verb.head != verb:
        verb = verb.head
        yield verb
