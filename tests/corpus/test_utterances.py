import itertools

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import utterance_rules, utterances

COLUMNS = ["article_id", "kind", "speaker", "text"]


def table(*rows, **more):
    quotes = pd.DataFrame(rows, columns=COLUMNS)
    quotes["quote_id"] = [f"{row.article_id}:{i}" for i, row in enumerate(quotes.itertuples())]
    return quotes.assign(**{"entity_id": "", "block_kind": "body", **more})


def articles(quotes, story="s"):
    ids = sorted(set(quotes["article_id"]))
    return pd.DataFrame({"article_id": ids, "story_id": story})


def aligned(*rows, **more):
    quotes = table(*rows, **more)
    return utterances.align_utterances(quotes, articles(quotes))["utterance_id"].tolist()


FULL = (
    "“We have continued to squeeze the country’s defense industrial base, and they are now looking "
    "to whatever source they can find for artillery ammunition,”"
)


@pytest.mark.parametrize(
    ("kind", "wording"),
    [
        ("direct", "“We have continued to squeeze the country’s defense industrial base,”"),
        ("direct", '"We have continued to squeeze the country\'s defence industrial base,"'),
        (
            "direct",
            (
                "“We have continued to squeeze [its] defense industrial base, and they are now "
                "looking to whatever source they can find for … ammunition,”"
            ),
        ),
        (
            "mixed",
            (
                "they were “looking to whatever source they can find” for shells, because “we "
                "have continued to squeeze the country’s defense industrial base”"
            ),
        ),
        (
            "indirect",
            (
                "that they continue to squeeze its defence industrial base and that it is "
                "looking to any source for artillery ammunition"
            ),
        ),
    ],
    ids=["trimmed", "spelled differently", "bracketed", "split and turned", "indirect"],
)
def test_one_utterance_is_recognised_though_it_is(kind, wording):
    quote, other, different = aligned(
        ("a", "direct", "Jane Doe", FULL),
        ("b", kind, "Jane Doe", wording),
        ("b", "direct", "Jane Doe", "“Our allies were told about the talks in July,”"),
    )
    assert quote == other
    assert different != quote


def test_two_parts_of_a_split_quotation_meet_in_the_wording_that_has_both():
    whole, first, second = aligned(
        ("a", "direct", "Jane Doe", FULL),
        (
            "b",
            "direct",
            "Jane Doe",
            "“We have continued to squeeze the country’s defense industrial base,”",
        ),
        ("b", "direct", "Jane Doe", "“they are now looking to whatever source they can find,”"),
    )
    assert whole == first == second


def test_partial_overlaps_do_not_chain():
    parts = [
        "alpha bravo charlie delta echo foxtrot golf hotel",
        "echo foxtrot golf hotel india juliet kilo lima",
        "india juliet kilo lima mike november oscar papa",
        "mike november oscar papa quebec romeo sierra tango",
    ]
    ids = aligned(*((str(i), "direct", "Jane Doe", part) for i, part in enumerate(parts)))
    assert ids[0] != ids[3]


@pytest.mark.parametrize("speakers", [("Jane Doe", "John Roe"), ("Jane Doe", "The Ministry")])
def test_a_short_wording_is_not_shared_by_two_speakers(speakers):
    quote, other = aligned(
        *((name, "mixed", name, "they will “pay a price” for it") for name in speakers)
    )
    assert quote != other


def test_a_long_wording_is_one_utterance_though_two_speakers_are_named():
    quote, other = aligned(("a", "direct", "Jane Doe", FULL), ("b", "direct", "John Roe", FULL))
    assert quote == other


def test_an_unknown_speaker_may_be_anybody_but_needs_more_than_a_phrase():
    long_one, long_other = aligned(("a", "direct", "Jane Doe", FULL), ("b", "direct", "", FULL))
    assert long_one == long_other
    short_one, short_other = aligned(
        ("a", "direct", "Jane Doe", "“an act of terror”"),
        ("b", "direct", "", "“This was an act of terror and we will answer it together,”"),
    )
    assert short_one != short_other


@pytest.mark.parametrize(
    ("name", "other"),
    [("Jane Doe", "Doe"), ("Adrienne Watson", "Adriene Watson"), ("Jane Doe", "jane doe")],
)
def test_a_name_may_be_shorter_or_spelled_differently(name, other):
    first, second = aligned(
        ("a", "mixed", name, "it “was a bad day” for them"),
        ("b", "mixed", other, "that “was a bad day”"),
    )
    assert first == second


