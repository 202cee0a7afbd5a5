"""The entities of a whole corpus, batch by batch; only names like changed ones are linked again.

No table of all local entities is in memory: they are read part by part, sorted into batches of
names on the disk, and linked batch by batch. What added articles only count is not read again.
"""

from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import entity_relinking
from analysis.corpus.entities import LinkedEntities, link_entities
from analysis.corpus.entity_recounting import COUNTED_ENTITIES, Recounted, recount_entities
from analysis.corpus.entity_relinking import NUMBERED_LINKS, FormerLinks, Relinking
from analysis.corpus.name_groups import NAMES, NameNumbers
from analysis.corpus.name_tokens import NAMED
from analysis.orchestration.parallel import THIS_PROCESS, Workers, release_memory
from analysis.orchestration.row_queries import LINKS
from analysis.store import Snapshot
from analysis.store.build_cache import BuildCache, digest
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Rows

#: Local entities of a batch, about 60 MB while they are linked (measured).
_BATCH_ROWS = 40_000
#: Local entities from which processes share the batches: starting them takes as long as linking
#: some ten thousand (judgement).
_SHARED_ROWS = 200_000
#: Different names of changed articles from which processes share their description (judgement).
_SHARED_NAMES = 20_000
_PLACED = pa.schema([(name, pa.string()) for name in ("article_id", "story_id", "part")])
_STORIES = pa.schema([(name, pa.string()) for name in ("article_id", "story_id")])
_LINKED = ["article_id", "entity"]
_NUMBERED = [*_LINKED, "name_no"]
_SPREAD = tables.PARTS["local_entities"].schema.append(pa.field("name_no", pa.int32()))
_NAME_COUNTS = pa.schema([*((name, pa.string()) for name in NAMED), ("rows", pa.int64())])


