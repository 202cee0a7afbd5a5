"""Entities of which added articles change only how often they are named.

All names of some groups (:mod:`analysis.corpus.name_groups`) have one family and one key and depend
on no story: whatever else is added, they are one entity. Its name, label and aliases follow from
counts, so that none of its former local entities has to be read again. Most of the local entities
that an added article would have linked again are of such groups ("White House", "voters").
"""

from collections import Counter
from typing import Any, NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus.entities import describe_entity
from analysis.corpus.entity_keys import find_local_key
from analysis.corpus.entity_naming import (
    EntityCounts,
    EntityKey,
    build_ids,
    choose_name,
)
from analysis.corpus.name_tokens import NAMED

#: The entities of a corpus, with how many local entities have each of their aliases.
COUNTED_ENTITIES = tables.CATALOGUE["entities"].schema.append(
    pa.field("alias_counts", pa.list_(pa.int64()))
)
Numbers = npt.NDArray[np.int32]


class Recounted(NamedTuple):
    """The entities after local entities were added to some of them.

    Attributes:
        links: Rows of ``entity_relinking.NUMBERED_LINKS``.
        entities: Rows of :data:`COUNTED_ENTITIES`.
    """

    links: pa.Table
    entities: pa.Table


def recount_entities(
    links: pa.Table,
    entities: pa.Table,
    added: pd.DataFrame,
    names: pa.Table,
    groups: Numbers,
) -> Recounted:
    """Return the links and entities with local entities added to entities that counts describe.

    Args:
        links: Rows of ``entity_relinking.NUMBERED_LINKS`` before, by article and local entity.
        entities: Rows of :data:`COUNTED_ENTITIES` before, by id.
        added: Rows of ``tables.PARTS["local_entities"]`` of names of groups of one family and key
            that depend on no story and have rows before, and the ``name_no`` of each.
        names: Rows of ``name_groups.NAMES``.
        groups: The group of each name, by its number.
    """
    if added.empty:
        return Recounted(links, entities)
    group_of_added = groups[added["name_no"].to_numpy()]
    number = links["name_no"].to_numpy()
    is_counted = np.isin(groups, group_of_added)[number]
    rows_of_name = np.bincount(number[is_counted], minlength=len(groups))
    rows_of_name += np.bincount(added["name_no"], minlength=len(groups))
    of_links, first = np.unique(groups[number[is_counted]], return_index=True)
    firsts = links.filter(pa.array(is_counted)).take(pa.array(first))
    former_ids = firsts["entity_id"]
    former_rows = entities.take(pc.index_in(former_ids, entities["entity_id"])).to_pylist()
    former = dict(zip(of_links.tolist(), former_rows, strict=True))
    named = _list_named(names, groups, rows_of_name)
    first_names = _find_first_names(
        dict(zip(of_links.tolist(), firsts.to_pylist(), strict=True)),
        added.assign(group=group_of_added),
        names,
    )
    records, id_by_group = [], {}
    for group, aliases in _count_aliases(added, group_of_added).items():
        row = former[group]
        aliases.update(dict(zip(row["aliases"], row["alias_counts"], strict=True)))
        key, counts = _count(first_names[group], named[group], aliases)
        name = choose_name(key[0], counts)
        id_by_group[group] = build_ids({key: name})[key]
        records.append(describe_entity(key, id_by_group[group], name, counts))
    others = entities.filter(pc.invert(pc.is_in(entities["entity_id"], former_ids)))
    ids = pd.Series(id_by_group)
    new_links = pa.Table.from_pandas(
        added.assign(entity_id=ids.loc[group_of_added].to_numpy())[links.schema.names],
        links.schema,
        preserve_index=False,
    )
    changed = {
        group: entity_id
        for group, entity_id in id_by_group.items()
        if former[group]["entity_id"] != entity_id
    }
    return Recounted(
        pa.concat_tables([_rename(links, groups[number], changed), new_links]),
        pa.concat_tables([others, pa.Table.from_pylist(records, COUNTED_ENTITIES)]),
    )


def _find_first_names(
    firsts: dict[int, dict[str, Any]], added: pd.DataFrame, names: pa.Table
) -> dict[int, str]:
    """Return the name of the first local entity of each group, by article and local entity.

    Args:
        firsts: The first of the links before, by group.
        added: The local entities that are added, with their groups.
        names: Rows of ``name_groups.NAMES``.
    """
    number = pa.array([link["name_no"] for link in firsts.values()], pa.int32())
    former = names["name"].take(pc.index_in(number, names["number"])).to_pylist()
    place_and_name = {
        group: (link["article_id"], link["entity"], name)
        for (group, link), name in zip(firsts.items(), former, strict=True)
    }
    columns = ["group", "article_id", "entity", "name"]
    for group, *place in added[columns].itertuples(index=False, name=None):
        place_and_name[group] = min(place_and_name[group], tuple(place))
    return {group: name for group, (_, _, name) in place_and_name.items()}


def _count_aliases(added: pd.DataFrame, group_of_added: Numbers) -> dict[int, Counter[str]]:
    """Return how many local entities have each name or alias, by group."""
    aliases: dict[int, Counter[str]] = {}
    for group, name, others in zip(
        group_of_added.tolist(), added["name"], added["aliases"], strict=True
    ):
        aliases.setdefault(group, Counter()).update(filter(None, {name, *others}))
    return aliases


def _list_named(
    names: pa.Table, groups: Numbers, rows_of_name: npt.NDArray[np.int64]
) -> dict[int, list[tuple[str, str, str, int]]]:
    """Return name, label, country and number of rows of the names that have rows, by group."""
    rows = names.select(["number", *NAMED]).filter(
        pa.array(rows_of_name[names["number"].to_numpy()] > 0)
    )
    numbers = rows["number"].to_numpy()
    named: dict[int, list[tuple[str, str, str, int]]] = {}
    columns = (rows[column].to_pylist() for column in NAMED)
    for group, n_rows, name, label, country in zip(
        groups[numbers].tolist(), rows_of_name[numbers].tolist(), *columns, strict=True
    ):
        named.setdefault(group, []).append((name, label, country, n_rows))
    return named


def _count(
    first_name: str, named: list[tuple[str, str, str, int]], aliases: Counter[str]
) -> tuple[EntityKey, EntityCounts]:
    """Return family and key of the entity of a group, and its counts."""
    name, label, country, _ = named[0]
    key = find_local_key(name, label, country)
    counts = EntityCounts(first_name, Counter(), Counter(), Counter(), aliases)
    for name, of_name, of_country, n_rows in named:
        counts.names[name] += n_rows
        counts.labels[of_name] += n_rows
        if of_country:
            counts.countries[of_country] += n_rows
    return key, counts


def _rename(links: pa.Table, group_of_link: Numbers, id_by_group: dict[int, str]) -> pa.Table:
    """Return the links with other ids for the entities of some groups."""
    if not id_by_group:
        return links
    position = pc.index_in(pa.array(group_of_link), pa.array(list(id_by_group), pa.int32()))
    renamed = pa.array(list(id_by_group.values()), pa.string()).take(position)
    column = links.schema.get_field_index("entity_id")
    return links.set_column(
        column, links.schema.field(column), pc.coalesce(renamed, links["entity_id"])
    )
