"""Texts of records that are mark-up: read as pages are, not with their tags."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from analysis.ingest.issues import Issue

#: Tags that part a text; two of them make it mark-up.
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|article|section|figure)\b[^<>]{0,1000}>", re.I
)
_FEWEST = 2


def without_markup(
    place: str, where: str, given: Mapping[str, Any]
) -> Iterator[tuple[str, Mapping[str, Any]] | Issue]:
    """Yield a record with its text read as a page if it is mark-up, or why that cannot be.

    Args:
        place: The file and the place of the record in it.
        where: The place alone.
        given: Its values by field.
    """
    text = given.get("text")
    if isinstance(text, str) and len(list(islice(_TAG.finditer(text), _FEWEST))) == _FEWEST:
        try:
            text = _read(text)
        except Exception as error:  # A hostile page can break the parser in any way.
            yield Issue(
                place,
                f"Its text is HTML that cannot be parsed: {type(error).__name__}.",
                "Give the text without tags.",
            )
            return
        given = {**given, "text": text}
    yield where, given


def _read(markup: str) -> str:
    """Return the text of a piece of a page; of one too short to be an article all that is said."""
    import trafilatura
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(
        markup, include_comments=False, include_tables=False, favor_recall=True
    )
    if isinstance(found, Document) and found.text:
        return str(found.text)
    return str(trafilatura.html2txt(f"<html><body>{markup}</body></html>"))
