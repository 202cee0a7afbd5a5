import pytest

from analysis.store import Filters
from analysis.store.queries import article as article_queries
from analysis.store.queries import attitudes as attitude_queries
from analysis.store.queries import quotes as quote_queries
from tests.made_story import Story, talks


@pytest.fixture
def catalogue(tmp_path):
    return talks().save(tmp_path)


def test_words_are_summed_by_speaker_and_outlet_most_first(tmp_path):
    story = Story().article("a", "A", "“No no no,” Ann said.", "“Yes,” Bo said.", "It is said.")
    story.quote("a", "“No no no,”", "Ann").quote("a", "“Yes,”", "Bo").quote("a", "It is said.")
    table = quote_queries.count_words_by_speaker(story.save(tmp_path), Filters())
    assert table[["speaker_id", "outlet_label", "words", "quotes"]].to_numpy().tolist() == [
        ["ann", "A", 3, 1],
        ["bo", "A", 1, 1],
        [quote_queries.NOBODY, "A", 3, 1],
    ]


@pytest.mark.parametrize(
    ("resolution", "expected"), [("description", True), ("named", False), ("document", False)]
)
def test_a_speaker_is_only_described_without_an_entity(tmp_path, resolution, expected):
    story = Story().article("a", "A", "“No no no,” advocates said. “Yes,” Bo said.")
    story.quote("a", "“No no no,”", "advocates").quote("a", "“Yes,”", "Bo")
    for row in story.rows["quotes"]:
        row["resolution"] = resolution
    story.rows["quotes"][0]["entity_id"] = ""
    catalogue = story.save(tmp_path)
    assert quote_queries.is_only_described(catalogue, Filters(), "advocates") is expected
    assert not quote_queries.is_only_described(catalogue, Filters(), "bo")
    assert not quote_queries.is_only_described(catalogue, Filters(), "nobody")


def test_words_outside_the_report_are_not_counted(tmp_path):
    story = Story().article("a", "A", "“No,” Ann said.").quote("a", "“No,”", "Ann")
    story.rows["quotes"][0]["block_kind"] = "caption"
    catalogue = story.save(tmp_path)
    assert quote_queries.count_words_by_speaker(catalogue, Filters()).empty
    assert quote_queries.find_quote_passages(catalogue, Filters(), "ann").empty
    assert len(quote_queries.list_quotes(catalogue, Filters(), "", 9)) == 1


def test_a_search_takes_its_words_literally(catalogue):
    assert len(quote_queries.list_quotes(catalogue, Filters(), "bo ek", 9)) == 1
    assert quote_queries.list_quotes(catalogue, Filters(), "%", 9).empty
    assert quote_queries.list_quotes(catalogue, Filters(), "'; DROP TABLE quotes", 9).empty
    assert quote_queries.count_quotes(catalogue, Filters(), "bo ek") == 1
    assert quote_queries.count_quotes(catalogue, Filters(), "%") == 0


def test_quotations_are_read_page_by_page_in_one_order(tmp_path):
    story = Story()
    for number in range(5):
        story.article(f"a{number}", f"Outlet {number}", f"“No {number},” Ann said.")
        story.quote(f"a{number}", f"“No {number},”", "Ann")
    catalogue = story.save(tmp_path)
    whole = quote_queries.list_quotes(catalogue, Filters(), "", 9)["quote_id"].tolist()
    assert quote_queries.count_quotes(catalogue, Filters()) == len(whole) == 5
    parts = [quote_queries.list_quotes(catalogue, Filters(), "", 2, first) for first in (0, 2, 4)]
    assert [quote for part in parts for quote in part["quote_id"]] == whole


def test_outlets_with_most_articles_are_kept(tmp_path):
    story = Story()
    for key, outlet in (("1", "C"), ("2", "B"), ("3", "B"), ("4", "A")):
        story.article(key, outlet, "Rain.")
    catalogue = story.save(tmp_path)
    assert quote_queries.list_top_outlets(catalogue, Filters(), 2) == ("A", "B")
    assert quote_queries.list_top_outlets(catalogue, Filters(), 1, "B") == ("B",)


