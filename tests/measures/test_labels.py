import pandas as pd
import pytest

from analysis.measures import epithet_shares

NONE = pd.DataFrame(columns=["article_id", "start", "end"])


@pytest.fixture
def story(build):
    """Six articles an outlet; the Herald says "dictator" where the Post says "leader"."""
    articles, rows = [], []
    for n in range(12):
        outlet, word = ("Herald", "dictator") if n % 2 else ("Post", "leader")
        line = f"The {word} {{doe:Doe}} spoke and {{roe:Roe}} the mayor left."
        articles.append((str(n), outlet, "", [("body", line)]))
        text = line.replace("{doe:Doe}", "Doe").replace("{roe:Roe}", "Roe")
        for entity, label in (("doe", word), ("roe", "mayor")):
            start = text.index(label)
            rows.append((str(n), start, start + len(label), label, entity))
    tables = build(*articles)
    tables.labels = pd.DataFrame(rows, columns=["article_id", "start", "end", "word", "entity_id"])
    return tables


def measured(story, quotes=NONE):
    return epithet_shares.measure(
        story.articles, story.blocks, story.labels, quotes, story.entities
    )


def test_a_label_is_a_share_of_what_the_outlet_calls_the_same_entity(story):
    table = measured(story).set_index(["entity", "word", "outlet_label"])
    dictator = table.loc[("Jane Doe", "dictator", "Herald")]
    assert (dictator["value"], dictator["count"], dictator["n"]) == (1.0, 6, 6)
    assert table.loc[("Jane Doe", "dictator", "Post"), "value"] == 0
    assert dictator["distinguishable"]
    assert not table.loc[("John Roe", "mayor", "Herald"), "distinguishable"]


def test_labels_within_quotations_are_not_the_outlets(story):
    quotes = pd.DataFrame({"article_id": ["1"], "start": [0], "end": [60]})
    table = measured(story, quotes).set_index(["word", "outlet_label"])
    assert table.loc[("dictator", "Herald"), "count"] == 5


def test_the_evidence_is_the_labels_counted(story):
    item = measured(story).set_index("word").loc["dictator", "item"].iloc[0]
    found = epithet_shares.evidence(
        story.articles, story.blocks, story.labels, NONE, item=item, outlet_label="Herald"
    )
    assert found["article_id"].tolist() == ["1", "11", "3", "5", "7", "9"]
    assert set(found["end"] - found["start"]) == {len("dictator")}


def test_labels_of_nobody_known_are_passed_over(story):
    story.labels["entity_id"] = ""
    assert measured(story).empty
