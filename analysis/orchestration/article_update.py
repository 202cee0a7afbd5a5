"""Make the catalogue after articles were added or loaded again out of the one before.

A copy of the last catalogue gets the rows of these articles, and of other rows what they change:
stories, entities, the names of speakers, and the utterances of the stories concerned. The rows are
those of a build from the parts. Rows that are added come after the others, which takes more reading
on the pages, so that after many changes (:data:`MAX_CHANGED_SHARE`), and after a change of
overrides, the catalogue is written as a whole.
"""

from collections.abc import Collection
from dataclasses import dataclass
from functools import partial

import duckdb
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus.entities import LINKS, LinkedEntities
from analysis.corpus.entity_overrides import EntityOverrides
from analysis.corpus.override_application import CorrectedEntities, apply_entity_overrides
from analysis.orchestration.build_record import (
    BuildRecord,
    read_built_parts,
    read_former_ids,
    read_record,
    record_build,
)
from analysis.orchestration.catalogue_rows import list_rows_of_articles
from analysis.orchestration.corpus_computation import (
    NO_LOCAL_ENTITIES,
    Corpus,
    compute_linked_corpus,
)
from analysis.orchestration.office_credits import credit_holders, withdraw_credits
from analysis.orchestration.override_update import ID_COLUMNS, NAME_COLUMNS, align_stories
from analysis.orchestration.parallel import Workers
from analysis.orchestration.story_grouping import GROUPS
from analysis.store import Catalogue, Snapshot, Workspace
from analysis.store.catalogue import insert_rows, write_table
from analysis.store.count_changes import note_counts, update_count_tables
from analysis.store.data_frames import to_frame

#: Largest share of the articles whose rows may come after the others (judgement: a page reads up to
#: that much more).
MAX_CHANGED_SHARE = 0.2
_IDS = pa.schema([("article_id", pa.string())])


@dataclass(frozen=True)
class _Change:
    """What is different from the last catalogue.

    Attributes:
        snapshot: The parts and overrides.
        corpus: Their stories and entities.
        replaced: The articles whose rows were changed or removed.
        inserted: The articles whose rows were changed or added.
        former_links: Rows of ``LINKS``: the entities of the last catalogue.
    """

    snapshot: Snapshot
    corpus: Corpus
    replaced: Collection[str]
    inserted: Collection[str]
    former_links: pa.Table


def update_articles(workspace: Workspace, snapshot: Snapshot, workers: Workers) -> Catalogue | None:
    """Return the catalogue of a snapshot, made out of the last one; None where that is impossible.

    Raises:
        OSError: A part cannot be read, or the catalogue not written; the former one remains.
    """
    record = read_record(workspace)
    if record is None or not _can_update(record, snapshot):
        return None
    former_parts, parts = read_built_parts(workspace, record), snapshot.part_by_article
    former_links, former = _read_links(workspace, record), workspace.catalogue(stale=True)
    if former_parts is None or former_links is None or former is None:
        return None
    former.close()
    replaced = {key for key, part in former_parts.items() if parts.get(key) != part}
    inserted = {key for key, part in parts.items() if former_parts.get(key) != part}
    n_changed = record.n_changed + len(replaced | inserted)
    if former.version != record.version or n_changed > MAX_CHANGED_SHARE * len(parts):
        return None
    corpus = compute_linked_corpus(workspace, snapshot, workers)
    change = _Change(snapshot, corpus, replaced, inserted, former_links)
    catalogue = workspace.derive_catalogue(
        snapshot.version,
        former.path,
        partial(_apply, change=change),
        workers.memory.writing_mb,
    )
    record_build(workspace, snapshot, n_changed)
    return catalogue


def _can_update(record: BuildRecord, snapshot: Snapshot) -> bool:
    """Return whether overrides are as they were, and change no rows of other articles."""
    overrides = snapshot.overrides
    has_own_rows = not (overrides.excludes_shared_text or overrides.entities.split)
    return has_own_rows and record.overrides_version == snapshot.overrides_version


