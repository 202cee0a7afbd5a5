"""Loader of the word lists: tables in the ``data`` folder of a package, their origin on top.

A list is a ``.csv`` or ``.tsv`` file, or one of these packed as ``.gz``. Lines that begin with
``#`` before the header tell where the words come from and what the columns mean; tabs part the
columns of a ``.tsv`` file, whose cells are taken literally.
"""

import csv
import gzip
from collections.abc import Iterator
from functools import cache
from pathlib import Path

_PACKAGES = Path(__file__).parent


def data_path(package: str, name: str) -> Path:
    """Return the path of a file in ``analysis/<package>/data``."""
    return _PACKAGES / package / "data" / name


@cache
def read_rows(package: str, name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a word list by column.

    Args:
        package: The package of :mod:`analysis` that holds the list, such as ``"nlp"``.
        name: The file name in its ``data`` folder.

    Raises:
        FileNotFoundError: There is no such list.
    """
    return tuple(_iterate_rows(package, name))


def read_mapping(package: str, name: str, key: str, value: str) -> dict[str, str]:
    """Return one column of a word list by another."""
    return {row[key]: row[value] for row in read_rows(package, name)}


def read_counts(package: str, name: str) -> tuple[dict[str, int], int]:
    """Return a table of counts by word, and the total it gives under the empty word.

    The table has the columns ``word`` and ``articles``.
    """
    counts = {row["word"]: int(row["articles"]) for row in _iterate_rows(package, name)}
    return counts, counts.pop("")


def _iterate_rows(package: str, name: str) -> Iterator[dict[str, str]]:
    path = data_path(package, name)
    open_text = gzip.open if path.suffix == ".gz" else open
    with open_text(path, "rt", encoding="utf-8", newline="") as file:
        lines = _skip_origin(file)
        is_tsv = ".tsv" in path.suffixes
        # A plain reader takes a third of the time of one that makes each row a dictionary.
        rows = (
            csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE)
            if is_tsv
            else csv.reader(lines)
        )
        header = next(rows)
        for row in rows:
            if row:
                yield dict(zip(header, row, strict=True))


def _skip_origin(lines: Iterator[str]) -> Iterator[str]:
    """Yield the lines from the header on."""
    for line in lines:
        if not line.startswith("#"):
            yield line
            break
    yield from lines
