"""What the last catalogue was built from, so that the next one can be made out of it."""

import json
from dataclasses import dataclass

import pyarrow as pa
import pyarrow.compute as pc

from analysis.corpus.entity_overrides import EntityOverrides
from analysis.store import Snapshot, Workspace

#: Names of the cached results that say what the last catalogue was built from.
_RECORD, _PARTS = "built", "built_parts"
_PARTS_SCHEMA = pa.schema([("article_id", pa.string()), ("part", pa.string())])


@dataclass(frozen=True)
class BuildRecord:
    """What the last catalogue was built from.

    Attributes:
        version: Its version.
        base_version: Names all but the overrides of entities.
        overrides_version: Names all overrides.
        overrides: The overrides of entities.
        entities_key: Key of the cached entities and links, before these overrides.
        n_changed: Number of articles whose rows were replaced or added since the catalogue was
            last written as a whole: their rows are not in the order of the others.
    """

    version: str
    base_version: str
    overrides_version: str
    overrides: EntityOverrides
    entities_key: str
    n_changed: int


def record_build(workspace: Workspace, snapshot: Snapshot, n_changed: int = 0) -> None:
    """Remember what the catalogue of a snapshot was built from."""
    cache = workspace.build_cache
    record = {
        "version": snapshot.version,
        "base_version": snapshot.base_version,
        "overrides_version": snapshot.overrides_version,
        "overrides": json.dumps(snapshot.overrides.entities.to_json()),
        "entities_key": cache.stored_key("entities") or "",
        "n_changed": n_changed,
    }
    parts = snapshot.part_by_article
    columns = [pa.array(parts, pa.string()), pa.array(parts.values(), pa.string())]
    cache.write(_PARTS, snapshot.version, pa.table(columns, schema=_PARTS_SCHEMA))
    cache.write(_RECORD, "", pa.Table.from_pylist([record]))


def read_record(workspace: Workspace) -> BuildRecord | None:
    """Return what :func:`record_build` wrote last, None if there is nothing."""
    records = workspace.build_cache.read(_RECORD, "")
    if records is None or not len(records):
        return None
    record = records.to_pylist()[0]
    record["overrides"] = EntityOverrides.parse(json.loads(record["overrides"]))
    return BuildRecord(**record)


def read_built_parts(workspace: Workspace, record: BuildRecord) -> dict[str, str] | None:
    """Return the part of each article of the last catalogue, None if that is not known."""
    parts = workspace.build_cache.read(_PARTS, record.version)
    if parts is None:
        return None
    return dict(zip(*(parts[name].to_pylist() for name in _PARTS_SCHEMA.names), strict=True))


def read_former_ids(ids: pa.Table) -> dict[str, str]:
    """Return the present id of each former one, from the ids that a workspace keeps."""
    former = ids.filter(pc.equal(ids["article_id"], ""))
    return dict(zip(former["entity"].to_pylist(), former["entity_id"].to_pylist(), strict=True))
