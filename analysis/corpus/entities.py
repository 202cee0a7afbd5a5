"""Join what articles name, article by article, into entities of the whole corpus.

What one article calls 'Sullivan' and another 'Jake Sullivan' is one entity where the texts bear it
out. In order:

1. A mention of a country joins that country (``country:KP``), whatever it is called.
2. A label that most articles contradict is corrected, and so is a family name's ('Kirby' as an
   organisation where John Kirby is named in the same story).
3. Equal names are one entity: case, accents, hyphens, titles, legal forms aside.
4. Full names of persons that can be one person join; what differs in more than middle names needs
   a shared context. See :func:`analysis.corpus.person_linking.join_persons`.
5. What does not tell who is meant by itself (a family name, an acronym, 'Defense Ministry', a
   'George Bush' between two) joins the one bearer its context has, and otherwise stays apart,
   once per context.

Two articles share a context when they are of one story; without stories, when at least two
uncommon names stand in both. PERSON never joins with any other kind once labels are settled.
Everything depends on the set of rows, not on their order.
"""

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cache

import pandas as pd

from analysis import tables
from analysis.corpus.article_contexts import Contexts
from analysis.corpus.entity_linking import LocalEntity
from analysis.corpus.organisation_linking import join_organisations
from analysis.corpus.person_linking import join_persons
from analysis.entity_types import ORG, PERSON, Family, Trait, family_of, labels_with
from analysis.nlp.entities import countries
from analysis.nlp.entities.organisation_names import (
    find_listed_name,
    is_generic_office,
    organisation_key,
)
from analysis.nlp.entities.person_names import fold, parse_name, strip_title
from analysis.word_lists import read_rows

#: Labels under which a row with a country is the country (an ORG with one is an institution).
_COUNTRY_LABELS = frozenset(labels_with(Trait.COUNTRY))
#: The label of an entity none of whose rows has a label of its family.
_LABELS: dict[str, str] = {Family.PERSON: PERSON, Family.ORGANISATION: ORG}
#: A label that this share of the articles with a name contradicts is taken for a mistake.
_MAJORITY = 2 / 3
_SLUG = 80
_QUOTES = " \"“”'‘’"
_ARTICLE = re.compile(r"^[Tt]he (?!Hague)")


@dataclass(frozen=True)
class Linked:
    """The entities of a corpus and who is who.

    Attributes:
        entities: As ``tables.CATALOGUE["entities"]``, sorted by entity_id.
        links: article_id, entity (as in ``local_entities``), entity_id; one row per local entity.
    """

    entities: pd.DataFrame
    links: pd.DataFrame


def link(
    local_entities: pd.DataFrame,
    stories: pd.DataFrame | None = None,
    known: pd.DataFrame | None = None,
) -> Linked:
    """Join local entities into entities.

    Args:
        local_entities: Rows of ``tables.PARTS["local_entities"]``.
        stories: article_id and story_id, one row per article, where known.
        known: ``links`` of an earlier time. An entity keeps the id that most of its rows had, if no
            other entity has more of that id's.

    Returns:
        The entities and links. An entity's id is ``country:`` and its code, or its kind and its
        name ('person:kim-jong-un'), with a hash after it where that alone would not tell two
        entities apart. Its name is the fullest kind of name it has, the most frequent of these.
    """
    read = sorted(_read(local_entities), key=lambda row: (row.article, row.entity, row.name))
    found = _settle_labels(read)
    contexts = Contexts(
        ((row.article, f"{row.family}:{row.key}") for row in found if row.family != "country"),
        None if stories is None else dict(zip(stories.article_id, stories.story_id, strict=True)),
    )
    by_family: dict[str, list[LocalEntity]] = defaultdict(list)
    for row in found:
        by_family[row.family].append(row)
    persons = join_persons(by_family.pop("person", []), contexts)
    for family in ("org", "place"):
        by_family[family] = persons.claim(by_family[family])
    organisations = join_organisations(by_family.pop("org"), contexts)
    entities: dict[tuple[str, str], list[LocalEntity]] = defaultdict(list)
    for family, joined in (("person", persons), ("org", organisations)):
        for row, key in joined.assigned():
            entities[family, key].append(row)
    for family, rows in by_family.items():
        for row in rows:
            entities[family, row.key].append(row)
    return _tables(entities, {} if known is None else _kept(entities, known))


def _kept(
    entities: dict[tuple[str, str], list[LocalEntity]], known: pd.DataFrame
) -> dict[tuple[str, str], str]:
    """Return the ids of an earlier time that entities keep."""
    columns = (known[name].tolist() for name in ("article_id", "entity", "entity_id"))
    before = {
        (article, entity): entity_id for article, entity, entity_id in zip(*columns, strict=True)
    }
    shares: list[tuple[int, str, tuple[str, str]]] = []
    for key, rows in entities.items():
        had = Counter(before.get((row.article, row.entity), "") for row in rows)
        del had[""]
        kind = "country:" if key[0] == "country" else f"{key[0]}:"
        shares += [(-count, old, key) for old, count in had.items() if old.startswith(kind)]
    kept: dict[tuple[str, str], str] = {}
    taken: set[str] = set()
    for _, old, key in sorted(shares):
        if key not in kept and old not in taken:
            kept[key] = old
            taken.add(old)
    return kept


def _read(frame: pd.DataFrame) -> Iterable[LocalEntity]:
    """Yield one row per local entity, with its family and comparison key."""
    columns = ("article_id", "entity", "name", "label", "country", "aliases", "mentions")
    for article, entity, name, label, country, aliases, mentions in zip(
        *(frame[column].tolist() for column in columns), strict=True
    ):
        if country and label in _COUNTRY_LABELS:
            family, key = "country", country
        else:
            family, key = _key(name, family_of(label))
        names = tuple(dict.fromkeys((name, *aliases)))
        yield LocalEntity(article, entity, family, key, name, label, country, names, mentions)


