"""Inputs that are no article, or many: lists of addresses and of articles, and live blogs."""

import re
from collections.abc import Sequence

from analysis.ingest.article import Article
from analysis.ingest.dates import parse_date
from analysis.ingest.issues import Issue
from analysis.ingest.segmentation.line_shapes import find_date, is_date_line
from analysis.ingest.segmentation.lines import Line, split_lines
from analysis.ingest.segmentation.live_blogs import FEWEST_POSTS, count_posts
from analysis.word_lists import read_rows

#: A line with nothing but an address, perhaps numbered or with a name before it.
_ADDRESS_LINE = re.compile(r"\W*(?:\d+[.)]?\s+)?(?:https?://|www\.)\S+\s*", re.IGNORECASE)
#: Fewest lines of a list of headlines, and most words of each: among 6,000 news articles none is
#: without a sentence and has no longer line.
_FEWEST_LISTED, _MOST_HEADLINE_WORDS = 5, 25
#: Fewest snippets of a list of search results, and how many times as many as there are sentences of
#: running text among them (judgement).
_FEWEST_SNIPPETS, _SNIPPETS_PER_SENTENCE = 3, 3
_SNIPPET_END = re.compile(r"\w\s?(?:\.\.\.|…)$")
#: Fewest items of a page that is an index, and the share of its lines that are items (judgement).
_FEWEST_ITEMS, _ITEM_SHARE = 8, 0.9
#: A page that stands in the way of an article, or is one of search results, has fewer words than
#: this (judgement);
_WORDS_OF_INTERSTITIAL = 120
#: an article that breaks off at a paywall has fewer (judgement).
_WORDS_BEFORE_PAYWALL = 250
#: An address whose path ends in the name of a page of search results.
_SEARCH_ADDRESS = re.compile(
    r"\w+://[^?#\s]+/search(?:-?results)?(?:\.\w{1,5}|/index\.\w{1,5}(?=\?))?/?(?:[?#]|\Z)",
    re.IGNORECASE,
)
#: How headlines call a live blog.
_LIVE_TITLE = re.compile(
    r"\b(?:live (?:updates?|blog|coverage)|liveblog|as it happened|minute[ -]by[ -]minute)\b",
    re.IGNORECASE,
)
#: Kinds of blocks that are text of an article.
_RUNNING_TEXT = frozenset({"body", "dateline"})
#: Characters at the end of a line in which it is seen whether it breaks off.
_LONGEST_END = 20


def address_list_issue(text: str, name: str) -> Issue | None:
    """Return the issue of a text of addresses; None for any other text.

    Short lines, such as a title above them, may be between them.
    """
    lines = [Line(line, 0, follows_gap=False) for line in map(str.strip, text.splitlines()) if line]
    others = [line for line in lines if not _ADDRESS_LINE.fullmatch(line.text)]
    addresses = len(lines) - len(others)
    is_text = any(line.is_sentence_end or line.word_count > _MOST_HEADLINE_WORDS for line in others)
    if addresses <= len(others) or is_text:
        return None
    return Issue(
        name,
        f"It holds {addresses:,} addresses and no text.",
        "Add the pages by their addresses, on the page Corpus or with --address, or save them as "
        ".html.",
    )


def headline_list_issue(lines: Sequence[Line], name: str) -> Issue | None:
    """Return the issue of a text of several short lines without a sentence; None for any other."""
    if len(lines) < _FEWEST_LISTED or any(
        line.is_sentence_end or line.word_count > _MOST_HEADLINE_WORDS for line in lines
    ):
        return None
    return Issue(
        name,
        f"It is a list of {len(lines):,} lines, such as headlines, without a sentence.",
        "Load the articles that it lists.",
    )


