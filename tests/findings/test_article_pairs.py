from dataclasses import dataclass

import numpy as np
import pytest

from analysis.corpus import passages, sentence_similarity
from analysis.findings.article_pairs import PairAlignment, align_pair
from analysis.store.queries.article import AnnotatedArticle, read_article
from tests.made_story import Story, talks


@dataclass
class Pair:
    left: AnnotatedArticle
    right: AnnotatedArticle
    aligned: PairAlignment

    def texts(self):
        """Return each passage as the sentences of both sides."""
        return [
            (_read(self.left, passage.left), _read(self.right, passage.right))
            for passage in self.aligned.passages
        ]


def _read(article, numbers):
    rows = article.sentences.set_index("sentence")
    text = article.article["text"]
    return tuple(text[rows["start"][n] : rows["end"][n]] for n in numbers)


def align(folder, story, left="a", right="b"):
    catalogue = story.save(folder)
    articles = read_article(catalogue, left), read_article(catalogue, right)
    return Pair(*articles, align_pair(*articles))


def test_a_sentence_is_aligned_with_the_most_similar_one(tmp_path):
    story = Story()
    story.article("a", "A", "Volcanoes erupt near Naples at dawn.", "Volcanoes erupt near Naples.")
    story.article("b", "B", "Volcanoes erupt near Naples.", "Volcanoes erupt near Naples at dawn.")
    assert sorted(align(tmp_path, story).texts()) == [
        (("Volcanoes erupt near Naples at dawn.",), ("Volcanoes erupt near Naples at dawn.",)),
        (("Volcanoes erupt near Naples.",), ("Volcanoes erupt near Naples.",)),
    ]


def test_unmatched_words_are_spans_of_the_article(tmp_path):
    pair = align(tmp_path, talks(), "a1", "b1")
    (passage,) = pair.aligned.passages
    text = pair.left.article["text"]
    assert "We will" in [text[start:end] for start, end in passage.left_unmatched]
    assert passage.via == "quotation"


@pytest.mark.parametrize(
    ("other", "is_same"),
    [("Volcanoes erupt  near Naples!", True), ("Volcanoes erupted near Naples.", False)],
)
def test_the_similarity_of_the_same_words_is_one(tmp_path, other, is_same):
    story = Story().article("a", "A", "Volcanoes erupt near Naples.").article("b", "B", other)
    (passage,) = align(tmp_path, story).aligned.passages
    assert (passage.similarity == 1) is is_same


def test_unmatched_words_are_found_across_several_sentences(tmp_path):
    story = Story().article("a", "A", "“We won,” Ann said.", "“We won again,” Ann said.")
    story.article("b", "B", "“We won,” Ann said.")
    for key, words in (("a", "“We won,”"), ("a", "“We won again,”"), ("b", "“We won,”")):
        story.quote(key, words, "Ann", utterance="u")
    pair = align(tmp_path, story)
    (passage,) = pair.aligned.passages
    assert len(passage.left) == 2
    text = pair.left.article["text"]
    unmatched = [text[start:end] for start, end in passage.left_unmatched]
    assert "again" in unmatched[-1]
    assert all("\n" not in words for words in unmatched)


def test_articles_without_a_counted_sentence_have_no_passages(tmp_path):
    story = Story().article("a", "A", "Rain.").article("b", "B", "Rain.")
    for row in (*story.rows["sentences"], *story.rows["blocks"]):
        row["block_kind" if "block_kind" in row else "kind"] = "caption"
    assert align(tmp_path, story).aligned == PairAlignment((), ())


@pytest.mark.parametrize(("offset", "expected"), [(0.0, [(0, 1)]), (-1e-6, [])])
def test_a_possible_counterpart_is_no_passage(tmp_path, monkeypatch, offset, expected):
    story = Story().article("a", "A", "Kittens sleep on sofas.", "Rivers froze last winter.")
    story.article("b", "B", "Volcanoes erupt near Naples.", "Owls woke at midnight again.")
    probability = np.array([[0.0, passages.POSSIBLE_THRESHOLD + offset], [0.0, 0.0]])
    monkeypatch.setattr(sentence_similarity, "score_measures", lambda _: probability)
    aligned = align(tmp_path, story).aligned
    assert aligned.passages == ()
    assert list(aligned.possible) == expected
