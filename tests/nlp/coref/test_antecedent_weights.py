"""One margin decides for pronouns and descriptions."""

from math import inf

import pytest

from analysis.nlp.coref.antecedent_weights import MARGIN, NO_ANTECEDENT, Antecedent, choose


@pytest.mark.parametrize(("lead", "key"), [(MARGIN, "lee"), (MARGIN - 0.01, "")])
def test_the_best_antecedent_leads_by_the_margin(lead, key):
    assert choose({"lee": lead, "moor": 0.0}).key == key


def test_the_lead_is_that_over_the_next_one_with_a_name():
    assert choose({"lee": 2.0, "": 1.5, "moor": 1.0}).lead == pytest.approx(1.0)
    assert choose({"lee": 2.0}).lead == inf
    assert choose({}) == NO_ANTECEDENT


def test_what_is_known_of_both_changes_the_lead():
    antecedent = choose({"lee": 1.0, "moor": 0.0}, lambda *_: -0.9)
    assert antecedent == Antecedent(candidates=(("lee", 0.0), ("moor", 1.0)))