def test_one_entity_is_one_speaker_whatever_it_is_called():
    first, second = aligned(
        ("a", "mixed", "The Kremlin", "it had “nothing to say about weapons”"),
        ("b", "mixed", "Moscow", "there was “nothing to say about weapons”"),
        entity_id="Q1",
    )
    assert first == second


def test_words_in_a_headline_belong_to_the_speaker_below_it():
    below = ("a", "mixed", "Jane Doe", "that they would “pay a price” if the deal went through")
    above = ("a", "mixed", "The Government", "‘Pay a Price’")
    kinds = ["headline", "body"]
    headline, body = aligned(above, below, block_kind=kinds)
    assert headline == body
    first, second = aligned(above, below)
    assert first != second


def test_quotations_of_two_stories_are_never_one_utterance():
    quotes = table(("a", "direct", "Jane Doe", FULL), ("b", "direct", "Jane Doe", FULL))
    apart = articles(quotes, story=["s", "t"])
    assert utterances.align_utterances(quotes, apart)["utterance_id"].nunique() == 2


def test_the_id_of_an_utterance_depends_on_its_story_and_on_a_quotation_of_it():
    quotes = table(("a", "direct", "Jane Doe", FULL))
    others = quotes.assign(quote_id="another")
    ids = {
        utterances.align_utterances(rows, articles(rows, story=story))["utterance_id"].iloc[0]
        for rows, story in ((quotes, "s"), (quotes, "t"), (others, "s"))
    }
    assert len(ids) == 3


def test_the_order_of_the_quotations_does_not_matter():
    rows = [
        ("a", "direct", "Jane Doe", FULL),
        ("b", "direct", "", "“We have continued to squeeze the country’s defense industrial base”"),
        ("c", "indirect", "Jane Doe", "that they squeeze its defence industrial base"),
        ("d", "direct", "John Roe", "“Nothing of the kind was ever agreed,”"),
    ]
    quotes = table(*rows)
    expected = utterances.align_utterances(quotes, articles(quotes)).set_index("quote_id")[
        "utterance_id"
    ]
    for shuffled in itertools.permutations(range(len(rows))):
        again = utterances.align_utterances(quotes.iloc[list(shuffled)], articles(quotes))
        assert again.set_index("quote_id")["utterance_id"].to_dict() == expected.to_dict()


def test_links_say_what_they_rest_on():
    quotes = table(
        ("a", "direct", "Jane Doe", FULL),
        ("b", "direct", "Jane Doe", FULL),
        ("c", "indirect", "Jane Doe", "that they squeeze its defence industrial base"),
    )
    links = utterances.link_quotes(quotes, articles(quotes)).set_index("quote_id")
    verbatim, paraphrase = links.loc["b:1"], links.loc["c:2"]
    assert links["confidence"].between(0, 1).all()
    assert paraphrase["centre"] in {"a:0", "b:1"}
    assert paraphrase["confidence"] < max(verbatim["confidence"], links.loc["a:0"]["confidence"])


def test_no_quotations_are_no_utterances():
    none = table()
    assert utterances.align_utterances(none, articles(none)).empty


def test_a_quotation_without_a_word_is_an_utterance_of_its_own():
    quote, other = aligned(("a", "direct", "Jane Doe", "“…”"), ("b", "direct", "Jane Doe", "“…”"))
    assert quote != other


def test_quotations_of_unknown_articles_are_an_error_that_names_three():
    quotes = table(*((key, "direct", "Jane Doe", FULL) for key in "abcd"))
    with pytest.raises(KeyError, match=r"unknown articles: \['a', 'b', 'c'\]"):
        utterances.align_utterances(quotes, articles(quotes).iloc[:0])


def test_a_sentence_word_for_word_is_one_utterance_whoever_is_named_but_a_phrase_is_not():
    sentence = "We just live in different countries and the distance got harder,"
    whole, within, phrase = aligned(
        ("a", "direct", "Jane Doe", f"“{sentence}”"),
        ("b", "direct", "John Roe", f"“It was a quiet spring. {sentence} and then it was over.”"),
        ("c", "mixed", "A Neighbour", "they had lived in “different countries” for years"),
    )
    assert whole == within != phrase


