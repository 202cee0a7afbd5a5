"""What only the whole corpus can tell: stories, and entities across articles."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.corpus import override_application, renamed_ids
from analysis.corpus.override_application import CorrectedEntities
from analysis.orchestration import story_grouping
from analysis.orchestration.article_profiles import ArticleProfiles
from analysis.orchestration.corpus_entities import (
    entity_table,
    find_stored_entities,
    link_corpus,
)
from analysis.orchestration.parallel import THIS_PROCESS, Workers, release_memory
from analysis.orchestration.row_queries import LINKS
from analysis.store import Snapshot
from analysis.store.build_cache import BuildCache
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
        return entity_table(self.corrected.entities)


@dataclass(frozen=True)
class StoredCorpus:
    """The stories and entities of all articles, without overrides of entities, which are in files.

    Attributes:
        articles: As those of a :class:`Corpus`.
        stories: The rows of the table ``stories``.
        links: The file of article_id, entity and entity_id.
        entities: The file of the rows of the table ``entities``.
    """

    articles: pd.DataFrame
    stories: pa.Table
    links: Path
    entities: Path


def read_stored_corpus(snapshot: Snapshot, build_cache: BuildCache) -> StoredCorpus:
    """Return what :func:`compute_corpus` has cached for the snapshot.

    Raises:
        FileNotFoundError: A file is missing.
    """
    articles, stories = _group(snapshot, build_cache, THIS_PROCESS)
    return StoredCorpus(articles, stories, *find_stored_entities(snapshot, articles, build_cache))


def compute_corpus(
    snapshot: Snapshot,
    build_cache: BuildCache,
    previous_links: pa.Table | None = None,
    write_links: Callable[[pa.Table], None] | None = None,
    workers: Workers = THIS_PROCESS,
) -> Corpus:
    """Return the stories and entities of the articles of a snapshot.

    Args:
        snapshot: The parts and overrides.
        build_cache: Results of the build before; a step whose input is the same is not repeated.
        previous_links: The links that ``write_links`` got from the build before; overrides of an id
            that is in use no more apply to the entity that has its rows now.
        write_links: Called with the links of this build and of former ids: article_id, entity,
            entity_id.
        workers: Who shares the work on many new articles.
    """
    articles, stories = _group(snapshot, build_cache, workers)
    linked = link_corpus(snapshot, articles, build_cache, workers)
    renamed: dict[str, str] = {}
    if previous_links is not None:
        renamed = renamed_ids.find_renamed_ids(previous_links, linked.links)
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


def _group(
    snapshot: Snapshot, build_cache: BuildCache, workers: Workers
) -> tuple[pd.DataFrame, pa.Table]:
    """Return the articles with their stories, and the rows of the table ``stories``."""
    labelled = story_grouping.describe_articles(snapshot, build_cache, workers)
    profiles = ArticleProfiles(labelled, snapshot, build_cache, workers)
    articles = story_grouping.group_stories(
        labelled, profiles, snapshot.overrides, build_cache, workers
    )
    stories = story_grouping.describe_stories(articles, profiles, build_cache, workers)
    release_memory()
    return articles, stories


def _read_local_entities(snapshot: Snapshot) -> pd.DataFrame:
    local_entities = to_frame(snapshot.read("local_entities"))
    return local_entities.sort_values(["article_id", "entity"], ignore_index=True)


NO_LOCAL_ENTITIES = to_frame(tables.PARTS["local_entities"].schema.empty_table())
