"""Rules on the syntax of attributions, on sentences parsed by hand."""

import pytest

from analysis.nlp.lexicon import VerbFrame
from analysis.nlp.quotes.attribution_syntax import (
    find_noun_phrase,
    find_relative_antecedent,
    find_shared_cue,
    find_source,
    find_speaker,
    has_mark,
    is_cue,
    is_finite,
    is_negated,
)
from tests.hand_parsed import parse

LEMMAS = {"said": "say", "says": "say", "adding": "add", "warned": "warn", "told": "tell"}
LEMMAS |= {"quoted": "quote", "saying": "say", "used": "use", "letters": "letter"}


def make(*tokens, entities=()):
    """Parse tokens of word, tag, dependency and head, with the lemmas of reporting verbs."""
    doc = parse(tokens, entities)
    for token in doc:
        token.lemma_ = LEMMAS.get(token.lower_, token.lower_)
    return doc


@pytest.mark.parametrize(
    ("word", "tag", "expected"),
    [
        ("said", "VBD", True),
        ("said", "MD", True),  # parsers tag some verbs as auxiliaries
        ("said", "NN", False),
        ("slept", "VBD", False),
    ],
)
def test_a_cue_is_a_verb_of_reporting(word, tag, expected):
    doc = make(("Orr", "NNP", "nsubj", 1), (word, tag, "ROOT", 1))
    assert is_cue(doc[1], VerbFrame.CLAUSE) is expected


def test_a_verb_with_not_is_negated():
    doc = make(("Orr", "NNP", "nsubj", 2), ("never", "RB", "neg", 2), ("said", "VBD", "ROOT", 2))
    assert is_negated(doc[2])
    assert not is_negated(doc[0])


@pytest.mark.parametrize(
    ("tag", "child", "expected"),
    [
        ("VBD", None, True),
        ("VBZ", None, True),
        ("VBP", None, True),
        ("MD", None, True),
        ("VBG", None, False),
        ("VB", ("to", "TO", "aux"), False),
        ("VB", ("will", "MD", "aux"), True),
        ("VBN", ("was", "VBD", "auxpass"), True),
        ("VBN", ("soon", "RB", "advmod"), False),
    ],
)
def test_a_verb_is_finite_by_its_own_tense_or_that_of_an_auxiliary(tag, child, expected):
    tokens = [("leave", tag, "ROOT", 0)]
    if child:
        tokens.append((*child, 0))
    assert is_finite(make(*tokens)[0]) is expected


def test_a_mark_introduces_a_clause():
    doc = make(("That", "IN", "mark", 1), ("fell", "VBD", "ROOT", 1), ("it", "PRP", "nsubj", 1))
    assert has_mark(doc[1])
    assert has_mark(doc[1], "that")
    assert not has_mark(doc[1], "whether")
    assert not has_mark(doc[0])


def test_the_subject_speaks_and_the_nearest_of_two():
    # "Orr left, officials said", with both labelled as subjects of the last verb.
    doc = make(
        ("Orr", "NNP", "nsubj", 3),
        ("left", "VBD", "ccomp", 3),
        ("officials", "NNS", "nsubj", 3),
        ("said", "VBD", "ROOT", 3),
    )
    assert find_speaker(doc[3]).text == "officials"


def test_there_does_not_speak():
    doc = make(("There", "PRP", "nsubj", 1), ("said", "VBD", "ROOT", 1))
    assert find_speaker(doc[1]) is None


def test_the_agent_of_a_passive_speaks():
    doc = make(
        ("She", "PRP", "nsubjpass", 2),
        ("was", "VBD", "auxpass", 2),
        ("told", "VBN", "ROOT", 2),
        ("by", "IN", "agent", 2),
        ("Orr", "NNP", "pobj", 3),
    )
    assert find_speaker(doc[2]).text == "Orr"


def test_a_passive_without_an_agent_has_no_speaker():
    doc = make(
        ("She", "PRP", "nsubjpass", 2), ("was", "VBD", "auxpass", 2), ("told", "VBN", "ROOT", 2)
    )
    assert find_speaker(doc[2]) is None


