import dataclasses

import pytest

from analysis.measures import event_clauses
from analysis.measures.method_card import UNCERTAINTY
from analysis.measures.registry import MEASURES

CARDS = {measure.card.name: measure.card for measure in MEASURES.values()}


@pytest.mark.parametrize(
    "card", [*CARDS.values(), event_clauses.CARD, event_clauses.EDGES_CARD], ids=lambda c: c.name
)
def test_a_method_card_leaves_nothing_open(card):
    assert all(dataclasses.astuple(card))


@pytest.mark.parametrize("card", CARDS.values(), ids=lambda card: card.name)
def test_every_measured_value_says_how_sure_it_is(card):
    assert UNCERTAINTY in card.formula
