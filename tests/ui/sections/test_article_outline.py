import re

import pandas as pd

from ui.sections import article_outline
from ui.sections.article_outline import Item


def test_an_entry_leads_to_every_place():
    html = article_outline.build_outline([Item("Ann <Lee>", "3 ×", ("m1", "m5", "m9"))])
    assert re.findall('href="([^"]*)"', html) == ["#m1", "#m5", "#m9"]
    assert "Ann &lt;Lee&gt;" in html


def test_many_places_and_long_texts_are_cut():
    html = article_outline.build_outline([Item("x" * 500, "", tuple(f"m{n}" for n in range(100)))])
    assert html.count("<a ") == 30
    assert "x" * 100 not in html


def test_names_come_by_how_often_they_are_mentioned_with_the_words_used():
    rows = [
        (0, "ann", "Ann Lee", "name"),
        (9, "bo", "Bo", "name"),
        (12, "ann", "she", "pronoun"),
        (20, "", "him", "pronoun"),
        (30, "ann", "President", "apposition"),
    ]
    mentions = pd.DataFrame(rows, columns=["start", "entity_id", "text", "kind"])
    mentions = mentions.assign(label="PERSON", name=mentions["entity_id"].str.title())
    assert article_outline.list_names(mentions) == [
        Item("Ann", "People · 2 × · Ann Lee, she", ("m0", "m12")),
        Item("Bo", "People · 1 × · Bo", ("m9",)),
    ]


def test_the_colon_of_a_headline_is_not_listed_as_a_verb():
    columns = ["speaker", "resolution", "kind", "elsewhere", "credits_elsewhere", "text", "start"]
    row = ["White House", "named", "indirect", [], [], "A deal is near", 4]
    quotes = pd.DataFrame([[*row, ":"], [*row, "said"]], columns=[*columns, "cue"])
    quotes = quotes.assign(entity_id="w", speaker_confidence=0.9)
    notes = [item.note for item in article_outline.list_quotes(quotes)]
    assert notes == ["White House · indirect", "White House · indirect · said"]
