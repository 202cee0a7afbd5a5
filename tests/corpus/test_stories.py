import numpy as np
import pandas as pd
import pytest

from analysis.corpus import stories
from analysis.corpus.article_profiles import profile_articles
from analysis.corpus.article_similarity import find_similar_pairs, vectorize_articles

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
    story_ids = story_of(
        frame(
            ("a", "Tram crash", TRAM, "2016-11-09"),
            ("b", "", TRAM_TOO, "2016-11-10"),
            ("c", "Missile", MISSILE, "2016-11-09"),
        )
    )
    assert story_ids["a"] == story_ids["b"] != story_ids["c"]


def test_another_report_published_months_apart_is_another_story():
    story_ids = story_of(frame(("a", "", TRAM, "2016-11-09"), ("b", "", TRAM_TOO, "2017-11-09")))
    assert story_ids["a"] != story_ids["b"]


def test_a_copy_with_the_later_date_of_a_crawl_is_in_the_story_of_its_original():
    table = frame(
        ("a", "", TRAM_TOO, "2016-11-09"),
        ("b", "", TRAM, "2017-11-09"),
        ("c", "", TRAM, "2016-11-10"),
    )
    assert len(set(story_of(table).values())) == 1


def test_an_unknown_date_does_not_keep_a_story_apart():
    story_ids = story_of(frame(("a", "", TRAM, "2016-11-09"), ("b", "", TRAM_TOO, None)))
    assert story_ids["a"] == story_ids["b"]


def test_no_story_spans_more_days_than_allowed_even_through_a_third_article():
    other = "Seven people were killed near Croydon when their tram overturned, travelling too fast."
    table = frame(
        ("a", "", TRAM, "2016-11-01"),
        ("b", "", other, "2016-11-20"),
        ("c", "", TRAM_TOO, "2016-12-10"),
    )
    story_ids = story_of(table, threshold=0.05, max_days_apart=25)
    assert story_ids["a"] != story_ids["c"]


def test_a_higher_threshold_only_splits():
    table = frame(("a", "", TRAM, None), ("b", "", TRAM_TOO, None), ("c", "", MISSILE, None))
    counts = [len(set(story_of(table, threshold=level).values())) for level in (0.01, 0.4, 0.999)]
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
    before = frame(("a", "", TRAM, None))
    after = frame(("a", "", TRAM, None), ("b", "", TRAM_TOO, None))
    assert story_of(before)["a"] == story_of(after)["a"] == story_of(after)["b"]


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
    story_ids = story_of(frame(*THREE), moved={"b": "", "c": "b", "x": "a", "a": "y"})
    assert story_ids["b"] == story_ids["c"] != story_ids["a"]


def test_an_article_that_is_added_leaves_other_stories_as_they_are():
    before = story_of(frame(*THREE))
    after = story_of(frame(("0", "", MISSILE, None), *THREE))
    assert after["a"] == before["a"] == after["b"]
    assert after["c"] == after["0"] != before["c"]


def is_one_story(*rows, **options):
    return len(set(story_of(frame(*rows), **options).values())) == 1


def test_two_articles_are_one_story_from_the_threshold_on():
    rows = ("a", "", TRAM, "2016-11-09"), ("b", "", TRAM_TOO, "2016-11-09")
    pairs = find_pairs(frame(*rows))
    level = pairs["probability"][pairs["first"] < pairs["second"]].item()
    assert is_one_story(*rows, threshold=level)
    assert not is_one_story(*rows, threshold=np.nextafter(level, 1))


def test_two_articles_are_one_story_up_to_the_maximum_of_days():
    first = pd.Timestamp("2016-11-09")

    def is_one_story_after(days):
        later = str(first + pd.Timedelta(days=days))
        rows = ("a", "", TRAM, str(first)), ("b", "", TRAM_TOO, later)
        return is_one_story(*rows, threshold=0.05)

    assert is_one_story_after(60)
    assert not is_one_story_after(61)


def find_pairs(table):
    return find_similar_pairs(table, vectorize_articles(profile_articles(table)))


def test_pairs_that_are_computed_already_give_the_same_stories():
    table = frame(*THREE)
    assert story_of(table, pairs=find_pairs(table)) == story_of(table)
    vectors = vectorize_articles(profile_articles(table))
    described = stories.describe_stories(table.assign(story_id="s"), vectors)
    pd.testing.assert_frame_equal(described, stories.describe_stories(table.assign(story_id="s")))
