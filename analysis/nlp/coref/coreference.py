"""Coreference within an article: to whom its pronouns and descriptions refer.

The article is read from front to back. Every name, and every noun phrase without one, is a referent
for what follows. A pronoun refers to the most salient referent of its gender and number (see
:mod:`analysis.nlp.coref.salience`); it stays unresolved when two are about as salient, or when the
most salient one has no name. In a direct quote a pronoun in the third person does not refer to the
speaker, one in the first person does.

A definite description ('the minister', 'the agency') refers to the one entity whose titles or name
contain all its words; 'the country', 'the regime' to the one country just mentioned.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

import numpy as np
from spacy.tokens import Span, Token

from analysis.entity_types import NORP, ORG, PERSON, PLACE_LABELS, Trait, labels_with
from analysis.nlp.coref.antecedents import get_name_words
from analysis.nlp.coref.described_persons import find_described_person
from analysis.nlp.coref.discourse_state import DiscourseState, Speaker
from analysis.nlp.coref.genders import GENDERS
from analysis.nlp.coref.mention_contexts import is_subject
from analysis.nlp.coref.salience import (
    ARGUMENTS,
    SUBJECTS,
    Pronoun,
    Referent,
    ReferentKind,
    find_antecedent,
)
from analysis.nlp.entities.name_spans import index_names_by_token
from analysis.nlp.entities.person_roles import get_content_words
from analysis.nlp.entities.unnamed_groups import GroupMention
from analysis.nlp.lexicon import Noun, nouns
from analysis.nlp.quotes.attribution import Attribution
from analysis.nlp.text_positions import index_blocks

ReferenceKind = Literal["pronoun", "description"]

_FIRST_PERSON = frozenset(("i", "me", "my", "mine", "myself"))
_THINGS = frozenset(("it", "its", "itself"))
_SEVERAL = frozenset(("they", "them", "their", "theirs", "themselves"))
PRONOUNS = _FIRST_PERSON | _THINGS | _SEVERAL | GENDERS.keys()
#: Labels of names to which 'it' can refer.
_THING_LABELS = frozenset(labels_with(Trait.IT))
#: Relations of what makes clear by itself to whom a description refers: 'the president of …'.
_SPECIFYING = ("relcl", "acl", "prep", "conj", "appos")
#: Maximum distance, in sentences, at which a description refers to an organisation of its kind; by
#: judgement, checked by ``python -m benchmarks.entities``.
_ORGANISATION_REACH = 6
#: Prepositions of place: 'in Norway' is taken up by 'there', not by 'it'.
_LOCATIVE = frozenset(("in", "at", "near", "from", "inside", "outside", "across", "throughout"))


@dataclass(frozen=True)
class Reference:
    """A pronoun or description (``kind``) that refers to the entity ``key``."""

    span: Span
    kind: ReferenceKind
    key: str


class CoreferenceResolver:
    """Resolves the pronouns and descriptions of an article that name no speaker."""

    def __init__(
        self,
        state: DiscourseState,
        attributions: Sequence[tuple[Attribution, Speaker]],
        groups: Sequence[GroupMention],
    ) -> None:
        """Take an article and what is known about it.

        Args:
            state: The article with its names and entities.
            attributions: Its quotes and attitudes with their speakers; a phrase that names a
                speaker is not resolved again.
            groups: Its groups without a name, whose entities are among those of ``state``.
        """
        self._state = state
        self._doc = state.doc
        self._blocks = index_blocks(state.doc)
        self._names = {name.span.root.i: name for name in state.names.spans}
        self._groups = {group.token.i: group.entity.key for group in groups}
        self._name_tokens = index_names_by_token(state.names.spans).keys()
        self._speakers = {
            attribution.speaker_head.i: speaker
            for attribution, speaker in attributions
            if attribution.speaker_head is not None
            and speaker.resolution in ("pronoun", "description")
        }
        self._quotes = [
            (attribution.start, attribution.end, speaker.key)
            for attribution, speaker in attributions
            if attribution.kind != "indirect"
        ]
        self._referents: list[Referent] = []

    def resolve(self) -> Iterator[Reference]:
        """Yield the pronouns and descriptions that refer to an entity, in order."""
        for token in self._find_phrase_heads():
            if token.idx not in self._blocks:
                continue
            if token.i in self._names:
                name = self._names[token.i]
                self._add_referent(token, name.key, _kind_of_name(token, name.label))
            elif token.lower_ in PRONOUNS:
                key = self._resolve_pronoun(token)
                if key:
                    yield Reference(self._doc[token.i : token.i + 1], "pronoun", key)
            elif token.i not in self._name_tokens:
                key = self._resolve_noun_phrase(token)
                if key:
                    first = token.i if token.i in self._groups else token.left_edge.i
                    phrase = self._doc[first : token.i + 1]
                    yield Reference(phrase, "description", key)

    def _find_phrase_heads(self) -> Iterator[Token]:
        """Yield in order the heads of names, the pronouns, and the nouns that can be referents."""
        doc, strings = self._doc, self._doc.vocab.strings
        table = doc.to_array(["LOWER", "TAG", "DEP"])
        is_pronoun = np.isin(table[:, 0], [strings[word] for word in PRONOUNS])
        is_noun = np.isin(table[:, 1], [strings[tag] for tag in ("NN", "NNS", "NNP")])
        relations = [strings[dep] for dep in (*ARGUMENTS, "poss")]
        is_head = is_pronoun | (is_noun & np.isin(table[:, 2], relations))
        is_head[[*self._names, *self._groups]] = True
        for number in np.flatnonzero(is_head).tolist():
            yield doc[number]

    def _resolve_noun_phrase(self, head: Token) -> str:
        """Add a noun phrase without a name as a referent; return its entity if it is certain."""
        group = self._groups.get(head.i, "")
        noun = nouns().get(head.lemma_.lower())
        is_person = noun is not None and noun.kind == "person"
        if head.dep_ == "poss" and not (group or is_person):
            return ""
        if head.tag_ == "NNS" or head.lower_ == "police":
            self._add_referent(head, group, ReferentKind.SEVERAL)
            return group
        kind = ReferentKind.PERSON if is_person else ReferentKind.THING
        speaker = self._speakers.get(head.i)
        if speaker is not None:
            self._add_referent(head, speaker.key, kind)
            return ""
        if any(child.i in self._names and child.dep_ == "appos" for child in head.children):
            return ""  # 'his father Ann Lee': the name is the referent of both
        key = self._resolve_description(head, noun) or group
        if key or head.dep_ in ARGUMENTS:
            self._add_referent(head, key, kind)
        return key

    def _resolve_description(self, head: Token, noun: Noun | None) -> str:
        """Return the one entity that a definite phrase describes; empty if it is uncertain."""
        first = head.left_edge
        if noun is None or any(child.dep_ in _SPECIFYING for child in head.rights):
            return ""
        if noun.kind == "person":
            speaker = self._find_person_speaking(head.idx)
            return find_described_person(self._state, head, self._referents, speaker)
        if first.lower_ not in ("the", "this", "that") or first.i == head.i:
            return ""
        if noun.kind == "country":
            has_name = any(number in self._name_tokens for number in range(first.i + 1, head.i))
            return "" if has_name else self._find_only_country(head)
        phrase_words = get_content_words(self._doc[first.i : head.i + 1].text)
        modifiers = phrase_words - {head.lemma_.lower(), head.lower_}
        return self._find_only_organisation(head, noun, modifiers)

    def _find_only_organisation(self, head: Token, noun: Noun, modifiers: set[str]) -> str:
        """Return the one organisation near a phrase whose name fits it; empty if uncertain."""
        last_mentions = self._last_mentions()
        entities = self._state.entities
        name_words = {
            key: get_name_words(entities[key])
            for key in last_mentions
            if entities[key].label == ORG
        }
        matching = [
            key for key, name in name_words.items() if modifiers <= name and noun.named & name
        ]
        sentence = self._state.sentence_of(head)
        near = [key for key in matching if sentence - last_mentions[key] <= _ORGANISATION_REACH]
        if len(near) != 1:
            return ""
        is_unique = len(matching) == 1 or sentence == last_mentions[near[0]]
        return near[0] if is_unique else ""

    def _find_only_country(self, head: Token) -> str:
        """Return the one country named before in the sentence, or else in the one before it."""
        sentence = self._state.sentence_of(head)
        for distance in (0, 1):
            keys = {
                referent.key
                for referent in self._referents
                if referent.sentence == sentence - distance and referent.key.startswith("country:")
            }
            if keys:
                return keys.pop() if len(keys) == 1 else ""
        return ""

    def _last_mentions(self) -> dict[str, int]:
        """Return the number of the sentence that last mentions each entity, by its key."""
        return {referent.key: referent.sentence for referent in self._referents if referent.key}

    def _resolve_pronoun(self, token: Token) -> str:
        """Return the entity of a pronoun, and add the pronoun as a referent for what follows."""
        word = token.lower_
        gender = GENDERS.get(word, "")
        if word in _FIRST_PERSON:
            return self._find_person_speaking(token.idx)
        kind = ReferentKind.THING if word in _THINGS else ReferentKind.SEVERAL
        if gender:
            kind = ReferentKind.PERSON
        speaker = self._speakers.get(token.i)
        if speaker is not None:
            self._add_referent(token, speaker.key, kind, gender)
            return ""
        if kind is ReferentKind.THING and _is_expletive(token):
            return ""
        pronoun = Pronoun(
            token,
            kind,
            gender,
            self._state.sentence_of(token),
            is_quoted=token.idx in self._state.quoted_spans,
            speaker=self._find_person_speaking(token.idx),
            ancestors=frozenset(ancestor.i for ancestor in token.ancestors),
        )
        key = find_antecedent(self._state, pronoun, self._referents)
        self._add_referent(token, key, kind, gender)
        return key

    def _find_person_speaking(self, offset: int) -> str:
        """Return the person in whose direct or mixed quote a character is; empty if in none."""
        if offset not in self._state.quoted_spans:
            return ""
        for start, end, key in self._quotes:
            is_inside = start <= offset < end
            if is_inside and key and self._state.entities[key].label == PERSON:
                return key
        return ""

    def _add_referent(
        self, token: Token, key: str, kind: ReferentKind | None, gender: str = ""
    ) -> None:
        if not gender and kind is ReferentKind.PERSON:
            noun = nouns().get(token.lemma_.lower())
            noun_gender = noun.gender if noun is not None else ""
            gender = self._state.gender_of(key) if key else noun_gender
        self._referents.append(
            Referent(
                token,
                _find_governor(token).i,
                self._state.sentence_of(token),
                key,
                kind,
                gender,
                is_subject(token),
                token.idx in self._state.quoted_spans,
            )
        )


def _kind_of_name(token: Token, label: str) -> ReferentKind | None:
    """Return by which kind of pronoun a name is taken up; None for none."""
    if label == PERSON:
        return ReferentKind.PERSON
    if token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE and label in PLACE_LABELS:
        return None
    if label == NORP:
        return ReferentKind.SEVERAL if token.tag_ in ("NNS", "NNPS") else None
    return ReferentKind.THING if label in _THING_LABELS else None


def _find_governor(token: Token) -> Token:
    """Return the token on which a noun phrase depends, by its head or the head of a series."""
    while token.dep_ in ("appos", "compound", "conj") and token.head != token:
        token = token.head
    return token.head


def _is_expletive(token: Token) -> bool:
    """Return whether 'it' refers to nothing: 'it is clear that', 'it seems', 'it rained'."""
    if token.lower_ != "it":
        return False
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in ("seem", "appear", "rain", "snow", "happen"):
        return True
    if token.dep_ not in SUBJECTS or verb.lemma_ != "be":
        return False
    after = [child for child in verb.children if child.i > verb.i]
    if any(child.dep_ in ("ccomp", "csubj", "xcomp", "advcl") for child in after):
        return True
    inner = [c for child in after if child.dep_ in ("acomp", "attr") for c in child.children]
    return any(c.dep_ in ("ccomp", "xcomp", "relcl", "acl", "prep") for c in inner)
