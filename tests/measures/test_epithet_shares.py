from dataclasses import replace

import pandas as pd
import pytest

from analysis.measures import epithet_shares
from analysis.measures.epithet_shares import MIN_USES
from analysis.measures.selection import Focus

DICTATOR = "doe\ndictator"


@pytest.fixture
def selection(build):
    """Six articles an outlet; the Herald says "dictator" where the Post says "leader"."""
    articles, rows = [], []
    for n in range(12):
        outlet, word = ("Herald", "dictator") if n % 2 else ("Post", "leader")
        line = f"The {word} {{doe:Doe}} spoke and {{roe:Roe}} the mayor left."
        articles.append((str(n), outlet, "", [("body", line)]))
        text = line.replace("{doe:Doe}", "Doe").replace("{roe:Roe}", "Roe")
        for entity_id, epithet in (("doe", word), ("roe", "mayor")):
            start = text.index(epithet)
            rows.append((str(n), start, start + len(epithet), epithet, entity_id))
    epithets = pd.DataFrame(rows, columns=["article_id", "start", "end", "word", "entity_id"])
    return replace(build(*articles), epithets=epithets)


def test_an_epithet_is_a_share_of_those_the_outlet_uses_for_the_same_entity(selection):
    table = epithet_shares.compute(selection).set_index(["name", "outlet_label"])
    dictator = table.loc[("Jane Doe: dictator", "Herald")]
    assert (dictator["value"], dictator["count"], dictator["n"]) == (1.0, 6, 6)
    assert table.loc[("Jane Doe: dictator", "Post"), "value"] == 0
    assert dictator["distinguishable"]
    assert not table.loc[("John Roe: mayor", "Herald"), "distinguishable"]


def test_epithets_within_quotations_are_not_the_outlets(selection):
    quotes = pd.DataFrame({"article_id": ["1"], "start": [0], "end": [60]})
    table = epithet_shares.compute(replace(selection, quotes=quotes))
    assert table.set_index(["item", "outlet_label"]).loc[(DICTATOR, "Herald"), "count"] == 5


@pytest.mark.parametrize(("offset", "count"), [(0, 5), (1, 6)])
def test_a_quotation_begins_at_its_first_character(selection, offset, count):
    start = int(selection.epithets.loc[selection.epithets["article_id"] == "1", "start"].min())
    quotes = pd.DataFrame({"article_id": ["1"], "start": [start + offset], "end": [start + 9]})
    table = epithet_shares.compute(replace(selection, quotes=quotes))
    assert table.set_index(["item", "outlet_label"]).loc[(DICTATOR, "Herald"), "count"] == count


def test_the_evidence_is_the_epithets_counted(selection):
    spans = epithet_shares.evidence(selection, DICTATOR, "Herald")
    assert spans["article_id"].tolist() == ["1", "11", "3", "5", "7", "9"]
    assert set(spans["end"] - spans["start"]) == {len("dictator")}


def test_epithets_of_nobody_known_are_ignored(selection):
    unknown = selection.epithets.assign(entity_id="")
    assert epithet_shares.compute(replace(selection, epithets=unknown)).empty


@pytest.mark.parametrize(("uses", "is_compared"), [(MIN_USES, True), (MIN_USES - 1, False)])
def test_a_word_is_compared_from_the_minimum_of_uses(selection, uses, is_compared):
    epithets = selection.epithets[selection.epithets["word"] == "dictator"].head(uses)
    table = epithet_shares.compute(replace(selection, epithets=epithets))
    assert (DICTATOR in set(table["item"])) == is_compared


def test_the_entities_with_most_epithets_are_compared(selection, monkeypatch):
    monkeypatch.setattr(epithet_shares, "MAX_ENTITIES", 1)
    epithets = selection.epithets.drop(selection.epithets.index[0])
    table = epithet_shares.compute(replace(selection, epithets=epithets))
    assert set(table["item"]) == {"roe\nmayor"}


def test_the_focus_selects_among_the_entities(selection):
    focused = replace(selection, focus=Focus(entity_ids=("roe",)))
    assert set(epithet_shares.compute(focused)["item"]) == {"roe\nmayor"}
