"""From the parts of a workspace to its catalogue: what only the whole corpus can tell."""

from collections.abc import Callable, Iterator
from functools import cache

import duckdb
import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc
import scipy.sparse as sp

from analysis import tables
from analysis.corpus import entities, override_application, stories, utterances
from analysis.corpus.entities import LinkedEntities
from analysis.corpus.override_application import CorrectedEntities
from analysis.corpus.shared_text_exclusion import exclude_copied_passages
from analysis.store import Catalogue, Overrides, Snapshot, Workspace
from analysis.store.build_cache import BuildCache, digest, of_rows
from analysis.store.data_frames import to_frame

Vectors = Callable[[], sp.csr_matrix]


class OutdatedWorkspaceError(ValueError):
    """Articles have to be annotated anew before a catalogue can hold them; says how."""


def refresh(workspace: Workspace) -> Catalogue:
    """Return the workspace's current catalogue, built first when there is none.

    Raises:
        OutdatedWorkspaceError: An earlier version of the program annotated some of the articles.
        OverridesError: The analyst's overrides cannot be understood.
    """
    if current := workspace.catalogue():
        return current
    with workspace.building():
        if current := workspace.catalogue():  # built by another process while this one waited
            return current
        snapshot = workspace.snapshot()
        if n_outdated := sum(map(len, snapshot.outdated.values())):
            raise OutdatedWorkspaceError(
                f"{n_outdated:,} articles in {workspace.path} were annotated by an earlier version "
                f"of Parallax. Run: python -m analysis build --workspace {workspace.path}"
            )
        filled = catalogue_tables(
            snapshot, workspace.read_entity_ids(), workspace.write_entity_ids, workspace.build_cache
        )
        return workspace.write_catalogue(snapshot.version, filled)


def catalogue_tables(
    snapshot: Snapshot,
    known: pa.Table | None = None,
    keep: Callable[[pa.Table], None] | None = None,
    kept: BuildCache | None = None,
) -> Iterator[tuple[str, pa.Table]]:
    """Yield name and rows of each table of :data:`analysis.tables.CATALOGUE`, one at a time.

    Mentions, quotations and attitudes get the corpus-wide entity of the one in their article, as
    the analyst corrected it; where there is one, its name is the quotation's speaker or the
    attitude's holder.

    Args:
        snapshot: The parts and decisions.
        known: The links of an earlier time, whose ids are kept: article_id, entity, entity_id.
        keep: Called with the links of now.
        kept: Results of an earlier time; what nothing has changed in is not computed again.
    """
    kept = kept or BuildCache()
    outlets = _with_outlets(to_frame(snapshot.read("articles")))
    vectors = cache(lambda: _vectors(outlets, kept))  # made at most once, for both steps
    articles = _grouped(outlets, vectors, snapshot.overrides, kept)
    read: Callable[[str], pa.Table] = snapshot.read
    if snapshot.overrides.excludes_shared_text:
        articles, read = _set_aside(snapshot, articles)
    yield "articles", _table("articles", articles)
    yield "stories", _stories(articles, vectors, kept)

    local = to_frame(read("local_entities"))
    linked = _entities(local, articles, known, kept)
    if keep is not None:
        keep(pa.Table.from_pandas(linked.links, _LINKS, preserve_index=False))
    who = override_application.apply_entity_overrides(linked, local, snapshot.overrides.entities)
    yield "entities", _table("entities", who.entities)
    yield "mentions", _linked(read("mentions"), who, "text")
    quotes = _named(_linked(read("quotes"), who, "mention"), who.entities, "speaker")
    yield "quotes", _table("quotes", _aligned(quotes, articles, kept))
    held = _named(_linked(read("attitudes"), who, "mention"), who.entities, "holder")
    yield "attitudes", _table("attitudes", held)

    yield "epithets", _linked(snapshot.read("epithets"), who, "phrase")
    events = snapshot.read("events")
    for side in ("agent", "patient"):
        events = _linked(events, who, side, f"{side}_entity", f"{side}_id")
    yield "events", events

    for name in ("blocks", "sentences", "figures"):
        yield name, read(name)


