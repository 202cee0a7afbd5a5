"""The head block of a text: its metadata are taken, and never count as text."""

import pytest

from analysis.ingest import mark_blocks, read_upload
from analysis.ingest.segmentation.head_block import find_head_block

BODY = (
    "The harbour of Port Ellen will be closed for two weeks in May, the council said on Monday.\n\n"
    "“We had no choice,” said Ann Lee, who heads the council of the island.\n"
)
TITLE = "Harbour closed: why"
HEADS = {
    "labels": f"Title: {TITLE}\nSource: The Lamp\nAuthor: Ann Orr\nDate: 5 September 2023\n",
    "capitals": f"TITLE: {TITLE}\nSOURCE: The Lamp\nBY: Ann Orr\nDATE: 2023-09-05\n",
    "yaml": f'---\ntitle: "{TITLE}"\noutlet: The Lamp\nauthors:\n  - Ann Orr\n'
    "date: 2023-09-05\n---\n",
    "toml": f'+++\ntitle = "{TITLE}"\noutlet = "The Lamp"\nauthor = "Ann Orr"\n'
    "date = 2023-09-05\n+++\n",
    "tags": f"<title>{TITLE}</title>\n<source>The Lamp</source>\n<author>Ann Orr</author>\n"
    "<date>5 September 2023</date>\n<text>\n",
    "folded": "---\ntitle: >-\n  Harbour closed:\n  why\noutlet: The Lamp\n"
    "author:\n  - '[[people/Orr|Ann Orr]]'\ndate: 2023-09-05\n---\n" + f"{TITLE}\n\n",
    "French": f"Titre : {TITLE}\nSource : The Lamp\nAuteur : Ann Orr\nDate : 5 septembre 2023\n",
    "below": f"{TITLE}\n\nSource: The Lamp\nBy: Ann Orr\nDate: Tuesday, September 5, 2023\n",
    "German": f"Titel: {TITLE}\nQuelle: The Lamp\nAutor: Ann Orr\nDatum: 5. September 2023\n",
}


@pytest.mark.parametrize("gap", ["", "\n"])
@pytest.mark.parametrize("head", HEADS.values(), ids=HEADS)
@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_the_values_of_a_head_block_are_those_of_the_article(head: str, gap: str, end: str):
    text = (head + gap + BODY).replace("\n", end)
    (article,) = read_upload("a.txt", text.encode())
    assert (article.title, article.outlet, article.byline, str(article.published)) == (
        "Harbour closed: why",
        "The Lamp",
        "Ann Orr",
        "2023-09-05",
    )
    assert article.text == text
    running = [block for block in article.blocks if block.kind not in {"headline", "boilerplate"}]
    assert article.text[running[0].start : running[0].end].startswith("The harbour")
    headlines = [block for block in article.blocks if block.kind == "headline"]
    assert [text[block.start : block.end] for block in headlines] == ["Harbour closed: why"]


def test_the_head_of_a_mail_at_the_top_of_a_text_is_no_text():
    head = "From: Bo Orr <bo@office.example>\nSent: 5 September 2023 08:12\nTo: Press\n"
    text = f"{head}Subject: Harbour closed\n\n{BODY}"
    (article,) = read_upload("a.txt", text.encode())
    assert (article.title, article.outlet) == ("Harbour closed", "")
    assert [block.kind for block in article.blocks][-2:] == ["body", "body"]


def test_what_a_table_states_comes_before_what_the_text_states():
    row = f'title,text\nFrom the table,"Title: From the text\nSource: The Lamp\n\n{BODY}"'
    (article,) = read_upload("a.csv", row.encode())
    assert (article.title, article.outlet) == ("From the table", "The Lamp")


@pytest.mark.parametrize(
    "head",
    [
        "Minister: bridge is unsafe\nPort Ellen: closed\n\n",
        "Date: a fruit that travels\n\n",
        "The pier is old.\nSource: The Lamp\nDate: 5 September 2023\n\n",
        "Harbour closed\nPlace: Port Ellen\nBy: Ann Orr\n\n",
        "Harbour closed\nTitle: another\nDate: 5 September 2023\n\n",
        "Note: two lines follow\nDate: 5 September 2023\n\n",
        "",
    ],
)
def test_other_lines_with_a_colon_are_no_head_block(head: str):
    assert find_head_block(head + BODY) is None


def test_a_head_block_has_two_labels_of_fields():
    assert find_head_block(f"Title: Harbour closed\nSource: The Lamp\n\n{BODY}")
    assert find_head_block(f"Title: Harbour closed\n\n{BODY}") is None


def test_a_text_of_labels_alone_has_no_head_block():
    assert find_head_block("Title: Harbour closed\nSource: The Lamp\n") is None


def test_blocks_cover_the_head_block():
    text = HEADS["yaml"] + BODY
    covered = "".join(text[block.start : block.end] for block in mark_blocks(text))
    assert "".join(covered.split()) == "".join(text.split())


TAIL = "Source: The Lamp\nDate: 5 September 2023\nURL: https://lamp.example/1"


