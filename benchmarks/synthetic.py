"""Make a large workspace from a small real one, to measure what large corpora cost the pages.

    python -m benchmarks.synthetic --from WORKSPACE --articles 37000 --out DIR [--seed 0.5]

Every synthetic article takes all its rows from a real one chosen at random, so that lengths,
mentions, kinds and positions are distributed as in the real workspace. Stories contain 1 to 60
articles (most are small), outlets publish by Zipf's law, and days spread over ten years. Ids of
articles and stories are hashes, like real ones. The entities that real articles name most are the
same everywhere; every other entity has a different id in each group of stories, so that the number
of entities grows with the corpus. Only the catalogue is written, not the parts.
"""

import argparse
import time
from pathlib import Path

import duckdb

from analysis import tables
from analysis.store import Workspace
from analysis.store.catalogue import Catalogue, layout
from analysis.store.precomputed_counts import create_count_tables

# The following numbers are judgement: they resemble a large collection of news.
_N_OUTLETS = 400
#: Number of most-mentioned entities that all groups of stories share.
_N_SHARED_ENTITIES = 150
#: Number of stories that share the ids of all other entities.
_STORIES_PER_GROUP = 40
#: Probability that an article begins a new story.
_P_NEW_STORY = 0.25
#: Maximum number of articles of a story.
_MAX_STORY_ARTICLES = 60
#: Days over which stories spread, and days over which the articles of a story spread.
_DAYS, _STORY_DAYS = 3650, 4
_DUCKDB_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "preserve_insertion_order": "false",
    "memory_limit": "6GB",
}


