"""Parts that cannot be read: annotated anew if their texts are whole, else set aside."""

import json
import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import pyarrow as pa

from analysis.store.atomic_files import replacing

MANIFEST = "manifest.json"
#: The keys of a manifest and the types of their values.
_MANIFEST_TYPES = {"fingerprint": str, "schema": str, "tables": list, "articles": dict}
#: What reading a damaged manifest or table raises.
_DAMAGE = (OSError, ValueError, KeyError, TypeError, RecursionError, pa.ArrowException)


@dataclass(frozen=True)
class DamagedPart:
    """A part that cannot be read.

    Attributes:
        name: The name of the part.
        reason: Why it cannot be read.
        articles: The ids of its articles, as far as they can be read.
        moved_to: The folder that it was moved to; None if its texts are whole, so that its articles
            are annotated anew.
    """

    name: str
    reason: str
    articles: tuple[str, ...]
    moved_to: Path | None


def find_damage(path: Path, *, is_thorough: bool) -> str:
    """Return why a part cannot be read; empty if it can be.

    Args:
        path: The folder of the part.
        is_thorough: Whether to read the rows too, not only the manifest.
    """
    manifest, reason = _check_manifest(path)
    if manifest is None or not is_thorough:
        return reason
    for name in manifest["tables"]:
        file = path / f"{name}.parquet"
        if reason := _catch(partial(read_whole, file)):
            return f"{file.name}: {reason}"
    return ""


def read_sound_manifest(path: Path) -> dict[str, Any] | None:
    """Return the manifest of a part, or None if it is damaged or a file of the part is missing."""
    return _check_manifest(path)[0]


def _check_manifest(path: Path) -> tuple[dict[str, Any] | None, str]:
    """Return the manifest of a part and an empty string, or None and why it cannot be read."""
    if not (path / MANIFEST).is_file():
        return None, f"{MANIFEST} is missing"
    try:
        manifest = _read_manifest(path)
    except _DAMAGE as error:
        return None, f"{MANIFEST}: {_describe(error)}"
    files = {entry.name for entry in os.scandir(path) if entry.is_file()}
    for name in manifest["tables"]:
        if f"{name}.parquet" not in files:
            return None, f"{name}.parquet is missing"
    return manifest, ""


def repair_or_set_aside(path: Path, reason: str, folder: Path) -> DamagedPart:
    """Mark the articles of a part to be annotated anew, or move the part to a folder.

    Articles are marked if the texts of all of them can be read: the manifest then says that no
    version of the program annotated them.

    Args:
        path: The folder of the part.
        reason: Why it cannot be read.
        folder: The folder of parts that were set aside.
    """
    try:
        read = read_whole(path / "articles.parquet")["article_id"].to_pylist()
    except _DAMAGE:
        articles = tuple(list_articles(path))
        folder.mkdir(exist_ok=True)
        path.rename(folder / path.name)
        return DamagedPart(path.name, reason, articles, folder / path.name)
    digests = _list_digests(path)
    manifest = {
        "fingerprint": "",
        "schema": "",
        "annotation_version": 0,
        "tables": ["articles"],
        "articles": {article_id: digests.get(article_id, "") for article_id in read},
    }
    with replacing(path / MANIFEST) as temporary:
        temporary.write_text(json.dumps(manifest, ensure_ascii=False, indent=1), encoding="utf-8")
    return DamagedPart(path.name, reason, tuple(read), None)


def list_articles(path: Path) -> list[str]:
    """Return the ids of the articles of a damaged part, as far as they can be read."""
    import pyarrow.parquet as pq  # pages start without it

    if digests := _list_digests(path):
        return list(digests)
    try:
        column = pq.read_table(path / "articles.parquet", columns=["article_id"])["article_id"]
    except _DAMAGE:
        return []
    return [str(article_id) for article_id in column.to_pylist()]


def read_whole(path: Path) -> pa.Table:
    """Return the rows of a Parquet file after checking every byte.

    Raises:
        OSError: The file cannot be read, or bytes of it are damaged.
        pyarrow.ArrowException: It is no Parquet file.
    """
    import pyarrow.parquet as pq  # pages start without it

    return pq.read_table(path, page_checksum_verification=True)


def _read_manifest(path: Path) -> dict[str, Any]:
    """Return the manifest of a part; ValueError if it does not have the required shape."""
    manifest: dict[str, Any] = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    if not all(isinstance(manifest[key], kind) for key, kind in _MANIFEST_TYPES.items()):
        raise ValueError("it does not have the required shape")
    return manifest


def _list_digests(path: Path) -> dict[str, str]:
    """Return the digest of each article of a damaged part, as far as its manifest can be read."""
    with suppress(*_DAMAGE):
        return dict(_read_manifest(path)["articles"])
    return {}


def _catch(read: Callable[[], object]) -> str:
    """Return the first line of the error that reading raises; empty if it raises none."""
    try:
        read()
    except _DAMAGE as error:
        return _describe(error)
    return ""


def _describe(error: Exception) -> str:
    line = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {line}"
