import pandas as pd
import pytest

from analysis.corpus import coverage

ARTICLES = pd.DataFrame(
    [("a", "Herald", "s"), ("b", "Tribune", "s"), ("c", "Post", "s"), ("d", "Post", "s")],
    columns=["article_id", "outlet_label", "story_id"],
).assign(text="")
QUOTE_COLUMNS = [
    "article_id",
    "quote_id",
    "start",
    "end",
    "text",
    "kind",
    "words",
    "speaker",
    "entity_id",
    "cue",
    "cue_lemma",
    "utterance_id",
    "block_kind",
]
FULL = "“We will pay a price and they will too,”"


def quotes():
    rows = [
        ("a", "a:0", 10, 50, FULL, "direct", 9, "Jane Doe", "doe", "said", "say", "u1", "body"),
        ("b", "b:0", 5, 40, "they would “pay a price”", "mixed", 5, "", "", "", "", "u1", "body"),
        (
            "c",
            "c:0",
            0,
            30,
            "that all was well",
            "indirect",
            4,
            "John Roe",
            "roe",
            "said",
            "say",
            "u2",
            "body",
        ),
        (
            "c",
            "c:1",
            40,
            60,
            "“Very well,”",
            "direct",
            2,
            "John Roe",
            "roe",
            "said",
            "say",
            "u2",
            "body",
        ),
        ("b", "b:1", 90, 99, "“Yes”", "direct", 1, "A Reader", "", "", "", "u3", "caption"),
    ]
    return pd.DataFrame(rows, columns=QUOTE_COLUMNS).assign(mention="", resolution="named")


def mentions():
    rows = [
        ("a", 1, 5, "name", "doe", "body"),
        ("b", 1, 5, "name", "doe", "body"),
        ("b", 9, 12, "pronoun", "roe", "body"),
        ("c", 3, 7, "name", "roe", "body"),
        ("d", 3, 7, "name", "roe", "body"),
        ("a", 70, 75, "name", "photographer", "credit"),
    ]
    columns = ["article_id", "start", "end", "kind", "entity_id", "block_kind"]
    names = {"doe": "Jane Doe", "roe": "John Roe", "photographer": "A Photographer"}
    frame = pd.DataFrame(rows, columns=columns).assign(label="PERSON")
    return frame.assign(text=frame["entity_id"].map(names))


ENTITIES = pd.DataFrame(
    [("doe", "Jane Doe"), ("roe", "John Roe"), ("photographer", "A Photographer")],
    columns=["entity_id", "name"],
)


def figures():
    rows = [
        ("a", 20, 22, "count", "seven", "7", "", "body"),
        ("b", 20, 21, "count", "7", "7", "", "body"),
        ("c", 20, 21, "percent", "7%", "7", "", "body"),
    ]
    columns = ["article_id", "start", "end", "kind", "text", "value", "unit", "block_kind"]
    return pd.DataFrame(rows, columns=columns).assign(head_noun="")


def make_tables(**changed):
    tables = {
        "articles": ARTICLES,
        "mentions": mentions(),
        "entities": ENTITIES,
        "quotes": quotes(),
        "figures": figures(),
        **changed,
    }
    return tables.values()


def exclusive(**changed):
    return coverage.find_exclusive_items(*make_tables(**changed))


def missing(**changed):
    return coverage.find_missing_items(*make_tables(**changed))


def test_each_cell_of_the_matrix_has_the_outlets_fullest_wording_and_its_place():
    reports = coverage.list_reports(ARTICLES, quotes()).set_index(["utterance_id", "outlet_label"])
    assert set(reports.index) == {("u1", "Herald"), ("u1", "Tribune"), ("u2", "Post")}
    full = reports.loc[("u1", "Herald")]
    assert (full["wording"], full["words"], full["share_reported"]) == (FULL, 9, 1.0)
    trimmed = reports.loc[("u1", "Tribune")]
    assert (trimmed["article_id"], trimmed["start"], trimmed["end"]) == ("b", 5, 40)
    assert trimmed["share_reported"] == pytest.approx(3 / 9)
    assert reports.loc[("u2", "Post")]["quotes"] == 2


def test_an_utterance_that_one_quotation_reports_is_reported_in_full_by_its_outlet():
    alone = quotes().iloc[[0]]
    (report,) = coverage.list_reports(ARTICLES, alone).to_dict("records")
    assert (report["quotes"], report["share_reported"]) == (1, 1.0)
    (utterance,) = coverage.list_utterances(ARTICLES, alone).to_dict("records")
    # Shares: Herald 1, Tribune 0, Post 0.
    assert utterance["coverage_disparity"] == pytest.approx((1 + 1 + 0) / 3)


