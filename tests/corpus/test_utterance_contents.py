import pandas as pd
import pytest

from analysis.corpus.utterance_contents import UtteranceContents
from analysis.corpus.utterance_rules import PairMeasures

NO_PARTS = PairMeasures(similarity=1.0, weight=20.0, part=0.0, other_part=0.0)


def read(*texts, kinds=("indirect", "indirect"), block_kind="body"):
    rows = zip(texts, kinds, strict=True)
    quotes = pd.DataFrame(rows, columns=["text", "kind"]).assign(block_kind=block_kind)
    return UtteranceContents(quotes)


def can_be_one(*texts, relation="same", part=0.0, **columns):
    measures = NO_PARTS._replace(part=part)
    return read(*texts, **columns).can_be_one(0, 1, measures, relation)


@pytest.mark.parametrize(
    ("relation", "words", "fewer"),
    [
        ("same", "reopen", "Orrin"),
        ("unknown", "reopen the ferry", "reopen Orrin"),
        ("different", "reopen", "Orrin"),
    ],
)
def test_words_in_no_name_must_be_shared_and_more_if_a_speaker_is_unknown(relation, words, fewer):
    reports = [f"that Lord Orrin would {shared} soon enough" for shared in (words, fewer)]
    other = f"the harbour of Orrin will {words}"
    assert can_be_one(reports[0], other, relation=relation)
    assert not can_be_one(reports[1], other, relation=relation)


@pytest.mark.parametrize(("similarity", "is_one"), [(0.6, True), (0.59, False)])
def test_one_word_will_do_for_one_speaker_only_if_most_of_a_report_is_the_same(similarity, is_one):
    measures = NO_PARTS._replace(similarity=similarity)
    texts = ("that Lord Orrin would reopen soon", "the harbour of Orrin will reopen")
    assert read(*texts).can_be_one(0, 1, measures, "same") is is_one
    texts = ("that Lord Orrin would reopen the ferry", "the ferry of Orrin will reopen")
    assert read(*texts).can_be_one(0, 1, measures, "same")


def test_words_of_a_headline_are_no_names_for_their_capital_letters():
    texts = ("The Council Will Reopen", "A Harbour Will Reopen")
    assert can_be_one(*texts, block_kind="headline")
    assert not can_be_one(*texts)


def test_names_will_do_if_two_reports_have_no_other_words_or_one_speaker_is_quoted():
    assert can_be_one("that it was Ann Orr", "it was Ann Orr", relation="unknown")
    quoted = ("to call it “Orrin”", "the old boat is called Orrin there")
    kinds = ("mixed", "indirect")
    assert can_be_one(*quoted, kinds=kinds, part=0.95)
    assert not can_be_one(*quoted, kinds=kinds, part=0.94)
    assert not can_be_one(*quoted, kinds=kinds, part=0.95, relation="unknown")


def test_who_denies_a_thing_does_not_say_it_unless_three_words_are_quoted():
    assert not can_be_one("that there was no violation", "to punish any violation of the ban")
    kinds = ("mixed", "indirect")
    other = "that they will not pay the price twice"
    assert can_be_one("that all “pay the price”", other, kinds=kinds, part=1.0)
    assert not can_be_one("that all pay “the price”", other, kinds=kinds, part=1.0)


@pytest.mark.parametrize(("similarity", "is_one"), [(0.75, True), (0.74, False)])
@pytest.mark.parametrize("asked", ["whether", "how", "Why"])
def test_who_asks_does_not_say_it_unless_most_words_are_the_same(asked, similarity, is_one):
    measures = NO_PARTS._replace(similarity=similarity)
    texts = (f"{asked} the harbour fees rose", "that the harbour fees rose last winter")
    assert read(*texts).can_be_one(0, 1, measures, "same") is is_one
    quoted = read(*texts, kinds=("mixed", "indirect"))
    assert quoted.can_be_one(0, 1, measures, "same")
    questions = read(texts[0], f"{asked} the harbour fees rose again")
    assert questions.can_be_one(0, 1, measures, "same")


def test_a_quoted_part_of_fewer_than_three_words_is_not_judged_on_its_own():
    measures = PairMeasures(similarity=1.0, weight=20.0, part=1.0, other_part=0.9)
    contents = read("that it “sank”", "that it “sank in port”", kinds=("mixed", "mixed"))
    assert contents.drop_short_parts(0, 1, measures, 0.5) == (0.9, 20.0, 0.0, 0.9)
    assert contents.drop_short_parts(1, 0, measures, 0.5) == (1.0, 20.0, 1.0, 0.0)
    assert contents.drop_short_parts(0, 1, measures._replace(other_part=0.0), 0.5)[0] == 0.5
