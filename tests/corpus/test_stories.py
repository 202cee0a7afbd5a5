from datetime import date

import numpy as np
import pandas as pd
import pytest

from analysis.corpus import stories, undated_articles
from analysis.corpus.article_profiles import profile_articles
from analysis.corpus.article_similarity import find_similar_pairs
from analysis.corpus.article_vectors import vectorize_articles
from analysis.tables import CATALOGUE

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


def story_of(table, *, pairs=None, moved=None, **options):
    options["moved"] = moved or {}
    if pairs is not None:
        limits = {name: value for name, value in options.items() if name != "moved"}
        options["linked"] = stories.link_articles(table, pairs, **limits)
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


# The decisions on pairs


def group(*pairs, days=None, **options):
    """Return the stories, as sorted strings of ids, that pairs of articles a, b, c … make.

    A pair is the two ids, its similarity and its probability.
    """
    days = days or dict.fromkeys(sorted({key for pair in pairs for key in pair[0]}))
    ids = list(days)
    table = frame(*((key, "", "", days[key]) for key in ids))
    rows = [
        (ids.index(first), ids.index(second), similarity, similarity, probability)
        for (first, second), similarity, probability in pairs
    ]
    columns = ["first", "second", "similarity", "cohesion", "probability"]
    story_ids = story_of(table, pairs=pd.DataFrame(rows, columns=columns), **options)
    members = dict.fromkeys(story_ids.values(), "")
    for key, story in sorted(story_ids.items()):
        members[story] += key
    return sorted(members.values())


def test_a_pair_may_be_listed_in_either_order_and_twice():
    assert group(("ab", 0.5, 0.9), ("bc", 0.5, 0.9), ("ac", 0.5, 0.9)) == ["abc"]
    assert group(("ba", 0.5, 0.9), ("cb", 0.5, 0.9), ("ca", 0.5, 0.9)) == ["abc"]
    # A mean of .45 and nothing is below the threshold, however often the pair is listed.
    assert group(("ab", 0.5, 0.9), ("bc", 0.5, 0.45), ("cb", 0.5, 0.45)) == ["ab", "c"]


def test_an_article_copied_often_does_not_decide():
    copies = [("ad", 1.0, 1.0), ("ae", 1.0, 1.0), ("de", 1.0, 1.0)]
    near = [("ac", 0.5, 0.7), ("dc", 0.5, 0.7), ("ec", 0.5, 0.7)]
    assert group(("ab", 0.5, 0.9), ("ac", 0.5, 0.7)) == ["ab", "c"]
    assert group(("ab", 0.5, 0.9), *near, *copies) == ["abde", "c"]


def test_two_articles_are_copies_from_the_similarity_on():
    days = {"a": "2016-11-09", "b": "2017-11-09"}
    level = stories.COPY_SIMILARITY
    assert group(("ab", level, 0.9), days=days) == ["ab"]
    assert group(("ab", np.nextafter(level, 0), 0.9), days=days) == ["a", "b"]


def test_a_copy_without_a_date_does_not_hide_the_date_of_the_original():
    days = {"a": None, "b": "2016-11-09", "c": "2017-11-09"}
    pairs = ("ab", 1.0, 1.0), ("ac", 0.5, 0.9), ("bc", 0.5, 0.9)
    assert group(*pairs, days=days) == ["ab", "c"]
    assert group(*pairs, days=days | {"b": None}) == ["abc"]


def test_the_maximum_of_days_may_be_longer_than_usual():
    rows = ("a", "", TRAM, "2016-11-09"), ("b", "", TRAM_TOO, "2017-01-28")
    assert not is_one_story(*rows, threshold=0.01)
    assert is_one_story(*rows, threshold=0.01, max_days_apart=80)
    assert not is_one_story(*rows, threshold=0.01, max_days_apart=79)


# Ids, titles and the order of stories


def test_the_address_of_a_story_stays_the_same_from_build_to_build():
    assert story_of(frame(("a", "", TRAM, None))) == {"a": "ca978112ca1b"}


def describe(*rows):
    """Describe stories of articles: id, story, title, text and date."""
    table = frame(*((key, title, text, day) for key, _, title, text, day in rows))
    return stories.describe_stories(table.assign(story_id=[row[1] for row in rows]))


