"""Rich Text Format: characters by their code, and damaged files."""

import json
import random

import pytest

from analysis.ingest import Article, Issue, read_upload

TEXT = "The harbour of Port Ellen will be closed for two weeks in May, the council said."


def one_of(name: str, content: object) -> Article:
    data = content if isinstance(content, str) else json.dumps(content)
    (article,) = read_upload(name, data.encode())
    assert isinstance(article, Article), article
    return article


def test_a_rich_text_of_one_article_keeps_its_letters():
    article = one_of(
        "a.rtf", "{\\rtf1\\ansi\\ansicpg1252 The caf\\'e9 \\u8220?opens\\u8221? today.}"
    )
    assert article.text.strip() == "The café “opens” today."
    (problem,) = read_upload("a.rtf", b"plain")
    assert "Rich Text" in problem.problem


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("\\u-10179?\\u-8704?", "😀"),  # as Word writes what is beyond 16 bits: two halves
        ("\\u55357?\\u56832?", "😀"),
        ("\\u128512?", "😀"),
        ("\\\\u1114112", "\\u1114112"),  # a backslash, and no sign
    ],
)
def test_a_character_that_a_rich_text_writes_as_a_number_is_read(written: str, meant: str):
    article = one_of("a.rtf", f"{{\\rtf1\\ansi {TEXT} {written} {TEXT}}}")
    assert article.text == f"{TEXT} {meant} {TEXT}"


@pytest.mark.parametrize("number", ["1114112", "-70000", "9999999999", "9" * 14])
def test_a_number_in_a_rich_text_that_is_no_character_costs_one_character_and_is_reported(
    number: str,
):
    data = f"{{\\rtf1\\ansi {TEXT} \\u{number}? {TEXT}}}".encode()
    issue, article = read_upload("a.rtf", data)
    assert issue.is_warning
    assert f"\\u{number}" in issue.problem
    assert article.text == f"{TEXT} � {TEXT}"


def test_half_a_character_in_a_rich_text_is_reported():
    (issue,) = read_upload("a.rtf", f"{{\\rtf1\\ansi {TEXT} \\u-10179? {TEXT}}}".encode())
    assert "half a character" in issue.problem


@pytest.mark.parametrize("seed", range(5))
def test_a_rich_text_of_random_bytes_is_refused(seed: int):
    data = b"{\\rtf1" + random.Random(seed).randbytes(3000).replace(b"}", b"")
    (issue,) = read_upload("a.rtf", data)
    assert issue.problem == "It holds control characters where its text should be."
    assert ".txt" in issue.remedy


@pytest.mark.parametrize(("characters", "is_damaged"), [(49, True), (50, False)])
def test_a_share_of_control_characters_means_damage(characters: int, *, is_damaged: bool):
    # One control character in as many characters.
    data = b"{\\rtf1\\ansi " + b"a" * (characters - 1) + b"\\u1?}"
    (item,) = read_upload("a.rtf", data)
    assert isinstance(item, Issue) is is_damaged
