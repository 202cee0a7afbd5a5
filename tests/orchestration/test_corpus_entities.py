"""Entities that are linked again after articles were changed are those of linking all articles."""

import random
from collections.abc import Iterable
from pathlib import Path
from types import SimpleNamespace

import pandas as pd
import pyarrow as pa
import pytest

from analysis import tables
from analysis.corpus.entities import LinkedEntities, link_entities, link_pieces
from analysis.orchestration import corpus_entities
from analysis.store.build_cache import BuildCache
from analysis.store.snapshot import Rows
from tests.local_entities import Row, make_local_entities, make_stories

SCHEMA = tables.PARTS["local_entities"].schema
#: Names whose entities depend on each other: by sound, spelling, initials, office, label and id.
NAMES_IN_ARTICLES = [
    *[(name, "PERSON", "") for name in ("Ann Lee", "Anna Lee", "Lee", "Mr. Lee", "A. Lee")],
    *[(name, "PERSON", "") for name in ("George Bush", "George W. Bush", "George H. W. Bush")],
    *[(name, "PERSON", "") for name in ("Bush", "Sergei Ivanov", "Sergey Ivanov", "Abe Shinzo")],
    *[(name, "PERSON", "") for name in ("Shinzo Abe", "Pope Francis", "Francis", "Jo Francis")],
    *[(name, "PERSON", "") for name in ("Kim Dean", "Dean Kim", "Joe Kirby", "Joe Kirby Jr.")],
    *[("Kirby", label, "") for label in ("PERSON", "ORG", "GPE")],
    *[("Ann Lee", label, "") for label in ("ORG", "FAC")],
    *[("John Deere", label, "") for label in ("PERSON", "ORG", "ORG")],
    *[(name, "ORG", "") for name in ("NGC", "Northern Grain Council", "New Growth Company")],
    *[(name, "ORG", "") for name in ("Northern Grain Councils", "the Northern Grain Concil")],
    *[(name, "ORG", "RU") for name in ("Russian Defense Ministry", "Ministry of Defence")],
    *[(name, "ORG", "") for name in ("Defense Ministry", "Polish Defense Ministry", "UN")],
    *[("Republicans", label, "") for label in ("NORP", "ORG")],
    *[("republicans", label, "") for label in ("NORP", "NORP", "GPE")],
    *[("allies", "NORP", ""), ("Allie", "PERSON", ""), ("VA", "GPE", ""), ("VA", "ORG", "")],
    *[("Georgia", "GPE", ""), ("Georgia", "GPE", "GE"), ("Georgians", "NORP", "GE")],
    *[("AT&T", "ORG", ""), ("AT T", "ORG", "")],  # one id, but for a hash
    *[(name, "ORG", "") for name in ("Arford Gulls", "Benwick Gulls", "Gulls", "the Gulls")],
    *[("Chatham House", "ORG", ""), ("Chatham House", "FAC", ""), ("Muslims", "NORP", "")],
]


class _Corpus:
    """Articles whose local entities can be changed, and their entities after each change."""

    def __init__(self, folder: Path) -> None:
        self.rows = make_local_entities([])
        self.parts: dict[str, int] = {}
        self.n_parts = 0
        self.cache = BuildCache(folder)

    def load(self, rows: pd.DataFrame) -> None:
        """Add articles, or replace those that are there, by a new part."""
        articles = set(rows["article_id"])
        self.remove(articles)
        self.rows = pd.concat([self.rows, rows]).sort_values(_LOCAL, ignore_index=True)
        self.n_parts += 1
        self.parts |= dict.fromkeys(articles, self.n_parts)

    def remove(self, articles: set[str]) -> None:
        """Remove articles."""
        is_removed = self.rows["article_id"].isin(articles)
        self.rows = self.rows[~is_removed].reset_index(drop=True)
        for article in articles:
            self.parts.pop(article, None)

    def link(self, stories: pd.DataFrame) -> LinkedEntities:
        """Return the entities, made out of those of the last call."""
        present = stories[stories["article_id"].isin(self.parts)]
        present = present.sort_values("article_id", ignore_index=True)
        winners = {
            article: SimpleNamespace(path=Path(str(part))) for article, part in self.parts.items()
        }
        snapshot = SimpleNamespace(winners=winners, rows=self._read)
        stored = corpus_entities.link_corpus(snapshot, present, self.cache)  # type: ignore[arg-type]
        return stored.read()

    def _read(self, _table: str, articles: set[str]) -> Rows:
        rows = self.rows[self.rows["article_id"].isin(articles)]
        table = pa.Table.from_pandas(rows, SCHEMA, preserve_index=False)
        return Rows(SCHEMA, lambda: iter([table.slice(0, 7), table.slice(7)]))


_LOCAL = ["article_id", "entity"]