def _read_links(workspace: Workspace, record: BuildRecord) -> pa.Table | None:
    """Return the entities of the last catalogue by article; None if they are not known."""
    links = workspace.build_cache.read("links", record.entities_key)
    if links is None:
        return None
    if record.overrides == EntityOverrides():
        return links.select(LINKS.names)
    rows = workspace.build_cache.read("entities", record.entities_key)
    ids = workspace.read_entity_ids(former_only=True)
    if rows is None or ids is None:
        return None
    entities = rows.select(tables.CATALOGUE["entities"].names)
    linked = LinkedEntities(to_frame(entities), to_frame(links))
    return _merge_links(
        apply_entity_overrides(linked, NO_LOCAL_ENTITIES, record.overrides, read_former_ids(ids))
    )


def _merge_links(corrected: CorrectedEntities) -> pa.Table:
    """Return the links to the entities that others were merged into."""
    links = pa.Table.from_pandas(corrected.links[LINKS.names], LINKS, preserve_index=False)
    merged, into = (
        pa.array(corrected.merged[name], pa.string()) for name in ("entity_id", "new_entity_id")
    )
    ids = links["entity_id"]
    present = pc.coalesce(into.take(pc.index_in(ids, merged)), ids)
    return links.set_column(LINKS.get_field_index("entity_id"), LINKS.field("entity_id"), present)


def _apply(connection: duckdb.DuckDBPyConnection, change: _Change) -> None:
    """Change the rows of a copy of the former catalogue."""
    mixed = _find_moves(connection, change)
    inserted = {*change.inserted, *mixed}
    _register_ids(connection, "replaced", {*change.replaced, *mixed})
    _register_ids(connection, "inserted", inserted)
    _find_stories(connection, change.corpus)
    note_counts(
        connection,
        "FROM replaced UNION FROM inserted UNION SELECT article_id FROM moves",
    )
    concerned = {*_list_stories(connection, "changed"), *_list_stories(connection, "touched")}
    recredited = withdraw_credits(connection, change.snapshot, concerned)
    for table, column in ID_COLUMNS:
        connection.execute(
            f"UPDATE {table} SET {column} = moves.present FROM moves "
            f"WHERE {table}.article_id = moves.article_id AND {table}.{column} = moves.former"
        )
    columns = [name for name in GROUPS.names if name != "article_id"]
    new_values = ", ".join(f"{name} = placed.{name}" for name in columns)
    is_changed = " OR ".join(f"articles.{name} IS DISTINCT FROM placed.{name}" for name in columns)
    connection.execute(
        f"UPDATE articles SET {new_values} FROM placed "
        f"WHERE articles.article_id = placed.article_id AND ({is_changed})"
    )
    for name, rows in list_rows_of_articles(change.snapshot, change.corpus, inserted):
        connection.execute(f"DELETE FROM {name} WHERE article_id IN (FROM replaced)")
        insert_rows(connection, name, rows)
    write_table(connection, "stories", change.corpus.stories)
    _replace_entities(connection, change.corpus.entities)
    _rename_speakers(connection)
    recredited += credit_holders(connection, concerned)
    touched = sorted({*_list_stories(connection, "touched"), *recredited})
    align_stories(connection, touched)
    update_count_tables(connection, [*touched, *_list_stories(connection, "changed")])
    for name in ("moves", "touched", "changed", "replaced", "inserted"):
        connection.execute(f"DROP TABLE {name}")


def _find_moves(connection: duckdb.DuckDBPyConnection, change: _Change) -> list[str]:
    """Make the table ``moves`` of the entities of articles that are other ones now.

    Returns:
        The articles in which that depends on more than the entity: one of the former catalogue is
        two now.
    """
    excluded = {*change.replaced, *change.inserted}
    former, present = (
        _without_articles(links, excluded)
        for links in (change.former_links, _merge_links(change.corpus.corrected))
    )
    # Both have the same local entities, in the same order.
    if not all(former[name].equals(present[name]) for name in ("article_id", "entity")):
        raise ValueError("articles that are in the same parts have other local entities")
    is_moved = pc.not_equal(former["entity_id"], present["entity_id"])
    is_concerned = pc.is_in(former["article_id"], pc.unique(former["article_id"].filter(is_moved)))
    connection.register(
        "links",
        former.append_column("present_id", present["entity_id"]).filter(is_concerned),
    )
    connection.execute(
        """
        CREATE TEMP TABLE moves AS
        SELECT article_id, entity_id AS former,
               min(present_id) AS present, max(present_id) AS other
        FROM links GROUP BY article_id, former HAVING present <> former OR other <> former
        """
    )
    connection.unregister("links")
    mixed = connection.execute(
        "SELECT DISTINCT article_id FROM moves WHERE present <> other ORDER BY article_id"
    ).fetchall()
    return [str(article_id) for (article_id,) in mixed]


