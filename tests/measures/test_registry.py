import dataclasses

import pytest

from analysis.measures import event_clauses
from analysis.measures.method_card import UNCERTAINTY
from analysis.measures.registry import CORRECTED_FAMILY_SIZE, GROUPS, MEASURES
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS

CARDS = {measure.card.name: measure.card for measure in MEASURES.values()}


@pytest.fixture
def selection(build, quote):
    """Two outlets with four articles each, with something to measure for every measure."""
    articles = []
    for number in range(8):
        outlet = ("Herald", "Post")[number % 2]
        lines = [
            ("headline", "{doe:Doe} wins"),
            ("body", f"“We won in round q{chr(97 + number)},” {{doe:Doe}} said."),
            ("body", "Mr. {roe:Roe} called the brutal vote a regime thing."),
        ]
        articles.append((str(number), outlet, "", lines))
    selection = build(*articles)
    quotes = [
        (str(n), f"“We won in round q{chr(97 + n)},”", "direct", "Doe", "doe", "said", "")
        for n in range(8)
    ]
    selection = quote(selection, *quotes)
    epithets = selection.mentions[selection.mentions["entity_id"] == "roe"]
    epithets = epithets.assign(word="mayor", phrase="the mayor", country="FR", sentence=0)
    return dataclasses.replace(selection, epithets=epithets)


@pytest.mark.parametrize(
    "card",
    [*CARDS.values(), event_clauses.CARD, event_clauses.ATTITUDES_CARD],
    ids=lambda card: card.name,
)
def test_a_method_card_leaves_nothing_open(card):
    assert all(dataclasses.astuple(card))


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.name)
def test_every_measured_value_says_how_sure_it_is(card):
    assert UNCERTAINTY in card.formula


def test_every_group_has_a_measure():
    assert {measure.group for measure in MEASURES.values()} == set(GROUPS)


@pytest.mark.parametrize("key", MEASURES)
def test_a_registered_measure_computes_its_rows_and_finds_their_evidence(selection, key):
    table = MEASURES[key].compute(selection)
    assert {"measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS} <= set(table)
    assert set(table["measure"]) <= set(MEASURES)
    values = table[(table["measure"] == key) & (table["value"] > 0)]
    for row in values.to_dict("records"):
        spans = MEASURES[key].evidence(selection, row["item"], row["outlet_label"])
        assert len(spans), (key, row["item"])
        assert {"article_id", "start", "end"} <= set(spans)
    assert len(values) or key in ("paraphrased", "first")


def test_the_declared_size_is_the_number_of_measures_in_the_corrected_family():
    in_family = [key for key, measure in MEASURES.items() if measure.is_in_corrected_family]
    assert len(in_family) == CORRECTED_FAMILY_SIZE


def test_a_new_measure_stays_outside_the_corrected_family_unless_it_says_otherwise():
    fields = {field.name: field for field in dataclasses.fields(MEASURES["rate"])}
    assert fields["is_in_corrected_family"].default is False
