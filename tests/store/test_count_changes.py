"""Counts that are changed with the catalogue are those of a catalogue that is made anew."""

import duckdb

from analysis.store.count_changes import (
    note_counts,
    recount_entities,
    rename_entities,
    update_count_tables,
)
from analysis.store.filters import Filters
from analysis.store.precomputed_counts import _count_in_article, select_top_entities
from benchmarks.fault_additions import TABLES_WITHOUT_NUMBERS
from tests.store.test_precomputed_counts import ENTITIES, MENTIONS, NAMES, write_story

#: The tables that depend on which entity each row belongs to.
COUNT_TABLES = (
    "numbered",
    "counts_by_story",
    "counts_by_entity",
    "counts_by_outlet",
    "voices_by_story",
    "voices_by_outlet",
)


def read_counts(path):
    """Return the rows of each table of counts and the indexes of a catalogue, each sorted."""
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = {
            table: sorted(
                map(
                    repr,
                    connection.execute(
                        TABLES_WITHOUT_NUMBERS.get(table, f"FROM {table}")
                    ).fetchall(),
                )
            )
            for table in COUNT_TABLES
        }
        rows["indexes"] = connection.execute(
            "SELECT index_name, table_name FROM duckdb_indexes() ORDER BY ALL"
        ).fetchall()
        rows["tables"] = connection.execute(
            "SELECT table_name, temporary FROM duckdb_tables() ORDER BY ALL"
        ).fetchall()
    return rows


def list_ranked(path, limit=50):
    """Return the ids of the entities that a story mentions most."""
    tables, params = select_top_entities(Filters(story="s1"), limit, names_only=False)
    with duckdb.connect(str(path), read_only=True) as connection:
        rows = connection.execute(
            f"WITH {tables} SELECT entity_id FROM ranked "
            "ORDER BY total DESC, named DESC, entity_id",
            params,
        ).fetchall()
    return [entity_id for (entity_id,) in rows]


def list_stories(connection, table, condition):
    rows = connection.execute(
        f"SELECT DISTINCT story_id FROM {table} JOIN articles USING (article_id) WHERE {condition}"
    ).fetchall()
    return [story_id for (story_id,) in rows]


def test_renamed_and_retyped_entities_are_counted_as_if_they_had_always_been_so(tmp_path):
    names = NAMES | {"ann": "Ann Lee", "nato": "The Alliance", "unmentioned": "Nobody"}
    labels = ENTITIES | {"nato": "GPE", "bo": "ORG"}
    changed = write_story(tmp_path / "catalogue-a.duckdb", NAMES, ENTITIES)
    fresh = write_story(tmp_path / "catalogue-b.duckdb", names, labels)
    assert read_counts(changed) != read_counts(fresh)
    with duckdb.connect(str(changed)) as connection:
        for entity in ("ann", "nato", "bo", "unmentioned"):
            values = [names[entity], labels[entity], entity]
            connection.execute(
                "UPDATE entities SET name = ?, label = ? WHERE entity_id = ?", values
            )
        rename_entities(connection, ["ann", "nato", "bo", "unmentioned"])
    assert read_counts(changed) == read_counts(fresh)


def test_only_the_given_entities_are_renamed(tmp_path):
    changed = write_story(tmp_path / "catalogue-a.duckdb", NAMES, ENTITIES)
    fresh = write_story(tmp_path / "catalogue-b.duckdb", NAMES, ENTITIES)
    with duckdb.connect(str(changed)) as connection:
        rename_entities(connection, [])
        assert connection.execute("FROM numbered ORDER BY rowid").fetchall() == sorted(
            connection.execute("FROM numbered").fetchall()
        )
    assert read_counts(changed) == read_counts(fresh)


