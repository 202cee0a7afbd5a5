"""Quoted words, searched in other texts by their letters."""

import pytest

from analysis.corpus.quoted_words import (
    LONG_RUN_WORDS,
    RUN_WORDS,
    has_run,
    list_quoted_runs,
    list_runs,
    measure_quoted_share,
)
from analysis.corpus.word_normalisation import tokenise


def read_forms(text):
    return tuple(token.form for token in tokenise(text))


@pytest.mark.parametrize(
    ("quotation", "text", "shares"),
    [
        ("talks that are “actively advancing,” he said", "Talks are “actively advancing”.", True),
        ("talks that are “actively advancing,” he said", "Talks are advancing actively.", False),
        ("“We have continued to squeeze the industry,”", "They continued to squeeze it.", False),
        (
            "“We have continued to squeeze the industry,”",
            "They have continued to squeeze the industry.",
            True,
        ),
        ("“it is what it is,” she said", "It is what it is.", False),
        ("that the talks are actively advancing", "Talks are actively advancing.", False),
        ('"The harbour stays shut', "The harbour stays shut until May.", True),
    ],
)
def test_a_text_shares_quoted_words_only_in_their_order(quotation, text, shares):
    assert has_run(read_forms(text), list_quoted_runs([quotation])) is shares


def test_long_quotations_are_searched_in_pieces_of_one_length():
    runs = list_quoted_runs(["“Seven green boats left harbour before heavy storms arrived”"])
    assert {len(run) for run in runs} == {RUN_WORDS}
    assert len(runs) == 9 - RUN_WORDS + 1


def test_the_runs_of_a_text_are_all_its_words_in_order_but_for_common_words_alone():
    words = "Engineers closed two lanes under the pillar"
    runs = list_runs(words)
    assert len(runs) == len(words.split()) - RUN_WORDS + 1
    common = "there was a woman that was on it"
    assert len(common.split()) == LONG_RUN_WORDS
    assert list_runs(common)
    assert not list_runs(common.rpartition(" ")[0])
    assert runs & list_runs(f"On Monday {words.lower()} again.")
    assert not runs & list_runs("Engineers closed lanes under two pillars.")
    assert not list_runs("and so it was that he is the")
    assert not list_runs(" ".join(words.split()[: RUN_WORDS - 1]))


@pytest.mark.parametrize(
    ("wording", "kind", "share"),
    [
        ("Opening it “will cost the town dearly”", "mixed", 1),
        ("that it would “cost the town” a lot", "mixed", 3 / 5),
        ("It will cost the town dearly", "direct", 1),
        ("that it will cost the town dearly", "indirect", None),
    ],
)
def test_a_share_is_of_the_quoted_words_alone(wording, kind, share):
    fullest = "A bridge that opens before the summer “will cost the town dearly”"
    assert measure_quoted_share((fullest, "mixed"), [(wording, kind)]) == share
    assert measure_quoted_share(("that it costs", "indirect"), [(wording, kind)]) is None


@pytest.mark.parametrize(
    ("fullest", "wording", "share"),
    [
        ("“absurd, worse, a farce”", "It is “worse” now", 1 / 4),
        ("It is “worse” now", "“absurd, worse, a farce”", 1),
        ("“absurd, worse, a farce”", "It is “bad” now", 0),
        ("“arms from [North Korea] or others”", "“arms from the North or others”", 1),
        ("“arms from the North or others”", "“arms from [North Korea] or others”", 4 / 6),
        ("“[W]e need[ed] more”", "“We needed more”", 1),
        ("“[North Korea]”", "“the North”", None),
    ],
)
def test_one_quoted_word_counts_and_a_bracket_counts_on_neither_side(fullest, wording, share):
    assert measure_quoted_share((fullest, "mixed"), [(wording, "mixed")]) == share


def test_the_pieces_of_a_quotation_count_together():
    fullest = ("We open two bridges. We close one road.", "direct")
    first, second = ("“We open two bridges,”", "direct"), ("“We close one road.”", "direct")
    assert measure_quoted_share(fullest, [first]) == 4 / 8
    assert measure_quoted_share(fullest, [first, second]) == 1


def test_words_quoted_elsewhere_count_where_they_are_a_run():
    words = [f"{letter}ridge" for letter in "bcdfgh"[:RUN_WORDS]]
    fullest = (f"{' '.join(words)} It goes on.", "direct")
    piece = ("“It goes on.”", "direct")
    whole, short = (" ".join(words), "direct"), (" ".join(words[1:]), "direct")
    assert measure_quoted_share(fullest, [piece], [whole]) == 1
    assert measure_quoted_share(fullest, [piece], [short]) == 3 / (RUN_WORDS + 3)
    assert measure_quoted_share(fullest, [("that it goes on", "indirect")], [whole]) is None
