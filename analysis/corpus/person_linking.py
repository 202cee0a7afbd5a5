"""Join the names of persons across articles."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations

from analysis.corpus.article_contexts import Contexts
from analysis.corpus.entity_linking import OUTWEIGHS, Joined, LocalEntity, Name
from analysis.entity_types import Trait, labels_with
from analysis.nlp.entities.organisation_names import find_listed_name
from analysis.nlp.entities.person_name_matching import NameRelation, compare_names, spelling_key
from analysis.nlp.entities.person_names import parse_name

#: A word that is a family name of someone in the context in this share of its articles is one.
_CLAIMED = 0.5
#: ... if people of that name are in this share as many articles at least.
_KNOWN = 0.5
#: Labels that spaCy gives to family names by mistake.
_MISTAKEN = frozenset(labels_with(Trait.MISTAKEN_SURNAME))
#: Relations of a family name alone to the full name of its bearer.
_BY_FAMILY_NAME = (NameRelation.SURNAME, NameRelation.SAME)
#: A family name with more full names than this is not one person's.
_FEW = 12


def join_persons(rows: Iterable[LocalEntity], contexts: Contexts) -> "Persons":
    """Join the names of persons.

    Names that differ in middle names alone join wherever they stand; nicknames, initials and
    spelling need a shared context, or a family name nobody else in the corpus bears; a 'Jr.' on one
    needs the context. Two names join only when all that have joined either can be one person's.
    """
    persons = Persons(rows, contexts)
    doubtful = persons.join_full()
    for key, parsed in persons.parsed.items():
        if not parsed.is_full:
            called = persons.called(persons.names[key].text)
            persons.loosen(key, called, apart=bool(called))
        elif key in doubtful:
            persons.loosen(key, doubtful[key], apart=True)
    return persons


class Persons(Joined):
    """The persons of a corpus."""

    def __init__(self, rows: Iterable[LocalEntity], contexts: Contexts) -> None:
        """Take the names apart and index them by family name."""
        super().__init__(rows, contexts)
        self.parsed = {key: parse_name(name.text) for key, name in self.names.items()}
        self._called: dict[str, list[str]] = defaultdict(list)
        self._sounding: dict[str, list[str]] = defaultdict(list)
        self._single: dict[str, bool] = {}
        for key, parsed in self.parsed.items():
            for surname in parsed.surnames if parsed.is_full else (parsed.key,) * parsed.is_regnal:
                self._called[surname].append(key)
                if parsed.is_full:
                    self._sounding[spelling_key(surname)].append(key)

    def called(self, word: str) -> list[str]:
        """Return the names of those whom a one-word name may mean: by family name, or as pope."""
        found = self._called.get(parse_name(word).key, [])
        return [
            key for key in found if compare_names(word, self.names[key].text) in _BY_FAMILY_NAME
        ]

    def join_full(self) -> dict[str, list[str]]:
        """Join full names; return those that stay between two, with whom they may mean."""
        pairs = sorted(
            self._pairs(), key=lambda pair: (pair[2] is not NameRelation.VARIANT, self._order(pair))
        )
        variants: dict[str, list[str]] = defaultdict(list)
        for a, b, how in pairs:
            if how is not NameRelation.NAMESAKE:
                variants[a].append(b)
                variants[b].append(a)
        doubtful = {key: found for key, found in variants.items() if self._between(key, found)}
        for a, b, how in pairs:
            if a in doubtful or b in doubtful or not self._plain(a, b, how):
                continue
            if all(self._relation(x, y) for x, y in self.together(a, b)):
                self.join(a, b)
        return doubtful

    def claim(self, rows: Sequence[LocalEntity]) -> list[LocalEntity]:
        """Take over rows of another family that are family names here; return the others.

        A single word ('Kirby' as an organisation) is one when in most of its articles somebody of
        that family name is named in the context, unless it is far better known than they are.
        """
        by_key: dict[str, list[LocalEntity]] = defaultdict(list)
        kept: list[LocalEntity] = []
        for row in rows:
            (by_key[row.key] if row.label in _MISTAKEN else kept).append(row)
        for key, some in by_key.items():
            claimed, others = self._claimed(key, some)
            kept += others
            if claimed:
                known = self.names[key].rows if key in self.names else []
                taken = [replace(row, family="person") for row in claimed]
                self.names[key] = Name([*known, *taken])
        return kept

    def _claimed(
        self, key: str, rows: list[LocalEntity]
    ) -> tuple[list[LocalEntity], list[LocalEntity]]:
        """Part rows of one key into family names and others."""
        text = Name(rows).text
        bearers = [] if parse_name(text).is_full or find_listed_name(text) else self.called(text)
        if not bearers:
            return [], rows
        near = set().union(*(self.names[bearer].articles for bearer in bearers))
        shared = sum(not self.contexts.of(row.article).isdisjoint(near) for row in rows)
        known = len(near) >= _KNOWN * len({row.article for row in rows})
        if not known or shared < _CLAIMED * len(rows):
            return [], rows
        self.loosen(key, bearers, apart=True)
        loose = self._loose[key]
        claimed: list[LocalEntity] = []
        others: list[LocalEntity] = []
        for row in rows:
            here = not self.contexts.of(row.article).isdisjoint(near)
            ours = here or loose.meant(row.article, self.contexts)
            (claimed if ours else others).append(row)
        return claimed, others

    def _pairs(self) -> Iterator[tuple[str, str, NameRelation]]:
        """Yield pairs of full names that can be one person's, each once.

        Only names are compared whose family names sound alike, or that share the given name and
        the ends of the family name.
        """
        blocks: dict[tuple[str, ...], set[str]] = defaultdict(set)
        for key, parsed in self.parsed.items():
            for surname in parsed.surnames if parsed.is_full else ():
                blocks[(spelling_key(surname),)].add(key)
                blocks[parsed.given_names[0], surname[:1], surname[-1:]].add(key)
            if len(words := key.split()) == 2:
                blocks["", *sorted(words)].add(key)  # 'Abe Shinzo'
        seen: set[tuple[str, str]] = set()
        for block in blocks.values():
            for pair in combinations(sorted(block), 2):
                if pair not in seen and (how := self._relation(*pair)):
                    seen.add(pair)
                    yield *pair, how

    def _relation(self, a: str, b: str) -> NameRelation:
        return compare_names(self.names[a].text, self.names[b].text)

    def _plain(self, a: str, b: str, how: NameRelation) -> bool:
        """Whether two names that can be one person's are, by themselves or by their contexts."""
        first, second = self.parsed[a], self.parsed[b]
        same = first.given_names[0] == second.given_names[0] and first.surname == second.surname
        if how is NameRelation.VARIANT and same and len(first.given_names[0]) > 1:
            return True
        if first.key.split() == second.key.split()[::-1] and self._outweighs(a, b):
            return True  # 'Trump Donald', written so by mistake
        sound = spelling_key(first.surname)
        alike = sound == spelling_key(second.surname)
        if how is not NameRelation.NAMESAKE and alike and self._only_bearer(sound):
            return True
        fewer, more = sorted((self.names[a].articles, self.names[b].articles), key=len)
        if how is NameRelation.NAMESAKE and 2 * len(fewer & more) > len(fewer):
            return False  # father and son are told apart where both are named
        return self.near(a, b)

    def _outweighs(self, a: str, b: str) -> bool:
        fewer, more = sorted(len(self.names[key].articles) for key in (a, b))
        return more >= OUTWEIGHS * fewer

    def _only_bearer(self, sound: str) -> bool:
        """Whether all full names with a family name of this sound can be one person's."""
        if sound not in self._single:
            names = self._sounding.get(sound, [])
            self._single[sound] = len(names) <= _FEW and all(
                self._relation(a, b) for a, b in combinations(names, 2)
            )
        return self._single[sound]

    def _between(self, key: str, variants: list[str]) -> bool:
        """Whether two fuller names that cannot be one person's fit a name, neither much rarer.

        A name that is used far more often than its fuller ones is one person's: 'James Comey'.
        """
        given = len(self.parsed[key].given_names)
        fuller = [other for other in variants if len(self.parsed[other].given_names) > given]
        known = sum(len(self.names[other].articles) for other in fuller)
        if not fuller or len(self.names[key].articles) > OUTWEIGHS * known:
            return False
        first, *others = sorted(fuller, key=self.rank)
        often = len(self.names[first].articles)
        return any(
            len(self.names[other].articles) * OUTWEIGHS >= often
            and not self._relation(first, other)
            for other in others
        )

    def _order(
        self, pair: tuple[str, str, NameRelation]
    ) -> tuple[tuple[int, str], tuple[int, str]]:
        a, b = sorted(pair[:2], key=self.rank)
        return self.rank(a), self.rank(b)
