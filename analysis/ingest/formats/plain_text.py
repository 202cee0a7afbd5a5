"""Plain text: one article, or an export of a press database."""

from collections.abc import Iterator

from analysis.ingest.article import Article
from analysis.ingest.formats.documents import decode_document, read_articles_in_text, read_bytes
from analysis.ingest.formats.html import read_html
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.source_files import SourceFile

#: How web pages begin, and the characters at the start in which it is looked for.
_PAGE_STARTS = ("<!doctype html", "<html")
_PAGE_WINDOW = 200


def read_plain_text(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article of a plain text file, code point for code point, or those of an export.

    A web page under the name of a text is read as a web page.
    """
    text, issues = decode_document(source, read_bytes(source))
    yield from issues
    if text is not None and text[:_PAGE_WINDOW].lstrip().casefold().startswith(_PAGE_STARTS):
        yield from read_html(source, limits)
    elif text is not None:
        yield from read_articles_in_text(text, source, limits)
