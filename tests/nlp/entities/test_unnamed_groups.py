"""Groups without a name."""

import pytest

from analysis.nlp.entities.unnamed_groups import find_groups
from analysis.nlp.span_index import SpanIndex, TextSpan
from tests.hand_parsed import name, parse


def _groups(doc, names=()):
    blocks = SpanIndex([TextSpan(0, len(doc.text))])
    return [
        (mention.entity.name, mention.entity.label) for mention in find_groups(doc, names, blocks)
    ]


@pytest.mark.parametrize(("label", "group"), [("NORP", "Republican voter"), ("PERSON", "voter")])
def test_only_a_group_a_body_or_a_place_before_the_noun_is_part_of_the_name(label, group):
    doc = parse([("Republican", "NNP", "amod", 1), ("voter", "NNS", "ROOT", 1)])
    assert _groups(doc, [name(doc, 0, 1, label)]) == [(group, "NORP")]


@pytest.mark.parametrize(("tag", "dep"), [("NN", "ROOT"), ("NNS", "compound")])
def test_one_person_or_a_modifier_is_no_group(tag, dep):
    assert _groups(parse([("voter", tag, dep, 1), ("left", "VBD", "ROOT", 1)])) == []


def test_the_mentions_of_a_group_share_an_entity():
    doc = parse(
        [("voter", "NNS", "nsubj", 1), ("left", "VBD", "ROOT", 1), ("voter", "NNS", "dep", 1)]
    )
    first, second = find_groups(doc, [], SpanIndex([TextSpan(0, len(doc.text))]))
    assert first.entity is second.entity
    assert first.entity.forms == {"voter": 2}


def test_a_noun_inside_a_name_or_outside_the_blocks_is_no_group():
    doc = parse([("voter", "NNS", "ROOT", 0)])
    assert _groups(doc, [name(doc, 0, 1, "ORG")]) == []
    assert list(find_groups(doc, [], SpanIndex([TextSpan(9, 10)]))) == []


@pytest.mark.parametrize(
    ("determiner", "number", "groups"),
    [
        ("the", "two", []),
        ("the", "five", [("voter", "NORP")]),
        ("some", "two", [("voter", "NORP")]),
        ("the", "both", []),
        ("both", "young", [("voter", "NORP")]),
    ],
)
def test_the_two_that_were_named_are_no_group(determiner, number, groups):
    doc = parse(
        [(determiner, "DT", "det", 2), (number, "CD", "nummod", 2), ("voter", "NNS", "ROOT", 2)]
    )
    assert _groups(doc) == groups
