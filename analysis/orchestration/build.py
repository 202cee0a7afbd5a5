"""Build the catalogue of a workspace from its parts: stories, entities and utterances."""

import logging
from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import entities, override_application, renamed_ids, stories
from analysis.corpus.article_profiles import PROFILE, profile_articles
from analysis.corpus.article_similarity import (
    ArticleVectors,
    find_similar_pairs,
    vectorize_articles,
)
from analysis.corpus.entities import LinkedEntities
from analysis.corpus.shared_text_exclusion import exclude_copied_passages
from analysis.ingest.issues import Issue
from analysis.orchestration.override_update import record_build, update_catalogue
from analysis.orchestration.parallel import map_in_processes
from analysis.orchestration.row_queries import LINKS, RowQueries
from analysis.orchestration.utterance_alignment import align_utterances
from analysis.settings import Settings
from analysis.store import Catalogue, Overrides, Snapshot, Workspace
from analysis.store.build_cache import BuildCache, digest, of_rows
from analysis.store.catalogue import RowsQuery
from analysis.store.damaged_parts import DamagedPart
from analysis.store.data_frames import to_frame
from analysis.store.outdated import OutdatedWorkspaceError
from analysis.store.snapshot import Rows

_log = logging.getLogger(__name__)

#: Returns the vectors of the articles; computed once, when first needed.
Vectors = Callable[[], ArticleVectors]


def refresh(
    workspace: Workspace, report: Callable[[Issue], None] = _log.warning, workers: int = 1
) -> Catalogue:
    """Return the workspace's current catalogue, built first when there is none.

    Parts that cannot be read are reported. Their articles have to be annotated anew if their texts
    are whole; else the parts are set aside, and the catalogue holds the others.

    Args:
        workspace: The workspace.
        report: Called with each damaged part; the default logs it.
        workers: Processes that share the work on many new articles; with more than one, the program
            that calls this must guard its main module, as :mod:`multiprocessing` demands.

    Raises:
        OutdatedWorkspaceError: Some articles have to be annotated anew.
        OverridesError: The analyst's overrides cannot be understood.
        OSError: The catalogue could not be written; the former one remains.
    """
    if current := workspace.catalogue():
        return current
    with workspace.building():
        if current := workspace.catalogue():  # built by another process while this one waited
            return current
        _repair_parts(workspace, report, is_thorough=False)
        try:
            return _build(workspace, workers)
        except (OSError, pa.ArrowException):
            # Reading every row takes long, so parts are not checked before something failed.
            if not _repair_parts(workspace, report, is_thorough=True):
                raise
        return _build(workspace, workers)


