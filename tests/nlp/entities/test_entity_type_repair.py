"""The types of entities that the parse, or other uses of the name, prove wrong."""

import pytest

from analysis.nlp.entities.entity_type_repair import drop_titles, repair_entity_types
from tests.hand_parsed import name, parse

#: 'Zamzam said he left .' as tokens; the pronoun's name is the subject before it.
SENTENCE = [
    ("Zamzam", "NNP", "nsubj", 1),
    ("said", "VBD", "ROOT", 1),
    ("he", "PRP", "nsubj", 3),
    ("left", "VBD", "ccomp", 1),
    (".", ".", "punct", 1),
]


@pytest.mark.parametrize(("sentences", "label"), [(2, "PERSON"), (1, "ORG")])
def test_two_pronouns_prove_a_person_and_one_does_not(sentences, label):
    length = len(SENTENCE)
    doc = parse(
        [
            (word, tag, dep, head + length * number)
            for number in range(sentences)
            for word, tag, dep, head in SENTENCE
        ]
    )
    names = [name(doc, length * number, length * number + 1, "ORG") for number in range(sentences)]
    assert {name.label for name in repair_entity_types(doc, names)} == {label}


@pytest.mark.parametrize(("pronoun", "label"), [("he", "PERSON"), ("it", "ORG")])
@pytest.mark.parametrize("before", ["ORG", "GPE"])
def test_one_pronoun_proves_that_a_common_family_name_is_a_person(pronoun, label, before):
    doc = parse(
        [
            ("Near", "IN", "prep", 4),
            ("Zamzam", "NNP", "pobj", 0),
            (",", ",", "punct", 4),
            ("Walker", "NNP", "nsubj", 4),
            ("said", "VBD", "ROOT", 4),
            (pronoun, "PRP", "nsubj", 6),
            ("left", "VBD", "ccomp", 4),
        ]
    )
    names = [name(doc, 1, 2, before), name(doc, 3, 4, "ORG")]
    is_rival = before == "ORG"
    *_, walker = repair_entity_types(doc, names)
    assert walker.label == ("ORG" if is_rival else label)


@pytest.mark.parametrize(("dep", "label"), [("nsubj", "PERSON"), ("dobj", "ORG")])
def test_a_subject_without_a_name_in_its_sentence_means_the_one_before(dep, label):
    doc = parse(
        [
            ("Walker", "NNP", "nsubj", 1),
            ("left", "VBD", "ROOT", 1),
            (".", ".", "punct", 1),
            ("Reporters", "NNS", "dobj" if dep == "nsubj" else "nsubj", 4),
            ("met", "VBD", "ROOT", 4),
            ("he", "PRP", dep, 4),
            (".", ".", "punct", 4),
        ]
    )
    (walker,) = repair_entity_types(doc, [name(doc, 0, 1, "ORG")])
    assert walker.label == label


@pytest.mark.parametrize(("length", "label"), [(4, "PERSON"), (5, "ORG")])
def test_a_title_proves_a_person_of_up_to_four_words(length, label):
    words = ["Ann", "Bea", "Cora", "Dora", "Eve"][:length]
    doc = parse(
        [
            ("Mayor", "NNP", "compound", length),
            *((word, "NNP", "compound", length) for word in words[:-1]),
            (words[-1], "NNP", "nsubj", length + 1),
            ("left", "VBD", "ROOT", length + 1),
        ]
    )
    (repaired,) = repair_entity_types(doc, [name(doc, 1, length + 1, "ORG")])
    assert repaired.label == label


@pytest.mark.parametrize(("between", "label"), [(1, "ORG"), (2, "PERSON")])
def test_a_medium_within_two_words_proves_an_organisation(between, label):
    head = between + 1
    doc = parse(
        [
            ("Yonhap", "NNP", "compound", head),
            *[("news", "NN", "compound", head)] * between,
            ("agency", "NN", "nsubj", head + 1),
            ("left", "VBD", "ROOT", head + 1),
        ]
    )
    (repaired,) = repair_entity_types(doc, [name(doc, 0, 1, "PERSON")])
    assert repaired.label == label


def test_a_name_has_the_label_of_most_of_its_uses():
    doc = parse([("Acme", "NNP", "ROOT", 0), *[("Acme", "NNP", "dep", 0)] * 2])
    names = [name(doc, 0, 1, "ORG"), name(doc, 1, 2, "ORG"), name(doc, 2, 3, "PRODUCT")]
    assert {name.label for name in repair_entity_types(doc, names)} == {"ORG"}


