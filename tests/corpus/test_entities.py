from collections.abc import Iterable

import pandas as pd
import pytest

from analysis import tables
from analysis.corpus.entities import LinkedEntities, link_entities

LOCAL = tables.PARTS["local_entities"].names
#: (article, name, label) with, where it matters, mentions and country.
Row = tuple[str, str, str] | tuple[str, str, str, int] | tuple[str, str, str, int, str]


def _local(rows: Iterable[Row]) -> pd.DataFrame:
    records = []
    for number, (article, name, label, *more) in enumerate(rows):
        mentions = more[0] if more else 1
        country = more[1] if len(more) > 1 else ""
        key = f"{label}|{name}|{number}"
        records.append((article, key, name, label, country, [name], [], mentions))
    return pd.DataFrame(records, columns=LOCAL)


def _stories(**stories: str) -> pd.DataFrame:
    """One story a keyword, its articles separated by spaces."""
    pairs = [
        (article, story) for story, articles in stories.items() for article in articles.split()
    ]
    return pd.DataFrame(pairs, columns=["article_id", "story_id"])


def _groups(linked: LinkedEntities, local: pd.DataFrame) -> set[frozenset[tuple[str, str]]]:
    """Return which (article, name) pairs ended up as one entity."""
    rows = local.merge(linked.links, on=["article_id", "entity"], validate="1:1")
    return {
        frozenset(zip(some.article_id, some.name, strict=True))
        for _, some in rows.groupby("entity_id")
    }


def _ids(rows: list[Row], stories: pd.DataFrame | None = None) -> list[str]:
    """Return the entity of each row."""
    local = _local(rows)
    linked = link_entities(local, stories)
    return list(local.merge(linked.links, on=["article_id", "entity"]).entity_id)


def test_a_country_is_one_entity_whatever_it_is_called() -> None:
    local = _local(
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
    linked = link_entities(_local(rows))
    assert list(linked.entities.entity_id) == ["country:RU", "org:kremlin"]
    assert list(linked.entities.country) == ["RU", "RU"]


def test_equal_names_join_across_articles_without_a_context() -> None:
    rows: list[Row] = [("a", "Kim Jong Un", "PERSON"), ("b", "Kim Jong-un", "PERSON")]
    rows += [("c", "KIM JONG UN", "PERSON"), ("d", "Kim Jong Un", "PERSON")]
    linked = link_entities(_local(rows), _stories(s1="a b", s2="c", s3="d"))
    assert list(linked.entities.entity_id) == ["person:kim-jong-un"]
    assert linked.entities.name[0] == "Kim Jong Un"
    assert linked.entities.aliases[0] == ["Kim Jong Un", "KIM JONG UN", "Kim Jong-un"]


ONE_STORY = _stories(s="a b c")


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Adrienne Watson", "Adriene Watson"),
        ("Sergei Shoigu", "Sergey Shoigu"),
        ("Bob Casey", "Robert Casey"),
        ("Joe Biden", "Joseph R. Biden Jr."),
        ("John Kirby", "J. Kirby"),
        ("Sullivan", "Jake Sullivan"),
        ("Mr. Sullivan", "Jake Sullivan"),
        ("Jean-Pierre", "Karine Jean-Pierre"),
    ],
)
def test_names_that_can_be_one_persons_join_in_one_story(a: str, b: str) -> None:
    # Another bearer of the family name elsewhere, so that the story has to decide.
    other = f"Zoltan {b.removesuffix(' Jr.').split()[-1]}"
    ids = _ids(
        [("a", a, "PERSON"), ("b", b, "PERSON"), ("z", other, "PERSON")],
        _stories(s="a b", t="z"),
    )
    assert ids[0] == ids[1] != ids[2]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Adrienne Watson", "Adriene Watson"),
        ("Bob Casey", "Robert Casey"),
        ("J. Kirby", "John Kirby"),
        ("Joe Biden", "Joseph R. Biden Jr."),
    ],
)
def test_without_a_shared_story_names_that_differ_stay_apart(a: str, b: str) -> None:
    other = f"Zoltan {a.split()[-1]}"
    ids = _ids(
        [("a", a, "PERSON"), ("b", b, "PERSON"), ("z", other, "PERSON")],
        _stories(s="a", t="b", u="z"),
    )
    assert len(set(ids)) == 3


