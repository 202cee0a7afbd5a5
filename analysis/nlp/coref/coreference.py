"""Coreference within an article: whom its pronouns and descriptions mean, blank rather than wrong.

The article is read from front to back. Every name, and every noun phrase without one, is a
candidate for what follows. A pronoun goes to the candidate of its gender and number that is most
salient: near, subject of its clause or of the clause the pronoun stands in, told to be of the
gender. It is left blank where two are about as salient, or a phrase without a name is most.
Salience and binding follow Lappin & Leass (1994): 'him' is not the subject of its own clause,
'himself' is. A third person in a direct quotation is not who speaks, a first person is.

A definite description ('the minister', 'the agency') goes to the one entity whose titles or name
say all its words. 'The country', 'the regime' mean the country in focus.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.tokens import Doc, Span, Token

from analysis.entity_types import NORP, ORG, PERSON, PLACE_LABELS, Trait, labels_with
from analysis.nlp.coref.discourse_state import DiscourseState, Speaker
from analysis.nlp.coref.genders import GENDERS
from analysis.nlp.coref.mention_contexts import is_subject
from analysis.nlp.entities import person_names
from analysis.nlp.entities.article_entities import Entity
from analysis.nlp.entities.name_spans import Name, index_names_by_token
from analysis.nlp.entities.person_roles import get_content_words
from analysis.nlp.entities.unnamed_groups import GroupMention
from analysis.nlp.lexicon import nouns
from analysis.nlp.quotes.quotation_marks import QuotedSpanIndex
from analysis.nlp.quotes.quote_extraction import Quotation
from analysis.nlp.span_index import SpanIndex, TextSpan

_FIRST = frozenset(("i", "me", "my", "mine", "myself"))
_THINGS = frozenset(("it", "its", "itself"))
_SEVERAL = frozenset(("they", "them", "their", "theirs", "themselves"))
PRONOUNS = _FIRST | _THINGS | _SEVERAL | GENDERS.keys()
#: How far back, in sentences, a pronoun looks for a person, for a thing, and for several.
_REACH = {"person": 5, "thing": 1, "several": 1}
#: What is ahead by less than this is not chosen.
_MARGIN = {"person": 0.1, "thing": 0.2, "several": 0.2}
#: What a candidate counts in the pronoun's own sentence; one a sentence before counts a half.
_HERE = 1.5
#: What it counts that the text tells a candidate's gender.
_KNOWN = 0.25
#: ... by one of whom no gender is told, where it is told of the other.
_MARGIN_UNKNOWN = 0.8
#: Labels that 'it' may take up; a people or several are 'they'.
_LABELS = {
    "person": frozenset((PERSON,)),
    "thing": frozenset(labels_with(Trait.IT)),
    "several": frozenset(labels_with(Trait.THEY)),
}
#: What a description may be told by besides its own words.
_TELLING = ("relcl", "acl", "prep", "conj", "appos")
_BEHIND = re.compile(r" (?:of|for|to|in|at|on|from|with) ")
#: How far back, in sentences, an organisation may be described by the kind it is of.
_NEAR = 6
_SUBJECTS = ("nsubj", "nsubjpass", "csubj")
_OBJECTS = ("dobj", "dative", "pobj")
_LOCATIVE = frozenset(("in", "at", "near", "from", "inside", "outside", "across", "throughout"))


@dataclass(frozen=True)
class Reference:
    """A pronoun or description (``kind``) that means the entity ``key``."""

    span: Span
    kind: str
    key: str


@dataclass(frozen=True, slots=True)
class _Candidate:
    """What a pronoun may mean; the key is empty when it has no name."""

    token: Token
    verb: int
    sentence: int
    key: str
    kind: str
    gender: str
    subject: bool
    quoted: bool


class CoreferenceResolver:
    """Reads an article from front to back for what its pronouns and descriptions mean."""

    def __init__(
        self,
        doc: Doc,
        found: list[Name],
        entities: dict[str, Entity],
        spoken: Sequence[tuple[Quotation, Speaker]],
        groups: Sequence[GroupMention],
        lines: SpanIndex[TextSpan],
        inside: QuotedSpanIndex,
    ) -> None:
        """Take the parsed article and what is known of it.

        Args:
            doc: The parsed article.
            found: Its names, joined into entities.
            entities: Its entities by key.
            spoken: Its quotations with their speakers; what names a speaker is not resolved again.
            groups: Its groups without a name, whose entities are among these.
            lines: The paragraphs to look at.
            inside: Answers what stands in quotation marks.
        """
        self._scene = DiscourseState(doc, found, entities, inside)
        self._doc = doc
        self._lines = lines
        self._inside = inside
        self._named = {name.span.root.i: name for name in found}
        self._groups = {group.token.i: group.entity.key for group in groups}
        self._covered = index_names_by_token(found).keys()
        self._given = {
            quotation.head.i: speaker
            for quotation, speaker in spoken
            if quotation.head is not None and speaker.resolution in ("pronoun", "description")
        }
        self._direct = [(q.start, q.end, s.key) for q, s in spoken if q.kind != "indirect"]
        self._candidates: list[_Candidate] = []

    def references(self) -> Iterator[Reference]:
        """Yield the pronouns and descriptions that mean an entity, in order."""
        for token in self._events():
            if token.idx not in self._lines:
                continue
            if token.i in self._named:
                name = self._named[token.i]
                self._add(token, name.key, _kind(token, name.label))
            elif token.lower_ in PRONOUNS:
                key = self._pronoun(token)
                if key:
                    yield Reference(self._doc[token.i : token.i + 1], "pronoun", key)
            elif token.i not in self._covered:
                key = self._phrase(token)
                if key:
                    first = token.i if token.i in self._groups else token.left_edge.i
                    phrase = self._doc[first : token.i + 1]
                    yield Reference(phrase, "description", key)

    def _events(self) -> Iterator[Token]:
        """Yield the heads of names, the pronouns, and the nouns that may be taken up, in order."""
        doc, strings = self._doc, self._doc.vocab.strings
        table = doc.to_array(["LOWER", "TAG", "DEP"])
        pronouns = np.isin(table[:, 0], [strings[word] for word in PRONOUNS])
        common = np.isin(table[:, 1], [strings[tag] for tag in ("NN", "NNS", "NNP")])
        placed = np.isin(table[:, 2], [strings[dep] for dep in (*_SUBJECTS, *_OBJECTS)])
        wanted = pronouns | (common & placed)
        wanted[[*self._named, *self._groups]] = True
        for at in np.flatnonzero(wanted).tolist():
            yield doc[at]

    def _phrase(self, token: Token) -> str:
        """Take in a noun phrase without a name; return the entity it means for certain."""
        group = self._groups.get(token.i, "")
        if token.tag_ == "NNS" or token.lower_ == "police":
            self._add(token, group, "several")
            return group
        noun = nouns().get(token.lemma_.lower())
        kind = "person" if noun is not None and noun.kind == "person" else "thing"
        given = self._given.get(token.i)
        beside = next((c.i for c in token.children if c.i in self._named and c.dep_ == "appos"), -1)
        if given is None and beside >= 0:
            return ""  # 'his father Ann Lee': the name stands for both
        key = given.key if given is not None else self._described(token) or group
        self._add(token, key, kind)
        return "" if given is not None else key

    def _described(self, head: Token) -> str:
        """Return the one entity that a definite phrase describes; empty when it is not certain."""
        noun = nouns().get(head.lemma_.lower())
        first = head.left_edge
        if noun is None or first.lower_ not in ("the", "this", "that") or first.i == head.i:
            return ""
        if any(child.dep_ in _TELLING for child in head.rights):
            return ""  # 'the officials who', 'the president of' say themselves whom they mean
        before = self._doc[first.i + 1 : head.i]
        if noun.kind == "country":
            named = any(token.i in self._covered for token in before)
            return "" if named else self._only_country(head)
        wanted = get_content_words(self._doc[first.i : head.i + 1].text)
        met = {one.key: one.sentence for one in self._candidates if one.key}
        if noun.kind == "person":
            fitting = [key for key in met if wanted <= self._titles(key)]
            return fitting[0] if len(fitting) == 1 else ""
        parts = {key: self._parts(key) for key in met if self._scene.entities[key].label == ORG}
        rest = wanted - {head.lemma_.lower(), head.lower_}
        fitting = [key for key, own in parts.items() if rest <= own and noun.named & own]
        here = self._scene.sentence_of(head)
        near = [key for key in fitting if here - met[key] <= _NEAR]
        return near[0] if len(near) == 1 and (len(fitting) == 1 or here == met[near[0]]) else ""

    def _only_country(self, head: Token) -> str:
        """Return the one country named before in the sentence, or else in the one before it."""
        here = self._scene.sentence_of(head)
        for distance in (0, 1):
            keys = {
                one.key
                for one in self._candidates
                if one.sentence == here - distance and one.key.startswith("country:")
            }
            if keys:
                return keys.pop() if len(keys) == 1 else ""
        return ""

    def _titles(self, key: str) -> set[str]:
        """The words of the titles of a person, each up to what it is followed by."""
        entity = self._scene.entities[key]
        if entity.label != PERSON:
            return set()
        return {word for role in entity.roles for word in get_content_words(_BEHIND.split(role)[0])}

    def _parts(self, key: str) -> set[str]:
        return {
            part
            for form in self._scene.entities[key].forms
            for part in person_names.fold(form).split()
        }

    def _pronoun(self, token: Token) -> str:
        """Resolve a pronoun; it is a candidate for what follows itself."""
        word = token.lower_
        given = self._given.get(token.i)
        gender = GENDERS.get(word, "")
        if word in _FIRST:
            return self._speaker_at(token.idx)
        kind = "person" if gender else "thing" if word in _THINGS else "several"
        if given is not None:
            self._add(token, given.key, kind, gender)
            return ""
        if kind == "thing" and _is_expletive(token):
            return ""
        key = self._best(token, kind, gender)
        self._add(token, key, kind, gender)
        return key

    def _best(self, token: Token, kind: str, gender: str) -> str:
        """Return the most salient entity of a kind; empty when none is, or two are."""
        here = self._scene.sentence_of(token)
        quoted = self._inside.at(token.idx) is not None
        speaker = self._speaker_at(token.idx) if quoted else ""
        clause = {ancestor.i for ancestor in token.ancestors}
        bound = token.dep_ in (*_SUBJECTS, *_OBJECTS)
        reflexive = token.lower_.endswith(("self", "selves"))
        nearest, barred = "", set()
        scores: dict[str, float] = {}
        for one in reversed(self._candidates):
            distance = here - one.sentence
            if distance > _REACH[kind]:
                break
            inside = one.subject and one.verb in clause
            team = kind == "several" and inside and one.key.startswith("ORG|")
            if one.kind != kind and not team:
                continue
            if one.key and (one.key == speaker or not self._scene.may_be(one.key, gender)):
                continue
            if not one.key and gender and one.gender not in ("", gender):
                continue
            together = one.verb == token.head.i and one.token.dep_ in (*_SUBJECTS, *_OBJECTS)
            if together and bound and not reflexive:
                barred.add(one.key)
            if reflexive and not together:
                continue
            score = (1 / (1 + distance) if distance else _HERE) + 0.6 * one.subject / (
                1 + 0.5 * distance
            )
            score += 0.5 * inside
            score += _KNOWN * (bool(gender) and one.gender == gender)
            score += 0.25 * (one.subject and token.dep_ in _SUBJECTS)
            score -= 0.4 * (one.quoted != quoted)
            score -= 0.3 * (one.token.dep_ in ("poss", "compound", "nmod", "amod"))
            scores[one.key] = max(scores.get(one.key, 0.0), score) + 0.05
            if not distance and not nearest:
                nearest = one.key
        scores = {key: score for key, score in scores.items() if key not in barred}
        if not scores:
            return ""
        best, *others = sorted(scores, key=lambda key: -scores[key])
        sure = not gender or not best or self._scene.is_known(best)
        for other in others:
            rival = not sure and bool(other) and self._scene.is_known(other)
            if scores[best] - scores[other] < (_MARGIN_UNKNOWN if rival else _MARGIN[kind]):
                return ""
        # 'Russia blocked sanctions on North Korea over its tests': the nearer name may be meant.
        return best if gender or nearest in ("", best) else ""

    def _speaker_at(self, offset: int) -> str:
        """Return the person in whose direct or mixed quotation a character stands."""
        if self._inside.at(offset) is None:
            return ""
        for start, end, key in self._direct:
            if start <= offset < end and key and self._scene.entities[key].label == PERSON:
                return key
        return ""

    def _add(self, token: Token, key: str, kind: str, gender: str = "") -> None:
        if not gender and kind == "person":
            noun = nouns().get(token.lemma_.lower())
            gender = self._scene.gender(key) if key else noun.gender if noun is not None else ""
        self._candidates.append(
            _Candidate(
                token,
                _verb(token).i,
                self._scene.sentence_of(token),
                key,
                kind,
                gender,
                is_subject(token),
                self._inside.at(token.idx) is not None,
            )
        )


def _kind(token: Token, label: str) -> str:
    """Return by what kind of pronoun a name is taken up; empty when by none."""
    if label == PERSON:
        return "person"
    if token.dep_ == "pobj" and token.head.lower_ in _LOCATIVE and label in PLACE_LABELS:
        return ""
    if label == NORP:
        return "several" if token.tag_ in ("NNS", "NNPS") else ""
    return "thing" if label in _LABELS["thing"] else ""


def _verb(token: Token) -> Token:
    """Return what a noun phrase hangs on, from its head or from its apposition."""
    while token.dep_ in ("appos", "compound", "conj") and token.head != token:
        token = token.head
    return token.head


def _is_expletive(token: Token) -> bool:
    """Whether 'it' stands for nothing: 'it is clear that', 'it seems', 'it rained'."""
    if token.lower_ != "it":
        return False
    verb = token.head
    if token.dep_ == "expl" or verb.lemma_ in ("seem", "appear", "rain", "snow", "happen"):
        return True
    if token.dep_ not in _SUBJECTS:
        return False
    behind = [child for child in verb.children if child.i > verb.i]
    clause = any(child.dep_ in ("ccomp", "csubj", "xcomp", "advcl") for child in behind)
    inner = [c for child in behind if child.dep_ in ("acomp", "attr") for c in child.children]
    clause = clause or any(c.dep_ in ("ccomp", "xcomp", "relcl", "acl", "prep") for c in inner)
    return verb.lemma_ == "be" and clause
