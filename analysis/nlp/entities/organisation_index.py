"""An index of names of organisations, so that a name is compared with few others."""

from collections import defaultdict
from collections.abc import Iterator

from analysis.nlp.entities.organisation_names import (
    build_acronyms,
    organisation_key,
    strip_to_letters,
)
from analysis.nlp.entities.person_names import fold


class OrganisationIndex:
    """Names of organisations, each with a key."""

    def __init__(self) -> None:
        """Start without names."""
        self._keys: list[str] = []
        self._by_block: dict[tuple[str, str], list[int]] = defaultdict(list)

    def __contains__(self, key: str) -> bool:
        """Return whether a name with this key was added."""
        return ("entity", key) in self._by_block

    def add(self, name: str, key: str) -> None:
        """Add the full name of an organisation."""
        number = len(self._keys)
        self._keys.append(key)
        for block in {("entity", key), *_iterate_blocks(name), *_iterate_words(name)}:
            self._by_block[block].append(number)

    def find_candidates(self, name: str) -> list[str]:
        """Return the keys of the names that a name may be another or a shorter form of.

        Their keys are equal, one is an acronym of the other, or the name has their first or last
        word.
        """
        blocks = {*_iterate_blocks(name), *_iterate_words(name)}
        numbers = {number for block in blocks for number in self._by_block.get(block, ())}
        return [self._keys[number] for number in sorted(numbers)]


def _iterate_blocks(name: str) -> Iterator[tuple[str, str]]:
    yield "key", organisation_key(name)
    for letters in {strip_to_letters(name).lower(), *build_acronyms(name)}:
        yield "letters", letters


def _iterate_words(name: str) -> Iterator[tuple[str, str]]:
    """Yield the first and the last word, without the article."""
    words = fold(name).split()
    if words[:1] == ["the"]:
        yield "first", words[0]
        words = words[1:]
    if words:
        yield "first", words[0]
        yield "last", words[-1]
