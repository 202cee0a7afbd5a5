"""Articles by address: of a page, or of the pages that a feed lists."""

import io
import json
from collections.abc import Iterable, Iterator
from dataclasses import replace

from analysis.ingest.article import Article
from analysis.ingest.formats.feeds import entry_values, parse_feed
from analysis.ingest.formats.registry import FORMAT_BY_ENDING
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.records import read_article
from analysis.ingest.source_files import SourceFile
from analysis.ingest.web.addresses import AddressError, Resolver
from analysis.ingest.web.fetch import FetchedPage, fetch

#: Entries of a feed whose pages are opened; feeds have 10 to 50 (judgement).
MOST_ENTRIES = 50
#: The ending of the format by the kind that a server states.
_ENDING_BY_KIND = {
    "text/html": ".html",
    "application/xhtml+xml": ".html",
    "text/plain": ".txt",
    "text/markdown": ".md",
    "application/pdf": ".pdf",
}
_FEED_KINDS = ("xml", "rss", "atom")
#: Characters at the start of an answer in which a feed is recognised.
_FEED_WINDOW = 1000
_FEED_SIGNS = (b"<rss", b"<feed", b"<rdf:RDF")


def read_address(
    address: str, limits: Limits | None = None, resolve: Resolver | None = None
) -> Iterator[Article | Issue]:
    """Yield the article of a page, or the articles of a feed, by its address.

    Whether the site allows that programs open its pages (robots.txt, terms of use) is for the user
    to know.

    Args:
        address: The address of a page or a feed.
        limits: The size limits; by default those of the environment.
        resolve: Finds the IP addresses of a host; by default the system's resolver.
    """
    limits = limits or Limits.from_environment()
    address = address.strip()
    try:
        page = fetch(address, limits, resolve)
    except AddressError as error:
        yield Issue(address, error.problem, error.remedy)
        return
    if _is_feed(page):
        yield from _read_feed(page, limits, resolve)
    else:
        yield from _read_page(page, limits)


def articles_as_lines(articles: Iterable[Article]) -> bytes:
    """Return articles as JSON lines, which are read like those of a file."""
    lines = [
        json.dumps(
            {
                "outlet": article.outlet,
                "title": article.title,
                "byline": article.byline,
                "published": article.published.isoformat() if article.published else "",
                "url": article.url,
                "text": article.text,
            },
            ensure_ascii=False,
        )
        for article in articles
    ]
    return "\n".join(lines).encode("utf-8")


def _is_feed(page: FetchedPage) -> bool:
    start = page.data[:_FEED_WINDOW].lstrip()
    has_feed_kind = any(kind in page.kind for kind in _FEED_KINDS) and "xhtml" not in page.kind
    return has_feed_kind or any(sign in start for sign in _FEED_SIGNS)


def _read_page(page: FetchedPage, limits: Limits) -> Iterator[Article | Issue]:
    ending = _ENDING_BY_KIND.get(page.kind)
    if ending is None:
        yield Issue(
            page.address,
            "It leads to no web page or text.",
            "Save it, and load the file if its format is read.",
        )
        return
    source = SourceFile(page.address, len(page.data), lambda: io.BytesIO(page.data))
    for item in FORMAT_BY_ENDING[ending].read(source, limits):
        if isinstance(item, Article) and not item.url:
            yield replace(item, url=page.address)
        else:
            yield item


def _read_feed(
    page: FetchedPage, limits: Limits, resolve: Resolver | None
) -> Iterator[Article | Issue]:
    feed = parse_feed(page.data)
    if not feed.get("version"):
        yield Issue(
            page.address, "It is XML, but no feed.", "Copy the address of the feed or of a page."
        )
        return
    if len(feed.entries) > MOST_ENTRIES:
        yield Issue(
            page.address,
            f"The feed has {len(feed.entries):,} entries; the first {MOST_ENTRIES} are read.",
            "Save the feed as a file, or add single pages by their addresses.",
            severity="warning",
        )
    for number, entry in enumerate(feed.entries[:MOST_ENTRIES], start=1):
        values = entry_values(feed, entry)
        link = str(values["url"] or "")
        if values["text"]:
            yield from read_article(values, page.address, f"entry {number}", limits)
        elif link:
            stated = {"outlet": str(values["outlet"] or ""), "title": str(values["title"] or "")}
            for item in _fetch_and_read_page(link, limits, resolve):
                yield _with_stated(item, stated) if isinstance(item, Article) else item


def _fetch_and_read_page(
    address: str, limits: Limits, resolve: Resolver | None
) -> Iterator[Article | Issue]:
    """Yield the article of a page; a feed is not followed."""
    try:
        page = fetch(address, limits, resolve)
    except AddressError as error:
        yield Issue(address, error.problem, error.remedy)
        return
    yield from _read_page(page, limits)


def _with_stated(article: Article, stated: dict[str, str]) -> Article:
    """Return an article with what its feed states, where its page states nothing."""
    return replace(
        article,
        outlet=article.outlet or stated["outlet"],
        title=article.title or stated["title"],
    )
