"""List the licence of every installed dependency and the origin of every word list.

    python -m tools.licences

Dependencies are those that ``requirements.txt`` pins; those that are not needed on this system are
marked so. Exit code 1 if a package or a model states none.
"""

import gzip
import re
import sys
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
_PINNED = re.compile(r"^([A-Za-z0-9_.-]+)==", re.MULTILINE)
_CLASSIFIER = re.compile(r"License :: (?:OSI Approved :: )?(.+)")
#: Longest licence field that is a name and not the text of the licence.
_LONGEST_NAME = 60
NOT_INSTALLED = "not installed on this system"
UNKNOWN = "no licence stated"


def main() -> int:
    """Print both lists; return 1 if one states no licence."""
    licences = dict(list_dependencies())
    for name, licence in licences.items():
        print(f"{name}: {licence}")
    print()
    lists = dict(list_word_lists())
    for path, origin in lists.items():
        print(f"{path}: {origin}")
    return int(UNKNOWN in {*licences.values(), *lists.values()})


def list_dependencies() -> Iterator[tuple[str, str]]:
    """Yield name and licence of each package that ``requirements.txt`` pins."""
    names = _PINNED.findall((PROJECT / "requirements.txt").read_text(encoding="utf-8"))
    for name in dict.fromkeys(names):
        try:
            yield name, find_licence(metadata.metadata(name))
        except metadata.PackageNotFoundError:
            yield name, NOT_INSTALLED


def find_licence(package: metadata.PackageMetadata) -> str:
    """Return the licence that a package states: as an expression, a classifier, or in words."""
    if "License-Expression" in package:
        return package["License-Expression"]
    classifiers = [_CLASSIFIER.fullmatch(line) for line in package.get_all("Classifier") or ()]
    if names := [match[1] for match in classifiers if match]:
        return ", ".join(names)
    first_line = (package.get_all("License") or [""])[0].strip().partition("\n")[0]
    return first_line[:_LONGEST_NAME] or UNKNOWN


def list_word_lists() -> Iterator[tuple[str, str]]:
    """Yield the path of each word list and of each model, and the line on its origin.

    A model that is no text is described by a file of the same name beside it.
    """
    for path in sorted(PROJECT.glob("analysis/*/data/*")):
        name = path.relative_to(PROJECT).as_posix()
        if path.name.endswith(".gz"):
            with gzip.open(path, "rt", encoding="utf-8") as lines:
                yield name, lines.readline().strip().removeprefix("# ")
        elif path.suffix in {".csv", ".tsv"}:
            with path.open(encoding="utf-8") as lines:
                yield name, lines.readline().strip().removeprefix("# ")
        elif path.suffix != ".md":
            is_described = path.with_suffix(".md").is_file()
            yield name, f"see {path.stem}.md beside it" if is_described else UNKNOWN


if __name__ == "__main__":
    sys.exit(main())
