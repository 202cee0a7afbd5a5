"""The word lists: reporting verbs with their frames, nouns, and sets of words."""

import pytest

from analysis.nlp.lexicon import (
    NO_FRAMES,
    VerbFrame,
    frame_letters,
    nouns,
    verb_frames,
    words,
)


@pytest.mark.parametrize(
    ("lemma", "frames"),
    [
        ("say", VerbFrame.QUOTE | VerbFrame.CLAUSE),
        ("begin", VerbFrame.STANDALONE_QUOTE),
        ("tell", VerbFrame.QUOTE | VerbFrame.CLAUSE | VerbFrame.ADDRESSEE_OBJECT),
        (
            "ask",
            VerbFrame.QUOTE
            | VerbFrame.QUESTION
            | VerbFrame.INFINITIVE
            | VerbFrame.ADDRESSEE_OBJECT,
        ),
    ],
)
def test_a_reporting_verb_has_its_frames(lemma, frames):
    assert frames in verb_frames()[lemma]


def test_every_reporting_verb_has_a_frame_besides_its_addressee():
    assert all(frames & ~VerbFrame.ADDRESSEE_OBJECT for frames in verb_frames().values())


@pytest.mark.parametrize(
    ("frames", "letters"),
    [
        (NO_FRAMES, ""),
        (VerbFrame.QUOTE | VerbFrame.CLAUSE, "cq"),
        (~NO_FRAMES, "acdinqw"),
    ],
)
def test_features_name_frames_by_letters_in_alphabetical_order(frames, letters):
    assert frame_letters(frames) == letters


def test_a_noun_describes_a_kind_and_implies_a_gender():
    assert (nouns()["spokeswoman"].kind, nouns()["spokeswoman"].gender) == ("person", "f")
    assert nouns()["airline"].kind == "organisation"
    assert {"airline", "airways"} <= nouns()["airline"].named


def test_an_unknown_kind_of_words_is_an_error():
    assert "whether" in words("question")
    with pytest.raises(KeyError):
        words("no such kind")


def test_verbs_with_one_of_several_frames():
    frames = VerbFrame.QUOTE | VerbFrame.CLAUSE
    assert frames.has_any(VerbFrame.CLAUSE | VerbFrame.QUESTION)
    assert not frames.has_any(VerbFrame.QUESTION)
    assert not NO_FRAMES.has_any(~NO_FRAMES)
