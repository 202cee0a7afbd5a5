import pytest

from analysis.corpus import person_linking
from analysis.corpus.entities import link_entities
from analysis.nlp.entities.person_name_matching import NameRelation
from tests.local_entities import Row, entity_ids, make_local_entities, make_stories

ONE_STORY = make_stories(s="a b c")


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
def test_names_that_can_be_one_persons_are_linked_in_one_story(a: str, b: str) -> None:
    # Another bearer of the family name elsewhere, so that the story has to decide.
    other = f"Zoltan {b.removesuffix(' Jr.').rsplit(maxsplit=1)[-1]}"
    ids = entity_ids(
        [("a", a, "PERSON"), ("b", b, "PERSON"), ("z", other, "PERSON")],
        make_stories(s="a b", t="z"),
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
    other = f"Zoltan {a.rsplit(maxsplit=1)[-1]}"
    ids = entity_ids(
        [("a", a, "PERSON"), ("b", b, "PERSON"), ("z", other, "PERSON")],
        make_stories(s="a", t="b", u="z"),
    )
    assert len(set(ids)) == 3


def test_a_family_name_nobody_else_has_links_variants_without_a_story() -> None:
    ids = entity_ids(
        [("a", "Chuck Schumer", "PERSON"), ("b", "Charles E. Schumer", "PERSON")],
        make_stories(s="a", t="b"),
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
    ids = entity_ids([("a", a, "PERSON"), ("b", b, "PERSON")], ONE_STORY)
    assert ids[0] != ids[1]


def test_a_name_between_two_people_is_decided_by_its_story() -> None:
    rows: list[Row] = [
        ("a", "George Bush", "PERSON"),
        ("b", "George W. Bush", "PERSON"),
        ("c", "George Bush", "PERSON"),
        ("d", "George H.W. Bush", "PERSON"),
        ("e", "George Bush", "PERSON"),
    ]
    ids = entity_ids(rows, make_stories(s="a b", t="c d", u="e"))
    assert ids[0] == ids[1] != ids[2] == ids[3]
    assert ids[4] not in ids[:4]


def test_a_family_name_alone_means_the_one_candidate_in_its_story_only() -> None:
    rows: list[Row] = [
        ("a", "Kim Jong Un", "PERSON"),
        ("b", "Kim", "PERSON"),
        ("c", "Kim", "PERSON"),
        ("d", "Kim Dae-jung", "PERSON"),
    ]
    ids = entity_ids(rows, make_stories(s="a b", t="c d"))
    assert ids == ["person:kim-jong-un"] * 2 + ["person:kim-dae-jung"] * 2


def test_a_family_name_between_two_candidates_is_an_entity_of_its_own_in_each_story() -> None:
    rows: list[Row] = [
        ("a", "David Koch", "PERSON"),
        ("b", "Charles Koch", "PERSON"),
        ("c", "Koch", "PERSON"),
        ("d", "Koch", "PERSON"),
    ]
    ids = entity_ids(rows, make_stories(s="a b c", t="d"))
    assert len(set(ids)) == 4
    assert all(entity_id.startswith("person:koch-") for entity_id in ids[2:])


def test_of_two_candidates_the_far_better_known_is_meant() -> None:
    rows: list[Row] = [(f"n{k}", "Barack Obama", "PERSON", 3) for k in range(10)]
    rows += [("a", "Barack Obama", "PERSON", 3), ("b", "Michelle Obama", "PERSON")]
    rows += [("c", "Obama", "PERSON", 9)]
    ids = entity_ids(rows, make_stories(s="a b c", **{f"t{k}": f"n{k}" for k in range(10)}))
    assert ids[-1] == "person:barack-obama"


def test_a_family_name_in_no_context_means_the_only_candidate_of_nearly_all_articles() -> None:
    known: list[Row] = [(f"n{k}", "Vladimir Putin", "PERSON") for k in range(6)]
    stories = make_stories(**{f"t{k}": f"n{k}" for k in range(6)}, u="x")
    assert entity_ids([*known, ("x", "Putin", "PERSON")], stories)[-1] == "person:vladimir-putin"
    assert (
        entity_ids([*known[:2], ("x", "Putin", "PERSON")], stories)[-1] != "person:vladimir-putin"
    )


def test_one_word_that_is_nobodys_family_name_is_one_person() -> None:
    ids = entity_ids(
        [("a", "Beyoncé", "PERSON"), ("b", "Beyonce", "PERSON")], make_stories(s="a", t="b")
    )
    assert ids == ["person:beyonce"] * 2


def test_a_pope_is_not_somebody_with_his_name_as_family_name() -> None:
    rows: list[Row] = [("a", "Pope Francis", "PERSON"), ("b", "James Francis", "PERSON")]
    rows += [("c", "Francis", "PERSON"), ("d", "Pope Francis", "PERSON")]
    ids = entity_ids(rows, make_stories(s="a b", t="c d"))
    assert ids[0] == ids[2] == ids[3] == "person:pope-francis"
    assert ids[1] == "person:james-francis"


def test_one_odd_fuller_name_does_not_break_up_a_person_named_everywhere():
    often = [(f"a{number}", "Anna Weber", "PERSON") for number in range(12)]
    odd = [("b1", "Anna B. Weber", "PERSON"), ("b2", "Gloomy Anna Weber", "PERSON")]
    local = make_local_entities([*often, *odd])
    rows = local.merge(link_entities(local, make_stories()).links, on=["article_id", "entity"])
    assert rows[rows["name"] == "Anna Weber"]["entity_id"].nunique() == 1


def test_a_name_in_the_wrong_order_is_that_of_the_far_better_known_person() -> None:
    rows: list[Row] = [(f"a{n}", "Donald Trump", "PERSON") for n in range(8)]
    rows += [("b", "Donald J. Trump", "PERSON"), ("c", "Trump Donald", "PERSON")]
    linked = link_entities(make_local_entities(rows))
    assert list(linked.entities.name) == ["Donald Trump"]


def test_two_equally_known_names_in_opposite_order_are_two_persons() -> None:
    rows: list[Row] = [("a", "Thomas James", "PERSON"), ("b", "James Thomas", "PERSON")]
    assert len(link_entities(make_local_entities(rows)).entities) == 2


@pytest.mark.parametrize(
    ("articles", "mistakes", "persons"), [(4, 1, 1), (3, 1, 2), (8, 2, 1), (7, 2, 2)]
)
def test_a_name_in_the_wrong_order_is_a_mistake_if_the_other_is_four_times_as_frequent(
    articles: int, mistakes: int, persons: int
) -> None:
    rows: list[Row] = [(f"a{k}", "Thomas James", "PERSON") for k in range(articles)]
    rows += [(f"b{k}", "James Thomas", "PERSON") for k in range(mistakes)]
    assert len(link_entities(make_local_entities(rows)).entities) == persons


@pytest.mark.parametrize(("articles", "persons"), [(8, 8), (9, 1)])
def test_a_name_more_than_four_times_as_frequent_as_its_fuller_forms_is_one_persons(
    articles: int, persons: int
) -> None:
    rows: list[Row] = [("x", "George W. Bush", "PERSON"), ("y", "George H.W. Bush", "PERSON")]
    rows += [(f"n{k}", "George Bush", "PERSON") for k in range(articles)]
    ids = entity_ids(rows, make_stories(**{f"t{k}": f"n{k}" for k in range(articles)}))
    assert len(set(ids[2:])) == persons


@pytest.mark.parametrize(
    ("names", "entities"),
    [(12, 1), (13, 13)],
)
def test_only_a_family_name_of_few_full_names_can_be_one_persons(
    monkeypatch: pytest.MonkeyPatch, names: int, entities: int
) -> None:
    monkeypatch.setattr(person_linking, "compare_names", lambda *_: NameRelation.SPELLING)
    rows: list[Row] = [(f"a{k}", f"A{chr(97 + k)}nna Schumer", "PERSON") for k in range(names)]
    stories = make_stories(**{f"t{k}": f"a{k}" for k in range(names)})
    assert len(set(entity_ids(rows, stories))) == entities


def traits(rows: list[Row], **columns: list[object]) -> list[str]:
    """Return the entity of each row, in one story, with further columns of the rows."""
    local = make_local_entities(rows).assign(**columns)
    articles = " ".join(sorted({row[0] for row in rows}))
    linked = link_entities(local, make_stories(s=articles))
    return list(local.merge(linked.links, on=["article_id", "entity"]).entity_id)


def test_a_family_name_means_no_relative_where_it_can_mean_somebody_else() -> None:
    ids = traits(
        [
            ("a", "Paul Brandt", "PERSON"),
            ("b", "Carla Brandt", "PERSON", 9),
            ("c", "Brandt", "PERSON"),
        ],
        roles=[["president"], ["his wife"], []],
    )
    assert ids[2] == ids[0] != ids[1]


def test_a_family_name_means_the_relative_if_nobody_else_has_it() -> None:
    ids = traits(
        [("b", "Carla Brandt", "PERSON"), ("c", "Brandt", "PERSON")], roles=[["his wife"], []]
    )
    assert ids[0] == ids[1]


@pytest.mark.parametrize(
    ("gender", "is_one"),
    [(["f", "m"], False), (["f", "f"], True), (["f", ""], True), (["", "f"], True)],
)
def test_a_person_of_the_other_gender_is_not_meant(gender: list[str], *, is_one: bool) -> None:
    ids = traits([("b", "Carla Brandt", "PERSON"), ("c", "Brandt", "PERSON")], gender=gender)
    assert (ids[0] == ids[1]) is is_one


@pytest.mark.parametrize(("women", "is_woman"), [(4, True), (3, False)])
def test_a_person_has_the_gender_of_four_times_the_articles(women: int, *, is_woman: bool) -> None:
    rows: list[Row] = [("c", "Brandt", "PERSON"), ("m", "Alex Brandt", "PERSON")]
    rows += [(f"f{k}", "Alex Brandt", "PERSON") for k in range(women)]
    ids = traits(rows, gender=["m", "m", *("f" for _ in range(women))])
    assert (ids[0] != ids[1]) is is_woman


@pytest.mark.parametrize(("others", "is_relative"), [(1, True), (2, False)])
def test_a_relative_is_who_is_one_in_half_of_the_articles(
    others: int, *, is_relative: bool
) -> None:
    rows: list[Row] = [("c", "Brandt", "PERSON"), ("a", "Paul Brandt", "PERSON")]
    rows += [(f"b{k}", "Carla Brandt", "PERSON") for k in range(1 + others)]
    ids = traits(rows, roles=[[], [], ["his wife"], *([] for _ in range(others))])
    assert (ids[0] == ids[1]) is is_relative


def test_a_junior_is_not_meant_where_the_elder_can_be() -> None:
    rows: list[Row] = [("a", "Donald Trump", "PERSON"), ("b", "Donald Trump Jr.", "PERSON", 9)]
    ids = traits([*rows, ("c", "Trump", "PERSON")])
    assert ids[2] == ids[0] != ids[1]


def test_of_a_person_and_a_relative_both_named_in_the_article_either_may_be_meant() -> None:
    rows: list[Row] = [("a", "Paul Brandt", "PERSON"), ("a", "Carla Brandt", "PERSON")]
    ids = traits([*rows, ("a", "Brandt", "PERSON")], roles=[[], ["his wife"], []])
    assert len(set(ids)) == 3


def test_beside_one_person_named_in_the_article_a_relative_elsewhere_is_not_meant() -> None:
    rows: list[Row] = [("a", "Brandt", "PERSON"), ("a", "Carla Brandt", "PERSON")]
    rows += [("b", "Paul Brandt", "PERSON"), ("c", "Otto Brandt", "PERSON", 9)]
    ids = traits(rows, roles=[[], [], [], ["his son"]])
    assert ids[0] == ids[2]


def test_the_only_person_named_in_an_article_that_left_the_name_open_is_not_meant() -> None:
    ids = traits(
        [
            ("a", "Carla Brandt", "PERSON"),
            ("a", "Brandt", "PERSON"),
            ("b", "Paul Brandt", "PERSON"),
        ]
    )
    assert ids[1] == ids[2] != ids[0]


@pytest.mark.parametrize(
    ("senior", "junior", "is_one"),
    [
        ("ab", "cd", True),
        ("ab", "ac", True),
        ("abc", "abd", False),
        ("abc", "ab", False),
        ("abe", "abcd", False),
    ],
)
def test_namesakes_are_two_persons_if_most_articles_of_one_name_both(
    senior: str, junior: str, *, is_one: bool
) -> None:
    rows: list[Row] = [(article, "Robert Lee", "PERSON") for article in senior]
    rows += [(article, "Robert E. Lee Jr.", "PERSON") for article in junior]
    ids = entity_ids(rows, make_stories(s="a b c d e"))
    assert (ids[0] == ids[-1]) is is_one


def test_namesakes_without_a_shared_context_are_two_persons() -> None:
    rows: list[Row] = [("a", "Robert Lee", "PERSON"), ("b", "Robert E. Lee Jr.", "PERSON")]
    assert len(set(entity_ids(rows, make_stories(s="a", t="b")))) == 2


@pytest.mark.parametrize(
    ("a", "b", "is_one"),
    [("Ed Kirby", "Ed B. Kirby", True), ("E. Kirby", "E. B. Kirby", False)],
)
def test_a_middle_initial_links_names_anywhere_but_not_initials(
    a: str, b: str, *, is_one: bool
) -> None:
    rows: list[Row] = [("a", a, "PERSON"), ("b", b, "PERSON"), ("z", "Zoltan Kirby", "PERSON")]
    ids = entity_ids(rows, make_stories(s="a", t="b", u="z"))
    assert (ids[0] == ids[1]) is is_one


def test_a_short_form_is_linked_before_another_spelling() -> None:
    names = ("Elizabeth Kowalski", "Elizabeth Kowalsky", "Liz Kowalski")
    full, respelled, short = entity_ids(
        [(article, name, "PERSON") for article, name in zip("abc", names, strict=True)], ONE_STORY
    )
    assert full == short != respelled


@pytest.mark.parametrize("better_known", ["Edward Hale", "Theodore Hale"])
def test_of_two_full_forms_of_a_short_name_the_better_known_is_linked(better_known: str) -> None:
    rows: list[Row] = [("a", "Ted Hale", "PERSON")]
    for key, name in (("e", "Edward Hale"), ("t", "Theodore Hale")):
        rows += [(f"{key}{k}", name, "PERSON") for k in range(3 if name == better_known else 2)]
    assert traits(rows)[0] == f"person:{better_known.lower().replace(' ', '-')}"


def test_a_short_name_that_one_story_explains_is_that_person_in_every_story() -> None:
    rows: list[Row] = [("a", "Ted Hale", "PERSON"), ("b", "Edward Hale", "PERSON")]
    rows += [("c", "Ted Hale", "PERSON"), ("d", "Theodore Hale", "PERSON")]
    ids = entity_ids(rows, make_stories(s="a b", t="c", u="d"))
    assert ids[0] == ids[1] == ids[2] != ids[3]


@pytest.mark.parametrize(("articles", "is_between"), [(4, True), (5, False)])
def test_a_name_is_not_between_two_people_if_one_has_over_four_times_the_articles(
    articles: int, *, is_between: bool
) -> None:
    rows: list[Row] = [("a", "George Bush", "PERSON"), ("b", "George H.W. Bush", "PERSON")]
    rows += [(f"w{k}", "George W. Bush", "PERSON") for k in range(articles)]
    ids = entity_ids(rows, make_stories(s="a", t="b"))
    assert (ids[0] not in ids[1:]) is is_between
    assert is_between or ids[0] == ids[-1]


def test_pairs_that_are_not_linked_do_not_keep_later_ones_apart() -> None:
    names = ("Bob Casey", "Robert Casey", "Zoltan Casey", "John Kirby", "John B. Kirby")
    rows: list[Row] = [(f"a{k}", name, "PERSON") for k, name in enumerate(names)]
    ids = entity_ids(rows, make_stories(**{f"s{k}": f"a{k}" for k in range(len(names))}))
    assert len(set(ids[:3])) == 3
    assert ids[3] == ids[4]


def test_a_name_between_two_people_does_not_keep_the_names_of_one_apart() -> None:
    rows: list[Row] = [("a", "Peter Kowalski", "PERSON"), ("b", "Peter Hugo Kowalski", "PERSON")]
    rows += [(f"w{k}", "Peter Walter Kowalski", "PERSON") for k in range(2)]
    ids = traits([*rows, ("c", "Walter Kowalski", "PERSON")])
    assert ids[-1] == ids[-2] != ids[1]


@pytest.mark.parametrize(("full", "is_one"), [("cd", True), ("ac", True), ("ab", False)])
def test_an_initial_is_another_person_where_most_articles_name_both(
    full: str, *, is_one: bool
) -> None:
    rows: list[Row] = [(article, "J. Mason", "PERSON") for article in "ab"]
    rows += [(article, "Jeremy Mason", "PERSON") for article in full]
    ids = entity_ids(rows, make_stories(s="a b c d"))
    assert (ids[0] == ids[-1]) is is_one
