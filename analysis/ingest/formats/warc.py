"""Web archives (.warc, .warc.gz; ISO 28500): the article of each page that was saved."""

from collections.abc import Generator, Iterator, Mapping
from typing import Any

from analysis.ingest.formats.documents import decode_document
from analysis.ingest.formats.html import declared_encoding, extract_article
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.messages import error_text
from analysis.ingest.not_articles import interstitial_issue
from analysis.ingest.records import Record
from analysis.ingest.source_files import SourceFile

#: Addresses that a message names at most.
_MOST_ADDRESSES = 3
_PAGE_TYPES = ("text/html", "application/xhtml+xml")
_SUCCESS = "200"


def read_warc_records(source: SourceFile, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the articles of the pages in a web archive.

    Pages without an article, such as home pages, are counted in one message.
    """
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    others: list[str] = []
    with source.open() as stream:
        try:
            for record in ArchiveIterator(stream, no_record_parse=False):
                if not _is_page(record):
                    continue
                address = str(record.rec_headers.get_header("WARC-Target-URI") or "")
                page = record.content_stream().read(limits.file_bytes + 1)
                if len(page) > limits.file_bytes:
                    yield _too_large_issue(source, address, limits)
                    continue
                values = yield from _read_page(source, address, page)
                if values is None:
                    others.append(address)
                else:
                    yield Record(address, values)
        except (ArchiveLoadFailed, EOFError, OSError, ValueError) as error:
            yield Issue(
                source.name,
                f"It cannot be read to its end as a web archive: {error_text(error)}.",
                "Fetch the archive again, or save its pages as .html.",
            )
    if others:
        examples = ", ".join(others[:_MOST_ADDRESSES]) + " …" * (len(others) > _MOST_ADDRESSES)
        yield Issue(
            source.name,
            f"{len(others):,} of its pages hold no article: {examples}.",
            "Nothing is lost if they are home pages and lists; save others as .html.",
        )


def _is_page(record: Any) -> bool:  # noqa: ANN401 - warcio has no types
    if record.rec_type == "resource":
        kind = str(record.rec_headers.get_header("Content-Type") or "")
        return kind.startswith(_PAGE_TYPES)
    if record.rec_type != "response" or record.http_headers is None:
        return False
    kind = str(record.http_headers.get_header("Content-Type") or "").lower()
    return record.http_headers.get_statuscode() == _SUCCESS and kind.startswith(_PAGE_TYPES)


def _read_page(
    source: SourceFile, address: str, data: bytes
) -> Generator[Issue, None, Mapping[str, Any] | None]:
    """Yield the issues of a page, and return the values of its article; None if it has none."""
    page, issues = decode_document(source, data, declared_encoding(data))
    yield from issues
    if page is None:
        return None
    try:
        values = extract_article(page)
    except Exception as error:  # noqa: BLE001 - a hostile page can break the parser in any way
        yield Issue(
            f"{source.name}, {address}",
            f"The page cannot be parsed: {type(error).__name__}.",
            "Save the article's text as a .txt file.",
        )
        return None
    if values is None or interstitial_issue(values["text"], values["title"] or "", address):
        return None
    return {**values, "url": values.get("url") or address}


def _too_large_issue(source: SourceFile, address: str, limits: Limits) -> Issue:
    return Issue(
        f"{source.name}, {address}",
        f"The page is larger than {limits.file_mb:g} MB.",
        "Save the article's text as a .txt file, or raise PARALLAX_MAX_FILE_MB.",
    )