@pytest.mark.parametrize(
    ("rows", "kinds"),
    [
        # both below the headline
        ((("a", "Jane Doe"), ("a", "The Ministry")), ["body", "body"]),
        # both in headlines
        ((("a", "Jane Doe"), ("a", "The Ministry")), ["headline", "headline"]),
        # the headline of another article
        ((("a", "Jane Doe"), ("b", "The Ministry")), ["headline", "body"]),
    ],
)
def test_only_a_headline_of_the_same_article_lends_its_words_to_the_speaker_below(rows, kinds):
    quotes = [
        (article, "mixed", speaker, "they will “pay a price” for it") for article, speaker in rows
    ]
    quote, other = aligned(*quotes, block_kind=kinds)
    assert quote != other


def test_confidence_grows_with_similarity_and_shared_weight():
    quotes = table(
        ("a", "direct", "Jane Doe", FULL),
        ("b", "indirect", "Jane Doe", "that they squeeze its defence industrial base"),
    )
    links = utterances.link_quotes(quotes, articles(quotes))
    link = links[links["centre"] != links["quote_id"]].iloc[0]
    trust = 1 - np.exp(-link["weight"] / 5)
    assert link["confidence"] == pytest.approx(link["similarity"] * trust)


@pytest.mark.parametrize(
    ("name", "other", "is_same"),
    [
        ("abcdefghijkl", "bcdefghijklmn", True),  # token set ratio 88
        ("abcdefgh", "abcdefgx", False),  # 87.5
    ],
)
def test_two_names_are_one_speaker_from_the_token_set_ratio_on(name, other, is_same):
    quote, other_quote = aligned(
        ("a", "mixed", name, "it “was a bad day” for them"),
        ("b", "mixed", other, "that “was a bad day”"),
    )
    assert (quote == other_quote) is is_same


def test_an_unknown_speaker_is_not_another_speaker():
    paraphrase = "that they continue to squeeze its defence industrial base for ammunition"
    known = ("a", "direct", "Jane Doe", FULL)
    quote, unknown = aligned(known, ("b", "indirect", "", paraphrase))
    assert quote == unknown
    quote, other = aligned(known, ("b", "indirect", "John Roe", paraphrase))
    assert quote != other


def test_the_words_of_the_headline_must_be_in_the_quotation_below_not_the_other_way_round():
    kinds = ["headline", "body"]
    headline, body = aligned(
        ("a", "mixed", "The Government", "‘Pay a Terrible Price for Arms’"),
        (
            "a",
            "mixed",
            "Jane Doe",
            "that they would “pay a terrible price for arms and talks with us”",
        ),
        block_kind=kinds,
    )
    assert headline == body
    headline, body = aligned(
        ("a", "mixed", "The Government", "‘Pay a Terrible Price for Arms and Talks With Us’"),
        ("a", "mixed", "Jane Doe", "that they would “pay a terrible price” then"),
        block_kind=kinds,
    )
    assert headline != body


def test_quotations_are_linked_to_a_centre_and_not_to_each_other():
    shorter = "that they continue to squeeze its defence industrial base"
    quotes = table(
        ("a", "indirect", "Jane Doe", shorter),
        ("b", "direct", "Jane Doe", FULL),
        ("c", "indirect", "Jane Doe", shorter),
    )
    links = utterances.link_quotes(quotes, articles(quotes)).set_index("quote_id")
    assert links["centre"].tolist() == ["b:1"] * 3
    assert links["confidence"]["b:1"] == links["similarity"]["b:1"] == 1.0
    assert links["similarity"]["a:0"] == links["similarity"]["c:2"] < 1


def test_the_centres_of_several_stories_are_their_own_quotations():
    paraphrase = "that they continue to squeeze its defence industrial base"
    quotes = table(
        *((key, "direct", "Jane Doe", FULL) for key in "ac"),
        *((key, "indirect", "Jane Doe", paraphrase) for key in "bd"),
    )
    links = utterances.link_quotes(quotes, articles(quotes, story=["s", "s", "t", "t"]))
    assert links["centre"].tolist() == ["a:0", "c:1", "a:0", "c:1"]


