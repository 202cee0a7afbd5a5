"""What the pages ask of a catalogue, on a story written by hand."""

from datetime import date

import pandas as pd
import pytest

from analysis.store import Filters
from analysis.store.queries import entities, overview
from analysis.store.queries import filter_choices as shared
from analysis.store.queries.evidence import find_passages
from tests.made_story import Story, talks

EVERYTHING = Filters()


@pytest.fixture
def catalogue(tmp_path):
    return talks().save(tmp_path)


def _counts(table, *keys):
    return {tuple(row[key] for key in keys): row["n"] for row in table.to_dict("records")}


def test_the_filters_offer_what_is_there(catalogue):
    options = shared.read_filter_options(catalogue)
    assert options.outlets == ("Beacon", "Courier", "Ledger")
    assert options.labels == ("PERSON",)
    assert str(options.first) == str(options.last) == "2023-09-06"


def test_who_changes_the_counts_by_outlet_changes_them_for_nobody_else(catalogue):
    counts = shared.count_by_outlet(catalogue, EVERYTHING)
    assert counts["articles"].tolist() == [1, 1, 1]
    counts["articles"] = 0
    assert shared.count_articles(catalogue, EVERYTHING) == 3


def test_without_dates_there_is_no_range(tmp_path):
    options = shared.read_filter_options(
        Story().article("a", "X", "It rained.", published=None).save(tmp_path)
    )
    assert (options.first, options.last) == (None, None)


def test_two_entities_of_one_name_are_told_apart(tmp_path):
    story = Story().article("a", "X", "Georgia met Georgia and Georgia. Peace.")
    for entity, label in (("g1", "GPE"), ("g2", "PERSON"), ("g3", "PERSON"), ("p", "ORG")):
        name = "Peace" if entity == "p" else "Georgia"
        story.add_row("entities", entity_id=entity, name=name, label=label)
        story.add_row("mentions", article_id="a", kind="name", entity_id=entity, block_kind="body")
    shown = shared.list_top_entities(story.save(tmp_path))
    assert shown == {
        "g1": "Georgia (GPE)",
        "g2": "Georgia (PERSON, g2)",
        "g3": "Georgia (PERSON, g3)",
        "p": "Peace",
    }


def test_an_entity_is_found_by_its_name_and_by_its_id(catalogue):
    assert shared.find_entities(catalogue, ("Ann Lee", "bo-ek", "nobody")) == {
        "ann-lee": "Ann Lee",
        "bo-ek": "Bo Ek",
    }


def test_mentions_are_counted_by_entity_and_outlet(catalogue):
    table = entities.count_mentions(catalogue, EVERYTHING, 10)
    assert _counts(table, "entity_id", "outlet_label") == {
        ("ann-lee", "Ledger"): 1,
        ("ann-lee", "Beacon"): 1,
        ("bo-ek", "Ledger"): 1,
    }
    assert table["entity_id"].iloc[0] == "ann-lee", "the most mentioned comes first"


def test_the_limit_counts_entities_not_rows(catalogue):
    assert set(entities.count_mentions(catalogue, EVERYTHING, 1)["entity_id"]) == {"ann-lee"}


def test_captions_pronouns_and_unsure_mentions_do_not_count_as_names(tmp_path):
    story = talks()
    for kind, block, entity in (
        ("name", "caption", "ann-lee"),
        ("pronoun", "body", "ann-lee"),
        ("name", "body", ""),
    ):
        story.add_row("mentions", article_id="b1", kind=kind, block_kind=block, entity_id=entity)
    catalogue = story.save(tmp_path)
    counts = _counts(
        entities.count_mentions(catalogue, EVERYTHING, 10), "entity_id", "outlet_label"
    )
    assert counts[("ann-lee", "Beacon")] == 1
    with_pronouns = entities.count_mentions(catalogue, EVERYTHING, 10, names_only=False)
    assert _counts(with_pronouns, "entity_id", "outlet_label")[("ann-lee", "Beacon")] == 2


def test_every_count_opens_as_many_marks(catalogue):
    for row in entities.measure_prominence(catalogue, EVERYTHING, 10).to_dict("records"):
        passages = entities.find_mention_passages(
            catalogue, EVERYTHING, row["entity_id"], row["outlet_label"]
        )
        assert passages["marks"].map(len).sum() == row["n"]
        for passage in passages.to_dict("records"):
            for mark in passage["marks"]:
                start = mark["start"] - passage["start"]
                assert passage["text"][start:].startswith(row["name"])


@pytest.fixture
def country(tmp_path):
    """An article that names a country in its headline and twice below, once as its people."""
    story = Story().article("a", "X", "Norway waits", "It is cold. Norway acts.", headline=True)
    story.article("b", "X", "The Norwegians wait.")
    story.add_row(
        "entities", entity_id="country:NO", name="Norway", label="GPE", aliases=["Norway"]
    )
    for key, start, block, sense, role in (
        ("a", 0, "headline", "place", "acts"),
        ("a", 25, "body", "place", "acts"),
        ("b", 4, "body", "people", "other"),
    ):
        story.add_row(
            "mentions",
            article_id=key,
            start=start,
            end=start + 6,
            kind="name",
            block_kind=block,
            entity_id="country:NO",
            metonymy=sense,
            semantic_role=role,
        )
    return story.save(tmp_path)


def test_a_country_is_one_entity_or_its_senses_apart(country):
    together = entities.measure_prominence(country, EVERYTHING, 10)
    assert _counts(together, "entity_id", "name") == {("country:NO", "Norway"): 3}
    apart = entities.measure_prominence(country, EVERYTHING, 10, by_sense=True)
    assert _counts(apart, "entity_id", "name") == {
        ("country:NO#place", "Norway (place)"): 2,
        ("country:NO#people", "Norway (people)"): 1,
    }
    assert [entities.split_sense(key) for key in apart["entity_id"]] == [
        ("country:NO", "place"),
        ("country:NO", "people"),
    ]


