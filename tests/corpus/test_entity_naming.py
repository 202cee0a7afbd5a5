import pytest

from analysis.corpus.entities import link_entities
from tests.local_entities import Row, entity_ids, make_local_entities, make_stories


def test_states_are_linked_to_their_abbreviation() -> None:
    linked = link_entities(make_local_entities([("a", "Ky.", "GPE"), ("b", "Kentucky", "GPE")]))
    assert list(linked.entities.entity_id) == ["place:kentucky"]
    assert link_entities(make_local_entities([("a", "Ky.", "GPE")])).entities.name[0] == "Kentucky"


def test_the_name_is_the_fullest_without_title_or_capitals() -> None:
    rows: list[Row] = [(f"n{k}", "Obama", "PERSON") for k in range(6)]
    rows += [("a", "President Barack Obama", "PERSON"), ("b", "BARACK OBAMA", "PERSON")]
    stories = make_stories(s=" ".join(["a", "b", *(f"n{k}" for k in range(6))]))
    linked = link_entities(make_local_entities(rows), stories)
    assert list(linked.entities.name) == ["Barack Obama"]
    assert linked.entities.aliases[0][0] == "Obama"


def test_hostile_names_keep_their_own_entities() -> None:
    names = ["<b>Kim</b>", "???", "!!!", "\u0000", "x" * 3000, "y" * 3000, "Владимир Путин"]
    for label in ("PERSON", "ORG", "GPE", "WORK_OF_ART", ""):
        linked = link_entities(make_local_entities([("a", name, label) for name in names]))
        assert linked.entities.entity_id.is_unique
        assert linked.links.entity_id.nunique() == len(names)
        assert linked.entities.entity_id.str.len().max() < 120
        assert not linked.entities.entity_id.str.contains(r"[<>\s]").any()


@pytest.mark.parametrize(
    ("often", "once", "label"),
    [
        ("Google", "Google, Inc", "ORG"),
        ("California", "California AG", "GPE"),
        ("Virginia", "VA", "GPE"),
        ("Christian", "+ Christian", "NORP"),
    ],
)
def test_words_without_information_do_not_make_a_fuller_name(
    often: str, once: str, label: str
) -> None:
    rows: list[Row] = [("a", often, label), ("b", often, label), ("c", once, label)]
    assert list(link_entities(make_local_entities(rows)).entities.name) == [often]


def test_a_long_name_is_shortened_in_the_id_and_told_apart_by_a_hash() -> None:
    (entity_id,) = entity_ids([("a", "x" * 80, "EVENT")])
    assert entity_id == f"event:{'x' * 80}"
    (entity_id,) = entity_ids([("a", "x" * 81, "EVENT")])
    assert entity_id.startswith(f"event:{'x' * 80}-")
