"""The article: a text kept exactly as it came, what is known about it, and its blocks."""

import hashlib
from dataclasses import dataclass, replace
from datetime import date


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


@dataclass(frozen=True)
class Issue:
    """An input that could not be read: its name, what is wrong, and what the user can do.

    ``kept`` says that the article is taken in all the same, and the rest is worth knowing.
    """

    source: str
    problem: str
    remedy: str
    kept: bool = False

    def __str__(self) -> str:
        """Return one sentence for a log or a page."""
        return f"{self.source}: {self.problem} {self.remedy}"


def text_id(text: str, outlet: str = "", url: str = "") -> str:
    """Return the id of an article that came without one: 16 hex digits of a SHA-256.

    It is the hash of the text, and of the outlet and the address where they are known: two
    outlets that print the same agency copy print two articles.
    """
    parts = [text, *filter(None, (outlet, url))]
    return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()[:16]


def renamed(article: Article, where: str) -> tuple[Article, Issue]:
    """Return an article under another id, since its own is taken, and what there is to tell.

    Args:
        article: As read.
        where: what is told of the other article.
    """
    its_own = text_id(article.text, article.outlet, article.url)
    new = f"{article.article_id}-{its_own}"
    told = Issue(
        article.place,
        f"The id “{article.article_id}” is that of another article, {where}.",
        f"It is kept as “{new}”; to choose its id, give each article one of its own.",
        kept=True,
    )
    return replace(article, article_id=new), told
