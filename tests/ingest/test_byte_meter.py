"""The share of the inputs that has been read, from which the remaining time is estimated."""

import gzip
import json
import zipfile
from hashlib import sha256
from pathlib import Path

import pytest

from analysis.ingest import read_paths
from analysis.ingest.byte_meter import ByteMeter

COUNT = 2_000
TEXTS = [f"The council of town {number} met on Monday and agreed." for number in range(COUNT)]
#: Ids that hardly compress, so that a compressed table is read in several steps.
IDS = [sha256(text.encode()).hexdigest() for text in TEXTS]
ROWS = list(zip(IDS, TEXTS, strict=True))
TABLE = "\n".join(["id,text", *map(",".join, ROWS)]).encode()
LINES = "\n".join(json.dumps({"id": key, "text": text}) for key, text in ROWS).encode()


@pytest.mark.parametrize(
    ("name", "data"),
    [
        ("a.csv", TABLE),
        ("a.csv.gz", gzip.compress(TABLE, mtime=0)),
        ("a.jsonl", LINES),
        ("a.jsonl.gz", gzip.compress(LINES, mtime=0)),
    ],
    ids=["csv", "csv.gz", "jsonl", "jsonl.gz"],
)
def test_half_of_a_table_is_read_when_half_of_its_articles_are(
    name: str, data: bytes, tmp_path: Path
) -> None:
    path = tmp_path / name
    path.write_bytes(data)
    meter = ByteMeter()
    meter.measure([path])
    shares = [meter.share for _ in read_paths([path], meter=meter)]
    assert shares[0] < 0.8
    assert 0.3 < shares[COUNT // 2] < 1
    assert shares[-1] == 1


def test_an_archive_is_read_when_all_its_articles_are(tmp_path: Path) -> None:
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("a.csv", TABLE)
        archive.writestr("b.txt", f"{TEXTS[0]} That was all.")
    meter = ByteMeter()
    meter.measure([path])
    shares = [meter.share for _ in read_paths([path], meter=meter)]
    assert 0 < shares[0] <= shares[-1] <= 1
    assert shares[-1] > 0.9
