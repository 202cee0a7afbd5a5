"""Whose speech a verb tells that has no subject of its own, on sentences parsed by hand."""

import pytest

from analysis.nlp.quotes.attribution_syntax import (
    find_relative_antecedent,
    find_shared_cue,
    find_speaker,
)
from tests.nlp.quotes.test_attribution_syntax import make


def speaker_of(doc, position):
    speaker = find_speaker(doc[position])
    return speaker and speaker.text


def test_the_agent_of_a_passive_speaks_and_not_its_subject():
    tokens = [
        ("It", "PRP", "nsubj", 2),
        ("was", "VBD", "auxpass", 2),
        ("said", "VBN", "ROOT", 2),
        ("by", "IN", "agent", 2),
        ("Lee", "NNP", "pobj", 3),
    ]
    assert speaker_of(make(*tokens), 2) == "Lee"
    assert speaker_of(make(*tokens[:4]), 2) is None


def test_a_verb_that_is_neither_a_reduced_relative_nor_shares_a_subject_has_none():
    assert speaker_of(make(("man", "NN", "ROOT", 0), ("saying", "VBG", "relcl", 0)), 1) is None
    doc = make(("Orr", "NNP", "nsubj", 1), ("left", "VBD", "ROOT", 1), ("said", "VBD", "ccomp", 1))
    assert speaker_of(doc, 2) is None


@pytest.mark.parametrize("tag", ["NN", "NNP", "PRP"])
def test_a_verb_below_a_noun_has_no_speaker_even_if_a_name_follows(tag):
    doc = make(("plan", tag, "ROOT", 0), ("said", "VBD", "conj", 0), ("Orr", "NNP", "dobj", 1))
    assert speaker_of(doc, 1) is None


@pytest.mark.parametrize(
    ("word", "tag", "is_speaker"),
    [("Orr", "NNP", True), ("he", "PRP", True), ("officials", "NNS", True), ("so", "JJ", False)],
)
def test_a_name_pronoun_or_noun_right_after_the_verb_speaks(word, tag, is_speaker):
    doc = make(("said", "VBD", "ROOT", 0), (word, tag, "dobj", 0))
    assert speaker_of(doc, 0) == (word if is_speaker else None)


@pytest.mark.parametrize(
    ("verb", "last", "position", "speaker"),
    [
        ("quoted", ("saying", "VBG", "pcomp", 3), 1, "Orr"),
        ("quoted", ("friend", "NN", "pobj", 3), 1, "Tass"),
        ("showed", ("saying", "VBG", "pcomp", 3), 4, "Tass"),
    ],
)
def test_only_whoever_is_quoted_as_saying_something_speaks_in_the_place_of_the_medium(
    verb, last, position, speaker
):
    doc = make(
        ("Tass", "NNP", "nsubj", 1),
        (verb, "VBD", "ROOT", 1),
        ("Orr", "NNP", "dobj", 1),
        ("as", "IN", "prep", 1),
        last,
    )
    assert speaker_of(doc, position) == speaker


@pytest.mark.parametrize("relation", ["conj", "xcomp", "advcl", "ccomp"])
def test_a_relative_pronoun_below_another_verb_refers_to_the_noun_of_the_clause(relation):
    doc = make(
        ("man", "NN", "ROOT", 0),
        ("who", "WP", "nsubj", 3),
        ("wants", "VBZ", "relcl", 0),
        ("say", "VB", relation, 2),
    )
    antecedent = find_relative_antecedent(doc[1])
    assert (antecedent and antecedent.text) == (None if relation == "ccomp" else "man")


@pytest.mark.parametrize(
    ("relation", "is_first", "cue"),
    [("ccomp", True, "said"), ("advcl", True, None), ("ccomp", False, None)],
)
def test_a_participle_shares_the_verb_that_reports_its_clause_if_that_comes_first(
    relation, is_first, cue
):
    speaks, leaves = (1, 2) if is_first else (3, 0)
    tokens = [None] * 5
    tokens[speaks] = ("said", "VBD", "ROOT", speaks)
    tokens[leaves] = ("left", "VBD", relation, speaks)
    tokens[2 if speaks == 3 else 0] = ("Orr", "NNP", "nsubj", speaks)
    tokens[1 if speaks == 3 else 3] = ("early", "RB", "advmod", leaves)
    tokens[4] = ("adding", "VBG", "advcl", leaves)
    shared = find_shared_cue(make(*tokens)[4])
    assert (shared and shared.text) == cue


@pytest.mark.parametrize(("lemma", "speaker"), [("prompt", "Lee"), ("promise", "Orr")])
def test_whoever_is_made_to_say_something_speaks(lemma, speaker):
    doc = make(
        ("Orr", "NNP", "nsubj", 1),
        ("prompted", "VBD", "ROOT", 1),
        ("Lee", "NNP", "dobj", 1),
        ("to", "TO", "aux", 4),
        ("say", "VB", "xcomp", 1),
    )
    doc[1].lemma_ = lemma
    assert speaker_of(doc, 4) == speaker


@pytest.mark.parametrize(("mark", "speaker"), [("of", "letter"), (",", "Orr")])
def test_a_document_right_before_saying_says_it_and_one_before_a_comma_does_not(mark, speaker):
    doc = make(
        ("Orr", "NNP", "nsubj", 1),
        ("left", "VBD", "ROOT", 1),
        ("letter", "NN", "dobj", 1),
        (mark, "," if mark == "," else "IN", "punct", 1),
        ("saying", "VBG", "advcl", 1),
    )
    assert speaker_of(doc, 4) == speaker
