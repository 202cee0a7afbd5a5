"""Articles whose id is taken: another version of the one loaded before, or another article.

Tables are often numbered from 1, each anew. Were a known id always a new version, a second table
would take the place of the first.
"""

import re
from functools import lru_cache
from pathlib import Path

from analysis import tables
from analysis.ingest.article import Article, assign_new_id
from analysis.ingest.issues import Issue
from analysis.store.parts import read_table
from analysis.store.snapshot import Snapshot

#: Share of the runs of three words of the shorter text, from which two texts are versions of one.
#: Texts of two events share hardly any; what was written on keeps most of its beginning.
ALIKE = 0.3
_RUN = 3
_WORD = re.compile(r"\w+")
#: Parts kept open: a table that is loaded again comes in the order of its parts.
_PARTS = 8


class LoadedArticles:
    """The articles of a workspace at one moment."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Note which part of the workspace holds which article."""
        self._parts = snapshot.winners
        self._articles = lru_cache(maxsize=_PARTS)(_articles)

    def assign_id(self, article: Article, digest: str) -> tuple[Article, Issue | None]:
        """Return an article under an id that no other article has.

        Args:
            article: As read.
            digest: Of it, as parts note them (see :func:`analysis.orchestration.batches.digest`).

        Returns:
            The article, and what there is to tell: that it takes the place of an earlier version,
            or that it was given another id.
        """
        part = self._parts.get(article.article_id)
        if part is None or part.articles[article.article_id] == digest:
            return article, None
        before = self._articles(part.path).get(article.article_id)
        if before is None:  # somebody else has loaded a later version meanwhile
            return article, None
        if is_version(article, before):
            if article.text == before.text:
                return article, None
            return article, Issue(
                article.place,
                f"It takes the place of the article “{article.article_id}” as loaded before.",
                "If it is another article, give it an id of its own and load both again.",
                severity="warning",
            )
        return assign_new_id(article, "loaded before")


def is_version(one: Article, other: Article) -> bool:
    """Tell whether two articles of the same id are one article as it was at two times.

    They are when they have the same address. They are not when two files have them from two
    outlets, though an agency's text may be the same. Otherwise their words decide.
    """
    if one.url and one.url == other.url:
        return True
    if one.source != other.source and one.outlet and other.outlet and one.outlet != other.outlet:
        return False
    if one.text == other.text:
        return True
    words = [_WORD.findall(article.text.casefold()) for article in (one, other)]
    length = _RUN if min(map(len, words)) >= _RUN else 1
    shorter, longer = sorted((_runs(found, length) for found in words), key=len)
    return bool(shorter) and len(shorter & longer) >= ALIKE * len(shorter)


def _runs(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _articles(part: Path) -> dict[str, Article]:
    """Return the articles of a part by id, without their blocks."""
    rows = read_table(tables.PARTS["articles"], {part: None})
    fields = ["article_id", "text", "outlet", "url", "source"]
    return {row["article_id"]: Article(**row) for row in rows.select(fields).to_pylist()}
