"""From the parts of a workspace to its catalogue: what only the whole corpus can tell."""

from collections.abc import Callable, Iterator

import duckdb
import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.compare import corrections, entities, stories, utterances
from analysis.compare.corrections import Corrected
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
        filled = catalogue_tables(snapshot, workspace.known_ids(), workspace.keep_ids)
        return workspace.write_catalogue(snapshot.version, filled)


def catalogue_tables(
    snapshot: Snapshot,
    known: pa.Table | None = None,
    keep: Callable[[pa.Table], None] | None = None,
) -> Iterator[tuple[str, pa.Table]]:
    """Yield name and rows of each table of :data:`analysis.tables.CATALOGUE`, one at a time.

    Mentions, quotations and attitudes get the corpus-wide entity of the one in their article, as
    the analyst corrected it; where there is one, its name is the quotation's speaker or the
    attitude's holder.

    Args:
        snapshot: The parts and decisions.
        known: The links of an earlier time, whose ids are kept: article_id, entity, entity_id.
        keep: Called with the links of now.
    """
    articles = _articles(snapshot)
    read: Callable[[str], pa.Table] = snapshot.read
    if snapshot.decisions.without_copied:
        articles, read = _set_aside(snapshot, articles)
    yield "articles", _table("articles", articles)
    yield "stories", _table("stories", stories.describe(articles))

    local = to_frame(read("local_entities"))
    before = None if known is None else to_frame(known)
    linked = entities.link(local, articles[["article_id", "story_id"]], before)
    if keep is not None:
        keep(pa.Table.from_pandas(linked.links, _LINKS, preserve_index=False))
    who = corrections.correct(linked, local, snapshot.decisions.entities)
    yield "entities", _table("entities", who.entities)
    yield "mentions", _linked(read("mentions"), who, "text")
    quotes = _named(_linked(read("quotes"), who, "mention"), who.entities, "speaker")
    yield "quotes", _table("quotes", _aligned(quotes, articles))
    held = _named(_linked(read("attitudes"), who, "mention"), who.entities, "holder")
    yield "attitudes", _table("attitudes", held)

    yield "labels", _linked(snapshot.read("labels"), who, "phrase")
    acts = snapshot.read("acts")
    for side in ("actor", "target"):
        acts = _linked(acts, who, side, f"{side}_entity", f"{side}_id")
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
    rows: pa.Table, who: Corrected, words: str, local: str = "entity", name: str = "entity_id"
) -> pa.Table:
    """Add the corpus-wide entity to rows that name one of their article, empty when unsure.

    Args:
        rows: Columns article_id, ``words``, ``local`` and any others.
        who: Who is who.
        words: The column with the words that mention it.
        local: The column with the key of the entity in its article.
        name: The column to add.
    """
    with duckdb.connect() as connection:
        connection.register("rows", rows)
        for table, schema in (("links", _LINKS), ("words", _WORDS), ("merged", _MERGED)):
            frame = getattr(who, table)
            connection.register(table, pa.Table.from_pandas(frame, schema, preserve_index=False))
        return connection.sql(
            f"""
            WITH parted AS (
                SELECT rows.*, coalesce(words.moved, links.entity_id, '') AS joined
                FROM rows LEFT JOIN links
                    ON links.article_id = rows.article_id AND links.entity = rows.{local}
                LEFT JOIN words ON words.entity_id = links.entity_id AND words.text = rows.{words}
            )
            SELECT parted.* EXCLUDE (joined), coalesce(merged.moved, joined) AS {name}
            FROM parted LEFT JOIN merged ON merged.entity_id = joined
            """
        ).to_arrow_table()


def _named(rows: pa.Table, known: pd.DataFrame, column: str) -> pd.DataFrame:
    """Call each speaker or holder that is a known entity by the entity's name."""
    frame = to_frame(rows)
    names = dict(zip(known["entity_id"], known["name"], strict=True))
    pairs = zip(frame["entity_id"], frame[column], strict=True)
    frame[column] = [names.get(entity, said) for entity, said in pairs]
    return frame


def _aligned(quotes: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    quotes = quotes.sort_values(["article_id", "start"], ignore_index=True)
    linked = utterances.links(quotes, articles[["article_id", "story_id"]])
    aligned = linked[["quote_id", "utterance_id", "confidence"]]
    return quotes.merge(aligned, on="quote_id", validate="1:1")


def _table(name: str, frame: pd.DataFrame) -> pa.Table:
    schema = tables.CATALOGUE[name].schema
    return pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)


_LINKS = pa.schema([(name, pa.string()) for name in ("article_id", "entity", "entity_id")])
_WORDS = pa.schema([(name, pa.string()) for name in ("entity_id", "text", "moved")])
_MERGED = pa.schema([(name, pa.string()) for name in ("entity_id", "moved")])
