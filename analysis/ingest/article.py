"""The article: a text kept exactly as it came, what is known about it, and its blocks."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from analysis.ingest.issues import Issue


@dataclass(frozen=True)
class Block:
    """A stretch of an article's text of one kind (see :data:`analysis.tables.BLOCK_KINDS`)."""

    kind: str
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One article as read.

    ``text`` is the input, code point for code point. What is not known is empty (``published``:
    None), never guessed. ``blocks`` are in order, do not overlap, and cover every character of
    the text that is not white space. ``source`` is the name of the file it was read from, and
    ``where`` the place in it, such as "line 7", where the file holds several.
    """

    article_id: str
    text: str
    outlet: str = ""
    title: str = ""
    byline: str = ""
    published: date | None = None
    url: str = ""
    credit: str = ""
    source: str = ""
    blocks: tuple[Block, ...] = ()
    where: str = ""

    @property
    def place(self) -> str:
        """The file, and the place in it, as messages name them."""
        return f"{self.source}, {self.where}" if self.where else self.source


def text_id(text: str, outlet: str = "", url: str = "") -> str:
    """Return the id of an article that came without one: 16 hex digits of a SHA-256.

    It is the hash of the text, and of the outlet and the address where they are known: two
    outlets that print the same agency copy print two articles.
    """
    parts = [text, *filter(None, (outlet, url))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def assign_new_id(article: Article, other_article: str) -> tuple[Article, Issue]:
    """Give an article a new id because another article has the same one.

    Args:
        article: The article as read.
        other_article: When the other article was read, as the message says it: "loaded before".

    Returns:
        The article under its new id, and a warning for the user.
    """
    hash_id = text_id(article.text, article.outlet, article.url)
    new_id = f"{article.article_id}-{hash_id}"
    warning = Issue(
        article.place,
        f"The id “{article.article_id}” is that of another article, {other_article}.",
        f"It is kept as “{new_id}”; to choose its id, give each article one of its own.",
        severity="warning",
    )
    return replace(article, article_id=new_id), warning
