from itertools import combinations

import numpy as np
import pytest

from analysis.corpus import sentence_similarity
from analysis.corpus.passages import align_passages
from analysis.findings.reading_desk import build_reading_desk, rank_pairs
from analysis.store.filters import Filters
from tests.made_story import Story, talks
from tests.random_stories import make_story

CATS, VOLCANO = "Kittens sleep on sofas.", "Volcanoes erupt near Naples."
RIVERS, OWLS = "Rivers froze in Siberia.", "Owls woke at midnight."


def lay_out(folder, *articles):
    story = Story()
    for key, lines in zip("abc", articles, strict=False):
        story.article(key, key.upper(), *lines)
    return build_reading_desk(story.save(folder), *"abc"[: len(articles)])


def numbers(desk):
    """Return for each column its sentences with their numbers."""
    return [
        [
            (column.reading.article["text"][sentence.start : sentence.end], sentence.link)
            for sentence in column.sentences
        ]
        for column in desk.columns
    ]


def test_each_text_keeps_its_order_and_matches_share_a_number(tmp_path):
    desk = lay_out(tmp_path, (CATS, OWLS, VOLCANO), (VOLCANO, RIVERS, CATS))
    assert numbers(desk) == [
        [(CATS, 1), (OWLS, 0), (VOLCANO, 2)],
        [(VOLCANO, 2), (RIVERS, 0), (CATS, 1)],
    ]
    assert [link.sentences for link in desk.links] == [((0,), (2,)), ((2,), (0,))]


def test_three_articles_are_counted_as_three(tmp_path):
    desk = lay_out(tmp_path, (CATS,), (CATS, RIVERS), (RIVERS, CATS, OWLS))
    assert numbers(desk) == [
        [(CATS, 1)],
        [(CATS, 1), (RIVERS, 2)],
        [(RIVERS, 2), (CATS, 1), (OWLS, 0)],
    ]
    assert [column.n_linked for column in desk.columns] == [1, 2, 2]
    assert [column.linked_with for column in desk.columns] == [(0, 1, 1), (1, 0, 2), (1, 2, 0)]


@pytest.mark.parametrize("seed", range(4))
def test_every_sure_link_of_any_two_articles_is_numbered_and_nothing_else(tmp_path, seed):
    catalogue = make_story(seed, 3).save(tmp_path)
    ids = ("a0", "a1", "a2")
    tables = [
        catalogue.query(f"SELECT * FROM {name}")
        for name in ("articles", "sentences", "quotes", "mentions")
    ]
    linked = {key: set() for key in ids}
    for left, right in combinations(ids, 2):
        links = align_passages(left, right, *tables).links
        sure = links[links["strength"] == "sure"]
        linked[left].update(sure["left_sentence"])
        linked[right].update(sure["right_sentence"])
    desk = build_reading_desk(catalogue, *ids)
    for key, column in zip(ids, desk.columns, strict=True):
        # Sentences of the made story are numbered from 0 in the order of the text.
        assert {n for n, s in enumerate(column.sentences) if s.link} == linked[key]
    for link in desk.links:
        assert sum(map(bool, link.sentences)) >= 2


def test_words_are_unmatched_when_no_counterpart_has_them(tmp_path):
    desk = lay_out(
        tmp_path,
        ("Huge volcanoes erupt near Naples tonight.",),
        ("Volcanoes erupt near Naples tonight.",),
        ("Huge volcanoes erupt near Naples.",),
    )
    assert [column.sentences[0].unmatched for column in desk.columns] == [(), (), ()]
    pair = lay_out(
        tmp_path / "pair", ("Huge volcanoes erupt near Naples tonight.",), (VOLCANO[:-1] + ".",)
    )
    (sentence,) = pair.columns[0].sentences
    text = pair.columns[0].reading.article["text"]
    assert [text[start:end] for start, end in sentence.unmatched] == ["Huge", "tonight"]


