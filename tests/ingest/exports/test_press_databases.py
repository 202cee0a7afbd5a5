"""Exports of press databases: divided into their articles."""

import pytest

from analysis.ingest import Issue, read_upload
from tests.uploaded_articles import METADATA, TEXT, metadata_of, one_of

FACTIVA = f"""\
SE   World
HD   Harbour closed
BY   Ann Lee
WC   15 words
PD   6 September 2023
SN   The Lamp
SC   LAMP
LA   English
CY   Copyright 2023 The Lamp
LP
{TEXT}
TD
Ships will be sent to Bowmore.

NS   ctrans : Transport
AN   Document LAMP000020230906ej960001
SE   World
HD   Harbour open again
WC   5 words
PD   21 September 2023
SN   The Bell
LP
It opens on Friday, the council said on Thursday.
TD
No more is known.
AN   Document BELL000020230921ej960002
"""
NEXIS = f"""\
Harbour closed
The Lamp
September 6, 2023 Wednesday

Copyright 2023 The Lamp All Rights Reserved
Section: NEWS
Length: 15 words
Byline: Ann Lee
Body

{TEXT}

Ships will be sent to Bowmore.

Load-Date: September 7, 2023

End of Document
Harbour open again
The Bell
September 21, 2023 Thursday

Length: 9 words
Body

It opens on Friday, the council said on Thursday.

End of Document
"""
OLD_NEXIS = f"""\
                               1 of 2 DOCUMENTS

                                   The Lamp

                           September 6, 2023 Wednesday

HEADLINE: Harbour closed

BYLINE: Ann Lee

LENGTH: 15 words

{TEXT}

Ships will be sent to Bowmore.

LOAD-DATE: September 7, 2023

LANGUAGE: ENGLISH

                               2 of 2 DOCUMENTS

                                   The Bell

                           September 21, 2023 Thursday

HEADLINE: Harbour open again

LENGTH: 9 words

It opens on Friday, the council said on Thursday.

LANGUAGE: ENGLISH
"""


BRITISH_NEXIS = NEXIS.replace("September 6, 2023", "6 September 2023").replace(
    "September 21, 2023", "Thursday 21 September 2023"
)


@pytest.mark.parametrize(
    "text",
    [FACTIVA, NEXIS, OLD_NEXIS, BRITISH_NEXIS],
    ids=["factiva", "nexis", "old nexis", "british nexis"],
)
@pytest.mark.parametrize("suffix", ["txt", "rtf"])
def test_an_export_of_a_press_database_is_taken_apart(text: str, suffix: str):
    if suffix == "rtf":
        text = "{\\rtf1\\ansi " + text.replace("\n", "\\par\n") + "}"
    first, second = read_upload(f"export.{suffix}", text.encode())
    assert metadata_of(first)[:4] == METADATA[:4]
    assert first.text.startswith(TEXT)
    assert first.text.endswith("Ships will be sent to Bowmore.")
    assert (second.outlet, second.title) == ("The Bell", "Harbour open again")
    assert second.text.startswith("It opens on Friday")


@pytest.mark.parametrize("end", ["\r\n", "\r"])
@pytest.mark.parametrize("text", [FACTIVA, NEXIS, OLD_NEXIS], ids=["factiva", "nexis", "old nexis"])
def test_an_export_with_other_line_ends_gives_the_same_articles(text: str, end: str):
    plain = list(read_upload("export.txt", text.encode()))
    assert list(read_upload("export.txt", text.replace("\n", end).encode())) == plain
    assert len(plain) == 2


def test_an_article_of_an_export_without_its_text_is_reported_and_the_others_are_read():
    text = FACTIVA.replace(f"LP\n{TEXT}\nTD\nShips will be sent to Bowmore.\n", "")
    issue, article = read_upload("export.txt", text.encode())
    assert (issue.source, issue.problem) == ("export.txt, article 1", "Its text is empty.")
    assert article.outlet == "The Bell"
    text = NEXIS.replace("Length: 15 words\nByline: Ann Lee\nBody\n", "")
    issue, article = read_upload("export.txt", text.encode())
    assert (issue.source, issue.problem) == ("export.txt, article 1", "Its text is empty.")
    assert article.outlet == "The Bell"


def test_an_export_that_gives_no_article_is_reported():
    (issue,) = read_upload("export.txt", b"LENGTH: 9 words\n\nText.\n\n1 of 1 DOCUMENTS\n")
    assert isinstance(issue, Issue)
    assert "export of a press database" in issue.problem


