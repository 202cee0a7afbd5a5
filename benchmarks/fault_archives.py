"""Hostile archives and packed files, read beside a good article.

Used by ``python -m benchmarks.faults``. An archive is survived if the good article is read, the
archive is reported or its good file is read, no file is written, and memory and time are bounded.
"""

import bz2
import gzip
import io
import json
import lzma
import stat
import struct
import subprocess
import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[1]
_TEXT = (
    b"The harbour of Port Ellen will be closed for two weeks in May, the council said on Monday."
)
_GOOD = "good.txt"
_BOMB_BYTES = 300 << 20
#: Memory, in MB, and seconds that reading one archive may take.
_MAX_MB, _MAX_SECONDS = 500, 60
#: Reads a folder and prints the ids, the issues and the peak of memory.
_READ = """
import json, sys
from pathlib import Path
from analysis.ingest import Article, read_paths
items = list(read_paths([Path(sys.argv[1])]))
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(json.dumps({
    "texts": [item.text[:40] for item in items if isinstance(item, Article)],
    "sources": [item.source for item in items if not isinstance(item, Article)],
    "mb": int(status["VmHWM"].split()[0]) / 1024,
}))
"""
#: Members of an archive: name and content.
Members = list[tuple[str | zipfile.ZipInfo, bytes]]


def read_archives(folder: Path) -> Iterator[bool]:
    """Read each hostile archive; yield whether it is survived."""
    for name, make in ARCHIVES.items():
        place = folder / "".join(c if c.isalnum() else "-" for c in name)
        place.mkdir(parents=True)
        (place / _GOOD).write_bytes(_TEXT)
        ending = name.rpartition(" ")[2]
        (place / f"hostile{ending}").write_bytes(make())
        is_survived = _read(place)
        if not is_survived:
            print(f"archive not survived: {name}", file=sys.stderr)
        yield is_survived


