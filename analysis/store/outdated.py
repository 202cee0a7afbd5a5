"""Articles in outdated or damaged parts, read back to be annotated anew.

Tables and columns were renamed between versions, but every version wrote the articles with their
texts, and the blocks that reading had found.
"""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis import tables

#: Kinds of blocks that were renamed, by their former name.
_RENAMED_BLOCK_KINDS = {"furniture": "boilerplate"}


class OutdatedWorkspaceError(ValueError):
    """Articles have to be annotated anew before a catalogue can hold them; says how."""


def read_outdated_articles(
    part: Path, article_ids: list[str]
) -> Iterator[tuple[dict[str, Any], list[tuple[str, int, int]]]]:
    """Yield the fields and the blocks of articles of a part, whatever version wrote it.

    Args:
        part: The folder of the part.
        article_ids: The articles to read.

    Yields:
        The columns of the table ``articles`` that the part has, and kind, start and end of each
        block in the order of the text; no blocks if their table is damaged, so that annotation
        finds them in the text.

    Raises:
        FileNotFoundError: The part was removed meanwhile.
        pyarrow.ArrowException: The texts are damaged.
    """
    import pyarrow.parquet as pq  # pages start without it

    row_filter = [("article_id", "in", article_ids)]
    known = set(tables.PARTS["articles"].names)
    path = part / "articles.parquet"
    columns = [name for name in pq.read_schema(path).names if name in known]
    articles = pq.read_table(path, columns=columns, filters=row_filter).to_pylist()
    blocks: dict[str, list[tuple[str, int, int]]] = {}
    for row in _read_blocks(part, row_filter):
        kind = _RENAMED_BLOCK_KINDS.get(row["kind"], row["kind"])
        blocks.setdefault(row["article_id"], []).append((kind, row["start"], row["end"]))
    for article in articles:
        yield article, sorted(blocks.get(article["article_id"], []), key=lambda block: block[1])


def _read_blocks(part: Path, row_filter: list[tuple[str, str, list[str]]]) -> list[dict[str, Any]]:
    """Return the rows of the blocks of articles; none if any byte of the table is damaged."""
    import pyarrow.parquet as pq  # pages start without it

    try:
        table = pq.read_table(
            part / "blocks.parquet", filters=row_filter, page_checksum_verification=True
        )
    except (OSError, pa.ArrowException):
        return []
    rows: list[dict[str, Any]] = table.to_pylist()
    return rows
