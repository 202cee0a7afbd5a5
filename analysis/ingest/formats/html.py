"""Web pages: the main text of a page, with the metadata that it states."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

from charset_normalizer.utils import any_specified_encoding

from analysis.ingest.article import Article
from analysis.ingest.exports.export_pages import split_export_page
from analysis.ingest.formats.documents import decode_document, read_bytes, read_entries
from analysis.ingest.formats.index_pages import index_page_issue
from analysis.ingest.formats.live_blog_pages import read_live_blog
from analysis.ingest.formats.page_leads import add_lead
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.not_articles import (
    interstitial_issue,
    is_live_title,
    list_page_issue,
    live_blog_issue,
)
from analysis.ingest.records import read_article
from analysis.ingest.segmentation.lines import split_lines
from analysis.ingest.source_files import SourceFile

if TYPE_CHECKING:
    from trafilatura.settings import Document

#: Fewest words of an article; a page with less text has none (judgement).
_FEWEST_WORDS = 20
#: Bytes at the start of a page in which it can declare its encoding. The HTML standard allows
#: 1,024; pages put scripts first.
_DECLARATION_WINDOW = 1 << 14


def read_html(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article of a web page: its main text.

    Title, author, date, site and address are those that the page states for machines; the metadata
    of a sidecar table take precedence.
    """
    data = read_bytes(source)
    page, issues = decode_document(source, data, declared_encoding(data))
    yield from issues
    if page is None:
        return
    try:
        entries = split_export_page(page)
        values = extract_article(page) if entries is None else None
        live_blog = read_live_blog(page) if values else {}
    except Exception as error:  # noqa: BLE001 - a hostile page can break the parser in any way
        yield Issue(
            source.name,
            f"The page cannot be parsed: {type(error).__name__}.",
            "Save the article's text as a .txt file.",
        )
        return
    if entries is not None:
        yield from read_entries(entries, source, limits)
        return
    if values is None:
        yield Issue(
            source.name,
            "The page holds no article.",
            "Save the article's own page, or its text as a .txt file.",
        )
        return
    metadata = {field: value for field, value in source.metadata.items() if value}
    title = values["title"] or ""
    issue = interstitial_issue(values["text"], title, source.name)
    if issue := issue or index_page_issue(page, values["text"], source.name):
        yield issue
        return
    if (live_blog or is_live_title(title)) and not live_blog_issue(values["text"], source.name):
        yield from filter(None, [live_blog_issue("", source.name, is_declared=True)])
    for item in read_article({**values, **live_blog, **metadata}, source.name, "", limits):
        if isinstance(item, Issue):
            yield item
        elif issue := list_page_issue(item):
            yield issue
        else:
            yield item


def declared_encoding(page: bytes) -> str:
    """Return the codec of the encoding that a web page declares; empty if it declares none."""
    parser = _EncodingParser(convert_charrefs=False)
    with suppress(AssertionError):  # A declaration that HTML does not have ends the search.
        parser.feed(page[:_DECLARATION_WINDOW].decode("latin-1"))
    return parser.encoding


class _EncodingParser(HTMLParser):
    """Finds ``<meta charset=…>``, its older form with http-equiv, and an XML declaration."""

    encoding = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta" and not {"charset", "http-equiv"}.isdisjoint(dict(attrs)):
            self._use_first(self.get_starttag_text() or "")

    def handle_pi(self, data: str) -> None:
        if data.startswith("xml "):
            self._use_first(data)

    def _use_first(self, declaration: str) -> None:
        self.encoding = self.encoding or any_specified_encoding(declaration.encode()) or ""


def extract_article(page: str) -> Mapping[str, Any] | None:
    """Return the article of a page by field; None if it has none.

    If the library finds none, it is asked for all that can be text.
    """
    article = _extract(page) or _extract(page, favor_recall=True)
    if article is None:
        return None
    text = add_lead(page, article.text or "")
    return {
        "text": text,
        "title": article.title,
        "byline": article.author,
        "published": article.date,
        "outlet": article.sitename,
        "url": article.url,
    }


def _extract(page: str, *, favor_recall: bool = False) -> "Document | None":
    """Return what the library finds on a page; None if it is no article."""
    import trafilatura
    from trafilatura.settings import Document

    article = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        favor_recall=favor_recall,
        # The date is the one that the page states; it is not searched for in the text.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(article, Document):
        return None
    text = article.text
    if not text or len(text.split()) < _FEWEST_WORDS:
        return None
    return article if any(line.is_prose for line in split_lines(text)) else None
