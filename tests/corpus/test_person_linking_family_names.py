"""Words that other families claim, such as organisations, and that are family names of persons."""

from analysis.corpus.entities import link_entities
from tests.local_entities import Row, entity_ids, make_local_entities, make_stories

ONE_STORY = make_stories(s="a b c")


def test_a_family_name_labelled_as_organisation_is_linked_to_the_person_of_its_story() -> None:
    rows: list[Row] = [("a", "John Kirby", "PERSON"), ("b", "Kirby", "ORG"), ("c", "Kirby", "GPE")]
    linked = link_entities(make_local_entities(rows), ONE_STORY)
    assert list(linked.entities.entity_id) == ["person:john-kirby"]
    assert linked.entities.label[0] == "PERSON"


def test_a_known_organisation_is_not_a_person_because_somebody_has_its_name() -> None:
    rows: list[Row] = [(f"n{k}", "Ford", "ORG") for k in range(5)]
    rows += [("a", "Ford", "ORG"), ("b", "Gerald Ford", "PERSON")]
    ids = entity_ids(rows, make_stories(s="a b", **{f"t{k}": f"n{k}" for k in range(5)}))
    assert set(ids[:-1]) == {"org:ford"}


def family_name(near: int, others: int, persons: int = 1) -> str:
    """Return what the organisation 'Kirby' is in an article beside John Kirby.

    Args:
        near: Number of its articles in whose story John Kirby is named.
        others: Number of its articles in other stories.
        persons: Number of articles that name John Kirby.
    """
    rows: list[Row] = [(f"p{k}", "John Kirby", "PERSON") for k in range(persons)]
    rows += [(f"n{k}", "Kirby", "ORG") for k in range(near)]
    rows += [(f"o{k}", "Kirby", "ORG") for k in range(others)]
    story = " ".join([*(f"p{k}" for k in range(persons)), *(f"n{k}" for k in range(near))])
    stories = make_stories(s=story, **{f"t{k}": f"o{k}" for k in range(others)})
    return entity_ids(rows, stories)[persons]


def test_a_word_is_a_family_name_if_half_its_articles_name_the_person_in_their_context() -> None:
    assert family_name(near=2, others=2, persons=4) == "person:john-kirby"
    assert family_name(near=2, others=3, persons=5) == "org:kirby"


def test_a_word_is_a_family_name_if_the_person_has_half_as_many_articles() -> None:
    assert family_name(near=2, others=0, persons=1) == "person:john-kirby"
    assert family_name(near=3, others=0, persons=1) == "org:kirby"


def test_of_a_claimed_word_the_articles_far_from_the_person_stay_what_they_were() -> None:
    rows: list[Row] = [("a", "Bo Lee", "PERSON"), ("b", "Lee", "ORG"), ("c", "Lee", "ORG")]
    assert entity_ids(rows, make_stories(s="a b", t="c")) == ["person:bo-lee"] * 2 + ["org:lee"]


def test_a_listed_organisation_is_not_claimed() -> None:
    rows: list[Row] = [("a", "Ann Congress", "PERSON"), ("b", "Congress", "ORG")]
    assert entity_ids(rows, ONE_STORY)[1].startswith("org:")


def test_a_claimed_word_between_two_people_is_one_person_in_each_story() -> None:
    rows: list[Row] = []
    for story in "st":
        rows += [(f"{story}1", "David Koch", "PERSON"), (f"{story}2", "Charles Koch", "PERSON")]
        rows += [(f"{story}3", "Acme", "ORG"), (f"{story}4", "Koch", "ORG")]
    ids = entity_ids(rows, make_stories(s="s1 s2 s3 s4", t="t1 t2 t3 t4"))
    words = {ids[3], ids[7]}
    assert len(words) == 2
    assert all(word.startswith("person:koch-") for word in words)
    assert ids[2] == ids[6] == "org:acme"


def test_a_claimed_word_joins_those_that_were_labelled_as_persons() -> None:
    rows: list[Row] = [("a", "John Kirby", "PERSON"), ("b", "Kirby", "PERSON")]
    assert entity_ids([*rows, ("c", "Kirby", "ORG")], ONE_STORY) == ["person:john-kirby"] * 3


def test_a_word_of_a_label_that_is_no_mistake_is_not_claimed() -> None:
    rows: list[Row] = [("a", "John Kirby", "PERSON"), ("b", "Kirby", "LOC")]
    assert not entity_ids(rows, ONE_STORY)[1].startswith("person:")


def test_a_family_name_is_whom_the_gender_in_each_article_of_one_story_allows():
    named = [("a", "George Bush"), ("b", "Laura Bush"), ("c", "Bush"), ("d", "Bush")]
    local = make_local_entities([(article, name, "PERSON") for article, name in named])
    linked = link_entities(local.assign(gender=["m", "f", "m", "f"]), make_stories(s="a b c d"))
    assert linked.links["entity_id"].tolist() == 2 * ["person:george-bush", "person:laura-bush"]