def test_a_conjoined_verb_shares_the_subject():
    doc = make(
        ("Orr", "NNP", "nsubj", 1),
        ("rose", "VBD", "ROOT", 1),
        ("and", "IN", "cc", 1),
        ("said", "VBD", "conj", 1),
    )
    assert find_speaker(doc[3]).text == "Orr"


@pytest.mark.parametrize(("n_climbs", "expected"), [(3, "Orr"), (4, None)])
def test_few_verbs_are_climbed_to_a_subject(n_climbs, expected):
    tokens = [("Orr", "NNP", "nsubj", 1), ("rose", "VBD", "ROOT", 1)]
    tokens += [("went", "VBD", "conj", 1 + n) for n in range(n_climbs)]
    doc = make(*tokens)
    speaker = find_speaker(doc[1 + n_climbs])
    assert (speaker.text if speaker is not None else None) == expected


def test_the_noun_of_a_reduced_relative_speaks_if_it_is_active():
    tokens = [("A", "DT", "det", 1), ("statement", "NN", "ROOT", 1)]
    active = make(*tokens, ("saying", "VBG", "acl", 1))
    assert find_speaker(active[2]).text == "statement"
    passive = make(*tokens, ("said", "VBN", "acl", 1))
    assert find_speaker(passive[2]) is None
    with_clause = make(*tokens, ("said", "VBN", "acl", 1), ("fell", "VBD", "ccomp", 2))
    assert find_speaker(with_clause[2]).text == "statement"


@pytest.mark.parametrize("dep", ["dobj", "attr", "oprd", "npadvmod"])
def test_the_noun_right_after_the_verb_speaks_whatever_its_label(dep):
    doc = make(("said", "VBD", "ROOT", 0), ("Orr", "NNP", dep, 0))
    assert find_speaker(doc[0]).text == "Orr"


def test_an_object_further_on_or_no_noun_does_not_speak():
    apart = make(
        ("said", "VBD", "ROOT", 0), ("softly", "RB", "advmod", 0), ("Orr", "NNP", "dobj", 0)
    )
    assert find_speaker(apart[0]) is None
    adjective = make(("said", "VBD", "ROOT", 0), ("sad", "JJ", "dobj", 0))
    assert find_speaker(adjective[0]) is None
    other_label = make(("said", "VBD", "ROOT", 0), ("Orr", "NNP", "dative", 0))
    assert find_speaker(other_label[0]) is None


@pytest.mark.parametrize("parent", [0, 1])
def test_the_object_after_according_to_is_the_source(parent):
    doc = make(
        ("according", "VBG", "ROOT", 0), ("to", "IN", "prep", 0), ("Orr", "NNP", "pobj", parent)
    )
    assert find_source(doc[0]).text == "Orr"


@pytest.mark.parametrize(("distance", "expected"), [(10, "Orr"), (11, None)])
def test_a_name_soon_after_according_to_is_the_source_without_an_object(distance, expected):
    tokens = [("according", "VBG", "ROOT", 0), ("to", "IN", "prep", 0)]
    tokens += [("very", "RB", "dep", 0)] * (distance - 1) + [("Orr", "NNP", "dep", 0)]
    source = find_source(make(*tokens)[0])
    assert (source.text if source is not None else None) == expected


def shared(cue=("adding", "VBG", "advcl"), *, outer="said", subject=False, conj=False):
    """Return the last verb of "Orr said it fell, adding …", which the clause governs."""
    tokens = [
        ("Orr", "NNP", "nsubj", 1),
        (outer, "VBD", "ROOT", 1),
        ("it", "PRP", "nsubj", 3),
        ("fell", "VBD", "ccomp", 1),
    ]
    head = 3
    if conj:
        tokens.append(("sank", "VBD", "conj", 3))
        head = 4
    tokens.append((*cue, head))
    if subject:
        tokens.append(("she", "PRP", "nsubj", len(tokens) - 1))
    doc = make(*tokens)
    return doc[head + 1]


