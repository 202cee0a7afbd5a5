"""Reads and writes files of articles."""

import gzip
import json
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from analysis.ingest import Article, read_paths


def read_articles(paths: Iterable[Path]) -> list[Article]:
    """Return the articles of some files and folders; reported issues are dropped."""
    return [item for item in read_paths(list(paths)) if isinstance(item, Article)]


def read_json_lines(path: Path) -> Iterator[dict[str, Any]]:
    """Yield the objects of a JSON lines file, ``.gz`` or not."""
    open_lines = gzip.open if path.suffix == ".gz" else open
    with open_lines(path, "rt", encoding="utf-8") as file:
        yield from (json.loads(line) for line in file if line.strip())


def write_json_lines(path: Path, records: Iterable[Mapping[str, Any]]) -> None:
    """Write records as a JSON lines file."""
    path.write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
