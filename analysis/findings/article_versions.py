"""Versions of one article: what an outlet changed in it under the same address.

    from analysis.findings.article_versions import list_versions

    for version in list_versions(catalogue, "a1"):
        print(version.published, version.changes)   # from that version to the article "a1"

Two articles with the same outlet, the same address and mostly the same words are versions of one
article. An outlet that publishes different articles under one address (a live page, a home page)
has no versions. The former texts of an article that was loaded again under its own id are versions
too, whatever they have in common (:mod:`analysis.store.former_texts`).
"""

from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import pandas as pd

from analysis.corpus.wording_diff import Change, compare_wordings
from analysis.store.catalogue import Catalogue
from analysis.store.former_texts import FOLDER, read_former_texts

#: Minimum share of the shorter text's characters that are in words which both texts have in the
#: same order, for two texts to be versions (judgement: an update keeps most of what was there).
MIN_UNCHANGED_SHARE = 0.5
#: Maximum number of other versions that are compared, the ones nearest in time: each takes up to a
#: second (judgement).
MAX_VERSIONS = 10
#: Length in characters above which texts are not compared word by word (judgement: a book).
MAX_COMPARED_CHARACTERS = 100_000


@dataclass(frozen=True)
class ArticleVersion:
    """Another version of an article.

    Attributes:
        article_id: its id; empty for a former text of the article itself, which has no page.
        title: its headline.
        published: its day of publication; None if unknown.
        source: the file it was read from.
        text: its text.
        changes: from its text to that of the article.
    """

    article_id: str
    title: str
    published: pd.Timestamp | None
    source: str
    text: str
    changes: tuple[Change, ...]


@lru_cache(maxsize=16)
def list_versions(catalogue: Catalogue, article_id: str) -> tuple[ArticleVersion, ...]:
    """Return the other versions of an article: its former texts, then others by day."""
    return (*_list_former_texts(catalogue, article_id), *_list_others(catalogue, article_id))


def _list_former_texts(catalogue: Catalogue, article_id: str) -> list[ArticleVersion]:
    """Return the former texts of an article, as they were loaded."""
    rows = read_former_texts(catalogue.path.parent / FOLDER, article_id).tail(MAX_VERSIONS)
    texts = _read_texts(catalogue, [article_id])
    if rows.empty or article_id not in texts:
        return []
    return [
        _make_version(row | {"article_id": ""}, row["text"], changes)
        for row in rows.to_dict("records")
        if (changes := compare_versions(row["text"], texts[article_id], min_unchanged_share=0.0))
    ]


def _list_others(catalogue: Catalogue, article_id: str) -> list[ArticleVersion]:
    """Return the versions of an article that have other ids, by day of publication."""
    rows = catalogue.query(
        """
        WITH own AS (
            SELECT article_id, outlet_label, url, published FROM articles WHERE article_id = ?
        )
        SELECT a.article_id, a.title, a.published, a.source
        FROM articles a JOIN own ON a.url = own.url AND a.outlet_label = own.outlet_label
        WHERE own.url <> '' AND a.article_id <> own.article_id
        ORDER BY abs(a.published - own.published) NULLS LAST, a.article_id LIMIT ?
        """,
        [article_id, MAX_VERSIONS],
    )
    texts = _read_texts(catalogue, [article_id, *rows["article_id"]])
    return [
        _make_version(row, texts[row["article_id"]], changes)
        for row in rows.sort_values(["published", "article_id"]).to_dict("records")
        if (changes := compare_versions(texts[row["article_id"]], texts[article_id]))
    ]


def _read_texts(catalogue: Catalogue, article_ids: Sequence[str]) -> dict[str, str]:
    places = ", ".join("?" * len(article_ids))
    rows = catalogue.query(
        f"SELECT article_id, text FROM articles WHERE article_id IN ({places})", article_ids
    )
    return dict(zip(rows["article_id"], rows["text"], strict=True))


def _make_version(
    row: Mapping[Hashable, Any], text: str, changes: tuple[Change, ...]
) -> ArticleVersion:
    return ArticleVersion(
        article_id=row["article_id"],
        title=row["title"],
        published=None if pd.isna(row["published"]) else row["published"],
        source=row["source"],
        text=text,
        changes=changes,
    )


def compare_versions(
    before: str, after: str, *, min_unchanged_share: float = MIN_UNCHANGED_SHARE
) -> tuple[Change, ...]:
    """Return the changes between two texts; none if they are not versions of one article."""
    shorter = min(len(before), len(after))
    if before == after or not shorter or max(len(before), len(after)) > MAX_COMPARED_CHARACTERS:
        return ()
    changes = tuple(compare_wordings(before, after))
    n_unchanged = sum(
        change.right[1] - change.right[0] for change in changes if change.kind == "unchanged"
    )
    return changes if n_unchanged >= min_unchanged_share * shorter else ()
