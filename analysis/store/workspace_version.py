"""Names of the versions of a workspace: what its catalogue depends on."""

import json
from functools import cache
from hashlib import sha256
from pathlib import Path

from analysis import tables
from analysis.store.overrides import Overrides
from analysis.versions import ANNOTATION_VERSION, CATALOGUE_VERSION

#: Modification time, size and inode of a file or folder.
Stamp = tuple[int, int, int]


def get_stamp(path: Path) -> Stamp:
    """Return values that change with a file, or with the list of a folder; zeros if missing."""
    try:
        status = path.stat()
    except FileNotFoundError:
        return 0, 0, 0
    return status.st_mtime_ns, status.st_size, status.st_ino


def name_version(part_names: list[str], overrides: Overrides) -> str:
    """Return a digest of the parts and overrides under this version of the program."""
    state = [
        part_names,
        name_code_version(),
        overrides.fixes,
        sorted(overrides.removed),
        overrides.entities.to_json(),
        overrides.other,
        overrides.story_threshold,
        list(overrides.moved.items()),
        overrides.excludes_shared_text,
        overrides.outlet_names,
    ]
    return sha256(json.dumps(state, sort_keys=True).encode()).hexdigest()[:16]


@cache
def name_code_version() -> str:
    """Return a digest of what a catalogue depends on besides parts and overrides."""
    columns = [(table.name, str(table.schema)) for table in tables.CATALOGUE.values()]
    state = [ANNOTATION_VERSION, CATALOGUE_VERSION, columns]
    return sha256(json.dumps(state).encode()).hexdigest()
