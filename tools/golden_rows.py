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
#: Columns that the golden rows leave out, by table: the texts are in the project already.
_LEFT_OUT = {"articles": ["text"]}


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
            f"part_{name}": _to_lines(workspace.read_parts(name), name) for name in tables.PARTS
        }
        catalogue = refresh(workspace)
        for name in _list_built_tables():
            rows[f"catalogue_{name}"] = _to_lines(catalogue.arrow(f"FROM {name}"), name)
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


def _list_built_tables() -> list[str]:
    """Return the tables of the catalogue that are no copies of part tables."""
    return [
        name
        for name, table in tables.CATALOGUE.items()
        if name not in tables.PARTS or not set(table.names) <= set(tables.PARTS[name].names)
    ]


def _to_lines(table: pa.Table, name: str) -> list[str]:
    rows = table.drop_columns(_LEFT_OUT.get(name, [])).to_pylist()
    return sorted(json.dumps(dict(_plain(row)), ensure_ascii=False, default=str) for row in rows)


def _plain(row: dict[str, Any]) -> Iterator[tuple[str, Any]]:
    for name, value in row.items():
        yield name, round(value, _DECIMALS) if isinstance(value, float) else value


if __name__ == "__main__":
    sys.exit(main())