FACTIVA_BODY = f"""\
HD  Harbour closed
WC  15 words
PD  6 September 2023
SN  The Lamp
LP
{TEXT}
TD
%s
Document LAMP000020230906ej960001
"""
#: Lines of running text that look like labels, each before a paragraph of it.
WORDS = ("EU", "IN", "ART", "CO", "SE", "ART MARKET", "HD", "NS")


@pytest.mark.parametrize("word", WORDS)
def test_a_line_of_a_factiva_article_that_looks_like_a_label_ends_no_text(word: str):
    body = f"First part of the report.\n\n{word}\n\nShips will be sent to Bowmore in May, she said."
    article = one_of("a.txt", FACTIVA_BODY % body)
    assert article.text == f"{TEXT}\n\n{body}"
    assert article.title == "Harbour closed"


@pytest.mark.parametrize(
    "tail",
    [
        "CO  lamp : The Lamp Newspapers Ltd. | bell : Bell plc.\nPUB The Lamp Ltd.\nAN",
        "CO\n\nlamp : The Lamp Newspapers Ltd. | bell : The Bell and Sons plc.\n\nRE\n\nuk : Islay",
        "CX  The article was corrected on Monday; it named another harbour.\nNS  gtr : Transport",
        "PUB The Lamp Ltd.",
    ],
)
def test_the_tail_of_a_factiva_article_is_left_out(tail: str):
    body = "Ships will be sent to Bowmore in May, the council said on Monday."
    assert one_of("a.txt", FACTIVA_BODY % f"{body}\n\n{tail}\n").text == f"{TEXT}\n\n{body}"


NEXIS_BODY = """\
Harbour closed
The Lamp
September 6, 2023 Wednesday

Length: 15 words

Body

%s

End of Document
"""


@pytest.mark.parametrize(
    "word", ["Notes: the council met.", "Graphic: two of it.", "Subject:", "Language: none", "City"]
)
@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_a_line_of_a_nexis_article_that_looks_like_a_label_ends_no_text(word: str, gap: str):
    body = gap.join([TEXT, word, "Ships will be sent to Bowmore in May, the council said."])
    for tail in ("", "\n\nLoad-Date: September 7, 2023"):
        assert one_of("a.txt", NEXIS_BODY % (body + tail)).text == body


@pytest.mark.parametrize(
    "tail",
    [
        "Graphic\n\nPhoto of it\n\nLoad-Date: September 7, 2023",
        "Graphic\n\nThe harbour of Port Ellen as it was seen on Monday.\n\nLoad-Date: May 7, 2023",
        "Notes: A version of this article was printed on page 3 of the paper.\n\nLanguage: ENGLISH",
        (
            "Classification\n\n\nLanguage: ENGLISH\n\n"
            "Subject: HARBOURS (90%); SHIPS (78%);\nNETS\n\n"
            "Industry: FERRIES (70%)\n\nGeographic: ISLAY\n\nLoad-Date: September 7, 2023"
        ),
    ],
)
def test_the_tail_of_a_nexis_article_is_left_out(tail: str):
    assert one_of("a.txt", NEXIS_BODY % f"{TEXT}\n\n{tail}").text == TEXT


def test_a_text_that_only_mentions_such_labels_stays_whole():
    text = f"HD and SN are labels.\n\nEnd of Document\n\n{TEXT}\n"
    assert one_of("a.txt", text).text == text


@pytest.mark.parametrize(("labels", "is_export"), [(3, False), (4, True)])
def test_an_export_of_factiva_has_enough_labels(labels: int, *, is_export: bool):
    lines = ["HD  Harbour closed", "SN  The Lamp", "BY  Ann Lee", "TD  It opens on Friday."]
    text = "\n".join(lines[-labels:]) + "\n"
    *_, article = read_upload("a.txt", text.encode())
    assert (article.text == "It opens on Friday.") is is_export


@pytest.mark.parametrize(("words", "is_sentence"), [(6, False), (7, True)])
def test_only_a_sentence_shows_that_a_label_belongs_to_the_text(words: int, *, is_sentence: bool):
    body = "Ships will be sent to Bowmore in May, the council said on Monday."
    sentence = " ".join(["word"] * words) + "."
    article = one_of("a.txt", FACTIVA_BODY % f"{body}\n\nNS\n\n{sentence}")
    assert article.text.endswith(sentence) is is_sentence
