"""Outlet and date in the names of files and folders: used on request, else offered."""

from datetime import date

import pytest

from analysis.ingest import Issue, read_paths
from analysis.ingest.file_names import NameMetadata, read_name

DAY = date(2023, 9, 5)
TEXT = "Harbour closed for weeks\n\nThe harbour of Port Ellen will be closed, the council said."


@pytest.mark.parametrize(
    ("name", "stated"),
    [
        ("The Lamp/2023-09-05_harbour-closed.txt", NameMetadata("The Lamp", DAY)),
        ("press.zip/The Lamp/2023/20230905.txt", NameMetadata("The Lamp", DAY)),
        (
            "The Lamp_2023-09-05_Harbour closed.txt",
            NameMetadata("The Lamp", DAY, "Harbour closed"),
        ),
        ("017_The Lamp_2023-09-05.html", NameMetadata("The Lamp", DAY)),
        (
            "The Lamp - 2023-09-05 - Harbour closed.docx",
            NameMetadata("The Lamp", DAY, "Harbour closed"),
        ),
        ("lamp.example/2023-09-05.txt", NameMetadata("lamp.example", DAY)),
        ("The Lamp 5 September 2023.txt", NameMetadata("The Lamp", DAY)),
        ("The Lamp_05.09.2023.txt", NameMetadata("The Lamp", DAY)),
        ("The Lamp (2023-09-05).txt", NameMetadata("The Lamp", DAY)),
        ("The Lamp_2023.09.05.txt", NameMetadata("The Lamp", DAY)),
        (
            "2023-09-05 - The Lamp - Harbour closed.txt",
            NameMetadata("The Lamp", DAY, "Harbour closed"),
        ),
        ("2023-09-05_Harbour_closed.txt", NameMetadata("", DAY)),
        (
            "2023-09-05 - Harbour closed - part two.txt",
            NameMetadata("", DAY, "Harbour closed part two"),
        ),
        ("2023/09/05/lamp.example/harbour.txt", NameMetadata("lamp.example", DAY)),
        ("the_lamp_25092023_harbour.txt", NameMetadata("", date(2023, 9, 25))),
        ("the_lamp_09252023_harbour.txt", NameMetadata("", date(2023, 9, 25))),
        ("the_lamp_05052023.txt", NameMetadata("", date(2023, 5, 5))),
        ("the_lamp_05092023.txt", NameMetadata()),
        ("the_lamp_32132023.txt", NameMetadata()),
        ("The Lamp_05-09-2023.txt", NameMetadata()),
        ("sub/a.txt", NameMetadata()),
        ("harbour.txt", NameMetadata()),
        ("articles/a12.txt", NameMetadata()),
        ("downloads/2023/article_3.txt", NameMetadata()),
        ("The Lamp_2023-13-05_x.txt", NameMetadata()),
        ("2023-09-05_harbour.txt", NameMetadata("", DAY)),
        ("", NameMetadata()),
    ],
)
def test_a_name_states_outlet_date_and_headline(name, stated):
    assert read_name(name) == stated


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "The Lamp").mkdir()
    (tmp_path / "The Lamp" / "2023-09-05_harbour.txt").write_text(TEXT)
    return tmp_path


def test_names_count_if_the_user_says_so(folder):
    (article,) = read_paths([folder], use_names=True)
    assert (article.outlet, article.published, article.title) == (
        "The Lamp",
        DAY,
        "Harbour closed for weeks",
    )


def test_names_are_offered_otherwise_in_one_message(folder):
    article, issue = read_paths([folder])
    assert (article.outlet, article.published) == ("", None)
    assert isinstance(issue, Issue)
    assert issue.is_warning
    assert "The Lamp · 2023-09-05" in issue.problem
    assert "--names" in issue.remedy


def test_what_an_article_states_comes_before_its_name(folder):
    text = f"Source: The Bell\nDate: 6 September 2023\n\n{TEXT}"
    (folder / "The Lamp" / "2023-09-05_harbour.txt").write_text(text)
    (article,) = read_paths([folder], use_names=True)
    assert (article.outlet, article.published) == ("The Bell", date(2023, 9, 6))
