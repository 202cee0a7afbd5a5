import numpy as np
import pytest

from analysis.corpus import passages, sentence_similarity
from analysis.findings.article_pairs import align_pair
from tests.made_story import Story, talks


def _texts(pair):
    """Return each row as the sentences of both sides."""
    left, right = pair.left.article["text"], pair.right.article["text"]
    return [
        (tuple(left[a:b] for a, b in row.left), tuple(right[a:b] for a, b in row.right))
        for row in pair.rows
    ]


def test_every_counted_sentence_has_one_row(tmp_path):
    pair = align_pair(talks().save(tmp_path), "a1", "b1")
    left = [text for row in _texts(pair) for text in row[0]]
    right = [text for row in _texts(pair) for text in row[1]]
    assert sorted(left) == sorted(pair.left.article["text"].split("\n"))
    assert sorted(right) == sorted(pair.right.article["text"].split("\n"))


def test_rows_follow_the_first_article_and_unmatched_sentences_of_the_second_keep_their_place(
    tmp_path,
):
    story = Story()
    story.article("a", "A", "Kittens sleep on sofas.", "Volcanoes erupt near Naples.")
    story.article(
        "b", "B", "Volcanoes erupt near Naples.", "Rivers froze.", "Kittens sleep on sofas."
    )
    assert _texts(align_pair(story.save(tmp_path), "a", "b")) == [
        (("Kittens sleep on sofas.",), ("Kittens sleep on sofas.",)),
        (("Volcanoes erupt near Naples.",), ("Volcanoes erupt near Naples.",)),
        ((), ("Rivers froze.",)),
    ]


def test_a_sentence_is_aligned_with_the_most_similar_one(tmp_path):
    story = Story()
    story.article("a", "A", "Volcanoes erupt near Naples at dawn.", "Volcanoes erupt near Naples.")
    story.article("b", "B", "Volcanoes erupt near Naples.", "Volcanoes erupt near Naples at dawn.")
    assert _texts(align_pair(story.save(tmp_path), "a", "b")) == [
        (("Volcanoes erupt near Naples at dawn.",), ("Volcanoes erupt near Naples at dawn.",)),
        (("Volcanoes erupt near Naples.",), ("Volcanoes erupt near Naples.",)),
    ]


def test_unmatched_words_are_spans_of_the_article(tmp_path):
    pair = align_pair(talks().save(tmp_path), "a1", "b1")
    (row,) = [row for row in pair.rows if row.is_shared]
    text = pair.left.article["text"]
    assert "We will" in [text[start:end] for start, end in row.left_unmatched]
    assert row.via == "quotation"


def test_unmatched_words_are_found_across_several_sentences(tmp_path):
    story = Story().article("a", "A", "“We won,” Ann said.", "“We won again,” Ann said.")
    story.article("b", "B", "“We won,” Ann said.")
    for key, words in (("a", "“We won,”"), ("a", "“We won again,”"), ("b", "“We won,”")):
        story.quote(key, words, "Ann", utterance="u")
    (row,) = align_pair(story.save(tmp_path), "a", "b").rows
    assert len(row.left) == 2
    text = story.rows["articles"][0]["text"]
    unmatched = [text[start:end] for start, end in row.left_unmatched]
    assert "again" in unmatched[-1]
    assert all("\n" not in words for words in unmatched)


def test_items_of_one_article_alone_are_listed_by_article(tmp_path):
    exclusive = align_pair(talks().save(tmp_path), "a1", "b1").exclusive
    items = set(zip(exclusive["outlet_label"], exclusive["kind"], exclusive["text"], strict=True))
    assert ("a1", "entity", "Bo Ek") in items
    assert ("a1", "figure", "300") in items
    assert not any(text == "Ann Lee" for _, _, text in items)


def test_an_article_without_a_counted_sentence_has_no_rows(tmp_path):
    story = Story().article("a", "A", "Rain.").article("b", "B", "Sun.")
    for row in (*story.rows["sentences"], *story.rows["blocks"]):
        row["block_kind" if "block_kind" in row else "kind"] = "caption"
    pair = align_pair(story.save(tmp_path), "a", "b")
    assert pair.rows == ()
    assert pair.exclusive.empty


def test_an_article_that_does_not_exist_is_an_error(tmp_path):
    with pytest.raises(KeyError):
        align_pair(talks().save(tmp_path), "a1", "zz")


def test_a_possible_counterpart_is_neither_counted_nor_missing(tmp_path, monkeypatch):
    story = Story().article("a", "A", "Kittens sleep on sofas.", "Rivers froze last winter.")
    story.article("b", "B", "Volcanoes erupt near Naples.", "Owls woke at midnight again.")
    probability = np.array([[0.0, passages.POSSIBLE_THRESHOLD], [0.0, 0.0]])
    monkeypatch.setattr(sentence_similarity, "score_measures", lambda _: probability)
    pair = align_pair(story.save(tmp_path), "a", "b")
    assert not any(row.is_shared for row in pair.rows)
    left, right = pair.left.article["text"], pair.right.article["text"]
    possible = {
        (left if row.left else right)[slice(*(row.left or row.right)[0])]: [
            (right if row.left else left)[start:end] for start, end in row.possible
        ]
        for row in pair.rows
    }
    assert possible == {
        "Kittens sleep on sofas.": ["Owls woke at midnight again."],
        "Owls woke at midnight again.": ["Kittens sleep on sofas."],
        "Rivers froze last winter.": [],
        "Volcanoes erupt near Naples.": [],
    }
