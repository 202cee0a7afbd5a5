"""Decide whether an article with a known id is a new version or another article.

The rows of a table are often numbered from 1. If a known id always meant a new version, a second
table would replace the first.
"""

import re
from functools import lru_cache
from pathlib import Path

from analysis import tables
from analysis.ingest.article import Article, assign_new_id
from analysis.ingest.issues import Issue
from analysis.store.parts import read_table
from analysis.store.snapshot import Snapshot

#: Minimum share of the shorter text's word trigrams that the longer text has, for two texts to be
#: versions of one article. Judgement: texts on two events share hardly any trigrams, while an
#: updated text keeps most of its beginning.
MIN_SHARED_TRIGRAMS = 0.3
#: Number of words in a trigram.
_TRIGRAM = 3
_WORD = re.compile(r"\w+")
#: Number of parts whose articles stay in memory. A table that is loaded again comes in the order of
#: its parts, so few are needed.
_CACHED_PARTS = 8


class LoadedArticles:
    """The articles of a workspace at one moment."""

    def __init__(self, snapshot: Snapshot) -> None:
        """Record which part of the workspace holds which article."""
        self._parts = snapshot.winners
        self._read_articles = lru_cache(maxsize=_CACHED_PARTS)(_read_articles)

    def assign_id(self, article: Article, digest: str) -> tuple[Article, Issue | None]:
        """Return an article under an id that no other article has.

        Args:
            article: The article as read.
            digest: Its digest, as parts record it (see
                :func:`analysis.orchestration.batches.digest`).

        Returns:
            The article, and an issue if it replaces an earlier version or has a new id.
        """
        part = self._parts.get(article.article_id)
        if part is None or part.articles[article.article_id] == digest:
            return article, None
        loaded = self._read_articles(part.path).get(article.article_id)
        if loaded is None:  # another process has loaded a later version meanwhile
            return article, None
        if is_version(article, loaded):
            if article.text == loaded.text:
                return article, None
            return article, Issue(
                article.place,
                f"It takes the place of the article “{article.article_id}” as loaded before.",
                "If it is another article, give it an id of its own and load both again.",
                severity="warning",
            )
        return assign_new_id(article, "loaded before")


def is_version(article: Article, other: Article) -> bool:
    """Return whether two articles with the same id are versions of one article.

    Articles with the same URL are. Articles of two files and two outlets are not, even if both
    have the same agency text. Otherwise their shared word trigrams decide.
    """
    if article.url and article.url == other.url:
        return True
    has_two_outlets = article.outlet and other.outlet and article.outlet != other.outlet
    if article.source != other.source and has_two_outlets:
        return False
    if article.text == other.text:
        return True
    words = [_WORD.findall(version.text.casefold()) for version in (article, other)]
    length = _TRIGRAM if min(map(len, words)) >= _TRIGRAM else 1
    shorter, longer = sorted((_list_ngrams(sequence, length) for sequence in words), key=len)
    return bool(shorter) and len(shorter & longer) >= MIN_SHARED_TRIGRAMS * len(shorter)


def _list_ngrams(words: list[str], length: int) -> set[tuple[str, ...]]:
    return {tuple(words[at : at + length]) for at in range(len(words) - length + 1)}


def _read_articles(part: Path) -> dict[str, Article]:
    """Return the articles of a part by id, without their blocks."""
    rows = read_table(tables.PARTS["articles"], {part: None})
    fields = ["article_id", "text", "outlet", "url", "source"]
    return {row["article_id"]: Article(**row) for row in rows.select(fields).to_pylist()}
