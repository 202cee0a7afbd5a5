from dataclasses import replace

from analysis.measures import share_of_voice
from analysis.measures.selection import Focus
from analysis.measures.speaker_words import Form


def test_the_evidence_is_the_quotations_counted(talk):
    rows = share_of_voice.evidence(talk, "doe", "Herald")
    assert rows["quote_id"].tolist() == ["a:0", "a:1"]
    text = talk.articles.loc[0, "text"]
    assert text[rows.loc[1, "start"] : rows.loc[1, "end"]] == "“All of us,”"
    assert share_of_voice.evidence(talk, "doe", "Herald", form=Form.PARAPHRASED).empty
    assert share_of_voice.evidence(talk, "doe", "Post").empty


def test_the_measures_are_the_forms_of_every_speaker(talk):
    table = share_of_voice.compute(talk)
    assert set(table["measure"]) == {"all", "direct", "paraphrased", "early"}
    names = dict(zip(table["item"], table["name"], strict=True))
    assert names == {"doe": "Jane Doe", "roe": "Roe", "": "speaker not found"}


def test_the_focus_selects_among_the_speakers(talk):
    focused = replace(talk, focus=Focus(entity_ids=("doe",)))
    table = share_of_voice.compute(focused)
    assert set(table["item"]) == {"doe"}
    assert set(table.loc[table["measure"] == "all", "n"]) == {14, 4}


def test_without_quotations_the_table_is_empty(talk):
    assert share_of_voice.compute(replace(talk, quotes=talk.quotes.iloc[:0])).empty
