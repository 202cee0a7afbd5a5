import pytest

from benchmarks.seesaw import (
    ArticleEntity,
    ListedEntity,
    NameMatch,
    group_linked_ids,
    link_listed_entities,
    parse_listed_entities,
    score_name_match,
)


@pytest.mark.parametrize(
    ("listed_name", "name", "kind", "match"),
    [
        ("Anna Weber", "anna weber", "people", NameMatch.EQUAL),
        ("Anna Weber", "Weber", "people", NameMatch.PARTIAL),
        ("Anna Weber", "Paul Weber", "people", NameMatch.NONE),
        (
            "Supreme Court of the United States",
            "U.S. Supreme Court",
            "organisations",
            NameMatch.SAME_WORDS,
        ),
        (
            "United Nations Security Council",
            "Security Council",
            "organisations",
            NameMatch.PARTIAL,
        ),
        ("Security Council", "SC", "organisations", NameMatch.PARTIAL),
        ("voter", "voters", "people", NameMatch.SAME_WORDS),
        ("Oslo", "Bergen", "places", NameMatch.NONE),
    ],
)
def test_names_match_equally_by_words_in_part_or_not_at_all(listed_name, name, kind, match):
    assert score_name_match(listed_name, name, kind) is match


def test_only_words_of_more_than_three_letters_are_compared_without_a_plural_s():
    assert score_name_match("cars", "car", "organisations") is NameMatch.SAME_WORDS
    assert score_name_match("gas", "ga", "organisations") is NameMatch.NONE


def _list_entity(article_id, name="Anna Weber"):
    return ListedEntity(article_id, "s", name, "people", is_main=True)


def test_a_listed_entity_is_named_when_every_longer_word_has_a_capital():
    assert _list_entity("a", "House of Lords").is_named
    assert not _list_entity("a", "House lawmakers").is_named
    assert not _list_entity("a", "the UN").is_named


def test_what_is_found_in_one_article_of_an_event_cannot_be_split():
    listed = [_list_entity(article_id) for article_id in "abc"]
    by_article = {
        "a": [ArticleEntity("1", ["Anna Weber"])],
        "b": [ArticleEntity("2", ["Weber"])],
    }
    linked = link_listed_entities(listed, by_article)
    assert linked == ["1", "2", ""]
    assert group_linked_ids(listed, linked) == {("s", "Anna Weber"): {"1", "2"}}
    assert group_linked_ids(listed[1:], linked[1:]) == {}


def test_the_best_match_in_an_article_is_linked():
    entities = [ArticleEntity("9", ["Weber"]), ArticleEntity("1", ["Weber", "Anna Weber"])]
    assert link_listed_entities([_list_entity("a")], {"a": entities}) == ["1"]


def test_topics_are_not_listed_entities():
    person = {"name": "Anna Weber", "kind": "People", "salience": "Main"}
    topic = {"name": "inflation", "kind": "Topic", "salience": "Salient"}
    records = [{"id": "a", "story": "s", "entities": [person, topic]}]
    assert parse_listed_entities(records) == [_list_entity("a")]
