"""Change the precomputed counts of a catalogue after some of its rows were changed.

Only what changed is counted again: the entities whose mentions are others, and the counts of the
stories concerned and of their outlets. Entities keep their numbers, so that the rows of all other
stories stay as they are; new entities get the numbers after those of the others. Apart from these
numbers, the rows are those of a catalogue that is written as a whole.
"""

from collections.abc import Collection

import duckdb

from analysis.store.precomputed_counts import (
    BY_OUTLET,
    COUNTS_ORDER,
    DISPLAY_NAME,
    VOICES_ORDER,
    count_entities,
    count_mentions,
    count_speakers,
    select_leads,
    sum_counts,
    sum_voices,
)
from analysis.store.search_index import update_search_index

_COUNT_OF_ARTICLES = count_mentions(
    "(FROM mentions_by_article WHERE article_id IN (FROM recounted_articles))"
)
_COUNTED = ("named", "mentions", "everywhere", "total")
#: Numbers every entity, and counts those again of which the articles in ``recounted_articles`` have
#: other mentions than before.
_RENUMBER = f"""
    INSERT INTO numbered
    SELECT (coalesce((SELECT max(entity_no) FROM numbered), -1)
               + row_number() OVER (ORDER BY entity_id))::int,
           entity_id, name, label, '', 0, 0, 0, 0
    FROM entities WHERE entity_id NOT IN (SELECT entity_id FROM numbered);

    DELETE FROM numbered WHERE entity_id NOT IN (SELECT entity_id FROM entities);

    UPDATE numbered SET {", ".join(f"{name} = numbered.{name} + c.{name}" for name in _COUNTED)}
    FROM (
        SELECT entity_id, {", ".join(f"sum({name})::bigint AS {name}" for name in _COUNTED)}
        FROM (
            {_COUNT_OF_ARTICLES}
            UNION ALL
            SELECT entity_id, {", ".join(f"-{name}" for name in _COUNTED)} FROM former_counts
        )
        GROUP BY entity_id HAVING {" OR ".join(f"sum({name}) <> 0" for name in _COUNTED)}
    ) c WHERE numbered.entity_id = c.entity_id;
"""
#: Lists the names that entities have now, or had, which have or had another name or type.
_LIST_CHANGED_NAMES = """
    CREATE TEMP TABLE changed_names AS
    SELECT DISTINCT unnest([n.name, e.name]) AS name
    FROM numbered n FULL JOIN entities e USING (entity_id)
    WHERE n.name IS DISTINCT FROM e.name OR n.label IS DISTINCT FROM e.label;

    CREATE TEMP TABLE relabelled AS
    SELECT entity_no, e.label
    FROM numbered n JOIN entities e USING (entity_id) WHERE n.label <> e.label;
"""
_RENAME = f"""
    UPDATE numbered SET name = s.name, label = s.label, shown = s.shown
    FROM (
        SELECT entity_id, e.name, e.label, {DISPLAY_NAME} AS shown
        FROM entities e WHERE e.name IN (FROM changed_names)
    ) s
    WHERE numbered.entity_id = s.entity_id AND (
        numbered.name <> s.name OR numbered.label <> s.label OR numbered.shown <> s.shown
    );
""" + "".join(
    f"""
    UPDATE {table} SET label = r.label
    FROM relabelled r WHERE {table}.entity_no = r.entity_no AND {table}.label <> r.label;
    """
    for table in ("counts_by_story", "counts_by_entity", "counts_by_outlet")
)
#: Which sums the stories of ``recounted`` are part of.
_LIST_SUMS = """
    SELECT DISTINCT entity_no, outlet_label
    FROM counts_by_story WHERE story_id IN (FROM recounted)"""
_LIST_VOICES = """
    SELECT DISTINCT outlet_label, speaker_id
    FROM voices_by_story WHERE story_id IN (FROM recounted)"""
