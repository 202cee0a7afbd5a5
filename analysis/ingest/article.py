"""The article: a text exactly as it was read, its metadata, and its blocks."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from analysis.ingest.issues import Issue

#: Hexadecimal digits of an article's hash id: 64 bits, so that collisions are negligible.
_ID_DIGITS = 16
#: The kinds of blocks in a text as read; :data:`analysis.tables.BLOCK_KINDS` adds those of the
#: catalogue.
BlockKind = Literal[
    "headline", "byline", "dateline", "body", "subhead", "caption", "credit", "boilerplate"
]


@dataclass(frozen=True)
class Block:
    """A part of an article's text that is of one kind."""

    kind: BlockKind
    start: int
    end: int


@dataclass(frozen=True)
class Article:
    """One article as read.

    ``text`` is the input, code point for code point. Unknown metadata is empty (``published``:
    None), never guessed. ``blocks`` are in order, do not overlap, and cover every character of
    the text that is not white space. ``source`` is the name of the file that the article was read
    from, and ``where`` the place in it, such as "line 7", if the file holds several articles.
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
        """The file and the place in it, as messages name them."""
        return f"{self.source}, {self.where}" if self.where else self.source


def text_id(text: str, outlet: str = "", url: str = "") -> str:
    """Return the id of an article that has none in the input: 16 hex digits of a SHA-256.

    The hash covers the text, and the outlet and the address if they are known: two outlets that
    print the same agency copy print two articles.
    """
    parts = [text, *filter(None, (outlet, url))]
    hash_bytes = "\0".join(parts).encode("utf-8", "surrogatepass")
    return hashlib.sha256(hash_bytes).hexdigest()[:_ID_DIGITS]


def assign_new_id(article: Article, other_article: str) -> tuple[Article, Issue]:
    """Give an article a new id because another article has the same one.

    Args:
        article: The article as read.
        other_article: When the other article was read, in the words of the message, such as
            "loaded before".

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
