"""From the parts of a workspace to its catalogue: what only the whole corpus can tell."""

from collections.abc import Callable, Iterator

import duckdb
import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.compare import entities, stories, utterances
from analysis.compare.set_aside import without_copied
from analysis.store import Catalogue, Snapshot, Workspace
from analysis.store.frames import to_frame


def refresh(workspace: Workspace) -> Catalogue:
    """Return the workspace's current catalogue, built first when there is none.

    Raises:
        DecisionsError: when the analyst's decisions cannot be understood.
    """
    if current := workspace.catalogue():
        return current
    with workspace.building():
        if current := workspace.catalogue():  # built by another process while this one waited
            return current
        snapshot = workspace.snapshot()
        return workspace.write_catalogue(snapshot.version, catalogue_tables(snapshot))


def catalogue_tables(snapshot: Snapshot) -> Iterator[tuple[str, pa.Table]]:
    """Yield name and rows of each table of :data:`analysis.tables.CATALOGUE`, one at a time.

    Mentions, quotations and attitudes get the corpus-wide entity of the one in their article;
    where there is one, its name is the quotation's speaker or the attitude's holder.
    """
    articles = _articles(snapshot)
    read: Callable[[str], pa.Table] = snapshot.read
    if snapshot.decisions.without_copied:
        articles, read = _set_aside(snapshot, articles)
    yield "articles", _table("articles", articles)
    yield "stories", _table("stories", stories.describe(articles))

    local = to_frame(read("local_entities"))
    linked = entities.link(local, articles[["article_id", "story_id"]])
    yield "entities", _table("entities", linked.entities)
    yield "mentions", _linked(read("mentions"), linked.links)
    quotes = _named(_linked(read("quotes"), linked.links), linked.entities, "speaker")
    yield "quotes", _table("quotes", _aligned(quotes, articles))
    held = _linked(read("attitudes"), linked.links)
    yield "attitudes", _table("attitudes", _named(held, linked.entities, "holder"))

    yield "labels", _linked(snapshot.read("labels"), linked.links)
    acts = snapshot.read("acts")
    for side in ("actor", "target"):
        acts = _linked(acts, linked.links, f"{side}_entity", f"{side}_id")
    yield "acts", acts

    for name in ("blocks", "sentences", "figures"):
        yield name, read(name)


def _articles(snapshot: Snapshot) -> pd.DataFrame:
    """Return the articles by id, each with its story and what its outlet is called."""
    articles = to_frame(snapshot.read("articles")).sort_values("article_id", ignore_index=True)
    credited = "Unnamed outlet (" + articles["credit"] + ")"
    unnamed = credited.where(articles["credit"] != "", "Unnamed outlet")
    articles["outlet_label"] = articles["outlet"].where(articles["outlet"] != "", unnamed)
    decided = snapshot.decisions
    cut = stories.CUT if decided.cut is None else decided.cut
    grouped = stories.group(articles, cut, moved=decided.moved)
    return articles.merge(grouped, on="article_id", validate="1:1")


def _set_aside(
    snapshot: Snapshot, articles: pd.DataFrame
) -> tuple[pd.DataFrame, Callable[[str], pa.Table]]:
    """Return the articles, and how the part tables are read, with copied passages set aside."""
    names = ("blocks", "sentences", "mentions", "quotes", "figures")
    parts = {name: to_frame(snapshot.read(name)) for name in names}
    changed = without_copied({"articles": articles, **parts})

    def read(name: str) -> pa.Table:
        if name not in parts:
            return snapshot.read(name)
        schema = tables.PARTS[name].schema
        return pa.Table.from_pandas(changed[name][schema.names], schema, preserve_index=False)

    return changed["articles"], read


def _linked(
    rows: pa.Table, links: pd.DataFrame, local: str = "entity", name: str = "entity_id"
) -> pa.Table:
    """Add the corpus-wide entity to rows that name one of their article, empty when unsure.

    Args:
        rows: Columns article_id, the one named by ``local`` and any others.
        links: As :func:`analysis.compare.entities.link` returns them.
        local: The column with the key of the entity in its article.
        name: The column to add.
    """
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        connection.register("links", pa.Table.from_pandas(links, _LINKS, preserve_index=False))
        return connection.sql(
            f"""
            SELECT rows.*, coalesce(links.entity_id, '') AS {name}
            FROM rows LEFT JOIN links
                ON links.article_id = rows.article_id AND links.entity = rows.{local}
            """
        ).to_arrow_table()


def _named(rows: pa.Table, known: pd.DataFrame, column: str) -> pd.DataFrame:
    """Call each speaker or holder that is a known entity by the entity's name."""
    frame = to_frame(rows)
    names = frame["entity_id"].map(known.set_index("entity_id")["name"])
    frame[column] = names.fillna(frame[column])
    return frame


def _aligned(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    quotes = quotes.sort_values(["article_id", "start"], ignore_index=True)
    aligned = utterances.align(quotes, articles[["article_id", "story_id"]])
    return quotes.merge(aligned, on="quote_id", validate="1:1")


def _table(name: str, frame: pd.DataFrame) -> pa.Table:
    schema = tables.CATALOGUE[name].schema
    return pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)


_LINKS = pa.schema([(name, pa.string()) for name in ("article_id", "entity", "entity_id")])
