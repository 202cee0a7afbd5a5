"""Inputs that are no article, or many: lists of addresses and of articles, and live blogs."""

import re

from analysis.ingest.article import Article
from analysis.ingest.issues import Issue
from analysis.ingest.segmentation.lines import split_lines
from analysis.ingest.segmentation.live_blogs import FEWEST_POSTS, count_posts

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


def live_blog_issue(text: str, place: str, *, is_declared: bool = False) -> Issue | None:
    """Return the warning of a live blog; None for any other text.

    Args:
        text: The text; the posts of a live blog each begin with a line that is only a time.
        place: The file and the place in it.
        is_declared: Whether the page says that it is a live blog.
    """
    posts = count_posts(split_lines(text))
    if posts < FEWEST_POSTS and not is_declared:
        return None
    size = f", {posts:,} posts below their times" if posts >= FEWEST_POSTS else ""
    return Issue(
        place,
        f"It is a live blog{size}; it is taken in as one article.",
        "Remove it on the page Corpus if outlets are to be compared by single reports, or save "
        "each post as a file of its own.",
        severity="warning",
    )
