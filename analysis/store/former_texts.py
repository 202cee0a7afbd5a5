"""Former texts of articles that were loaded again under their own id.

The latest text of an id counts everywhere; a part whose articles are all in later parts is removed.
What it says that the later ones do not, the texts before they were changed, is kept in a folder of
its own: ``versions/<name of the part>.parquet``, rows of ``articles``.
"""

import logging
from collections.abc import Iterable
from pathlib import Path

import pandas as pd
import pyarrow as pa

from analysis import tables
from analysis.store.atomic_files import replacing
from analysis.store.data_frames import to_frame
from analysis.store.parts import Part, read_table
from analysis.store.snapshot import Snapshot

#: Name of the folder in the workspace.
FOLDER = "versions"
_ARTICLES = tables.PARTS["articles"]
#: Columns that are read, whatever columns a file of another version of the program has.
_READ = ("article_id", "title", "published", "source", "text")
_READ_SCHEMA = pa.schema([_ARTICLES.schema.field(name) for name in _READ])

_log = logging.getLogger(__name__)


def keep_former_texts(folder: Path, snapshot: Snapshot) -> set[Path]:
    """Write the texts of articles that a later part has with another text.

    Args:
        folder: The folder of the former texts; made when there are some.
        snapshot: The parts of the workspace, before those that are superseded are removed.

    Returns:
        The paths of the parts in which they cannot be read, which are not to be removed.
    """
    import pyarrow.parquet as pq  # pages, which write nothing, start without it

    unreadable: set[Path] = set()
    for part in snapshot.parts:
        changed = [
            article_id
            for article_id, digest in part.articles.items()
            if (winner := snapshot.winners[article_id]) is not part
            and winner.articles[article_id] != digest
        ]
        if not changed:
            continue
        try:
            rows = _select_changed(part, changed, snapshot)
        except (OSError, pa.ArrowException) as error:
            _log.warning("Former texts in %s cannot be read; it stays. (%s)", part.path, error)
            unreadable.add(part.path)
            continue
        if rows.num_rows:
            folder.mkdir(exist_ok=True)
            with replacing(folder / f"{part.path.name}.parquet") as temporary:
                pq.write_table(rows, temporary, compression="zstd", write_page_checksum=True)
    return unreadable


def read_former_texts(folder: Path, article_id: str) -> pd.DataFrame:
    """Return the former texts of an article, the one loaded first at the top.

    Returns:
        ``article_id``, ``title``, ``published``, ``source`` and ``text``, each text once; a file
        that is damaged is left out and logged.
    """
    import pyarrow.parquet as pq  # most workspaces have no former texts

    pieces = [_READ_SCHEMA.empty_table()]
    for file in sorted(folder.glob("*.parquet")):
        try:
            with file.open("rb") as opened:
                rows = pq.read_table(
                    opened,
                    columns=list(_READ),
                    filters=[("article_id", "=", article_id)],
                    page_checksum_verification=True,
                )
            pieces.append(rows.cast(_READ_SCHEMA))
        except (OSError, pa.ArrowException) as error:
            _log.warning("%s cannot be read. (%s)", file, error)
    return to_frame(pa.concat_tables(pieces)).drop_duplicates("text", ignore_index=True)


def _select_changed(part: Part, article_ids: Iterable[str], snapshot: Snapshot) -> pa.Table:
    """Return the rows of some articles of a part whose text is not that of the latest part."""
    former = read_table(_ARTICLES, {part.path: list(article_ids)})
    by_part: dict[Path, list[str]] = {}
    for article_id in article_ids:
        by_part.setdefault(snapshot.winners[article_id].path, []).append(article_id)
    latest = read_table(_ARTICLES, by_part)
    texts = dict(zip(latest["article_id"].to_pylist(), latest["text"].to_pylist(), strict=True))
    rows = zip(former["article_id"].to_pylist(), former["text"].to_pylist(), strict=True)
    return former.filter(pa.array([texts.get(article_id) != text for article_id, text in rows]))
