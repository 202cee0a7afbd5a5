"""Annotates the articles of a benchmark and builds their tables as the dashboard does."""

from collections.abc import Sequence
from tempfile import TemporaryDirectory

import pyarrow as pa

from analysis.ingest import Article
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.build import refresh
from analysis.store import Workspace
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
        catalogue = refresh(workspace)
        rows = {name: catalogue.arrow(f'FROM "{name}"') for name in CATALOGUE}
        catalogue.close()
        return rows