@pytest.mark.parametrize("gap", ["\n", "\n\n"])
def test_labelled_lines_at_the_end_are_metadata_and_no_text(gap: str):
    text = f"Harbour of the island closed\n\n{BODY}\n{TAIL.replace(chr(10), gap)}\n"
    (article,) = read_upload("a.txt", text.encode())
    assert (article.outlet, str(article.published), article.url) == (
        "The Lamp",
        "2023-09-05",
        "https://lamp.example/1",
    )
    kinds = {article.text[block.start : block.end]: block.kind for block in article.blocks}
    assert kinds[TAIL.replace("\n", gap)] == "boilerplate"


def test_a_date_and_a_place_at_the_end_are_those_of_an_event():
    text = f"Harbour of the island closed\n\n{BODY}\nDate: 5 September 2023\nPlace: the harbour\n"
    (article,) = read_upload("a.txt", text.encode())
    assert article.published is None


@pytest.mark.parametrize(
    ("head", "outlet"),
    [
        ("Title: Harbour closed\nFrom: The Lamp\nPublisher: Lamp Group Ltd.\n", "The Lamp"),
        ("Title: Harbour closed\nPublisher: Lamp Group Ltd.\n", "Lamp Group Ltd."),
        ("From: Ann Lee\nSent: 5 September 2023\nTo: Bo Orr\nSubject: Harbour closed\n", ""),
        ("Title: Harbour closed\nFrom: ann@lamp.example\nDate: 5 September 2023\n", ""),
        (
            "Title: Harbour closed\nSource: Lamp, The (Ellery). 5 September 2023\n",
            "The Lamp (Ellery)",
        ),
        ("Title: Harbour closed\nSource: https://www.lamp.example/1\n", "lamp.example"),
        ("Title: Harbour closed\nMedium: Print\nDate: 5 September 2023\n", ""),
    ],
)
def test_the_outlet_of_a_head_is_who_published_the_article(head: str, outlet: str):
    (article,) = read_upload("a.txt", (head + "\n" + BODY).encode())
    assert article.outlet == outlet


def test_a_date_behind_the_outlet_and_an_address_in_its_place_are_taken():
    cited = "Title: Harbour closed\nSource: Lamp, The. Tuesday, 5 September 2023\n\n" + BODY
    clipped = "Title: Harbour closed\nSource: https://www.lamp.example/1\n\n" + BODY
    (first,) = read_upload("a.txt", cited.encode())
    (second,) = read_upload("b.txt", clipped.encode())
    assert (first.outlet, str(first.published)) == ("The Lamp", "2023-09-05")
    assert (second.outlet, second.url) == ("lamp.example", "https://www.lamp.example/1")


@pytest.mark.parametrize(
    "head",
    [
        "Harbour of the island closed\nCouncil wants a new pier instead\n5 September 2023\n",
        "Harbour of the island closed\nThe Lamp\nSeptember 5, 2023 Tuesday\nBy Ann Lee\n",
        "Harbour of the island closed\nBy Ann Lee, The Lamp | Tuesday, 5 September 2023 | 08:15\n",
    ],
)
def test_a_date_below_a_standfirst_or_beside_the_byline_is_when_it_was_published(head: str):
    (article,) = read_upload("a.txt", (head.replace("\n", "\n\n") + BODY).encode())
    assert str(article.published) == "2023-09-05"
    assert "2023" not in article.byline


def test_a_date_below_the_first_paragraph_is_not_when_it_was_published():
    text = f"Harbour of the island closed\n\n{BODY}\n5 September 2023\n\n{BODY}"
    articles = [item for item in read_upload("a.txt", text.encode()) if hasattr(item, "published")]
    assert [article.published for article in articles] == [None]


@pytest.mark.parametrize(
    "head",
    [
        (
            f"Title:\n{TITLE}\n\nSource:\nThe Lamp\n\nAuthor(s):\nAnn Orr\n\n"
            "Date:\n2023-09-05\n\nText:\n"
        ),
        f"Title: {TITLE}\nSource: The Lamp\nAuthor(s): Ann Orr\nDate: 2023-09-05\nFull text: ",
        (
            f"<DOC>\n<DOCNO>7</DOCNO>\n<TITLE>{TITLE}</TITLE>\n<SOURCE>The Lamp</SOURCE>\n"
            "<AUTHOR>Ann Orr</AUTHOR>\n<DATE>2023-09-05</DATE>\n<TEXT>\n"
        ),
    ],
    ids=["below", "beside", "corpus"],
)
def test_what_introduces_the_text_ends_the_head_and_values_may_be_below_their_labels(head: str):
    tail = "</TEXT>\n</DOC>\n" if "<DOC>" in head else ""
    (article,) = read_upload("a.txt", (head + BODY + tail).encode())
    values = (article.title, article.outlet, article.byline, str(article.published))
    assert values == (TITLE, "The Lamp", "Ann Orr", "2023-09-05")
    running = [block for block in article.blocks if block.kind not in {"headline", "boilerplate"}]
    assert article.text[running[0].start : running[-1].end] == BODY.strip()