def test_a_participle_on_the_reported_clause_belongs_to_the_verb_that_reports_it():
    assert find_shared_cue(shared()).text == "said"
    assert find_speaker(shared()).text == "Orr"
    assert find_shared_cue(shared(("warned", "VBD", "conj"))).text == "said"
    assert find_shared_cue(shared(conj=True)).text == "said"


@pytest.mark.parametrize(
    "cue",
    [
        shared(("warned", "VBD", "advcl")),
        shared(("adding", "VBG", "xcomp")),
        shared(outer="slept"),
        shared(subject=True),
    ],
)
def test_other_verbs_share_no_cue(cue):
    assert find_shared_cue(cue) is None


def test_a_clause_before_its_verb_shares_no_cue():
    doc = make(
        ("fell", "VBD", "ccomp", 2),
        ("adding", "VBG", "advcl", 0),
        ("said", "VBD", "ROOT", 2),
    )
    assert find_shared_cue(doc[1]) is None


@pytest.mark.parametrize(("n_climbs", "expected"), [(2, "man"), (3, None)])
def test_a_relative_pronoun_refers_to_the_noun_of_its_clause(n_climbs, expected):
    tokens = [("man", "NN", "ROOT", 0), ("rose", "VBD", "relcl", 0)]
    tokens += [("went", "VBD", "conj", 1 + n) for n in range(n_climbs)]
    tokens.append(("who", "WP", "nsubj", 1 + n_climbs))
    antecedent = find_relative_antecedent(make(*tokens)[-1])
    assert (antecedent.text if antecedent is not None else None) == expected


def test_a_pronoun_outside_a_relative_clause_refers_to_nothing():
    doc = make(("who", "WP", "nsubj", 1), ("spoke", "VBD", "ROOT", 1))
    assert find_relative_antecedent(doc[0]) is None


def test_a_noun_phrase_ends_before_its_trailing_clauses():
    doc = make(
        ("The", "DT", "det", 1),
        ("head", "NN", "nsubj", 6),
        ("of", "IN", "prep", 1),
        ("Acme", "NNP", "pobj", 2),
        (",", ",", "punct", 1),
        ("coordinator", "NN", "appos", 1),
        ("spoke", "VBD", "ROOT", 6),
    )
    assert find_noun_phrase(doc[1]).text == "The head of Acme"


def test_a_person_in_apposition_to_a_description_belongs_to_the_phrase():
    tokens = (
        ("ambassador", "NN", "nsubj", 3),
        (",", ",", "punct", 0),
        ("Orr", "NNP", "appos", 0),
        ("spoke", "VBD", "ROOT", 3),
    )
    assert (
        find_noun_phrase(make(*tokens, entities=[(2, 3, "PERSON")])[0]).text == "ambassador , Orr"
    )
    assert find_noun_phrase(make(*tokens, entities=[(2, 3, "GPE")])[0]).text == "ambassador"
    named = make(*tokens, entities=[(0, 1, "PERSON"), (2, 3, "PERSON")])
    assert find_noun_phrase(named[0]).text == "ambassador"


def test_a_noun_phrase_does_not_begin_with_a_mark():
    doc = make((",", ",", "punct", 1), ("Orr", "NNP", "nsubj", 2), ("spoke", "VBD", "ROOT", 2))
    assert find_noun_phrase(doc[1]).text == "Orr"


@pytest.mark.parametrize(
    ("noun", "preposition", "relation", "speaker"),
    [
        ("letter", "to", "pobj", "letter"),
        ("letters", "from", "pobj", "letters"),
        ("letter", "with", "pobj", "Orr"),
        ("gift", "to", "pobj", "Orr"),
        ("letter", "to", "npadvmod", "Orr"),
    ],
)
def test_a_document_that_is_sent_speaks_and_not_who_gets_it(noun, preposition, relation, speaker):
    doc = make(
        ("Lee", "NNP", "nsubj", 1),
        ("sent", "VBD", "ROOT", 1),
        (noun, "NN", "dobj", 1),
        (preposition, "IN", "prep", 1),
        ("Orr", "NNP", relation, 3),
        ("saying", "VBG", "acl", 4),
    )
    assert find_speaker(doc[5]).text == speaker