@pytest.mark.parametrize(
    ("labels", "repaired"),
    [
        (["LOC", "ORG"], ["ORG", "ORG"]),
        (["ORG", "EVENT", "FAC"], ["EVENT"] * 3),
        (["GPE", "ORG"], ["GPE", "ORG"]),
        (["LOC", "FAC"], ["LOC", "FAC"]),
        (["ORG", "PERSON"], ["ORG", "PERSON"]),
    ],
)
def test_of_equally_frequent_labels_the_clearest_is_taken_if_there_is_one(labels, repaired):
    tokens = [("Orlo", "NNP", "dep", 0)] * len(labels)
    doc = parse(tokens)
    names = [name(doc, start, start + 1, label) for start, label in enumerate(labels)]
    assert [name.label for name in repair_entity_types(doc, names)] == repaired


def test_works_of_art_are_dropped_when_nothing_proves_another_type():
    doc = parse([("Acme", "NNP", "ROOT", 0)])
    assert repair_entity_types(doc, [name(doc, 0, 1, "WORK_OF_ART")]) == []


@pytest.mark.parametrize(("label", "expected"), [("ORG", "GPE"), ("EVENT", "EVENT")])
def test_a_country_is_a_place_unless_it_names_an_event_or_a_law(label, expected):
    doc = parse([("Russia", "NNP", "ROOT", 0)])
    (repaired,) = repair_entity_types(doc, [name(doc, 0, 1, label)])
    assert repaired.label == expected


def test_a_field_before_an_office_is_a_title_and_a_body_is_not():
    doc = parse(
        [
            ("Defense", "NNP", "compound", 1),
            ("Minister", "NNP", "ROOT", 1),
            ("Ministry", "NNP", "compound", 3),
            ("Minister", "NNP", "dep", 1),
        ]
    )
    field, body = name(doc, 0, 1, "ORG"), name(doc, 2, 3, "ORG")
    assert drop_titles([field, body]) == [body]


@pytest.mark.parametrize(
    ("given_name", "label", "n_alone", "expected"),
    [
        ("Tonya", "WORK_OF_ART", 0, "PERSON"),
        ("Zorp", "WORK_OF_ART", 0, ""),  # such names are dropped
        ("Zorp", "GPE", 2, "PERSON"),
        ("Zorp", "GPE", 1, "GPE"),
    ],
)
def test_an_office_in_apposition_proves_a_person(given_name, label, n_alone, expected):
    tokens = [
        (given_name, "NNP", "compound", 1),
        ("Boon", "NNP", "nsubj", 4),
        (",", ",", "punct", 1),
        ("director", "NN", "appos", 1),
        ("left", "VBD", "ROOT", 4),
    ]
    tokens += [("Boon", "NNP", "dep", 4)] * n_alone
    doc = parse(tokens)
    names = [name(doc, 0, 2, label)]
    names += [name(doc, 5 + number, 6 + number, "PERSON") for number in range(n_alone)]
    repaired = repair_entity_types(doc, names)
    assert next((name.label for name in repaired if name.start == 0), "") == expected


@pytest.mark.parametrize(("uses", "label"), [(2, "ORG"), (1, "LOC")])
def test_the_first_word_of_a_longer_name_is_that_body_when_it_acts_twice(uses, label):
    words = [("Northwest", "NNP", "compound", 1), ("Airways", "NNPS", "nsubj", 2)]
    words.append(("grew", "VBD", "ROOT", 2))
    starts = range(3, 3 + 2 * uses, 2)
    for start in starts:
        words += [("Northwest", "NNP", "nsubj", start + 1), ("grew", "VBD", "ROOT", start + 1)]
    doc = parse(words)
    short_forms = [name(doc, start, start + 1, "LOC") for start in starts]
    repaired = repair_entity_types(doc, [name(doc, 0, 2, "ORG"), *short_forms])
    assert [name.label for name in repaired] == ["ORG", *[label] * uses]


@pytest.mark.parametrize(("verb", "label"), [("said", "PERSON"), ("left", "GPE")])
def test_a_place_with_an_office_that_says_something_is_a_person(verb, label):
    doc = parse(
        [
            ("Maram", "NNP", "compound", 1),
            ("Adalet", "NNP", "nsubj", 5),
            (",", ",", "punct", 1),
            ("director", "NN", "appos", 1),
            (",", ",", "punct", 1),
            (verb, "VBD", "ROOT", 5),
        ]
    )
    doc[3].lemma_ = "director"
    assert [name.label for name in repair_entity_types(doc, [name(doc, 0, 2, "GPE")])] == [label]