def test_a_long_list_of_quotations_is_compared_part_by_part(monkeypatch):
    quotes = table(
        ("a", "direct", "John Roe", "“Nothing of the kind was ever agreed,”"),
        *((key, "direct", "Jane Doe", FULL) for key in "bc"),
        ("d", "indirect", "Jane Doe", "that they squeeze its defence industrial base"),
    )
    whole = utterances.link_quotes(quotes, articles(quotes))
    monkeypatch.setattr(utterances, "_ROWS", 1)
    pd.testing.assert_frame_equal(utterances.link_quotes(quotes, articles(quotes)), whole)


def test_each_pair_of_quotations_is_compared_once_and_none_with_itself(monkeypatch):
    quotes = table(*((key, "direct", "Jane Doe", FULL) for key in "abc"))
    vectors = utterances.vectorize_quotes(quotes["text"].tolist(), quotes["kind"].tolist())
    for rows in (1, 2, 3):
        monkeypatch.setattr(utterances, "_ROWS", rows)
        pairs = [pair[:2] for pair in utterances._find_pairs(vectors, quotes)]
        assert sorted(pairs) == [(0, 1), (0, 2), (1, 0), (1, 2), (2, 0), (2, 1)]


def cluster(weights, links):
    """Return the centres of quotations with such weights and similarities."""
    both = [*links, *((j, i, similarity) for i, j, similarity in links)]
    i, j, similarity = (np.array(column) for column in zip(*both, strict=True))
    pairs = utterances._Pairs(i, j, similarity, np.ones(len(i)))
    return utterances._cluster_stars(len(weights), pairs, np.array(weights))[0].tolist()


@pytest.mark.parametrize(
    ("weights", "links", "centres"),
    [
        pytest.param([2.5, 1, 1], [(0, 1, 0.5), (1, 2, 1.0)], [1, 1, 1], id="most similar to all"),
        pytest.param([1.0, 1.4], [(0, 1, 1.0)], [1, 1], id="heavier by a fraction"),
        pytest.param([10, 1, 10], [(0, 1, 0.6), (1, 2, 0.9)], [0, 2, 2], id="most similar centre"),
        pytest.param([10, 1, 20], [(0, 1, 0.6), (1, 2, 0.6)], [0, 2, 2], id="heavier centre"),
        pytest.param([20, 1, 10], [(0, 1, 0.6), (1, 2, 0.6)], [0, 0, 2], id="heavier first centre"),
    ],
)
def test_a_quotation_goes_to_the_centre_most_similar_to_it_then_to_the_heavier(
    weights, links, centres
):
    assert cluster(weights, links) == centres


def test_the_id_of_an_utterance_is_made_of_the_smallest_id_of_its_quotations_not_of_its_centre():
    shorter = "that they continue to squeeze its defence industrial base"
    quotes = table(("a", "indirect", "Jane Doe", shorter), ("b", "direct", "Jane Doe", FULL))
    links = utterances.link_quotes(quotes, articles(quotes))
    assert set(links["centre"]) == {"b:1"}
    assert set(links["utterance_id"]) == {utterances._utterance_id("s", "a:0")}


def test_an_id_that_is_no_valid_unicode_has_an_utterance_of_twelve_digits_too():
    assert len(utterances._utterance_id("s", "\ud800")) == 12


def test_a_table_without_quotations_has_ids_and_centres_that_are_text():
    links = utterances.link_quotes(table(), articles(table()))
    assert [dtype == "str" for dtype in links.dtypes] == [True] * 3 + [False] * 3


@pytest.mark.parametrize(("raised", "n_pairs"), [(0, 2), (1e-9, 0)])
def test_pairs_are_judged_from_the_smallest_similarity_of_any_rule_on(monkeypatch, raised, n_pairs):
    quotes = table(
        ("a", "direct", "Jane Doe", FULL),
        ("b", "indirect", "Jane Doe", "that they squeeze its defence industrial base"),
    )
    vectors = utterances.vectorize_quotes(quotes["text"].tolist(), quotes["kind"].tolist())
    (_, _, similarity, _), _ = utterances._find_pairs(vectors, quotes)
    rule = utterance_rules.Rule(similarity + raised, 0, 0)
    monkeypatch.setattr(utterances, "RULES", {"same": rule})
    assert len(list(utterances._find_pairs(vectors, quotes))) == n_pairs
