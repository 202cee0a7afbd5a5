"""Stories of a corpus; only articles that are new are profiled and compared with the others."""

import json
from collections.abc import Callable, Iterator
from functools import cached_property

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import stories
from analysis.corpus.article_profiles import PROFILE, get_publication_days, profile_articles
from analysis.corpus.article_similarity import (
    MAX_DAYS_APART,
    ArticleVectors,
    find_similar_pairs,
    list_telling_words,
    vectorize_articles,
)
from analysis.corpus.near_stories import find_near_stories
from analysis.orchestration.parallel import map_in_processes
from analysis.store import Overrides, Snapshot
from analysis.store.build_cache import BuildCache, digest, of_rows
from analysis.store.data_frames import to_frame

Positions = npt.NDArray[np.intp]
#: Returns the vectors of the articles at some positions.
Vectors = Callable[[Positions], ArticleVectors]


def describe_articles(snapshot: Snapshot, build_cache: BuildCache) -> pd.DataFrame:
    """Return the articles by id, with the columns outlet_label and state; only new ones are read.

    The state is a digest of the fields that stories are grouped by. Texts are left out where the
    title makes them unnecessary.
    """
    overrides = snapshot.overrides
    key = digest(json.dumps([overrides.fixes, overrides.outlet_names], sort_keys=True))
    parts = snapshot.part_by_article
    cached = build_cache.read("articles", key)
    known = to_frame(_ARTICLES.empty_table() if cached is None else cached)
    known = known[known["article_id"].map(parts) == known["part"]]
    new = parts.keys() - set(known["article_id"])
    rows = snapshot.rows("articles", new)
    pieces = [_label_outlets(to_frame(piece)) for piece in rows.read()]
    articles = pd.concat([known, *pieces], ignore_index=True)
    articles = articles.assign(part=articles["article_id"].map(parts))
    articles = articles.sort_values("article_id", ignore_index=True)
    if new or len(articles) < len(parts):
        stored = pa.Table.from_pandas(articles[_ARTICLES.names], _ARTICLES, preserve_index=False)
        build_cache.write("articles", key, stored)
    return articles.drop(columns="part")


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
    articles: pd.DataFrame, profiles: "ArticleProfiles", overrides: Overrides
) -> pd.DataFrame:
    """Add the columns story_id and those of :func:`find_near_stories`."""
    threshold = overrides.story_threshold
    if threshold is None:
        threshold = stories.PROBABILITY_THRESHOLD

    def group() -> pa.Table:
        pairs = _find_similar_pairs(articles, profiles)
        groups = stories.group_stories(articles, threshold, moved=overrides.moved, pairs=pairs)
        near = find_near_stories(
            articles, groups["story_id"], pairs, threshold, decided=overrides.moved
        )
        return pa.Table.from_pandas(groups.join(near), GROUPS, preserve_index=False)

    key = digest(articles[["state"]], f"{threshold} {list(overrides.moved.items())}")
    story_ids = to_frame(profiles.build_cache.table("groups", key, group))
    return articles.merge(story_ids, on="article_id", validate="1:1")


class ArticleProfiles:
    """The profiles of the articles, read when they are first needed; only new ones are computed.

    Args:
        articles: Columns article_id and state, by id.
        snapshot: The parts and overrides.
        build_cache: The profiles of the build before.
        workers: Processes that share the work on many new articles.
    """

    def __init__(
        self, articles: pd.DataFrame, snapshot: Snapshot, build_cache: BuildCache, workers: int
    ) -> None:
        """Name the articles."""
        self.build_cache = build_cache
        self._articles, self._snapshot, self._workers = articles, snapshot, workers

    @cached_property
    def rows(self) -> pa.Table:
        """Rows of ``PROFILE``, in the order of the articles."""
        states = pa.array(self._articles["state"], pa.string())
        cached = self.build_cache.read("profiles", "")
        if cached is None:
            cached = _PROFILES.empty_table()
        is_new = pc.invert(pc.is_in(states, cached["state"])).to_numpy(zero_copy_only=False)
        if is_new.any() or len(cached) > len(states):
            new = _profile_new(self._snapshot, self._articles[is_new], self._workers)
            cached = cached.filter(pc.is_in(cached["state"], states))
            cached = pa.concat_tables([cached, *new])
            self.build_cache.write("profiles", "", cached)
        return cached.take(pc.index_in(states, cached["state"]))

    def vectorize(self, positions: Positions) -> ArticleVectors:
        """Return the vectors of the articles at some positions."""
        return vectorize_articles(self.rows.take(pa.array(positions)))


def _profile_new(snapshot: Snapshot, articles: pd.DataFrame, workers: int) -> Iterator[pa.Table]:
    """Yield the profiles of new articles, piece by piece."""
    new = articles.set_index("article_id")["state"]
    texts = (
        frame[["title", "text"]].assign(state=frame["article_id"].map(new))
        for frame in map(to_frame, snapshot.rows("articles", set(new.index)).read())
        if not frame.empty
    )
    yield from map_in_processes(_profile, texts, workers if len(new) >= _SHARED_ARTICLES else 1)


def _profile(articles: pd.DataFrame) -> pa.Table:
    """Return the profiles of some articles, with their states."""
    states = pa.array(articles["state"], pa.string())
    profiles = profile_articles(articles).append_column("state", states)
    return profiles.select(_PROFILES.names).cast(_PROFILES)


