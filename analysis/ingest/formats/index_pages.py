"""Web pages that list articles: a section's front, or the results of a search."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.ingest.issues import Issue
from analysis.ingest.not_articles import list_issue
from analysis.ingest.segmentation.lines import split_lines

if TYPE_CHECKING:
    from lxml.html import HtmlElement

#: Fewest teasers, each a headline with a link and a paragraph, of a page that lists articles, and
#: the least share of its paragraphs that they are (judgement).
_FEWEST_TEASERS, _TEASER_SHARE = 5, 0.5
#: A page that says that it is an article is one, also if it lists others.
_DECLARES_ARTICLE = re.compile(
    r"""og:type["'][^>]{0,40}["']article["']|"@type"\s*:\s*\[?\s*"\w*Article""", re.IGNORECASE
)
_HEADING = re.compile(r"<h[2-4]\b", re.IGNORECASE)
_HEADINGS = frozenset({"h2", "h3", "h4"})
#: Characters by which a paragraph of the text is recognised in the page.
_KEY = 60


def index_page_issue(page: str, text: str, place: str) -> Issue | None:
    """Return the issue of a page whose text is mostly teasers of articles; None for an article.

    Args:
        page: The page.
        text: The text that was extracted from it.
        place: The file and the place in it.
    """
    if len(_HEADING.findall(page)) < _FEWEST_TEASERS or _DECLARES_ARTICLE.search(page):
        return None
    from lxml import html

    document = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    keys = set(_iterate_teasers(document))
    paragraphs = [_key(line.text) for line in split_lines(text) if line.is_prose]
    teasers = sum(paragraph in keys for paragraph in paragraphs)
    is_index = teasers >= _FEWEST_TEASERS and teasers >= _TEASER_SHARE * len(paragraphs)
    return list_issue(place) if is_index else None


def _iterate_teasers(document: "HtmlElement") -> Iterator[str]:
    """Yield the keys of the paragraphs that directly follow a headline that is a link."""
    in_teaser = False
    for element in document.iter("p", "div", "span", *_HEADINGS):
        if element.tag in _HEADINGS:
            in_teaser = _is_link(element)
        elif in_teaser and not (element.tag == "div" and len(element)):
            yield _key(element.text_content())
            in_teaser = element.tag != "p"


def _is_link(heading: "HtmlElement") -> bool:
    """Return whether all words of a headline are a link."""
    words = "".join(heading.text_content().split())
    links = [*heading.iter("a"), *heading.iterancestors("a")]
    linked = ("".join(link.text_content().split()) for link in links)
    return bool(words) and any(words in link for link in linked)


def _key(text: str) -> str:
    return " ".join(text.split())[:_KEY]