@pytest.mark.parametrize("missing", ["", " "])
def test_the_headline_of_a_less_central_article_comes_before_a_lead(missing):
    described = describe(
        ("a", "s", missing, TRAM, None),
        ("b", "s", missing, TRAM, None),
        ("c", "s", "Sirens in the north", TRAM[:60] + MISSILE, None),
    )
    assert described["title"].tolist() == ["Sirens in the north"]


@pytest.mark.parametrize("ids", [("a", "b"), ("b", "a")])
def test_of_equally_central_articles_that_of_the_smallest_id_names_the_story(ids):
    described = describe(*((key, "s", f"Title {key}", TRAM, None) for key in ids))
    assert described["title"].tolist() == ["Title a"]


def test_stories_are_listed_by_size_then_date_then_id():
    described = describe(
        ("a", "s4", "A", TRAM, "2016-11-12"),
        ("b", "s3", "B", TRAM, "2016-11-11"),
        ("c", "s1", "C", TRAM, "2016-11-11"),
        ("d", "s2", "D", TRAM, "2016-11-20"),
        ("e", "s2", "E", TRAM, "2016-11-21"),
        ("f", "s0", "F", TRAM, None),
    )
    assert described["story_id"].to_dict() == dict(enumerate(["s2", "s1", "s3", "s4", "s0"]))
    assert described.columns.tolist() == [column.name for column in CATALOGUE["stories"].columns]


def title_of(text):
    return describe(("a", "s", "", text, None)).loc[0, "title"]


@pytest.mark.parametrize("end", [".", "!", "?", '."', ".”", ".’"])
def test_a_lead_is_the_first_line_that_ends_as_a_sentence(end):
    sentence = f"“The port is shut{end}"
    assert title_of(f"LONDON\n  {sentence} \nThe ferry waits.") == sentence


def test_where_no_line_is_a_sentence_the_first_names_the_story():
    assert title_of("\n \nLondon, Monday\nFrom our reporter") == "London, Monday"
    assert title_of(" \n") == ""


def test_a_lead_that_is_too_long_ends_at_a_word():
    words = "nine char " * 12
    fitting = f"{words[:-2]}."
    assert len(fitting) == 119
    assert title_of(fitting) == fitting
    assert title_of(f"x{fitting}") == f"x{fitting}"
    assert title_of(f"xy{fitting}") == f"xy{words[:-6]} …"
    assert title_of(f"{words[:-6]},;: {fitting}") == f"{words[:-6]} …"


@pytest.mark.parametrize(
    ("added", "is_one"),
    [("", False), (" It happened in 2016.", False), (" It happened on November 9.", True)],
)
def test_an_undated_article_needs_a_day_in_common_with_a_dated_one(added, is_one, monkeypatch):
    monkeypatch.setattr(undated_articles, "_ONE_UNDATED_FACTOR", 0.0)
    table = frame(("a", "", TRAM, "2016-11-09"), ("b", "", TRAM_TOO + added, None))
    pairs = find_similar_pairs(table, vectorize_articles(profile_articles(table)))
    assert (pairs.query("first != second")["probability"] > 0).all() == is_one


def test_pairs_are_ordered_once_each_and_never_of_one_article_with_itself():
    pairs = pd.DataFrame(
        {"first": [2, 1, 0, 1], "second": [0, 2, 2, 1], "similarity": [0.5, 0.6, 0.7, 1.0]}
    )
    ordered = stories._sort_pairs(pairs, np.array([2, 1, 0]))
    assert ordered.to_numpy().tolist() == [[0, 1, 0.6], [0, 2, 0.5]]


def test_without_articles_none_is_central():
    assert len(stories._compute_centrality(None, pd.Series([], dtype=str))) == 0


def test_the_days_of_a_story_are_timestamps_if_those_of_its_articles_are_dates():
    days = [date(2016, 11, 10), date(2016, 11, 9)]
    table = frame(("a", "Tram", TRAM, None), ("b", "Tram", TRAM, None)).assign(
        published=pd.Series(days, dtype=object), story_id="s"
    )
    (story,) = stories.describe_stories(table).to_dict("records")
    assert story["first_published"] == pd.Timestamp("2016-11-09")
    assert story["last_published"] == pd.Timestamp("2016-11-10")


def test_a_lead_is_not_cut_at_a_space_that_does_not_break():
    head = "X" * (stories._TITLE_LENGTH - 6)
    assert stories._extract_lead(f"{head} 10\u00a0kilometres long.") == f"{head} …"