def test_a_quotation_names_the_other_outlets_that_have_it(catalogue):
    quotes = article_queries.read_article(catalogue, "a1").quotes
    assert quotes["elsewhere"].tolist() == [["Beacon"], []]


def test_a_quotation_names_whom_other_outlets_credit_and_not_its_own_outlet(tmp_path):
    story = Story()
    for key, outlet, speaker in (("a", "A", "Bo Ek"), ("a2", "A", "Bo Ek"), ("b", "B", "Ann Lee")):
        story.article(key, outlet, "“We will talk,” Mx said.")
        story.quote(key, "“We will talk,”", speaker, utterance="u")
    (row,) = article_queries.read_article(story.save(tmp_path), "a").quotes.to_dict("records")
    assert list(row["elsewhere"]) == ["B"]
    assert list(row["credits_elsewhere"]) == [{"speaker": "Ann Lee", "outlet": "B"}]


def test_quotations_without_an_utterance_are_not_taken_for_the_same(tmp_path):
    story = Story().article("a", "A", "“No.”").article("b", "B", "“Yes.”")
    story.quote("a", "“No.”").quote("b", "“Yes.”")
    for row in story.rows["quotes"]:
        row["utterance_id"] = ""
    quotes = article_queries.read_article(story.save(tmp_path), "a").quotes
    assert quotes["elsewhere"].tolist() == [[]]


def test_a_place_means_its_sentence_as_far_as_a_quotation_that_begins_there(tmp_path):
    story = Story().article("a", "A", "She said: “One.", "Two.” And left.")
    story.quote("a", "“One.\nTwo.”", "She")
    start = story.rows["quotes"][0]["start"]
    reading = article_queries.read_article(story.save(tmp_path), "a")
    assert reading.find_passage(0) == (0, 15)
    assert reading.find_passage(start) == (0, start + len("“One.\nTwo.”"))
    assert reading.find_passage(15) is None


def test_choices_hold_what_a_link_asks_for_besides_the_filters(catalogue):
    filters = Filters(outlets=("Courier",))
    table = article_queries.list_articles(catalogue, filters, ("a1", "gone"))
    assert table["article_id"].tolist() == ["c1", "a1"]
    assert table["opening"].tolist()[0] == "The square was empty on Tuesday."


def test_attitudes_of_an_entity_are_those_it_holds_and_those_that_name_it(tmp_path):
    story = Story().article("a", "A", "Ann opposes the plan.", "Bo fears Ann.", "Bo likes rain.")
    story.name("a", "Ann", "Ann").attitude("a", "the plan", "Ann", "opposes")
    story.attitude("a", "rain", "Bo", "likes").attitude("a", "Ann.", "Bo", "fears")
    story.rows["mentions"][0].update(start=story._text("a").index("Ann."), end=34)
    catalogue = story.save(tmp_path)
    table = attitude_queries.list_attitudes(catalogue, Filters(entities=("ann",)), "", 9)
    assert table[["holder", "cue", "text"]].to_numpy().tolist() == [
        ["Ann", "opposes", "the plan"],
        ["Bo", "fears", "Ann."],
    ]
    assert len(attitude_queries.list_attitudes(catalogue, Filters(), "RAIN", 9)) == 1


def test_a_description_with_a_capital_is_the_same_speaker(tmp_path):
    story = Story()
    for key, outlet, speaker in (
        ("a", "Ledger", "Zoo officials"),
        ("b", "Beacon", "zoo officials"),
    ):
        story.article(key, outlet, f"{speaker} said: “The gate was open.”")
        story.quote(key, "“The gate was open.”", speaker)
        story.rows["quotes"][-1]["entity_id"] = ""
    catalogue = story.save(tmp_path)
    table = quote_queries.count_words_by_speaker(catalogue, Filters())
    assert set(table["speaker_id"]) == set(table["speaker"]) == {"zoo officials"}
    passages = quote_queries.find_quote_passages(catalogue, Filters(), "zoo officials")
    assert set(passages["outlet_label"]) == {"Ledger", "Beacon"}
