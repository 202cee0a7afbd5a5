from dataclasses import replace

from analysis.measures import voices_by_group
from analysis.measures.speaker_words import Form


def test_the_measures_by_group_leave_out_paraphrased_words(described_talk):
    table = voices_by_group.compute(described_talk)
    assert set(table["measure"]) == {"group_all", "group_direct", "group_early"}
    assert (table["item"] == table["name"]).all()
    rows = voices_by_group.evidence(described_talk, "military", "Herald", form=Form.EARLY)
    assert rows["quote_id"].tolist() == ["a:0"]


def test_without_quotations_the_table_is_empty(talk):
    assert voices_by_group.compute(replace(talk, quotes=talk.quotes.iloc[:0])).empty
