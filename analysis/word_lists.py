"""Loader of the word lists: tables in the ``data`` folder of a package, their origin on top.

A list is a ``.csv`` or ``.tsv`` file, or one of these packed as ``.gz``. Lines that begin with
``#`` before the header tell where the words come from and what the columns mean; tabs part the
columns of a ``.tsv`` file, whose cells are taken literally.
"""

import csv
import gzip
import io
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pyarrow as pa
import pyarrow.csv as pa_csv

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
    header, rows = read_table(package, name)
    word, articles = header.index("word"), header.index("articles")
    counts = {row[word]: int(row[articles]) for row in rows}
    return counts, counts.pop("")


def _iterate_rows(package: str, name: str) -> Iterator[dict[str, str]]:
    header, rows = read_table(package, name)
    for row in rows:
        yield dict(zip(header, row, strict=True))


def read_table(package: str, name: str) -> tuple[list[str], Iterator[list[str]]]:
    """Return the header of a word list and its rows, for lists too long for a dictionary a row."""
    lines = io.StringIO(_read_text(package, name), newline="")
    is_tsv = ".tsv" in name
    # A plain reader takes a third of the time of one that makes each row a dictionary.
    rows = (
        csv.reader(lines, delimiter="\t", quoting=csv.QUOTE_NONE) if is_tsv else csv.reader(lines)
    )
    return next(rows), filter(None, rows)


def read_columns(package: str, name: str) -> pa.Table:
    """Return a long ``.csv`` word list as columns of strings, named by its header."""
    text = _read_text(package, name)
    header = text.partition("\n")[0].split(",")
    return pa_csv.read_csv(
        pa.BufferReader(text.encode()),
        pa_csv.ReadOptions(use_threads=False),
        convert_options=pa_csv.ConvertOptions(
            column_types=dict.fromkeys(header, pa.string()), strings_can_be_null=False
        ),
    )


def _read_text(package: str, name: str) -> str:
    """Return a word list from its header on."""
    path = data_path(package, name)
    content = path.read_bytes()
    # Unpacked at once: line by line, each line of a packed file costs more than its words.
    text = (gzip.decompress(content) if path.suffix == ".gz" else content).decode()
    return text[_find_header(text) :]


def _find_header(text: str) -> int:
    """Return where the lines on the origin end."""
    start = 0
    while text.startswith("#", start):
        start = text.index("\n", start) + 1
    return start
