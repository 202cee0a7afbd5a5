"""Encodings: proved by the bytes, declared by a page, or guessed and reported."""

import codecs
import gzip
import io
import json
from pathlib import Path

import pytest

from analysis.ingest import Article, Issue, read_upload
from analysis.ingest.encoding_detection import guess_encoding
from analysis.ingest.encodings import detect_stream_encoding
from analysis.ingest.formats.html import declared_encoding
from analysis.ingest.table_columns import list_table_columns

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."
QUOTED = "“It’s the end of it,” she said — and nobody in the whole town would believe her."


def read(name: str, data: bytes) -> tuple[str, list[Issue]]:
    """Return the text of the one article of an upload, and its issues."""
    items = list(read_upload(name, data))
    (article,) = [item for item in items if isinstance(item, Article)]
    issues = [item for item in items if isinstance(item, Issue)]
    assert all(item.is_warning for item in issues)
    return article.text, issues


def page(text: str, head: str, encoding: str) -> bytes:
    """Return a page of which the text makes two paragraphs."""
    html = f"<html><head>{head}</head><body><article><p>{text}</p><p>{TEXT}</p></article></body>"
    return html.encode(encoding)


# Guessed


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        ("cp1252", QUOTED),
        ("cp1252", "The café’s £20 note, at 20°C, in the ’90s: “No,” said José… ‘Maybe’."),
        ("mac_roman", QUOTED),
        ("mac_roman", "“We agree,” José Müller said. The café owners’ day was “over”."),
        ("gb18030", QUOTED),
        ("gb18030", "“We will fight,” a spokesman told the paper (人民日报) in Beijing on Monday."),
        ("big5", "“We will go,” Tsai Ing-wen (蔡英文) said in Taipei on Monday. It’s late."),
        ("cp932", "“We will go,” Shinzo Abe (安倍晋三) said in Tokyo on Monday. It’s late."),
        ("cp949", QUOTED.replace("—", "-")),
        ("cp1251", "The papers «Известия» and «Правда» were the first to report it on Monday."),
        ("cp1250", "The mayor of Łódź said that Wałęsa and Kaczyński would be in Gdańsk."),
        ("iso8859_2", "The mayor of Łódź said that Wałęsa and Kaczyński would be in Gdańsk."),
        (
            "cp1250",
            "Prezydent powiedział, że „rozmowy będą kontynuowane”, a ćwierć żołnierzy odejdzie.",
        ),
        ("cp1251", "Президент заявил о том, что переговоры продолжаются и будут продолжаться."),
        ("gb18030", "市议会星期一说，港口将在五月关闭两个星期，渔民不必付钱。" * 3),
    ],
)
def test_an_encoding_that_is_not_stated_is_guessed_from_the_bytes_and_reported_once(
    encoding: str, text: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PARALLAX_ANY_LANGUAGE", "1")
    decoded, issues = read("a.txt", text.encode(encoding))
    assert decoded == text
    assert ["read as" in note.problem and "UTF-8" in note.remedy for note in issues] == [True]


@pytest.mark.parametrize("encoding", ["ascii", "utf-8", "utf-8-sig", "utf-16"])
def test_an_encoding_that_the_bytes_prove_is_not_reported(encoding: str) -> None:
    text = TEXT if encoding == "ascii" else QUOTED
    assert read("a.txt", text.encode(encoding)) == (text, [])


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_wide_characters_are_detected_from_their_zeros(encoding: str) -> None:
    assert read("a.txt", (TEXT * 3).encode(encoding)) == (TEXT * 3, [])


def test_wide_characters_of_a_table_are_detected_from_their_zeros() -> None:
    table = f"outlet\ttext\nThe Lamp\t{TEXT}\nThe Bell\t{TEXT[::-1]}\n".encode("utf-16-le")
    texts = [item.text for item in read_upload("a.tsv", table) if isinstance(item, Article)]
    assert texts[0] == TEXT


def test_one_misplaced_mark_does_not_outweigh_the_usual_reading() -> None:
    text = f"{QUOTED} Xó{TEXT}"
    assert guess_encoding(text.encode("cp1252")) == "cp1252"


# UTF-8 with wrong bytes in it


def test_a_wrong_byte_in_utf8_costs_one_character_and_is_reported() -> None:
    text, issues = read("a.txt", f"{QUOTED}\n\n".encode() + b"\x93" + TEXT.encode())
    assert text == f"{QUOTED}\n\n�{TEXT}"
    (note,) = issues
    assert "One of its bytes" in note.problem
    assert "line 3" in note.problem


def test_a_wrong_byte_in_a_page_in_utf8_is_reported() -> None:
    data = page(f"{QUOTED} so#", '<meta charset="utf-8">', "utf-8").replace(b"#", b"\x93")
    text, issues = read("a.html", data)
    assert (f"{QUOTED} so�" in text, len(issues)) == (True, 1)


def test_a_text_that_breaks_off_inside_a_character_is_utf8_all_the_same() -> None:
    text, issues = read("a.txt", (QUOTED + "“").encode()[:-1])
    assert text == QUOTED + "�"
    assert len(issues) == 1


def test_wrong_bytes_after_a_byte_order_mark_are_reported() -> None:
    text, issues = read("a.txt", codecs.BOM_UTF8 + TEXT.encode() + b"\x93")
    assert text == TEXT + "�"
    assert len(issues) == 1


@pytest.mark.parametrize(
    ("encoding", "text"),
    [
        (
            "euc_jp",
            "これはとてもながいぶんしょうです。みなとはにしゅうかんとじられるといいました。",
        ),
        ("gb18030", "市议会星期一说，港口将在五月关闭两个星期，渔民不必付钱。联通"),
        ("cp949", "항구는 5월에 2주 동안 폐쇄될 것이라고 시의회가 월요일 밝혔다."),
        ("koi8_r", "Порт будет закрыт на две недели, сказал совет."),
        ("cp1252", QUOTED),
    ],
)
def test_text_of_another_encoding_is_not_taken_for_utf8_with_wrong_bytes(
    encoding: str, text: str
) -> None:
    assert detect_stream_encoding(io.BytesIO(text.encode(encoding))).name != "utf-8"


@pytest.mark.parametrize("lines", [10, 5_000])
def test_a_wrong_byte_late_in_a_stream_is_found_and_its_line_reported(lines: int) -> None:
    data = f"{QUOTED}\n".encode() * lines + b"\x93" + TEXT.encode()
    stream = io.BytesIO(data)
    encoding = detect_stream_encoding(stream)
    assert (encoding.name, encoding.errors) == ("utf-8", "replace")
    assert f"in line {lines + 1:,}." in encoding.problem
    assert stream.tell() == 0
    assert io.TextIOWrapper(stream, encoding.name, encoding.errors).read().endswith(f"�{TEXT}")


def test_a_stream_of_utf8_is_not_reported_wherever_it_is_split() -> None:
    for shift in range(4):
        data = ("a" * shift + "—" * 50_000).encode()
        assert detect_stream_encoding(io.BytesIO(data)).issues("a.csv") == []


def rows(count: int) -> list[str]:
    """Return texts that differ, with marks beyond ASCII."""
    return [f"{QUOTED} Number {number}." for number in range(count)]


@pytest.mark.parametrize("name", ["a.csv", "a.csv.gz", "a.json"])
@pytest.mark.parametrize("count", [5, 2_000])
def test_a_wrong_byte_in_a_table_in_utf8_costs_one_character_of_one_row(
    name: str, count: int
) -> None:
    texts = rows(count)
    if name == "a.json":
        data = json.dumps([{"text": text} for text in texts], ensure_ascii=False).encode()
    else:
        data = "\n".join(["text", *(f'"{text}"' for text in texts)]).encode()
    wrong = f"Number {count - 1}."
    data = data.replace(wrong.encode(), b"\x93" + wrong.encode())
    issue, *items = read_upload(name, gzip.compress(data) if name.endswith(".gz") else data)
    assert isinstance(issue, Issue)
    assert issue.is_warning
    assert issue.source == name
    assert "One of its bytes is not UTF-8" in issue.problem
    read_texts = [item.text for item in items if isinstance(item, Article)]
    assert read_texts == [*texts[:-1], texts[-1].replace(wrong, f"�{wrong}")]


def test_a_table_with_rows_of_two_encodings_is_read_and_reported() -> None:
    data = f'text\n"{QUOTED}"\n'.encode() + f'"“{TEXT}”"\n'.encode("cp1252")
    issue, first, second = read_upload("a.csv", data)
    assert isinstance(issue, Issue)
    assert "2 of its bytes" in issue.problem
    assert isinstance(first, Article)
    assert first.text == QUOTED
    assert isinstance(second, Article)
    assert second.text == f"�{TEXT}�"


@pytest.mark.parametrize("name", ["a.csv", "a.json"])
def test_a_table_whose_encoding_was_guessed_says_so_once(name: str) -> None:
    text = f'text\n"{QUOTED}"\n' if name == "a.csv" else f'[{{"text": "{QUOTED}"}}]'
    issue, article = read_upload(name, text.encode("mac_roman"))
    assert isinstance(issue, Issue)
    assert issue.is_warning
    assert "mac_roman" in issue.problem
    assert isinstance(article, Article)
    assert article.text == QUOTED


def test_a_table_without_rows_is_reported_whatever_its_encoding() -> None:
    _, issue = read_upload("a.csv", "text,Zürich\n".encode("cp1252"))
    assert isinstance(issue, Issue)
    assert issue.problem == "It holds no articles."


def test_the_columns_of_a_table_with_a_wrong_byte_are_found(tmp_path: Path) -> None:
    path = tmp_path / "a.csv"
    path.write_bytes(f'Inhalt\n"{QUOTED}'.encode() + b'\x93"\n')
    assert [column.name for column in list_table_columns([path]).columns] == ["Inhalt"]


# Declared


@pytest.mark.parametrize(
    ("declared", "encoding", "text"),
    [
        ("gb2312", "gb18030", QUOTED),
        ("euc-kr", "cp949", QUOTED.replace("—", "-")),
        ("iso-8859-2", "iso8859_2", "The mayor of Plzeň and Miloš Zeman said so in the town hall."),
        ("windows-1251", "cp1251", f"{TEXT} The paper “Труд” reported it first, she said."),
        ("iso-8859-1", "cp1252", QUOTED),
        ("Shift_JIS", "cp932", f"{TEXT} “We will go,” Shinzo Abe (安倍晋三) said."),
    ],
)
def test_the_encoding_that_a_page_declares_is_the_pages(
    declared: str, encoding: str, text: str
) -> None:
    forms = (
        f'<meta charset="{declared}">',
        f'<META HTTP-EQUIV=Content-Type CONTENT="text/html; charset={declared}">',
    )
    for head in forms:
        decoded, issues = read("a.html", page(text, head, encoding))
        assert (text in decoded, issues) == (True, [])


def test_a_page_that_declares_another_encoding_than_its_bytes_have_is_read_by_its_bytes() -> None:
    decoded, issues = read("a.html", page(QUOTED, '<meta charset="gb2312">', "utf-8"))
    assert (QUOTED in decoded, issues) == (True, [])
    decoded, issues = read("a.html", page(QUOTED, '<meta charset="utf-8">', "cp1252"))
    assert (QUOTED in decoded, len(issues)) == (True, 1)


@pytest.mark.parametrize(
    ("start", "codec"),
    [
        (b'<?xml version="1.0" encoding="windows-1251"?><html>', "cp1251"),
        (b'<script charset="utf-8"></script><meta charset=big5>', "big5"),
        (b"<!-- <meta charset=big5> --><meta charset='euc-kr'>", "euc_kr"),
        (b"<meta name=description content='charset=big5'>", ""),
        (b"<meta charset=nothing>", ""),
        (b"<![unknown[<meta charset=big5>", ""),
        (b"<meta charset", ""),
        (b"", ""),
    ],
)
def test_only_the_tags_for_it_declare_an_encoding(start: bytes, codec: str) -> None:
    assert declared_encoding(start) == codec


def test_a_declared_encoding_that_contradicts_its_own_declaration_is_ignored() -> None:
    decoded, _ = read("a.html", page(QUOTED + " ", '<meta charset="utf-16">', "cp1252"))
    assert QUOTED in decoded
