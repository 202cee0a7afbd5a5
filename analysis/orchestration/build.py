"""Build the catalogue of a workspace from its parts: stories, entities and utterances."""

import logging
from collections.abc import Callable

import pyarrow as pa

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.ingest.issues import Issue
from analysis.orchestration.article_profiles import SHARED_ARTICLES
from analysis.orchestration.article_update import update_articles
from analysis.orchestration.build_record import record_build
from analysis.orchestration.catalogue_rows import catalogue_tables
from analysis.orchestration.corpus_computation import (
    Corpus,
    StoredCorpus,
    compute_corpus,
    compute_linked_corpus,
    find_renamed,
    read_stored_corpus,
    store_corpus,
    write_ids,
)
from analysis.orchestration.override_update import update_catalogue
from analysis.orchestration.parallel import (
    THIS_PROCESS,
    Workers,
    call_in_process,
    collecting_seldom,
)
from analysis.store import Catalogue, Snapshot, Workspace
from analysis.store.catalogue import DamagedCatalogueError, IncompleteCatalogueError
from analysis.store.damaged_parts import DamagedPart
from analysis.store.outdated import OutdatedWorkspaceError

_log = logging.getLogger(__name__)


def refresh(
    workspace: Workspace,
    report: Callable[[Issue], None] = _log.warning,
    workers: Workers = THIS_PROCESS,
) -> Catalogue:
    """Return the workspace's current catalogue, built first when there is none.

    Parts that cannot be read are reported. Their articles have to be annotated anew if their texts
    are whole; else the parts are set aside, and the catalogue holds the others.

    Args:
        workspace: The workspace.
        report: Called with each damaged part; the default logs it.
        workers: Who shares the work on many new articles; with other processes than this one, the
            program that calls this must guard its main module, as :mod:`multiprocessing` demands.

    Raises:
        OutdatedWorkspaceError: Some articles have to be annotated anew.
        OverridesError: The analyst's overrides cannot be understood.
        OSError: The catalogue could not be written; the former one remains.
    """
    if current := workspace.catalogue():
        return current
    with workspace.building(), collecting_seldom():
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


def _build(workspace: Workspace, workers: Workers) -> Catalogue:
    snapshot = workspace.snapshot()
    if n_outdated := sum(map(len, snapshot.outdated.values())):
        raise OutdatedWorkspaceError(
            f"Articles in {workspace.path} have to be annotated anew ({n_outdated:,}): an earlier "
            "version of Parallax annotated them, or a file of theirs is damaged. "
            f"Run: python -m analysis build --workspace {workspace.path}"
        )
    if updated := _update(workspace, snapshot, workers):
        return updated
    _check_cached_rows(snapshot)
    cache = workspace.build_cache
    corpus = _compute_corpus(workspace, snapshot, workers)
    rows_by_table = catalogue_tables(snapshot, corpus, cache, workers)
    catalogue = workspace.write_catalogue(
        snapshot.version, rows_by_table, workers.memory.writing_mb
    )
    record_build(workspace, snapshot)
    return catalogue


def _compute_corpus(
    workspace: Workspace, snapshot: Snapshot, workers: Workers
) -> Corpus | StoredCorpus:
    """Return the stories and entities; those of many articles are computed in another process.

    What computing takes is then given back to the system before the large tables are written, and
    entities and their links stay in files unless overrides change them.
    """
    if not workers.are_other_processes or len(snapshot.part_by_article) < SHARED_ARTICLES:
        return compute_linked_corpus(workspace, snapshot, workers)
    call_in_process(_fill_cache, (workspace.absolute(), snapshot, workers))
    stored = read_stored_corpus(snapshot, workspace.build_cache)
    if snapshot.overrides.entities == EntityOverrides():
        return stored
    ids = workspace.read_entity_ids(former_only=True)  # the links are written already
    return compute_corpus(snapshot, stored, find_renamed(stored.linked, ids))


def _fill_cache(task: tuple[Workspace, Snapshot, Workers]) -> None:
    workspace, snapshot, workers = task
    with workers.running(), collecting_seldom():
        stored = store_corpus(snapshot, workspace.build_cache, workers)
        write_ids(workspace, stored.linked)


def _check_cached_rows(snapshot: Snapshot) -> None:
    """Read the rows that the cache may answer for, since the cache may be deleted at any time.

    Raises:
        OSError: A file of theirs is damaged.
        pyarrow.ArrowException: It is no Parquet file.
    """
    for _ in snapshot.rows("local_entities").read():
        pass


def _update(workspace: Workspace, snapshot: Snapshot, workers: Workers) -> Catalogue | None:
    """Return the catalogue made out of the last one; None where that is impossible."""
    try:
        return update_catalogue(workspace, snapshot, workers.memory) or update_articles(
            workspace, snapshot, workers
        )
    except IncompleteCatalogueError:
        if former := workspace.catalogue(stale=True):
            try:
                former.check()
            except DamagedCatalogueError:
                return None  # it was copied with its damage
            former.close()
        raise


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
