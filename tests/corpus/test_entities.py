import pandas as pd
import pytest

from analysis import tables
from analysis.corpus.entities import link_entities
from tests.local_entities import Row, entity_ids, make_local_entities, make_stories


def test_a_country_is_one_entity_whatever_it_is_called() -> None:
    local = make_local_entities(
        [
            ("a", "North Korea", "GPE", 5, "KP"),
            ("b", "Pyongyang", "GPE", 1, "KP"),
            ("c", "North Koreans", "NORP", 1, "KP"),
            ("d", "Seoul", "GPE", 1, "KR"),
        ]
    )
    linked = link_entities(local)
    assert list(linked.links.entity_id) == ["country:KP"] * 3 + ["country:KR"]
    korea = linked.entities.set_index("entity_id").loc["country:KP"]
    assert (korea["name"], korea["country"], korea["label"]) == ("North Korea", "KP", "GPE")
    assert sorted(korea["aliases"]) == ["North Korea", "North Koreans", "Pyongyang"]


def test_an_institution_keeps_its_country_and_stays_apart_from_it() -> None:
    rows: list[Row] = [("a", "Kremlin", "ORG", 1, "RU"), ("b", "Kremlin", "ORG", 1, "RU")]
    rows += [("a", "Russia", "GPE", 1, "RU")]
    linked = link_entities(make_local_entities(rows))
    assert list(linked.entities.entity_id) == ["country:RU", "org:kremlin"]
    assert list(linked.entities.country) == ["RU", "RU"]


def test_equal_names_are_linked_across_articles_without_a_context() -> None:
    rows: list[Row] = [("a", "Kim Jong Un", "PERSON"), ("b", "Kim Jong-un", "PERSON")]
    rows += [("c", "KIM JONG UN", "PERSON"), ("d", "Kim Jong Un", "PERSON")]
    linked = link_entities(make_local_entities(rows), make_stories(s1="a b", s2="c", s3="d"))
    assert list(linked.entities.entity_id) == ["person:kim-jong-un"]
    assert linked.entities.name[0] == "Kim Jong Un"
    assert linked.entities.aliases[0] == ["Kim Jong Un", "KIM JONG UN", "Kim Jong-un"]


def test_a_label_most_articles_contradict_is_corrected() -> None:
    rows: list[Row] = [(f"n{k}", "Nikki Haley", "PERSON") for k in range(4)]
    ids = entity_ids([*rows, ("x", "Nikki Haley", "ORG")])
    assert set(ids) == {"person:nikki-haley"}


@pytest.mark.parametrize(
    ("n_unclear", "n_persons", "n_places", "ids"),
    [
        (2, 2, 0, {"person:quarn"}),
        (3, 2, 0, {"person:quarn", "unclear:quarn"}),
        (1, 2, 1, {"person:quarn"}),
        (2, 3, 2, {"person:quarn", "place:quarn", "unclear:quarn"}),
        (1, 0, 1, {"place:quarn"}),
    ],
)
def test_a_name_of_unclear_type_gets_the_type_that_as_many_others_agree_on(
    n_unclear, n_persons, n_places, ids
):
    labels = ["UNCLEAR"] * n_unclear + ["PERSON"] * n_persons + ["GPE"] * n_places
    rows: list[Row] = [(f"a{k}", "Quarn", label) for k, label in enumerate(labels)]
    assert set(entity_ids(rows)) == ids


def test_a_name_of_unclear_type_is_the_person_of_that_name_in_the_story() -> None:
    rows: list[Row] = [("a", "Ada Quarn", "PERSON"), ("b", "Quarn", "UNCLEAR")]
    linked = link_entities(make_local_entities(rows), make_stories(s="a b"))
    assert set(linked.links.entity_id) == {"person:ada-quarn"}


def test_an_even_vote_leaves_person_and_organisation_apart() -> None:
    ids = entity_ids([("a", "John Deere", "PERSON"), ("b", "John Deere", "ORG")])
    assert ids == ["person:john-deere", "org:john-deere"]


def test_the_same_place_or_organisation_is_not_split_by_its_label() -> None:
    rows: list[Row] = [("a", "Chatham House", "ORG"), ("b", "Chatham House", "FAC")]
    rows += [("c", "Chatham House", "ORG")]
    assert set(entity_ids(rows)) == {"org:chatham-house"}