def _key(name: str, family: str) -> tuple[str, str]:
    """Return the family and the key that equal names of one family share."""
    if family == "person":
        person = parse_name(name)
        if person.is_regnal:
            return family, fold(strip_title(name))
        return family, f"{person.key} {person.suffix}".rstrip() or name
    if family == "place":
        folded = fold(name)
        if folded in _places() or len(folded) <= 2:
            # 'VA' as a place is Virginia, not Veterans Affairs.
            return family, fold(_places().get(folded, name)) or name
    key = organisation_key(name)
    if find_listed_name(name):
        return "org", key  # 'Republicans' are the party
    if family == "group" and not key.endswith("ss"):
        key = key.removesuffix("s")  # 'Muslim', 'Muslims'
    return family, key or name


def _settle_labels(rows: list[LocalEntity]) -> list[LocalEntity]:
    """Return the rows with families that most articles with the name agree on.

    Kinds other than persons are one name's readings, and the most frequent is taken. A name is
    only moved to or from PERSON by a clear majority, as 'Jordan' may be both.
    """
    counts: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        if row.family != "country":
            counts[row.key][row.family] += 1
    settled = []
    for row in rows:
        votes = counts[row.key]
        family = row.family
        if len(votes) > 1:
            others = [name for name in votes if name != "person"]
            other = min(others, key=lambda name: (-votes[name], name))
            if votes["person"] >= _MAJORITY * votes.total():
                family = "person"
            elif family != "person" or votes["person"] <= (1 - _MAJORITY) * votes.total():
                family = other
        settled.append(row if family == row.family else _moved(row, family))
    return settled


def _moved(row: LocalEntity, family: str) -> LocalEntity:
    family, key = _key(row.name, family)
    return replace(row, family=family, key=key)


@cache
def _places() -> dict[str, str]:
    return {fold(row["form"]): row["name"] for row in read_rows("nlp", "places.csv")}


def _tables(
    entities: dict[tuple[str, str], list[LocalEntity]], kept: dict[tuple[str, str], str]
) -> Linked:
    """Name the entities and lay them out as tables; some keep an id they had."""
    names = {key: _name(key[0], rows) for key, rows in entities.items()}
    ids = _ids({key: _id(*key, name) for key, name in names.items()}, kept)
    links = [(row.article, row.entity, ids[key]) for key, rows in entities.items() for row in rows]
    records = [
        {
            "entity_id": ids[key],
            "name": names[key],
            "label": _label(key[0], rows),
            "country": _most(Counter(row.country for row in rows if row.country)),
            "aliases": _aliases(rows),
        }
        for key, rows in entities.items()
    ]
    columns = tables.CATALOGUE["entities"].names
    return Linked(
        pd.DataFrame(records, columns=columns).sort_values("entity_id", ignore_index=True),
        pd.DataFrame(links, columns=["article_id", "entity", "entity_id"]).sort_values(
            ["article_id", "entity"], ignore_index=True
        ),
    )


def _name(family: str, rows: list[LocalEntity]) -> str:
    """Return the most frequent of the fullest kind of name: no title, not all in capitals."""
    if family == "country":
        return countries.get_country_name(rows[0].country)
    if family == "org" and (listed := find_listed_name(rows[0].name)):
        return listed
    if family == "place" and (listed := _places().get(fold(rows[0].name), "")):
        return listed
    if family == "person":
        counts = Counter(strip_title(row.name) or row.name for row in rows)
    else:
        counts = Counter(_ARTICLE.sub("", row.name).strip(_QUOTES) or row.name for row in rows)

    def rank(name: str) -> tuple[bool, bool, int, int, str]:
        if family == "person":
            return not parse_name(name).is_full, name.isupper(), -counts[name], -len(name), name
        # 'Google, Inc' tells no more than 'Google'. Of two equally frequent the shorter.
        vague = " " not in _key(name, family)[1] or (family == "org" and is_generic_office(name))
        return vague, name.isupper(), -counts[name], len(name), name

    return min(counts, key=rank)


def _label(family: str, rows: list[LocalEntity]) -> str:
    """Return the most frequent label of those the family has, if any row has one of them."""
    labels = Counter(row.label for row in rows)
    fitting = Counter({label: n for label, n in labels.items() if family_of(label) == family})
    return _most(fitting) or _LABELS.get(family) or _most(labels)


def _aliases(rows: list[LocalEntity]) -> list[str]:
    """Return the names used, those in most articles first."""
    counts = Counter(name for row in rows for name in row.names if name)
    return sorted(counts, key=lambda name: (-counts[name], name))


def _id(family: str, key: str, name: str) -> str:
    """Return an entity's id, which need not be the only one of its kind."""
    if family == "country":
        return f"country:{key}"
    _, apart, context = key.partition("#")
    slug = fold(name).replace(" ", "-")
    if not slug or len(slug) > _SLUG:
        slug = f"{slug[:_SLUG]}-{_hash(name)}".lstrip("-")
    return f"{family}:{slug}{'-' * bool(apart)}{context}"


def _ids(
    wanted: dict[tuple[str, str], str], kept: dict[tuple[str, str], str]
) -> dict[tuple[str, str], str]:
    """Return the ids, with a hash of the key after all but the first that want the same."""
    ids = dict(kept)
    taken = set(kept.values())
    for key in sorted(wanted.keys() - kept.keys()):
        name = wanted[key]
        ids[key] = f"{name}-{_hash(key[1])}" if name in taken else name
        taken.add(ids[key])
    return ids


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:6]


def _most(counts: Counter[str]) -> str:
    return min(counts, key=lambda name: (-counts[name], name), default="")
