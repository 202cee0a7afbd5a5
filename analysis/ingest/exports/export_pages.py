"""Exports of press databases as web pages: reduced to the lines of the exports as text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from analysis.ingest.exports.press_databases import split_export
from analysis.ingest.written_dates import find_date

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Signs of an export in the markup of a page, so that other pages are not parsed twice.
_SIGN = re.compile(
    r"factiva|enArticle|articleParagraph|<DOC NUMBER|(?:Document|Dokument) [A-Z]{3,8}\d{8}"
    r"|\d+ (?:of|von|van|de|sur) \d+ DO[CK]U"
    r"|proquest|End of Document|Ende des Dokument|Einde van|Fin du document|nexis|newsbank"
    r"|DocPublicationName|europresse",
    re.IGNORECASE,
)
_BLOCK_NAMES = (
    "address article blockquote body center dd div dl dt fieldset footer form h1 h2 h3 h4 h5 h6 "
    "header hr li main ol p pre section table tbody tr ul"
)
_BLOCKS = frozenset(_BLOCK_NAMES.split())
#: Blocks with an empty line around them.
_SPACED = frozenset(["p", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "blockquote", "article"])
_LEFT_OUT = frozenset(["script", "style", "head", "noscript", "template"])
#: What divides the cells of a row: labels are followed by several spaces.
_CELL_GAP = "   "
_SPACES = re.compile(r"[ \t\xa0\r\n\f]+")
#: The classes in which Europresse's pages have the parts of an article.
_EUROPRESSE = {
    "outlet": "DocPublicationName",
    "published": "DocHeader",
    "title": "titreArticle",
    "byline": "docAuthors",
    "text": "DocText",
}
#: The classes of the text in other forms of these pages.
_OTHER_TEXTS = ("docOcurrContainer",)
#: The number of an issue behind the name of an outlet: "Le Monde, no. 24012".
_ISSUE_NUMBER = re.compile(r"[ ,;]+(?:no|n[°º]|nr|num[ée]ro|vol)[. ]*\d[\d ,.]*$", re.IGNORECASE)


def split_export_page(page: str) -> list[dict[str, Any]] | None:
    """Return the articles of an export by field; None if the page is no export."""
    if not _SIGN.search(page):
        return None
    from lxml import html

    document = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    if articles := list(_read_europresse(document)):
        return articles
    entries = split_export(_flatten(document))
    return None if entries is None else list(entries)


def _read_europresse(document: "HtmlElement") -> Iterator[dict[str, Any]]:
    """Yield the articles of a page of Europresse by field."""
    for article in document.iter("article"):
        parts = {
            field: _flatten(elements[0])
            for field, name in _EUROPRESSE.items()
            if (elements := article.find_class(name))
        }
        others = (element for name in _OTHER_TEXTS for element in article.find_class(name))
        if "text" not in parts and (element := next(others, None)) is not None:
            parts["text"] = _flatten(element)
        if "text" not in parts or "outlet" not in parts:
            continue
        lines = [" ".join(line.split()) for line in parts["outlet"].splitlines() if line.strip()]
        header = parts.get("published", "") or parts["outlet"]
        yield {
            "text": parts["text"].strip(),
            "title": " ".join(parts.get("title", "").split()),
            "outlet": _ISSUE_NUMBER.sub("", lines[0]).strip(" ,;") if lines else "",
            "byline": " ".join(parts.get("byline", "").split()),
            "published": find_date(header),
        }


def _flatten(element: "HtmlElement") -> str:
    """Return the text of an element: blocks on lines of their own, cells with a gap between."""
    text = "".join(_pieces(element))
    lines = [line.strip(" ") for line in text.split("\n")]
    return re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")


def _pieces(element: "HtmlElement") -> Iterator[str]:
    """Yield the pieces of an element's text; elements inside each other are walked in a loop."""
    stack: list[Any] = [element]
    while stack:
        item = stack.pop()
        if isinstance(item, str):
            yield item
            continue
        if not isinstance(item.tag, str) or item.tag in _LEFT_OUT:
            continue
        after = _break_after(item.tag)
        opening = after if item.tag in _BLOCKS else ""
        parts: list[Any] = [opening, _SPACES.sub(" ", item.text or "")]
        for child in item:
            parts += [child, _SPACES.sub(" ", child.tail or "")]
        parts.append(after)
        stack += reversed(parts)


def _break_after(tag: str) -> str:
    if tag in _SPACED:
        return "\n\n"
    if tag in {"td", "th"}:
        return _CELL_GAP
    return "\n" if tag in _BLOCKS or tag == "br" else ""
