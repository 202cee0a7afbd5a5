"""The word lists of the measures in ``data/``; the first line of each file tells its origin."""

import csv
from functools import cache
from pathlib import Path

_DATA = Path(__file__).parent / "data"


@cache
def rows(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of ``data/<name>``."""
    with (_DATA / name).open(encoding="utf-8", newline="") as file:
        next(file)
        return tuple(csv.DictReader(file))


@cache
def column(name: str, key: str, value: str) -> dict[str, str]:
    """Return one column of ``data/<name>`` by another."""
    return {row[key]: row[value] for row in rows(name)}