def result_list_issue(lines: Sequence[Line], name: str) -> Issue | None:
    """Return the issue of a list of search results, whose snippets break off; None for others."""
    breaks_off = [bool(_SNIPPET_END.search(line.text[-_LONGEST_END:])) for line in lines]
    snippets = sum(breaks_off)
    sentences = sum(
        line.is_prose and not breaks for line, breaks in zip(lines, breaks_off, strict=True)
    )
    if snippets < _FEWEST_SNIPPETS or snippets < _SNIPPETS_PER_SENTENCE * sentences:
        return None
    return Issue(
        name,
        f"It is a list of {snippets:,} search results: their texts break off.",
        "Load the articles that it lists.",
    )


def interstitial_issue(text: str, title: str, place: str) -> Issue | None:
    """Return the issue of a page that stands in the way of an article; None for any other page."""
    words = text.split()
    if len(words) >= _WORDS_OF_INTERSTITIAL or not _has_phrase(f"{title} {text}", "page"):
        return None
    return Issue(
        place,
        "It is a notice, such as of cookies or of a page that is missing, not an article.",
        "Open the article in a browser, and save its page when the text is shown.",
    )


def paywall_issue(article: Article) -> Issue | None:
    """Return the warning of a short text that ends at a paywall; None for any other."""
    body = [block for block in article.blocks if block.kind in _RUNNING_TEXT]
    if not body:
        return None
    words = sum(len(article.text[block.start : block.end].split()) for block in body)
    after = article.text[max(block.start for block in body) :]
    if words >= _WORDS_BEFORE_PAYWALL or not _has_phrase(after, "paywall"):
        return None
    return Issue(
        article.place,
        f"It seems to break off at a paywall, after {words:,} words.",
        "Load the full text; what an article leaves out cannot be told from its opening.",
        severity="warning",
    )


def _has_phrase(text: str, kind: str) -> bool:
    folded = " ".join(text.casefold().replace("’", "'").split())
    rows = read_rows("ingest", "interstitials.csv")
    return any(row["phrase"] in folded for row in rows if row["kind"] == kind)


def several_articles_issue(lines: Sequence[Line], name: str) -> Issue | None:
    """Return the warning of a text that seems to hold several articles; None for any other.

    The sign is a date on a line of its own between running text, below a line like a headline.
    """
    first_prose = next((number for number, line in enumerate(lines) if line.is_prose), len(lines))
    is_several = any(
        lines[number + 1].is_prose
        and not lines[number - 1].is_prose
        and is_date_line(lines[number])
        and parse_date(find_date(lines[number].text)) is not None
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


def search_page_issue(article: Article) -> Issue | None:
    """Return the issue of a short text whose address is that of a search; None for any other.

    A longer text is taken in: archives give the address of a search for an article too.
    """
    if (
        not _SEARCH_ADDRESS.match(article.url)
        or len(article.text.split()) >= _WORDS_OF_INTERSTITIAL
    ):
        return None
    return Issue(
        article.place,
        "Its address is that of a page of search results, and it has little text.",
        "Load the article that was searched, with its own address.",
    )


def list_page_issue(article: Article) -> Issue | None:
    """Return the issue of a web page without running text of its own; None for an article.

    The items of a list are no running text if nearly all lines of the page are items.
    """
    lines = [
        article.text[block.start : block.end]
        for block in article.blocks
        if block.kind in _RUNNING_TEXT
    ]
    items = sum(line.startswith("- ") for line in lines)
    is_index = items >= _FEWEST_ITEMS and items >= _ITEM_SHARE * len(lines)
    if not article.blocks or (lines and not is_index):
        return None
    return list_issue(article.place)


def list_issue(place: str) -> Issue:
    """Return the issue of a page that lists articles."""
    return Issue(
        place,
        "It is a list, such as a page of search results: it has no running text.",
        "Open the articles that it lists, and save each one’s own page.",
    )


def is_live_title(title: str) -> bool:
    """Return whether a headline calls the article a live blog."""
    return bool(_LIVE_TITLE.search(title))


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
