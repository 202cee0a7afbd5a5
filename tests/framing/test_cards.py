import dataclasses

import pytest

from analysis.framing import prominence, verbs, voice
from analysis.framing.card import UNCERTAINTY


@pytest.mark.parametrize("card", [prominence.CARD, verbs.CARD, voice.CARD], ids=lambda c: c.name)
def test_a_method_card_leaves_nothing_open(card):
    assert all(dataclasses.astuple(card))
    assert UNCERTAINTY in card.formula
