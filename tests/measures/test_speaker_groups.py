import pandas as pd
import pytest

from analysis.measures import speaker_groups
from analysis.measures.speaker_groups import UNKNOWN

EPITHET_COLUMNS = ["article_id", "entity_id", "phrase", "country", "sentence"]
UNKNOWN_PERSON = {"entity_id": "e", "name": "Ann Lee", "label": "PERSON", "country": ""}


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
def test_a_phrase_assigns_its_speaker_to_a_group(phrase, group):
    assert speaker_groups.find_group(phrase) == group


def describe(mention="", entity_id="e", epithets=(), **entity):
    quotes = pd.DataFrame({"entity_id": [entity_id], "mention": [mention]})
    table = pd.DataFrame(list(epithets), columns=EPITHET_COLUMNS)
    entities = pd.DataFrame([{**UNKNOWN_PERSON, **entity}])
    return speaker_groups.describe_speakers(quotes, table, entities).iloc[0].tolist()


def test_what_the_articles_call_somebody_decides():
    epithets = [("a", "e", "French minister", "FR", 0), ("b", "e", "minister", "", 3)]
    assert describe("the professor", epithets=epithets) == ["government", "FR"]


def test_a_speaker_called_two_things_equally_often_is_classed_by_the_words_that_name_them():
    epithets = [("a", "e", "minister", "", 0), ("b", "e", "general", "", 3)]
    assert describe("Lee", epithets=epithets) == [UNKNOWN, UNKNOWN]
    assert describe("the professor", epithets=epithets)[0] == "experts"


def test_a_country_speaks_as_its_government():
    assert describe(label="GPE", name="France", country="FR") == ["government", "FR"]


def test_an_organisation_is_known_by_its_name():
    assert describe(label="ORG", name="Ministry of Defence")[0] == "government"


def test_an_unknown_speaker_is_classed_by_the_words_in_the_text():
    assert describe("a resident", entity_id="") == ["citizens", UNKNOWN]
