import numpy as np
import pandas as pd
import pytest

from analysis.corpus import passages, sentence_similarity
from analysis.corpus.passages import align_passages
from analysis.corpus.sentence_similarity import SentenceWords
from analysis.corpus.sure_links import LinkCertainty

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
        pd.DataFrame(columns=["article_id", "start", "end", "kind", "entity_id"]),
    )


def linked(aligned):
    return {(row.left_sentence, row.right_sentence): row.via for row in aligned.links.itertuples()}


def test_sentences_that_report_the_same_are_linked_in_whatever_order():
    aligned = align_passages("a", "b", *tables())
    assert linked(aligned) == {(0, 3): "words", (1, 1): "words", (2, 0): "quotation"}
    assert aligned.left_only["sentence"].tolist() == [3]
    assert aligned.right_only["sentence"].tolist() == [2]


def test_what_is_unmatched_can_be_opened():
    articles, sentences, quotes, mentions = tables()
    only = align_passages("a", "b", articles, sentences, quotes, mentions).right_only.iloc[0]
    text = articles.set_index("article_id")["text"][only["article_id"]]
    assert text[only["start"] : only["end"]] == TEXTS["b"][2]


def test_without_quotations_the_words_still_link_sentences():
    articles, sentences, quotes, mentions = tables()
    aligned = align_passages("a", "b", articles, sentences, quotes.iloc[:0], mentions)
    assert (0, 3) in linked(aligned)


def test_looking_from_the_other_side_gives_the_same_links():
    there = linked(align_passages("a", "b", *tables()))
    back = linked(align_passages("b", "a", *tables()))
    assert {(right, left): via for (left, right), via in back.items()} == there


def test_sentences_outside_counted_blocks_are_left_out():
    articles, sentences, quotes, mentions = tables()
    sentences.loc[(sentences["article_id"] == "b") & (sentences["sentence"] == 3), "block_kind"] = (
        "caption"
    )
    aligned = align_passages("a", "b", articles, sentences, quotes, mentions)
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


def align_with_probabilities(monkeypatch, probabilities):
    """Align as many sentences of each article as there are rows and columns."""
    monkeypatch.setattr(sentence_similarity, "score_measures", lambda _: np.array(probabilities))
    monkeypatch.setattr(passages, "has_enough_in_common", lambda *_: True)
    monkeypatch.setattr(LinkCertainty, "is_certain", lambda *_: True)
    articles, sentences, quotes, mentions = tables()
    few = sentences[sentences["sentence"] < len(probabilities)]
    return align_passages("a", "b", articles, few, quotes.iloc[:0], mentions)


@pytest.mark.parametrize(
    ("probability", "strength"),
    [
        (passages.SURE_THRESHOLD, ["sure"]),
        (passages.SURE_THRESHOLD - 1e-9, ["possible"]),
        (passages.POSSIBLE_THRESHOLD, ["possible"]),
        (passages.POSSIBLE_THRESHOLD - 1e-9, []),
    ],
)
def test_the_probability_decides_how_strong_a_link_is(monkeypatch, probability, strength):
    aligned = align_with_probabilities(monkeypatch, [[probability]])
    assert aligned.links["strength"].tolist() == strength
    assert aligned.left_only.empty == (strength == ["sure"]), "only sure links count"


def test_a_link_is_the_best_of_one_of_its_sentences_at_least(monkeypatch):
    aligned = align_with_probabilities(monkeypatch, [[0.6, 0.7], [0.55, 0.9]])
    assert set(linked(aligned)) == {(0, 0), (0, 1), (1, 1)}


@pytest.mark.parametrize(
    ("sentence", "other", "is_sure"),
    [
        ("Is it the way?", "It is the way.", False),
        ("“Is it the way?” ", "Is it the way?", True),
        ("It is the way.", "It is the way.", True),
        ("The way it is:", "It is the way.", False),
        ("The way it is:", "The way it is: ", True),
    ],
)
def test_what_one_sentence_asks_or_announces_and_the_other_says_is_no_sure_link(
    sentence, other, is_sure
):
    left, right = (read_line(text, {"way", "long", "north"}) for text in (sentence, other))
    link, sure = passages.mark_links(left, right, np.array([[0.9]]))
    assert (bool(link[0, 0]), bool(sure[0, 0])) == (True, is_sure)