def test_headlines_and_first_places_are_counted_and_open_their_sentences(country):
    (row,) = entities.measure_prominence(country, EVERYTHING, 10).to_dict("records")
    assert row["headlines"] == 1
    assert row["first"] == pytest.approx((25 / 37 + 4 / 20) / 2)
    opened = {
        only: entities.find_mention_passages(country, EVERYTHING, "country:NO", subset=only)[
            "marks"
        ].map(len)
        for only in (entities.MentionSubset.HEADLINES, entities.MentionSubset.FIRST)
    }
    assert {only: marks.sum() for only, marks in opened.items()} == {"headlines": 1, "first": 2}


def test_roles_are_counted_by_outlet_and_open_their_sentences(country):
    assert _counts(
        entities.count_roles(country, EVERYTHING, "country:NO"), "semantic_role", "outlet_label"
    ) == {
        ("acts", "X"): 2,
        ("other", "X"): 1,
    }
    passages = entities.find_mention_passages(country, EVERYTHING, "country:NO", role="other")
    assert passages["article_id"].tolist() == ["b"]


def test_filters_narrow_what_is_counted(catalogue):
    only = Filters(outlets=("Beacon",))
    assert set(entities.count_mentions(catalogue, only, 10)["outlet_label"]) == {"Beacon"}
    assert overview.count_totals(catalogue, only) == {
        "articles": 1,
        "outlets": 1,
        "words": 15,
        "quotations": 1,
    }


def test_words_and_meaning_narrow_the_sentences(catalogue):
    def count_passages(**asked):
        return len(entities.find_mention_passages(catalogue, EVERYTHING, "ann-lee", **asked))

    assert (
        count_passages(),
        count_passages(text="Ann Lee"),
        count_passages(text="Lee"),
        count_passages(sense="place"),
    ) == (2, 2, 0, 0)


def test_an_article_has_its_first_paragraph_as_its_lead(catalogue):
    table = overview.list_articles(catalogue, EVERYTHING, 10).set_index("article_id")
    assert table.loc["a1", "lead"].startswith("“We will talk")
    assert table.loc["a1", "title"] == "Talks to begin"
    assert list(table.index)[-1] == "b1", "articles without a date come last"


def test_pages_of_articles_do_not_overlap(catalogue):
    pages = [overview.list_articles(catalogue, EVERYTHING, 2, offset) for offset in (0, 2)]
    assert sum(len(page) for page in pages) == 3
    assert set(pages[0]["article_id"]).isdisjoint(pages[1]["article_id"])


def test_a_stretch_across_sentences_brings_all_of_them(catalogue):
    spans = """SELECT 'a1' AS article_id, 20 AS "start", 100 AS "end", '' AS note"""
    passages = find_passages(catalogue, spans)
    assert len(passages) == 1
    assert "We will talk" in passages["text"].iloc[0]
    assert "Bo Ek warned" in passages["text"].iloc[0]


def test_two_marks_of_one_sentence_are_one_passage(catalogue):
    spans = """SELECT 'b1' AS article_id, unnest([0, 13]) AS "start", unnest([3, 17]) AS "end",
               '' AS note"""
    passages = find_passages(catalogue, spans)
    assert [mark["start"] for mark in passages["marks"].iloc[0]] == [0, 13]


def test_no_more_passages_than_asked_for(catalogue):
    spans = 'SELECT article_id, "start", "end", \'\' AS note FROM sentences'
    assert len(find_passages(catalogue, spans, limit=3)) == 3


def test_the_outlets_whose_headline_a_story_has_for_a_title_are_named(tmp_path):
    story = Story()
    story.article("a1", "Ledger", "The story", "Rain fell.", headline=True)
    story.article("b1", "Beacon", "The story", "Rain fell.", headline=True)
    story.article("c1", "Courier", "Another headline", "The story", headline=True)
    story.article("d1", "Daily", "The story", "Rain fell.", headline=True, story_id="other")
    catalogue = story.save(tmp_path)
    assert overview.list_headline_outlets(catalogue, "s") == ["Beacon", "Ledger"]
    assert overview.list_headline_outlets(catalogue, "gone") == []


def test_the_days_of_publication_are_those_of_the_selection(tmp_path):
    story = Story()
    for key, outlet, day in (
        ("a1", "Ledger", date(2023, 9, 1)),
        ("b1", "Beacon", date(2023, 9, 6)),
        ("c1", "Courier", None),
    ):
        story.article(key, outlet, "Rain fell.", published=day)
    catalogue = story.save(tmp_path)
    days = overview.find_date_range(catalogue, Filters())
    assert (days.first, days.last, days.undated) == (
        pd.Timestamp(2023, 9, 1),
        pd.Timestamp(2023, 9, 6),
        1,
    )
    undated = overview.find_date_range(catalogue, Filters(outlets=("Courier",)))
    assert (pd.isna(undated.first), pd.isna(undated.last), undated.undated) == (True, True, 1)


def test_articles_of_a_story_are_counted_by_day_without_undated_ones(tmp_path):
    story = Story()
    for key, day in (("a", date(2023, 9, 1)), ("b", date(2023, 9, 1)), ("c", None)):
        story.article(key, f"Outlet {key}", "Rain fell.", published=day)
    story.article("d", "Daily", "Rain fell.", story_id="other")
    counts = overview.count_articles_by_day(story.save(tmp_path), Filters(), ("s",))
    assert counts.to_dict("records") == [
        {"story_id": "s", "published": pd.Timestamp(2023, 9, 1), "n": 2}
    ]
