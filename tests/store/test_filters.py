from datetime import date

import pytest

from analysis import tables
from analysis.store import Catalogue, Filters
from analysis.store.catalogue import write_catalogue
from tests.handmade import catalogue_row, filled

DAY = date(2023, 9, 6)
ARTICLES = [
    ("a", "s1", "UPI", DAY),
    ("b", "s1", "NTD", date(2023, 8, 31)),
    ("c", "s2", "UPI", None),
]
MENTIONS = [("a", "kim"), ("b", "putin"), ("c", "kim"), ("a", "dprk"), ("a", "")]
# Every mention stands at 2 to 4: inside the quotation of "c" alone.
QUOTES = [("a", "kim", "direct", 10), ("b", "", "indirect", 10), ("c", "dprk", "mixed", 0)]
ENTITIES = [("kim", "PERSON"), ("putin", "PERSON"), ("dprk", "GPE")]


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    rows = {}
    rows["articles"] = [
        catalogue_row(
            "articles", article_id=key, story_id=story, outlet_label=outlet, published=day
        )
        for key, story, outlet, day in ARTICLES
    ]
    rows["stories"] = [catalogue_row("stories", story_id=story) for story in ("s1", "s2")]
    rows["mentions"] = [
        catalogue_row("mentions", article_id=key, entity_id=entity, label="ORG", start=2, end=4)
        for key, entity in MENTIONS
    ]
    rows["quotes"] = [
        catalogue_row(
            "quotes", article_id=key, entity_id=entity, kind=kind, start=start, end=start + 9
        )
        for key, entity, kind, start in QUOTES
    ]
    rows["entities"] = [
        catalogue_row("entities", entity_id=entity, label=label) for entity, label in ENTITIES
    ]
    rows["sentences"] = [catalogue_row("sentences", article_id=key) for key in "abc"]
    path = tmp_path_factory.mktemp("catalogue") / "catalogue-v.duckdb"
    write_catalogue(path, filled(**rows))
    return Catalogue(path)


def chosen(catalogue, filters, table, column):
    where, params = filters.where(table)
    rows = catalogue.query(f"SELECT {column} FROM {table} WHERE {where} ORDER BY ALL", params)
    return rows[column].tolist()


@pytest.mark.parametrize(
    ("filters", "ids"),
    [
        (Filters(), ["a", "b", "c"]),
        (Filters(story="s1"), ["a", "b"]),
        (Filters(outlets=("UPI",)), ["a", "c"]),
        (Filters(outlets=("UPI", "NTD"), story="s2"), ["c"]),
        (Filters(start=date(2023, 9, 1)), ["a"]),
        (Filters(end=DAY), ["a", "b"]),
        (Filters(start=DAY, end=DAY), ["a"]),
        (Filters(entities=("putin",), labels=("GPE",), kinds=("mixed",)), ["a", "b", "c"]),
        (Filters(outlets=("'; DROP TABLE articles; --",)), []),
    ],
)
def test_articles_are_chosen_by_story_outlet_and_date_alone(catalogue, filters, ids):
    assert chosen(catalogue, filters, "articles", "article_id") == ids
    assert chosen(catalogue, filters, "sentences", "article_id") == ids


def test_mentions_are_chosen_by_entity_and_by_the_type_of_the_entity(catalogue):
    assert chosen(catalogue, Filters(entities=("kim",)), "mentions", "article_id") == ["a", "c"]
    assert chosen(catalogue, Filters(labels=("GPE",)), "mentions", "entity_id") == ["dprk"]
    both = Filters(entities=("kim",), labels=("GPE",))
    assert chosen(catalogue, both, "mentions", "entity_id") == []


def test_quotations_are_chosen_by_who_speaks_or_is_named_in_them_and_by_kind(catalogue):
    assert chosen(catalogue, Filters(entities=("kim",)), "quotes", "article_id") == ["a", "c"]
    assert chosen(catalogue, Filters(entities=("putin",)), "quotes", "article_id") == []
    assert chosen(catalogue, Filters(labels=("PERSON",)), "quotes", "entity_id") == ["kim"]
    kinds = Filters(kinds=("indirect", "mixed"))
    assert chosen(catalogue, kinds, "quotes", "article_id") == ["b", "c"]


