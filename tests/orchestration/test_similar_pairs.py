"""The pairs that are found block by block are those of comparing all articles at once."""

import random
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace
from typing import Any

import pandas as pd
import pyarrow as pa
import pytest

from analysis import tables
from analysis.corpus.article_profiles import profile_articles
from analysis.corpus.article_similarity import find_similar_pairs
from analysis.corpus.article_vectors import vectorize_articles
from analysis.orchestration import article_profiles, similar_pairs
from analysis.orchestration.parallel import THIS_PROCESS
from analysis.store.build_cache import BuildCache

WORDS = [
    f"{first}{last}" for first in ("bal", "cor", "dun", "fel") for last in ("amo", "ine", "urt")
]
SCHEMA = tables.PARTS["articles"].schema.field
COLUMNS = pa.schema([SCHEMA(name) for name in ("article_id", "title", "text")])


def _make_articles(rng: random.Random, n_articles: int) -> pd.DataFrame:
    """Return articles of five months; some have no day or only a month, some are copies."""
    texts = [" ".join(rng.sample(WORDS, 8)) + f" {rng.randint(10, 40)}" for _ in range(n_articles)]
    for number in range(0, n_articles, 3):
        texts[number] = rng.choice(texts)
    days = pd.to_datetime(rng.choices(pd.date_range("2023-01-01", "2023-05-30"), k=n_articles))
    ids = [f"a{number:02d}" for number in range(n_articles)]
    frame = pd.DataFrame({"article_id": ids, "title": "News", "text": texts, "published": days})
    frame["published"] = frame["published"].where([rng.random() < 0.8 for _ in ids])
    about = pd.Timestamp("2023-02-15 12:00")
    is_about = frame["published"].isna() & pd.Series([rng.random() < 0.5 for _ in ids])
    frame["published_about"] = frame["published"].mask(is_about, about)
    return frame.assign(state=ids)


def _find_pairs(articles: pd.DataFrame, cache: BuildCache) -> pd.DataFrame:
    table = pa.Table.from_pandas(articles[COLUMNS.names], COLUMNS, preserve_index=False)

    def pieces(_name: str, article_ids: set[str]) -> Iterator[SimpleNamespace]:
        is_selected = pa.array(articles["article_id"].isin(article_ids))
        yield SimpleNamespace(read=lambda: table.filter(is_selected))

    snapshot: Any = SimpleNamespace(pieces=pieces)
    profiles = article_profiles.ArticleProfiles(articles, snapshot, cache, THIS_PROCESS)
    pairs = similar_pairs.update_similar_pairs(articles, profiles, cache)
    return pd.concat(pairs, ignore_index=True)


