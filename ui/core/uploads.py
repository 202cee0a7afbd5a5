"""Uploaded files: saved under safe names, and read for a preview before they are annotated."""

import re
import tempfile
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import pandas as pd

from analysis.ingest import Article, Issue, read_paths
from analysis.ingest.table_columns import TableColumns, list_table_columns

#: Maximum number of articles and issues in a preview; all articles are annotated.
MAX_PREVIEW = 500
_UNSAFE = re.compile(r"[^\w.() -]+")
#: Maximum number of bytes of a file name's stem and of its ending; file systems allow 255 in all.
_MAX_NAME_BYTES = 120


@dataclass(frozen=True)
class Upload:
    """One uploaded file: its name as the browser gave it, and its bytes."""

    name: str
    data: bytes


@dataclass(frozen=True)
class Preview:
    """The first articles and issues of some uploads; ``is_truncated`` when there are more."""

    articles: tuple[Article, ...]
    issues: tuple[Issue, ...]
    is_truncated: bool = False


def read_preview(
    uploads: Iterable[Upload],
    columns: Mapping[str, str] | None = None,
    *,
    use_names: bool = False,
) -> Preview:
    """Read uploads together, as the annotation will: a table may describe the texts beside it.

    Args:
        uploads: the files.
        columns: the field of each column of the tables, as ``column_fields`` of
            :func:`analysis.ingest.read_paths`.
        use_names: whether outlet and date are taken from names, as there.
    """
    with tempfile.TemporaryDirectory() as folder:
        paths = save_uploads(uploads, Path(folder))
        read = read_paths(paths, column_fields=columns, use_names=use_names)
        items = list(islice(read, MAX_PREVIEW + 1))
    return Preview(
        tuple(item for item in items[:MAX_PREVIEW] if isinstance(item, Article)),
        tuple(item for item in items[:MAX_PREVIEW] if isinstance(item, Issue)),
        len(items) > MAX_PREVIEW,
    )


def read_columns(uploads: Iterable[Upload]) -> TableColumns:
    """Return the columns of the tables among some uploads."""
    with tempfile.TemporaryDirectory() as folder:
        return list_table_columns(save_uploads(uploads, Path(folder)))


def save_uploads(uploads: Iterable[Upload], folder: Path) -> list[Path]:
    """Write uploads into a folder under safe, distinct names; return their paths."""
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
    """Return a file name without folders and without characters special to a system.

    The ending is kept, because it determines the format.
    """
    last = name.replace("\\", "/").rsplit("/", 1)[-1]
    plain = _UNSAFE.sub("_", last).strip(" .") or "upload"
    stem, dot, ending = plain.partition(".")
    first, last_bytes = stem.encode()[:_MAX_NAME_BYTES], ending.encode()[-_MAX_NAME_BYTES:]
    return f"{first.decode(errors='ignore')}{dot}{last_bytes.decode(errors='ignore')}"


def tabulate_articles(articles: Sequence[Article]) -> pd.DataFrame:
    """Return one row per article to check: id, fields, file, length, and its blocks by kind."""
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
            "blocks": [_count_blocks(article) for article in articles],
        }
    )


def _count_blocks(article: Article) -> str:
    counts = Counter(block.kind for block in article.blocks)
    return ", ".join(f"{count} {kind}" for kind, count in counts.items())
