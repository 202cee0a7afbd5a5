import pandas as pd
import pytest

from analysis.measures import speaker_groups

LABELS = ["article_id", "entity_id", "phrase", "country", "sentence"]
ENTITIES = ["entity_id", "name", "label", "country"]


@pytest.mark.parametrize(
    ("phrase", "group"),
    [
        ("a senior US official", "government"),
        ("Army Gen.", "military"),
        ("the attorney general", "police and courts"),
        ("the UN secretary general", "government"),
        ("a spokesman for the police", "police and courts"),
        ("residents of the village", "citizens"),
        ("two policemen", "police and courts"),
        ("a professor at the University of Oslo", "experts"),
        ("the newspaper", "media"),
        ("a tall stranger", ""),
        ("", ""),
    ],
)
def test_a_phrase_puts_its_speaker_in_a_group(phrase, group):
    assert speaker_groups.group_of(phrase) == group


def described(mention="", entity="e", labels=(), label="PERSON", name="Ann Lee", country=""):
    quotes = pd.DataFrame({"entity_id": [entity], "mention": [mention]})
    told = pd.DataFrame(list(labels), columns=LABELS)
    entities = pd.DataFrame([("e", name, label, country)], columns=ENTITIES)
    return speaker_groups.describe(quotes, told, entities).iloc[0].tolist()


def test_what_the_articles_call_somebody_decides(tmp_path):
    labels = [("a", "e", "French minister", "FR", 0), ("b", "e", "minister", "", 3)]
    assert described("the professor", labels=labels) == ["government", "FR"]


def test_a_speaker_who_is_called_two_things_alike_is_taken_by_the_words_that_name_him():
    labels = [("a", "e", "minister", "", 0), ("b", "e", "general", "", 3)]
    assert described("Lee", labels=labels) == ["not told", "not told"]
    assert described("the professor", labels=labels)[0] == "experts"


def test_a_country_speaks_as_its_government():
    assert described(label="GPE", name="France", country="FR") == ["government", "FR"]


def test_an_organisation_is_known_by_its_name():
    assert described(label="ORG", name="Ministry of Defence")[0] == "government"


def test_nobody_known_is_told_by_the_words_in_the_text():
    assert described("a resident", entity="") == ["citizens", "not told"]
