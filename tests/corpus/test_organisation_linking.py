import pytest

from tests.local_entities import Row, entity_ids, make_stories

ONE_STORY = make_stories(s="a b c")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("GOP", "Republican Party"),
        ("UN", "the United Nations"),
        ("Justice Department", "U.S. Department of Justice"),
        ("The New York Times", "New York Times"),
        ("Apple", "Apple Inc."),
    ],
)
def test_names_of_one_organisation_are_linked(a: str, b: str) -> None:
    ids = entity_ids([("a", a, "ORG"), ("b", b, "ORG")], make_stories(s="a", t="b"))
    assert ids[0] == ids[1]


def test_party_members_are_listed_under_the_party() -> None:
    ids = entity_ids([("a", "Republicans", "NORP"), ("b", "Republican Party", "ORG")])
    assert ids == ["org:republican-party"] * 2


def test_an_acronym_is_linked_to_the_name_its_story_spells_out() -> None:
    rows: list[Row] = [
        ("a", "Korea Gas Corporation Union", "ORG"),
        ("b", "KGCU", "ORG"),
        ("c", "KGCU", "ORG"),
    ]
    ids = entity_ids(rows, make_stories(s="a b", t="c"))
    assert ids[0] == ids[1] == "org:korea-gas-corporation-union"
    assert ids[2] == "org:kgcu"


def test_an_acronym_of_two_letters_is_not_linked() -> None:
    ids = entity_ids([("a", "BP", "ORG"), ("b", "Border Patrol", "ORG")], ONE_STORY)
    assert ids[0] != ids[1]


def test_a_ministry_without_its_country_is_another_in_every_story() -> None:
    rows: list[Row] = [
        ("a", "Defense Ministry", "ORG"),
        ("a", "Russian Defense Ministry", "ORG"),
        ("b", "Ministry of Defence", "ORG"),
        ("c", "Defense Ministry", "ORG"),
    ]
    ids = entity_ids(rows, make_stories(s="a", t="b c"))
    assert ids[0] == ids[1] == "org:russian-defense-ministry"
    assert ids[2] == ids[3] != ids[0]


def test_long_names_of_one_story_that_differ_by_a_letter_are_linked() -> None:
    names = ("National Governors Association", "National Governers Association")
    same = entity_ids([("a", names[0], "ORG"), ("b", names[1], "ORG")], ONE_STORY)
    apart = entity_ids([("a", names[0], "ORG"), ("b", names[1], "ORG")], make_stories(s="a", t="b"))
    assert same[0] == same[1]
    assert apart[0] != apart[1]


@pytest.mark.parametrize(
    ("name", "misspelled", "entities"),
    [("Acme Holdins", "Acme Holdens", 1), ("Acme Holdin", "Acme Holden", 2)],
)
def test_shorter_names_that_differ_by_a_letter_are_not_linked(
    name: str, misspelled: str, entities: int
) -> None:
    ids = entity_ids([("a", name, "ORG"), ("b", misspelled, "ORG")], ONE_STORY)
    assert len(set(ids)) == entities


def test_names_that_differ_in_a_number_are_not_linked() -> None:
    ids = entity_ids([("a", "Local Union Chapter 7", "ORG"), ("b", "Local Union Chapter 8", "ORG")])
    assert ids[0] != ids[1]


def test_an_acronym_of_three_letters_is_linked_to_its_name() -> None:
    rows: list[Row] = [("a", "Korea Gas Corporation", "ORG"), ("b", "KGC", "ORG")]
    ids = entity_ids(rows, ONE_STORY)
    assert ids[0] == ids[1]
