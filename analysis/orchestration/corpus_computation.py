"""What only the whole corpus can tell: stories, and entities across articles."""

from collections.abc import Callable
from dataclasses import dataclass

import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.corpus import entities, entity_relinking, override_application, renamed_ids
from analysis.corpus.entities import LinkedEntities
from analysis.corpus.entity_relinking import FormerLinks
from analysis.corpus.name_groups import NAMED, NAMES, add_names
from analysis.corpus.override_application import CorrectedEntities
from analysis.orchestration import story_grouping
from analysis.orchestration.row_queries import LINKS
from analysis.store import Snapshot
from analysis.store.build_cache import BuildCache, digest
from analysis.store.data_frames import to_frame


@dataclass(frozen=True)
class Corpus:
    """The stories and entities of all articles.

    Attributes:
        articles: Columns article_id, story_id, outlet_label and others, by id.
        stories: The rows of the table ``stories``.
        corrected: The entities with the analyst's overrides.
    """

    articles: pd.DataFrame
    stories: pa.Table
    corrected: CorrectedEntities

    @property
    def entities(self) -> pa.Table:
        """The rows of the table ``entities``."""
        return _table("entities", self.corrected.entities)


def compute_corpus(
    snapshot: Snapshot,
    build_cache: BuildCache | None = None,
    previous_links: pa.Table | None = None,
    write_links: Callable[[pa.Table], None] | None = None,
    workers: int = 1,
) -> Corpus:
    """Return the stories and entities of the articles of a snapshot.

    Args:
        snapshot: The parts and overrides.
        build_cache: Results of the build before; a step whose input is the same is not repeated.
        previous_links: The links that ``write_links`` got from the build before; overrides of an id
            that is in use no more apply to the entity that has its rows now.
        write_links: Called with the links of this build and of former ids: article_id, entity,
            entity_id.
        workers: Processes that share the work on many new articles.
    """
    build_cache = build_cache or BuildCache()
    labelled = story_grouping.describe_articles(snapshot, build_cache)
    profiles = story_grouping.ArticleProfiles(labelled, snapshot, build_cache, workers)
    articles = story_grouping.group_stories(labelled, profiles, snapshot.overrides)
    stories = story_grouping.describe_stories(articles, profiles.vectorize, build_cache)
    del profiles  # they are large
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
        _read_local_entities(snapshot) if overrides.split else NO_LOCAL_ENTITIES,
        overrides,
        renamed,
    )
    return Corpus(articles, stories, corrected)


def _read_local_entities(snapshot: Snapshot) -> pd.DataFrame:
    local_entities = to_frame(snapshot.read("local_entities"))
    return local_entities.sort_values(["article_id", "entity"], ignore_index=True)


def _link_entities(
    snapshot: Snapshot, articles: pd.DataFrame, build_cache: BuildCache
) -> LinkedEntities:
    """Return the entities of the corpus before the analyst's overrides."""
    stories = articles[["article_id", "story_id"]]
    # A part never changes, so its name stands for what it holds of an article.
    parts = [snapshot.winners[article_id].path.name for article_id in stories["article_id"]]
    placed = stories.assign(part=parts)
    key = digest(placed)
    links, rows = build_cache.read("links", key), build_cache.read("entities", key)
    if links is not None and rows is not None:
        return LinkedEntities(to_frame(rows), to_frame(links))
    local_entities = _read_local_entities(snapshot)
    former = _read_former_links(build_cache, placed)
    relinked = former and entity_relinking.relink_entities(local_entities, stories, former)
    if relinked:
        linked, names = relinked
    else:
        linked = entities.link_entities(local_entities, stories)
        names = add_names(NAMES.empty_table(), local_entities[NAMED].drop_duplicates())
    links = pa.Table.from_pandas(linked.links, LINKS, preserve_index=False)
    build_cache.write("names", key, names)
    build_cache.write("placed", key, pa.Table.from_pandas(placed, _PLACED, preserve_index=False))
    build_cache.write("links", key, links)
    build_cache.write("entities", key, _table("entities", linked.entities))
    return linked


def _read_former_links(build_cache: BuildCache, placed: pd.DataFrame) -> FormerLinks | None:
    """Return the entities of the build before; None if articles were removed or replaced since.

    Args:
        build_cache: The results of the build before.
        placed: Columns article_id, story_id, part of each article of this build.
    """
    key = build_cache.stored_key("links")
    if key is None:
        return None
    tables_read = [build_cache.read(name, key) for name in ("links", "entities", "placed", "names")]
    links, rows, former, names = tables_read
    if links is None or rows is None or former is None or names is None:
        return None
    before = to_frame(former)
    parts = before["article_id"].map(placed.set_index("article_id")["part"])
    if not (parts == before["part"]).all():
        return None
    linked = LinkedEntities(to_frame(rows), to_frame(links))
    return FormerLinks(linked, before[["article_id", "story_id"]], names)


def _table(name: str, frame: pd.DataFrame) -> pa.Table:
    schema = tables.CATALOGUE[name].schema
    return pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)


_PLACED = pa.schema([(name, pa.string()) for name in ("article_id", "story_id", "part")])
NO_LOCAL_ENTITIES = to_frame(tables.PARTS["local_entities"].schema.empty_table())