def _make_rows(rng: random.Random, articles: list[str]) -> pd.DataFrame:
    rows: list[Row] = []
    for article in articles:
        for name, label, country in rng.sample(NAMES_IN_ARTICLES, rng.randint(2, 7)):
            rows.append((article, name, label, rng.randint(1, 4), country))
    return make_local_entities(rows)


def _make_stories(rng: random.Random, articles: list[str]) -> pd.DataFrame:
    stories: dict[str, list[str]] = {}
    for article in articles:
        stories.setdefault(f"s{rng.randint(0, len(articles) // 2)}", []).append(article)
    return make_stories(**{story: " ".join(members) for story, members in stories.items()})


@pytest.mark.parametrize("seed", range(16))
def test_entities_do_not_depend_on_how_articles_were_loaded(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int
) -> None:
    monkeypatch.setattr(corpus_entities, "_BATCH_ROWS", 5)
    rng = random.Random(seed)
    articles = [f"a{number:02d}" for number in range(rng.randint(4, 20))]
    stories = _make_stories(rng, articles)
    corpus = _Corpus(tmp_path)
    rng.shuffle(articles)
    corpus.load(_make_rows(rng, articles[: len(articles) // 2]))
    corpus.link(stories)
    remaining = articles[len(articles) // 2 :]
    while remaining:
        some = {remaining.pop(), *rng.sample(sorted(corpus.parts), rng.randint(0, 2))}
        corpus.load(_make_rows(rng, sorted(some)))
        corpus.remove(set(rng.sample(sorted(corpus.parts), rng.randint(0, 1))))
        if rng.random() < 0.5:  # the stories of the former articles are others now
            stories = _make_stories(rng, articles)
        linked = corpus.link(stories)
        expected = link_entities(corpus.rows, stories[stories["article_id"].isin(corpus.parts)])
        pd.testing.assert_frame_equal(linked.links, expected.links)
        pd.testing.assert_frame_equal(linked.entities, expected.entities)


@pytest.fixture
def linked_names(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The names that were linked, in this order."""
    names: list[str] = []

    def note(pieces: Iterable[pd.DataFrame], stories: pd.DataFrame) -> LinkedEntities:
        frames = list(pieces)
        names.extend(name for frame in frames for name in frame["name"])
        return link_pieces(frames, stories)

    monkeypatch.setattr(corpus_entities, "link_pieces", note)
    return names


def test_only_names_like_those_of_a_changed_article_are_linked_again(
    tmp_path: Path, linked_names: list[str]
) -> None:
    corpus, stories = _Corpus(tmp_path), make_stories(s="a", t="b")
    named = [("a", "Ann Lee", "PERSON"), ("a", "Bo Chan", "PERSON"), ("a", "Delta Bank", "ORG")]
    corpus.load(make_local_entities([*named, ("a", "North Korea", "GPE", 1, "KP")]))
    corpus.link(stories)
    linked_names.clear()
    corpus.load(make_local_entities([("b", "Lee", "PERSON")]))
    corpus.link(stories)
    assert sorted(linked_names) == ["Ann Lee", "Lee"]
    linked_names.clear()
    corpus.load(make_local_entities([("b", "Chan", "PERSON")]))
    corpus.link(stories)
    assert sorted(linked_names) == ["Ann Lee", "Bo Chan", "Chan"]
    linked_names.clear()
    corpus.remove({"b"})
    corpus.link(stories)
    assert linked_names == ["Bo Chan"]


def test_an_entity_keeps_no_id_that_an_added_one_comes_before(tmp_path: Path) -> None:
    corpus, stories = _Corpus(tmp_path), make_stories(s="a", t="b")
    ids = []
    for article, name in (("a", "AT T"), ("b", "AT&T")):
        corpus.load(make_local_entities([(article, name, "ORG")]))
        ids.append(corpus.link(stories).links["entity_id"].tolist())
    assert ids == [["org:at-t"], ["org:at-t-d83e29", "org:at-t"]]


def test_names_that_depend_on_a_story_are_linked_again_when_it_has_another_article(
    tmp_path: Path,
) -> None:
    corpus = _Corpus(tmp_path)
    corpus.load(make_local_entities([("a", "Lee", "PERSON"), ("b", "Ann Lee", "PERSON")]))
    corpus.link(make_stories(s="a", t="b"))
    corpus.load(make_local_entities([("c", "Cy Roe", "PERSON")]))
    assert corpus.link(make_stories(s="a b c")).links["entity_id"].tolist() == [
        *("person:ann-lee", "person:ann-lee", "person:cy-roe")
    ]


def test_a_group_of_names_is_never_in_two_batches(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(corpus_entities, "_BATCH_ROWS", 1)
    corpus = _Corpus(tmp_path)
    rows = [(article, "Ann Lee", "PERSON") for article in "abc"]
    corpus.load(make_local_entities([*rows, ("d", "Lee", "PERSON"), ("d", "Cy Roe", "PERSON")]))
    linked = corpus.link(make_stories(s="a b c d"))
    assert linked.entities["entity_id"].tolist() == ["person:ann-lee", "person:cy-roe"]


def test_names_that_are_one_entity_whatever_is_added_are_only_counted(
    tmp_path: Path, linked_names: list[str]
) -> None:
    corpus, stories = _Corpus(tmp_path), make_stories(s="a b c", t="d e")
    first = [("a", "DELTA BANK", "ORG"), ("a", "Kenya", "GPE", 1, "KE"), ("d", "settlers", "NORP")]
    corpus.load(make_local_entities(first))
    assert corpus.link(stories).entities["name"].tolist() == ["Kenya", "settlers", "DELTA BANK"]
    linked_names.clear()
    for article in "bc":
        rows: list[Row] = [(article, "Delta Bank", "ORG"), (article, "Kenyan", "NORP", 1, "KE")]
        corpus.load(make_local_entities(rows))
        linked = corpus.link(stories)
        expected = link_entities(corpus.rows, stories[stories["article_id"].isin(corpus.parts)])
        pd.testing.assert_frame_equal(linked.links, expected.links)
        pd.testing.assert_frame_equal(linked.entities, expected.entities)
    assert linked.entities["aliases"].tolist() == [
        ["Kenyan", "Kenya"],
        ["settlers"],
        ["Delta Bank", "DELTA BANK"],
    ]
    assert linked_names == []
    corpus.remove({"c"})
    assert corpus.link(stories).entities["aliases"].tolist()[0] == ["Kenya", "Kenyan"]
    assert set(linked_names) == {"DELTA BANK", "Delta Bank", "Kenya", "Kenyan"}


def test_the_listed_name_is_that_of_the_first_local_entity_wherever_it_was_added(
    tmp_path: Path, linked_names: list[str]
) -> None:
    corpus, stories = _Corpus(tmp_path), make_stories(s="a b c")
    corpus.load(make_local_entities([("b", "Calif.", "GPE")]))
    corpus.link(stories)
    linked_names.clear()
    names = []
    for article in ("c", "a"):
        corpus.load(make_local_entities([(article, "California", "GPE")]))
        linked = corpus.link(stories)
        expected = link_entities(corpus.rows, stories[stories["article_id"].isin(corpus.parts)])
        pd.testing.assert_frame_equal(linked.entities, expected.entities)
        names.append(linked.entities["name"].tolist())
    assert names == [["California"], ["California"]]
    assert linked_names == []


def test_places_that_sound_like_a_family_name_are_not_linked_again_with_it(
    tmp_path: Path, linked_names: list[str]
) -> None:
    corpus, stories = _Corpus(tmp_path), make_stories(s="a b")
    corpus.load(make_local_entities([("a", "Texas", "GPE")]))
    corpus.link(stories)
    linked_names.clear()
    corpus.load(make_local_entities([("b", "Cory Tooxis", "PERSON")]))
    corpus.link(stories)
    assert linked_names == ["Cory Tooxis"]


@pytest.mark.parametrize("name", ["links", "entities"])
def test_entities_whose_file_is_damaged_are_linked_again(tmp_path: Path, name: str) -> None:
    corpus, stories = _Corpus(tmp_path), make_stories(s="a")
    corpus.load(make_local_entities([("a", "Ann Lee", "PERSON"), ("a", "Delta Bank", "ORG")]))
    expected = corpus.link(stories)
    path = tmp_path / f"{name}.parquet"
    content = bytearray(path.read_bytes())
    content[8:40] = bytes(32)
    path.write_bytes(content)
    linked = corpus.link(stories)
    pd.testing.assert_frame_equal(linked.links, expected.links)
    pd.testing.assert_frame_equal(linked.entities, expected.entities)


def test_a_batch_that_a_lost_worker_began_can_be_linked_again(tmp_path: Path) -> None:
    rows = make_local_entities([("a", "Ann Lee", "PERSON"), ("b", "Lee", "PERSON")])
    schema = SCHEMA.append(pa.field("name_no", pa.int32()))
    batch, stories = tmp_path / "batch.arrow", tmp_path / "stories.arrow"
    for path, frame in ((batch, rows.assign(name_no=[0, 1])), (stories, make_stories(s="a b"))):
        table = pa.Table.from_pandas(frame, preserve_index=False)
        with pa.ipc.new_file(str(path), schema if path == batch else table.schema) as writer:
            writer.write_table(table.select(schema.names).cast(schema) if path == batch else table)
    results = [corpus_entities._link_batch((batch, stories)) for _ in range(2)]
    links, again = (pa.ipc.open_file(str(path)).read_all() for path, _ in results)
    assert links.equals(again)
    assert links.sort_by("article_id")["entity_id"].to_pylist() == ["person:ann-lee"] * 2
