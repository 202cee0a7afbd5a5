"""An index of full names of persons, so that a name is compared with few others."""

from collections import defaultdict
from collections.abc import Iterator
from typing import NamedTuple

from analysis.nlp.entities.person_name_matching import NameRelation, compare_names, spelling_key
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


def iterate_forms(parsed: PersonName) -> Iterator[str]:
    """Yield what two full names that may be one person's share at least one of.

    These are letters that their given names, or nicknames of these, begin with as written or as
    spoken, the last words of the names, and two words in reverse order. Within a block of
    :func:`iterate_blocks`, most names have none in common.
    """
    others = ((parsed.surname,),) if parsed.alternative_surname else ()
    for given_names in (parsed.given_names, *others):
        for word in given_names:
            yield word[:1]
            yield f"~{spelling_key(word)[:1]}"
            for nickname in nicknames().get(word, ()):
                yield nickname[:1]
            if len(word) > 1:
                break  # only what follows an initial may be the name: 'F. Scott Fitzgerald'
    words = parsed.key.split()
    for start in range(len(words) - 1):
        yield " ".join(words[start:])  # 'Enrique Peña Nieto', 'Peña Nieto'
    yield f"<{parsed.given_names[0]} {parsed.surname}"
    yield f"<{' '.join(words[::-1])}"  # 'Abe Shinzo'