def _without_articles(links: pa.Table, article_ids: Collection[str]) -> pa.Table:
    ids = pa.array(sorted(article_ids), pa.string())
    return links.filter(pc.invert(pc.is_in(links["article_id"], ids)))


def _register_ids(
    connection: duckdb.DuckDBPyConnection, name: str, article_ids: Collection[str]
) -> None:
    """Make a temporary table of the ids of articles."""
    ids = pa.table([pa.array(sorted(article_ids), pa.string())], schema=_IDS)
    connection.register("ids", ids)
    connection.execute(f"CREATE TEMP TABLE {name} AS FROM ids")
    connection.unregister("ids")


def _find_stories(connection: duckdb.DuckDBPyConnection, corpus: Corpus) -> None:
    """Make the table ``touched`` of the stories whose articles or speakers are others now.

    The table ``changed`` has the stories, also those of the former catalogue, of which articles or
    any entities of their rows are others. The view ``placed`` has the present and the near story of
    each article.
    """
    placed = pa.Table.from_pandas(corpus.articles[GROUPS.names], GROUPS, preserve_index=False)
    connection.register("placed", placed)
    connection.execute(
        """
        CREATE TEMP TABLE moved AS
        SELECT a.story_id AS former, p.story_id AS present
        FROM articles a FULL JOIN placed p USING (article_id)
        WHERE a.story_id IS DISTINCT FROM p.story_id
           OR article_id IN (FROM replaced) OR article_id IN (FROM inserted);

        CREATE TEMP TABLE changed AS
        SELECT former AS story_id FROM moved WHERE former IS NOT NULL
        UNION SELECT present FROM moved WHERE present IS NOT NULL
        UNION SELECT p.story_id FROM moves JOIN placed p USING (article_id);

        CREATE TEMP TABLE touched AS
        SELECT present AS story_id FROM moved WHERE present IS NOT NULL
        UNION
        SELECT p.story_id FROM articles a JOIN placed p USING (article_id)
        WHERE a.story_id IN (SELECT former FROM moved)
        UNION
        SELECT p.story_id FROM quotes q
        JOIN moves m ON m.article_id = q.article_id AND m.former = q.entity_id
        JOIN placed p ON p.article_id = q.article_id;

        DROP TABLE moved
        """
    )


def _replace_entities(connection: duckdb.DuckDBPyConnection, entities: pa.Table) -> None:
    """Give the table of entities the rows of some; only those that are others are written."""
    connection.register("present", entities)
    connection.execute(
        """
        CREATE TEMP TABLE changed_entities AS FROM present EXCEPT FROM entities;
        DELETE FROM entities WHERE entity_id NOT IN (SELECT entity_id FROM present)
            OR entity_id IN (SELECT entity_id FROM changed_entities);
        INSERT INTO entities FROM changed_entities ORDER BY entity_id;
        DROP TABLE changed_entities
        """
    )
    connection.unregister("present")


def _list_stories(connection: duckdb.DuckDBPyConnection, table: str) -> list[str]:
    rows = connection.execute(f"SELECT DISTINCT story_id FROM {table} ORDER BY ALL").fetchall()
    return [str(story_id) for (story_id,) in rows]


def _rename_speakers(connection: duckdb.DuckDBPyConnection) -> None:
    """Give speakers and holders the names of their entities; note the stories of the speakers."""
    connection.execute(
        """
        INSERT INTO touched
        SELECT DISTINCT p.story_id FROM quotes q JOIN entities e USING (entity_id)
        JOIN placed p ON p.article_id = q.article_id WHERE q.speaker <> e.name
        """
    )
    for table, column in NAME_COLUMNS:
        connection.execute(
            f"UPDATE {table} SET {column} = e.name FROM entities e "
            f"WHERE {table}.entity_id = e.entity_id AND {table}.{column} <> e.name"
        )
