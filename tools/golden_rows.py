"""The golden rows: what annotation and build make of the seeds and of a few invented articles.

    python -m tools.golden_rows

writes ``tests/golden/``. ``tests/test_golden_rows.py`` compares the rows of the present code with
these. The command refuses to change rows under a version they were written with: raise
``ANNOTATION_VERSION`` or ``CATALOGUE_VERSION`` in ``analysis/versions.py`` first, so that existing
workspaces are brought up to date.
"""

import json
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis import tables
from analysis.ingest import read_paths
from analysis.ingest.article import Article
from analysis.nlp import fingerprint
from analysis.nlp.pipeline import annotate
from analysis.orchestration.batches import digest
from analysis.orchestration.build import refresh
from analysis.store import Workspace
from analysis.versions import ANNOTATION_VERSION, CATALOGUE_VERSION

PROJECT = Path(__file__).parents[1]
FOLDER = PROJECT / "tests" / "golden"
INVENTED = FOLDER / "articles.jsonl"
VERSIONS = FOLDER / "versions.json"
#: Decimals of stored floats: the last digits of a score depend on the processor.
_DECIMALS = 4
#: Columns of the catalogue that the parts do not hold already, by table.
_CATALOGUE_COLUMNS: dict[str, list[str] | None] = {
    "stories": None,
    "entities": None,
    "articles": ["article_id", "story_id", "outlet_label"],
    "mentions": ["article_id", "start", "end", "entity_id"],
    "quotes": ["quote_id", "speaker", "entity_id", "utterance_id", "confidence"],
    "attitudes": ["attitude_id", "holder", "entity_id"],
    "epithets": ["article_id", "start", "end", "word", "entity_id"],
    "events": ["article_id", "start", "end", "verb", "agent_id", "patient_id"],
}


def make_rows() -> dict[str, list[str]]:
    """Return the rows of every golden file, each row a line of JSON, sorted.

    Part tables are named ``part_<table>``, catalogue tables ``catalogue_<table>``. The texts of
    articles are left out.
    """
    paths = [PROJECT / "seeds", INVENTED]
    articles = [item for item in read_paths(paths) if isinstance(item, Article)]
    with tempfile.TemporaryDirectory() as folder:
        workspace = Workspace(folder)
        digests = {article.article_id: digest(article) for article in articles}
        workspace.write_part(annotate(articles), fingerprint(), digests)
        rows = {
            f"part_{name}": _to_lines(workspace.read_parts(name).drop_columns(_left_out(name)))
            for name in tables.PARTS
        }
        catalogue = refresh(workspace)
        for name, columns in _CATALOGUE_COLUMNS.items():
            table = catalogue.arrow(f"FROM {name}")
            rows[f"catalogue_{name}"] = _to_lines(table.select(columns or table.column_names))
        catalogue.close()
    return rows


def read_rows() -> dict[str, list[str]]:
    """Return the stored rows by file, as :func:`make_rows` does."""
    return {
        path.stem: path.read_text(encoding="utf-8").splitlines()
        for path in sorted(FOLDER.glob("*_*.jsonl"))
    }


def read_versions() -> dict[str, int]:
    """Return the declared versions that the stored rows were written with."""
    versions: dict[str, int] = json.loads(VERSIONS.read_text(encoding="utf-8"))
    return versions


def main() -> int:
    """Write the golden rows; return 1 when a version has to be raised first."""
    rows = make_rows()
    if VERSIONS.exists():
        stored, versions = read_rows(), read_versions()
        changed = {name for name in {*rows, *stored} if rows.get(name) != stored.get(name)}
        if any(name.startswith("part_") for name in changed) and (
            versions["annotation"] >= ANNOTATION_VERSION
        ):
            print("Rows of annotation changed. Raise ANNOTATION_VERSION first.", file=sys.stderr)
            return 1
        is_raised = (versions["annotation"], versions["catalogue"]) != (
            ANNOTATION_VERSION,
            CATALOGUE_VERSION,
        )
        if changed and not is_raised:
            print("Rows of the catalogue changed. Raise CATALOGUE_VERSION first.", file=sys.stderr)
            return 1
    for name, lines in rows.items():
        (FOLDER / f"{name}.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")
    versions = {"annotation": ANNOTATION_VERSION, "catalogue": CATALOGUE_VERSION}
    VERSIONS.write_text(json.dumps(versions) + "\n", encoding="utf-8")
    print(f"{len(rows)} files in {FOLDER}")
    return 0


def _left_out(table: str) -> list[str]:
    return ["text"] if table == "articles" else []


def _to_lines(table: pa.Table) -> list[str]:
    return sorted(
        json.dumps(dict(_plain(row)), ensure_ascii=False, default=str) for row in table.to_pylist()
    )


def _plain(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        yield name, round(value, _DECIMALS) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
