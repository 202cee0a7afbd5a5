"""Documents: files that are read whole and contain one article, or an export of several."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from analysis.ingest.article import Article
from analysis.ingest.encodings import NotTextError, decode_text
from analysis.ingest.exports.press_databases import split_export, unsupported_database
from analysis.ingest.exports.repeated_heads import split_at_heads
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.not_articles import (
    address_list_issue,
    headline_list_issue,
    result_list_issue,
    several_articles_issue,
)
from analysis.ingest.records import read_article
from analysis.ingest.segmentation.lines import split_lines
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
    entries: Iterable[Mapping[str, Any]] | None = split_export(text)
    if entries is None and (database := unsupported_database(text)):
        yield Issue(
            source.name,
            f"It is an export of {database}, whose articles cannot be told apart as text.",
            "Export it again as a web page (.html), or save each article as a .txt file.",
        )
        return
    if issue := address_list_issue(text, source.name):
        yield issue
        return
    entries = entries or split_at_heads(text.replace("\r\n", "\n")) or None
    if entries is None:
        lines = split_lines(text)
        issue = headline_list_issue(lines, source.name) or result_list_issue(lines, source.name)
        if issue:
            yield issue
            return
        yield from filter(None, [several_articles_issue(lines, source.name)])
        yield from read_article(
            {**(values or {}), **source.metadata, "text": text}, source.name, "", limits
        )
        return
    yield from read_entries(entries, source, limits)


def read_entries(
    entries: Iterable[Mapping[str, Any]], source: SourceFile, limits: Limits
) -> Iterator[Article | Issue]:
    """Yield the articles of an export of a press database from their values by field."""
    number = 0
    for number, entry in enumerate(entries, start=1):
        place = f"article {number}"
        yield from _incomplete_head_issues(entry, source, place)
        yield from read_article(entry, source.name, place, limits)
    if not number:
        yield Issue(
            source.name,
            "It looks like an export of a press database, but holds no article that can be told.",
            "Export it again as text with all fields, or save each article as a .txt file.",
        )


def _incomplete_head_issues(
    entry: Mapping[str, Any], source: SourceFile, place: str
) -> Iterator[Issue]:
    """Yield a warning if an article of an export lacks its outlet, date or headline."""
    names = {"outlet": "outlet", "published": "date", "title": "headline"}
    missing = [name for field, name in names.items() if not entry.get(field)]
    if missing and entry.get("text"):
        yield Issue(
            f"{source.name}, {place}",
            f"Its head does not tell its {' and its '.join(missing)}.",
            "Fill it in on the page Corpus, or export it again with all fields.",
            severity="warning",
        )
