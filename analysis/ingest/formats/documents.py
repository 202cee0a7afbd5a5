"""Documents: files that are read whole and contain one article, or an export of several."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.ingest.article import Article
from analysis.ingest.encodings import NotTextError, decode_text
from analysis.ingest.formats.press_databases import split_export
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.records import read_article
from analysis.ingest.source_files import SourceFile


def read_bytes(source: SourceFile) -> bytes:
    """Return the contents of a file."""
    with source.open() as stream:
        return stream.read()


def decode_document(
    source: SourceFile, data: bytes, declared: str = ""
) -> tuple[str | None, list[Issue]]:
    """Decode the contents of a file.

    Args:
        source: The file.
        data: Its contents.
        declared: The codec of the encoding that the document declares; empty for none.

    Returns:
        The text, None if the contents are not text, and the issues of decoding.
    """
    try:
        text, encoding = decode_text(data, declared)
    except NotTextError as error:
        return None, [Issue(source.name, str(error), "Save the article as text in UTF-8.")]
    return text, encoding.issues(source.name)


def read_articles_in_text(
    text: str, source: SourceFile, limits: Limits, values: Mapping[str, Any] | None = None
) -> Iterator[Article | Issue]:
    """Yield the article of a text; from an export of a press database, all articles in it.

    Args:
        text: The text.
        source: The file.
        limits: The size limits.
        values: What the file itself states about its one article, by field.
    """
    entries = split_export(text)
    if entries is None:
        yield from read_article(
            {**(values or {}), **source.metadata, "text": text}, source.name, "", limits
        )
        return
    number = 0
    for number, entry in enumerate(entries, start=1):
        yield from read_article(entry, source.name, f"article {number}", limits)
    if not number:
        yield Issue(
            source.name,
            "It looks like an export of a press database, but holds no article that can be told.",
            "Export it again as text with all fields, or save each article as a .txt file.",
        )
