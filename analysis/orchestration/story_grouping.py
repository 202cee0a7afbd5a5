"""Stories of a corpus; only articles that are new are profiled and compared with the others."""

import json
from collections.abc import Iterable

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyarrow as pa
import pyarrow.compute as pc

from analysis import tables
from analysis.corpus import stories
from analysis.corpus.address_dates import estimate_publication
from analysis.corpus.article_profiles import get_publication_days
from analysis.corpus.article_vectors import vectorize_articles
from analysis.corpus.near_stories import find_near_stories
from analysis.orchestration.article_profiles import (
    BLOCK_ARTICLES,
    SHARED_ARTICLES,
    ArticleProfiles,
    Positions,
    StoredProfiles,
    name_states,
)
from analysis.orchestration.parallel import THIS_PROCESS, Workers
from analysis.orchestration.similar_pairs import update_similar_pairs
from analysis.store import Overrides, Snapshot
from analysis.store.build_cache import BuildCache, digest, of_rows
from analysis.store.data_frames import to_frame
from analysis.store.snapshot import Piece

Days = npt.NDArray[np.float64]


def describe_articles(
    snapshot: Snapshot, build_cache: BuildCache, workers: Workers = THIS_PROCESS
) -> pd.DataFrame:
    """Return the articles by id with further columns; only new ones are read.

    These are outlet_label, published_about (see :func:`estimate_publication`) and state, a digest
    of the fields that stories are grouped by. Texts are left out where the title makes them
    unnecessary.
    """
    overrides = snapshot.overrides
    key = digest(json.dumps([overrides.fixes, overrides.outlet_names], sort_keys=True))
    parts = snapshot.part_by_article
    cached = build_cache.read("articles", key)
    known = to_frame(_ARTICLES.empty_table() if cached is None else cached)
    known = known[known["article_id"].map(parts) == known["part"]]
    new = parts.keys() - set(known["article_id"])
    sharing = workers if len(new) >= SHARED_ARTICLES else THIS_PROCESS
    pieces = sharing.map(_describe_articles, snapshot.pieces("articles", new))
    articles = pd.concat([known, *pieces], ignore_index=True)
    articles = articles.assign(part=articles["article_id"].map(parts))
    articles = articles.sort_values("article_id", ignore_index=True)
    if new or len(articles) < len(parts):
        stored = pa.Table.from_pandas(articles[_ARTICLES.names], _ARTICLES, preserve_index=False)
        build_cache.write("articles", key, stored)
    return articles.drop(columns="part")


def _describe_articles(piece: Piece) -> pd.DataFrame:
    """Return the articles with the columns that :func:`describe_articles` adds.

    The label of an outlet is its name, of a domain without "www.".
    """
    articles = to_frame(piece.read())
    credited = "Unknown outlet (credits " + articles["credit"] + ")"
    unnamed = credited.where(articles["credit"] != "", "Unknown outlet")
    names = articles["outlet"].str.replace(_WWW, "", regex=True)
    articles["outlet_label"] = names.where(names != "", unnamed)
    articles["state"] = name_states(articles)
    articles["published_about"] = estimate_publication(articles["published"], articles["url"])
    articles["text"] = articles["text"].where(articles["title"].str.strip() == "", "")
    return articles[[name for name in _ARTICLES.names if name != "part"]]


