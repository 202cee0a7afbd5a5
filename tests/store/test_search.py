from datetime import date

import duckdb
import pytest

from analysis.store import Filters, Workspace, search_index
from analysis.store.queries import search
from analysis.store.queries.search import CONTEXT_CHARACTERS, MAX_WORDS, Query
from tests import made_story
from tests.made_story import Story


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory):
    story = Story()
    story.article(
        "a1",
        "Ledger",
        "Missile tests worry the café",
        "“We will test,” the U.S. envoy said; O’Brien’s soft\u00adener and the cafe\u0301 agreed.",
        "Climate-change talks. The missile\nTests cost 1,500 dollars.",
        headline=True,
        published=date(2023, 9, 6),
    )
    story.article("a2", "Ledger", "Nobody said it to us.", published=date(2023, 9, 4))
    story.article("b1", "Beacon", "They say a missile", "testing goes on.", story_id="t")
    story.article("c1", "Courier", "A rocket.", published=None)
    story.rows["blocks"][-1]["kind"] = "caption"
    return story.save(tmp_path_factory.mktemp("search"))


def find(catalogue, text, filters=None, **more):
    hits = search.list_hits(catalogue, filters or Filters(), Query(text, **more))
    return [f"{hit.article_id}: {hit.keyword}" for hit in hits.itertuples()]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("MISSILE", ["b1: missile", "a1: Missile", "a1: missile"]),
        ("cafe", ["a1: café", "a1: cafe\u0301"]),
        ("Café", ["a1: café", "a1: cafe\u0301"]),
        ("o'brien", ["a1: O’Brien’s"]),
        ("“O’Brien’s”", ["a1: O’Brien’s"]),
        ("softener", ["a1: soft\u00adener"]),
        ("u.s.", ["a1: U.S."]),
        ("us", ["a2: us"]),
        ("1,500", ["a1: 1,500"]),
        ("climate change", ["a1: Climate-change"]),
        ("missile tests", ["a1: Missile tests", "a1: missile\nTests"]),
        ("will test the u.s. envoy", ["a1: will test,” the U.S. envoy"]),
    ],
)
def test_case_accents_and_glyphs_do_not_count(catalogue, text, expected):
    assert find(catalogue, text) == expected


@pytest.mark.parametrize(
    "text", ["rockets", "envoy missile", "cafe we", "a missile testing", "rocket"]
)
def test_words_of_two_blocks_of_no_text_or_of_captions_are_not_found(catalogue, text):
    assert not find(catalogue, text)


def test_other_forms_are_found_with_the_switch_alone(catalogue):
    assert find(catalogue, "say") == ["b1: say"]
    assert find(catalogue, "say", inflections=True) == ["b1: say", "a2: said", "a1: said"]
    assert find(catalogue, "missile test", inflections=True)[1:] == ["a1: missile\nTests"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("of the", ["Of the", "of the", "of the"]),
        ("said that it was", ["said: “That it was"]),
        ("it was", ["it was", "it was"]),
        ("the end of the", ["the end of the"]),
        ("of the end", ["Of the end"]),
        ("was at the", []),
        ("the of", []),
        ("the end", ["the end", "the end"]),
        ("end of", ["end of"]),
        ("the day he said", ["the day he said"]),
        ("end it was at", []),
        ("the end it was", ["the end it was"]),
        ("a day", []),
    ],
)
def test_frequent_words_in_succession_are_found_within_one_block(tmp_path, text, expected):
    story = Story().article(
        "a", "A", "Of the end it was", "at the end of the day he said: “That it was”", "of the"
    )
    hits = search.list_hits(story.save(tmp_path), Filters(), Query(text))
    assert list(hits["keyword"]) == expected


def test_offsets_are_of_the_stored_text_and_the_context_stands_beside(catalogue):
    hits = search.list_hits(catalogue, Filters(), Query("the"))
    texts = catalogue.query("SELECT article_id, text FROM articles").set_index("article_id")["text"]
    assert len(hits) == 4
    for hit in hits.itertuples():
        text = texts[hit.article_id]
        assert text[hit.start : hit.end] == hit.keyword
        before = text[max(hit.start - CONTEXT_CHARACTERS, 0) : hit.start]
        assert before.endswith(hit.left)
        assert text[hit.end :].startswith(hit.right)


