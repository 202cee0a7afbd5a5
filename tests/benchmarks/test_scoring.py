import pytest

from benchmarks.article_quotes import ArticleQuotes, Quote
from benchmarks.scoring import Figures, score_quotes
from tests.benchmarks.made_quotes import (
    BELIEF,
    find_spans,
    make_article,
    make_direct,
    make_indirect,
    make_quote,
)


def compute_figures(gold: ArticleQuotes, *predicted: Quote, **options: bool) -> Figures:
    predictions = [ArticleQuotes(gold.article_id, predicted)]
    return score_quotes([gold], predictions, **options).compute_figures()


def test_quotation_marks_and_edge_punctuation_do_not_count():
    predicted = make_quote("We will go", "Mayor Ann", "said")
    figures = compute_figures(make_article(make_direct()), predicted)
    assert figures["exact_f"] == figures["overlap_f"] == figures["end_to_end_f"] == 1


@pytest.mark.parametrize(
    ("words", "is_found"),
    [("the sea is rising fast", True), ("rising fast", True), ("rising", False), ("fast", False)],
)
def test_a_quote_counts_as_found_from_half_of_the_letters_on(words, is_found):
    gold = make_article(make_indirect())
    assert compute_figures(gold, make_indirect(words))["overlap_f"] == float(is_found)


def test_precision_counts_what_is_invented_and_recall_what_is_missed():
    gold = make_article(make_direct(), make_indirect())
    figures = compute_figures(gold, make_direct(), make_quote("Mayor"), make_quote("Bo thinks"))
    assert figures["overlap_p"] == pytest.approx(1 / 3)
    assert figures["overlap_r"] == pytest.approx(1 / 2)
    assert figures["overlap_f"] == pytest.approx(2 / 5)


def test_each_quote_is_paired_once_with_the_largest_overlap():
    gold = make_article(make_indirect())
    figures = compute_figures(gold, make_indirect("the sea is rising"), make_indirect())
    assert figures["exact_r"] == 1
    assert figures["overlap_p"] == 1 / 2


def test_characters_do_not_depend_on_how_a_quote_is_split():
    gold = make_article(make_indirect())
    figures = compute_figures(gold, make_indirect("the sea is"), make_indirect("rising fast"))
    assert figures["char_f"] == 1
    assert figures["overlap_p"] == 1 / 2


def test_a_speaker_is_right_when_the_mentions_overlap_or_both_are_missing():
    gold = make_article(make_direct(), make_indirect(speaker=""))
    right = compute_figures(gold, make_direct(speaker="Lee"), make_indirect(speaker=""))
    assert right["speaker"] == right["end_to_end_f"] == 1
    wrong = compute_figures(gold, make_direct(speaker="Mayor"), make_indirect(speaker="Cy"))
    assert wrong["speaker"] == wrong["end_to_end_f"] == 0


def test_the_mention_of_a_quote_that_is_not_found_is_not_scored():
    figures = compute_figures(make_article(make_indirect()), make_indirect("fast"))
    assert figures["speaker"] is None


def test_cues_are_compared_where_one_is_marked():
    gold = make_article(make_direct(), make_indirect(cue=""))
    right = compute_figures(gold, make_direct(cue="said"), make_indirect(cue="told"))
    wrong = compute_figures(gold, make_direct(cue=""), make_indirect(cue="told"))
    assert (right["cue"], wrong["cue"]) == (1, 0)


def test_a_wrong_name_is_wrong_and_a_blank_is_neither():
    gold = make_article(
        make_direct(name="Ann Lee"), make_indirect(name="Cy Roe"), make_quote(BELIEF, name="Bo")
    )
    figures = compute_figures(
        gold, make_direct(name="Mayor Ann Lee"), make_indirect(name="Ann Lee")
    )
    assert figures["resolved"] == figures["wrong"] == 1 / 2
    assert figures["of_all"] == pytest.approx(1 / 3)
    blank = compute_figures(gold, make_direct(name=""), make_indirect(name=""))
    assert blank["resolved"] == blank["wrong"] == 0


def test_recall_is_computed_by_the_marked_kind():
    gold = make_article(make_direct(), make_indirect())
    figures = compute_figures(gold, make_direct(kind="indirect"))
    recalls = [figures[f"recall_{kind}"] for kind in ("direct", "indirect", "mixed")]
    assert recalls == [1, 0, None]


