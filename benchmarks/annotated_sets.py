"""Annotates the articles of a benchmark and builds their tables as the dashboard does."""

from collections.abc import Sequence
from tempfile import TemporaryDirectory

import pyarrow as pa

from analysis.ingest import Article
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.catalogue_rows import catalogue_tables
from analysis.orchestration.corpus_computation import compute_corpus
from analysis.store import Workspace
from analysis.store.catalogue import RowsQuery
from analysis.tables import CATALOGUE


def annotate_into(workspace: Workspace, articles: Sequence[Article]) -> None:
    """Annotate articles and write them to a workspace as one part."""
    digests = {article.article_id: digest(article) for article in articles}
    workspace.write_part(annotate(articles), fingerprint(), digests)


def build_tables(articles: Sequence[Article]) -> dict[str, pa.Table]:
    """Return the catalogue tables, by name, of articles that share a temporary workspace."""
    with TemporaryDirectory() as folder:
        workspace = Workspace(folder)
        annotate_into(workspace, articles)
        snapshot = workspace.snapshot()
        return {
            name: rows.run(CATALOGUE[name].names) if isinstance(rows, RowsQuery) else rows
            for name, rows in catalogue_tables(snapshot, compute_corpus(snapshot))
        }
