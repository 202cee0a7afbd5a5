"""Feeds (RSS and Atom) that were saved as a file: one article an entry."""

import io
import re
from collections.abc import Iterator, Mapping
from typing import Any

from analysis.ingest.formats.documents import read_bytes
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.record_markup import extract_text
from analysis.ingest.records import Record
from analysis.ingest.source_files import SourceFile

#: What a program for blogs adds to the text of each entry of a feed.
_FEED_NOTE = re.compile(
    r"\s*\bThe post .{1,300} (?:appeared first on|first appeared on) .{1,100}\Z"
)
#: A description is the text if it has so many paragraphs and words (judgement),
_FEWEST_PARAGRAPHS = 3
_FEWEST_WORDS = 120
#: and does not break off.
_BREAKS_OFF = re.compile(
    r"(?:…|\.\.\.)\s*[\])]?\s*\Z|(?:read|continue) (?:more|reading)", re.IGNORECASE
)


def read_feed_records(source: SourceFile, _limits: Limits) -> Iterator[Record | Issue]:
    """Yield the entries of a feed.

    The text is the content of an entry. An entry with nothing but a summary is not an article; one
    message counts these entries.
    """
    feed = parse_feed(read_bytes(source))
    if not feed.get("version"):
        yield Issue(
            source.name,
            "It is XML, but no feed (RSS or Atom).",
            "Save the feed again, or the articles as web pages (.html) or text (.txt).",
        )
        return
    summaries = 0
    for number, entry in enumerate(feed.entries, start=1):
        values = entry_values(feed, entry)
        if not values["text"]:
            summaries += 1
            continue
        yield Record(f"entry {number}", values)
    if summaries:
        yield Issue(
            source.name,
            f"{summaries:,} of its {len(feed.entries):,} entries have a summary, but no text.",
            "Add the feed by its address on the page Corpus, which loads the articles' own pages.",
        )


def _full_description(entry: Mapping[str, Any]) -> str:
    """Return the description of an entry if it is the whole text, as in older feeds; else empty."""
    markup = str(entry.get("summary", ""))
    n_paragraphs = len(re.findall(r"</p>|(?:<br\s*/?>\s*){2}", markup, re.IGNORECASE))
    text = extract_text(markup) if n_paragraphs >= _FEWEST_PARAGRAPHS else ""
    is_whole = len(text.split()) >= _FEWEST_WORDS and not _BREAKS_OFF.search(text)
    return markup if is_whole else ""


def parse_feed(data: bytes) -> Any:  # noqa: ANN401 - a dictionary with attributes
    """Return the feed in some bytes; its ``version`` is empty if there is none."""
    import feedparser

    # Bytes by themselves would be taken for an address or a file name if they look like one.
    return feedparser.parse(io.BytesIO(data))


def entry_values(feed: Any, entry: Mapping[str, Any]) -> dict[str, Any]:  # noqa: ANN401
    """Return the values of an entry by field; ``text`` is empty if it has only a summary."""
    contents = [str(content.get("value", "")) for content in entry.get("content", ())]
    markup = max(contents, key=len, default="") or _full_description(entry)
    authors = [author.get("name", "") for author in entry.get("authors", ())]
    source = entry.get("source") or feed.get("feed", {})
    return {
        "text": _FEED_NOTE.sub("", extract_text(markup)) if markup.strip() else "",
        "title": extract_text(str(entry.get("title", ""))),
        "byline": [name for name in authors if name] or entry.get("author"),
        "published": entry.get("published") or entry.get("created") or entry.get("updated"),
        "outlet": extract_text(str(source.get("title", ""))),
        "url": entry.get("link"),
    }