def test_a_letter_to_somebody_speaks():
    doc = make(
        ("Letter", "NN", "ROOT", 0),
        ("to", "IN", "prep", 0),
        ("Orr", "NNP", "pobj", 1),
        ("saying", "VBG", "acl", 2),
    )
    assert find_speaker(doc[3]).text == "Letter"


def test_a_letter_speaks_in_a_clause_of_which_but_not_of_who():
    tokens = [
        ("Letter", "NN", "ROOT", 0),
        ("to", "IN", "prep", 0),
        ("Orr", "NNP", "pobj", 1),
        ("which", "WP", "nsubj", 4),
        ("said", "VBD", "relcl", 2),
    ]
    assert find_relative_antecedent(make(*tokens)[3]).text == "Letter"
    for pronoun in ("who", "whom"):
        tokens[3] = (pronoun, "WP", "nsubj", 4)
        assert find_relative_antecedent(make(*tokens)[3]).text == "Orr"


@pytest.mark.parametrize(
    ("verb", "relation", "infinitive", "agent", "speaker"),
    [
        ("arrested", "conj", False, False, "She"),
        ("forced", "xcomp", True, False, "She"),
        ("forced", "advcl", True, False, None),
        ("used", "xcomp", True, False, None),
        ("forced", "xcomp", True, True, "Lee"),
        ("arrested", "conj", False, True, "She"),
    ],
)
def test_a_verb_shares_the_subject_of_a_passive_but_of_what_is_used_or_done_by_another(
    verb, relation, infinitive, agent, speaker
):
    tokens = [
        ("She", "PRP", "nsubjpass", 2),
        ("was", "VBD", "auxpass", 2),
        (verb, "VBN", "ROOT", 2),
    ]
    if agent:
        tokens += [("by", "IN", "agent", 2), ("Lee", "NNP", "pobj", 3)]
    cue = len(tokens) + 1
    tokens += [
        (
            "to" if infinitive else "and",
            "TO" if infinitive else "IN",
            "aux" if infinitive else "cc",
            cue if infinitive else 2,
        ),
        ("say" if infinitive else "said", "VB" if infinitive else "VBD", relation, 2),
    ]
    head = find_speaker(make(*tokens)[cue])
    assert (head and head.text) == speaker


@pytest.mark.parametrize("relation", ["dobj", "nsubjpass"])
def test_whom_a_medium_quotes_as_saying_speaks(relation):
    doc = make(
        ("Tass", "NNP", "nsubj", 1),
        ("quoted", "VBD", "ROOT", 1),
        ("Orr", "NNP", relation, 1),
        ("as", "IN", "prep", 1),
        ("saying", "VBG", "pcomp", 3),
    )
    assert find_speaker(doc[1]).text == "Orr"


@pytest.mark.parametrize(
    ("tag", "relation", "speaker"),
    [("VBN", "acl", "Orr"), ("VBD", "acl", None), ("VBN", "ROOT", None)],
)
def test_whom_a_medium_quoted_speaks_in_a_clause_without_a_subject(tag, relation, speaker):
    doc = make(
        ("Orr", "NNP", "nsubj", 0 if relation == "acl" else 1),
        ("quoted", tag, relation, 0 if relation == "acl" else 1),
        ("as", "IN", "prep", 1),
        ("saying", "VBG", "pcomp", 2),
    )
    head = find_speaker(doc[1])
    assert (head and head.text) == speaker


@pytest.mark.parametrize(
    ("text", "speaker"),
    [
        (
            "The plan drew fire from farmers in the north, who said that it would dry up.",
            "farmers in the north",
        ),
        (
            "Bo cited a ruling against Ann Orr, which said that she had closed the wells.",
            "ruling against Ann Orr",
        ),
    ],
)
def test_who_is_a_person_and_which_is_none(quote, text, speaker):
    assert quote(text)["speaker"] == speaker
