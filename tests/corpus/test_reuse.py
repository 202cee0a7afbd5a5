import pandas as pd
import pytest

from analysis.corpus.reuse import find_origins, find_reuse
from tests.made_story import Story

COPY = "The ferry with three hundred people on board sank off the northern coast at dawn."
OWN = "Nobody in the harbour had heard the alarm before that morning."
OTHER = "Weather was calm, and fishermen were the first to reach the wreck."


def tables(story: Story) -> dict[str, pd.DataFrame]:
    named = {
        "articles": ["article_id"],
        "blocks": ["article_id", "block", "kind", "start", "end"],
        "sentences": ["article_id", "sentence", "block", "block_kind", "start", "end"],
        "mentions": ["article_id", "sentence", "block_kind", "start", "end"],
        "quotes": ["article_id", "sentence", "block_kind", "start", "end", "kind"],
        "figures": ["article_id", "sentence", "block_kind", "start", "end"],
    }
    return {
        name: pd.DataFrame(story.rows.get(name, []), columns=None if story.rows.get(name) else cols)
        for name, cols in named.items()
    }


def reuse(story: Story):
    rows = tables(story)
    return find_reuse(rows["articles"], rows["blocks"], rows["quotes"])


def ferry(**more) -> Story:
    return (
        Story()
        .article("a", "Ledger", COPY, OWN, **more)
        .article("b", "Beacon", OTHER, COPY.replace("ferry", "Ferry"))
    )


def test_a_run_that_two_outlets_share_is_found_in_full_in_both():
    (run,) = reuse(ferry()).runs.to_dict("records")
    assert run["words"] == len(COPY.split())
    assert (run["left_start"], run["left_end"]) == (0, len(COPY) - 1)
    assert run["right_start"] == len(OTHER) + 1


def test_the_share_is_one_of_the_words_outside_quotation_marks():
    shares = reuse(ferry()).shares.set_index("article_id")
    words = len(COPY.split()) + len(OWN.split())
    assert shares["share"]["a"] == pytest.approx(len(COPY.split()) / words)


def test_fewer_words_in_a_row_are_chance():
    most = " ".join(COPY.split()[:9])
    story = Story().article("a", "Ledger", most).article("b", "Beacon", most)
    assert reuse(story).runs.empty


def test_a_post_that_two_outlets_embed_is_not_copied():
    post = f"{COPY} — Harbour Board (@harbour_board) May 3, 2018"
    story = Story().article("a", "Ledger", OWN, post).article("b", "Beacon", post, OTHER)
    assert reuse(story).runs.empty
    assert not reuse(ferry()).runs.empty


def test_words_in_quotation_marks_are_not_copied():
    quoted = f"“{COPY}”"
    story = Story().article("a", "Ledger", quoted).article("b", "Beacon", quoted)
    story.quote("a", quoted).quote("b", quoted)
    shared = reuse(story)
    assert shared.runs.empty
    assert list(shared.shares["words"]) == [0, 0]


def test_two_articles_of_one_outlet_or_of_two_stories_are_not_compared():
    story = Story().article("a", "Ledger", COPY).article("b", "Ledger", COPY)
    assert reuse(story).runs.empty
    apart = ferry()
    apart.rows["articles"][1]["story_id"] = "another"
    assert reuse(apart).runs.empty


@pytest.mark.parametrize(
    ("left", "right", "origin"),
    [
        ({"credit": "Beacon"}, {}, ("Beacon", "credited")),
        ({"credit": "AFP"}, {"credit": "AFP"}, ("AFP", "agency")),
        ({"credit": "AFP"}, {}, ("AFP", "agency in one")),
        (
            {"credit": "Associated Press"},
            {"url": "https://ledger.example/aponline/2023/sinking.html"},
            ("Associated Press", "agency"),
        ),
        ({}, {"url": "https://ledger.example/wires/ap/sinking"}, ("AP", "agency in one")),
        ({"published": pd.Timestamp("2023-09-05")}, {}, ("a", "earlier")),
        ({}, {}, ("", "")),
    ],
)
def test_credits_suggest_the_origin_and_then_the_days(left, right, origin):
    story = ferry()
    for row, more in zip(story.rows["articles"], (left, right), strict=True):
        row["published"] = pd.Timestamp(row["published"])
        row.update(more)
    (pair,) = find_origins(reuse(story), tables(story)["articles"]).to_dict("records")
    assert (pair["origin"], pair["reason"]) == origin


def test_words_that_one_article_repeats_are_shared_once_with_the_other():
    caption = "Seven people were trapped below the overturned tram near the closed station"
    story = Story().article("a", "Ledger", caption, "It rained.", caption, "It snowed.", caption)
    story.article("b", "Beacon", "Nobody knows.", caption, "Nothing else.")
    pairs = find_origins(reuse(story), pd.DataFrame(story.rows["articles"]))
    assert pairs[["runs", "words"]].to_numpy().tolist() == [[1, len(caption.split())]]
