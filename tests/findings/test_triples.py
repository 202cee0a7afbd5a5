import pytest

from analysis.findings.article_triples import triple
from tests.made_story import Story

CATS, VOLCANO = "Kittens sleep on sofas.", "Volcanoes erupt near Naples."
RIVERS, OWLS = "Rivers froze in Siberia.", "Owls woke at midnight."


def rows(tmp_path, *articles):
    story = Story()
    for key, lines in zip("abc", articles, strict=True):
        story.article(key, key.upper(), *lines)
    found = triple(story.save(tmp_path), "a", "b", "c")
    texts = [reading.article["text"] for reading in found.readings]
    return [
        tuple(
            " ".join(text[start:end] for start, end in cell)
            for text, cell in zip(texts, row.cells, strict=True)
        )
        for row in found.rows
    ]


def test_rows_follow_the_first_and_the_others_own_stand_in_their_place(tmp_path):
    assert rows(tmp_path, (CATS, VOLCANO), (VOLCANO, RIVERS, CATS), (CATS, OWLS, VOLCANO)) == [
        (CATS, CATS, CATS),
        ("", "", OWLS),
        (VOLCANO, VOLCANO, VOLCANO),
        ("", RIVERS, ""),
    ]


def test_what_the_second_and_the_third_share_stands_in_one_row(tmp_path):
    assert rows(tmp_path, (CATS,), (CATS, RIVERS), (RIVERS, CATS)) == [
        (CATS, CATS, CATS),
        ("", RIVERS, RIVERS),
    ]


@pytest.mark.parametrize(
    "articles",
    [
        ((CATS,), (VOLCANO,), (RIVERS,)),
        ((CATS, CATS, VOLCANO), (CATS, VOLCANO), (VOLCANO, CATS, CATS)),
        ((RIVERS, OWLS), (OWLS,), (CATS, OWLS, RIVERS)),
    ],
)
def test_every_sentence_stands_in_one_row(tmp_path, articles):
    found = rows(tmp_path, *articles)
    for side, lines in enumerate(articles):
        told = " ".join(row[side] for row in found)
        assert sorted(told.split()) == sorted(" ".join(lines).split())


def test_words_are_ones_own_when_no_other_passage_of_the_row_has_them(tmp_path):
    story = Story()
    story.article("a", "A", "Huge volcanoes erupt near Naples tonight.")
    story.article("b", "B", "Volcanoes erupt near Naples tonight.")
    story.article("c", "C", "Huge volcanoes erupt near Naples.")
    (row,) = triple(story.save(tmp_path), "a", "b", "c").rows
    assert row.count == 3
    assert row.own == ((), (), ())
