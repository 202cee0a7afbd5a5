"""The names of an article, looked up by what they begin with and by whom they explain."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import chain

from analysis.entity_types import PERSON
from analysis.nlp.entities.name_spans import Name
from analysis.nlp.entities.person_index import iterate_blocks
from analysis.nlp.entities.person_name_matching import compare_names
from analysis.nlp.entities.person_names import PersonName, nicknames, parse_name


class KnownNames:
    """The names of an article; a look-up takes the same time however many there are."""

    def __init__(self, names: Iterable[Name]) -> None:
        """Index the names."""
        self._by_beginning: dict[str, Name] = {}
        self._persons: dict[tuple[str, ...], dict[str, None]] = defaultdict(dict)
        for name in names:
            if " " not in name.text:
                continue
            for position, character in enumerate(name.text):
                if character == " ":
                    self._by_beginning.setdefault(name.text[:position], name)
            if name.label == PERSON:
                for key in _iterate_keys(parse_name(name.text)):
                    self._persons[key][name.text] = None

    def find_longer(self, beginning: str) -> Name | None:
        """Return the first name that has more words after these, None if there is none."""
        return self._by_beginning.get(beginning)

    def is_explained(self, name: str) -> bool:
        """Return whether a longer name of a person may be the one of this name."""
        keys = set(_iterate_keys(parse_name(name)))
        candidates = chain.from_iterable(self._persons.get(key, ()) for key in keys)
        return any(compare_names(name, candidate) for candidate in candidates)


def _iterate_keys(parsed: PersonName) -> Iterator[tuple[str, ...]]:
    """Yield keys of which two names that :func:`compare_names` relates share at least one."""
    if not parsed.key:
        return
    if not parsed.is_full:
        yield from {("word", parsed.key), ("word", parsed.surname)}
        return
    given_name = parsed.given_names[0]
    for word in {*parsed.surnames, given_name, *nicknames().get(given_name, ())}:
        yield "word", word
    yield from iterate_blocks(parsed)