def test_the_very_words_are_fuller_than_a_longer_paraphrase():
    utterances = coverage.list_utterances(ARTICLES, quotes()).set_index("utterance_id")
    assert utterances.loc["u2", "wording"] == "“Very well,”"


def test_a_speaker_left_open_by_one_outlet_is_taken_from_another():
    utterances = coverage.list_utterances(ARTICLES, quotes()).set_index("utterance_id")
    assert utterances.loc["u1", "speaker"] == "Jane Doe"
    assert utterances.loc["u1", "entity_id"] == "doe"


def test_disparity_is_the_mean_difference_between_two_outlets():
    utterances = coverage.list_utterances(ARTICLES, quotes()).set_index("utterance_id")
    # Shares of u1: Herald 1, Tribune 1/3, Post 0.
    assert utterances.loc["u1", "coverage_disparity"] == pytest.approx((2 / 3 + 1 + 1 / 3) / 3)
    assert (utterances.loc["u1", "outlets"], utterances.loc["u1", "outlets_total"]) == (2, 3)


def test_what_all_report_alike_has_no_disparity():
    same = pd.concat(
        [quotes().iloc[[0]].assign(article_id=key, quote_id=key) for key in ("a", "b", "c")]
    )
    assert coverage.list_utterances(ARTICLES, same)["coverage_disparity"].tolist() == [0.0]


def test_quotations_outside_counted_text_are_left_out():
    assert "u3" not in coverage.list_utterances(ARTICLES, quotes())["utterance_id"].tolist()


def test_exclusive_items_are_in_one_outlet_only_and_have_their_place():
    items = exclusive().set_index(["kind", "key"])
    assert items.loc[("entity", "roe"), ["text", "outlet_label", "count"]].tolist() == [
        "John Roe",
        "Post",
        2,
    ]
    assert items.loc[("entity", "roe"), ["article_id", "start", "end"]].tolist() == ["c", 3, 7]
    assert items.loc[("utterance", "u2"), "outlet_label"] == "Post"
    assert items.loc[("figure", "percent 7 "), "text"] == "7%"
    assert ("entity", "doe") not in items.index
    assert ("utterance", "u1") not in items.index
    assert ("figure", "count 7 ") not in items.index


def test_a_name_in_a_picture_credit_is_not_coverage():
    assert "photographer" not in exclusive()["key"].tolist()


def test_with_one_outlet_nothing_is_exclusive():
    assert exclusive(articles=ARTICLES[ARTICLES["outlet_label"] == "Post"]).empty


def test_a_missing_item_has_the_outlet_that_lacks_it_and_its_place_in_another():
    items = coverage.find_missing_items(ARTICLES, mentions(), ENTITIES, quotes(), figures())
    rows = items.set_index(["kind", "key"])
    assert rows.loc[("entity", "doe"), ["outlet_label", "outlets"]].tolist() == ["Post", 2]
    assert rows.loc[("entity", "doe"), "article_id"] == "a"
    assert rows.loc[("utterance", "u1"), "outlet_label"] == "Post"
    assert ("entity", "roe") not in rows.index


def test_the_order_of_rows_does_not_matter():
    turned = exclusive(
        articles=ARTICLES.iloc[::-1],
        mentions=mentions().iloc[::-1],
        quotes=quotes().iloc[::-1],
        figures=figures().iloc[::-1],
        entities=ENTITIES.iloc[::-1],
    )
    pd.testing.assert_frame_equal(exclusive(), turned)
    pd.testing.assert_frame_equal(
        coverage.list_utterances(ARTICLES, quotes()),
        coverage.list_utterances(ARTICLES.iloc[::-1], quotes().iloc[::-1]),
    )


def test_a_selection_without_articles_has_nothing_to_show():
    none = ARTICLES.iloc[:0]
    assert coverage.list_reports(none, quotes()).empty
    assert coverage.list_utterances(none, quotes()).empty
    assert exclusive(articles=none).empty
    assert coverage.find_missing_items(none, mentions(), ENTITIES, quotes(), figures()).empty


def test_outlets_that_do_not_cover_the_story_do_not_count():
    elsewhere = pd.DataFrame([("e", "Courier", "t", "")], columns=ARTICLES.columns)
    articles = pd.concat([ARTICLES, elsewhere], ignore_index=True)
    with_it = coverage.list_utterances(articles, quotes())
    assert with_it.equals(coverage.list_utterances(ARTICLES, quotes()))
    assert set(with_it["outlets_total"]) == {3}


