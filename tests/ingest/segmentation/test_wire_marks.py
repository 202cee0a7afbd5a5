"""Lines of agencies around a report: slugs, notes to editors, initials and stamps."""

import pytest

from analysis.ingest import Article, read_upload
from analysis.ingest.segmentation.wire_marks import is_wire_mark

BODY = (
    "The harbour of Port Ellen will be closed for two weeks in May, the island council said.\n\n"
    "“We had no choice,” said Ann Lee, who heads the council of the island of Islay.\n"
)


def read(text: str) -> Article:
    (article,) = read_upload("harbour.txt", text.encode())
    assert isinstance(article, Article)
    return article


def text_of(article: Article, kind: str) -> list[str]:
    return [article.text[item.start : item.end] for item in article.blocks if item.kind == kind]


@pytest.mark.parametrize(
    "line",
    [
        "BC-GB--Harbour, 1st Ld-Writethru,320",
        "AP-GB-Harbour",
        "AP-Islay-Harbour",
        "EU--Port Ellen-Ferry",
        "Harbour closed, 3rd Ld-Writethru",
        "Eds: UPDATES with quote of the council.",
        "ATTENTION - ADDS quote ///",
        "(Adds council in paragraph 2)",
        "Text of report by The Lamp website on 5 September",
    ],
)
def test_a_slug_or_a_note_to_editors_above_the_report_is_no_text(line: str):
    article = read(f"{line}\nHarbour closed for two weeks\n\n{BODY}")

    assert text_of(article, "boilerplate") == [line]
    assert article.title == "Harbour closed for two weeks"
    assert not is_wire_mark(line, 8, 20)


@pytest.mark.parametrize(
    "line",
    [
        "ab/cd/ef",
        "AP-WF-09-05-23 1432GMT",
        "Source: The Lamp website, Port Ellen, in English 0000 gmt 5 Sep 23",
    ],
)
def test_initials_and_stamps_below_the_report_are_no_text(line: str):
    article = read(f"Harbour closed for two weeks\n\n{BODY}\n{line}\n")

    assert text_of(article, "boilerplate") == [line]
    assert not is_wire_mark(line, 9, 20)


@pytest.mark.parametrize(
    "headline",
    [
        "AP-NORC Poll: Islanders worry about the ferry",
        "UN-backed talks fail",
        "Editors choose harbour of the year",
        "(Un)known harbours",
        "Attention turns to Port Ellen",
    ],
)
def test_a_headline_that_resembles_a_slug_remains_the_headline(headline: str):
    assert read(f"{headline}\n\n{BODY}").title == headline


def test_a_full_date_in_the_dateline_is_when_the_report_was_published():
    dated = read(f"Harbour closed\n\nPORT ELLEN, Sept 5, 2023 (AFP) - {BODY}")
    undated = read(f"Harbour closed\n\nPORT ELLEN, Sept 5 (AFP) - {BODY}")

    assert str(dated.published) == "2023-09-05"
    assert undated.published is None


def test_the_marks_of_a_format_are_no_part_of_headline_and_byline_and_its_notes_are_no_text():
    head = "^Harbour closed for two weeks<\n^Eds: Adds quote<\n^By BO ORR=\n^Associated Press=\n"
    article = read(f"{head}\n{BODY}")
    assert (article.title, article.byline) == ("Harbour closed for two weeks", "BO ORR")
    assert text_of(article, "boilerplate") == ["^Eds: Adds quote<", "^Associated Press="]
    assert text_of(article, "subhead") == []
