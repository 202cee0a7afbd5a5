"""The gender of persons, learned from pronouns."""

import pytest

from analysis.nlp.coref.genders import learn_genders
from analysis.nlp.coref.mention_contexts import MentionContext
from analysis.nlp.span_index import SpanIndex
from tests.hand_made_articles import join_sentences, make_name


def _learn(*genders, subject):
    """Return the genders learned from one sentence with each pronoun after Lee."""
    doc = join_sentences(
        *(
            [
                ("Lee", "NNP", "nsubj", 1),
                ("saw", "VBD", "ROOT", 1),
                (pronoun, "PRP", "dobj", 1),
                (".", ".", "punct", 1),
            ]
            for pronoun in genders
        )
    )
    mentions = [
        MentionContext(
            make_name(doc, 4 * number, "PERSON", "lee"),
            number,
            4 * number,
            is_subject=subject,
            is_first=not number,
        )
        for number in range(len(genders))
    ]
    sentences = [token.i // 4 for token in doc]
    return learn_genders(doc, mentions, sentences, SpanIndex([]), {"lee": ""})


def test_one_pronoun_suffices_after_a_subject():
    assert _learn("her", subject=True) == {"lee": "f"}


def test_two_pronouns_are_needed_after_other_names():
    assert _learn("him", subject=False) == {}
    assert _learn("him", "him", subject=False) == {"lee": "m"}


@pytest.mark.parametrize(("n_of_gender", "genders"), [(4, {"lee": "f"}), (3, {})])
def test_four_fifths_of_the_pronouns_agree(n_of_gender, genders):
    assert _learn("him", *["her"] * n_of_gender, subject=True) == genders


def _learn_beside_two_persons(**excluded):

    doc = join_sentences(
        [
            ("Lee", "NNP", "nsubj", 1),
            ("met", "VBD", "ROOT", 1),
            ("Moor", "NNP", "dobj", 1),
            ("beside", "IN", "prep", 1),
            ("her", "PRP", "pobj", 3),
        ]
    )
    mentions = [
        MentionContext(
            make_name(doc, position, "PERSON", key), 0, position, is_subject=True, is_first=True
        )
        for position, key in ((0, "lee"), (2, "moor"))
    ]
    return learn_genders(doc, mentions, [0] * len(doc), SpanIndex([]), excluded)


def test_a_pronoun_reveals_nothing_beside_two_persons():
    assert _learn_beside_two_persons(lee="", moor="") == {}


def test_a_pronoun_does_not_count_for_a_person_whose_given_name_excludes_it():
    assert _learn_beside_two_persons(lee="f", moor="") == {"moor": "f"}
