"""The lead of an article that a page has beside its headline, outside the container of the text."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.segmentation.phrases import phrase_kind

if TYPE_CHECKING:
    from lxml.html import HtmlElement

_LEAD_TAGS = frozenset({"p", "h2", "h3", "div"})
#: Parts of a class that pages give to leads and standfirsts.
_LEAD_CLASS = re.compile(
    r"lead|lede|intro|standfirst|\bdek\b|deck|chapo|subtitle|sub-?head", re.IGNORECASE
)
#: Elements whose text is not running text.
_OTHER_TAGS = frozenset({"aside", "button", "figure", "footer", "form", "nav", "ul", "ol"})
#: Parts of classes and ids of elements that belong to the page, not to the article.
_OTHER_CLASS = re.compile(
    r"cookie|consent|newsletter|subscri|paywall|promo|related|banner", re.IGNORECASE
)
#: Fewest words of a lead (judgement).
_FEWEST_WORDS = 8
#: Most leads of an article: a standfirst and a first paragraph (judgement).
_MOST_LEADS = 2
#: Characters by which the first paragraph of the text is recognised in the page.
_KEY = 60


def add_lead(page: str, text: str) -> str:
    """Return the text of a page's article with the lead that is beside the headline.

    The extraction takes the container with most of the text; pages can have the first paragraph, or
    a standfirst, above it. A lead is a sentence between the headline (``h1``) and the first
    paragraph of the text, in an element that contains the headline too or with a class such as
    "lead".

    Args:
        page: The page.
        text: The text that was extracted, which may begin with the headline.
    """
    first = next((line for line in split_lines(text) if line.is_prose), None)
    if first is None or "<h1" not in page.lower():
        return text
    from lxml import html

    document = html.fromstring(page.encode("utf-8"), parser=html.HTMLParser(encoding="utf-8"))
    known = " ".join(text.split())
    leads = [
        lead
        for lead in _iterate_leads(document, " ".join(first.text.split())[:_KEY])
        if lead not in known
    ]
    if not leads or len(leads) > _MOST_LEADS:
        return text
    return "\n".join([text[: first.start] + leads[0], *leads[1:], text[first.start :]])


def _iterate_leads(document: "HtmlElement", key: str) -> Iterator[str]:
    """Yield the leads between the last headline above the text and its first paragraph."""
    headline = None
    leads: list[str] = []
    for element in document.iter("h1", *_LEAD_TAGS):
        text = " ".join(element.text_content().split())
        if element.tag == "h1" and text:
            headline, leads = element, []
        elif text.startswith(key):
            yield from leads if headline is not None else ()
            return
        elif headline is not None and _is_lead(element, headline) and _is_sentence(text):
            leads.append(text)


def _is_lead(element: "HtmlElement", headline: "HtmlElement") -> bool:
    """Return whether an element is beside the headline or says that it is a lead."""
    ancestors = list(element.iterancestors())
    if any(ancestor.tag in _OTHER_TAGS for ancestor in ancestors):
        return False
    names = [_names(each) for each in (element, *ancestors[:3])]
    if any(map(_OTHER_CLASS.search, names)):
        return False
    if _LEAD_CLASS.search(names[0]):
        return True
    return element.tag == "p" and element.getparent() in set(headline.iterancestors())


def _names(element: "HtmlElement") -> str:
    return f"{element.get('class', '')} {element.get('id', '')}"


def _is_sentence(text: str) -> bool:
    line = Line(text, 0, follows_gap=True)
    return line.is_sentence_end and line.word_count >= _FEWEST_WORDS and not phrase_kind(line)
