"""Turns of transcripts and interviews as quotes, each with the speaker that its label names."""

import re
from collections import Counter
from typing import NamedTuple

from analysis.entity_types import ORG, PERSON
from analysis.nlp.entities import person_names
from analysis.nlp.entities.entity import Entity
from analysis.nlp.entities.person_name_matching import is_compatible
from analysis.nlp.entities.person_names import is_given_name
from analysis.nlp.lexicon import nouns, words
from analysis.nlp.quotes.article_parse import ArticleParse
from analysis.nlp.quotes.attribution import AttributionCandidate, KnownSpeaker
from analysis.nlp.quotes.turn_labels import label_key, label_name
from analysis.nlp.quotes.turns import Turn, TurnState, find_turns

#: Words with which an introduction tells that somebody was interviewed.
_INTERVIEW = re.compile(
    r"\b(?:interview\w*|sp(?:oke|eaks|oken) (?:to|with)|talk(?:ed|s|ing)? (?:to|with)"
    r"|conversation with|in conversation|answer(?:s|ed) (?:our|some|a few|questions)"
    r"|questions (?:for|to)|sat down with|caught up with|Q&A with)\b",
    re.IGNORECASE,
)
#: What follows the name of whoever speaks in a title: 'Ann Orr: we dig', 'Ann Orr on the wells'.
_SPEAKS_IN_TITLE = re.compile(r"\s*(?:,[^,:]{1,60})?(?::|,?\s(?:on|about)\b)")
#: How many times more often than any other person the interviewee is named in the introduction.
_INTERVIEWEE_LEAD = 2
#: Pronouns that refer to the interviewee.
_PERSONAL = frozenset(("he", "she", "him", "her"))
#: Most letters of a label that consists of initials.
_MOST_INITIALS = 3
_MC = re.compile(r"\bMc([a-z])")


class TurnReading(NamedTuple):
    """The turns of an article as candidates, and whether all its turns were understood."""

    candidates: list[AttributionCandidate]
    state: TurnState


def read_turns(article: ArticleParse) -> TurnReading:
    """Return the turns of an article with their speakers, if it is a transcript or an interview.

    Without a known interviewee the answers of an interview are no quotes, and its turns are unread.
    """
    turns, introduction_end, state = find_turns(article.doc._.article.text, article.doc._.blocks)
    if not turns:
        return TurnReading([], state)
    cast = _Cast(article, turns)
    interviewee = None
    if turns[0].is_answer:
        interviewee = _find_interviewee(article, introduction_end)
        if interviewee is None:
            return TurnReading([], "unread" if state else "")
    candidates: list[AttributionCandidate] = []
    for turn in turns:
        speaker = interviewee if turn.is_answer else cast.resolve(turn.label)
        candidate = AttributionCandidate(
            turn.start, turn.end, is_direct=True, is_turn=True, known_speaker=speaker
        )
        if turn.continues_turn and candidates:
            candidate.continues = candidates[-1]
        elif turn.label:
            end = turn.label_start + len(label_name(turn.label))
            candidate.mention = article.doc.char_span(
                turn.label_start, end, alignment_mode="expand"
            )
        candidates.append(candidate)
    return TurnReading(candidates, "read")


