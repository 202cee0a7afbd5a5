import pandas as pd
import pytest

from analysis.corpus.shared_text_exclusion import COPIED_KIND, exclude_copied_passages
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


def ferry(**more) -> Story:
    return (
        Story()
        .article("a", "Ledger", COPY, OWN, **more)
        .article("b", "Beacon", OTHER, COPY.replace("ferry", "Ferry"))
    )


def test_copied_sentences_are_excluded_in_every_table_and_the_words_are_fewer():
    story = ferry().figure("a", "three hundred", "300").figure("a", "Nobody", "0")
    story.name("a", "ferry", "Ferry").quote("a", "had heard the alarm", kind="indirect")
    before, after = tables(story), exclude_copied_passages(tables(story))
    assert list(after["sentences"].sort_values(["article_id", "start"])["block_kind"]) == [
        COPIED_KIND,
        "body",
        "body",
        COPIED_KIND,
    ]
    assert list(after["figures"]["block_kind"]) == [COPIED_KIND, "body"]
    assert list(after["mentions"]["block_kind"]) == [COPIED_KIND]
    assert list(after["quotes"]["block_kind"]) == ["body"]
    words = dict(zip(before["articles"]["article_id"], before["articles"]["words"], strict=True))
    remaining = dict(zip(after["articles"]["article_id"], after["articles"]["words"], strict=True))
    assert remaining == {key: words[key] - len(COPY.split()) for key in words}


def test_a_block_is_split_where_a_copied_passage_ends_and_sentences_keep_their_block():
    story = ferry()
    start = story.rows["sentences"][1]["start"]
    blocks, sentences = story.rows["blocks"], story.rows["sentences"]
    blocks[0]["end"] = blocks[1]["end"]
    del blocks[1]
    sentences[1]["block"] = 0
    after = exclude_copied_passages(tables(story))
    pieces = after["blocks"][after["blocks"]["article_id"] == "a"]
    assert pieces[["block", "kind", "start"]].to_numpy().tolist() == [
        [0, COPIED_KIND, 0],
        [1, "body", start],
    ]
    placed = after["sentences"].merge(after["blocks"], on=["article_id", "block"])
    assert (placed["start_x"] >= placed["start_y"]).all()
    assert (placed["block_kind"] == placed["kind"]).all()


def test_nothing_copied_changes_nothing():
    story = Story().article("a", "Ledger", OWN).article("b", "Beacon", OTHER)
    before, after = tables(story), exclude_copied_passages(tables(story))
    for name, rows in before.items():
        pd.testing.assert_frame_equal(after[name], rows, check_dtype=False)


@pytest.mark.parametrize(("letters", "kind"), [(20, COPIED_KIND), (21, "body")])
def test_a_sentence_is_copied_from_the_share_of_its_letters_on(letters, kind):
    shared = "sea bay mud ice fog sun sky oak elm fir"
    assert len(shared.replace(" ", "")) == 30  # three fifths of 50 letters
    story = Story().article("a", "Ledger", f"{shared} {'x' * letters}")
    story.article("b", "Beacon", f"{OTHER} {shared}.")
    after = exclude_copied_passages(tables(story))["sentences"]
    assert after.set_index("article_id")["block_kind"]["a"] == kind
