"""The figures of an article: their kind, value, unit and head noun."""

import pytest

from analysis.nlp.numbers.figure_extraction import find_figures, read_sum
from analysis.nlp.numbers.numerals import parse_number
from analysis.nlp.span_index import SpanIndex, TextSpan
from tests.hand_parsed import parse


@pytest.fixture(scope="module")
def figures(annotated):
    return lambda text: [
        (row["text"], row["kind"], row["value"], row["unit"], row["head_noun"])
        for row in annotated(text)["figures"]
    ]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("The army fired 20 missiles.", ("20", "count", "20", "", "missile")),
        ("The town paid $1.5 million.", ("$1.5 million", "money", "1500000", "USD", "pay")),
        ("The firm raised $35m.", ("$35m", "money", "35000000", "USD", "raise")),
        (
            "Damage was put at 200 million euros.",
            ("200 million euros", "money", "200000000", "EUR", "put"),
        ),
        ("Profits fell five per cent.", ("five per cent", "percent", "5", "%", "fall")),
        ("Prices rose 5 percent.", ("5 percent", "percent", "5", "%", "rise")),
        (
            "The bridge was opened on May 3, 2021.",
            ("May 3, 2021", "date", "2021-05-03", "", "open"),
        ),
        ("Anna Weber, 47, opened the bridge.", ("47", "age", "47", "", "Weber")),
        (
            "The quake had a magnitude of 6.1.",
            ("6.1", "quantity", "6.1", "magnitude", "magnitude"),
        ),
        ("The flight left at 7:33 p.m.", ("7:33 p.m.", "time", "19:33", "", "leave")),
    ],
)
def test_a_figure_has_kind_value_unit_and_head_noun(figures, text, expected):
    assert figures(text) == [expected]


def _figures_of(doc):
    return find_figures(doc, SpanIndex([TextSpan(0, len(doc.text))]))


@pytest.mark.parametrize(
    ("number", "kind"), [("1", "count"), ("2", "age"), ("122", "age"), ("123", "count")]
)
def test_a_bare_number_after_a_name_is_an_age_from_2_to_122(number, kind):
    doc = parse(
        [
            ("Weber", "NNP", "nsubj", 4),
            (",", ",", "punct", 0),
            (number, "CD", "appos", 0),
            (",", ",", "punct", 0),
            ("left", "VBD", "ROOT", 4),
        ],
        [(2, 3, "CARDINAL")],
    )
    (figure,) = _figures_of(doc)
    assert figure.kind == kind
    assert figure.head_noun == ("Weber" if kind == "age" else "weber")


@pytest.mark.parametrize(("steps", "head_noun"), [(3, "left"), (4, "")])
def test_the_head_of_a_date_is_up_to_three_steps_away(steps, head_noun):
    chain = [("in", "IN", "prep", index) for index in range(steps - 1)]
    doc = parse(
        [("left", "VBD", "ROOT", 0), *chain, ("Monday", "NNP", "pobj", steps - 1)],
        [(steps, steps + 1, "DATE")],
    )
    (figure,) = _figures_of(doc)
    assert figure.head_noun == head_noun


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("It cost $35\nM. Smith said", "35"),
        ("It cost $35\nmillion fans said", "35"),
        ("It cost $35 K Street lobbyists", "35"),
        ("It cost $35m a year", "35000000"),
        ("It cost $35 million a year", "35000000"),
        ("It cost $35 bn a year", "35000000000"),
    ],
)
def test_the_scale_of_a_sum_is_on_its_line_and_a_letter_joins_the_number(text, value):
    kind, _, words = read_sum(text, text.index("35"), "35", "money")
    assert (kind, parse_number(words.lower())) == ("money", value)


def test_a_figure_outside_the_blocks_or_across_lines_is_none():
    doc = parse([("20", "CD", "nummod", 1), ("missiles", "NNS", "ROOT", 1)], [(0, 1, "CARDINAL")])
    assert find_figures(doc, SpanIndex([TextSpan(3, 11)])) == []
    assert len(_figures_of(doc)) == 1


def test_an_entity_that_is_a_name_is_no_figure():
    assert _figures_of(parse([("Weber", "NNP", "ROOT", 0)], [(0, 1, "PERSON")])) == []
