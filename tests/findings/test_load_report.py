"""A load is reported: its articles, its new stories, and what to check."""

from datetime import date

import pytest

from analysis.findings.load_report import report_load
from analysis.store import Workspace
from tests.handmade import catalogue_row, filled


@pytest.fixture
def report(tmp_path):
    """Report a load into a workspace with one article, from (id, story, published, outlet)."""

    def of(*articles: tuple[str, str, date | None, str]):
        rows = [("old", "s", date(2023, 9, 5), "Lamp"), *articles]
        workspace = Workspace(tmp_path)
        catalogue = workspace.write_catalogue(
            "v",
            filled(
                articles=[
                    catalogue_row(
                        "articles",
                        article_id=key,
                        story_id=story,
                        published=day,
                        outlet=outlet,
                        source=f"{key}.txt",
                    )
                    for key, story, day, outlet in rows
                ],
                stories=[
                    catalogue_row("stories", story_id=story, title=f"Story {story}")
                    for story in {row[1] for row in rows}
                ],
            ),
        )
        return report_load(catalogue, {"old"})

    return of


DAY = date(2023, 9, 6)


def test_new_stories_are_told_from_those_that_grew(report):
    load = report(("a", "s", DAY, "Bell"), ("b", "t", DAY, "Bell"), ("c", "t", DAY, "Lamp"))
    assert load.articles == 3
    assert [(story.title, story.articles) for story in load.new_stories] == [("Story t", 2)]
    assert [story.story_id for story in load.stories] == ["t", "s"]
    assert load.hints == ()


def test_a_load_of_nothing_new_has_no_stories(report):
    load = report()
    assert (load.articles, load.stories, load.hints) == (0, (), ())


@pytest.mark.parametrize(
    ("day", "is_far"),
    [
        (date(2023, 11, 5), False),  # 60 days after the others
        (date(2023, 11, 6), True),
        (date(2022, 9, 6), True),
    ],
)
def test_an_article_that_is_dated_far_from_the_others_is_to_be_checked(report, day, *, is_far):
    load = report(*((key, "t", DAY, "Bell") for key in "abc"), ("d", "u", day, "Lamp"))
    assert [hint.article_ids for hint in load.hints] == [("d",)] * is_far
    if is_far:
        assert load.hints[0].text == (
            f"Lamp · d.txt is dated {day.day} {day:%B %Y}, far from the others (about 6 September "
            "2023): check its date."
        )


def test_an_archive_and_a_few_articles_have_no_usual_date(report):
    seasons = [date(2023, month, 6) for month in (1, 5, 9, 9)]
    archive = [(key, key, day, "Bell") for key, day in zip("abcd", seasons, strict=True)]
    assert report(*archive).hints == ()
    assert report(*archive[1:]).hints == ()


def test_what_is_not_known_is_counted(report):
    load = report(("a", "t", None, ""), ("b", "t", None, "Bell"))
    assert [hint.text for hint in load.hints] == [
        "2 articles have no date, which stories are grouped by: fill it in.",
        "1 article has no outlet to compare: fill it in.",
    ]
    assert load.hints[1].article_ids == ("a",)
