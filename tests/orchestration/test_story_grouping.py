"""Stories that are grouped out of those of the build before are those of grouping all articles."""

import random
from itertools import combinations
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

from analysis.corpus import stories
from analysis.orchestration import story_grouping
from analysis.store import Overrides
from analysis.store.build_cache import BuildCache

ENDS = ["first", "second"]


def _make_articles(states: dict[str, int]) -> pd.DataFrame:
    """Return articles by id: what is said of each, and its day, follow from its state."""
    ids = sorted(states)
    days = [pd.Timestamp("2023-03-01") + pd.Timedelta(days=states[key] % 9) for key in ids]
    frame = pd.DataFrame({"article_id": ids, "state": [f"{key} {states[key]}" for key in ids]})
    about = pd.Series(days)
    return frame.assign(published_about=about, published=about.where(about.dt.day > 2))


def _find_pairs(articles: pd.DataFrame, *_arguments: object) -> list[pd.DataFrame]:
    """Return pairs that follow from the states of two articles alone, in two pieces.

    A few are copies.
    """
    rows = [(number, number, 1.0, 1.0, 1.0) for number in range(len(articles))]
    for first, second in combinations(range(len(articles)), 2):
        drawn = random.Random(" ".join(articles["state"].iloc[[first, second]]))
        if drawn.random() < 0.25:
            similarity = 1.0 if drawn.random() < 0.1 else drawn.random() * 0.8
            rows.append((first, second, similarity, similarity, drawn.random()))
    pairs = pd.DataFrame(rows, columns=[*ENDS, "similarity", "cohesion", "probability"])
    return [pairs.iloc[: len(pairs) // 2], pairs.iloc[len(pairs) // 2 :]]


@pytest.fixture(autouse=True)
def _use_made_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(story_grouping, "update_similar_pairs", _find_pairs)


def _group(articles: pd.DataFrame, cache: BuildCache, overrides: Overrides) -> pd.DataFrame:
    profiles: Any = None
    return story_grouping.group_stories(articles, profiles, overrides, cache)


@pytest.mark.parametrize("seed", range(5))
def test_stories_do_not_depend_on_how_articles_were_loaded(tmp_path: Path, seed: int) -> None:
    rng = random.Random(seed)
    ids = [f"a{number:02d}" for number in range(24)]
    states = dict.fromkeys(rng.sample(ids, 12), 0)
    overrides, cache = Overrides(), BuildCache(tmp_path / "loads")
    for step in range(4):
        articles = _make_articles(states)
        anew = _group(articles, BuildCache(tmp_path / f"anew {step}"), overrides)
        pd.testing.assert_frame_equal(_group(articles, cache, overrides), anew)
        for key in rng.sample(sorted(states), rng.randint(0, 2)):  # removed
            del states[key]
        for key in rng.sample(ids, rng.randint(1, 3)):  # added, or loaded again
            states[key] = rng.randint(0, 99)
        moved = dict.fromkeys(rng.sample(ids, rng.randint(0, 1)), rng.choice(["", *ids]))
        overrides = Overrides(story_threshold=rng.choice([None, None, 0.6]), moved=moved)


def test_only_articles_that_can_be_in_one_story_with_added_ones_are_linked_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    linked: list[str] = []
    link_articles = stories.link_articles

    def note(articles: pd.DataFrame, *arguments: Any) -> dict[str, str]:
        linked.extend(articles["article_id"])
        return link_articles(articles, *arguments)

    def pair(articles: pd.DataFrame, *_arguments: object) -> list[pd.DataFrame]:
        known = set(articles["article_id"])
        named = [("ab", 0.5, 0.4), ("bc", 0.5, 0.39), ("de", 0.9, 0.1), ("ef", 0.89, 0.1)]
        place = {key: number for number, key in enumerate(articles["article_id"])}
        rows = [
            (place[ends[0]], place[ends[1]], similarity, similarity, probability)
            for ends, similarity, probability in named
            if set(ends) <= known
        ]
        columns = [*ENDS, "similarity", "cohesion", "probability"]
        return [pd.DataFrame(rows, columns=columns)]

    monkeypatch.setattr(stories, "link_articles", note)
    monkeypatch.setattr(story_grouping, "update_similar_pairs", pair)
    monkeypatch.setattr(stories, "COPY_SIMILARITY", 0.9)
    cache = BuildCache(tmp_path)
    for ids, expected in (("bdf", "bdf"), ("abdf", "ab"), ("abcdf", "c"), ("abcdef", "de")):
        linked.clear()
        _group(_make_articles(dict.fromkeys(ids, 0)), cache, Overrides())
        assert "".join(linked) == expected