def test_entities_that_were_joined_are_counted_as_if_they_had_always_been_one(tmp_path):
    joined = tuple(
        (article, "bo" if entity == "oslo" else entity, *rest)
        for article, entity, *rest in MENTIONS
    )
    labels = {entity: label for entity, label in ENTITIES.items() if entity != "oslo"}
    changed = write_story(tmp_path / "catalogue-a.duckdb", NAMES, ENTITIES)
    fresh = write_story(tmp_path / "catalogue-b.duckdb", NAMES, labels, joined)
    with duckdb.connect(str(changed)) as connection:
        stories = list_stories(connection, "mentions", "entity_id = 'oslo'")
        note_counts(connection, "SELECT DISTINCT article_id FROM mentions WHERE entity_id = 'oslo'")
        connection.execute("DELETE FROM entities WHERE entity_id = 'oslo'")
        for table in ("mentions", "mentions_by_article"):
            connection.execute(f"UPDATE {table} SET entity_id = 'bo' WHERE entity_id = 'oslo'")
        recount_entities(connection, stories)
    assert read_counts(changed) == read_counts(fresh)
    assert list_ranked(changed) == list_ranked(fresh)


def test_a_new_entity_is_ranked_by_its_counts_not_by_its_number(tmp_path):
    """Of two that are named equally often the first id comes first, though it was added last."""
    added = tuple((article, "aaa", *rest) for article, key, *rest in MENTIONS if key == "oslo")
    mentions = (*MENTIONS, *added)
    labels, names = ENTITIES | {"aaa": "ORG"}, NAMES | {"aaa": "Aaa"}
    changed = write_story(tmp_path / "catalogue-a.duckdb", NAMES, ENTITIES)
    fresh = write_story(tmp_path / "catalogue-b.duckdb", names, labels, mentions)
    with duckdb.connect(str(changed)) as connection:
        connection.execute(f"ATTACH '{fresh}' AS fresh (READ_ONLY)")
        note_counts(connection, "SELECT article_id FROM articles")
        for table in ("entities", "mentions", "mentions_by_article"):
            connection.execute(f"INSERT INTO {table} FROM fresh.{table} WHERE entity_id = 'aaa'")
        recount_entities(connection, ["s1", "s2"])
        connection.execute("DETACH fresh")
    assert read_counts(changed) == read_counts(fresh)
    assert list_ranked(changed) == list_ranked(fresh)
    place = list_ranked(changed).index("aaa")
    assert list_ranked(changed)[place + 1] == "oslo"
    assert list_ranked(changed, place + 1) == list_ranked(fresh, place + 1)


def test_an_article_in_the_place_of_another_is_counted_as_if_it_had_always_been_there(tmp_path):
    changed = write_story(tmp_path / "catalogue-a.duckdb", NAMES, ENTITIES, without="c1")
    fresh = write_story(tmp_path / "catalogue-b.duckdb", NAMES, ENTITIES, without="c2")
    with duckdb.connect(str(changed)) as connection:
        connection.execute(f"ATTACH '{fresh}' AS fresh (READ_ONLY)")
        connection.execute("CREATE TEMP TABLE replaced AS SELECT 'c2' AS article_id")
        connection.execute("CREATE TEMP TABLE inserted AS SELECT 'c1' AS article_id")
        note_counts(connection, "FROM replaced UNION FROM inserted")
        stories = list_stories(connection, "mentions", "article_id = 'c2'")
        for table in ("articles", "blocks", "mentions", "quotes"):
            connection.execute(f"DELETE FROM {table} WHERE article_id = 'c2'")
            connection.execute(f"INSERT INTO {table} FROM fresh.{table} WHERE article_id = 'c1'")
        stories += list_stories(connection, "mentions", "article_id = 'c1'")
        update_count_tables(connection, stories)
        connection.execute("DETACH fresh")
    assert read_counts(changed) == read_counts(fresh)
    for table in ("leads", "mentions_by_article", "search_words"):
        query = f"SELECT * EXCLUDE (word_no) FROM {table}" if "words" in table else f"FROM {table}"
        rows = []
        for path in (changed, fresh):
            with duckdb.connect(str(path), read_only=True) as connection:
                rows.append(sorted(map(repr, connection.execute(query).fetchall())))
        assert rows[0] == rows[1] != []


def test_the_place_of_a_mention_is_that_of_the_first_below_the_headline():
    query = f"""
        SELECT {_count_in_article("n", "m.kind = 'name'")}
        FROM (VALUES ('name', 'headline', 2), ('name', 'body', 50), ('pronoun', 'body', 20))
             AS m(kind, block_kind, "start"), (SELECT 100 AS length) AS a
    """
    with duckdb.connect() as connection:
        assert connection.execute(query).fetchall() == [(2, 1, 1, 0.5)]
