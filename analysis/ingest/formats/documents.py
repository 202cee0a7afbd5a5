"""Documents: plain texts, rich texts and web pages of one article, and exports of many."""

import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from html.parser import HTMLParser
from typing import Any

from charset_normalizer.utils import any_specified_encoding

from analysis.ingest.article import Article
from analysis.ingest.encodings import NotText, text_of
from analysis.ingest.formats.press_databases import articles_in
from analysis.ingest.inputs import Input
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.records import article_of
from analysis.ingest.segmentation.lines import lines

#: A page whose text has fewer words, or no sentence, holds no article.
_ARTICLE_WORDS = 20
#: A page declares its encoding among its first bytes.
_DECLARED_WITHIN = 1 << 14
#: A rich text of which more than one character in so many is none of a text is damaged.
_MOST_CONTROL = 50
_SHOWN = 20
_CONTROL = re.compile("[\x00-\x08\x0e-\x1f\x7f-\x9f]")
#: A sign by its number, as a rich text writes it; an escaped backslash before it is none of it.
_NUMBER = re.compile(r"\\\\|\\u(-?\d{1,10})\d*")


def read_text(given: Input, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article of a plain text file, its text code point for code point.

    An export of a press database is taken apart into its articles.
    """
    text, told = _text(given, _bytes(given))
    yield from told
    if text is not None:
        yield from _articles(text, given, limits)


def read_rtf(given: Input, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article, or the articles of an export, of a file in Rich Text Format."""
    from striprtf.striprtf import rtf_to_text

    data = _bytes(given)
    if not data.lstrip().startswith(b"{\\rtf"):
        yield Issue(given.name, "It is not Rich Text Format.", "Save it again as .rtf or .txt.")
        return
    # The format is ASCII with escapes; what is not is of the code page it names.
    source, wrong = _without_wrong_numbers(data.decode("cp1252", "replace"))
    try:
        text = _joined(rtf_to_text(source, errors="replace"))
    except Exception as error:  # A hostile file can break the parser in any way.
        yield Issue(
            given.name,
            f"Its Rich Text Format cannot be read: {type(error).__name__}.",
            "Save it as a .txt file.",
        )
        return
    if len(_CONTROL.findall(text)) * _MOST_CONTROL > len(text):
        yield Issue(
            given.name,
            "It holds control characters where its text should be.",
            "Save it again as .rtf or .txt.",
        )
        return
    if wrong:
        yield Issue(
            given.name,
            f"It writes a sign by a number that is no sign's ({wrong[0]}), read as “�”: "
            f"{len(wrong):,} in all.",
            "Save it again from its origin.",
            severity="warning",
        )
    yield from _articles(text, given, limits)


def _without_wrong_numbers(source: str) -> tuple[str, list[str]]:
    """Return a rich text with “�” for the numbers that are no sign's, and these numbers."""
    wrong: list[str] = []

    def checked(found: re.Match[str]) -> str:
        if found[1] is None or -0x10000 <= int(found[1]) <= sys.maxunicode:
            return found[0]
        wrong.append(found[0][:_SHOWN])
        return rf"\u{ord('�')}"

    return _NUMBER.sub(checked, source), wrong


def _joined(text: str) -> str:
    """Return a text in which the two halves of a sign beyond 16 bits are one character."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "surrogatepass")


def read_html(given: Input, limits: Limits) -> Iterator[Article | Issue]:
    """Yield the article of a web page; its text is what stands in the page's article.

    Title, author, date, site and address are the page's own, as it states them for machines.
    """
    data = _bytes(given)
    page, told = _text(given, data, declared_in(data))
    yield from told
    if page is None:
        return
    try:
        found = _extracted(page)
    except Exception as error:  # A hostile page can break the parser in any way.
        yield Issue(
            given.name,
            f"The page cannot be parsed: {type(error).__name__}.",
            "Save the article's text as a .txt file.",
        )
        return
    if found is None:
        yield Issue(
            given.name,
            "The page holds no article.",
            "Save the article's own page, or its text as a .txt file.",
        )
        return
    known = {field: value for field, value in given.known.items() if value}
    yield from article_of({**found, **known}, given.name, "", limits)


def _articles(text: str, given: Input, limits: Limits) -> Iterator[Article | Issue]:
    found = articles_in(text)
    if found is None:
        yield from article_of({**given.known, "text": text}, given.name, "", limits)
        return
    number = 0
    for number, entry in enumerate(found, start=1):
        yield from article_of(entry, given.name, f"article {number}", limits)
    if not number:
        yield Issue(
            given.name,
            "It looks like an export of a press database, but holds no article that can be told.",
            "Export it again as text with all fields, or save each article as a .txt file.",
        )


def _bytes(given: Input) -> bytes:
    with given.open() as stream:
        return stream.read()


def _text(given: Input, data: bytes, declared: str = "") -> tuple[str | None, list[Issue]]:
    """Return the text of a file, None where it is no text, and what is to be told of it."""
    try:
        text, encoding = text_of(data, declared)
    except NotText as error:
        return None, [Issue(given.name, str(error), "Save the article as text in UTF-8.")]
    return text, encoding.told(given.name)


def declared_in(page: bytes) -> str:
    """Return the codec of the encoding that a web page declares; empty where it declares none."""
    parser = _Declaration(convert_charrefs=False)
    with suppress(AssertionError):  # A mark that HTML does not know ends the search.
        parser.feed(page[:_DECLARED_WITHIN].decode("latin-1"))
    return parser.encoding


class _Declaration(HTMLParser):
    """Finds ``<meta charset=…>``, its older form with http-equiv, and an XML declaration."""

    encoding = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "meta" and not {"charset", "http-equiv"}.isdisjoint(dict(attrs)):
            self._take(self.get_starttag_text() or "")

    def handle_pi(self, data: str) -> None:
        if data.startswith("xml "):
            self._take(data)

    def _take(self, said: str) -> None:
        self.encoding = self.encoding or any_specified_encoding(said.encode()) or ""


def _extracted(page: str) -> Mapping[str, Any] | None:
    """Return the article of a page by field; None where there is none."""
    import trafilatura
    from trafilatura.settings import Document

    found = trafilatura.bare_extraction(
        page,
        with_metadata=True,
        include_comments=False,
        include_tables=False,
        # A date is read where the page states it, not searched for in its text.
        date_extraction_params={"original_date": True, "extensive_search": False},
    )
    if not isinstance(found, Document):
        return None
    text = found.text
    if not text or len(text.split()) < _ARTICLE_WORDS or not any(li.prose for li in lines(text)):
        return None
    return {
        "text": text,
        "title": found.title,
        "byline": found.author,
        "published": found.date,
        "outlet": found.sitename,
        "url": found.url,
    }