def test_a_family_name_nobody_else_bears_joins_variants_without_a_story() -> None:
    ids = _ids(
        [("a", "Chuck Schumer", "PERSON"), ("b", "Charles E. Schumer", "PERSON")],
        _stories(s="a", t="b"),
    )
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("a", "b"),
    [
        ("Michelle Obama", "Barack Obama"),
        ("Donald Trump", "Donald Trump Jr."),
        ("George W. Bush", "George H.W. Bush"),
        ("Bill Clinton", "Hillary Clinton"),
        ("Kim Jong Un", "Kim Yo Jong"),
    ],
)
def test_people_with_one_family_name_stay_apart_even_in_one_story(a: str, b: str) -> None:
    ids = _ids([("a", a, "PERSON"), ("b", b, "PERSON")], ONE_STORY)
    assert ids[0] != ids[1]


def test_a_name_between_two_people_is_decided_by_its_story() -> None:
    rows: list[Row] = [
        ("a", "George Bush", "PERSON"),
        ("b", "George W. Bush", "PERSON"),
        ("c", "George Bush", "PERSON"),
        ("d", "George H.W. Bush", "PERSON"),
        ("e", "George Bush", "PERSON"),
    ]
    ids = _ids(rows, _stories(s="a b", t="c d", u="e"))
    assert ids[0] == ids[1] != ids[2] == ids[3]
    assert ids[4] not in ids[:4]


def test_a_family_name_alone_joins_the_one_bearer_in_its_story_only() -> None:
    rows: list[Row] = [
        ("a", "Kim Jong Un", "PERSON"),
        ("b", "Kim", "PERSON"),
        ("c", "Kim", "PERSON"),
        ("d", "Kim Dae-jung", "PERSON"),
    ]
    ids = _ids(rows, _stories(s="a b", t="c d"))
    assert ids == ["person:kim-jong-un"] * 2 + ["person:kim-dae-jung"] * 2


def test_a_family_name_between_two_bearers_stays_on_its_own_in_each_story() -> None:
    rows: list[Row] = [
        ("a", "David Koch", "PERSON"),
        ("b", "Charles Koch", "PERSON"),
        ("c", "Koch", "PERSON"),
        ("d", "Koch", "PERSON"),
    ]
    ids = _ids(rows, _stories(s="a b c", t="d"))
    assert len(set(ids)) == 4
    assert all(one.startswith("person:koch-") for one in ids[2:])


def test_between_two_bearers_the_far_better_known_is_meant() -> None:
    rows: list[Row] = [(f"n{k}", "Barack Obama", "PERSON", 3) for k in range(10)]
    rows += [("a", "Barack Obama", "PERSON", 3), ("b", "Michelle Obama", "PERSON")]
    rows += [("c", "Obama", "PERSON", 9)]
    ids = _ids(rows, _stories(s="a b c", **{f"t{k}": f"n{k}" for k in range(10)}))
    assert ids[-1] == "person:barack-obama"


def test_a_family_name_in_no_context_joins_the_one_who_owns_it_in_the_corpus() -> None:
    known: list[Row] = [(f"n{k}", "Vladimir Putin", "PERSON") for k in range(6)]
    stories = _stories(**{f"t{k}": f"n{k}" for k in range(6)}, u="x")
    assert _ids([*known, ("x", "Putin", "PERSON")], stories)[-1] == "person:vladimir-putin"
    assert _ids([*known[:2], ("x", "Putin", "PERSON")], stories)[-1] != "person:vladimir-putin"


def test_one_word_nobody_bears_as_family_name_is_one_person() -> None:
    ids = _ids([("a", "Beyoncé", "PERSON"), ("b", "Beyonce", "PERSON")], _stories(s="a", t="b"))
    assert ids == ["person:beyonce"] * 2


def test_a_pope_is_not_somebody_with_his_name_as_family_name() -> None:
    rows: list[Row] = [("a", "Pope Francis", "PERSON"), ("b", "James Francis", "PERSON")]
    rows += [("c", "Francis", "PERSON"), ("d", "Pope Francis", "PERSON")]
    ids = _ids(rows, _stories(s="a b", t="c d"))
    assert ids[0] == ids[2] == ids[3] == "person:pope-francis"
    assert ids[1] == "person:james-francis"


def test_a_family_name_labelled_as_organisation_joins_the_person_of_its_story() -> None:
    rows: list[Row] = [("a", "John Kirby", "PERSON"), ("b", "Kirby", "ORG"), ("c", "Kirby", "GPE")]
    linked = link_entities(_local(rows), ONE_STORY)
    assert list(linked.entities.entity_id) == ["person:john-kirby"]
    assert linked.entities.label[0] == "PERSON"


