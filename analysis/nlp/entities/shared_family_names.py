"""Given names before a full name whose family name both persons have: 'Ada and Ray Boon'."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from itertools import pairwise

from analysis.nlp.entities import person_names
from analysis.nlp.entities.name_spans import Name

#: What is between two persons of one family name.
_AND = (" and ", " & ")


def find_shared_family_names(persons: Sequence[Name]) -> dict[int, str]:
    """Return, by where it starts, the full name of each given name that shares a family name.

    A word that is a family name in the article ('Boon and Ray Holt' after 'Ada Boon') shares none,
    nor does a given name that the article uses alone for somebody else whom it names in full.

    Args:
        persons: The names of persons of an article, in order.
    """
    parsed_names = [person_names.parse_name(name.text) for name in persons]
    surnames = {surname for parsed in parsed_names if parsed.is_full for surname in parsed.surnames}
    bearers: dict[str, set[str]] = defaultdict(set)
    for parsed in parsed_names:
        if parsed.is_full:
            bearers[parsed.given_names[0]].add(parsed.surname)
    uses_alone = Counter(parsed.key for parsed in parsed_names if not parsed.is_full)
    full_names: dict[int, str] = {}
    for (name, parsed), (other, other_parsed) in pairwise(zip(persons, parsed_names, strict=True)):
        is_pair = len(name.span) == 1 and not parsed.is_full and other_parsed.is_full
        between = name.span.doc._.text[name.end : other.start]
        if not is_pair or between not in _AND or parsed.key in surnames or _has_title(name):
            continue
        surnames_of_bearers = bearers.get(parsed.key, set())
        is_others = bool(surnames_of_bearers) and other_parsed.surname not in surnames_of_bearers
        if is_others and uses_alone[parsed.key] > 1:
            continue
        is_certain = not (other_parsed.alternative_surname or other_parsed.suffix)
        given_names = (name.text, other.text.split()[0])
        if is_certain and all(map(person_names.is_given_name, given_names)):
            family_name = other.text.split()[len(other_parsed.given_names) :]
            full_names[name.start] = " ".join((name.text, *family_name))
    return full_names


def _has_title(name: Name) -> bool:
    """Whether a word in capitals is before a name: 'Sens. Boon and Ray Holt'."""
    token = name.span[0]
    before = token.nbor(-1) if token.i and not token.is_sent_start else None
    return before is not None and before.is_title
