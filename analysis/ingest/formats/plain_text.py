"""Plain text: one article, or an export of a press database."""

from collections.abc import Iterator

from analysis.ingest.article import Article
from analysis.ingest.formats.documents import decode_document, read_articles_in_text, read_bytes
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.source_files import SourceFile


def read_plain_text(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article of a plain text file, code point for code point, or those of an export."""
    text, issues = decode_document(source, read_bytes(source))
    yield from issues
    if text is not None:
        yield from read_articles_in_text(text, source, limits)
