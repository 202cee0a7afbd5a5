import numpy as np
import pytest

from analysis.corpus import sentence_similarity
from analysis.findings.article_triples import align_triple
from tests.made_story import Story

CATS, VOLCANO = "Kittens sleep on sofas.", "Volcanoes erupt near Naples."
RIVERS, OWLS = "Rivers froze in Siberia.", "Owls woke at midnight."


def rows(tmp_path, *articles):
    story = Story()
    for key, lines in zip("abc", articles, strict=True):
        story.article(key, key.upper(), *lines)
    triple = align_triple(story.save(tmp_path), "a", "b", "c")
    texts = [reading.article["text"] for reading in triple.readings]
    return [
        tuple(
            " ".join(text[start:end] for start, end in cell)
            for text, cell in zip(texts, row.cells, strict=True)
        )
        for row in triple.rows
    ]


def test_rows_follow_the_first_article_and_sentences_it_lacks_keep_their_place(tmp_path):
    assert rows(tmp_path, (CATS, VOLCANO), (VOLCANO, RIVERS, CATS), (CATS, OWLS, VOLCANO)) == [
        (CATS, CATS, CATS),
        ("", "", OWLS),
        (VOLCANO, VOLCANO, VOLCANO),
        ("", RIVERS, ""),
    ]


def test_sentences_the_second_and_third_share_have_one_row(tmp_path):
    assert rows(tmp_path, (CATS,), (CATS, RIVERS), (RIVERS, CATS)) == [
        (CATS, CATS, CATS),
        ("", RIVERS, RIVERS),
    ]


@pytest.mark.parametrize(
    "articles",
    [
        ((CATS,), (VOLCANO,), (RIVERS,)),
        ((CATS, CATS, VOLCANO), (CATS, VOLCANO), (VOLCANO, CATS, CATS)),
        ((RIVERS, OWLS), (OWLS,), (CATS, OWLS, RIVERS)),
    ],
)
def test_every_sentence_has_one_row(tmp_path, articles):
    aligned = rows(tmp_path, *articles)
    for side, lines in enumerate(articles):
        sentences = " ".join(row[side] for row in aligned)
        assert sorted(sentences.split()) == sorted(" ".join(lines).split())


def test_words_are_unmatched_when_no_other_passage_of_the_row_has_them(tmp_path):
    story = Story()
    story.article("a", "A", "Huge volcanoes erupt near Naples tonight.")
    story.article("b", "B", "Volcanoes erupt near Naples tonight.")
    story.article("c", "C", "Huge volcanoes erupt near Naples.")
    (row,) = align_triple(story.save(tmp_path), "a", "b", "c").rows
    assert row.n_articles == 3
    assert row.unmatched == ((), (), ())


def possible_counterparts(folder, monkeypatch, pair_with_a_link):
    """Align three articles of which one pair has a possible link; return those by outlet."""
    story = Story()
    for key, line in zip("abc", (CATS, RIVERS, OWLS), strict=True):
        story.article(key, key.upper(), line)

    def score(measures):
        return np.full(measures.shape[:2], probability.pop(0))

    # The pairs are aligned in the order first and second, first and third, second and third.
    probability = [0.4 if pair == pair_with_a_link else 0.0 for pair in ("ab", "ac", "bc")]
    monkeypatch.setattr(sentence_similarity, "score_measures", score)
    triple = align_triple(story.save(folder), "a", "b", "c")
    return {
        "abc"[position] + "abc"[other]
        for row in triple.rows
        for position, cell in enumerate(row.cells)
        for other, possible in enumerate(row.possible)
        if cell and possible
    }


@pytest.mark.parametrize("pair", ["ab", "ac", "bc"])
def test_a_possible_counterpart_in_any_of_the_three_is_kept(tmp_path, monkeypatch, pair):
    assert possible_counterparts(tmp_path, monkeypatch, pair) == {pair, pair[::-1]}