_RECOUNT = f"""
    CREATE TEMP TABLE read_again AS
    SELECT article_id, story_id, published, outlet_label, text
    FROM articles WHERE story_id IN (FROM recounted);

    CREATE TEMP TABLE changed_sums AS {_LIST_SUMS};
    CREATE TEMP TABLE changed_voices AS {_LIST_VOICES};
    DELETE FROM counts_by_story WHERE story_id IN (FROM recounted);
    DELETE FROM voices_by_story WHERE story_id IN (FROM recounted);
    INSERT INTO counts_by_story
    {count_entities("read_again", "mentions_by_article")} {COUNTS_ORDER};
    INSERT INTO voices_by_story {count_speakers("read_again")} {VOICES_ORDER};
    INSERT INTO changed_sums {_LIST_SUMS};
    INSERT INTO changed_voices {_LIST_VOICES};

    DELETE FROM counts_by_entity USING changed_sums c
    WHERE counts_by_entity.entity_no = c.entity_no
      AND counts_by_entity.outlet_label = c.outlet_label;
    DELETE FROM counts_by_outlet USING changed_sums c
    WHERE counts_by_outlet.entity_no = c.entity_no
      AND counts_by_outlet.outlet_label = c.outlet_label;
    DELETE FROM voices_by_outlet USING changed_voices c
    WHERE voices_by_outlet.speaker_id = c.speaker_id
      AND voices_by_outlet.outlet_label = c.outlet_label;

    INSERT INTO counts_by_entity
    {sum_counts("counts_by_story SEMI JOIN changed_sums USING (entity_no, outlet_label)")};
    INSERT INTO counts_by_outlet
    FROM counts_by_entity SEMI JOIN changed_sums USING (entity_no, outlet_label) {BY_OUTLET};
    INSERT INTO voices_by_outlet
    {sum_voices("voices_by_story SEMI JOIN changed_voices USING (outlet_label, speaker_id)")};
"""
_ADD_ARTICLES = f"""
    DELETE FROM leads WHERE article_id IN (FROM replaced);
    INSERT INTO leads {select_leads("article_id IN (FROM inserted)")};
    DELETE FROM mentions_by_article WHERE article_id IN (FROM replaced);
    INSERT INTO mentions_by_article
    FROM mentions WHERE article_id IN (FROM inserted) ORDER BY article_id, "start", "end";
"""


def note_counts(connection: duckdb.DuckDBPyConnection, articles: str) -> None:
    """Note how often entities are mentioned in some articles, before their rows are changed.

    Args:
        connection: An open catalogue.
        articles: SQL of the ids of all articles whose mentions will be others, or of other
            entities.
    """
    connection.execute(f"CREATE TEMP TABLE recounted_articles AS {articles}")
    connection.execute(f"CREATE TEMP TABLE former_counts AS {_COUNT_OF_ARTICLES}")


def recount_entities(connection: duckdb.DuckDBPyConnection, stories: Collection[str]) -> None:
    """Change the tables that depend on which entity each row belongs to.

    Args:
        connection: An open catalogue, of which :func:`note_counts` was called before the changes.
        stories: The stories, present and former, in which articles, or the entities or speakers of
            their rows, are others than when these tables were made.
    """
    connection.execute(
        "CREATE TEMP TABLE recounted AS SELECT DISTINCT unnest(?::varchar[]) AS story_id",
        [list(stories)],
    )
    connection.execute(_LIST_CHANGED_NAMES + _RENUMBER + _RENAME + _RECOUNT)
    for name in ("changed_names", "relabelled", "read_again", "changed_sums", "changed_voices"):
        connection.execute(f"DROP TABLE {name}")
    for name in ("recounted", "recounted_articles", "former_counts"):
        connection.execute(f"DROP TABLE {name}")


def update_count_tables(connection: duckdb.DuckDBPyConnection, stories: Collection[str]) -> None:
    """Change the tables of counts and the search index after rows of articles were replaced.

    The temporary tables ``replaced`` and ``inserted`` have the ids of the articles whose rows are
    other ones now, or gone, and of those that have rows now. Entities of the other rows of
    ``mentions_by_article`` have to be those of ``mentions`` already.

    Args:
        connection: An open catalogue.
        stories: As for :func:`recount_entities`.
    """
    connection.execute(_ADD_ARTICLES)
    update_search_index(connection)
    recount_entities(connection, stories)


def rename_entities(connection: duckdb.DuckDBPyConnection, entity_ids: Collection[str]) -> None:
    """Give the tables of counts the names and types that ``entities`` has of some entities.

    The numbers of entities stay as they are, since they depend on counts alone.
    """
    connection.execute(_LIST_CHANGED_NAMES + _RENAME)
    connection.execute(
        """
        CREATE TEMP TABLE changed AS
        SELECT entity_id, name FROM entities WHERE entity_id IN (SELECT unnest(?::varchar[]))
        """,
        [list(entity_ids)],
    )
    for table in ("voices_by_story", "voices_by_outlet"):
        connection.execute(
            f"UPDATE {table} SET speaker = changed.name FROM changed "
            f"WHERE {table}.entity_id = changed.entity_id AND {table}.speaker <> changed.name"
        )
    for name in ("changed", "changed_names", "relabelled"):
        connection.execute(f"DROP TABLE {name}")
