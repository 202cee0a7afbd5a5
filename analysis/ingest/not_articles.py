"""Inputs that are no article: lists of addresses, and pages that list articles."""

import re

from analysis.ingest.article import Article
from analysis.ingest.issues import Issue

#: A line with nothing but an address, perhaps numbered or with a name before it.
_ADDRESS_LINE = re.compile(r"\W*(?:\d+[.)]?\s+)?(?:https?://|www\.)\S+\s*", re.IGNORECASE)
#: Kinds of blocks that are text of an article.
_RUNNING_TEXT = frozenset({"body", "dateline"})


def address_list_issue(text: str, name: str) -> Issue | None:
    """Return the issue of a text of which every line is an address; None for any other text."""
    lines = [line for line in text.splitlines() if line.strip()]
    if not lines or not all(_ADDRESS_LINE.fullmatch(line) for line in lines):
        return None
    return Issue(
        name,
        f"It holds {len(lines):,} addresses and no text.",
        "Add the pages by their addresses, on the page Corpus or with --address, or save them as "
        ".html.",
    )


def list_page_issue(article: Article) -> Issue | None:
    """Return the issue of a web page without running text of its own; None for an article."""
    if not article.blocks or any(block.kind in _RUNNING_TEXT for block in article.blocks):
        return None
    return Issue(
        article.place,
        "It is a list, such as a page of search results: it has no running text.",
        "Open the articles that it lists, and save each one’s own page.",
    )