def _read(place: Path) -> bool:
    before = sorted(place.parent.rglob("*"))
    try:
        process = subprocess.run(
            [sys.executable, "-c", _READ, str(place)],
            cwd=PROJECT,
            capture_output=True,
            text=True,
            timeout=_MAX_SECONDS,
            check=True,
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return False
    result = json.loads(process.stdout)
    is_reported = (
        any("hostile" in source for source in result["sources"]) or len(result["texts"]) > 1
    )
    is_bounded = result["mb"] < _MAX_MB and sorted(place.parent.rglob("*")) == before
    return is_reported and is_bounded and any("harbour" in text for text in result["texts"])


def _zip(members: Members, compression: int = zipfile.ZIP_DEFLATED) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", compression) as archive:
        for name, content in members:
            archive.writestr(name, content)
    return stream.getvalue()


def _news(number: int = 0) -> bytes:
    return f"The ferry to Islay will not sail on day {number} of May, its owner said.".encode()


def _link(target: bytes) -> bytes:
    info = zipfile.ZipInfo("link.txt")
    info.external_attr = (stat.S_IFLNK | 0o777) << 16
    return _zip([(info, target), ("a.txt", _news())])


def _nested(depth: int) -> bytes:
    content = _zip([("a.txt", _news())])
    for _ in range(depth):
        content = _zip([("inner.zip", content)])
    return content


def _flip(content: bytes, offset: int, new: bytes) -> bytes:
    return content[:offset] + new + content[offset + len(new) :]


def _central(content: bytes) -> int:
    """Return the offset of the first entry of the list of files."""
    return content.index(b"PK\x01\x02")


def _understated() -> bytes:
    """Return an archive whose list states a hundredth of the size of its file."""
    content = _zip([("a.txt", _news() * 10_000)])
    return _flip(content, _central(content) + 24, struct.pack("<I", 700))


def _overstated() -> bytes:
    content = _zip([("a.txt", _news())])
    return _flip(content, _central(content) + 24, struct.pack("<I", 0xFFFFFFF0))


def _encrypted() -> bytes:
    content = _zip([("a.txt", _news())])
    return _flip(content, _central(content) + 8, b"\x01\x00")


def _overlapping() -> bytes:
    """Return an archive whose list names one stored file a thousand times."""
    content = _zip([("a.txt", b"\n" * (1 << 20))])
    start = _central(content)
    end = content.index(b"PK\x05\x06")
    entry, tail = content[start:end], content[end:]
    n = 1000
    tail = tail[:8] + struct.pack("<HHII", n, n, n * len(entry), start) + tail[20:]
    return content[:start] + entry * n + tail


def _repeated() -> bytes:
    """Return an archive with two files of one name."""
    content = _zip([("a.txt", _news()), ("b.txt", _news(1))])
    return content.replace(b"b.txt", b"a.txt")


def _office_bomb() -> bytes:
    return _zip([("[Content_Types].xml", b""), ("word/document.xml", b" " * _BOMB_BYTES)])


def _sheet_bomb() -> bytes:
    row = b"<row><c t='inlineStr'><is><t></t></is></c></row>"
    sheet = b"<worksheet><sheetData>" + row * 3_000_000
    return _zip([("[Content_Types].xml", b""), ("xl/worksheets/sheet1.xml", sheet)])


def _entities() -> bytes:
    names = "".join(f"<!ENTITY a{n} '{f'&a{n - 1};' * 10}'>" for n in range(1, 10))
    text = f"<!DOCTYPE r [<!ENTITY a0 'lol'>{names}]><rss><channel><title>&a9;</title></channel>"
    return f"<?xml version='1.0'?>{text}</rss>".encode()


#: What each archive or packed file is; the last word of the name is its ending.
ARCHIVES: dict[str, Callable[[], bytes]] = {
    "a bomb .zip": lambda: _zip([("a.txt", bytes(_BOMB_BYTES))]),
    "a bomb of many files .zip": lambda: _zip([(f"{n}.txt", bytes(1 << 20)) for n in range(300)]),
    "overlapping files .zip": _overlapping,
    "a bomb in an archive .zip": lambda: _zip([("b.zip", _zip([("a.txt", bytes(_BOMB_BYTES))]))]),
    "archives five deep .zip": lambda: _nested(5),
    "a name that leads up .zip": lambda: _zip([("../up.txt", _news()), ("a.txt", _news(1))]),
    "an absolute name .zip": lambda: _zip([("/abs.txt", _news()), ("a.txt", _news(1))]),
    "a name of a drive .zip": lambda: _zip([("C:\\a.txt", _news()), ("a.txt", _news(1))]),
    "a link .zip": lambda: _link(b"/etc/passwd"),
    "a link to a device .zip": lambda: _link(b"/dev/zero"),
    "a password .zip": _encrypted,
    "an understated size .zip": _understated,
    "an overstated size .zip": _overstated,
    "cut at the half .zip": lambda: (c := _zip([("a.txt", _news() * 99)]))[: len(c) // 2],
    "cut at the end .zip": lambda: _zip([("a.txt", _news())])[:-5],
    "a wrong checksum .zip": lambda: _flip(_zip([("a.txt", _news())]), 44, bytes(9)),
    "an unknown compression .zip": lambda: _flip(
        c := _zip([("a.txt", _news())]), _central(c) + 10, b"\x63\x00"
    ),
    "another name inside .zip": lambda: _flip(_zip([("a.txt", _news())]), 30, b"b"),
    "a name twice .zip": _repeated,
    "a control mark in a name .zip": lambda: _zip([("a\x1b[2J\u202e.txt", _news())]),
    "a name of 60,000 letters .zip": lambda: _zip([("a" * 60_000 + ".txt", _news())]),
    "text before it .zip": lambda: b"no archive" * 99 + _zip([("a.txt", _news())]),
    "empty .zip": lambda: b"",
    "no files .zip": lambda: _zip([]),
    "LZMA .zip": lambda: _zip([("a.txt", bytes(_BOMB_BYTES))], zipfile.ZIP_LZMA),
    "a bomb .csv.gz": lambda: gzip.compress(b"text\n" + b"\n" * _BOMB_BYTES),
    "a bomb .jsonl.gz": lambda: gzip.compress(b" " * _BOMB_BYTES),
    "cut .jsonl.gz": lambda: gzip.compress(json.dumps({"text": _news(2).decode()}).encode())[:-6],
    "a bomb .docx": _office_bomb,
    "a bomb .xlsx": _sheet_bomb,
    "entities .rss": _entities,
    "other compression .csv.gz": lambda: bz2.compress(b"text\n") + lzma.compress(b"text\n"),
}
