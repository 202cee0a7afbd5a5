"""The entities of a whole corpus, batch by batch; only names like changed ones are linked again.

No table of all local entities is in memory: they are read part by part, sorted into batches of
names on the disk, and linked batch by batch. What added articles only count is not read again.
"""

from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from itertools import pairwise
from operator import attrgetter
from pathlib import Path
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import entity_relinking
from analysis.corpus.entities import LINKS, link_pieces
from analysis.corpus.entity_recounting import COUNTED_ENTITIES, Recounted, recount_entities
from analysis.corpus.entity_relinking import (
    NUMBERED_LINKS,
    FormerLinks,
    NewNames,
    Relinking,
    StoryNumbers,
)
from analysis.corpus.name_groups import NAMES, NameNumbers, add_names
from analysis.corpus.named_together import Occurrences
from analysis.orchestration.article_profiles import SHARED_ARTICLES
from analysis.orchestration.disk_sorting import sort_on_disk
from analysis.orchestration.name_counts import count_names
from analysis.orchestration.parallel import (
    THIS_PROCESS,
    Workers,
    call_in_process,
    release_memory,
)
from analysis.orchestration.stored_entities import StoredEntities
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
#: Articles whose links are sorted at a time, and rows of a piece of the file of all links.
_ARTICLES_AT_A_TIME, _GROUP_ROWS = 2_000, 100_000
_STORIES = pa.schema([(name, pa.string()) for name in ("article_id", "story_id")])
_LINKED = ["article_id", "entity"]
_NUMBERED = [*_LINKED, "name_no"]
_SPREAD = tables.PARTS["local_entities"].schema.append(pa.field("name_no", pa.int32()))


