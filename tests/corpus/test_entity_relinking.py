"""Entities that are linked again after articles were added are those of linking all articles."""

import random

import pandas as pd
import pytest

from analysis.corpus import entity_relinking
from analysis.corpus.entities import link_entities
from analysis.corpus.entity_relinking import FormerLinks, relink_entities
from analysis.corpus.name_groups import NAMED, NAMES, add_names
from tests.local_entities import Row, make_local_entities, make_stories

#: Names whose entities depend on each other: by sound, spelling, initials, office, label and id.
NAMES_IN_ARTICLES = [
    *[(name, "PERSON", "") for name in ("Ann Lee", "Anna Lee", "Lee", "Mr. Lee", "A. Lee")],
    *[(name, "PERSON", "") for name in ("George Bush", "George W. Bush", "George H. W. Bush")],
    *[(name, "PERSON", "") for name in ("Bush", "Sergei Ivanov", "Sergey Ivanov", "Abe Shinzo")],
    *[(name, "PERSON", "") for name in ("Shinzo Abe", "Pope Francis", "Francis", "Jo Francis")],
    *[(name, "PERSON", "") for name in ("Kim Dean", "Dean Kim", "Joe Kirby", "Joe Kirby Jr.")],
    *[("Kirby", label, "") for label in ("PERSON", "ORG", "GPE")],
    *[("Ann Lee", label, "") for label in ("ORG", "FAC")],
    *[("John Deere", label, "") for label in ("PERSON", "ORG", "ORG")],
    *[(name, "ORG", "") for name in ("NGC", "Northern Grain Council", "New Growth Company")],
    *[(name, "ORG", "") for name in ("Northern Grain Councils", "the Northern Grain Concil")],
    *[(name, "ORG", "RU") for name in ("Russian Defense Ministry", "Ministry of Defence")],
    *[(name, "ORG", "") for name in ("Defense Ministry", "Polish Defense Ministry", "UN")],
    *[("Republicans", label, "") for label in ("NORP", "ORG")],
    *[("Georgia", "GPE", ""), ("Georgia", "GPE", "GE"), ("Georgians", "NORP", "GE")],
    *[("Chatham House", "ORG", ""), ("Chatham House", "FAC", ""), ("Muslims", "NORP", "")],
]


def _make_rows(rng: random.Random, articles: list[str]) -> pd.DataFrame:
    rows: list[Row] = []
    for article in articles:
        for name, label, country in rng.sample(NAMES_IN_ARTICLES, rng.randint(2, 7)):
            rows.append((article, name, label, rng.randint(1, 4), country))
    return make_local_entities(rows).sort_values(["article_id", "entity"], ignore_index=True)


def _make_stories(rng: random.Random, articles: list[str]) -> pd.DataFrame:
    stories: dict[str, list[str]] = {}
    for article in articles:
        stories.setdefault(f"s{rng.randint(0, len(articles) // 2)}", []).append(article)
    return make_stories(**{story: " ".join(members) for story, members in stories.items()})


def _link_some(rows: pd.DataFrame, articles: list[str], stories: pd.DataFrame) -> FormerLinks:
    some = rows[rows["article_id"].isin(articles)].reset_index(drop=True)
    placed = stories[stories["article_id"].isin(articles)].reset_index(drop=True)
    names = add_names(NAMES.empty_table(), some[NAMED].drop_duplicates())
    return FormerLinks(link_entities(some, placed), placed, names)


@pytest.mark.parametrize("seed", range(40))
def test_entities_do_not_depend_on_the_order_in_which_articles_are_added(seed: int) -> None:
    rng = random.Random(seed)
    articles = [f"a{number:02d}" for number in range(rng.randint(4, 24))]
    rows, before = _make_rows(rng, articles), _make_stories(rng, articles)
    rng.shuffle(articles)
    former = _link_some(rows, articles[: len(articles) // 2], before)
    for n_articles in (len(articles) // 2 + 1, len(articles)):
        # The stories of the former articles may be others now.
        after = before if rng.random() < 0.5 else _make_stories(rng, articles)
        present = articles[:n_articles]
        some = rows[rows["article_id"].isin(present)].reset_index(drop=True)
        stories = after[after["article_id"].isin(present)].reset_index(drop=True)
        relinked = relink_entities(some, stories, former)
        assert relinked is not None
        linked, names = relinked
        expected = link_entities(some, stories)
        pd.testing.assert_frame_equal(linked.links, expected.links)
        pd.testing.assert_frame_equal(linked.entities, expected.entities)
        former = FormerLinks(linked, stories, names)


def test_only_names_like_those_of_the_new_article_are_linked_again(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    rows = make_local_entities(
        [
            ("a", "Ann Lee", "PERSON"),
            ("a", "Bo Chan", "PERSON"),
            ("a", "Northern Grain Council", "ORG"),
            ("a", "North Korea", "GPE", 1, "KP"),
            ("b", "Lee", "PERSON"),
        ]
    ).sort_values(["article_id", "entity"], ignore_index=True)
    stories = make_stories(s="a", t="b")
    former = _link_some(rows, ["a"], stories)
    linked: list[str] = []

    def note(local_entities: pd.DataFrame, stories: pd.DataFrame) -> object:
        linked.extend(local_entities["name"])
        return link_entities(local_entities, stories)

    monkeypatch.setattr(entity_relinking, "link_entities", note)
    assert relink_entities(rows, stories, former)
    assert sorted(linked) == ["Ann Lee", "Lee"]


def test_names_that_depend_on_a_story_are_linked_again_when_it_has_another_article() -> None:
    rows = make_local_entities(
        [("a", "Lee", "PERSON"), ("b", "Ann Lee", "PERSON"), ("c", "Cy Roe", "PERSON")]
    ).sort_values(["article_id", "entity"], ignore_index=True)
    former = _link_some(rows, ["a", "b"], make_stories(s="a", t="b"))
    relinked = relink_entities(rows, make_stories(s="a b c"), former)
    assert relinked is not None
    assert relinked[0].links["entity_id"].tolist() == [
        *("person:ann-lee", "person:ann-lee", "person:cy-roe")
    ]


def test_articles_whose_rows_were_replaced_are_linked_as_a_whole() -> None:
    rows = make_local_entities([("a", "Ann Lee", "PERSON"), ("b", "Bo Chan", "PERSON")])
    stories = make_stories(s="a", t="b")
    former = _link_some(rows, ["a", "b"], stories)
    assert relink_entities(rows.assign(entity="another"), stories, former) is None