def main() -> None:
    """Make the workspace and print its size."""
    parser = argparse.ArgumentParser("python -m benchmarks.synthetic", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="WORKSPACE")
    parser.add_argument("--articles", type=int, default=37_000, metavar="N")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=float, default=0.5, help="from 0 to 1")
    options = parser.parse_args()
    source = Workspace(options.source).catalogue(stale=True)
    if source is None:
        raise SystemExit(f"{options.source} has no catalogue: annotate some articles into it.")
    start = time.perf_counter()
    path = write_synthetic_catalogue(source, options.out, options.articles, options.seed)
    catalogue = Catalogue(path)
    counts = {
        name: int(catalogue.query(f'SELECT count(*) AS n FROM "{name}"')["n"].iloc[0])
        for name in tables.CATALOGUE
    }
    print(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    megabytes = path.stat().st_size / 1e6
    print(f"{megabytes:,.0f} MB, made in {time.perf_counter() - start:.0f} s")


def write_synthetic_catalogue(
    source: Catalogue, folder: Path, n_articles: int, seed: float = 0.5
) -> Path:
    """Write the catalogue of a synthetic workspace and return its file.

    Args:
        source: The catalogue of the real workspace.
        folder: The synthetic workspace.
        n_articles: Its number of articles.
        seed: Seed of DuckDB's random numbers, from 0 to 1.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path = Workspace(folder).catalogue_path
    path.unlink(missing_ok=True)
    with duckdb.connect(path, config=_DUCKDB_CONFIG) as connection:
        quoted_path = str(source.path).replace("'", "''")
        connection.execute(f"ATTACH '{quoted_path}' AS real (READ_ONLY)")
        connection.execute("SELECT setseed(?)", [seed])
        _plan_articles(connection, n_articles)
        for name in tables.CATALOGUE:
            columns = ", ".join(f'"{column}"' for column in tables.CATALOGUE[name].names)
            connection.execute(
                f'CREATE TABLE "{name}" AS '
                f"SELECT {columns} FROM ({_SELECTS[name]}) ORDER BY {layout(name)}"
            )
        connection.execute("DROP TABLE plan; DROP TABLE common")
        create_count_tables(connection)
        connection.execute("DETACH real")
    return path


def _plan_articles(connection: duckdb.DuckDBPyConnection, n_articles: int) -> None:
    """Choose the real article, story, outlet and day of each synthetic article."""
    connection.execute(
        f"""
        CREATE TABLE common AS
        SELECT entity_id FROM real.mentions WHERE entity_id <> ''
        GROUP BY entity_id ORDER BY count(*) DESC, entity_id LIMIT {_N_SHARED_ENTITIES};
        CREATE TEMP TABLE templates AS
        SELECT row_number() OVER (ORDER BY article_id) - 1 AS number, article_id AS template
        FROM real.articles;
        SET VARIABLE templates = (SELECT count(*) FROM templates);
        CREATE TABLE plan AS
        WITH drawn AS (
            SELECT range AS n, random() AS a, random() AS b, random() AS c
            FROM range({n_articles})
        ),
        sized AS (
            SELECT *,
                   sum((a < {_P_NEW_STORY} OR n % {_MAX_STORY_ARTICLES} = 0)::int)
                       OVER (ORDER BY n) AS story,
                   (hash(n) % getvariable('templates'))::bigint AS number
            FROM drawn
        )
        SELECT left(md5(n::varchar), 16) AS article_id, template, story,
               left(md5(story::varchar), 12) AS story_id,
               'Outlet ' || least(floor(exp(b * ln({_N_OUTLETS}))), {_N_OUTLETS})::int AS outlet,
               DATE '2014-01-01' + (hash(story) % {_DAYS})::int + (c * {_STORY_DAYS})::int
                   AS published,
               story // {_STORIES_PER_GROUP} AS "group"
        FROM sized JOIN templates USING (number);
        """
    )


def _select_entity_id(table: str, column: str = "entity_id") -> str:
    """Return SQL for the id of a real entity's counterpart in the story's group."""
    real_id = f"{table}.{column}"
    return f"""CASE WHEN {real_id} = '' OR {real_id} IN (SELECT entity_id FROM common)
        THEN {real_id} ELSE {real_id} || '-' || plan."group" END AS {column}"""


#: The query that makes the rows of each table.
_SELECTS = {
    "articles": """
        SELECT a.* EXCLUDE (article_id, outlet, outlet_label, published, story_id, near_story_id),
               plan.article_id, plan.outlet, plan.outlet AS outlet_label, plan.published,
               plan.story_id, '' AS near_story_id
        FROM plan JOIN real.articles a ON a.article_id = plan.template
    """,
    "stories": """
        SELECT plan.story_id, any_value(a.title) || ' ' || plan.story_id AS title,
               count(*)::int AS articles, count(DISTINCT plan.outlet)::int AS outlets,
               min(plan.published) AS first_published,
               max(plan.published) AS last_published
        FROM plan JOIN real.articles a ON a.article_id = plan.template GROUP BY plan.story_id
    """,
    "entities": f"""
        SELECT DISTINCT ON (entity_id) * FROM (
            SELECT {_select_entity_id("e")},
                   CASE WHEN e.entity_id IN (SELECT entity_id FROM common) THEN e.name
                        ELSE e.name || ' ' || plan."group" END AS name,
                   e.label, e.country, e.aliases
            FROM (SELECT DISTINCT template, "group" FROM plan) plan
            JOIN (SELECT DISTINCT article_id, entity_id FROM real.mentions) m
                ON m.article_id = plan.template
            JOIN real.entities e ON e.entity_id = m.entity_id
        )
    """,
    **{
        name: f"""
        SELECT r.* EXCLUDE (article_id), plan.article_id
        FROM plan JOIN real.{name} r ON r.article_id = plan.template
        """
        for name in ("blocks", "sentences", "figures")
    },
    **{
        name: f"""
        SELECT r.* EXCLUDE (article_id, entity_id), plan.article_id, {_select_entity_id("r")}
        FROM plan JOIN real.{name} r ON r.article_id = plan.template
        """
        for name in ("mentions", "epithets")
    },
    "events": f"""
        SELECT r.* EXCLUDE (article_id, agent_id, patient_id), plan.article_id,
               {_select_entity_id("r", "agent_id")}, {_select_entity_id("r", "patient_id")}
        FROM plan JOIN real.events r ON r.article_id = plan.template
    """,
    "attitudes": f"""
        SELECT r.* EXCLUDE (article_id, entity_id, attitude_id), plan.article_id,
               {_select_entity_id("r")}, plan.article_id || ':' || r.attitude_id AS attitude_id
        FROM plan JOIN real.attitudes r ON r.article_id = plan.template
    """,
    "quotes": f"""
        SELECT r.* EXCLUDE (article_id, entity_id, quote_id, utterance_id), plan.article_id,
               {_select_entity_id("r")}, plan.article_id || ':' || r.quote_id AS quote_id,
               r.utterance_id || '-' || plan.story AS utterance_id
        FROM plan JOIN real.quotes r ON r.article_id = plan.template
    """,
}


if __name__ == "__main__":
    main()
