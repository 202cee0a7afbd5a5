"""Link the names of organisations across articles."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from itertools import combinations

from rapidfuzz.distance import OSA

from analysis.corpus.article_contexts import ArticleContexts
from analysis.corpus.entity_linking import LinkedNames, LocalEntity
from analysis.nlp.entities import countries
from analysis.nlp.entities.organisation_names import (
    build_acronyms,
    find_listed_name,
    is_acronym,
    is_generic_office,
    organisation_key,
)

#: Minimum length (letters) of names that may differ by one letter within a context (judgement:
#: shorter names that differ by a letter are mostly different).
MIN_MISSPELLED_LENGTH = 12
#: Minimum length (letters) of an acronym that is expanded; shorter ones have too many meanings
#: (judgement).
MIN_ACRONYM_LENGTH = 3
#: Maximum number of words of a country at the beginning of an office's name (judgement).
_MAX_COUNTRY_WORDS = 3
#: Number of letters at the beginning that misspelled names share, to limit comparisons (judgement).
_SHARED_PREFIX = 3


def link_organisations(rows: Iterable[LocalEntity], contexts: ArticleContexts) -> LinkedNames:
    """Link the names of organisations.

    Long names that differ by one letter are linked within a context. Acronyms of three letters and
    more may mean a name with these initials. Names that consist only of an office ('Defense
    Ministry') may mean one in the same article that adds a country ('Russian Defense Ministry').
    """
    linked = LinkedNames(rows, contexts)
    texts = {key: name.text for key, name in linked.names.items()}
    offices = [
        key for key, text in texts.items() if not find_listed_name(text) and is_generic_office(text)
    ]
    _merge_misspelled(linked, set(offices))
    expansions = _find_expansions(linked)
    for key in texts:
        if key in expansions:
            linked.mark_ambiguous(key, sorted(expansions[key]), is_per_context=False)
    offices_of_countries = _group_by_office(texts)
    for key in offices:
        candidates = offices_of_countries.get(key, ())
        linked.mark_ambiguous(key, candidates, is_per_context=True, is_article_only=True)
    return linked


def find_misspelling_block(key: str) -> tuple[str, int] | None:
    """Return what a key shares with every key it may be a misspelling of; None if it is short."""
    if len(key) < MIN_MISSPELLED_LENGTH:
        return None
    return key[:_SHARED_PREFIX], key.count(" ")


def _merge_misspelled(linked: LinkedNames, offices: Collection[str]) -> None:
    blocks: dict[tuple[str, int], list[str]] = defaultdict(list)
    for key in linked.names:
        if key not in offices and (block_key := find_misspelling_block(key)):
            blocks[block_key].append(key)
    for block in blocks.values():
        for key, other in combinations(block, 2):
            if abs(len(key) - len(other)) > 1 or OSA.distance(key, other, score_cutoff=1) > 1:
                continue
            has_same_digits = list(filter(str.isdigit, key)) == list(filter(str.isdigit, other))
            if has_same_digits and linked.has_shared_context(key, other):
                linked.merge(key, other)


def _find_expansions(linked: LinkedNames) -> dict[str, set[str]]:
    """Return, by acronym, the names it may mean."""
    by_initials: dict[str, set[str]] = defaultdict(set)
    for key, name in linked.names.items():
        for letters in build_acronyms(name.text):
            by_initials[letters].add(key)
    return {
        key: {
            long for long in by_initials[letters] if is_acronym(name.text, linked.names[long].text)
        }
        for key, name in linked.names.items()
        if len(letters := key.replace(" ", "")) >= MIN_ACRONYM_LENGTH
        and letters in by_initials
        and not find_listed_name(name.text)
    }


def _group_by_office(texts: Mapping[str, str]) -> dict[str, list[str]]:
    """Return the names that begin with a country, by the key of the office after it.

    Args:
        texts: How each name is written, by key.
    """
    by_office: dict[str, list[str]] = defaultdict(list)
    for key, text in texts.items():
        for office in list_offices_of_countries(text):
            by_office[office].append(key)
    return by_office


def list_offices_of_countries(text: str) -> Iterator[str]:
    """Yield the key of the office in a name that begins with a country."""
    words = text.removeprefix("the ").removeprefix("The ").split()
    for split in range(1, min(len(words), _MAX_COUNTRY_WORDS + 1)):
        if countries.find_country(" ".join(words[:split])):
            yield organisation_key(" ".join(words[split:]))
