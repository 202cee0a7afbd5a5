"""Link the names of persons across articles."""

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Iterator, Sequence
from itertools import combinations
from typing import NamedTuple

from analysis.corpus.article_contexts import ArticleContexts
from analysis.corpus.entity_linking import (
    DOMINANCE_RATIO,
    LinkedNames,
    LocalEntity,
    Name,
    find_outweighing,
)
from analysis.entity_types import PERSON, Trait, labels_with
from analysis.nlp.entities.organisation_names import find_listed_name
from analysis.nlp.entities.person_index import find_comparable, iterate_blocks
from analysis.nlp.entities.person_name_matching import NameRelation, compare_names, spelling_key
from analysis.nlp.entities.person_names import parse_name
from analysis.nlp.entities.relatives import has_relative_role

# All thresholds are judgement, checked on SEESAW (benchmarks/entities.py).
#: Minimum share of the articles of a word in whose context somebody with that family name is named,
#: for the word to be a family name ...
FAMILY_NAME_SHARE = 0.5
#: ... and minimum number of articles of people with that name, as a share of those of the word.
KNOWN_SHARE = 0.5
#: Labels that spaCy gives to family names by mistake.
_MISTAKEN_LABELS = frozenset(labels_with(Trait.MISTAKEN_SURNAME))
#: Relations of a family name alone to the full name of a person.
_BY_FAMILY_NAME = (NameRelation.SURNAME, NameRelation.SAME)
#: A person's gender is that of at least this many times the articles of the other.
GENDER_RATIO = 4
#: Maximum number of full names with a family name that can be one person's.
MAX_NAMES_OF_PERSON = 12
#: Minimum length (letters) of a given name that is more than an initial.
_MIN_GIVEN_LENGTH = 2


class PersonTraits(NamedTuple):
    """What the articles say of a person.

    Attributes:
        gender: m, f or empty if they disagree or do not say.
        is_secondary: Whether most introduce the person as somebody's relative, or all by a name
            with 'Jr.'.
    """

    gender: str
    is_secondary: bool


def link_persons(rows: Iterable[LocalEntity], contexts: ArticleContexts) -> "LinkedPersons":
    """Link the names of persons.

    Names that differ only in middle names are linked wherever they occur; nicknames, initials and
    spelling need a shared context, or a family name that nobody else in the corpus has; a 'Jr.' on
    one of them needs the context. Two names are linked only if all names already linked to either
    can be one person's.
    """
    persons = LinkedPersons(rows, contexts)
    candidates_by_name = persons.merge_full_names()
    for key, parsed in persons.parsed.items():
        if not parsed.is_full:
            candidates = persons.find_candidates(persons.names[key].text)
            persons.mark_ambiguous(key, candidates, is_per_context=bool(candidates))
        elif key in candidates_by_name:
            persons.mark_ambiguous(key, candidates_by_name[key], is_per_context=True)
    return persons


