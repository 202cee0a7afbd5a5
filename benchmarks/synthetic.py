"""A large workspace made of a small real one: what large corpora cost the pages, without the texts.

    python -m benchmarks.synthetic --from WORKSPACE --articles 37000 --out DIR [--seed 0]

Every made article takes all its rows from a real one chosen at random, so lengths, mentions, kinds
and places in the text are distributed as there. Stories hold 1 to 60 articles (most are small),
outlets publish by Zipf's law, days spread over ten years. Ids of articles and stories are as unlike
each other as real ones. The entities that real articles name most are the same everywhere; every
other one is another in each group of stories, so that the number of entities grows with the corpus.
Only the catalogue is made, not the parts.
"""

import argparse
import time
from pathlib import Path

import duckdb

from analysis import tables
from analysis.store import Workspace
from analysis.store.catalogue import Catalogue, layout
from analysis.store.precomputed_counts import derive

OUTLETS = 400
_COMMON = 150
_GROUP = 40
_CONFIG: dict[str, str | bool | int | float | list[str]] = {
    "preserve_insertion_order": "false",
    "memory_limit": "6GB",
}


def main() -> None:
    """Make the workspace and say how large it is."""
    parser = argparse.ArgumentParser("python -m benchmarks.synthetic", description=__doc__)
    parser.add_argument("--from", dest="source", type=Path, required=True, metavar="WORKSPACE")
    parser.add_argument("--articles", type=int, default=37_000, metavar="N")
    parser.add_argument("--out", type=Path, required=True, metavar="DIR")
    parser.add_argument("--seed", type=float, default=0.5, help="from 0 to 1")
    options = parser.parse_args()
    source = Workspace(options.source).catalogue(stale=True)
    if source is None:
        raise SystemExit(f"{options.source} has no catalogue: annotate some articles into it.")
    started = time.perf_counter()
    path = make(source, options.out, options.articles, options.seed)
    made = Catalogue(path)
    counts = {
        name: int(made.query(f'SELECT count(*) AS n FROM "{name}"')["n"].iloc[0])
        for name in tables.CATALOGUE
    }
    print(", ".join(f"{name} {count:,}" for name, count in counts.items()))
    size = path.stat().st_size / 1e6
    print(f"{size:,.0f} MB, made in {time.perf_counter() - started:.0f} s")


def make(source: Catalogue, folder: Path, articles: int, seed: float = 0.5) -> Path:
    """Write the catalogue of a made workspace of so many articles; return its file."""
    folder.mkdir(parents=True, exist_ok=True)
    path = Workspace(folder).catalogue_path
    path.unlink(missing_ok=True)
    with duckdb.connect(path, config=_CONFIG) as made:
        quoted = str(source.path).replace("'", "''")
        made.execute(f"ATTACH '{quoted}' AS real (READ_ONLY)")
        made.execute("SELECT setseed(?)", [seed])
        _plan(made, articles)
        for name in tables.CATALOGUE:
            select = _SELECTS[name]
            columns = ", ".join(f'"{column}"' for column in tables.CATALOGUE[name].names)
            made.execute(
                f'CREATE TABLE "{name}" AS SELECT {columns} FROM ({select}) ORDER BY {layout(name)}'
            )
        made.execute("DROP TABLE plan; DROP TABLE common")
        derive(made)
        made.execute("DETACH real")
    return path


def _plan(made: duckdb.DuckDBPyConnection, articles: int) -> None:
    """Decide which real article each made one is, and its story, outlet and day."""
    made.execute(
        f"""
        CREATE TABLE common AS
        SELECT entity_id FROM real.mentions WHERE entity_id <> ''
        GROUP BY entity_id ORDER BY count(*) DESC, entity_id LIMIT {_COMMON};
        CREATE TEMP TABLE templates AS
        SELECT row_number() OVER (ORDER BY article_id) - 1 AS number, article_id AS template
        FROM real.articles;
        SET VARIABLE templates = (SELECT count(*) FROM templates);
        CREATE TABLE plan AS
        WITH drawn AS (
            SELECT range AS n, random() AS a, random() AS b, random() AS c
            FROM range({articles})
        ),
        sized AS (  -- stories begin with a chance of one in four
            SELECT *, sum((a < 0.25 OR n % 60 = 0)::int) OVER (ORDER BY n) AS story,
                   (hash(n) % getvariable('templates'))::bigint AS number
            FROM drawn
        )
        SELECT left(md5(n::varchar), 16) AS article_id, template, story,
               left(md5(story::varchar), 12) AS story_id,
               'Outlet ' || least(floor(exp(b * ln({OUTLETS}))), {OUTLETS})::int AS outlet,
               DATE '2014-01-01' + (hash(story) % 3650)::int + (c * 4)::int AS published,
               story // {_GROUP} AS "group"
        FROM sized JOIN templates USING (number);
        """
    )


def _entity(table: str, column: str = "entity_id") -> str:
    """Return SQL that names the made entity of a real one in the story's group."""
    real = f"{table}.{column}"
    return f"""CASE WHEN {real} = '' OR {real} IN (SELECT entity_id FROM common)
        THEN {real} ELSE {real} || '-' || plan."group" END AS {column}"""


_SELECTS = {
    "articles": """
        SELECT plan.article_id, plan.outlet, plan.outlet AS outlet_label, a.title, a.byline,
               plan.published, a.url, a.credit, a.text, a.words, a.source, plan.story_id
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
            SELECT {_entity("e")},
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
        SELECT r.* EXCLUDE (article_id, entity_id), plan.article_id, {_entity("r")}
        FROM plan JOIN real.{name} r ON r.article_id = plan.template
        """
        for name in ("mentions", "epithets")
    },
    "events": f"""
        SELECT r.* EXCLUDE (article_id, agent_id, patient_id), plan.article_id,
               {_entity("r", "agent_id")}, {_entity("r", "patient_id")}
        FROM plan JOIN real.events r ON r.article_id = plan.template
    """,
    "attitudes": f"""
        SELECT r.* EXCLUDE (article_id, entity_id, attitude_id), plan.article_id,
               {_entity("r")}, plan.article_id || ':' || r.attitude_id AS attitude_id
        FROM plan JOIN real.attitudes r ON r.article_id = plan.template
    """,
    "quotes": f"""
        SELECT r.* EXCLUDE (article_id, entity_id, quote_id, utterance_id), plan.article_id,
               {_entity("r")}, plan.article_id || ':' || r.quote_id AS quote_id,
               r.utterance_id || '-' || plan.story AS utterance_id
        FROM plan JOIN real.quotes r ON r.article_id = plan.template
    """,
}


if __name__ == "__main__":
    main()