def test_a_known_organisation_is_no_person_because_one_bears_its_name() -> None:
    rows: list[Row] = [(f"n{k}", "Ford", "ORG") for k in range(5)]
    rows += [("a", "Ford", "ORG"), ("b", "Gerald Ford", "PERSON")]
    ids = _ids(rows, _stories(s="a b", **{f"t{k}": f"n{k}" for k in range(5)}))
    assert set(ids[:-1]) == {"org:ford"}


def test_a_label_most_articles_contradict_is_corrected() -> None:
    rows: list[Row] = [(f"n{k}", "Nikki Haley", "PERSON") for k in range(4)]
    ids = _ids([*rows, ("x", "Nikki Haley", "ORG")])
    assert set(ids) == {"person:nikki-haley"}


def test_an_even_vote_leaves_person_and_organisation_apart() -> None:
    ids = _ids([("a", "John Deere", "PERSON"), ("b", "John Deere", "ORG")])
    assert ids == ["person:john-deere", "org:john-deere"]


def test_the_same_place_or_organisation_is_not_split_by_its_label() -> None:
    rows: list[Row] = [("a", "Chatham House", "ORG"), ("b", "Chatham House", "FAC")]
    rows += [("c", "Chatham House", "ORG")]
    assert set(_ids(rows)) == {"org:chatham-house"}


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
def test_names_of_one_organisation_join(a: str, b: str) -> None:
    ids = _ids([("a", a, "ORG"), ("b", b, "ORG")], _stories(s="a", t="b"))
    assert ids[0] == ids[1]


def test_party_members_are_listed_under_the_party() -> None:
    ids = _ids([("a", "Republicans", "NORP"), ("b", "Republican Party", "ORG")])
    assert ids == ["org:republican-party"] * 2


def test_an_acronym_joins_the_name_its_story_spells_out() -> None:
    rows: list[Row] = [
        ("a", "Korea Gas Corporation Union", "ORG"),
        ("b", "KGCU", "ORG"),
        ("c", "KGCU", "ORG"),
    ]
    ids = _ids(rows, _stories(s="a b", t="c"))
    assert ids[0] == ids[1] == "org:korea-gas-corporation-union"
    assert ids[2] == "org:kgcu"


def test_two_letters_do_not_spell_out_a_name() -> None:
    ids = _ids([("a", "BP", "ORG"), ("b", "Border Patrol", "ORG")], ONE_STORY)
    assert ids[0] != ids[1]


def test_a_ministry_without_its_country_is_another_in_every_story() -> None:
    rows: list[Row] = [
        ("a", "Defense Ministry", "ORG"),
        ("a", "Russian Defense Ministry", "ORG"),
        ("b", "Ministry of Defence", "ORG"),
        ("c", "Defense Ministry", "ORG"),
    ]
    ids = _ids(rows, _stories(s="a", t="b c"))
    assert ids[0] == ids[1] == "org:russian-defense-ministry"
    assert ids[2] == ids[3] != ids[0]


def test_a_letter_too_few_joins_long_names_of_one_story() -> None:
    names = ("National Governors Association", "National Governers Association")
    same = _ids([("a", names[0], "ORG"), ("b", names[1], "ORG")], ONE_STORY)
    apart = _ids([("a", names[0], "ORG"), ("b", names[1], "ORG")], _stories(s="a", t="b"))
    assert same[0] == same[1]
    assert apart[0] != apart[1]


def test_states_join_their_abbreviation() -> None:
    linked = link_entities(_local([("a", "Ky.", "GPE"), ("b", "Kentucky", "GPE")]))
    assert list(linked.entities.entity_id) == ["place:kentucky"]
    assert link_entities(_local([("a", "Ky.", "GPE")])).entities.name[0] == "Kentucky"


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
    ids = _ids(rows)
    assert ids[0] == ids[3] == "person:jake-sullivan"
    assert ids[6] not in (ids[0], ids[8])


def test_the_name_shown_is_the_fullest_without_title_or_capitals() -> None:
    rows: list[Row] = [(f"n{k}", "Obama", "PERSON") for k in range(6)]
    rows += [("a", "President Barack Obama", "PERSON"), ("b", "BARACK OBAMA", "PERSON")]
    stories = _stories(s=" ".join(["a", "b", *(f"n{k}" for k in range(6))]))
    linked = link_entities(_local(rows), stories)
    assert list(linked.entities.name) == ["Barack Obama"]
    assert linked.entities.aliases[0][0] == "Obama"


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
    local, stories = _local(MIXED), _stories(s="a b c d", t="e")
    first = link_entities(local, stories)
    for seed in range(5):
        again = link_entities(
            local.sample(frac=1, random_state=seed), stories.sample(frac=1, random_state=1)
        )
        pd.testing.assert_frame_equal(first.entities, again.entities)
        pd.testing.assert_frame_equal(first.links, again.links)


