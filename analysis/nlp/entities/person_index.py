"""An index of full names of persons, so that a name is compared with few others."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import combinations, product
from typing import NamedTuple

from analysis.nlp.entities.person_name_matching import (
    MIN_LENGTH,
    NameRelation,
    compare_names,
    spelling_key,
)
from analysis.nlp.entities.person_names import PersonName, nicknames, parse_name


class NamedPersons(NamedTuple):
    """The keys of the persons whom a name of one word may mean, in the order they were added."""

    by_surname: list[str]
    by_given_name: list[str]


class PersonIndex:
    """Full names of persons, each with a key."""

    def __init__(self) -> None:
        """Start without names."""
        self._names: list[tuple[str, str]] = []
        self._by_block: dict[tuple[str, ...], list[int]] = defaultdict(list)
        self._by_word: dict[str, list[int]] = defaultdict(list)

    def add(self, name: str, key: str) -> None:
        """Add a full name."""
        parsed, number = parse_name(name), len(self._names)
        self._names.append((name, key))
        for block in set(iterate_blocks(parsed)):
            self._by_block[block].append(number)
        given_name = parsed.given_names[0]
        for word in {*parsed.surnames, *parsed.given_names, *nicknames().get(given_name, ())}:
            self._by_word[word].append(number)

    def find_candidates(self, name: str) -> list[str]:
        """Return the keys of the names that a full name may be another form of."""
        blocks = set(iterate_blocks(parse_name(name)))
        numbers = {number for block in blocks for number in self._by_block.get(block, ())}
        return [self._names[number][1] for number in sorted(numbers)]

    def find_persons(self, word: str) -> NamedPersons:
        """Return whom a name of one word may mean."""
        parsed = parse_name(word)
        numbers = {
            number
            for form in (parsed.key, parsed.surname)
            for number in self._by_word.get(form, ())
        }
        persons = NamedPersons([], [])
        for number in sorted(numbers):
            name, key = self._names[number]
            match compare_names(word, name):
                case NameRelation.SURNAME:
                    persons.by_surname.append(key)
                case NameRelation.GIVEN_NAME:
                    persons.by_given_name.append(key)
        return persons


def iterate_blocks(parsed: PersonName) -> Iterator[tuple[str, ...]]:
    """Yield the keys of which two full names that may be one person's share at least one.

    Their family names sound alike, or they share the given name and the ends of the family name,
    or the same two words in any order.
    """
    for surname in parsed.surnames:
        yield (spelling_key(surname),)
        yield parsed.given_names[0], surname[:1], surname[-1:]
    match parsed.key.split():
        case [first, second]:
            yield "", *sorted((first, second))  # 'Abe Shinzo'


def find_comparable(names: Mapping[str, PersonName]) -> set[tuple[str, str]]:
    """Return the pairs of full names of a block that may be one person's.

    They have a form of :func:`_iterate_forms` in common and no two middle names, or one has the
    initial of the other.

    Args:
        names: Full names by key.
    """
    keys_by_form: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    keys_by_letter: dict[str, list[str]] = defaultdict(list)
    keys_by_initial: dict[str, list[str]] = defaultdict(list)
    for key in sorted(names) if len(names) > 1 else ():
        for form, middle_name in set(_iterate_forms(names[key])):
            keys_by_form[form][middle_name].append(key)
        for word in set(_iterate_first_names(names[key])):
            keys_by_letter[word[0]].append(key)
            if len(word) == 1:
                keys_by_initial[word].append(key)
    pairs: set[tuple[str, str]] = set()
    for keys_by_middle in keys_by_form.values():
        others = keys_by_middle.pop("", [])
        pairs.update(combinations(others, 2))
        for keys in keys_by_middle.values():
            pairs.update(combinations(keys, 2))
            pairs.update(product(keys, others))
    for letter, keys in keys_by_initial.items():
        pairs.update(product(keys, keys_by_letter[letter]))
    return {(min(pair), max(pair)) for pair in pairs if pair[0] != pair[1]}


def _iterate_forms(parsed: PersonName) -> Iterator[tuple[str, str]]:
    """Yield what two full names that may be one person's share at least one of, initials aside.

    With each comes the middle name if it has to be that of the other, where that has one.

    These are their given names as written and as spoken, nicknames of these, the first and last
    letter of long ones, in which another may be written otherwise, the last words of the names, and
    two words in reverse order. Within a block of :func:`iterate_blocks`, most names have none in
    common.
    """
    middle_name = parsed.given_names[1] if len(parsed.given_names) > 1 else ""
    if len(middle_name) == 1 or parsed.alternative_surname:
        middle_name = ""
    for word in _iterate_first_names(parsed):
        forms = [word.replace(" ", ""), *nicknames().get(word, ())]
        if len(word) >= MIN_LENGTH:
            forms += [f"~{spelling_key(word)}", f"{word[0]}~{word[-1]}"]
        for form in forms:
            yield form, middle_name
    words = parsed.key.split()
    for start in range(len(words) - 1):
        yield " ".join(words[start:]), ""  # 'Enrique Peña Nieto', 'Peña Nieto'
    yield f"<{parsed.given_names[0]} {parsed.surname}", middle_name
    yield f"<{' '.join(words[::-1])}", ""  # 'Abe Shinzo'


def _iterate_first_names(parsed: PersonName) -> Iterator[str]:
    """Yield the given names that may be the first, in both orders where the order is uncertain."""
    others = ((parsed.surname,),) if parsed.alternative_surname else ()
    for given_names in (parsed.given_names, *others):
        for word in given_names:
            yield word
            if len(word) > 1:
                break  # only what follows an initial may be the name: 'F. Scott Fitzgerald'
