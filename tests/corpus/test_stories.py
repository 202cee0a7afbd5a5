import pandas as pd
import pytest

from analysis.corpus import stories

TRAM = (
    "A tram overturned near Croydon early on Wednesday and seven passengers were killed. "
    "The driver was arrested; investigators said the tram was travelling too fast for the bend."
)
TRAM_TOO = (
    "Seven people died when a tram flipped over on a sharp bend in Croydon. Investigators believe "
    "it was travelling far too fast, and the driver has been arrested."
)
MISSILE = (
    "The army fired a ballistic missile over the island of Hokkaido, and residents were told by "
    "loudspeaker to take shelter. The prime minister called an emergency meeting."
)


def frame(*rows, outlet_label="Daily"):
    columns = ["article_id", "title", "text", "published"]
    table = pd.DataFrame(rows, columns=columns).astype({"title": str, "text": str})
    return table.assign(published=pd.to_datetime(table["published"]), outlet_label=outlet_label)


def story_of(table, **options):
    return stories.group_stories(table, **options).set_index("article_id")["story_id"].to_dict()


def test_reports_of_one_event_are_one_story_and_another_event_is_not():
    found = story_of(
        frame(
            ("a", "Tram crash", TRAM, "2016-11-09"),
            ("b", "", TRAM_TOO, "2016-11-10"),
            ("c", "Missile", MISSILE, "2016-11-09"),
        )
    )
    assert found["a"] == found["b"] != found["c"]


def test_the_same_text_published_months_apart_is_two_stories():
    found = story_of(frame(("a", "", TRAM, "2016-11-09"), ("b", "", TRAM, "2017-11-09")))
    assert found["a"] != found["b"]


def test_an_unknown_date_does_not_keep_a_story_apart():
    found = story_of(frame(("a", "", TRAM, "2016-11-09"), ("b", "", TRAM_TOO, None)))
    assert found["a"] == found["b"]


def test_no_story_spans_more_days_than_allowed_even_through_a_third_article():
    table = frame(
        ("a", "", TRAM, "2016-11-01"), ("b", "", TRAM, "2016-11-20"), ("c", "", TRAM, "2016-12-10")
    )
    found = story_of(table, max_days_apart=25)
    assert found["a"] != found["c"]


def test_a_higher_threshold_only_splits():
    table = frame(("a", "", TRAM, None), ("b", "", TRAM_TOO, None), ("c", "", MISSILE, None))
    counts = [len(set(story_of(table, threshold=level).values())) for level in (0.0, 0.14, 0.9)]
    assert counts == sorted(counts)
    assert counts[-1] == 3


def test_the_order_of_the_articles_does_not_matter():
    table = frame(
        ("b", "", TRAM_TOO, "2016-11-10"),
        ("c", "Missile", MISSILE, "2016-11-09"),
        ("a", "Tram crash", TRAM, "2016-11-09"),
    )
    assert story_of(table) == story_of(table.iloc[::-1])


def test_a_story_keeps_its_id_when_articles_with_larger_ids_join_it():
    one = frame(("a", "", TRAM, None))
    two = frame(("a", "", TRAM, None), ("b", "", TRAM_TOO, None))
    assert story_of(one)["a"] == story_of(two)["a"] == story_of(two)["b"]


@pytest.mark.parametrize("texts", [(), ("",), ("", "")])
def test_articles_without_words_are_stories_of_their_own(texts):
    table = frame(*((str(i), "", text, None) for i, text in enumerate(texts)))
    assert len(set(story_of(table).values())) == len(texts)


def test_a_story_is_called_by_the_headline_of_its_most_central_article():
    table = frame(
        ("a", "Crash", TRAM, "2016-11-09"),
        ("b", "Tram crash near Croydon", TRAM, "2016-11-10"),
        ("c", "A day in November", TRAM[:60] + MISSILE, None),
    ).assign(story_id="s")
    described = stories.describe_stories(table)
    assert described.loc[0, "title"] == "Tram crash near Croydon"
    assert described.loc[0, "articles"] == 3
    assert described.loc[0, "outlets"] == 1
    assert described.loc[0, "first_published"] == pd.Timestamp("2016-11-09")
    assert described.loc[0, "last_published"] == pd.Timestamp("2016-11-10")


def test_a_story_without_any_headline_is_called_by_a_lead():
    text = "LONDON\n\nBy A Reporter\n" + TRAM + "\nMore."
    described = stories.describe_stories(frame(("a", "", text, None)).assign(story_id="s"))
    title = described.loc[0, "title"]
    assert TRAM.startswith(title.removesuffix(" …"))
    assert len(title) <= 125
    assert pd.isna(described.loc[0, "first_published"])


def test_no_articles_are_no_stories():
    assert stories.group_stories(frame()).empty
    assert stories.describe_stories(frame().assign(story_id="")).empty


THREE = (("a", "", TRAM, None), ("b", "", TRAM_TOO, None), ("c", "", MISSILE, None))


def test_an_article_can_be_moved_into_the_story_of_another_and_out_of_it():
    moved = story_of(frame(*THREE), moved={"c": "a"})
    assert moved["a"] == moved["b"] == moved["c"]
    alone = story_of(frame(*THREE), moved={"a": ""})
    assert len(set(alone.values())) == 3


def test_moves_follow_each_other_and_unknown_articles_are_passed_over():
    found = story_of(frame(*THREE), moved={"b": "", "c": "b", "x": "a", "a": "y"})
    assert found["b"] == found["c"] != found["a"]


def test_an_article_that_is_added_leaves_other_stories_as_they_are():
    before = story_of(frame(*THREE))
    after = story_of(frame(("0", "", MISSILE, None), *THREE))
    assert after["a"] == before["a"] == after["b"]
    assert after["c"] == after["0"] != before["c"]