def link_corpus(
    snapshot: Snapshot,
    articles: pd.DataFrame,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> LinkedEntities:
    """Return the entities of the corpus before the analyst's overrides.

    Args:
        snapshot: The parts.
        articles: Columns article_id, story_id of all articles.
        build_cache: The entities of the build before.
        workers: Who shares the work on many names.
    """
    placed = _place(snapshot, articles)
    stories, key = placed[["article_id", "story_id"]], digest(placed)
    links, rows = build_cache.read("links", key), build_cache.read("entities", key)
    if links is not None and rows is not None:
        return _to_linked(rows, links)
    former = _read_former(build_cache)
    changed = _list_changed(former.placed, placed)
    new_names = _count_names(snapshot.rows("local_entities", changed))
    describing = workers if len(new_names) >= _SHARED_NAMES else THIS_PROCESS
    relinking = entity_relinking.plan_relinking(
        former.links,
        stories,
        changed,
        new_names,
        batch_rows=workers.memory.scale_portion(_BATCH_ROWS),
        share=describing.map,
    )
    release_memory()
    with build_cache.scratch() as folder:
        links, rows = _relink(
            snapshot,
            relinking,
            _recount(snapshot.rows("local_entities", changed), relinking, former.entities),
            stories,
            folder,
            workers=workers,
        )
    build_cache.write("names", key, relinking.names)
    build_cache.write("placed", key, pa.Table.from_pandas(placed, _PLACED, preserve_index=False))
    build_cache.write("links", key, links)
    build_cache.write("entities", key, rows)
    return _to_linked(rows, links)


def _to_linked(rows: pa.Table, links: pa.Table) -> LinkedEntities:
    entities = rows.select(tables.CATALOGUE["entities"].names)
    return LinkedEntities(to_frame(entities), to_frame(links.drop_columns("name_no")))


def find_stored_entities(
    snapshot: Snapshot, articles: pd.DataFrame, build_cache: BuildCache
) -> tuple[Path, Path]:
    """Return the files of the links and entities that :func:`link_corpus` cached.

    Raises:
        FileNotFoundError: They are not there.
    """
    key = digest(_place(snapshot, articles))
    return build_cache.find_file("links", key), build_cache.find_file("entities", key)


def _place(snapshot: Snapshot, articles: pd.DataFrame) -> pd.DataFrame:
    """Return article_id, story_id and part of each article."""
    stories = articles[["article_id", "story_id"]]
    # A part never changes, so its name stands for what it holds of an article.
    parts = [snapshot.winners[article_id].path.name for article_id in stories["article_id"]]
    return stories.assign(part=parts)


@dataclass(frozen=True)
class _Former:
    """The entities of the build before: article_id, story_id and part of its articles."""

    placed: pd.DataFrame
    links: FormerLinks
    entities: pa.Table


def _read_former(build_cache: BuildCache) -> _Former:
    """Return the entities of the build before; none if they are not known."""
    key = build_cache.stored_key("links")
    schemas = {
        "placed": _PLACED,
        "links": NUMBERED_LINKS,
        "names": NAMES,
        "entities": COUNTED_ENTITIES,
    }
    tables_by_name: dict[str, pa.Table] = {}
    for name, schema in schemas.items():
        table = None if key is None else build_cache.read(name, key)
        if table is None or table.schema.names != schema.names:
            tables_by_name = {name: schema.empty_table() for name, schema in schemas.items()}
            break
        tables_by_name[name] = table.replace_schema_metadata()
    placed = to_frame(tables_by_name["placed"])
    links = FormerLinks(
        tables_by_name["links"], placed[["article_id", "story_id"]], tables_by_name["names"]
    )
    return _Former(placed, links, tables_by_name["entities"])


def _list_changed(before: pd.DataFrame, after: pd.DataFrame) -> set[str]:
    """Return the articles that are in another part now, or in one of the two only."""
    both = before.merge(after, on="article_id", how="outer", suffixes=("_before", "_after"))
    return set(both.loc[both["part_before"] != both["part_after"], "article_id"])


def _count_names(local_entities: Rows) -> pd.DataFrame:
    """Return each name of some articles, and the number of ``rows`` that have it."""
    counts = [_count(piece.select(NAMED)) for piece in local_entities.read()]
    counted = pa.concat_tables([_NAME_COUNTS.empty_table(), *counts])
    total = counted.group_by(NAMED).aggregate([("rows", "sum")])
    order = [(name, "ascending") for name in NAMED]
    return to_frame(total.rename_columns(_NAME_COUNTS.names).sort_by(order))


def _count(names: pa.Table) -> pa.Table:
    counted = names.group_by(NAMED).aggregate([([], "count_all")])
    return counted.rename_columns(_NAME_COUNTS.names).cast(_NAME_COUNTS)


def _recount(changed: Rows, relinking: Relinking, entities: pa.Table) -> Recounted:
    """Return the links and entities of names that are not linked again.

    Args:
        changed: The local entities of the added and replaced articles.
        relinking: What is linked again.
        entities: The entities of the build before.
    """
    sought = _SoughtNames(relinking.names, relinking.is_counted)
    pieces = [_SPREAD.empty_table(), *(sought.number(piece) for piece in changed.read())]
    still_linked = pc.is_in(entities["entity_id"], pc.unique(relinking.unchanged["entity_id"]))
    return recount_entities(
        relinking.unchanged,
        entities.filter(still_linked),
        to_frame(pa.concat_tables(pieces)),
        relinking.names,
        relinking.groups,
    )


class _SoughtNames:
    """Finds the rows that have some names.

    Args:
        names: Rows of ``NAMES``.
        is_sought: Which of them, by number.
    """

    def __init__(self, names: pa.Table, is_sought: npt.NDArray[np.bool_]) -> None:
        self._numbers, self._is_sought = NameNumbers(names), is_sought

    def number(self, local_entities: pa.Table) -> pa.Table:
        """Return the rows that have one of the names, with its number: rows of ``_SPREAD``."""
        numbers = self._numbers.find(local_entities)
        is_sought = numbers >= 0
        is_sought[is_sought] = self._is_sought[numbers[is_sought]]
        return local_entities.filter(pa.array(is_sought)).append_column(
            _SPREAD.field("name_no"), pa.array(numbers[is_sought])
        )


def _relink(
    snapshot: Snapshot,
    relinking: Relinking,
    unchanged: Recounted,
    stories: pd.DataFrame,
    folder: Path,
    *,
    workers: Workers,
) -> tuple[pa.Table, pa.Table]:
    """Return rows of ``NUMBERED_LINKS`` and ``COUNTED_ENTITIES``, sorted."""
    links, entities = [unchanged.links], [unchanged.entities]
    local_entities = snapshot.rows("local_entities", relinking.articles)
    batches = _spread(local_entities, relinking, folder)
    n_rows = sum(batch.rows for batch in batches)
    stories_path = folder / "stories.arrow"
    with pa.ipc.new_file(str(stories_path), _STORIES) as writer:
        writer.write_table(pa.Table.from_pandas(stories, _STORIES, preserve_index=False))
    sharing = workers if n_rows >= _SHARED_ROWS else THIS_PROCESS
    paths = ((batch.path, stories_path) for batch in batches)
    for some_links, some_entities in sharing.map(_link_batch, paths):
        links.append(some_links)
        entities.append(some_entities)
    workers.rest()  # all links are in memory twice while they are sorted
    release_memory()
    return _sort_links(pa.concat_tables(links)), pa.concat_tables(entities).sort_by("entity_id")


def _sort_links(links: pa.Table) -> pa.Table:
    """Return links by article and local entity; most are in this order, which strings forget."""
    ranks = []
    for name in _LINKED:
        values = pc.unique(links[name])
        rank = np.empty(len(values), np.int64)
        rank[pc.sort_indices(values).to_numpy()] = np.arange(len(values))
        ranks.append(rank[pc.index_in(links[name], values).to_numpy()])
    of_article, of_entity = ranks
    order = np.argsort(of_article * (of_entity.max(initial=0) + 1) + of_entity, kind="stable")
    return links.take(order)


class _Batch(NamedTuple):
    """The file of the local entities of a batch, and their number."""

    path: Path
    rows: int


def _spread(local_entities: Rows, relinking: Relinking, folder: Path) -> list[_Batch]:
    """Write the local entities that are linked again to a file for each batch."""
    sought = _SoughtNames(relinking.names, relinking.batches >= 0)
    n_batches = int(relinking.batches.max(initial=-1)) + 1
    paths = [folder / f"batch-{number}.arrow" for number in range(n_batches)]
    n_rows = np.zeros(n_batches, np.int64)
    with ExitStack() as stack:
        writers = [stack.enter_context(pa.ipc.new_file(str(path), _SPREAD)) for path in paths]
        for piece in local_entities.read():
            rows = sought.number(piece)
            batch = relinking.batches[rows["name_no"].to_numpy()]
            order = np.argsort(batch, kind="stable")
            rows = rows.take(pa.array(order))
            starts = np.searchsorted(batch[order], np.arange(n_batches + 1))
            for of_batch, (start, stop) in enumerate(pairwise(starts.tolist())):
                if start < stop:
                    writers[of_batch].write_table(rows.slice(start, stop - start))
            n_rows += np.diff(starts)
    return [_Batch(path, int(rows)) for path, rows in zip(paths, n_rows, strict=True)]


def _link_batch(paths: tuple[Path, Path]) -> tuple[pa.Table, pa.Table]:
    """Return the links and entities of a batch, from its file and that of the stories."""
    local_entities, stories = (_read_file(path) for path in paths)
    is_in_batch = pc.is_in(stories["article_id"], pc.unique(local_entities["article_id"]))
    of_batch = pc.unique(stories["story_id"].filter(is_in_batch))
    # The articles of these stories that have no name of the batch are part of the context too.
    stories = stories.filter(pc.is_in(stories["story_id"], of_batch))
    linked = link_entities(to_frame(local_entities), to_frame(stories))
    rows = pa.Table.from_pandas(linked.links, LINKS, preserve_index=False)
    numbered = rows.join(local_entities.select(_NUMBERED), _LINKED)
    counts = pa.array(linked.alias_counts, COUNTED_ENTITIES.field("alias_counts").type)
    counted = entity_table(linked.entities).append_column("alias_counts", counts)
    return numbered.select(NUMBERED_LINKS.names), counted


def _read_file(path: Path) -> pa.Table:
    with pa.OSFile(str(path)) as file:
        return pa.ipc.open_file(file).read_all()


def entity_table(entities: pd.DataFrame) -> pa.Table:
    """Return the rows of the table ``entities``."""
    schema = tables.CATALOGUE["entities"].schema
    return pa.Table.from_pandas(entities[schema.names], schema, preserve_index=False)