@pytest.mark.parametrize(
    ("word", "label"),
    [
        ("Brexit", "EVENT"),
        ("COVID-19", "EVENT"),
        ("Brett", "PERSON"),
        ("Latinos", "NORP"),
        ("Politico", "ORG"),
    ],
)
def test_a_listed_event_people_or_medium_is_no_person(word, label):
    doc = parse([(word, "NNP", "nsubj", 1), ("came", "VBD", "ROOT", 1)])
    assert [name.label for name in repair_entity_types(doc, [name(doc, 0, 1, "PERSON")])] == [label]


@pytest.mark.parametrize(
    ("first", "last", "label"),
    [("Ann", "University", "ORG"), ("Team", "Boon", "ORG"), ("Ann", "Church", "PERSON")],
)
def test_a_person_whose_name_begins_or_ends_as_a_body_is_an_organisation(first, last, label):
    doc = parse([(first, "NNP", "compound", 1), (last, "NNP", "ROOT", 1)])
    assert [mention.label for mention in drop_titles([name(doc, 0, 2, "PERSON")])] == [label]


@pytest.mark.parametrize(("given_name", "label"), [("Ada", "PERSON"), ("Acme", "ORG")])
@pytest.mark.parametrize("verb", ["said", "fell"])
def test_a_given_name_and_a_word_more_that_speak_are_a_person(given_name, label, verb):
    doc = parse(
        [(given_name, "NNP", "compound", 1), ("Boon", "NNP", "nsubj", 2), (verb, "VBD", "ROOT", 2)]
    )
    expected = label if verb == "said" else "ORG"
    assert [name.label for name in repair_entity_types(doc, [name(doc, 0, 2, "ORG")])] == [expected]


@pytest.mark.parametrize(
    ("noun", "given_name", "label"),
    [("chair", "Ada", "PERSON"), ("chair", "Acme", "ORG"), ("bridge", "Ada", "ORG")],
)
def test_a_name_in_apposition_to_an_office_is_a_person(noun, given_name, label):
    doc = parse(
        [
            ("the", "DT", "det", 1),
            (noun, "NN", "ROOT", 1),
            (",", ",", "punct", 1),
            (given_name, "NNP", "compound", 4),
            ("Boon", "NNP", "appos", 1),
        ]
    )
    assert [name.label for name in repair_entity_types(doc, [name(doc, 3, 5, "ORG")])] == [label]


@pytest.mark.parametrize(("joint", "label"), [("v.", "LAW"), ("and", "ORG")])
def test_two_parties_in_court_are_a_law(joint, label):
    doc = parse([("Boon", "NNP", "ROOT", 0), (joint, "IN", "prep", 0), ("Holt", "NNP", "pobj", 1)])
    assert [mention.label for mention in drop_titles([name(doc, 0, 3, "ORG")])] == [label]


@pytest.mark.parametrize(
    ("middle", "verb", "label"), [("B.", "said", "PERSON"), ("B.", "fell", ""), ("Bo", "said", "")]
)
def test_what_speaks_and_has_a_middle_initial_is_no_work(middle, verb, label):
    doc = parse(
        [
            ("Zorp", "NNP", "compound", 2),
            (middle, "NNP", "compound", 2),
            ("Hagen", "NNP", "nsubj", 3),
            (verb, "VBD", "ROOT", 3),
        ]
    )
    repaired = repair_entity_types(doc, [name(doc, 0, 3, "WORK_OF_ART")])
    assert next((name.label for name in repaired), "") == label


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("Ustrian Lending Act", "LAW"),
        ("Campus Title IX", "LAW"),
        ("Ustrian Climate Accord", "LAW"),
        ("Ustrian Trade Agreement", "LAW"),
        ("Ustrian Lending Agency", "ORG"),
        ("Ustrian Journal Constitution", "ORG"),
        ("Title Insurance", "ORG"),
    ],
)
def test_an_act_and_a_numbered_title_are_laws(text, label):
    doc = parse([(word, "NNP", "dep", 0) for word in text.split()])
    (repaired,) = drop_titles([name(doc, 0, len(doc), "ORG")])
    assert repaired.label == label


@pytest.mark.parametrize(
    ("text", "label"), [("Obamacare", "LAW"), ("Obamafare", "ORG"), ("Medicare", "LAW")]
)
def test_a_listed_law_or_programme_is_no_body(text, label):
    doc = parse([(text, "NNP", "dep", 0)])
    (repaired,) = repair_entity_types(doc, [name(doc, 0, 1, "ORG")])
    assert repaired.label == label
