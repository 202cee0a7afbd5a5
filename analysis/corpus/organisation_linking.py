"""Join the names of organisations across articles."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from itertools import combinations

from rapidfuzz.distance import OSA

from analysis.corpus.article_contexts import Contexts
from analysis.corpus.entity_linking import Joined, LocalEntity
from analysis.nlp.entities import countries
from analysis.nlp.entities.organisation_names import (
    build_acronyms,
    find_listed_name,
    is_acronym,
    is_generic_office,
    organisation_key,
)

#: Names of organisations at least this long may differ by one letter within a context.
_LONG = 12
#: Shorter acronyms are too many things.
_ACRONYM = 3


def join_organisations(rows: Iterable[LocalEntity], contexts: Contexts) -> Joined:
    """Join the names of organisations.

    Long names that differ by one letter join within a context. Acronyms of three letters and more
    stand for a name with these initials. Names of nothing but an office ('Defense Ministry') stand
    for one in the same article that adds a country ('Russian Defense Ministry').
    """
    joined = Joined(rows, contexts)
    texts = {key: name.text for key, name in joined.names.items()}
    offices = [
        key for key, text in texts.items() if not find_listed_name(text) and is_generic_office(text)
    ]
    _join_misspelled(joined, set(offices))
    expansions = _expansions(joined)
    for key in texts:
        if key in expansions:
            joined.loosen(key, sorted(expansions[key]), apart=False)
    by_ending: dict[str, list[str]] = defaultdict(list)
    for key, text in texts.items():
        words = text.removeprefix("the ").removeprefix("The ").split()
        for at in range(1, min(len(words), 4)):
            if countries.find_country(" ".join(words[:at])):
                by_ending[organisation_key(" ".join(words[at:]))].append(key)
    for key in offices:
        joined.loosen(key, by_ending.get(key, ()), apart=True, beyond=False)
    return joined


def _join_misspelled(joined: Joined, offices: Collection[str]) -> None:
    blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key in joined.names:
        if len(key) >= _LONG and key not in offices:
            blocks[key[:3], key.count(" ")].append(key)
    for block in blocks.values():
        for a, b in combinations(block, 2):
            if abs(len(a) - len(b)) > 1 or OSA.distance(a, b, score_cutoff=1) > 1:
                continue
            digits = [c for c in a if c.isdigit()] == [c for c in b if c.isdigit()]
            if digits and joined.near(a, b):
                joined.join(a, b)


def _expansions(joined: Joined) -> dict[str, set[str]]:
    """Return, by acronym, the names it may stand for."""
    by_initials: dict[str, set[str]] = defaultdict(set)
    for key, name in joined.names.items():
        for letters in build_acronyms(name.text):
            by_initials[letters].add(key)
    return {
        key: {
            long for long in by_initials[letters] if is_acronym(name.text, joined.names[long].text)
        }
        for key, name in joined.names.items()
        if len(letters := key.replace(" ", "")) >= _ACRONYM
        and letters in by_initials
        and not find_listed_name(name.text)
    }
