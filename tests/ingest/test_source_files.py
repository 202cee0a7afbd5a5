"""Source files: the ending that states the format, and the names of uploads."""

import pytest

from analysis.ingest.source_files import SourceFile, format_ending


@pytest.mark.parametrize(
    ("name", "ending"),
    [
        ("a.txt", ".txt"),
        ("a.b/C.CSV.GZ", ".csv.gz"),
        ("v1.2.jsonl.gz", ".jsonl.gz"),
        ("a.gz", ".gz"),
        ("a.txt.exe", ".exe"),
        ("txt", ""),
        (".txt", ""),
        ("", ""),
    ],
)
def test_the_ending_of_a_name_states_the_format(name: str, ending: str) -> None:
    assert format_ending(name) == ending


def test_a_long_name_of_an_upload_keeps_its_end() -> None:
    assert SourceFile.from_upload("a" * 197 + ".txt", b"").name == "a" * 196 + ".txt"
    assert SourceFile.from_upload("x/..\\", b"").name == ".."
    assert SourceFile.from_upload("", b"").name == "upload"
