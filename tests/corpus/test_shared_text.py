import pytest

from analysis.corpus.shared_text import (
    SharedRun,
    consecutive_runs,
    find_shared_runs,
    mask_shared_words,
)

LONG_ENOUGH = [f"w{n}" for n in range(10)]


def flat(**words_by_article):
    """Return the article and the form of each word."""
    pairs = [(key, form) for key, forms in words_by_article.items() for form in forms]
    return [key for key, _ in pairs], [form for _, form in pairs]


def marked(**words_by_article):
    """Return the forms that are marked as shared."""
    articles, forms = flat(**words_by_article)
    flags = mask_shared_words(articles, forms)
    return [form for form, flag in zip(forms, flags, strict=True) if flag]


def test_as_many_words_as_the_minimum_are_shared_and_one_fewer_are_not():
    articles, forms = flat(a=["x", *LONG_ENOUGH], b=[*LONG_ENOUGH, "y"])
    assert list(find_shared_runs(articles, forms)) == [SharedRun(1, 11, 10)]
    assert marked(a=["x", *LONG_ENOUGH], b=[*LONG_ENOUGH, "y"]) == LONG_ENOUGH * 2
    assert list(find_shared_runs(*flat(a=LONG_ENOUGH[:-1], b=LONG_ENOUGH[:-1]))) == []
    assert marked(a=LONG_ENOUGH[:-1], b=LONG_ENOUGH[:-1]) == []


def test_a_run_goes_as_far_as_both_articles_agree():
    words = [*LONG_ENOUGH, "more", "still"]
    articles, forms = flat(a=[*words, "here"], b=["x", *words, "there"])
    (run,) = find_shared_runs(articles, forms)
    assert (articles[run.left], articles[run.right]) == ("a", "b")
    assert forms[run.left : run.left + run.words] == words
    assert forms[run.right : run.right + run.words] == words


def test_an_empty_form_ends_a_run():
    half = 5
    broken = [*LONG_ENOUGH[:half], "", *LONG_ENOUGH[half:]]
    assert marked(a=broken, b=broken) == []


def test_a_run_does_not_go_on_into_the_next_article():
    half = 5
    assert marked(a=LONG_ENOUGH[:half], b=LONG_ENOUGH[half:], c=LONG_ENOUGH) == []


def test_words_that_one_article_repeats_are_not_shared():
    assert marked(a=[*LONG_ENOUGH, "", *LONG_ENOUGH], b=["x"]) == []


def test_the_same_words_in_another_order_are_not_shared():
    assert marked(a=LONG_ENOUGH, b=[LONG_ENOUGH[1], LONG_ENOUGH[0], *LONG_ENOUGH[2:]]) == []


def test_each_two_of_three_articles_share_a_run():
    articles, forms = flat(a=LONG_ENOUGH, b=LONG_ENOUGH, c=LONG_ENOUGH)
    runs = find_shared_runs(articles, forms)
    pairs = [(articles[run.left], articles[run.right]) for run in runs]
    assert pairs == [("a", "b"), ("a", "c"), ("b", "c")]


def test_the_minimum_can_be_set():
    assert list(find_shared_runs(*flat(a="xyz", b="xyz"), min_words=3)) == [SharedRun(0, 3, 3)]


def test_no_words_are_not_shared():
    assert list(find_shared_runs([], [])) == []
    assert mask_shared_words([], []).tolist() == []


@pytest.mark.parametrize(
    ("flags", "runs"),
    [([], []), ([False], []), ([True], [(0, 1)]), ([True, False, True, True], [(0, 1), (2, 4)])],
)
def test_runs_of_flags_are_given_by_first_position_and_the_one_after_the_last(flags, runs):
    assert consecutive_runs(flags) == runs