class LinkedPersons(LinkedNames):
    """The persons of a corpus."""

    def __init__(self, rows: Iterable[LocalEntity], contexts: ArticleContexts) -> None:
        """Parse the names and index them by family name."""
        super().__init__(rows, contexts)
        self.parsed = {key: parse_name(name.text) for key, name in self.names.items()}
        self._by_surname: dict[str, list[str]] = defaultdict(list)
        self._by_sound: dict[str, list[str]] = defaultdict(list)
        self._is_one_person: dict[str, bool] = {}
        self._traits_by_root: dict[str, PersonTraits] = {}
        self._candidates_by_word: dict[str, list[str]] = {}
        self._in_full_by_word: dict[str, dict[str, frozenset[str]]] = {}
        for key, parsed in self.parsed.items():
            for surname in parsed.surnames if parsed.is_full else (parsed.key,) * parsed.is_regnal:
                self._by_surname[surname].append(key)
                if parsed.is_full:
                    self._by_sound[spelling_key(surname)].append(key)

    def select_candidates(self, row: LocalEntity, candidates: Counter[str]) -> Counter[str]:
        """Return the persons whom a family name alone may mean in an article.

        Where the article names one person in full who could be meant, its own linking has decided
        that the name is not theirs. A person of the other gender is not meant. Neither is a
        relative or a 'Jr.' where anybody else can be, unless the article names both in full.
        """
        is_undecided = row.label == PERSON and row.key not in candidates
        in_article = self._find_candidates_in_article(row) if is_undecided else frozenset()
        possible = {
            candidate
            for candidate in candidates
            if in_article != {candidate}
            and not (row.gender and self._traits(candidate).gender not in ("", row.gender))
        }
        main = {key for key in possible if not self._traits(key).is_secondary}
        chosen = possible if len(in_article) > 1 else main or possible
        return Counter({key: candidates[key] for key in chosen})

    def describe_selection(self, row: LocalEntity) -> Hashable:
        """Return gender and label of a row, and whom its article names in full of its name."""
        is_person = row.label == PERSON
        in_article = self._find_candidates_in_article(row) if is_person else frozenset()
        return row.gender, is_person, in_article

    def find_candidates(self, word: str) -> list[str]:
        """Return the names that a one-word name may mean: by family name, or as pope."""
        if word not in self._candidates_by_word:
            self._candidates_by_word[word] = [
                key
                for key in self._by_surname.get(parse_name(word).key, [])
                if compare_names(word, self.names[key].text) in _BY_FAMILY_NAME
            ]
        return self._candidates_by_word[word]

    def merge_full_names(self) -> dict[str, list[str]]:
        """Merge full names; return those that could mean several people, with the candidates."""
        pairs = sorted(
            self._find_pairs(),
            key=lambda pair: (pair[2] is not NameRelation.VARIANT, self._rank_pair(pair)),
        )
        variants: dict[str, list[str]] = defaultdict(list)
        for key, other, kind in pairs:
            if kind is not NameRelation.NAMESAKE:
                variants[key].append(other)
                variants[other].append(key)
        ambiguous = {
            key: others for key, others in variants.items() if self._is_between(key, others)
        }
        for key, other, kind in pairs:
            if key in ambiguous or other in ambiguous or not self._is_same_person(key, other, kind):
                continue
            if all(self._relation(x, y) for x, y in self.pairs_if_merged(key, other)):
                self.merge(key, other)
        return ambiguous

    def claim_family_names(self, rows: Sequence[LocalEntity]) -> list[LocalEntity]:
        """Take over rows of another family that are family names of persons; return the others.

        A single word ('Kirby' as an organisation) is a family name if in most of its articles
        somebody with that name is named in the context, unless it is far better known than they
        are.
        """
        by_key: dict[str, list[LocalEntity]] = defaultdict(list)
        unclaimed: list[LocalEntity] = []
        for row in rows:
            (by_key[row.key] if row.label in _MISTAKEN_LABELS else unclaimed).append(row)
        for key, rows_of_key in by_key.items():
            claimed, others = self._split_claimed(key, rows_of_key)
            unclaimed += others
            if claimed:
                present = self.names[key].rows if key in self.names else []
                added = [row._replace(family="person") for row in claimed]
                self.names[key] = Name([*present, *added])
                self._candidates_by_word.clear()  # the name may be written otherwise now
                self._in_full_by_word.clear()
        return unclaimed

    def _split_claimed(
        self, key: str, rows: list[LocalEntity]
    ) -> tuple[list[LocalEntity], list[LocalEntity]]:
        """Split the rows of one key into family names and others."""
        text = Name(rows).text
        candidates = (
            [] if parse_name(text).is_full or find_listed_name(text) else self.find_candidates(text)
        )
        if not candidates:
            return [], rows
        near = set().union(*(self.names[candidate].articles for candidate in candidates))
        is_near = [not self.contexts.find(row.article).isdisjoint(near) for row in rows]
        is_known = len(near) >= KNOWN_SHARE * len({row.article for row in rows})
        if not is_known or sum(is_near) < FAMILY_NAME_SHARE * len(rows):
            return [], rows
        self.mark_ambiguous(key, candidates, is_per_context=True)
        claimed: list[LocalEntity] = []
        others: list[LocalEntity] = []
        for row, near_person in zip(rows, is_near, strict=True):
            is_person = near_person or self.disambiguate(key, row)
            (claimed if is_person else others).append(row)
        return claimed, others

    def _find_candidates_in_article(self, row: LocalEntity) -> frozenset[str]:
        """Return the persons named in full in an article who may bear a name in it."""
        if row.name not in self._in_full_by_word:
            by_article: dict[str, set[str]] = defaultdict(set)
            for key in self.find_candidates(row.name):
                for article in self.names[key].articles:
                    by_article[article].add(self.find_root(key))
            self._in_full_by_word[row.name] = {
                article: frozenset(roots) for article, roots in by_article.items()
            }
        return self._in_full_by_word[row.name].get(row.article, frozenset())

    def _traits(self, root: str) -> PersonTraits:
        """Return what the articles that name a person in full say; computed once for each."""
        if root not in self._traits_by_root:
            members = [key for key in self.find_members(root) if self.parsed[key].is_full]
            rows = [row for key in members for row in self.names[key].rows]
            genders = Counter(row.gender for row in rows if row.gender)
            n_relative = sum(has_relative_role(row.roles) for row in rows)
            is_junior = all(self.parsed[key].suffix for key in members)
            self._traits_by_root[root] = PersonTraits(
                gender=find_outweighing(genders, GENDER_RATIO) if genders else "",
                is_secondary=bool(rows) and (is_junior or 2 * n_relative >= len(rows)),
            )
        return self._traits_by_root[root]

    def _find_pairs(self) -> Iterator[tuple[str, str, NameRelation]]:
        """Yield pairs of full names that can be one person's, each once."""
        blocks: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for key, parsed in self.parsed.items():
            if parsed.is_full:
                for shared in iterate_blocks(parsed):
                    blocks[shared].add(key)
        seen: set[tuple[str, str]] = set()
        for block in blocks.values():
            names = {key: self.parsed[key] for key in block}
            for pair in find_comparable(names) - seen:
                seen.add(pair)
                if kind := self._relation(*pair):
                    yield *pair, kind

    def _relation(self, key: str, other: str) -> NameRelation:
        return compare_names(self.names[key].text, self.names[other].text)

    def _is_same_person(self, key: str, other: str, kind: NameRelation) -> bool:
        """Return whether two names that can be one person's are, by themselves or by context."""
        first, second = self.parsed[key], self.parsed[other]
        is_same = first.given_names[0] == second.given_names[0] and first.surname == second.surname
        if (
            kind is NameRelation.VARIANT
            and is_same
            and len(first.given_names[0]) >= _MIN_GIVEN_LENGTH
        ):
            return True
        if first.key.split() == second.key.split()[::-1] and self._is_dominated(key, other):
            return True  # 'Trump Donald', written in that order by mistake
        fewer, more = sorted((self.names[key].articles, self.names[other].articles), key=len)
        shortest = min(len(first.given_names[0]), len(second.given_names[0]))
        is_doubtful = kind is NameRelation.NAMESAKE or shortest < _MIN_GIVEN_LENGTH
        if is_doubtful and 2 * len(fewer & more) > len(fewer):
            # Articles about father and son mostly name both, and each keeps 'J. Orr' and 'Jim Orr'
            # apart only where it says that one is the other's relative.
            return False
        sound = spelling_key(first.surname)
        sounds_alike = sound == spelling_key(second.surname)
        if kind is not NameRelation.NAMESAKE and sounds_alike and self._is_only_person(sound):
            return True
        return self.has_shared_context(key, other)

    def _is_dominated(self, key: str, other: str) -> bool:
        """Return whether one of two names is far more frequent than the other."""
        fewer, more = sorted(len(self.names[name].articles) for name in (key, other))
        return more >= DOMINANCE_RATIO * fewer

    def _is_only_person(self, sound: str) -> bool:
        """Return whether all full names with a family name of this sound can be one person's."""
        if sound not in self._is_one_person:
            names = self._by_sound.get(sound, [])
            self._is_one_person[sound] = len(names) <= MAX_NAMES_OF_PERSON and all(
                self._relation(key, other) for key, other in combinations(names, 2)
            )
        return self._is_one_person[sound]

    def _is_between(self, key: str, variants: list[str]) -> bool:
        """Return whether a name fits two fuller names of different people, neither much rarer.

        A name that is far more frequent than its fuller variants is one person's: 'James Comey'.
        """
        given_names = len(self.parsed[key].given_names)
        fuller = [other for other in variants if len(self.parsed[other].given_names) > given_names]
        articles = sum(len(self.names[other].articles) for other in fuller)
        if not fuller or len(self.names[key].articles) > DOMINANCE_RATIO * articles:
            return False
        first, *others = sorted(fuller, key=self.rank)
        most = len(self.names[first].articles)
        return any(
            len(self.names[other].articles) * DOMINANCE_RATIO >= most
            and not self._relation(first, other)
            for other in others
        )

    def _rank_pair(self, pair: tuple[str, str, NameRelation]) -> tuple[tuple[int, str], ...]:
        return tuple(sorted((self.rank(pair[0]), self.rank(pair[1]))))