@pytest.mark.parametrize(("reporting", "is_missing"), [("ab", True), ("a", False)])
def test_what_one_outlet_has_alone_is_not_missing_in_the_others(reporting, is_missing):
    rows = mentions()
    named = rows[(rows["entity_id"] == "doe") & rows["article_id"].isin(list(reporting))]
    tables = (ARTICLES, named, ENTITIES, quotes().iloc[:0], figures().iloc[:0])
    assert coverage.find_missing_items(*tables).empty is not is_missing


def with_text(article_id, text):
    is_changed = ARTICLES["article_id"] == article_id
    return ARTICLES.assign(text=ARTICLES["text"].mask(is_changed, text))


@pytest.mark.parametrize("text", ["JOHN ROE spoke.", "Mr. Roe's dog", "john roe"])
def test_a_name_that_another_text_has_by_its_letters_is_not_exclusive(text):
    keys = set(exclusive(articles=with_text("a", text))["key"])
    assert "roe" in set(exclusive()["key"])
    assert ("roe" in keys) is (text == "Mr. Roe's dog")  # "Roe" is too short to be searched alone


def test_a_name_or_figure_that_a_text_has_is_not_missing_in_it():
    tables = (mentions(), ENTITIES, quotes(), figures())
    missing = coverage.find_missing_items(with_text("d", "Jane Doe came at seven."), *tables)
    assert not {"doe", "count 7 "} & set(missing["key"])
    assert {"doe", "count 7 "} <= set(coverage.find_missing_items(ARTICLES, *tables)["key"])


@pytest.mark.parametrize("text", ["a jane doe", "any john roe of them"])
def test_common_nouns_and_words_in_capitals_are_no_items(text):
    assert ("roe" in set(exclusive(articles=with_text("d", text))["key"])) is ("roe" not in text)
    capitals = mentions().assign(text="BREAKING NEWS")
    assert exclusive(mentions=capitals, quotes=quotes()[:0], figures=figures()[:0]).empty


def test_days_and_sums_are_the_same_whatever_their_year_and_currency():
    rows = figures().assign(
        kind=["date", "date", "money"], value=["2023-09-06", "--09-06", "5"], unit=["", "", "USD"]
    )
    more = rows.iloc[[2]].assign(article_id="a", unit="AUD")
    items = exclusive(figures=pd.concat([rows, more]), quotes=quotes()[:0], mentions=mentions()[:0])
    assert items.empty


def test_ordinal_numbers_are_no_items():
    tables = {"quotes": quotes()[:0], "mentions": mentions()[:0]}
    assert not exclusive(**tables).empty
    assert exclusive(figures=figures().assign(kind="ordinal"), **tables).empty


@pytest.mark.parametrize(
    ("number", "is_missing"),
    [
        (str(coverage.LARGEST_SMALL_NUMBER), False),
        (str(coverage.LARGEST_SMALL_NUMBER + 1), True),
    ],
)
def test_a_small_number_is_the_same_only_of_the_same_thing(number, is_missing):
    counted = pd.DataFrame(
        [("a", number, "ship"), ("b", number, "day")], columns=["article_id", "value", "head_noun"]
    ).assign(start=0, end=1, kind="count", text=number, unit="", block_kind="body")
    table = missing(figures=counted)
    assert (number in set(table.loc[table["kind"] == "figure", "text"])) == is_missing


@pytest.mark.parametrize(
    ("elsewhere", "is_missing"),
    [
        ("The Epoch Times asked.", True),
        ("He told the Times on Monday.", False),
        ("Times have changed.", False),
        ("A report of The New York Times.", False),
    ],
)
def test_a_last_word_that_is_part_of_another_name_does_not_stand_for_a_body(elsewhere, is_missing):
    articles = ARTICLES.assign(text=["", "", elsewhere, ""])
    names = pd.DataFrame(
        [("a", "New York Times"), ("b", "The New York Times"), ("b", "Times")],
        columns=["article_id", "text"],
    ).assign(start=1, end=5, kind="name", entity_id="nyt", block_kind="body", label="ORG")
    entities = pd.DataFrame([("nyt", "New York Times")], columns=["entity_id", "name"])
    table = missing(articles=articles, mentions=names, entities=entities)
    assert ("New York Times" in set(table["text"])) == is_missing