def test_articles_of_another_story_leave_the_ids_as_they_are() -> None:
    local, stories = _local(MIXED), _stories(s="a b c d", t="e")
    before = link_entities(local, stories).links
    more = _local([("x", "Kim Kardashian", "PERSON"), ("x", "Jake Sullivan", "PERSON")])
    after = link_entities(
        pd.concat([local, more]), pd.concat([stories, _stories(u="x")], ignore_index=True)
    ).links
    kept = after[after.article_id != "x"].reset_index(drop=True)
    pd.testing.assert_frame_equal(before, kept)


def test_every_local_entity_has_one_entity_and_every_entity_is_used() -> None:
    local = _local(MIXED)
    linked = link_entities(local, _stories(s="a b c d", t="e"))
    assert list(linked.entities.columns) == tables.CATALOGUE["entities"].names
    assert list(linked.links.columns) == ["article_id", "entity", "entity_id"]
    assert len(linked.links) == len(local)
    assert linked.entities.entity_id.is_unique
    assert set(linked.links.entity_id) == set(linked.entities.entity_id)
    assert (linked.entities.name != "").all()


def test_nothing_named_gives_empty_tables() -> None:
    linked = link_entities(_local([]), pd.DataFrame({"article_id": ["a"], "story_id": ["s"]}))
    assert linked.entities.empty
    assert linked.links.empty
    assert list(linked.entities.columns) == tables.CATALOGUE["entities"].names


def test_hostile_names_keep_their_own_entities() -> None:
    names = ["<b>Kim</b>", "???", "!!!", "\u0000", "x" * 3000, "y" * 3000, "Владимир Путин"]
    for label in ("PERSON", "ORG", "GPE", "WORK_OF_ART", ""):
        linked = link_entities(_local([("a", name, label) for name in names]))
        assert linked.entities.entity_id.is_unique
        assert linked.links.entity_id.nunique() == len(names)
        assert linked.entities.entity_id.str.len().max() < 120
        assert not linked.entities.entity_id.str.contains(r"[<>\s]").any()


def test_one_odd_fuller_name_does_not_break_up_a_person_named_everywhere():
    often = [(f"a{number}", "Anna Weber", "PERSON") for number in range(12)]
    odd = [("b1", "Anna B. Weber", "PERSON"), ("b2", "Gloomy Anna Weber", "PERSON")]
    local = _local([*often, *odd])
    rows = local.merge(link_entities(local, _stories()).links, on=["article_id", "entity"])
    assert rows[rows["name"] == "Anna Weber"]["entity_id"].nunique() == 1


def test_the_ids_of_an_earlier_time_stay():
    local = _local([("a", "Anna Weber", "PERSON"), ("b", "Anna Weber", "PERSON")])
    first = link_entities(local).links.assign(entity_id="person:old")
    assert set(link_entities(local, earlier_links=first).links["entity_id"]) == {"person:old"}
    other = _local([("c", "Bo Ek", "PERSON"), ("a", "Anna Weber", "PERSON")])
    other["entity"] = ["PERSON|ek", local["entity"].iloc[0]]
    assert set(link_entities(other, earlier_links=first).links["entity_id"]) == {
        "person:old",
        "person:bo-ek",
    }


def test_a_name_turned_round_by_mistake_is_that_of_the_far_better_known() -> None:
    rows: list[Row] = [(f"a{n}", "Donald Trump", "PERSON") for n in range(8)]
    rows += [("b", "Donald J. Trump", "PERSON"), ("c", "Trump Donald", "PERSON")]
    linked = link_entities(_local(rows))
    assert list(linked.entities.name) == ["Donald Trump"]


def test_two_names_turned_round_that_are_as_well_known_are_two_persons() -> None:
    rows: list[Row] = [("a", "Thomas James", "PERSON"), ("b", "James Thomas", "PERSON")]
    assert len(link_entities(_local(rows)).entities) == 2


@pytest.mark.parametrize(
    ("often", "once", "label"),
    [
        ("Google", "Google, Inc", "ORG"),
        ("California", "California AG", "GPE"),
        ("Virginia", "VA", "GPE"),
        ("Christian", "+ Christian", "NORP"),
    ],
)
def test_what_tells_nothing_more_does_not_make_a_fuller_name(
    often: str, once: str, label: str
) -> None:
    rows: list[Row] = [("a", often, label), ("b", often, label), ("c", once, label)]
    assert list(link_entities(_local(rows)).entities.name) == [often]