class _Cast:
    """The speakers of a transcript, by their labels."""

    def __init__(self, article: ArticleParse, turns: list[Turn]) -> None:
        self._entities: dict[str, Entity] = article.doc._.entities
        names = dict.fromkeys(_display(turn.label) for turn in turns if turn.label)
        self._full_names = [name for name in names if len(name.split()) > 1]
        self._speakers: dict[str, KnownSpeaker] = {}

    def resolve(self, label: str) -> KnownSpeaker:
        """Return the speaker of a label; one without a name if nobody is named."""
        if label not in self._speakers:
            self._speakers[label] = self._resolve(label)
        return self._speakers[label]

    def _resolve(self, label: str) -> KnownSpeaker:
        name = _display(label)
        parts = re.findall(r"\w+", name.casefold())
        if not parts or _is_role(parts):
            return KnownSpeaker(name, "", "description")
        if len(parts) == 1:
            is_initials = label.isupper() and len(label) <= _MOST_INITIALS
            name = self._find_full_name(label) or ("" if is_initials else name)
        if not name:
            return KnownSpeaker("", "", "")
        entity = self._find_entity(name)
        if entity is None:
            return KnownSpeaker(name, "", "named")
        fullest = max(_titled(entity.name), name, key=lambda form: len(form.split()))
        return KnownSpeaker(fullest, entity.key, "named")

    def _find_full_name(self, label: str) -> str:
        """Return the only label with a full name that a family name or initials stand for."""
        key = label_key(label)
        persons = {
            entity.name: _initials(entity.name)
            for entity in self._entities.values()
            if entity.label == PERSON
        }
        matching = (
            [name for name in self._full_names if label_key(name) == key]
            or [name for name in self._full_names if _initials(name) == label]
            or [name for name, initials in persons.items() if initials == label]
        )
        return matching[0] if len(matching) == 1 else ""

    def _find_entity(self, name: str) -> Entity | None:
        """Return the only person whom a name fits, or the organisation with this name."""
        entities = self._entities.values()
        persons = [
            entity
            for entity in entities
            if entity.label == PERSON and is_compatible(name, _titled(entity.name))
        ]
        if len(persons) == 1:
            return persons[0]
        organisations = [
            entity
            for entity in entities
            if entity.label == ORG
            and name.casefold() in {form.casefold().removeprefix("the ") for form in entity.forms}
        ]
        return organisations[0] if len(organisations) == 1 and not persons else None


def _display(label: str) -> str:
    """Return the name in a label in normal letters, without its titles."""
    name = _titled(label_name(label))
    is_role = _is_role(re.findall(r"\w+", name.casefold()))
    return name if is_role else person_names.strip_title(name)


def _initials(name: str) -> str:
    """Return the initials of a name of several words; empty for one word."""
    parts = name.split()
    return "".join(word[0] for word in parts).upper() if len(parts) > 1 else ""


def _titled(name: str) -> str:
    if not name.isupper():
        return name
    return _MC.sub(lambda match: f"Mc{match[1].upper()}", name.title())


def _is_role(parts: list[str]) -> bool:
    """Return whether a label names a role, no person: "host", "second reporter", "speaker 2"."""
    last = next((part for part in reversed(parts) if not part.isdigit()), "")
    noun = nouns().get(last)
    is_described = (
        len(parts) == 1
        or parts[0] in words("turn role")
        or parts[0] == "the"
        or (parts[0] in nouns() and not is_given_name(parts[0]))
    )
    is_noun = noun is not None and noun.kind == "person"
    return last in words("turn role") or (is_noun and is_described)


def _find_interviewee(article: ArticleParse, introduction_end: int) -> KnownSpeaker | None:
    """Return the one person whom the introduction of an interview presents, or None.

    It must be named far more often than others, and first in the sentence that tells of the
    interview; a pronoun may stand for the name there.
    """
    entities: dict[str, Entity] = article.doc._.entities
    counts = Counter(
        name.key
        for name in article.names.starting_in(0, introduction_end)
        if name.label == PERSON and " " in entities[name.key].name and name.start in article.blocks
    )
    key = _find_dominant(counts)
    if not key:
        return None
    if len(counts) == 1 and _is_speaker_in_title(article, key):
        return KnownSpeaker(entities[key].name, key, "description")
    for match in _INTERVIEW.finditer(article.text, 0, introduction_end):
        (first, *_) = article.tokens(match.start(), match.end())
        sentence = first.sent
        named = [
            name
            for name in article.names.starting_in(sentence.start_char, sentence.end_char)
            if name.label == PERSON
        ]
        is_referred_to = any(word.lower_ in _PERSONAL for word in sentence) and not any(
            name.key in counts for name in named
        )
        is_named_first = bool(named) and named[0].key == key
        is_owner = is_named_first and article.text.startswith("'s", named[0].end)
        if is_referred_to or (is_named_first and not is_owner):
            return KnownSpeaker(entities[key].name, key, "description")
    return None


def _is_speaker_in_title(article: ArticleParse, key: str) -> bool:
    """Return whether a title says what somebody says or speaks about: 'Ann Orr on the wells'."""
    return any(
        name.key == key and _SPEAKS_IN_TITLE.match(article.text, name.end, title.end) is not None
        for title in article.titles
        for name in article.names.starting_in(title.start, title.end)
    )


def _find_dominant(counts: Counter[str]) -> str:
    """Return the person named alone, or far more often than any other; empty if there is none."""
    ranked = counts.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] < _INTERVIEWEE_LEAD * ranked[1][1]):
        return ""
    return ranked[0][0]
