"""Which entity each entity of an article was in the last build, as a file of a workspace."""

from collections.abc import Iterable
from itertools import chain
from pathlib import Path

import pyarrow as pa

from analysis.store.atomic_files import remove_damaged, replacing

#: Ids that are read at a time: of the former ones, the last, no others.
_GROUP_ROWS = 1 << 16
_COLUMNS = ["article_id", "entity", "entity_id"]


def read_entity_ids(path: Path, *, former_only: bool) -> pa.Table | None:
    """Return what :func:`write_entity_ids` wrote, or the former ids only; None without a file.

    A damaged file is removed: overrides then apply to the present ids only.
    """
    import pyarrow.parquet as pq  # pages start without it

    rows = [("article_id", "==", "")] if former_only else None
    try:
        with path.open("rb") as file:
            links = pq.read_table(file, filters=rows, page_checksum_verification=True)
        return links.select(_COLUMNS)
    except FileNotFoundError:
        return None
    except (OSError, pa.ArrowException, KeyError) as error:
        remove_damaged(path, error)
        return None


def write_entity_ids(path: Path, links: Iterable[pa.Table]) -> None:
    """Write the links, one piece after another.

    Args:
        path: The file.
        links: Columns article_id, entity, entity_id; one piece at least.
    """
    import pyarrow.parquet as pq  # pages start without it

    pieces = iter(links)
    first = next(pieces)
    path.parent.mkdir(parents=True, exist_ok=True)
    with (
        replacing(path) as temporary,
        pq.ParquetWriter(
            temporary, first.schema, compression="zstd", write_page_checksum=True
        ) as writer,
    ):
        for piece in chain([first], pieces):
            writer.write_table(piece, _GROUP_ROWS)