def _with_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles by id, each with what its outlet is called, and its state.

    The state names the article with all that stories are told apart by.
    """
    articles = articles.sort_values("article_id", ignore_index=True)
    credited = "Unnamed outlet (" + articles["credit"] + ")"
    unnamed = credited.where(articles["credit"] != "", "Unnamed outlet")
    articles["outlet_label"] = articles["outlet"].where(articles["outlet"] != "", unnamed)
    articles["state"] = of_rows(articles[_TOLD_BY]).astype(str)
    return articles


def _grouped(
    articles: pd.DataFrame, vectors: Vectors, decided: Overrides, kept: BuildCache
) -> pd.DataFrame:
    """Add to each article its story."""
    cut = (
        stories.SIMILARITY_THRESHOLD if decided.story_threshold is None else decided.story_threshold
    )

    def group() -> pa.Table:
        pairs = _near(articles, vectors(), cut, kept)
        found = stories.group_stories(
            articles,
            cut,
            moved=decided.moved,
            similarities=stories.ArticleSimilarities(vectors(), pairs),
        )
        return pa.Table.from_pandas(found, _GROUPS, preserve_index=False)

    key = digest(articles[["state"]], f"{cut} {list(decided.moved.items())}")
    found = to_frame(kept.table("groups", key, group))
    return articles.merge(found, on="article_id", validate="1:1")


def _vectors(articles: pd.DataFrame, kept: BuildCache) -> sp.csr_matrix:
    """Return the vectors of the articles; only the words of new articles are counted."""
    states = pa.array(articles["state"], pa.string())
    before = kept.read("words", "")
    if before is None:
        before = _WORDS_COUNTED.empty_table()
    known = before.filter(pc.is_in(before["state"], states))
    new = pc.invert(pc.is_in(states, known["state"]))
    counted = stories.count_words(articles[new.to_numpy(zero_copy_only=False)])
    counted = counted.append_column("state", states.filter(new))
    whole = pa.concat_tables([known, counted.select(_WORDS_COUNTED.names).cast(_WORDS_COUNTED)])
    kept.write("words", "", whole)
    return stories.vectorize_articles(whole.take(pc.index_in(states, whole["state"])))


def _near(
    articles: pd.DataFrame, vectors: sp.csr_matrix, cut: float, kept: BuildCache
) -> pd.DataFrame:
    """Return the similar pairs of articles; only new articles are compared."""
    states = articles["state"].to_numpy(object)
    before = kept.read("near", str(cut))
    known = to_frame(_NEAR.empty_table() if before is None else before)
    place = pd.Series(np.arange(len(states)), states)
    pairs = pd.DataFrame({name: known[name].map(place) for name in _NEAR.names})
    pairs = pairs.dropna().astype(int)
    # Every article that was held against the others is a pair with itself.
    new = np.ones(len(states), bool)
    new[pairs["first"]] = False
    pairs = pd.concat(
        [pairs, stories.find_similar_pairs(articles, vectors, cut, is_new=new)], ignore_index=True
    )
    named = pd.DataFrame({name: states[pairs[name]] for name in _NEAR.names})
    kept.write("near", str(cut), pa.Table.from_pandas(named, _NEAR, preserve_index=False))
    return pairs


def _stories(articles: pd.DataFrame, vectors: Vectors, kept: BuildCache) -> pa.Table:
    key = digest(articles[["state", "outlet_label", "story_id"]])
    return kept.table(
        "stories", key, lambda: _table("stories", stories.describe_stories(articles, vectors()))
    )


def _entities(
    local: pd.DataFrame, articles: pd.DataFrame, known: pa.Table | None, kept: BuildCache
) -> LinkedEntities:
    """Return the entities of the corpus; the analyst's corrections are not yet made."""
    story = articles[["article_id", "story_id"]]
    local = local.sort_values(["article_id", "entity"], ignore_index=True)
    key = digest(local, story)
    links, found = kept.read("links", key), kept.read("entities", key)
    if links is not None and found is not None:
        return LinkedEntities(to_frame(found), to_frame(links))
    linked = entities.link_entities(local, story, None if known is None else to_frame(known))
    kept.write("links", key, pa.Table.from_pandas(linked.links, _LINKS, preserve_index=False))
    kept.write("entities", key, _table("entities", linked.entities))
    return linked


