"""Who is meant: speakers resolved over the article, blank rather than wrong.

A speaker is named ("Kirby"), a pronoun ("he"), a description ("the NSC official"), or carried on
from the stretch before. Pronouns go to the person last in focus: the speaker before, or the last
person who was the subject of a sentence, if gender allows. A definite description goes to a person
whose title or apposition fits its head and its names; an indefinite one ("a top U.S. official") in
the opening of an article to the first person introduced right after it with a title, as news
leads do. A spokesperson without a name stands for the organisation. What fits nobody is left as
the words of the description, and a pronoun without a candidate is left blank.
"""

from bisect import bisect_right
from dataclasses import dataclass

from spacy.tokens import Doc, Span, Token

from analysis.annotate import countries, names, organisations
from analysis.annotate.attribution import antecedent
from analysis.annotate.marks import Inside
from analysis.annotate.mentions import Entity, Name
from analysis.annotate.nouns import nouns
from analysis.annotate.quotations import Quotation

_HE, _SHE = frozenset(("he", "him", "his")), frozenset(("she", "her", "hers"))
_RELATIVE = frozenset(("who", "which", "that", "whom"))
_SPOKES = frozenset(("spokesperson", "spokesman", "spokeswoman", "representative"))
#: How far back, in sentences, a pronoun or a description looks for its antecedent.
_REACH = 6
#: An indefinite description is looked up ahead within so many sentences of the opening.
_OPENING = 4
_CONNECTIVES = frozenset(("the", "a", "an", "this", "that", "these", "of", "for", "and"))
_ANY_PERSON = frozenset(("official", "source", "man", "woman", "person", "officer"))
_SPOKESLIKE = _SPOKES | {"secretary", "coordinator", "press"}


@dataclass(frozen=True)
class Speaker:
    """A resolved speaker: the name shown, the entity's key (empty: none), and how it was found."""

    name: str
    key: str
    how: str


NOBODY = Speaker("", "", "")


@dataclass
class _Use:
    """A name in the running text, and how prominent it is there.

    ``quoted`` names stand inside quotation marks or captions and are nobody's antecedent.
    """

    name: Name
    sentence: int
    token: int
    subject: bool
    quoted: bool


def find_roles(doc: Doc, found: list[Name], entities: dict[str, Entity]) -> None:
    """Write onto the persons the titles and appositions the text gives them, and their gender."""
    for name in found:
        if name.label != "PERSON" or name.key not in entities:
            continue
        entity = entities[name.key]
        span = doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None:
            continue
        root = span.root
        lead = doc[root.left_edge.i : span.start]
        words = [t for t in lead if not t.is_punct and not t.is_space]
        if words and lead.end == span.start and len(words) <= 8:
            role = " ".join(t.text for t in words)
            entity.gender = entity.gender or names.title_gender(f"{role} {name.text}")
            if any(nouns().get(t.lemma_.lower()) for t in words) or len(words) > 1:
                _add_role(entity, role)
        for child in root.children:
            if child.dep_ == "appos" and child.ent_type_ != "PERSON" and child.i > root.i:
                _add_role(entity, _compact(child))
        if root.dep_ in ("appos", "attr") and root.head.pos_ == "NOUN":
            _add_role(entity, _compact(root.head))
    for entity in entities.values():
        for role in entity.roles:
            for word in role.lower().split():
                noun = nouns().get(word)
                if noun and noun.gender and not entity.gender:
                    entity.gender = noun.gender


def _add_role(entity: Entity, role: str) -> None:
    role = " ".join(role.split())
    if role and role not in entity.roles and role.lower() not in ("mr.", "mrs.", "ms.", "dr."):
        entity.roles.append(role)


def _compact(head: Token) -> str:
    """The noun phrase of ``head`` up to its first clause or comma."""
    end = head.i + 1
    for child in head.rights:
        if child.dep_ not in ("prep", "compound", "case"):
            break
        end = child.right_edge.i + 1
    return " ".join(t.text for t in head.doc[head.left_edge.i : end] if not t.is_space)


