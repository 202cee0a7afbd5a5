"""The labels of press databases' exports in all interface languages."""

import re
from functools import cache

from analysis.word_lists import read_rows


@cache
def labels(database: str, use: str) -> frozenset[str]:
    """Return the labels of a database that introduce something, in lower case."""
    rows = read_rows("ingest", "export_labels.tsv")
    return frozenset(
        row["label"] for row in rows if (row["database"], row["use"]) == (database, use)
    )


@cache
def label_pattern(database: str, use: str) -> str:
    """Return a pattern that matches the labels of a database that introduce something."""
    return _alternatives(labels(database, use))


def _alternatives(words: frozenset[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))