def link_corpus(
    snapshot: Snapshot,
    articles: pd.DataFrame,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> StoredEntities:
    """Link the entities of the corpus, or those of them that have changed since the last build.

    Args:
        snapshot: The parts.
        articles: Columns article_id, story_id of all articles.
        build_cache: The entities of the build before.
        workers: Who shares the work on many names.
    """
    placed = _place(snapshot, articles)
    key = digest(placed)
    if (links := build_cache.find_whole("links", key)) and (
        entities := build_cache.find_whole("entities", key)
    ):
        return StoredEntities(links, entities)
    stories = placed[["article_id", "story_id"]]
    with build_cache.scratch() as folder:
        plan = _plan_apart(_Task(snapshot, placed, build_cache, workers, folder))
        linked = _relink(plan, stories, folder, workers)
        build_cache.write_pieces(
            "links", key, NUMBERED_LINKS, _sort_links(linked.links, stories, folder), _GROUP_ROWS
        )
        build_cache.write("names", key, _read_file(plan.names))
    build_cache.write("placed", key, pa.Table.from_pandas(placed, _PLACED, preserve_index=False))
    build_cache.write("entities", key, linked.entities)
    return _find_stored(build_cache, key)


def find_stored_entities(
    snapshot: Snapshot, articles: pd.DataFrame, build_cache: BuildCache
) -> StoredEntities:
    """Return what :func:`link_corpus` has cached.

    Raises:
        FileNotFoundError: It is not there.
    """
    return _find_stored(build_cache, digest(_place(snapshot, articles)))


def _find_stored(build_cache: BuildCache, key: str) -> StoredEntities:
    return StoredEntities(*(build_cache.find_file(name, key) for name in ("links", "entities")))


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


class _Task(NamedTuple):
    """What names are planned from: article_id, story_id and part of the articles, and a folder."""

    snapshot: Snapshot
    placed: pd.DataFrame
    build_cache: BuildCache
    workers: Workers
    folder: Path


class _Plan(NamedTuple):
    """What is linked again, what is only counted, and the file of all names."""

    batches: list["_Batch"]
    unchanged: Recounted
    names: Path


def _plan_apart(task: _Task) -> _Plan:
    """Return the plan; that of a first build of many articles is made in another process.

    What the names take is then given back to the system before they are linked.
    """
    is_first = task.build_cache.stored_key("links") is None
    if not task.workers.are_other_processes or len(task.placed) < SHARED_ARTICLES or not is_first:
        return _plan(task)
    task.workers.rest()
    return call_in_process(_plan, task)


def _plan(task: _Task) -> _Plan:
    snapshot, placed, build_cache, workers, folder = task
    former = _read_former(build_cache)
    changed = _list_changed(former.placed, placed)
    stories = placed[["article_id", "story_id"]]
    counted = count_names(snapshot.rows("local_entities", changed), StoryNumbers(stories))
    release_memory()
    describing = workers if len(counted.counts) >= _SHARED_NAMES else THIS_PROCESS
    names = add_names(former.links.names, counted.counts, describing.map)
    release_memory()
    occurrences = Occurrences(NameNumbers(names).find_hashes(counted.hashes), counted.stories)
    relinking = entity_relinking.plan_relinking(
        former.links,
        names,
        stories,
        changed,
        NewNames(counted.counts, occurrences),
        batch_rows=workers.memory.scale_portion(_BATCH_ROWS),
    )
    unchanged = _recount(snapshot.rows("local_entities", changed), relinking, former.entities)
    local_entities = snapshot.rows("local_entities", relinking.articles)
    path = folder / "names.arrow"
    with pa.ipc.new_file(str(path), NAMES) as writer:
        writer.write_table(relinking.names)
    return _Plan(_spread(local_entities, relinking, folder), unchanged, path)


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


class _Linked(NamedTuple):
    """Tables and files of rows of ``NUMBERED_LINKS``, and the rows of ``COUNTED_ENTITIES``."""

    links: Sequence[pa.Table | Path]
    entities: pa.Table


def _relink(plan: _Plan, stories: pd.DataFrame, folder: Path, workers: Workers) -> _Linked:
    """Return the entities and links of all names, those that are only counted among them."""
    links: list[pa.Table | Path] = [plan.unchanged.links]
    entities = [plan.unchanged.entities]
    release_memory()
    stories_path = folder / "stories.arrow"
    with pa.ipc.new_file(str(stories_path), _STORIES) as writer:
        writer.write_table(pa.Table.from_pandas(stories, _STORIES, preserve_index=False))
    n_rows = sum(batch.rows for batch in plan.batches)
    sharing = workers if n_rows >= _SHARED_ROWS else THIS_PROCESS
    # The largest first: it takes longest, and a process that worked on others has less memory.
    batches = sorted(plan.batches, key=attrgetter("rows"), reverse=True)
    paths = ((batch.path, stories_path) for batch in batches)
    for path, some_entities in sharing.map(_link_batch, paths):
        links.append(path)
        entities.append(some_entities)
    workers.rest()
    release_memory()
    return _Linked(links, pa.concat_tables(entities).sort_by("entity_id"))


def _sort_links(
    linked: Sequence[pa.Table | Path], stories: pd.DataFrame, folder: Path
) -> Iterator[pa.RecordBatch]:
    """Yield rows of ``NUMBERED_LINKS`` by article and local entity."""
    articles = pa.array(sorted(stories["article_id"]), pa.string())
    pieces = (_read_file(some) if isinstance(some, Path) else some for some in linked)
    yield from sort_on_disk(
        pieces,
        NUMBERED_LINKS,
        lambda piece: pc.index_in(piece["article_id"], articles).to_numpy().astype(np.int64),
        _ARTICLES_AT_A_TIME,
        folder,
        n_places=len(articles),
        keys=["entity"],
    )


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


def _link_batch(paths: tuple[Path, Path]) -> tuple[Path, pa.Table]:
    """Return the file of the links and the entities of a batch.

    Args:
        paths: The files of its local entities, beside which that of its links is written, and of
            the stories.
    """
    articles = pc.unique(_read_file(paths[0], ["article_id"])["article_id"])
    stories = _read_file(paths[1])
    of_batch = pc.unique(stories["story_id"].filter(pc.is_in(stories["article_id"], articles)))
    # The articles of these stories that have no name of the batch are part of the context too.
    stories = stories.filter(pc.is_in(stories["story_id"], of_batch))
    linked = link_pieces(_read_frames(paths[0]), to_frame(stories))
    links = pa.Table.from_pandas(linked.links, LINKS, preserve_index=False)
    # Both are by article and local entity.
    numbers = _read_file(paths[0], _NUMBERED).sort_by([(name, "ascending") for name in _LINKED])
    links = links.append_column(NUMBERED_LINKS.field("name_no"), numbers["name_no"])
    path = paths[0].with_suffix(".links")
    with pa.ipc.new_file(str(path), NUMBERED_LINKS) as writer:
        writer.write_table(links)
    counts = pa.array(linked.alias_counts, COUNTED_ENTITIES.field("alias_counts").type)
    return path, entity_table(linked.entities).append_column("alias_counts", counts)


def _read_file(path: Path, columns: Sequence[str] | None = None) -> pa.Table:
    with pa.OSFile(str(path)) as file:
        schema = pa.ipc.open_file(file).schema
        fields = None if columns is None else sorted(map(schema.get_field_index, columns))
        options = pa.ipc.IpcReadOptions(included_fields=fields)
        return pa.ipc.open_file(file, options=options).read_all()


def _read_frames(path: Path) -> Iterator[pd.DataFrame]:
    """Yield the pieces of a file that :func:`_spread` wrote."""
    with pa.OSFile(str(path)) as file:
        reader = pa.ipc.open_file(file)
        for number in range(reader.num_record_batches):
            yield to_frame(pa.Table.from_batches([reader.get_batch(number)]))


def entity_table(entities: pd.DataFrame) -> pa.Table:
    """Return the rows of the table ``entities``."""
    schema = tables.CATALOGUE["entities"].schema
    return pa.Table.from_pandas(entities[schema.names], schema, preserve_index=False)
