"""Stories of a corpus; only articles that are new are profiled and compared with the others."""

from collections.abc import Callable, Iterator

import numpy as np
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import stories
from analysis.corpus.article_profiles import PROFILE, profile_articles
from analysis.corpus.article_similarity import (
    ArticleVectors,
    find_similar_pairs,
    vectorize_articles,
)
from analysis.orchestration.parallel import map_in_processes
from analysis.store import Overrides
from analysis.store.build_cache import BuildCache, digest, of_rows
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Rows

#: Returns the vectors of the articles; computed once, when first needed.
Vectors = Callable[[], ArticleVectors]


def describe_articles(rows: Rows) -> pd.DataFrame:
    """Return the articles by id, with the columns outlet_label and state.

    The state is a digest of the fields that stories are grouped by. Texts are left out where the
    title makes them unnecessary.
    """
    pieces = [_label_outlets(to_frame(piece)) for piece in rows.read()]
    articles = pd.concat([_label_outlets(to_frame(rows.schema.empty_table())), *pieces])
    return articles.sort_values("article_id", ignore_index=True)


def _label_outlets(articles: pd.DataFrame) -> pd.DataFrame:
    """Return the articles with the columns outlet_label and state, for :func:`_describe_articles`.

    The label of an outlet is its name, of a domain without "www.".
    """
    credited = "Unknown outlet (credits " + articles["credit"] + ")"
    unnamed = credited.where(articles["credit"] != "", "Unknown outlet")
    names = articles["outlet"].str.replace(_WWW, "", regex=True)
    articles["outlet_label"] = names.where(names != "", unnamed)
    articles["state"] = of_rows(articles[_GROUPED_BY]).astype(str)
    articles["text"] = articles["text"].where(articles["title"].str.strip() == "", "")
    return articles[["article_id", "title", "text", "published", "outlet_label", "state"]]


def group_stories(
    articles: pd.DataFrame, vectors: Vectors, overrides: Overrides, build_cache: BuildCache
) -> pd.DataFrame:
    """Add the column story_id."""
    threshold = overrides.story_threshold
    if threshold is None:
        threshold = stories.PROBABILITY_THRESHOLD

    def group() -> pa.Table:
        pairs = _find_similar_pairs(articles, vectors(), build_cache)
        groups = stories.group_stories(articles, threshold, moved=overrides.moved, pairs=pairs)
        return pa.Table.from_pandas(groups, _GROUPS, preserve_index=False)

    key = digest(articles[["state"]], f"{threshold} {list(overrides.moved.items())}")
    story_ids = to_frame(build_cache.table("groups", key, group))
    return articles.merge(story_ids, on="article_id", validate="1:1")


def vectorize(
    articles: pd.DataFrame, rows: Rows, build_cache: BuildCache, workers: int
) -> ArticleVectors:
    """Return the vectors of the articles; only new articles are profiled."""
    states = pa.array(articles["state"], pa.string())
    cached = build_cache.read("profiles", "")
    if cached is None:
        cached = _PROFILES.empty_table()
    cached = cached.filter(pc.is_in(cached["state"], states))
    is_new = pc.invert(pc.is_in(states, cached["state"]))
    profiles = pa.concat_tables([cached, *_profile_new(rows, articles, is_new, workers)])
    build_cache.write("profiles", "", profiles)
    return vectorize_articles(profiles.take(pc.index_in(states, profiles["state"])))


def _profile_new(
    rows: Rows, articles: pd.DataFrame, is_new: pa.Array, workers: int
) -> Iterator[pa.Table]:
    """Yield the profiles of new articles, piece by piece."""
    new = articles[is_new.to_numpy(zero_copy_only=False)].set_index("article_id")["state"]
    if new.empty:
        return
    ids = pa.array(new.index, pa.string())
    pieces = (to_frame(piece.filter(pc.is_in(piece["article_id"], ids))) for piece in rows.read())
    texts = (
        frame[["title", "text"]].assign(state=frame["article_id"].map(new))
        for frame in pieces
        if not frame.empty
    )
    yield from map_in_processes(_profile, texts, workers if len(new) >= _SHARED_ARTICLES else 1)


def _profile(articles: pd.DataFrame) -> pa.Table:
    """Return the profiles of some articles, with their states."""
    states = pa.array(articles["state"], pa.string())
    profiles = profile_articles(articles).append_column("state", states)
    return profiles.select(_PROFILES.names).cast(_PROFILES)


def _find_similar_pairs(
    articles: pd.DataFrame, vectors: ArticleVectors, build_cache: BuildCache
) -> pd.DataFrame:
    """Return the similar pairs of articles; only new articles are compared with the others."""
    states = articles["state"].to_numpy(object)
    cached = build_cache.read("near", "")
    pairs = to_frame(_PAIRS.empty_table() if cached is None else cached)
    position = pd.Series(np.arange(len(states)), states)
    for name in _PAIR_ENDS:
        pairs[name] = pairs[name].map(position)
    pairs = pairs.dropna(subset=_PAIR_ENDS).astype(dict.fromkeys(_PAIR_ENDS, int))
    # Every article that was compared before is a pair with itself.
    is_new = np.ones(len(states), bool)
    is_new[pairs["first"]] = False
    pairs = pd.concat(
        [pairs, find_similar_pairs(articles, vectors, is_new=is_new)], ignore_index=True
    )
    by_state = pairs.assign(**{name: states[pairs[name]] for name in _PAIR_ENDS})
    rows = pa.Table.from_pandas(by_state, _PAIRS, preserve_index=False)
    build_cache.write("near", "", rows)
    return pairs


def describe_stories(articles: pd.DataFrame, vectors: Vectors, build_cache: BuildCache) -> pa.Table:
    """Return the rows of the table ``stories``."""
    key = digest(articles[["state", "outlet_label", "story_id"]])
    return build_cache.table(
        "stories", key, lambda: _to_rows(stories.describe_stories(articles, vectors()))
    )


def _to_rows(frame: pd.DataFrame) -> pa.Table:
    schema = tables.CATALOGUE["stories"].schema
    return pa.Table.from_pandas(frame[schema.names], schema, preserve_index=False)


#: New articles from which processes share the work: starting them takes as long as some hundred
#: articles (judgement).
_SHARED_ARTICLES = 2_000
#: What the name of an outlet that is a domain loses.
_WWW = r"^www\.(?=.+\.)"
#: Columns of articles that stories depend on.
_GROUPED_BY = ["article_id", "title", "text", "published"]
_PROFILES = PROFILE.append(pa.field("state", pa.string()))
_PAIR_ENDS = ["first", "second"]
_PAIRS = pa.schema(
    [
        *((name, pa.string()) for name in _PAIR_ENDS),
        *((name, pa.float64()) for name in ("similarity", "cohesion", "probability")),
    ]
)
_GROUPS = pa.schema([(name, pa.string()) for name in ("article_id", "story_id")])
