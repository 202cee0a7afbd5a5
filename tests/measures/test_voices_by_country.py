from dataclasses import replace

from analysis.measures import voices_by_country
from analysis.measures.speaker_groups import UNKNOWN


def test_the_measure_by_country_carries_the_names_of_states(described_talk):
    table = voices_by_country.compute(described_talk)
    assert set(table["measure"]) == {"country_all"}
    names = dict(zip(table["item"], table["name"], strict=True))
    assert names == {"FR": "France", UNKNOWN: UNKNOWN}
    rows = voices_by_country.evidence(described_talk, "FR", "Herald")
    assert rows["quote_id"].tolist() == ["a:0", "a:1"]


def test_without_quotations_the_table_is_empty(talk):
    assert voices_by_country.compute(replace(talk, quotes=talk.quotes.iloc[:0])).empty