def test_entities_and_stories_are_those_of_the_articles_looked_at(catalogue):
    looked_at = Filters(outlets=("NTD",))
    assert chosen(catalogue, looked_at, "entities", "entity_id") == ["putin"]
    assert chosen(catalogue, looked_at, "stories", "story_id") == ["s1"]
    named = Filters(entities=("kim", "dprk"), labels=("PERSON",))
    assert chosen(catalogue, named, "entities", "entity_id") == ["kim"]


def test_a_condition_takes_the_name_a_query_gives_the_table(catalogue):
    where, params = Filters(story="s1", entities=("kim",)).where("mentions", "m")
    joined = f"FROM mentions m JOIN articles a USING (article_id) WHERE {where}"
    rows = catalogue.query(f"SELECT count(*) AS n {joined}", params)
    assert rows["n"].tolist() == [1]


def test_values_are_bound_and_never_part_of_the_sql():
    marked = Filters(story="MARK", outlets=("MARK",), entities=("MARK",), labels=("MARK",))
    for table in tables.CATALOGUE:
        where, params = marked.where(table)
        assert "MARK" not in where
        assert where.count("?") == len(params)


FULL = Filters(
    story="s 1&2",
    outlets=("Unknown outlet (credits Reuters)", "Le “Monde”", "a,b=c"),
    start=date(2023, 8, 31),
    end=DAY,
    entities=("kim", "country:KP"),
    labels=("PERSON",),
    kinds=("direct", "indirect"),
)


@pytest.mark.parametrize("filters", [Filters(), FULL, Filters(end=DAY), Filters(kinds=("mixed",))])
def test_a_link_leads_back_to_the_same_view(filters):
    assert Filters.from_query(filters.to_query()) == filters


def test_a_link_to_everything_is_empty():
    assert Filters().to_query() == {}


@pytest.mark.parametrize(
    "query",
    [
        {"from": "yesterday", "to": "2023-13-45"},
        {"quote": ["loud", ""], "entity": "", "outlet": []},
        {"nonsense": "x", "story": []},
        {"entity": "\ud800", "outlet": ["\udfff"], "story": "\ud83d"},
    ],
)
def test_what_a_link_cannot_mean_is_left_out(query):
    assert Filters.from_query(query) == Filters()


def test_one_broken_value_does_not_cost_the_others():
    query = {"quote": ["loud", "direct"], "from": "x", "to": "2023-09-06", "outlet": "UPI"}
    assert Filters.from_query(query) == Filters(kinds=("direct",), end=DAY, outlets=("UPI",))


def test_equal_views_are_equal_values():
    one = Filters(outlets=("b", "a", "b", ""), start=DAY, end=date(2023, 8, 31))
    other = Filters(outlets=("a", "b"), start=date(2023, 8, 31), end=DAY)
    assert one == other
    assert hash(one) == hash(other)


def test_a_kind_that_is_none_is_refused():
    with pytest.raises(ValueError, match="loud"):
        Filters(kinds=("loud",))


NAMES = {"kim": "Kim Jong Un", "putin": "Vladimir Putin", "s1": "Arms deal", "PERSON": "people"}
UNDATED = " (articles without a date left out)"


@pytest.mark.parametrize(
    ("filters", "sentence"),
    [
        (Filters(), ""),
        (Filters(outlets=("UPI",)), "UPI"),
        (
            Filters(entities=("kim",), outlets=("UPI", "NTD"), start=date(2023, 8, 31), end=DAY),
            "Kim Jong Un in NTD and UPI, 31 Aug to 6 Sep 2023" + UNDATED,
        ),
        (
            Filters(entities=("kim", "putin", "xi"), story="s1"),
            "Kim Jong Un, Vladimir Putin and xi, on “Arms deal”",
        ),
        (Filters(labels=("PERSON",)), "Entities of type people"),
        (Filters(kinds=("direct", "mixed")), "direct and mixed quotations only"),
        (Filters(start=date(2023, 9, 1), end=DAY), "1 to 6 Sep 2023" + UNDATED),
        (Filters(start=DAY, end=DAY), "6 Sep 2023" + UNDATED),
        (Filters(start=DAY), "from 6 Sep 2023" + UNDATED),
        (Filters(end=DAY), "until 6 Sep 2023" + UNDATED),
        (
            Filters(start=date(2022, 12, 31), end=DAY),
            "31 Dec 2022 to 6 Sep 2023" + UNDATED,
        ),
    ],
)
def test_a_view_reads_as_a_sentence(filters, sentence):
    assert filters.sentence(NAMES) == sentence