def test_pairs_are_those_of_two_articles_of_a_story():
    gold = [
        make_article(
            make_direct(utterance="go"), make_indirect(utterance="go"), article_id="a", story="s"
        ),
        make_article(
            make_direct(utterance="go"), make_indirect(utterance="sea"), article_id="b", story="s"
        ),
        make_article(make_direct(utterance="go"), article_id="c", story="elsewhere"),
    ]
    quotes = (make_direct(utterance="1"), make_indirect(utterance="2"))
    predicted = [
        ArticleQuotes("a", quotes),
        ArticleQuotes("b", quotes),
        ArticleQuotes("c", quotes[:1]),
    ]
    figures = score_quotes(gold, predicted).compute_figures()
    # Marked: both quotes of a with the first of b. Predicted: the first ones (right) and the second
    # ones (wrong).
    assert (figures["pairs_p"], figures["pairs_r"]) == (1 / 2, 1 / 2)


def test_quotes_without_an_utterance_are_never_pairs():
    gold = [
        make_article(make_direct(utterance="go"), article_id=article_id, story="s")
        for article_id in "ab"
    ]
    predicted = [ArticleQuotes(article_id, (make_direct(),)) for article_id in "ab"]
    assert score_quotes(gold, predicted).compute_figures()["pairs_r"] == 0


def test_by_span_each_span_of_a_discontinuous_quote_counts():
    halves = (*find_spans("the sea is"), *find_spans("rising fast"))
    gold = make_article(Quote(halves, kind="indirect"))
    predicted = (make_quote("the sea is"), make_quote("rising fast"))
    assert compute_figures(gold, *predicted)["overlap_p"] == 1 / 2
    assert compute_figures(gold, *predicted, by_span=True)["exact_f"] == 1


def test_what_is_not_speech_counts_neither_way_when_only_speech_is_scored():
    belief = make_quote(BELIEF, "Bo", "thinks", kind="indirect")
    gold = make_article(make_direct(), belief, make_indirect())
    everything = compute_figures(gold, make_direct(), make_indirect())
    assert everything["overlap_r"] == pytest.approx(2 / 3)
    figures = compute_figures(gold, make_direct(), belief, make_indirect(), speech_only=True)
    names = ("overlap_p", "overlap_r", "char_p", "char_r")
    assert [figures[name] for name in names] == [1, 1, 1, 1]
    assert compute_figures(gold, make_direct(), speech_only=True)["overlap_r"] == 1 / 2


@pytest.mark.parametrize(
    ("cue", "is_speech"),
    [("According to", True), (":", True), ("announced", True), ("hopes", False), ("sadly", False)],
)
def test_speech_has_a_verb_of_saying_or_a_colon_as_cue(cue, is_speech):
    text = f"Ann {cue} it rains"
    quote = make_quote("it rains", cue=cue, text=text, kind="indirect")
    score = score_quotes([make_article(quote, text=text)], [], speech_only=True)
    assert score.totals["gold"] == int(is_speech)


def test_every_quote_of_an_article_without_predictions_is_missed():
    gold = [make_article(make_direct(), article_id=article_id) for article_id in "ab"]
    score = score_quotes(gold, [])
    assert score.totals["missing"] == len(gold)
    assert score.compute_figures()["overlap_r"] == 0
    assert score.compute_figures()["resolved"] is None


def test_an_outlet_is_scored_on_its_own_articles():
    gold = [
        make_article(make_direct(), article_id="a", outlet="Post"),
        make_article(make_direct(), article_id="b", outlet="Star"),
    ]
    scores = score_quotes(gold, [ArticleQuotes("a", (make_direct(),))]).split_by_outlet()
    figures = {outlet: score.compute_figures()["overlap_f"] for outlet, score in scores.items()}
    assert figures == {"Post": 1, "Star": 0}


def test_the_interval_covers_the_variation_between_articles():
    gold = [make_article(make_direct(), article_id=str(number)) for number in range(10)]
    predicted = [ArticleQuotes(article.article_id, (make_direct(),)) for article in gold]
    half = score_quotes(gold, predicted[:5])
    low, high = half.compute_intervals(resamples=400)["overlap_r"]
    assert 0.1 <= low < 0.4
    assert 0.6 < high <= 0.9
    assert half.compute_intervals(resamples=400)["overlap_r"] == (low, high)
    complete = score_quotes(gold, predicted)
    assert complete.compute_intervals(resamples=50)["overlap_f"] == (1, 1)
