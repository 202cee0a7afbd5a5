"""Link the entities of all articles into entities of the corpus.

What one article calls 'Sullivan' and another 'Jake Sullivan' is one entity if the texts support it.
In order:

1. A mention of a country is that country (``country:KP``), whatever it is called.
2. A label that most articles contradict is corrected, and so is that of a family name ('Kirby' as
   an organisation where John Kirby is named in the same story).
3. Equal names are one entity: case, accents, hyphens, titles and legal forms do not count.
4. Full names of persons that can be one person's are linked; if they differ in more than middle
   names, they need a shared context. See :func:`analysis.corpus.person_linking.link_persons`.
5. A name that does not by itself say who is meant (a family name, an acronym, 'Defense Ministry', a
   'George Bush' between two) is linked to the one candidate in its context, and otherwise is an
   entity of its own in each context.
6. An organisation that is named by its last words ('Cubs') is the one body of its story that has
   them (:mod:`analysis.corpus.short_names`).

Two articles share a context if they are of one story; without stories, if both name at least two
uncommon names. PERSON is never linked with any other family once labels are corrected. The result
depends on the set of rows, not on their order.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from operator import attrgetter

import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.corpus import entity_naming
from analysis.corpus.article_contexts import ArticleContexts
from analysis.corpus.entity_keys import COUNTRY, find_entity_key, find_local_key
from analysis.corpus.entity_linking import LocalEntity
from analysis.corpus.entity_naming import EntityCounts, EntityKey
from analysis.corpus.organisation_linking import link_organisations
from analysis.corpus.person_linking import link_persons
from analysis.corpus.short_names import assign_full_names
from analysis.entity_types import UNCLEAR, Family, family_of

#: Share of the articles with a name from which their label corrects the others (judgement: twice as
#: many as all others).
LABEL_MAJORITY = 2 / 3
#: The family of names of unclear type.
_UNCLEAR = family_of(UNCLEAR)


#: The entity of each local entity, by its article and its key there.
LINKS = pa.schema([(name, pa.string()) for name in ("article_id", "entity", "entity_id")])


_LINK_ORDER = [("article_id", "ascending"), ("entity", "ascending")]


@dataclass(frozen=True)
class LinkedEntities:
    """The entities of a corpus and which local entities they consist of.

    Attributes:
        entities: As ``tables.CATALOGUE["entities"]``, sorted by entity_id.
        links: article_id, entity (as in ``local_entities``), entity_id; one row per local entity.
        alias_counts: How many local entities of each entity have each of its aliases; empty where
            entities were read from a catalogue or cache.
    """

    entities: pd.DataFrame
    links: pd.DataFrame
    alias_counts: Sequence[Sequence[int]] = ()


def link_entities(
    local_entities: pd.DataFrame,
    stories: pd.DataFrame | None = None,
) -> LinkedEntities:
    """Link local entities into entities.

    Args:
        local_entities: Rows of ``tables.PARTS["local_entities"]``.
        stories: article_id and story_id, one row per article, where known.

    Returns:
        The entities and links. An entity's id is ``country:`` and its code, or its family and its
        name ('person:kim-jong-un'), followed by a hash if two entities would have the same id. Its
        name is the most frequent of its fullest names.
    """
    return link_pieces([local_entities], stories)


def link_pieces(
    pieces: Iterable[pd.DataFrame], stories: pd.DataFrame | None = None
) -> LinkedEntities:
    """Link local entities that are read piece by piece, as :func:`link_entities` does."""
    return _build_tables(_link_rows(pieces, stories))


def _link_rows(
    pieces: Iterable[pd.DataFrame], stories: pd.DataFrame | None
) -> dict[EntityKey, list[LocalEntity]]:
    """Return the local entities of each entity; what was needed to link them is released."""
    rows = sorted(_read_rows(pieces), key=attrgetter("article", "entity", "name"))
    rows = _correct_labels(rows)
    contexts = ArticleContexts(
        ((row.article, f"{row.family}:{row.key}") for row in rows if row.family != COUNTRY),
        None if stories is None else dict(zip(stories.article_id, stories.story_id, strict=True)),
    )
    by_family: dict[str, list[LocalEntity]] = defaultdict(list)
    for row in rows:
        by_family[row.family].append(row)
    persons = link_persons(by_family.pop(Family.PERSON, []), contexts)
    for family in (Family.ORGANISATION, Family.PLACE, _UNCLEAR):
        by_family[family] = persons.claim_family_names(by_family[family])
    organisations = link_organisations(by_family.pop(Family.ORGANISATION), contexts)
    entities: dict[EntityKey, list[LocalEntity]] = defaultdict(list)
    for row, key in persons.assign_entities():
        entities[Family.PERSON.value, key].append(row)
    for row, key in assign_full_names(organisations):
        entities[Family.ORGANISATION.value, key].append(row)
    for family_name, rows_of_family in by_family.items():
        for row in rows_of_family:
            entities[str(family_name), row.key].append(row)
    return entities


#: Family, key, name, label and country of a local entity.
_Texts = tuple[str, str, str, str, str]


def _read_rows(pieces: Iterable[pd.DataFrame]) -> Iterator[LocalEntity]:
    """Yield one local entity per row, with its family and comparison key.

    Equal strings are one object: a large archive has millions of them.
    """
    known: dict[str, str] = {}
    share = known.setdefault
    # Family, key, name, label and country; and the name alone.
    shared: dict[tuple[str, str, str], tuple[_Texts, tuple[str, ...]]] = {}
    columns = ("article_id", "entity", "name", "label", "country", "mentions", "gender")
    values = chain.from_iterable(
        zip(*(piece[column].tolist() for column in (*columns, "aliases", "roles")), strict=True)
        for piece in pieces
    )
    for article, entity, name, label, country, mentions, gender, aliases, roles in values:
        named = (name, label, country)
        if (row := shared.get(named)) is None:
            family, key = find_local_key(*named)
            texts = (
                share(family, family),
                share(key, key),
                share(name, name),
                share(label, label),
                share(country, country),
            )
            row = shared[named] = texts, (texts[2],)
        texts, names = row
        if aliases:
            names = tuple([share(alias, alias) for alias in dict.fromkeys((*names, *aliases))])
        yield LocalEntity(
            share(article, article),
            share(entity, entity),
            *texts,
            names,
            mentions,
            share(gender, gender),
            tuple([share(role, role) for role in roles]) if roles else (),
        )


def _correct_labels(rows: Sequence[LocalEntity]) -> list[LocalEntity]:
    """Return the rows with the family that most articles with the name agree on.

    Families other than persons are readings of one name, and the most frequent is used. A name is
    only moved to or from PERSON by a clear majority, because 'Jordan' may be both. A name of
    unclear type has no vote, and gets the family that others agree on if they are not fewer.
    """
    counts = Counter([(row.key, row.family) for row in rows])
    votes_by_key: dict[str, Counter[str]] = defaultdict(Counter)
    for (key, family), count in counts.items():
        if family != COUNTRY:
            votes_by_key[key][family] = count
    chosen = {(key, family): _vote_family(family, votes_by_key[key]) for key, family in counts}
    return [_with_family(row, chosen[row.key, row.family]) for row in rows]


def _vote_family(family: str, votes: Counter[str]) -> str:
    """Return the family of a name that is now ``family``, by the votes of all articles."""
    if _UNCLEAR in votes:
        clear = Counter({name: count for name, count in votes.items() if name != _UNCLEAR})
        if family != _UNCLEAR:
            return _vote_family(family, clear)
        most = entity_naming.find_most_common(clear)
        is_agreed = clear[most] >= max(LABEL_MAJORITY * clear.total(), votes[_UNCLEAR])
        return most if is_agreed else family
    if len(votes) <= 1:
        return family
    persons = votes[Family.PERSON]
    if persons >= LABEL_MAJORITY * votes.total():
        return Family.PERSON.value
    if family != Family.PERSON or persons <= (1 - LABEL_MAJORITY) * votes.total():
        others = Counter({name: count for name, count in votes.items() if name != Family.PERSON})
        return entity_naming.find_most_common(others)
    return family


def _with_family(row: LocalEntity, family: str) -> LocalEntity:
    if row.family == family:
        return row
    family, key = find_entity_key(row.name, family)
    return row._replace(family=family, key=key)


def _build_tables(entities: Mapping[EntityKey, Sequence[LocalEntity]]) -> LinkedEntities:
    counts = {key: EntityCounts.of_rows(rows) for key, rows in entities.items()}
    names = {key: entity_naming.choose_name(key[0], counted) for key, counted in counts.items()}
    ids = entity_naming.build_ids(names)
    linked = [(row, ids[key]) for key, rows in entities.items() for row in rows]
    columns = ([row.article for row, _ in linked], [row.entity for row, _ in linked])
    links = pa.table([*columns, [entity_id for _, entity_id in linked]], schema=LINKS)
    records = [
        describe_entity(key, ids[key], names[key], counted) for key, counted in counts.items()
    ]
    frame = pd.DataFrame(records, columns=[*tables.CATALOGUE["entities"].names, _ALIAS_COUNTS])
    frame = frame.sort_values("entity_id", ignore_index=True)
    return LinkedEntities(
        frame.drop(columns=_ALIAS_COUNTS),
        links.sort_by(_LINK_ORDER).to_pandas(),
        frame[_ALIAS_COUNTS].tolist(),
    )


def describe_entity(
    key: EntityKey, entity_id: str, name: str, counts: EntityCounts
) -> dict[str, object]:
    """Return the row of an entity, with the counts of its aliases as ``alias_counts``."""
    aliases = entity_naming.list_aliases(counts.aliases)
    return {
        "entity_id": entity_id,
        "name": name,
        "label": entity_naming.choose_label(key[0], counts.labels),
        "country": entity_naming.find_most_common(counts.countries),
        "aliases": aliases,
        _ALIAS_COUNTS: [counts.aliases[alias] for alias in aliases],
    }


_ALIAS_COUNTS = "alias_counts"
