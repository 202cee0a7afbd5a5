"""Uploaded files: kept under names that are safe, read for a preview, handed to the annotation."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.ingest import ENDINGS, Article, Issue, read_paths
from analysis.ingest.table_columns import TableColumns, list_table_columns

MAX_PREVIEW = 500
"""Most articles and messages of a preview; all articles are annotated."""
#: Endings of file names the browser offers; what a file is, is checked when it is read.
FILE_ENDINGS = sorted({ending.rsplit(".", 1)[-1] for ending in ENDINGS})
_UNSAFE = re.compile(r"[^\w.() -]+")
_LONGEST = 120


@dataclass(frozen=True)
class Upload:
    """One uploaded file: its name as the browser gave it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Preview:
    """What uploads hold: the first articles and what was wrong; ``more`` when that is not all."""

    articles: tuple[Article, ...]
    rejected: tuple[Issue, ...]
    more: bool = False


def read_preview(uploads: Iterable[Upload], columns: Mapping[str, str] | None = None) -> Preview:
    """Read uploads together, as the annotation will: a table may tell of the texts beside it.

    Args:
        uploads: the files.
        columns: the field of columns of tables, as :func:`analysis.ingest.read_paths` takes them.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = save_uploads(uploads, Path(folder))
        found = list(islice(read_paths(paths, column_fields=columns), MAX_PREVIEW + 1))
    return Preview(
        tuple(item for item in found[:MAX_PREVIEW] if isinstance(item, Article)),
        tuple(item for item in found[:MAX_PREVIEW] if isinstance(item, Issue)),
        len(found) > MAX_PREVIEW,
    )


def read_columns(uploads: Iterable[Upload]) -> TableColumns:
    """Return the columns of the tables among uploads."""
    with tempfile.TemporaryDirectory() as folder:
        return list_table_columns(save_uploads(uploads, Path(folder)))


def make_folder_name() -> str:
    """Return a new name for the folder of one batch of uploads, in order of time."""
    return datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")


def save_uploads(uploads: Iterable[Upload], folder: Path) -> list[Path]:
    """Write uploads into a folder under safe names, each its own; return where they lie."""
    folder.mkdir(parents=True, exist_ok=True)
    written: list[Path] = []
    for upload in uploads:
        name = make_safe_name(upload.name)
        path, copy = folder / name, 1
        while path.exists():
            copy += 1
            path = folder / f"{copy}-{name}"
        path.write_bytes(upload.data)
        written.append(path)
    return written


def make_safe_name(name: str) -> str:
    """Return a file name without folders and without signs that mean something to a system.

    The ending is kept, for it tells the format.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = _UNSAFE.sub("_", last).strip(" .") or "upload"
    stem, dot, ending = plain.partition(".")
    return f"{stem[:_LONGEST]}{dot}{ending[-_LONGEST:]}"


def tabulate_articles(articles: Sequence[Article]) -> pd.DataFrame:
    """Return articles as rows to check: id, fields, file, characters and what their blocks are."""
    return pd.DataFrame(
        {
            "article_id": [article.article_id for article in articles],
            "outlet": [article.outlet for article in articles],
            "published": pd.Series(
                [article.published for article in articles], dtype="datetime64[us]"
            ),
            "title": [article.title for article in articles],
            "byline": [article.byline for article in articles],
            "credit": [article.credit for article in articles],
            "url": [article.url for article in articles],
            "source": [article.source for article in articles],
            "characters": [len(article.text) for article in articles],
            "blocks": [_blocks(article) for article in articles],
        }
    )


def _blocks(article: Article) -> str:
    kinds = Counter(block.kind for block in article.blocks)
    return ", ".join(f"{number} {kind}" for kind, number in kinds.items())
