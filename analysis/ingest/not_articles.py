"""Inputs that are no article, or many: lists of addresses and of articles, and live blogs."""

import re
from collections.abc import Sequence

from analysis.ingest.article import Article
from analysis.ingest.dates import parse_date
from analysis.ingest.issues import Issue
from analysis.ingest.segmentation.line_shapes import is_date_line
from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.segmentation.live_blogs import FEWEST_POSTS, count_posts

#: A line with nothing but an address, perhaps numbered or with a name before it.
_ADDRESS_LINE = re.compile(r"\W*(?:\d+[.)]?\s+)?(?:https?://|www\.)\S+\s*", re.IGNORECASE)
#: Fewest lines of a list of headlines, and most words of each: among 6,000 news articles none is
#: without a sentence and has no longer line.
_FEWEST_LISTED, _MOST_HEADLINE_WORDS = 5, 25
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


def headline_list_issue(lines: Sequence[Line], name: str) -> Issue | None:
    """Return the issue of a text of several short lines without a sentence; None for any other."""
    if len(lines) < _FEWEST_LISTED or any(
        line.ends_sentence or line.word_count > _MOST_HEADLINE_WORDS for line in lines
    ):
        return None
    return Issue(
        name,
        f"It is a list of {len(lines):,} lines, such as headlines, without a sentence.",
        "Load the articles that it lists.",
    )


def several_articles_issue(lines: Sequence[Line], name: str) -> Issue | None:
    """Return the warning of a text that seems to hold several articles; None for any other.

    The sign is a date on a line of its own between running text, below a line like a headline.
    """
    first_prose = next((number for number, line in enumerate(lines) if line.is_prose), len(lines))
    is_several = any(
        lines[number + 1].is_prose
        and not lines[number - 1].is_prose
        and is_date_line(lines[number])
        and parse_date(lines[number].text) is not None
        for number in range(first_prose + 2, len(lines) - 1)
    )
    if not is_several:
        return None
    return Issue(
        name,
        "It seems to hold several articles: below running text there is a date on a line of its "
        "own again. It is taken in as one.",
        "Save each article as a file of its own, or write “Title: …”, “Source: …” and “Date: …” "
        "above each, and load it again.",
        severity="warning",
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
