import numpy as np
import pandas as pd
import pytest

from analysis.corpus.passages import align_passages
from analysis.corpus.quote_vectors import QuoteVectors

TEXTS = {
    "a": [
        "The tram overturned on a sharp bend in Croydon.",
        "Seven people were killed and the driver was arrested.",
        "“It was a terrible night,” the mayor said.",
        "Buses will replace trams until Friday.",
    ],
    "b": [
        "“A terrible night,” was how the mayor put it.",
        "Police arrested the driver; seven people have been killed.",
        "An inquiry was opened by the transport minister.",
        "A tram overturned in Croydon on a sharp bend.",
    ],
    "empty": [],
}


def tables():
    articles, sentences = [], []
    for key, lines in TEXTS.items():
        articles.append({"article_id": key, "text": "\n".join(lines)})
        start = 0
        for number, line in enumerate(lines):
            sentences.append((key, number, 0, "body", start, start + len(line)))
            start += len(line) + 1
    columns = ["article_id", "sentence", "block", "block_kind", "start", "end"]
    quotes = [
        ("a", articles[0]["text"].index("“It"), articles[0]["text"].index(" the mayor"), "u1"),
        ("b", 0, articles[1]["text"].index(" was how"), "u1"),
    ]
    return (
        pd.DataFrame(articles),
        pd.DataFrame(sentences, columns=columns),
        pd.DataFrame(quotes, columns=["article_id", "start", "end", "utterance_id"]),
    )


def linked(aligned):
    return {(row.left_sentence, row.right_sentence): row.via for row in aligned.links.itertuples()}


def test_sentences_that_report_the_same_are_linked_in_whatever_order():
    aligned = align_passages("a", "b", *tables())
    assert linked(aligned) == {(0, 3): "words", (1, 1): "words", (2, 0): "quotation"}
    assert aligned.left_only["sentence"].tolist() == [3]
    assert aligned.right_only["sentence"].tolist() == [2]


def test_what_is_unmatched_can_be_opened():
    articles, sentences, quotes = tables()
    only = align_passages("a", "b", articles, sentences, quotes).right_only.iloc[0]
    text = articles.set_index("article_id")["text"][only["article_id"]]
    assert text[only["start"] : only["end"]] == TEXTS["b"][2]


def test_without_quotations_the_words_still_tell():
    articles, sentences, quotes = tables()
    aligned = align_passages("a", "b", articles, sentences, quotes.iloc[:0])
    assert (0, 3) in linked(aligned)


def test_looking_from_the_other_side_gives_the_same_links():
    there = linked(align_passages("a", "b", *tables()))
    back = linked(align_passages("b", "a", *tables()))
    assert {(right, left): via for (left, right), via in back.items()} == there


def test_sentences_outside_counted_blocks_are_left_out():
    articles, sentences, quotes = tables()
    sentences.loc[(sentences["article_id"] == "b") & (sentences["sentence"] == 3), "block_kind"] = (
        "caption"
    )
    aligned = align_passages("a", "b", articles, sentences, quotes)
    assert (0, 3) not in linked(aligned)
    assert 3 not in aligned.right_only["sentence"].tolist()


@pytest.mark.parametrize(("left", "right"), [("a", "empty"), ("empty", "a"), ("empty", "empty")])
def test_an_article_without_sentences_has_no_links(left, right):
    aligned = align_passages(left, right, *tables())
    assert aligned.links.empty
    assert len(aligned.left_only) + len(aligned.right_only) == (4 if "a" in (left, right) else 0)


def test_an_unknown_article_is_an_error():
    with pytest.raises(KeyError):
        align_passages("a", "nowhere", *tables())


@pytest.mark.parametrize(
    ("similarity", "is_linked"),
    [(0.3, True), (0.3 - 1e-9, False)],
)
def test_words_link_two_sentences_from_the_threshold_on(monkeypatch, similarity, is_linked):
    def dice(vectors, rows):
        return np.full((rows.stop, len(vectors.forms)), similarity)

    monkeypatch.setattr(QuoteVectors, "dice", dice)
    articles, sentences, quotes = tables()
    first = sentences[sentences["sentence"] == 0]
    aligned = align_passages("a", "b", articles, first, quotes.iloc[:0])
    assert linked(aligned) == ({(0, 0): "words"} if is_linked else {})


def test_only_the_best_match_of_both_sentences_is_linked(monkeypatch):
    similarity = np.array([[0.5, 0.6], [0.4, 0.7]])
    monkeypatch.setattr(
        QuoteVectors, "dice", lambda *_: np.hstack([np.zeros_like(similarity), similarity])
    )
    articles, sentences, quotes = tables()
    two = sentences[sentences["sentence"] < 2]
    aligned = align_passages("a", "b", articles, two, quotes.iloc[:0])
    assert linked(aligned) == {(1, 1): "words"}
