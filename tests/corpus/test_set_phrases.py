import pytest

from analysis.corpus.set_phrases import MIN_SENTENCES, MIN_SHARE, find_phrases, weigh_phrases


def find(*sentences):
    return find_phrases((line.split(), frozenset(line.split()) - {"the"}) for line in sentences)


def test_words_side_by_side_in_two_sentences_are_a_phrase():
    lines = ["special counsel report", "vote special counsel"]
    assert len(lines) == MIN_SENTENCES
    assert find(*lines) == [("special", "counsel")]
    assert not find(*lines[1:])


def test_words_that_mostly_stand_apart_are_no_phrase():
    together, apart = ["special counsel"] * 3, ["counsel", "special"]
    assert pytest.approx(3 / 5) == MIN_SHARE
    assert find(*together, *apart * 2) == [("special", "counsel")]
    assert not find(*together, *apart * 3)


def test_a_word_beside_itself_or_beyond_a_stop_word_is_no_phrase():
    assert not find("very very", "very very")
    assert not find("report the counsel", "report the counsel")


def test_the_words_of_a_phrase_share_its_weight():
    position = {word: place for place, word in enumerate(["counsel", "robert", "special", "vote"])}
    phrases = [("special", "counsel"), ("counsel", "robert")]
    part = pytest.approx(0.577, abs=0.001)
    assert weigh_phrases(phrases, position).tolist() == [part, part, part, 1]
    assert weigh_phrases([], position).tolist() == [1] * 4
