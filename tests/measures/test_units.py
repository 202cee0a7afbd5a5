import pytest

from analysis.measures.stats.sampling_units import units


def test_an_outlet_with_one_article_is_cut_into_paragraphs_and_one_with_several_is_not(build):
    story = build(
        ("a", "Herald", "", [("body", "One."), ("body", "Two."), ("credit", "(Agency)")]),
        ("b", "Post", "", [("body", "One."), ("body", "Two.")]),
        ("c", "Post", "", [("body", "One."), ("body", "Two.")]),
    )
    blocks = units(story.articles, story.blocks).blocks
    assert blocks.groupby("outlet_label")["unit"].nunique().to_dict() == {"Herald": 2, "Post": 2}
    assert blocks["dealt"].nunique() == 6


@pytest.mark.parametrize(
    ("outlets", "by"), [("AABB", "paragraphs"), ("AAAABBBBB", "articles"), ("ABCDEF", "paragraphs")]
)
def test_articles_are_dealt_out_where_that_can_be_done_in_many_ways(build, outlets, by):
    line = [("body", "One."), ("body", "Two.")]
    story = build(*((str(i), outlet, "", line) for i, outlet in enumerate(outlets)))
    cut = units(story.articles, story.blocks)
    assert cut.by == by
    assert cut.blocks["dealt"].nunique() == len(outlets) * (1 if by == "articles" else 2)


def test_articles_of_different_stories_are_dealt_out_within_them(build):
    line = [("body", "One."), ("body", "Two.")]
    story = build(*((str(i), "AB"[i % 2], "", line) for i in range(10)))
    pairs = story.articles.assign(story_id=[str(i // 2) for i in range(10)])
    assert units(story.articles, story.blocks).by == "articles"
    assert units(pairs, story.blocks).by == "paragraphs"


def test_rows_are_placed_in_the_counted_block_they_stand_in(build):
    story = build(
        (
            "a",
            "Herald",
            "",
            [
                ("body", "{doe:Doe} one."),
                ("caption", "{doe:Doe} smiles."),
                ("body", "And {roe:Roe}."),
            ],
        ),
        ("b", "Post", "", [("body", "{roe:Roe} two.")]),
    )
    cut = units(story.articles, story.blocks)
    placed = cut.place(story.mentions)
    found = [
        (row.article_id, row.entity_id, int(cut.blocks["start"].iloc[row.row]))
        for row in placed.sort_values(["article_id", "start"]).itertuples()
    ]
    assert found == [("a", "doe", 0), ("a", "roe", 21), ("b", "roe", 0)]


def test_words_are_those_between_spaces(build):
    story = build(("a", "Herald", "", [("body", "One, two — “three.”")]))
    assert units(story.articles, story.blocks).blocks["words"].tolist() == [4]
