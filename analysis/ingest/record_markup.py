"""HTML in the texts of records: reduced to its text, as in web pages."""

import re
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import Any

from analysis.ingest.issues import Issue
from analysis.ingest.records import Record
from analysis.ingest.source_files import SourceFile

#: The tags that divide a text into parts.
_TAG = re.compile(
    r"</?(?:p|div|br|h[1-6]|li|ul|ol|blockquote|article|section|figure)\b[^<>]{0,1000}>",
    re.IGNORECASE,
)
#: Fewest tags that make a text HTML; a text may mention a single tag.
_FEWEST_TAGS = 2


def strip_markup(
    source: SourceFile, where: str, values: Mapping[str, Any]
) -> Iterator[Record | Issue]:
    """Yield a record whose text, if it is HTML, is reduced to its text, or why that fails.

    Args:
        source: The file.
        where: The place of the record in it.
        values: The values of the record by field.
    """
    text = values.get("text")
    if isinstance(text, str) and _is_markup(text):
        try:
            text = extract_text(text)
        except Exception as error:  # noqa: BLE001 - hostile HTML can break the parser in any way
            yield Issue(
                f"{source.name}, {where}",
                f"Its text is HTML that cannot be parsed: {type(error).__name__}.",
                "Give the text without tags.",
            )
            return
        values = {**values, "text": text}
    yield Record(where, values)


def _is_markup(text: str) -> bool:
    return len(list(islice(_TAG.finditer(text), _FEWEST_TAGS))) == _FEWEST_TAGS


def extract_text(markup: str) -> str:
    """Return the text of an HTML fragment; all of it if it is too short for an article."""
    if "<" not in markup and "&" not in markup:
        return markup
    import trafilatura
    from trafilatura.settings import Document

    article = trafilatura.bare_extraction(
        markup, include_comments=False, include_tables=False, favor_recall=True
    )
    if isinstance(article, Document) and article.text:
        return str(article.text)
    return str(trafilatura.html2txt(f"<html><body>{markup}</body></html>"))