def test_outlets_are_counted_over_all_hits_and_without_a_hit_have_a_rate_of_nothing(catalogue):
    counts = search.count_hits(catalogue, Filters(), Query("missile"))
    table = counts.by_outlet.set_index("outlet_label")
    assert table["hits"].to_dict() == {"Beacon": 1, "Courier": 0, "Ledger": 2}
    assert table["articles"].to_dict() == {"Beacon": 1, "Courier": 0, "Ledger": 1}
    words = catalogue.query("SELECT sum(words) AS n FROM articles WHERE outlet_label = 'Ledger'")
    assert table.loc["Ledger", "per_1000"] == pytest.approx(1000 * 2 / words["n"].iloc[0])


def test_filters_select_the_articles_and_an_outlet_lists_its_hits_alone(catalogue):
    assert find(catalogue, "missile", Filters(story="t")) == ["b1: missile"]
    assert find(catalogue, "said", Filters(start=date(2023, 9, 5))) == ["a1: said"]
    assert find(catalogue, "missile", outlet="Beacon") == ["b1: missile"]
    counted = search.count_hits(catalogue, Filters(story="t"), Query("missile"))
    assert list(counted.by_outlet["outlet_label"]) == ["Beacon"]


def test_pages_of_hits_follow_one_another_without_those_that_filters_leave_out(catalogue):
    query, filters = Query("the"), Filters(outlets=("Ledger",))
    every = search.list_hits(catalogue, filters, query)
    assert len(every) == 4
    pages = [search.list_hits(catalogue, filters, query, 1, offset) for offset in range(6)]
    starts = [start for page in pages for start in page["start"]]
    assert starts == list(every["start"])


def test_a_search_without_a_word_or_of_too_many_is_an_error(catalogue):
    assert len(search.list_hits(catalogue, Filters(), Query("the " * MAX_WORDS))) == 0
    for text in ("“…”", "the " * (MAX_WORDS + 1)):
        with pytest.raises(ValueError, match="1 to 20 words"):
            search.count_hits(catalogue, Filters(), Query(text))


def test_the_words_of_a_query_without_any_form_in_the_texts_are_reported(catalogue):
    counts = search.count_hits(catalogue, Filters(), Query("missile zebra"))
    assert counts.words == ("missile", "zebra")
    assert counts.forms == (("missile",), ())


def test_a_hit_opens_its_sentence(catalogue):
    hit = search.list_hits(catalogue, Filters(), Query("dollars")).iloc[0]
    passage = search.find_hit_passage(catalogue, "a1", int(hit["start"]), int(hit["end"]))
    assert passage["text"].iloc[0].endswith("Tests cost 1,500 dollars.")
    assert search.find_hit_passage(catalogue, "nobody", 0, 3).empty


def test_a_catalogue_without_the_index_is_built_again(tmp_path, monkeypatch):
    Story().article("a", "A", "It rained.").save(tmp_path)
    workspace = Workspace(tmp_path)
    assert workspace.catalogue() is not None
    with duckdb.connect(workspace.catalogue_path) as connection:
        for table in ("search_articles", "search_blocks", "search_words", "word_places"):
            assert table in search_index.INDEX
            connection.execute(f"DROP TABLE {table}")
        connection.execute("UPDATE made_with SET layout = 'of a version without the index'")
    assert workspace.catalogue() is None


@pytest.mark.parametrize("size", [1, 7, 12, 13])  # the three texts have 13 words
def test_the_index_is_sorted_alike_in_pieces_of_any_size(tmp_path, monkeypatch, size):
    monkeypatch.setattr(search_index, "SORTED_WORDS", size)
    monkeypatch.setattr(search_index, "SORTED_PLACES", size)
    monkeypatch.setattr(made_story, "_FILES", {})  # written anew, not copied
    story = Story()
    for number, text in enumerate(
        ("The rain fell on the roof.", "Rain on rain.", "It was the sun.")
    ):
        story.article(f"a{number}", "Ledger", text)
    catalogue = story.save(tmp_path)
    blocks = catalogue.query("SELECT article_no FROM search_blocks ORDER BY rowid")
    assert list(blocks["article_no"]) == [0, 1, 2]
    places = catalogue.query(
        "SELECT word, article_no, place FROM word_places JOIN search_words USING (word_no)"
        " ORDER BY word_places.rowid"
    )
    rows = list(places.itertuples(index=False, name=None))
    assert [row for row in rows if row[0] == "rain"] == [
        ("rain", 0, 1),
        ("rain", 1, 0),
        ("rain", 1, 2),
    ]
    assert [row[0] for row in rows] == sorted(row[0] for row in rows)
    words = [
        "the",
        "rain",
        "fell",
        "on",
        "the",
        "roof",
        "rain",
        "on",
        "rain",
        "it",
        "was",
        "the",
        "sun",
    ]
    assert sorted(row[0] for row in rows if " " not in row[0]) == sorted(words)
    assert not list(tmp_path.glob("**/*.unsorted"))
