"""Descriptions as speakers."""

import pytest

from analysis.nlp.coref.antecedent_weights import NO_ANTECEDENT
from analysis.nlp.coref.descriptions import resolve_description, strip_article
from analysis.nlp.coref.discourse_state import NOBODY, Speaker
from analysis.nlp.entities.entity import Entity
from tests.hand_made_articles import join_sentences, make_name, make_state

LEE = Entity("lee", "Ann Lee", "PERSON")


def _subject(*modifiers, noun, tag="NN"):
    """Return the sentence of a subject whose modifiers are words with their tag and relation."""
    head = len(modifiers)
    return [
        *((word, word_tag, dep, head) for word, word_tag, dep in modifiers),
        (noun, tag, "nsubj", head + 1),
        ("spoke", "VBD", "ROOT", head + 1),
        (".", ".", "punct", head + 1),
    ]


def _resolve(*sentences, names=(), entities=(LEE,), speaker=None):
    """Resolve the subject of the last sentence."""
    doc = join_sentences(*sentences)
    mentions = [make_name(doc, *name) for name in names]
    state = make_state(doc, mentions, *entities)
    if speaker is not None:
        state.update(doc[0], speaker)
    return resolve_description(state, doc[-3], lambda _: NO_ANTECEDENT)


def test_the_statement_is_not_the_last_speakers():
    speaker = _resolve(
        _subject(noun="Lee", tag="NNP"),
        _subject(("The", "DT", "det"), noun="statement"),
        speaker=Speaker("Ann Lee", "lee", "named"),
    )
    assert (speaker.name, speaker.key, speaker.resolution) == ("statement", "", "description")


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "Nearly 80 percent of Americans said the mill was unsafe.",
            "Nearly 80 percent of Americans",
        ),
        ("The majority of voters (61%) said the mill was unsafe.", "majority of voters"),
        ("Sixty percent of those surveyed said it leaks.", "Sixty percent of those surveyed"),
        ("The blockade of the ministers suggested that it leaks.", ""),
    ],
)
def test_a_number_of_persons_is_shown_by_its_words(quotes, text, speaker):
    assert [row["speaker"] for row in quotes(text)] == [speaker] * len(quotes(text))


def test_persons_are_shown_with_what_tells_them_apart(quotes):
    text = (
        "The mill is old, according to two people familiar with the plan. A person close to "
        'Ann Weber said it leaks. "It is unsafe," the person said.'
    )
    speakers = [row["speaker"] for row in quotes(text)]
    person = "person close to Ann Weber"
    assert speakers == ["two people familiar with the plan", person, person]


def test_nothing_that_follows_refers_to_a_document_without_a_maker(quotes):
    text = (
        'Ann Weber opened the mill. "It leaks," Weber said. "It is old," the report said. '
        '"I know it," she said.'
    )
    assert [row["speaker"] for row in quotes(text)] == ["Ann Weber", "report", "Ann Weber"]


@pytest.mark.parametrize(
    ("name", "shown"),
    [(("Ann", "Lee"), "Ann Lee"), (("Bo", "Ann", "Lee"), "Ann Lee")],
)
def test_a_name_after_a_description_is_its_last_two_words(name, shown):
    *first, last = name
    modifiers = [("official", "NN", "compound"), *((word, "NNP", "compound") for word in first)]
    assert _resolve(_subject(*modifiers, noun=last, tag="NNP"), entities=()).name == shown


def test_an_unknown_description_remains_as_its_words():
    tired = _subject(("A", "DT", "det"), ("tired", "JJ", "amod"), noun="passenger")
    assert _resolve(tired) == Speaker("tired passenger", "", "description")


def test_a_definite_noun_that_describes_nobody_is_no_speaker():
    assert _resolve(_subject(("The", "DT", "det"), noun="bridge")) == NOBODY


def test_a_description_is_taken_up_by_its_noun():
    speaker = _resolve(
        _subject(("A", "DT", "det"), ("tired", "JJ", "amod"), noun="passenger"),
        _subject(("The", "DT", "det"), noun="passenger"),
    )
    assert speaker.name == "passenger"


@pytest.mark.parametrize(
    ("phrase", "noun"),
    [
        ("the bridge", "bridge"),
        ("A bridge", "bridge"),
        ("the", "the"),
        ("A few bridges", "a few bridges"),
        ("our bridge", "our bridge"),
    ],
)
def test_the_article_is_stripped(phrase, noun):
    assert strip_article(phrase) == noun


def test_the_office_of_a_person_is_named_by_its_owner(quote):
    row = quote("Anna Weber's office said on Monday that the bridge was late.")
    assert (row["speaker"], row["resolution"]) == ("Anna Weber's office", "named")


def _resolve_twice(first, second):
    doc = join_sentences(first, second)
    state = make_state(doc)
    heads = [token for token in doc if token.dep_ == "nsubj"]
    return [resolve_description(state, head, lambda _: NO_ANTECEDENT).name for head in heads]


@pytest.mark.parametrize(
    ("determiner", "adjective", "names"),
    [
        ("Two", "tired", ["Two tired pilots", "Two tired pilots"]),
        ("Those", "tired", ["Those tired pilots", "pilots"]),
    ],
)
def test_several_described_persons_are_taken_up(determiner, adjective, names):
    modifiers = (determiner, "CD", "nummod"), (adjective, "JJ", "amod")
    first = _subject(*modifiers, noun="pilots", tag="NNS")
    assert _resolve_twice(first, _subject(("The", "DT", "det"), noun="pilots", tag="NNS")) == names
