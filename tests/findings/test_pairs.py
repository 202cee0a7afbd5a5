import pytest

from analysis.findings.article_pairs import pair
from tests.made_story import Story, talks


def _texts(found):
    """Return each row as the sentences of both sides."""
    left, right = found.left.article["text"], found.right.article["text"]
    return [
        (tuple(left[a:b] for a, b in row.left), tuple(right[a:b] for a, b in row.right))
        for row in found.rows
    ]


def test_every_counted_sentence_stands_in_one_row(tmp_path):
    found = pair(talks().save(tmp_path), "a1", "b1")
    left = [text for row in _texts(found) for text in row[0]]
    right = [text for row in _texts(found) for text in row[1]]
    assert sorted(left) == sorted(found.left.article["text"].split("\n"))
    assert sorted(right) == sorted(found.right.article["text"].split("\n"))


def test_rows_follow_the_first_article_and_what_the_second_alone_has_stays_in_its_place(tmp_path):
    story = Story()
    story.article("a", "A", "Kittens sleep on sofas.", "Volcanoes erupt near Naples.")
    story.article(
        "b", "B", "Volcanoes erupt near Naples.", "Rivers froze.", "Kittens sleep on sofas."
    )
    assert _texts(pair(story.save(tmp_path), "a", "b")) == [
        (("Kittens sleep on sofas.",), ("Kittens sleep on sofas.",)),
        (("Volcanoes erupt near Naples.",), ("Volcanoes erupt near Naples.",)),
        ((), ("Rivers froze.",)),
    ]


def test_a_sentence_goes_with_the_one_most_like_it(tmp_path):
    story = Story()
    story.article("a", "A", "Volcanoes erupt near Naples at dawn.", "Volcanoes erupt near Naples.")
    story.article("b", "B", "Volcanoes erupt near Naples.", "Volcanoes erupt near Naples at dawn.")
    assert _texts(pair(story.save(tmp_path), "a", "b")) == [
        (("Volcanoes erupt near Naples at dawn.",), ("Volcanoes erupt near Naples at dawn.",)),
        (("Volcanoes erupt near Naples.",), ("Volcanoes erupt near Naples.",)),
    ]


def test_words_of_ones_own_are_stretches_of_the_article(tmp_path):
    found = pair(talks().save(tmp_path), "a1", "b1")
    (row,) = [row for row in found.rows if row.shared]
    text = found.left.article["text"]
    assert "We will" in [text[start:end] for start, end in row.left_own]
    assert row.via == "quotation"


def test_words_of_ones_own_are_found_across_several_sentences(tmp_path):
    story = Story().article("a", "A", "“We won,” Ann said.", "“We won again,” Ann said.")
    story.article("b", "B", "“We won,” Ann said.")
    for key, words in (("a", "“We won,”"), ("a", "“We won again,”"), ("b", "“We won,”")):
        story.quote(key, words, "Ann", utterance="u")
    (row,) = pair(story.save(tmp_path), "a", "b").rows
    assert len(row.left) == 2
    text = story.rows["articles"][0]["text"]
    own = [text[start:end] for start, end in row.left_own]
    assert "again" in own[-1]
    assert all("\n" not in stretch for stretch in own)


def test_what_one_article_alone_has_is_told_by_article(tmp_path):
    only = pair(talks().save(tmp_path), "a1", "b1").only
    found = set(zip(only["outlet_label"], only["kind"], only["shown"], strict=True))
    assert ("a1", "entity", "Bo Ek") in found
    assert ("a1", "figure", "300") in found
    assert not any(shown == "Ann Lee" for _, _, shown in found)


def test_an_article_without_a_counted_sentence_has_no_rows(tmp_path):
    story = Story().article("a", "A", "Rain.").article("b", "B", "Sun.")
    for row in (*story.rows["sentences"], *story.rows["blocks"]):
        row["block_kind" if "block_kind" in row else "kind"] = "caption"
    found = pair(story.save(tmp_path), "a", "b")
    assert found.rows == ()
    assert found.only.empty


def test_an_article_that_is_not_there_is_an_error(tmp_path):
    with pytest.raises(KeyError):
        pair(talks().save(tmp_path), "a1", "zz")