def _build(workspace: Workspace, workers: int) -> Catalogue:
    snapshot = workspace.snapshot()
    if n_outdated := sum(map(len, snapshot.outdated.values())):
        raise OutdatedWorkspaceError(
            f"{n_outdated:,} articles in {workspace.path} have to be annotated anew: an earlier "
            "version of Parallax annotated them, or a file of theirs is damaged. "
            f"Run: python -m analysis build --workspace {workspace.path}"
        )
    if updated := update_catalogue(workspace, snapshot):
        return updated
    rows_by_table = catalogue_tables(
        snapshot,
        workspace.read_entity_ids(),
        workspace.write_entity_ids,
        workspace.build_cache,
        workers,
    )
    memory_mb = Settings.from_environment().build_memory_mb
    # The other half is for what is computed from articles, entities and quotations.
    catalogue = workspace.write_catalogue(snapshot.version, rows_by_table, memory_mb // 2)
    record_build(workspace, snapshot)
    return catalogue


def _repair_parts(
    workspace: Workspace, report: Callable[[Issue], None], *, is_thorough: bool
) -> int:
    """Repair the parts that cannot be read or set them aside, report each, and return how many."""
    damaged = workspace.repair_parts(is_thorough=is_thorough)
    for part in damaged:
        report(_describe_damage(part))
    return len(damaged)


def _describe_damage(part: DamagedPart) -> Issue:
    source, n_articles = f"parts/{part.name}", len(part.articles)
    if part.moved_to is None:
        return Issue(
            source,
            f"It is damaged ({part.reason}), but the texts of its {n_articles} articles are whole.",
            "Nothing has to be done: they are annotated anew from these texts.",
            severity="warning",
        )
    articles = "Its articles are left out; which they are cannot be read."
    if part.articles:
        articles = f"Its {n_articles} articles are left out: {', '.join(part.articles)}."
    return Issue(
        source,
        f"It cannot be read ({part.reason}) and was moved to {part.moved_to}. {articles}",
        "Load their files again, or put an undamaged copy of the folder into parts/.",
    )


def catalogue_tables(
    snapshot: Snapshot,
    previous_links: pa.Table | None = None,
    write_links: Callable[[pa.Table], None] | None = None,
    build_cache: BuildCache | None = None,
    workers: int = 1,
) -> Iterator[tuple[str, pa.Table | RowsQuery]]:
    """Yield name and rows of each table of :data:`analysis.tables.CATALOGUE`, one at a time.

    Mentions, quotations and attitudes get the entity of the whole corpus that the entity of their
    article belongs to, with the analyst's overrides. The name of that entity is the quotation's
    speaker or the attitude's holder.

    Args:
        snapshot: The parts and overrides.
        previous_links: The links that ``write_links`` got from the build before; overrides of an id
            that is in use no more apply to the entity that has its rows now.
        write_links: Called with the links of this build and of former ids: article_id, entity,
            entity_id.
        build_cache: Results of the build before; a step whose input is the same is not repeated.
        workers: Processes that share the work on many new articles.
    """
    build_cache = build_cache or BuildCache()
    source = _read_source(snapshot)
    labelled = _describe_articles(source.articles)
    vectors = cache(lambda: _vectorize(labelled, source.articles, build_cache, workers))
    articles = _group_stories(labelled, vectors, snapshot.overrides, build_cache)
    if snapshot.overrides.excludes_shared_text:
        source = _exclude_shared_text(source, articles)
    yield "articles", _list_articles(source.articles, articles)
    yield "stories", _describe_stories(articles, vectors, build_cache)
    del vectors  # they are large

    linked = _link_entities(snapshot, articles, build_cache)
    renamed: dict[str, str] = {}
    if previous_links is not None:
        renamed = renamed_ids.find_renamed_ids(to_frame(previous_links), linked.links)
    if write_links is not None:
        links = renamed_ids.add_renamed_ids(linked.links, renamed)
        write_links(pa.Table.from_pandas(links, LINKS, preserve_index=False))
    overrides = snapshot.overrides.entities
    corrected = override_application.apply_entity_overrides(
        linked,
        # Only names that are split off need them.
        _read_local_entities(snapshot) if overrides.split else _NO_LOCAL_ENTITIES,
        overrides,
        renamed,
    )
    queries = RowQueries(corrected)
    yield "entities", _table("entities", corrected.entities)
    yield "mentions", queries.fill_entity_ids(source.mentions, "text")
    quotes = queries.fill_names(source.quotes, "speaker")
    yield "quotes", align_utterances(quotes, articles, build_cache, workers)
    yield "attitudes", queries.fill_names(snapshot.rows("attitudes"), "holder")
    yield "epithets", queries.fill_entity_ids(snapshot.rows("epithets"), "phrase")
    yield "events", queries.fill_agents(snapshot.rows("events"))
    for name in ("blocks", "sentences", "figures"):
        yield name, RowsQuery("FROM incoming", {"incoming": getattr(source, name)})


@dataclass(frozen=True)
class _Source:
    """The rows of the parts, with or without the text that outlets share."""

    articles: Rows
    blocks: Rows
    sentences: Rows
    mentions: Rows
    quotes: Rows
    figures: Rows


def _read_source(snapshot: Snapshot) -> _Source:
    return _Source(**{part.name: snapshot.rows(part.name) for part in fields(_Source)})


def _describe_articles(rows: Rows) -> pd.DataFrame:
    """Return the articles by id, with the columns outlet_label and state.

    The state is a digest of the fields that stories are grouped by. Texts are left out where the
    title makes them unnecessary.
    """
    pieces = [_label_outlets(to_frame(piece)) for piece in rows.read()]
    articles = pd.concat([_label_outlets(to_frame(rows.schema.empty_table())), *pieces])
    return articles.sort_values("article_id", ignore_index=True)


def _list_articles(rows: Rows, articles: pd.DataFrame) -> RowsQuery:
    """Return a query that adds the story and outlet label to the rows of the articles."""
    described = pa.Table.from_pandas(articles[_DESCRIBED.names], _DESCRIBED, preserve_index=False)
    sql = (
        "SELECT incoming.*, story_id, outlet_label FROM incoming JOIN described USING (article_id)"
    )
    return RowsQuery(sql, {"incoming": rows}, {"described": described})


def _label_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with the columns outlet_label and state, for :func:`_describe_articles`.

    The label of an outlet is its name, of a domain without "www.".
    """
    credited = "Unknown outlet (credits " + articles["credit"] + ")"
    unnamed = credited.where(articles["credit"] != "", "Unknown outlet")
    names = articles["outlet"].str.replace(_WWW, "", regex=True)
    articles["outlet_label"] = names.where(names != "", unnamed)
    articles["state"] = of_rows(articles[_GROUPED_BY]).astype(str)
    articles["text"] = articles["text"].where(articles["title"].str.strip() == "", "")
    return articles[["article_id", "title", "text", "published", "outlet_label", "state"]]


def _group_stories(
    articles: pd.DataFrame, vectors: Vectors, overrides: Overrides, build_cache: BuildCache
) -> pd.DataFrame:
    """Add the column story_id."""
    threshold = overrides.story_threshold
    if threshold is None:
        threshold = stories.PROBABILITY_THRESHOLD

    def group() -> pa.Table:
        pairs = _find_similar_pairs(articles, vectors(), build_cache)
        groups = stories.group_stories(articles, threshold, moved=overrides.moved, pairs=pairs)
        return pa.Table.from_pandas(groups, _GROUPS, preserve_index=False)

    key = digest(articles[["state"]], f"{threshold} {list(overrides.moved.items())}")
    story_ids = to_frame(build_cache.table("groups", key, group))
    return articles.merge(story_ids, on="article_id", validate="1:1")


def _vectorize(
    articles: pd.DataFrame, rows: Rows, build_cache: BuildCache, workers: int
) -> ArticleVectors:
    """Return the vectors of the articles; only new articles are profiled."""
    states = pa.array(articles["state"], pa.string())
    cached = build_cache.read("profiles", "")
    if cached is None:
        cached = _PROFILES.empty_table()
    cached = cached.filter(pc.is_in(cached["state"], states))
    is_new = pc.invert(pc.is_in(states, cached["state"]))
    profiles = pa.concat_tables([cached, *_profile_new(rows, articles, is_new, workers)])
    build_cache.write("profiles", "", profiles)
    return vectorize_articles(profiles.take(pc.index_in(states, profiles["state"])))


def _profile_new(
    rows: Rows, articles: pd.DataFrame, is_new: pa.Array, workers: int
) -> Iterator[pa.Table]:
    """Yield the profiles of new articles, piece by piece."""
    new = articles[is_new.to_numpy(zero_copy_only=False)].set_index("article_id")["state"]
    if new.empty:
        return
    ids = pa.array(new.index, pa.string())
    pieces = (to_frame(piece.filter(pc.is_in(piece["article_id"], ids))) for piece in rows.read())
    texts = (
        frame[["title", "text"]].assign(state=frame["article_id"].map(new))
        for frame in pieces
        if not frame.empty
    )
    yield from map_in_processes(_profile, texts, workers if len(new) >= _SHARED_ARTICLES else 1)


def _profile(articles: pd.DataFrame) -> pa.Table:
    """Return the profiles of some articles, with their states."""
    states = pa.array(articles["state"], pa.string())
    profiles = profile_articles(articles).append_column("state", states)
    return profiles.select(_PROFILES.names).cast(_PROFILES)


def _find_similar_pairs(
    articles: pd.DataFrame, vectors: ArticleVectors, build_cache: BuildCache
) -> pd.DataFrame:
    """Return the similar pairs of articles; only new articles are compared with the others."""
    states = articles["state"].to_numpy(object)
    cached = build_cache.read("near", "")
    pairs = to_frame(_PAIRS.empty_table() if cached is None else cached)
    position = pd.Series(np.arange(len(states)), states)
    for name in _PAIR_ENDS:
        pairs[name] = pairs[name].map(position)
    pairs = pairs.dropna(subset=_PAIR_ENDS).astype(dict.fromkeys(_PAIR_ENDS, int))
    # Every article that was compared before is a pair with itself.
    is_new = np.ones(len(states), bool)
    is_new[pairs["first"]] = False
    pairs = pd.concat(
        [pairs, find_similar_pairs(articles, vectors, is_new=is_new)], ignore_index=True
    )
    by_state = pairs.assign(**{name: states[pairs[name]] for name in _PAIR_ENDS})
    rows = pa.Table.from_pandas(by_state, _PAIRS, preserve_index=False)
    build_cache.write("near", "", rows)
    return pairs


def _describe_stories(
    articles: pd.DataFrame, vectors: Vectors, build_cache: BuildCache
) -> pa.Table:
    key = digest(articles[["state", "outlet_label", "story_id"]])
    return build_cache.table(
        "stories", key, lambda: _table("stories", stories.describe_stories(articles, vectors()))
    )


def _read_local_entities(snapshot: Snapshot) -> pd.DataFrame:
    local_entities = to_frame(snapshot.read("local_entities"))
    return local_entities.sort_values(["article_id", "entity"], ignore_index=True)


def _link_entities(
    snapshot: Snapshot, articles: pd.DataFrame, build_cache: BuildCache
) -> LinkedEntities:
    """Return the entities of the corpus before the analyst's overrides."""
    story = articles[["article_id", "story_id"]]
    # A part never changes, so its name stands for what it holds of an article.
    parts = [snapshot.winners[article_id].path.name for article_id in story["article_id"]]
    key = digest(story.assign(part=parts))
    links, rows = build_cache.read("links", key), build_cache.read("entities", key)
    if links is not None and rows is not None:
        return LinkedEntities(to_frame(rows), to_frame(links))
    linked = entities.link_entities(_read_local_entities(snapshot), story)
    links = pa.Table.from_pandas(linked.links, LINKS, preserve_index=False)
    build_cache.write("links", key, links)
    build_cache.write("entities", key, _table("entities", linked.entities))
    return linked


def _exclude_shared_text(source: _Source, articles: pd.DataFrame) -> _Source:
    """Return the rows without the text outlets share; they are in memory as a whole."""
    rows = {part.name: to_frame(getattr(source, part.name).to_table()) for part in fields(_Source)}
    rows["articles"] = rows["articles"].merge(articles[_DESCRIBED.names])
    changed = exclude_copied_passages(rows)
    return _Source(**{name: _in_memory(name, frame) for name, frame in changed.items()})


def _in_memory(name: str, frame: pd.DataFrame) -> Rows:
    schema = tables.PARTS[name].schema
    table = pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)
    return Rows(schema, lambda: iter([table]))


def _table(name: str, frame: pd.DataFrame) -> pa.Table:
    schema = tables.CATALOGUE[name].schema
    return pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)


#: New articles from which processes share the work: starting them takes as long as some hundred
#: articles (judgement).
_SHARED_ARTICLES = 2_000
#: What the name of an outlet that is a domain loses.
_WWW = r"^www\.(?=.+\.)"
#: Columns of articles that stories depend on.
_GROUPED_BY = ["article_id", "title", "text", "published"]
_PROFILES = PROFILE.append(pa.field("state", pa.string()))
_PAIR_ENDS = ["first", "second"]
_PAIRS = pa.schema(
    [
        *((name, pa.string()) for name in _PAIR_ENDS),
        *((name, pa.float64()) for name in ("similarity", "cohesion", "probability")),
    ]
)
_GROUPS = pa.schema([(name, pa.string()) for name in ("article_id", "story_id")])
_DESCRIBED = pa.schema([(name, pa.string()) for name in ("article_id", "story_id", "outlet_label")])
_NO_LOCAL_ENTITIES = to_frame(tables.PARTS["local_entities"].schema.empty_table())