class Resolver:
    """Resolves the speakers of one article's quotations, in order."""

    def __init__(
        self, doc: Doc, found: list[Name], entities: dict[str, Entity], inside: Inside
    ) -> None:
        """Take the parsed article, its names joined into entities, and its quoted stretches."""
        self.doc = doc
        self.entities = entities
        self.starts = [name.start for name in found]
        self.names = found
        self.sentence_of = _sentence_numbers(doc)
        self.aside = [
            (block.start, block.end) for block in doc._.blocks if block.kind == "caption"
        ]
        self.uses = [use for name in found if (use := self._use(name, inside)) is not None]
        self.described: dict[str, Speaker] = {}
        opening = next((block.start for block in doc._.blocks if block.kind == "body"), 0)
        self.opening = next(
            (self.sentence_of[token.i] for token in doc if token.idx >= opening), 0
        )
        self.focus: Speaker = NOBODY
        self.focus_at = -1
        self.focus_person = False
        self.genders = {key: entity.gender for key, entity in entities.items()}

    def speakers(self, quotations: list[Quotation]) -> list[Speaker]:
        """Return the speaker of each quotation, in the given order."""
        resolved: list[Speaker] = []
        last: Speaker = NOBODY
        for quotation in quotations:
            if quotation.continues is not None:
                earlier = resolved[quotation.continues]
                speaker = Speaker(earlier.name, earlier.key, "continued" if earlier.name else "")
            elif quotation.head is None:
                speaker = NOBODY
            else:
                speaker = self.resolve(quotation.head, quotation.mention)
            resolved.append(speaker)
            if quotation.head is not None and speaker.name:
                last = speaker
                at = quotation.head.i
                self.focus, self.focus_at = last, self.sentence_of[at]
                noun = nouns().get(quotation.head.lemma_.lower())
                self.focus_person = noun is not None and noun.kind == "person"
                self._learn_gender(quotation.head, speaker)
        return resolved

    def resolve(self, head: Token, mention: Span | None) -> Speaker:
        """Return who is meant by the noun phrase of ``head``."""
        if head.lower_ in _RELATIVE and head.pos_ == "PRON":
            noun = antecedent(head)
            return self.resolve(noun, None) if noun is not None else NOBODY
        if head.pos_ == "PRON":
            return self._pronoun(head)
        start = mention.start_char if mention is not None else head.idx
        end = mention.end_char if mention is not None else head.idx + len(head)
        joined = self._conjoined(head)
        if joined is not None:
            return joined
        named = self._named(head, start, end)
        if named is not None:
            return named
        return self._description(head)

    # -- names -----------------------------------------------------------------------------

    def _named(self, head: Token, start: int, end: int) -> Speaker | None:
        own = self._name_at(head.idx)
        if own is not None and (own.label == "PERSON" or self._is_head(own, head)):
            return self._speaker(own, "named")
        for child in head.children:
            if child.dep_ == "appos":
                apposed = self._name_at(child.idx)
                if apposed is not None and apposed.label == "PERSON":
                    return self._speaker(apposed, "named")
        if own is None:
            inner = [n for n in self._names_in(start, end) if n.label == "PERSON"]
            if len(inner) == 1 and inner[0].end >= end - 1:
                return self._speaker(inner[0], "named")
        return None

    def _is_head(self, name: Name, head: Token) -> bool:
        """Whether the phrase's head is the name itself, not a noun the name only modifies."""
        return name.start <= head.idx < name.end and name.label != "NORP" and (
            name.country is None or name.country.sense != "people"
        )

    def _conjoined(self, head: Token) -> Speaker | None:
        """'Both Moscow and Pyongyang': the names of all, joined by semicolons."""
        others = [child for child in head.children if child.dep_ == "conj"]
        if not others:
            return None
        speakers = []
        for token in (head, *others):
            name = self._name_at(token.idx)
            if name is None:
                return None
            speakers.append(self._speaker(name, "named").name)
        return Speaker("; ".join(dict.fromkeys(speakers)), "", "named")

    def _name_at(self, offset: int) -> Name | None:
        number = bisect_right(self.starts, offset) - 1
        if number >= 0 and offset < self.names[number].end:
            return self.names[number]
        return None

    def _names_in(self, start: int, end: int) -> list[Name]:
        first = bisect_right(self.starts, start - 1)
        return [name for name in self.names[first : first + 8] if name.start < end]

    def _speaker(self, name: Name, how: str) -> Speaker:
        entity = self.entities[name.key]
        return Speaker(entity.name, name.key, how)

    # -- pronouns --------------------------------------------------------------------------

    def _pronoun(self, pronoun: Token) -> Speaker:
        word = pronoun.lower_
        if word in _HE or word in _SHE:
            gender = "m" if word in _HE else "f"
            return self._person_in_focus(pronoun, gender)
        if word in ("it", "they"):
            return self._group_in_focus(pronoun)
        return NOBODY

    def _person_in_focus(self, pronoun: Token, gender: str) -> Speaker:
        here = self.sentence_of[pronoun.i]
        scores: dict[str, float] = {}
        order: dict[str, Name] = {}
        for use in self.uses:
            if use.token >= pronoun.i or here - use.sentence > _REACH:
                continue
            if use.name.label != "PERSON" or use.quoted or not self._may_be(use.name.key, gender):
                continue
            distance = here - use.sentence
            score = 1.0 / (1 + distance) + (1.0 if use.subject else 0.0) / (1 + 0.5 * distance)
            key = use.name.key
            scores[key] = max(scores.get(key, 0.0), score) + 0.05
            order[key] = use.name
        if self.focus.key and self._may_be(self.focus.key, gender):
            distance = max(0, here - self.focus_at)
            entity = self.entities.get(self.focus.key)
            if distance <= _REACH and entity is not None and entity.label == "PERSON":
                bonus = 1.2 / (1 + 0.35 * distance)
                scores[self.focus.key] = scores.get(self.focus.key, 0.0) + bonus
        if not scores:
            described = self.focus.how == "description" and not self.focus.key
            near = here - self.focus_at <= 2 and self.focus_person
            return Speaker(self.focus.name, "", "pronoun") if described and near else NOBODY
        best = max(scores, key=lambda key: scores[key])
        return Speaker(self.entities[best].name, best, "pronoun")

    def _group_in_focus(self, pronoun: Token) -> Speaker:
        """'it said', 'they said': the organisation, country or group in focus."""
        here = self.sentence_of[pronoun.i]
        if self.focus.name and here - self.focus_at <= 2:
            entity = self.entities.get(self.focus.key)
            if entity is None and not self.focus.key and pronoun.lower_ == "they":
                return Speaker(self.focus.name, "", "pronoun")
            if entity is not None and entity.label != "PERSON":
                return Speaker(entity.name, entity.key, "pronoun")
        for use in reversed(self.uses):
            if use.token >= pronoun.i or use.quoted:
                continue
            if here - use.sentence > 1:
                break
            label = use.name.label
            if use.subject and (label == "ORG" or (label == "GPE" and pronoun.lower_ == "it")):
                return self._speaker(use.name, "pronoun")
        return NOBODY

    def _may_be(self, key: str, gender: str) -> bool:
        return self.genders.get(key, "") in ("", gender)

    def _learn_gender(self, head: Token, speaker: Speaker) -> None:
        word = head.lower_
        gender = "m" if word in _HE else "f" if word in _SHE else ""
        if gender and speaker.key and not self.genders.get(speaker.key):
            self.genders[speaker.key] = gender

    # -- descriptions ----------------------------------------------------------------------

    def _description(self, head: Token) -> Speaker:
        lemma = head.lemma_.lower()
        noun = nouns().get(lemma)
        phrase = _compact(head)
        definite = head.left_edge.lower_ in ("the", "this", "that")
        shown = Speaker(_without_article(phrase), "", "description")
        if head.tag_ in ("NNS", "NNPS"):
            return shown
        if head.pos_ == "PROPN" and noun is None:
            return self._unlabelled(head)
        if noun is None:
            return shown if len(_content_words(phrase)) > 1 and not definite else NOBODY
        if noun.kind == "person":
            found = self._described_person(head, noun.gender, definite)
            if found is not None:
                return found
            if lemma in _SPOKES and (body := self._spoken_for(head)) is not None:
                return body
        elif definite and noun.kind == "organisation":
            organisation = self._described_organisation(head)
            if organisation is not None:
                return organisation
        if definite and lemma in self.described:
            return self.described[lemma]
        if not definite:
            self.described[lemma] = shown
        return shown

    def _unlabelled(self, head: Token) -> Speaker:
        """A proper noun the model gave no label: a known person's, or the name as it stands."""
        start = head.i
        while start > 0 and self.doc[start - 1].pos_ == "PROPN" and start - 1 >= head.left_edge.i:
            start -= 1
        words = self.doc[start : head.i + 1].text
        name = names.bare(words)
        fitting = [
            key
            for key, entity in self.entities.items()
            if entity.label == "PERSON" and names.compatible(name, entity.name)
        ]
        if len(fitting) == 1:
            return Speaker(self.entities[fitting[0]].name, fitting[0], "named")
        roles = [t.lower_ for t in head.doc[head.left_edge.i : head.i]]
        if any(word in nouns() for word in roles) and len(name.split()) > 2:
            name = " ".join(name.split()[-2:])
        return Speaker(_without_article(name), "", "named")

    def _described_person(self, head: Token, gender: str, definite: bool) -> Speaker | None:
        here = self.sentence_of[head.i]
        wanted = _content_words(_compact(head))
        noun = head.lemma_.lower()
        best, best_score = "", 0.0
        for use in self.uses:
            name = use.name
            if name.label != "PERSON" or use.quoted:
                continue
            ahead = use.token > head.i
            distance = abs(use.sentence - here)
            late = here - self.opening > _OPENING
            if ahead and (definite or late or distance > 2 or distance == 0):
                continue
            if not ahead and (not definite or distance > 2 * _REACH):
                continue
            entity = self.entities[name.key]
            if gender and not self._may_be(name.key, gender):
                continue
            if ahead and not (use.subject and entity.roles and self._first_use(use)):
                continue
            fit = _fit(noun, wanted, entity.roles)
            if fit <= 0 and not (ahead and fit == 0 and noun in _ANY_PERSON):
                if not (fit == 0 and self.focus.key == name.key and here - self.focus_at <= 2):
                    continue
            score = fit + 1.0 / (1 + distance) + (0.5 if use.subject else 0)
            if name.key == self.focus.key:
                score += 0.8
            if score > best_score:
                best, best_score = name.key, score
        if not best:
            return None
        return Speaker(self.entities[best].name, best, "description")

    def _first_use(self, use: _Use) -> bool:
        return all(
            other.token >= use.token
            for other in self.uses
            if other.name.key == use.name.key and not other.quoted
        )

    def _spoken_for(self, head: Token) -> Speaker | None:
        """'a spokesman for the ministry', 'an Equifax spokesperson': the organisation."""
        span = (head.left_edge.idx, head.right_edge.idx + len(head.right_edge))
        for name in self._names_in(*span):
            if name.label == "ORG" and name.end <= span[1]:
                return self._speaker(name, "description")
        for child in head.rights:
            if child.dep_ == "prep" and child.lower_ in ("for", "of", "from"):
                for noun in child.children:
                    own = self._name_at(noun.idx)
                    if own is not None and own.label in ("ORG", "GPE"):
                        return self._speaker(own, "description")
                    return Speaker(_without_article(_compact(noun)), "", "description")
        return None

    def _described_organisation(self, head: Token) -> Speaker | None:
        here = self.sentence_of[head.i]
        noun = head.lemma_.lower()
        modifiers = _content_words(_compact(head)) - {noun}
        candidates: dict[str, float] = {}
        for use in self.uses:
            if use.token >= head.i or use.name.label != "ORG" or use.quoted:
                continue
            entity = self.entities[use.name.key]
            words = set(names.fold(entity.name).split())
            if modifiers and not (modifiers & words):
                continue
            score = 1.0 / (1 + here - use.sentence) + (0.6 if use.subject else 0.0)
            score += 1.5 if noun in words else 0.0
            score += 0.8 if use.name.key == self.focus.key else 0.0
            candidates[use.name.key] = max(candidates.get(use.name.key, 0.0), score) + 0.1
        if not candidates:
            return None
        best = max(candidates, key=lambda key: candidates[key])
        return Speaker(self.entities[best].name, best, "description")

    # -- uses ------------------------------------------------------------------------------

    def _use(self, name: Name, inside: Inside) -> _Use | None:
        span = self.doc.char_span(name.start, name.end, alignment_mode="expand")
        if span is None:
            return None
        root = span.root
        subject = root.dep_ in ("nsubj", "nsubjpass", "ROOT") or (
            root.dep_ == "appos" and root.head.dep_ in ("nsubj", "nsubjpass")
        )
        if root.dep_ == "pobj" and root.head.lower_ == "to" and root.head.head.lower_ == "according":
            subject = True
        quoted = inside.stretch(name.start) is not None or any(
            start <= name.start < end for start, end in self.aside
        )
        return _Use(name, self.sentence_of[root.i], root.i, subject, quoted)