def group_stories(
    articles: pd.DataFrame,
    profiles: ArticleProfiles,
    overrides: Overrides,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> pd.DataFrame:
    """Add the columns story_id and those of :func:`find_near_stories`."""
    threshold = overrides.story_threshold
    if threshold is None:
        threshold = stories.PROBABILITY_THRESHOLD

    def group() -> pa.Table:
        pairs = update_similar_pairs(articles, profiles, build_cache, workers)
        linked = _link_articles(articles, pairs, threshold, build_cache)
        groups = stories.group_stories(articles, threshold, moved=overrides.moved, linked=linked)
        near = find_near_stories(
            articles, groups["story_id"], pairs, threshold, decided=overrides.moved
        )
        return pa.Table.from_pandas(groups.join(near), GROUPS, preserve_index=False)

    key = digest(articles[["state"]], f"{threshold} {list(overrides.moved.items())}")
    story_ids = to_frame(build_cache.table("groups", key, group))
    return articles.merge(story_ids, on="article_id", validate="1:1")


def _link_articles(
    articles: pd.DataFrame,
    pairs: Iterable[pd.DataFrame],
    threshold: float,
    build_cache: BuildCache,
) -> dict[str, str]:
    """Return the result of :func:`stories.link_articles`.

    Only articles are linked that can be in one group with articles they could not be with before.

    Args:
        articles: Columns article_id, state, published and published_about.
        pairs: Their similar pairs, in pieces.
        threshold: Minimum mean probability at which two groups are one story.
        build_cache: The groups of the build before.
    """
    # No two articles are the same row, so the sum of their digests identifies those of a number.
    numbers = stories.find_linkable(pairs, len(articles), threshold)
    states = of_rows(articles[["state"]]).groupby(numbers).transform("sum").astype(str)
    columns = [pa.array(column, pa.string()) for column in (articles["article_id"], states)]
    placed = pa.table(columns, schema=_LINKABLE)
    cached = build_cache.read("linked", str(threshold))
    known = _LINKED.empty_table() if cached is None else cached.replace_schema_metadata()
    known = known.join(placed, _LINKABLE.names, join_type="inner").select(_LINKED.names)
    is_new = ~states.isin(set(known["state"].to_pylist())).to_numpy()
    new_position = np.cumsum(is_new) - 1
    of_new = pd.concat(_select_linkable(piece, is_new, numbers) for piece in pairs)
    of_new = of_new.assign(**{name: new_position[of_new[name]] for name in ("first", "second")})
    added = stories.link_articles(articles[is_new], of_new, threshold)
    new_ids = articles.loc[is_new, "article_id"]
    rows = [new_ids, states[is_new], new_ids.map(added)]
    linked = pa.table([pa.array(row, pa.string()) for row in rows], schema=_LINKED)
    table = pa.concat_tables([known, linked])
    build_cache.write("linked", str(threshold), table)
    return dict(zip(table["article_id"].to_pylist(), table["linked_to"].to_pylist(), strict=True))


def _select_linkable(
    pairs: pd.DataFrame, is_new: npt.NDArray[np.bool_], numbers: npt.NDArray[np.int32]
) -> pd.DataFrame:
    """Return the pairs of new articles that can be in one group."""
    first, second = (pairs[name].to_numpy(np.intp) for name in ("first", "second"))
    selected: pd.DataFrame = pairs[
        is_new[first] & is_new[second] & (numbers[first] == numbers[second])
    ]
    return selected


def describe_stories(
    articles: pd.DataFrame,
    profiles: ArticleProfiles,
    build_cache: BuildCache,
    workers: Workers = THIS_PROCESS,
) -> pa.Table:
    """Return the rows of the table ``stories``; only those of changed stories are computed.

    Args:
        articles: Columns article_id, state, outlet_label, story_id and those of the text.
        profiles: The profiles of the articles.
        build_cache: The stories of the build before.
        workers: Who shares the work on many new articles.
    """
    rows = of_rows(articles[["state", "outlet_label", "story_id"]])
    # No two articles of a story are the same row, so the sum of their digests identifies them.
    states = rows.groupby(articles["story_id"]).transform("sum").astype(str)
    cached = build_cache.read("stories", "")
    known = _STORIES.empty_table() if cached is None else cached
    known = known.filter(pc.is_in(known["state"], pa.array(states, pa.string())))
    is_new = ~states.isin(set(known["state"].to_pylist())).to_numpy()
    new = articles[is_new]
    size = workers.memory.scale_portion(BLOCK_ARTICLES)
    portions = _divide(new["story_id"], get_publication_days(new), is_new, size)
    sharing = workers if len(new) >= SHARED_ARTICLES else THIS_PROCESS

    def describe() -> list[pd.DataFrame]:
        items = ((articles.iloc[portion], profiles.locate(portion)) for portion in portions)
        return list(sharing.map(_describe_stories, items))

    described = pd.concat(profiles.repeat_if_damaged(describe))
    state_by_story = dict(zip(new["story_id"], states[is_new], strict=True))
    described = described.assign(state=described["story_id"].map(state_by_story).astype(str))
    added = pa.Table.from_pandas(described[_STORIES.names], _STORIES, preserve_index=False)
    table = pa.concat_tables([known, added])
    build_cache.write("stories", "", table)
    return table.drop_columns("state")


def _describe_stories(portion: tuple[pd.DataFrame, StoredProfiles]) -> pd.DataFrame:
    articles, profiles = portion
    vectors = vectorize_articles(profiles.read())
    return stories.describe_stories(articles.reset_index(drop=True), vectors)


def _divide(
    story_ids: pd.Series, days: Days, is_new: npt.NDArray[np.bool_], size: int
) -> list[Positions]:
    """Return the positions of new articles in portions of whole stories, by day.

    Args:
        story_ids: The stories of the new articles.
        days: Their days of publication.
        is_new: Which of all articles are new.
        size: The number of articles from which a portion is full.
    """
    first_day = pd.Series(days, story_ids.index).groupby(story_ids).transform("min")
    order = np.lexsort((story_ids.to_numpy(object), first_day.to_numpy()))
    codes = pd.factorize(story_ids.to_numpy(object)[order])[0]
    splits: list[int] = []
    for end in (np.flatnonzero(codes[1:] != codes[:-1]) + 1).tolist():
        if end - (splits[-1] if splits else 0) >= size:
            splits.append(end)
    return np.split(np.flatnonzero(is_new)[order], splits)


#: What the name of an outlet that is a domain loses.
_WWW = r"^www\.(?=.+\.)"
_ARTICLES = pa.schema(
    [
        *((name, pa.string()) for name in ("article_id", "title", "text")),
        *((name, pa.timestamp("us")) for name in ("published", "published_about")),
        *((name, pa.string()) for name in ("outlet_label", "state", "part")),
    ]
)
#: Articles with the digest of all that can be in one group with them.
_LINKABLE = pa.schema([(name, pa.string()) for name in ("article_id", "state")])
#: The same with the article that stands for the group of each.
_LINKED = _LINKABLE.append(pa.field("linked_to", pa.string()))
_STORIES = tables.CATALOGUE["stories"].schema.append(pa.field("state", pa.string()))
#: The columns that :func:`group_stories` adds, by article.
GROUPS = pa.schema(
    [
        *((name, pa.string()) for name in ("article_id", "story_id", "near_story_id")),
        *((name, pa.float64()) for name in ("near_probability", "story_probability")),
    ]
)
