"""Coreference within an article: to whom its pronouns and descriptions refer.

The article is read from front to back. Every name, and every noun phrase without one, is a referent
for what follows. A pronoun refers to the most salient referent of its gender and number (see
:mod:`analysis.nlp.coref.salience`); it stays unresolved when two are about as salient, or when the
most salient one has no name. In a direct quote a pronoun in the third person does not refer to the
speaker, one in the first person does. Pronouns that head a quote are resolved alike, with a bonus
for who spoke last.

A definite description ('the minister', 'the agency') refers to the one entity whose titles or name
contain all its words; 'the country', 'the regime' to the one country just mentioned.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal

import numpy as np
from spacy.tokens import Span, Token

from analysis.entity_types import PERSON
from analysis.nlp.coref.antecedent_weights import NO_ANTECEDENT, Antecedent
from analysis.nlp.coref.antecedents import Description, find_described
from analysis.nlp.coref.discourse_state import NOBODY, DiscourseState, Resolution, Speaker
from analysis.nlp.coref.genders import GENDERS
from analysis.nlp.coref.mention_contexts import is_subject
from analysis.nlp.coref.referent_kinds import (
    FIRST_PERSON,
    PRONOUNS,
    RELATIVE_PRONOUNS,
    find_governor,
    is_expletive,
    is_specifying,
    kind_of_name,
    kind_of_pronoun,
)
from analysis.nlp.coref.referents import ARGUMENTS, Pronoun, Referent, ReferentKind
from analysis.nlp.coref.salience import DESCRIBED, find_antecedent
from analysis.nlp.coref.speaker_confidence import set_confidence
from analysis.nlp.coref.speaker_resolution import join_to_pronoun, resolve_phrase
from analysis.nlp.coref.titles import find_phrase_end
from analysis.nlp.coref.topics import find_politician
from analysis.nlp.entities.name_spans import index_names_by_token
from analysis.nlp.entities.unnamed_groups import GROUP, GroupMention
from analysis.nlp.lexicon import Noun, nouns
from analysis.nlp.quotes.attribution import Attribution, find_joint_span
from analysis.nlp.quotes.attribution_syntax import find_relative_antecedent
from analysis.nlp.span_index import mark_characters
from analysis.nlp.text_positions import index_blocks
from analysis.nlp.token_ids import find_tokens, get_ids

ReferenceKind = Literal["pronoun", "description"]
#: Numbers of the pronouns, and of the tags and relations of nouns that can be referents.
_PRONOUN_IDS = get_ids(PRONOUNS)
_NOUN_IDS = get_ids(("NN", "NNS", "NNP"))
_RELATION_IDS = get_ids((*ARGUMENTS, "poss"))


@dataclass(frozen=True)
class Reference:
    """A pronoun or description (``kind``) that refers to the entity ``key``."""

    span: Span
    kind: ReferenceKind
    key: str


class CoreferenceResolver:
    """Resolves the speakers, and all other pronouns and descriptions, of an article.

    The article is read twice: first without what is said in quotes, to find the speakers; then with
    it, since what a pronoun in a quote means depends on who speaks.
    """

    def __init__(
        self,
        state: DiscourseState,
        attributions: Sequence[Attribution],
        groups: Sequence[GroupMention],
    ) -> None:
        """Take an article and what is known about it.

        Args:
            state: The state of the discourse before the article; it is updated.
            attributions: Its quotes and attitudes, in order.
            groups: Its groups without a name, whose entities are among those of ``state``.
        """
        self._state = state
        self._doc = state.doc
        self._attributions = attributions
        self._names = {name.span.root.i: name for name in state.names.spans}
        #: The nouns to which a name is in apposition.
        roots = map(state.doc.__getitem__, self._names)
        self._renamed = {root.head.i for root in roots if root.dep_ == "appos"}
        self._groups = {group.token.i: group.entity.key for group in groups}
        self._name_tokens = index_names_by_token(state.names.spans).keys()
        #: The speakers that are pronouns or descriptions, by the head of their phrase.
        self._speakers: dict[int, Speaker] = {}
        #: Whom an unresolved pronoun may mean, by its position; see Antecedent.
        self._candidates: dict[int, tuple[tuple[str, float], ...]] = {}
        #: The quotes in quotation marks: start, end and the key of the speaker.
        self._quotes: list[tuple[int, int, str]] = []
        length, blocks = len(state.doc._.text), index_blocks(state.doc)
        self._in_blocks = mark_characters(length, blocks.spans)
        self._quoted = mark_characters(length, state.quoted_spans.spans)
        #: Whether each character is in what somebody says.
        quotes = (quote for quote in attributions if not quote.is_attitude)
        self._reported = mark_characters(length, quotes)
        #: The heads of the phrases that attribute something.
        heads = (attribution.speaker_head for attribution in attributions)
        self._heads = {head.i for head in heads if head is not None}
        self._referents: list[Referent] = []
        #: The keys of the entities among them that the running text names.
        self._seen: set[str] = set()

    def resolve_speakers(self) -> list[Speaker]:
        """Return the speaker or holder of each attribution; only who is quoted spoke last.

        The article is read up to the last of them for whom an antecedent is looked for.
        """
        attributions_by_head, unnamed = self._index_attributions()
        speakers: dict[int, Speaker] = {}
        last = max(filter(self._has_antecedent, attributions_by_head), default=0)
        positions = {position for position in self._phrase_heads if position < last}
        for position in sorted(positions | attributions_by_head.keys() | unnamed.keys()):
            token = self._doc[position]
            for number in attributions_by_head.get(position, ()):
                attribution = self._attributions[number]
                speakers[number] = speaker = self._resolve_speaker(token, attribution)
                self._state.learn_gender(token, speaker)
                if speaker.is_referent and not attribution.is_attitude:
                    self._state.update(token, speaker, self._groups.get(position, ""))
            is_read = position in self._names or not self._quoted[token.idx]
            if position in positions and is_read:
                self._read(token)
            for number in unnamed.get(position, ()):
                speakers[number] = speaker = self._continue_speaker(number, speakers)
                if speaker.is_referent:
                    self._state.update_continued(self._attributions[number].start, speaker)
        for number in range(len(self._attributions)):
            speakers[number] = self._continue_speaker(number, speakers)
        self._quotes = [
            (attribution.start, attribution.end, speakers[number].key)
            for number, attribution in enumerate(self._attributions)
            if attribution.kind != "indirect"
        ]
        return [speakers[number] for number in range(len(self._attributions))]

    def resolve_references(self) -> Iterator[Reference]:
        """Yield the pronouns and descriptions that name no speaker, in order."""
        self._referents, self._seen = [], set()
        for position in self._phrase_heads:
            reference = self._read(self._doc[position])
            if reference is not None:
                yield reference

    def _index_attributions(self) -> tuple[dict[int, list[int]], dict[int, list[int]]]:
        """Return the attributions by the head of their speaker's phrase, and those without one.

        The latter continue others, or are turns; they are returned by the token they begin with.
        """
        by_head: dict[int, list[int]] = defaultdict(list)
        unnamed: dict[int, list[int]] = defaultdict(list)
        offsets = self._doc.to_array("IDX")
        for number, attribution in enumerate(self._attributions):
            if attribution.continues is not None or attribution.known_speaker is not None:
                start = int(np.searchsorted(offsets, attribution.start))
                unnamed[min(start, len(self._doc) - 1)].append(number)
            elif attribution.speaker_head is not None:
                by_head[attribution.speaker_head.i].append(number)
        return by_head, unnamed

    def _continue_speaker(self, number: int, speakers: dict[int, Speaker]) -> Speaker:
        """Return the speaker of an attribution: its own, or that of the one it continues."""
        continues = self._attributions[number].continues
        known_speaker = self._attributions[number].known_speaker
        if continues is None and known_speaker is not None:
            return set_confidence(Speaker(*known_speaker))
        speaker = speakers.get(number if continues is None else continues, NOBODY)
        if continues is None or not speaker.name:
            return speaker
        is_described = speaker.resolution in ("description", "representative", "document")
        return replace(speaker, resolution=speaker.resolution if is_described else "continued")

    def _has_antecedent(self, position: int) -> bool:
        """Return whether what a token means can depend on what is mentioned before it."""
        name, token = self._names.get(position), self._doc[position]
        is_person = name is not None and name.label == PERSON
        return not is_person or token.pos_ == "PRON" or token.lower_ in RELATIVE_PRONOUNS

    def _resolve_speaker(self, head: Token, attribution: Attribution) -> Speaker:
        """Return the speaker whom the phrase of ``head`` names in an attribution."""
        mention = attribution.mention
        if head.lower_ in RELATIVE_PRONOUNS:
            noun = find_relative_antecedent(head)
            if noun is None:
                return NOBODY
            head, mention = noun, None
        if head.pos_ == "PRON":  # whatever it attributes, a pronoun means one person
            speaker = self._speakers.get(head.i) or self._resolve_once(head, attribution)
            if (joint := join_to_pronoun(self._state, head, speaker)) is not None:
                self._speakers[head.i] = speaker  # 'he' alone still means one person
                return set_confidence(joint)
        else:
            speaker = self._add_group(
                head, resolve_phrase(self._state, head, mention, self._find_described_source)
            )
            speaker = set_confidence(speaker)
        if speaker.resolution != "named":
            self._speakers[head.i] = speaker
        return speaker

    def _add_group(self, head: Token, speaker: Speaker) -> Speaker:
        """Return a description with the key of the group whose whole name it is: 'voters'."""
        key = self._groups.get(head.i, "")
        is_described = speaker.resolution == "description" and not speaker.key
        if not key or not is_described:
            return speaker
        name = self._state.entities[key].name
        return replace(speaker, key=key) if name.lower() == speaker.name.lower() else speaker

    def _resolve_once(self, token: Token, first: Attribution) -> Speaker:
        """Return to whom a pronoun refers by what it attributes, quotation marks first."""
        alike = [other for other in self._attributions if other.speaker_head == token]
        contents = sorted([first, *alike], key=lambda other: other.kind == "indirect")
        speakers = (
            self._resolve_speaking_pronoun(token, *find_joint_span(content, contents))
            for content in contents
        )
        return next((speaker for speaker in speakers if speaker.name), NOBODY)

    def _resolve_speaking_pronoun(self, token: Token, start: int, end: int) -> Speaker:
        """Return the speaker to whom a pronoun refers that says what is from ``start`` to ``end``.

        What an attribution interrupts is all said: 'A ruling for Holt, he said, would cost him'.
        """
        if token.lower_ not in PRONOUNS - FIRST_PERSON:
            return NOBODY
        antecedent = self._find_antecedent(token, (start, end))
        last_speaker = self._state.last_speaker
        if not antecedent.key:
            return NOBODY
        is_group_speaking = antecedent.key == self._state.last_speaker_group
        if antecedent.key == DESCRIBED or (is_group_speaking and not last_speaker.is_identified):
            return last_speaker
        resolution: Resolution = "description" if antecedent.key.startswith(GROUP) else "pronoun"
        speaker = self._state.make_speaker(antecedent.key, resolution)
        return set_confidence(replace(speaker, lead=antecedent.lead))

    def _read(self, token: Token) -> Reference | None:
        """Add the phrase of a head as a referent; return it if it refers to an entity."""
        if not self._in_blocks[token.idx]:
            return None
        if token.i in self._names:
            name = self._names[token.i]
            self._add_referent(token, name.key, kind_of_name(token, name.label))
        elif token.lower_ in PRONOUNS:
            if key := self._resolve_pronoun(token):
                return Reference(self._doc[token.i : token.i + 1], "pronoun", key)
        elif token.i not in self._name_tokens and (key := self._resolve_noun_phrase(token)):
            first = token.i if token.i in self._groups else token.left_edge.i
            end = find_phrase_end(self._state, token)
            return Reference(self._doc[first:end], "description", key)
        return None

    @cached_property
    def _phrase_heads(self) -> list[int]:
        """The heads of names, the pronouns and the nouns that can be referents, in order."""
        heads = self._names.keys() | self._groups.keys()
        tags, deps = self._doc.to_array(["TAG", "DEP"]).T.tolist()
        rows = enumerate(zip(tags, deps, strict=True))
        heads |= {at for at, (tag, dep) in rows if tag in _NOUN_IDS and dep in _RELATION_IDS}
        return sorted(heads.union(find_tokens(self._doc, "LOWER", _PRONOUN_IDS)))

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
            self._add_referent(head, speaker.key if speaker.is_identified else "", kind)
            return ""
        if head.i in self._renamed:
            return ""  # 'his father Ann Lee': the name is the referent of both
        key = self._resolve_description(head, noun) or group
        if key or head.dep_ in ARGUMENTS:
            self._add_referent(head, key, kind)
        return key

    def _resolve_description(self, head: Token, noun: Noun | None) -> str:
        """Return the one entity that a definite phrase describes; empty if it is uncertain."""
        if noun is None:
            return ""
        first, end = head.left_edge, find_phrase_end(self._state, head)
        if any(is_specifying(child) for child in head.rights if child.i >= end):
            return ""
        if noun.kind == "country":
            is_definite = first.lower_ in ("the", "this", "that") and first.i < head.i
            has_name = any(number in self._name_tokens for number in range(first.i + 1, head.i))
            return "" if has_name or not is_definite else self._find_only_country(head)
        speaker = self._find_person_speaking(head.idx)
        description = Description(self._state, head, noun, self._referents, speaker)
        return find_described(description).key

    def _find_described_source(self, head: Token) -> Antecedent:
        """Return whom a description that heads a quote means."""
        noun = nouns().get(head.lemma_.lower())
        if noun is None:
            return NO_ANTECEDENT
        source = Description(self._state, head, noun, self._referents, is_source=True)
        described = find_described(source)
        return described if described.key else find_politician(self._state, head, self._referents)

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

    def _resolve_pronoun(self, token: Token) -> str:
        """Return the entity of a pronoun, and add the pronoun as a referent for what follows."""
        if token.lower_ in FIRST_PERSON:
            return self._find_person_speaking(token.idx)
        kind, gender = kind_of_pronoun(token), GENDERS.get(token.lower_, "")
        speaker = self._speakers.get(token.i)
        if speaker is not None:
            self._add_referent(token, speaker.key if speaker.is_identified else "", kind, gender)
            return ""
        if kind is ReferentKind.THING and is_expletive(token):
            return ""
        key = self._find_antecedent(token).key
        key = self._state.owners[token.i] = "" if key == DESCRIBED else key
        self._add_referent(token, key, kind, gender)
        return key

    def _find_antecedent(self, token: Token, content: tuple[int, int] | None = None) -> Antecedent:
        """Return to whom a pronoun in the third person refers."""
        pronoun = Pronoun(
            token,
            kind_of_pronoun(token),
            GENDERS.get(token.lower_, ""),
            self._state.sentence_of(token),
            is_quoted=bool(self._quoted[token.idx]),
            speaker=self._find_person_speaking(token.idx),
            ancestors=frozenset(ancestor.i for ancestor in token.ancestors),
            content=content,
        )
        antecedent = find_antecedent(self._state, pronoun, self._referents)
        self._candidates[token.i] = antecedent.candidates
        return antecedent

    def _find_person_speaking(self, offset: int) -> str:
        """Return the person in whose direct or mixed quote a character is; empty if in none."""
        if not self._quoted[offset]:
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
                find_governor(token).i,
                self._state.sentence_of(token),
                key,
                kind,
                gender,
                is_subject(token),
                bool(self._quoted[token.idx]),
                is_introduced=bool(key) and key not in self._seen,
                is_reported=bool(self._reported[token.idx]) and token.i not in self._heads,
                candidates=() if key else self._candidates.get(token.i, ()),
            )
        )
        self._seen.add(key)