def read_line(text, words, utterances=()):
    """Return an article of one sentence with some content words."""
    rows = pd.DataFrame({"block_kind": ["body"], "text": [text]})
    sentence = SentenceWords(frozenset(words), frozenset(), frozenset(utterances))
    return passages.ArticleSentences(rows, [sentence])


@pytest.mark.parametrize(
    ("words", "others", "utterance", "is_sure"),
    [
        ("poll show lead tight", "poll show lead new", [], True),
        ("poll show lead tight", "poll show new race", [], False),
        ("poll show", "poll show new race", [], True),
        ("poll show lead tight", "poll race", ["u1"], True),
    ],
)
def test_a_sure_link_shares_three_words_or_all_of_a_sentence_or_a_quotation(
    monkeypatch, words, others, utterance, is_sure
):
    monkeypatch.setattr(LinkCertainty, "is_certain", lambda *_: True)
    left, right = (read_line("It is so.", text.split(), utterance) for text in (words, others))
    link, sure = passages.mark_links(left, right, np.array([[0.9]]))
    assert (bool(link[0, 0]), bool(sure[0, 0])) == (True, is_sure)
    assert passages.MIN_SHARED_WORDS == 3


@pytest.mark.parametrize(
    ("utterance", "is_certain", "is_sure"),
    [([], True, True), ([], False, False), (["u1"], False, True)],
)
def test_a_sure_link_is_certain_or_both_quote_one_utterance(
    monkeypatch, utterance, is_certain, is_sure
):
    monkeypatch.setattr(LinkCertainty, "is_certain", lambda *_: is_certain)
    left, right = (read_line("It is so.", ["poll", "show", "lead"], utterance) for _ in "ab")
    link, sure = passages.mark_links(left, right, np.array([[0.9]]))
    assert (bool(link[0, 0]), bool(sure[0, 0])) == (True, is_sure)


@pytest.mark.parametrize(
    ("words", "names", "other_names", "entities", "is_sure"),
    [
        ("tram", "Ann Orr", "Ann Orr", "ann ann", True),
        ("", "Ann Orr Lee", "Ann Orr Lee", "ann ann", False),
        ("mayor", "Ann Orr", "Ann Orr", "ann ann", False),
        ("tram line late ferri mend", "Ann", "Bob", "ann bob", True),
        ("tram line late ferri", "Ann", "Bob", "ann bob", False),
        ("tram line late ferri", "north korea", "dprk", "gpe gpe", True),
        ("tram line late ferri", "Ann", "", "ann ", True),
    ],
)
def test_names_and_titles_alone_make_no_sure_link_and_other_names_need_more_words(
    words, names, other_names, entities, is_sure
):
    first, second = (
        SentenceWords(
            frozenset(f"{words} {more}".split()),
            frozenset(of_names.split()),
            frozenset(),
            described=frozenset({"mayor"}),
            entities=frozenset(filter(None, (entity,))),
        )
        for more, of_names, entity in zip(
            ("north", "south"), (names, other_names), entities.split(" "), strict=True
        )
    )
    assert passages.has_enough_in_common(first, second) == is_sure
    assert (passages.MIN_TELLING_WORDS, passages.MIN_TELLING_WORDS_OF_OTHERS) == (1, 5)


def test_a_subhead_is_never_linked():
    articles, sentences, quotes, mentions = tables()
    is_tram = (sentences["article_id"] == "b") & (sentences["sentence"] == 3)
    sentences.loc[is_tram, "block_kind"] = "subhead"
    aligned = align_passages("a", "b", articles, sentences, quotes, mentions)
    assert 3 not in aligned.links["right_sentence"].tolist()
