"""Exports of press databases as text: many articles in one file, each with labels."""

import re
from collections.abc import Callable, Iterator, Sequence
from typing import Any

from analysis.ingest.exports import europresse
from analysis.ingest.exports.europresse import split_europresse
from analysis.ingest.exports.factiva import split_factiva
from analysis.ingest.exports.newsbank import split_newsbank
from analysis.ingest.exports.nexis import split_nexis
from analysis.ingest.exports.proquest import split_proquest

#: Returns the articles of an export by field, or None if the text is no export of the database.
Splitter = Callable[[str], Iterator[dict[str, Any]] | None]
_SPLITTERS: Sequence[Splitter] = (
    split_factiva,
    split_nexis,
    split_proquest,
    split_europresse,
    split_newsbank,
)
#: Signs of an export that is known, but not taken apart as text.
_UNSUPPORTED = (
    ("Europresse", europresse.SIGN),
    ("EBSCO", re.compile(r"^Full Text Word Count: |^Persistent link to this record", re.MULTILINE)),
)


def split_export(text: str) -> Iterator[dict[str, Any]] | None:
    """Return the articles of an export by field, or None if the text is not an export.

    ``text`` is the running text as in the export, with plain line ends, without labels, loading
    dates and notes. It is empty for an article without a text.
    """
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    return next((articles for split in _SPLITTERS if (articles := split(text)) is not None), None)


def unsupported_database(text: str) -> str:
    """Return the name of a database whose exports as text are not taken apart; empty if none."""
    return next((name for name, sign in _UNSUPPORTED if sign.search(text)), "")