@pytest.fixture(autouse=True)
def _state_is_id(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(article_profiles, "name_states", lambda articles: articles["article_id"])


def _normalise(pairs: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    ids = articles["article_id"].to_numpy()
    ends = [sorted(pair) for pair in zip(ids[pairs["first"]], ids[pairs["second"]], strict=True)]
    named = pairs.assign(first=[end[0] for end in ends], second=[end[1] for end in ends])
    return named.sort_values(["first", "second"], ignore_index=True)


@pytest.mark.parametrize("seed", range(4))
def test_blocks_and_additions_find_the_pairs_of_all_articles(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(article_profiles, "BLOCK_ARTICLES", 3)
    monkeypatch.setattr(similar_pairs, "_MEASURED_PAIRS", 2)
    rng = random.Random(seed)
    articles = _make_articles(rng, 24)
    order, cache = rng.sample(range(24), 24), BuildCache(tmp_path, "code")
    for n_articles in (10, 11, 24):  # 11: the new profile is added to the others
        present = articles.iloc[sorted(order[:n_articles])].reset_index(drop=True)
        pairs = _find_pairs(present, cache)
        expected = find_similar_pairs(present, vectorize_articles(profile_articles(present)))
        pd.testing.assert_frame_equal(
            _normalise(pairs, present),
            _normalise(expected, present),
            check_dtype=False,
            check_column_type=False,
        )
        assert cache.count_rows("added_profiles") == (1 if n_articles == 11 else 0)
    gaps = articles["published"].to_numpy()[expected[["first", "second"]].to_numpy()]
    assert (abs(gaps[:, 0] - gaps[:, 1]) > pd.Timedelta(days=60)).any()  # there are late copies


@pytest.mark.parametrize(("n_former", "n_few"), [(6, 1), (5, 0)])
def test_up_to_a_quarter_of_new_articles_is_compared_by_words_first(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n_former: int, n_few: int
) -> None:
    sizes: list[int] = []

    def note(articles: pd.DataFrame, *some: Any) -> pd.DataFrame:
        sizes.append(len(articles))
        return compare_few(articles, *some)

    compare_few = similar_pairs._compare_few
    monkeypatch.setattr(similar_pairs, "_compare_few", note)
    articles = _make_articles(random.Random(3), n_former + 2)
    articles = articles.assign(published=pd.Timestamp("2023-02-01"), published_about=pd.NaT)
    cache = BuildCache(tmp_path, "code")
    _find_pairs(articles.iloc[:n_former], cache)
    pairs = _find_pairs(articles, cache)
    assert sizes == [n_former + 2] * n_few
    expected = find_similar_pairs(articles, vectorize_articles(profile_articles(articles)))
    pd.testing.assert_frame_equal(
        _normalise(pairs, articles),
        _normalise(expected, articles),
        check_dtype=False,
        check_column_type=False,
    )


def test_damaged_profiles_are_computed_again(tmp_path: Path) -> None:
    articles, cache = _make_articles(random.Random(1), 6), BuildCache(tmp_path, "code")
    expected = _find_pairs(articles, cache)
    (tmp_path / "near.parquet").unlink()
    file = tmp_path / "profiles.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 4] ^= 255
    file.write_bytes(content)
    pd.testing.assert_frame_equal(_find_pairs(articles, cache), expected)


@pytest.mark.parametrize("n_rows", [1, 7])
def test_pairs_are_kept_in_pieces(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, n_rows: int
) -> None:
    articles = _make_articles(random.Random(2), 12)
    expected = _find_pairs(articles, BuildCache(tmp_path / "whole", "code"))
    monkeypatch.setattr(similar_pairs, "_PIECE_ROWS", n_rows)
    cache = BuildCache(tmp_path / "pieces", "code")
    pd.testing.assert_frame_equal(_find_pairs(articles, cache), expected)
    pieces = list(cache.read_pieces("near", None, ["first"]))
    assert len(pieces) > 1
    assert max(piece.num_rows for piece in pieces) <= n_rows


@pytest.mark.parametrize("name", ["near", "compared"])
def test_damaged_pairs_are_computed_again(tmp_path: Path, name: str) -> None:
    articles, cache = _make_articles(random.Random(1), 8), BuildCache(tmp_path, "code")
    expected = _find_pairs(articles, cache)
    file = tmp_path / f"{name}.parquet"
    content = bytearray(file.read_bytes())
    content[len(content) // 4] ^= 255
    file.write_bytes(content)
    pairs = _find_pairs(articles, cache)
    pd.testing.assert_frame_equal(_normalise(pairs, articles), _normalise(expected, articles))


def test_pairs_of_removed_articles_are_left_out(tmp_path: Path) -> None:
    articles, cache = _make_articles(random.Random(2), 12), BuildCache(tmp_path, "code")
    _find_pairs(articles, cache)
    present = articles.drop(index=[1, 4, 7]).reset_index(drop=True)
    expected = _find_pairs(present, BuildCache(tmp_path / "anew", "code"))
    pd.testing.assert_frame_equal(
        _normalise(_find_pairs(present, cache), present), _normalise(expected, present)
    )
