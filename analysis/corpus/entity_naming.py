"""The name, label, aliases and id of entities, from the local entities that were linked."""

import hashlib
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from analysis.corpus.entity_keys import COUNTRY, find_entity_key, find_listed_place
from analysis.corpus.entity_linking import LocalEntity
from analysis.entity_types import ORG, PERSON, Family, family_of
from analysis.nlp.entities import countries
from analysis.nlp.entities.organisation_names import find_listed_name, is_generic_office
from analysis.nlp.entities.person_names import fold, parse_name, strip_title

#: An entity: its family, and its key there.
EntityKey = tuple[str, str]

#: The label of an entity none of whose rows has a label of its family.
_DEFAULT_LABELS: dict[str, str] = {Family.PERSON: PERSON, Family.ORGANISATION: ORG}
#: Maximum length (characters) of the name in an id; longer names are shortened, with a hash
#: (judgement).
_MAX_SLUG_LENGTH = 80
#: Number of characters of a hash in an id.
_HASH_LENGTH = 6
_QUOTATION_MARKS = " \"“”'‘’"
_DEFINITE_ARTICLE = re.compile(r"^[Tt]he (?!Hague)")


@dataclass(frozen=True)
class EntityCounts:
    """How often the local entities of one entity have each name, label, country and alias.

    Attributes:
        first: The name of the first of them.
        names: Their names.
        labels: Their labels.
        countries: Their countries, empty strings left out.
        aliases: What the texts call them, the name included.
    """

    first: str
    names: Counter[str]
    labels: Counter[str]
    countries: Counter[str]
    aliases: Counter[str]

    @classmethod
    def of_rows(cls, rows: Sequence[LocalEntity]) -> "EntityCounts":
        """Count local entities, at least one."""
        return cls(
            rows[0].name,
            Counter([row.name for row in rows]),
            Counter([row.label for row in rows]),
            Counter([row.country for row in rows if row.country]),
            Counter([name for row in rows for name in row.names if name]),
        )


def choose_name(family: str, counts: EntityCounts) -> str:
    """Return the most frequent of the fullest names: no title, not all in capitals."""
    if family == COUNTRY:
        return countries.get_country_name(find_most_common(counts.countries))
    if listed := find_listed(family, counts.first):
        return listed
    plain: Counter[str] = Counter()
    for name, count in counts.names.items():
        is_person = family == Family.PERSON
        plain[(strip_title(name) or name) if is_person else strip_article(name)] += count
    if family == Family.PERSON:
        return min(plain, key=lambda name: _rank_person_name(name, plain[name]))
    return min(plain, key=lambda name: _rank_name(name, family, plain[name]))


def find_listed(family: str, name: str) -> str:
    """Return what a listed organisation or place is called; empty if the name is not listed."""
    if family == Family.ORGANISATION:
        return find_listed_name(name)
    return find_listed_place(name) if family == Family.PLACE else ""


def strip_article(name: str) -> str:
    """Return a name as written, without "the" and quotation marks around it."""
    return _DEFINITE_ARTICLE.sub("", name).strip(_QUOTATION_MARKS) or name


def _rank_person_name(name: str, count: int) -> tuple[bool, bool, int, int, str]:
    return not parse_name(name).is_full, name.isupper(), -count, -len(name), name


def _rank_name(name: str, family: str, count: int) -> tuple[bool, bool, int, int, str]:
    # 'Google, Inc' says no more than 'Google'. Of two equally frequent names the shorter.
    is_vague = " " not in find_entity_key(name, family)[1]
    is_vague |= family == Family.ORGANISATION and is_generic_office(name)
    return is_vague, name.isupper(), -count, len(name), name


def choose_label(family: str, labels: Counter[str]) -> str:
    """Return the most frequent label of the entity's family, if any row has one of them."""
    if len(labels) == 1:
        (label,) = labels
        return label if family_of(label) == family else _DEFAULT_LABELS.get(family) or label
    of_family = Counter({label: n for label, n in labels.items() if family_of(label) == family})
    return find_most_common(of_family) or _DEFAULT_LABELS.get(family) or find_most_common(labels)


def list_aliases(counts: Counter[str]) -> list[str]:
    """Return the names in use, those in most articles first."""
    return sorted(counts, key=lambda name: (-counts[name], name))


def find_most_common(counts: Counter[str]) -> str:
    """Return the most frequent string, the first in order of equals; empty if there is none."""
    return min(counts, key=lambda text: (-counts[text], text), default="")


def build_ids(names: Mapping[EntityKey, str]) -> dict[EntityKey, str]:
    """Return a unique id for each entity; a hash follows all but the first of equal ids.

    Args:
        names: The name of each entity.
    """
    ids: dict[EntityKey, str] = {}
    taken: set[str] = set()
    for key in sorted(names):
        entity_id = _build_id(*key, names[key])
        ids[key] = f"{entity_id}-{_hash(key[1])}" if entity_id in taken else entity_id
        taken.add(ids[key])
    return ids


def _build_id(family: str, key: str, name: str) -> str:
    """Return an id of an entity, which other entities may have too."""
    if family == COUNTRY:
        return f"{COUNTRY}:{key}"
    _, separator, context = key.partition("#")
    slug = fold(name).replace(" ", "-")
    if not slug or len(slug) > _MAX_SLUG_LENGTH:
        slug = f"{slug[:_MAX_SLUG_LENGTH]}-{_hash(name)}".lstrip("-")
    return f"{family}:{slug}{'-' * bool(separator)}{context}"


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:_HASH_LENGTH]