def test_without_stories_shared_uncommon_names_make_the_context() -> None:
    rows: list[Row] = [
        ("a", "Jake Sullivan", "PERSON"),
        ("a", "Dmitry Peskov", "PERSON"),
        ("a", "Vladivostok", "GPE"),
        ("b", "Sullivan", "PERSON"),
        ("b", "Dmitry Peskov", "PERSON"),
        ("b", "Vladivostok", "GPE"),
        ("c", "Sullivan", "PERSON"),
        ("c", "Boston", "GPE"),
        ("d", "Ed Sullivan", "PERSON"),
    ]
    ids = entity_ids(rows)
    assert ids[0] == ids[3] == "person:jake-sullivan"
    assert ids[6] not in (ids[0], ids[8])


MIXED: list[Row] = [
    ("a", "Kim Jong Un", "PERSON", 4),
    ("a", "North Korea", "GPE", 9, "KP"),
    ("b", "Kim", "PERSON", 2),
    ("b", "Jake Sullivan", "PERSON"),
    ("b", "National Security Council", "ORG"),
    ("c", "Sullivan", "ORG"),
    ("c", "NSC", "ORG"),
    ("c", "Adriene Watson", "PERSON"),
    ("d", "Adrienne Watson", "PERSON"),
    ("d", "Wagner Group", "ORG"),
    ("e", "Kim", "PERSON"),
    ("e", "Kim Davis", "PERSON"),
    ("e", "Defense Ministry", "ORG"),
    ("e", "Korean War", "EVENT"),
]


def test_the_order_of_rows_does_not_matter() -> None:
    local, stories = make_local_entities(MIXED), make_stories(s="a b c d", t="e")
    first = link_entities(local, stories)
    for seed in range(5):
        again = link_entities(
            local.sample(frac=1, random_state=seed), stories.sample(frac=1, random_state=1)
        )
        pd.testing.assert_frame_equal(first.entities, again.entities)
        pd.testing.assert_frame_equal(first.links, again.links)


def test_articles_of_another_story_leave_the_ids_as_they_are() -> None:
    local, stories = make_local_entities(MIXED), make_stories(s="a b c d", t="e")
    before = link_entities(local, stories).links
    more = make_local_entities(
        [("x", "Kim Kardashian", "PERSON"), ("x", "Jake Sullivan", "PERSON")]
    )
    after = link_entities(
        pd.concat([local, more]), pd.concat([stories, make_stories(u="x")], ignore_index=True)
    ).links
    remaining = after[after.article_id != "x"].reset_index(drop=True)
    pd.testing.assert_frame_equal(before, remaining)


def test_every_local_entity_has_one_entity_and_every_entity_is_used() -> None:
    local = make_local_entities(MIXED)
    linked = link_entities(local, make_stories(s="a b c d", t="e"))
    assert list(linked.entities.columns) == tables.CATALOGUE["entities"].names
    assert list(linked.links.columns) == ["article_id", "entity", "entity_id"]
    assert len(linked.links) == len(local)
    assert linked.entities.entity_id.is_unique
    assert set(linked.links.entity_id) == set(linked.entities.entity_id)
    assert (linked.entities.name != "").all()


def test_nothing_named_gives_empty_tables() -> None:
    linked = link_entities(
        make_local_entities([]), pd.DataFrame({"article_id": ["a"], "story_id": ["s"]})
    )
    assert linked.entities.empty
    assert linked.links.empty
    assert list(linked.entities.columns) == tables.CATALOGUE["entities"].names


@pytest.mark.parametrize(
    ("persons", "organisations", "ids"),
    [
        (2, 1, {"person:john-deere"}),
        (1, 2, {"org:john-deere"}),
        (3, 2, {"person:john-deere", "org:john-deere"}),
        (2, 3, {"person:john-deere", "org:john-deere"}),
    ],
)
def test_a_label_is_corrected_from_two_thirds_of_the_articles_on(
    persons: int, organisations: int, ids: set[str]
) -> None:
    rows: list[Row] = [(f"p{k}", "John Deere", "PERSON") for k in range(persons)]
    rows += [(f"o{k}", "John Deere", "ORG") for k in range(organisations)]
    assert set(entity_ids(rows)) == ids
