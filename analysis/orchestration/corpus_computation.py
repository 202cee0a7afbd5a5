"""What only the whole corpus can tell: stories, and entities across articles."""

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import chain

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
from analysis.orchestration.stored_entities import StoredEntities
from analysis.store import Snapshot, Workspace
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
        linked: The entities and their links.
    """

    articles: pd.DataFrame
    stories: pa.Table
    linked: StoredEntities


def read_stored_corpus(snapshot: Snapshot, build_cache: BuildCache) -> StoredCorpus:
    """Return what :func:`store_corpus` has cached for the snapshot.

    Raises:
        FileNotFoundError: A file is missing.
    """
    articles, stories = _group(snapshot, build_cache, THIS_PROCESS)
    return StoredCorpus(articles, stories, find_stored_entities(snapshot, articles, build_cache))


def store_corpus(
    snapshot: Snapshot, build_cache: BuildCache, workers: Workers = THIS_PROCESS
) -> StoredCorpus:
    """Cache the stories and entities of the articles of a snapshot.

    Args:
        snapshot: The parts and overrides.
        build_cache: Results of the build before; a step whose input is the same is not repeated.
        workers: Who shares the work on many new articles.
    """
    articles, stories = _group(snapshot, build_cache, workers)
    return StoredCorpus(articles, stories, link_corpus(snapshot, articles, build_cache, workers))


def find_renamed(linked: StoredEntities, previous_links: pa.Table | None) -> dict[str, str]:
    """Return the present id of each id that is in use no more.

    Args:
        linked: The entities of this build.
        previous_links: The links of the build before and those of former ids, if there was one.
    """
    if previous_links is None:
        return {}
    return renamed_ids.find_renamed_ids(
        previous_links, linked.read_ids(), linked.read_links().read()
    )


def write_ids(workspace: Workspace, linked: StoredEntities) -> dict[str, str]:
    """Write which entity each id means, and return the present id of each former one."""
    renamed = find_renamed(linked, workspace.read_entity_ids())
    former = renamed_ids.list_former_ids(renamed)
    workspace.write_entity_ids(chain(linked.read_links().read(), [former]))
    return renamed


def compute_linked_corpus(
    workspace: Workspace, snapshot: Snapshot, workers: Workers = THIS_PROCESS
) -> Corpus:
    """Cache and return the stories and entities of a snapshot; write which entity each id means."""
    stored = store_corpus(snapshot, workspace.build_cache, workers)
    return compute_corpus(snapshot, stored, write_ids(workspace, stored.linked))


def compute_corpus(snapshot: Snapshot, stored: StoredCorpus, renamed: Mapping[str, str]) -> Corpus:
    """Return the stories and entities of the articles of a snapshot, with its overrides.

    Args:
        snapshot: The parts and overrides.
        stored: The stories and entities before overrides of entities.
        renamed: The present id of each former one: overrides of an id that is in use no more apply
            to the entity that has its rows now.
    """
    overrides = snapshot.overrides.entities
    corrected = override_application.apply_entity_overrides(
        stored.linked.read(),
        # Only names that are split off need them.
        _read_local_entities(snapshot) if overrides.split else NO_LOCAL_ENTITIES,
        overrides,
        renamed,
    )
    return Corpus(stored.articles, stored.stories, corrected)


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
