import pytest

from analysis.store import Filters
from analysis.store.queries import co_mentions as together
from analysis.store.queries import entities
from tests.made_story import Story

EVERYTHING = Filters()


@pytest.fixture
def catalogue(tmp_path):
    story = Story().article("a", "X", "Ann Lee met Bo Ek.", "Ann Lee left.")
    story.article("b", "Y", "Bo Ek stayed.", published=None)
    for key, words, name in (
        ("a", "Ann Lee", "Ann Lee"),
        ("a", "Bo Ek", "Bo Ek"),
        ("b", "Bo Ek", "Bo Ek"),
    ):
        story.name(key, words, name)
    story.rows["mentions"][1]["epithet"] = "The Minister"
    story.rows["mentions"][2]["epithet"] = "minister"
    return story.save(tmp_path)


def test_pairs_are_counted_in_sentences_both_ways_round(catalogue):
    names = (("bo-ek", "Bo Ek"), ("ann-lee", "Ann Lee"))
    table = together.count_co_mentions(catalogue, EVERYTHING, names)
    pairs = {(row["entity_id"], row["other_id"]): row["n"] for row in table.to_dict("records")}
    assert pairs == {("ann-lee", "bo-ek"): 1, ("bo-ek", "ann-lee"): 1}
    assert table["name"].tolist() == ["Bo Ek", "Ann Lee"], "in the order asked for"
    assert together.count_co_mentions(catalogue, EVERYTHING, names[:1]).empty
    assert together.count_co_mentions(catalogue, Filters(outlets=("Y",)), names).empty


def test_a_pair_opens_the_sentences_that_name_both(catalogue):
    table = together.find_co_mention_passages(catalogue, EVERYTHING, "ann-lee", "bo-ek")
    assert table["text"].tolist() == ["Ann Lee met Bo Ek."]
    assert table["marks"].map(len).tolist() == [2]


def test_days_count_every_day_an_outlet_published(catalogue):
    table = together.count_mentions_by_day(catalogue, EVERYTHING, "bo-ek")
    assert table[["outlet_label", "n", "articles"]].values.tolist() == [["X", 1, 1]]
    assert together.count_mentions_by_day(catalogue, EVERYTHING, "nobody")["n"].tolist() == [0]


def test_a_title_beside_a_name_is_counted_with_it_and_not_again(tmp_path):
    story = Story().article("a", "X", "Minister Bo Ek left.")
    story.name("a", "Bo Ek", "Bo Ek")
    story.name("a", "Minister", "Bo Ek")
    story.rows["mentions"][1]["kind"] = "apposition"
    catalogue = story.save(tmp_path)
    for names_only in (True, False):
        counts = entities.count_mentions(catalogue, EVERYTHING, 9, names_only=names_only)
        assert counts["n"].tolist() == [1]
        opened = entities.find_mention_passages(
            catalogue, EVERYTHING, "bo-ek", names_only=names_only
        )
        assert len(opened) == 1


def test_titles_are_one_label_whatever_their_case_and_article(catalogue):
    table = entities.count_epithets(catalogue, EVERYTHING, "bo-ek")
    assert table.values.tolist() == [["minister", "X", 1], ["minister", "Y", 1]]
    opened = entities.find_epithet_passages(catalogue, EVERYTHING, "bo-ek", "minister", "Y")
    assert opened["article_id"].tolist() == ["b"]