def _sentence_numbers(doc: Doc) -> list[int]:
    numbers, current = [], -1
    for token in doc:
        if token.is_sent_start:
            current += 1
        numbers.append(max(current, 0))
    return numbers


def _without_article(phrase: str) -> str:
    first, _, rest = phrase.partition(" ")
    phrase = rest if first.lower() in ("the", "a", "an") and rest else phrase
    return phrase.replace(" 's", "'s").replace(" ,", ",")


def _content_words(phrase: str) -> set[str]:
    return {word for word in names.fold(phrase).split() if word not in _CONNECTIVES and word != "s"}


def _fit(noun: str, wanted: set[str], roles: list[str]) -> float:
    """How well a description fits a person's roles: negative for a contradiction, 0 unknown."""
    if not roles:
        return 0.0
    joined = " ".join(roles)
    have = _content_words(joined)
    score = 0.0
    if noun in have:
        score += 1.0
    elif noun in _SPOKESLIKE and have & _SPOKESLIKE:
        score += 0.7
    for word in wanted - {noun}:
        if word in have:
            score += 0.6
        elif any(organisations.is_acronym(word.upper(), part) for part in _runs(joined)):
            score += 0.9
    wanted_country, own_country = _country(wanted), _country(have)
    if wanted_country and own_country and not wanted_country & own_country:
        return -1.0
    return score


def _runs(phrase: str) -> list[str]:
    """Runs of two to four capitalised words, which an acronym may shorten."""
    words = phrase.split()
    return [
        " ".join(words[at : at + width])
        for width in (2, 3, 4)
        for at in range(len(words) - width + 1)
        if all(word[0].isupper() for word in words[at : at + width])
    ]


def _country(words: set[str]) -> set[str]:
    text = " ".join(sorted(words))
    found = {
        form.country
        for word in words
        if (form := countries.lookup(word.upper() if len(word) < 4 else word.title())) is not None
    }
    if "north" in words and "korean" in text:
        found.add("KP")
    return found
