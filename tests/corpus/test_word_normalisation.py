import gzip
import math

import pyarrow as pa
import pytest

from analysis.corpus import word_normalisation
from tools import build_document_frequencies


@pytest.mark.parametrize(
    ("word", "other"),
    [
        ("defence", "defense"),
        ("armoured", "Armored"),
        ("continues", "continued"),
        ("U.S.", "US"),
        ("Kim’s", "Kim"),
        ("400,000", "400000"),
        ("apologise", "apologizes"),
    ],
)
def test_spelling_inflection_and_possessives_do_not_distinguish_words(word, other):
    assert word_normalisation.normalise_words(word) == word_normalisation.normalise_words(other)


@pytest.mark.parametrize(("word", "other"), [("arms", "talks"), ("July 25", "July 26")])
def test_other_words_stay_other_words(word, other):
    assert word_normalisation.normalise_words(word) != word_normalisation.normalise_words(other)


def test_offsets_point_at_the_words_as_written():
    text = "“We’ll see,” the U.S. said at 12mph."
    words = [text[token.start : token.end] for token in word_normalisation.tokenise(text)]
    assert words == ["We’ll", "see", "the", "U.S.", "said", "at", "12", "mph"]


def test_a_word_rare_in_news_weighs_more_than_a_common_one():
    the, weapon, unheard = word_normalisation.compute_rarity(["the", "weapon", "xqzzk"])
    assert 0 <= the < 0.1
    assert the < weapon < unheard


def test_an_array_of_words_has_the_rarity_of_each_of_them():
    words = ["xqzzk", "the", "weapon", "the"]
    rarity = word_normalisation.compute_rarity_of_array(pa.array(words))
    assert rarity.tolist() == word_normalisation.compute_rarity(words).tolist()
    empty = pa.array([], pa.string())
    assert word_normalisation.compute_rarity_of_array(empty).tolist() == []


def test_what_all_texts_share_weighs_less_than_what_two_share():
    texts = [["missil", "tram"], ["missil", "tram"], ["missil"], ["missil"], ["missil"]]
    every = (
        word_normalisation.compute_rarity_among(texts)["missil"]
        / word_normalisation.compute_rarity(["missil"])[0]
    )
    two = (
        word_normalisation.compute_rarity_among(texts)["tram"]
        / word_normalisation.compute_rarity(["tram"])[0]
    )
    assert every < two


def test_a_word_of_every_text_loses_by_the_topic_discount():
    weights = word_normalisation.compute_rarity_among([["missil"], ["missil"], ["missil"]])
    (rarity,) = word_normalisation.compute_rarity(["missil"])
    discount = (math.log(2) / math.log(4)) ** 0.5
    assert weights["missil"] == pytest.approx(rarity * discount)


def test_no_texts_weigh_nothing():
    assert word_normalisation.compute_rarity_among([]) == {}


def test_the_background_counts_articles_not_occurrences(tmp_path):
    counts = build_document_frequencies.count_articles(
        ["Rain, rain and rain.", "Rain again.", "More rain.", "Sun."]
    )
    assert counts == {"": 4, "rain": 3}
    build_document_frequencies.write_counts(counts, "Counted by hand.", tmp_path / "one.csv.gz")
    build_document_frequencies.write_counts(counts, "Counted by hand.", tmp_path / "two.csv.gz")
    assert (tmp_path / "one.csv.gz").read_bytes() == (tmp_path / "two.csv.gz").read_bytes()
    with gzip.open(tmp_path / "one.csv.gz", "rt") as file:
        assert file.read() == "# Counted by hand.\nword,articles\n,4\nrain,3\n"