def _set_aside(
    snapshot: Snapshot, articles: pd.DataFrame
) -> tuple[pd.DataFrame, Callable[[str], pa.Table]]:
    """Return the articles, and how the part tables are read, with copied passages set aside."""
    names = ("blocks", "sentences", "mentions", "quotes", "figures")
    parts = {name: to_frame(snapshot.read(name)) for name in names}
    changed = exclude_copied_passages({"articles": articles, **parts})

    def read(name: str) -> pa.Table:
        if name not in parts:
            return snapshot.read(name)
        schema = tables.PARTS[name].schema
        return pa.Table.from_pandas(changed[name][schema.names], schema, preserve_index=False)

    return changed["articles"], read


def _linked(
    rows: pa.Table,
    who: CorrectedEntities,
    words: str,
    local: str = "entity",
    name: str = "entity_id",
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
                SELECT rows.*, coalesce(words.new_entity_id, links.entity_id, '') AS joined
                FROM rows LEFT JOIN links
                    ON links.article_id = rows.article_id AND links.entity = rows.{local}
                LEFT JOIN words ON words.entity_id = links.entity_id AND words.text = rows.{words}
            )
            SELECT parted.* EXCLUDE (joined), coalesce(merged.new_entity_id, joined) AS {name}
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


def _aligned(quotes: pd.DataFrame, articles: pd.DataFrame, kept: BuildCache) -> pd.DataFrame:
    """Add to quotations the utterance they report; only stories that changed are compared anew."""
    quotes = quotes.sort_values(["article_id", "start"], ignore_index=True)
    told = quotes[_COMPARED].merge(
        articles[["article_id", "story_id"]], on="article_id", how="left", validate="m:1"
    )
    rows = of_rows(told)
    # Of a story no two quotations are the same, so that a sum is as good as a list of them.
    told["state"] = rows.groupby(told["story_id"]).transform("sum").astype(str)
    before = kept.read("utterances", "")
    known = told[["quote_id", "state"]].iloc[:0] if before is None else to_frame(before)
    same = told["state"].isin(set(known["state"]))
    linked = utterances.link_quotes(quotes[~same], articles[["article_id", "story_id"]])
    found = pd.concat(
        [
            known[known["state"].isin(set(told["state"]))].reindex(columns=_UTTERANCES.names),
            linked.assign(state=told["state"][~same].to_numpy())[_UTTERANCES.names],
        ],
        ignore_index=True,
    )
    kept.write("utterances", "", pa.Table.from_pandas(found, _UTTERANCES, preserve_index=False))
    return quotes.merge(found.drop(columns="state"), on="quote_id", validate="1:1")


def _table(name: str, frame: pd.DataFrame) -> pa.Table:
    schema = tables.CATALOGUE[name].schema
    return pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)


#: What stories are told apart by, what utterances are, and what is kept of both.
_TOLD_BY = ["article_id", "title", "text", "published"]
_COMPARED = ["quote_id", "article_id", "text", "kind", "speaker", "entity_id", "block_kind"]
_WORDS_COUNTED = pa.schema(
    [
        ("state", pa.string()),
        ("words", pa.list_(pa.string())),
        ("counts", pa.list_(pa.int32())),
    ]
)
_NEAR = pa.schema([(name, pa.string()) for name in ("first", "second")])
_GROUPS = pa.schema([(name, pa.string()) for name in ("article_id", "story_id")])
_UTTERANCES = pa.schema(
    [
        *((name, pa.string()) for name in ("state", "quote_id", "utterance_id")),
        ("confidence", pa.float64()),
    ]
)
_LINKS = pa.schema([(name, pa.string()) for name in ("article_id", "entity", "entity_id")])
_WORDS = pa.schema([(name, pa.string()) for name in ("entity_id", "text", "new_entity_id")])
_MERGED = pa.schema([(name, pa.string()) for name in ("entity_id", "new_entity_id")])