@pytest.mark.parametrize("pair", ["ab", "ac", "bc"])
def test_a_possible_counterpart_is_kept_and_not_counted(tmp_path, monkeypatch, pair):
    # The pairs are aligned in the order first and second, first and third, second and third.
    scores = [0.4 if pair == pair_with_a_link else 0.0 for pair_with_a_link in ("ab", "ac", "bc")]
    monkeypatch.setattr(
        sentence_similarity,
        "score_measures",
        lambda measures: np.full(measures.shape[:2], scores.pop(0)),
    )
    desk = lay_out(tmp_path, (CATS,), (RIVERS,), (OWLS,))
    pairs = {
        "abc"[place] + "abc"[other]
        for place, column in enumerate(desk.columns)
        for sentence in column.sentences
        for other, _ in sentence.possible
    }
    assert pairs == {pair, pair[::-1]}
    assert desk.links == ()
    assert [column.n_possible for column in desk.columns] == [int(key in pair) for key in "abc"]


def test_a_caption_is_no_sentence_of_the_desk(tmp_path):
    story = Story().article("a", "A", CATS, OWLS).article("b", "B", CATS)
    for row in (story.rows["sentences"][0], story.rows["blocks"][0]):
        row["block_kind" if "block_kind" in row else "kind"] = "caption"
    desk = build_reading_desk(story.save(tmp_path), "a", "b")
    assert numbers(desk) == [[(OWLS, 0)], [(CATS, 0)]]


def test_items_of_one_of_three_articles_are_exclusive(tmp_path):
    exclusive = build_reading_desk(talks().save(tmp_path), "a1", "b1", "c1").exclusive
    items = set(zip(exclusive["outlet_label"], exclusive["kind"], exclusive["text"], strict=True))
    assert ("a1", "entity", "Bo Ek") in items
    assert not any(text == "Ann Lee" for _, _, text in items)


@pytest.mark.parametrize("ids", [("a1",), ("a1", "b1", "c1", "a1")])
def test_a_desk_has_two_or_three_articles(tmp_path, ids):
    with pytest.raises(ValueError, match="two or three"):
        build_reading_desk(talks().save(tmp_path), *ids)


def test_an_article_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(KeyError):
        build_reading_desk(talks().save(tmp_path), "a1", "zz")


def test_the_pair_that_shares_most_sentences_is_first_and_of_two_outlets(tmp_path):
    story = Story().article("a", "A", CATS, OWLS).article("a2", "A", CATS, OWLS, VOLCANO)
    story.article("b", "B", CATS, VOLCANO, OWLS).article("c", "C", RIVERS)
    pairs = rank_pairs(story.save(tmp_path), Filters())
    assert (pairs[0].left_id, pairs[0].right_id, pairs[0].n_linked) == ("a2", "b", 6)
    assert {pair.left_id: pair.share for pair in pairs if pair.right_id == "b"} == {
        "a2": 1,
        "a": 0.8,
    }
    assert ("a", "a2") not in {(pair.left_id, pair.right_id) for pair in pairs}
    of_c = rank_pairs(story.save(tmp_path), Filters(), "c")
    assert all("c" in {pair.left_id, pair.right_id} for pair in of_c)


def test_what_two_neighbours_report_together_is_possibly_in_the_other_text(tmp_path, monkeypatch):
    monkeypatch.setattr(
        sentence_similarity, "score_measures", lambda measures: np.full(measures.shape[:2], 0.2)
    )
    lead = "The ferry sank in the harbour and divers rescued forty sailors on Monday."
    desk = lay_out(
        tmp_path,
        (lead, OWLS),
        (CATS, "The old ferry slowly sank at the pier.", "Later divers rescued the sailors."),
    )
    first, second = desk.columns
    assert first.sentences[0].possible == ((1, 1), (1, 2))
    assert (first.n_possible, first.n_linked) == (1, 0)
    assert second.sentences[0].possible == ()