def _find_similar_pairs(articles: pd.DataFrame, profiles: ArticleProfiles) -> pd.DataFrame:
    """Return the similar pairs of articles; only new articles are compared with the others."""
    states = articles["state"].to_numpy(object)
    cached = profiles.build_cache.read("near", "")
    pairs = to_frame(_PAIRS.empty_table() if cached is None else cached)
    position = pd.Series(np.arange(len(states)), states)
    for name in _PAIR_ENDS:
        pairs[name] = pairs[name].map(position)
    pairs = pairs.dropna(subset=_PAIR_ENDS).astype(dict.fromkeys(_PAIR_ENDS, int))
    # Every article that was compared before is a pair with itself.
    is_new = np.ones(len(states), bool)
    is_new[pairs["first"]] = False
    compared = _list_compared(articles, profiles.rows, is_new)
    vectors = profiles.vectorize(compared)
    similar = find_similar_pairs(articles.iloc[compared], vectors, is_new=is_new[compared])
    similar = similar.assign(**{name: compared[similar[name]] for name in _PAIR_ENDS})
    pairs = pd.concat([pairs, similar], ignore_index=True)
    by_state = pairs.assign(**{name: states[pairs[name]] for name in _PAIR_ENDS})
    rows = pa.Table.from_pandas(by_state, _PAIRS, preserve_index=False)
    profiles.build_cache.write("near", "", rows)
    return pairs


def _list_compared(
    articles: pd.DataFrame, profiles: pa.Table, is_new: npt.NDArray[np.bool_]
) -> Positions:
    """Return the positions of all articles that may be similar to a new one.

    These are the ones published within the days of a story, the undated ones, and those that may
    be copies.
    """
    days = get_publication_days(articles)
    is_dated = ~np.isnan(days)
    if not (is_dated & is_new).any() or (is_new & ~is_dated).any():
        return np.arange(len(days)) if is_new.any() else np.empty(0, np.intp)
    new_days = np.sort(days[is_new])
    is_near = np.ones(len(days), bool)
    after = np.searchsorted(new_days, days[is_dated] - MAX_DAYS_APART)
    following = np.append(new_days, np.inf)[after]
    is_near[is_dated] = following <= days[is_dated] + MAX_DAYS_APART
    new = profiles.filter(pa.array(is_new))
    words = profiles.column("words").combine_chunks()
    holders = pc.list_parent_indices(words).filter(
        pc.is_in(words.flatten(), pa.array(list_telling_words(new), pa.string()))
    )
    is_near[holders.to_numpy()] = True
    return np.flatnonzero(is_near)


def describe_stories(
    articles: pd.DataFrame, vectorize: Vectors, build_cache: BuildCache
) -> pa.Table:
    """Return the rows of the table ``stories``; only those of changed stories are computed.

    Args:
        articles: Columns article_id, state, outlet_label, story_id and those of the text.
        vectorize: Returns the vectors of some articles.
        build_cache: The stories of the build before.
    """
    rows = of_rows(articles[["state", "outlet_label", "story_id"]])
    # No two articles of a story are the same row, so the sum of their digests identifies them.
    states = rows.groupby(articles["story_id"]).transform("sum").astype(str)
    cached = build_cache.read("stories", "")
    known = _STORIES.empty_table() if cached is None else cached
    known = known.filter(pc.is_in(known["state"], pa.array(states, pa.string())))
    is_new = ~states.isin(set(known["state"].to_pylist())).to_numpy()
    new = articles[is_new]
    described = stories.describe_stories(
        new.reset_index(drop=True), vectorize(np.flatnonzero(is_new))
    )
    state_by_story = dict(zip(new["story_id"], states[is_new], strict=True))
    described = described.assign(state=described["story_id"].map(state_by_story).astype(str))
    added = pa.Table.from_pandas(described[_STORIES.names], _STORIES, preserve_index=False)
    table = pa.concat_tables([known, added])
    build_cache.write("stories", "", table)
    return table.drop_columns("state")


#: New articles from which processes share the work: starting them takes as long as some hundred
#: articles (judgement).
_SHARED_ARTICLES = 2_000
#: What the name of an outlet that is a domain loses.
_WWW = r"^www\.(?=.+\.)"
#: Columns of articles that stories depend on.
_GROUPED_BY = ["article_id", "title", "text", "published"]
_PROFILES = PROFILE.append(pa.field("state", pa.string()))
_ARTICLES = pa.schema(
    [
        *((name, pa.string()) for name in ("article_id", "title", "text")),
        ("published", pa.timestamp("us")),
        *((name, pa.string()) for name in ("outlet_label", "state", "part")),
    ]
)
_STORIES = tables.CATALOGUE["stories"].schema.append(pa.field("state", pa.string()))
_PAIR_ENDS = ["first", "second"]
_PAIRS = pa.schema(
    [
        *((name, pa.string()) for name in _PAIR_ENDS),
        *((name, pa.float64()) for name in ("similarity", "cohesion", "probability")),
    ]
)
#: The columns that :func:`group_stories` adds, by article.
GROUPS = pa.schema(
    [
        *((name, pa.string()) for name in ("article_id", "story_id", "near_story_id")),
        *((name, pa.float64()) for name in ("near_probability", "story_probability")),
    ]
)
