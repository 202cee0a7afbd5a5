"""Makes damaged inputs of every format from the seed articles."""

import csv
import gzip
import io
import json
import random
import zipfile
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

SEEDS = Path(__file__).resolve().parents[1] / "seeds"

# The following numbers are judgement: they mix short and long, slightly and heavily damaged inputs.
#: Lengths in characters of the excerpt of a seed article that is damaged.
_EXCERPT_LENGTHS = (60, 700, 3000)
#: Maximum lengths in characters of a damaged text in an input.
_TEXT_LENGTHS = (400, 2000)
#: Maximum number of changes to a text, and to the bytes of a file.
_MAX_TEXT_CHANGES, _MAX_BYTE_CHANGES = 8, 10
#: Maximum number of characters that one change deletes, and repeats.
_MAX_DELETED_CHARACTERS, _MAX_REPEATED_CHARACTERS = 30, 200
#: Maximum number of bytes that one change deletes, and the number that it repeats.
_MAX_CHANGED_BYTES = 20
#: Share of the inputs whose bytes are damaged besides their texts.
_P_BYTES_DAMAGED = 0.6
#: Number of values of a byte.
_N_BYTE_VALUES = 256

#: Insertions that readers and rules may stumble over.
_INSERTIONS = (
    *"“”\"'‘’«»\x00\u202e\u2066\u200b\ufeff\ud83d\U0001f600\r\t\u2028\u0085.$%()[{}\\—",
    *("''", "``", "\x1b[2J", "\r\n", "\n\n\n", "=1+1", "<b>", "</p>", "&#0;", "-->", "]]>", "\\u"),
    *("e\u0301" * 20, "x" * 3000, "http://" + "a" * 2000, "9" * 400, "1,2,3", ". . .", "--"),
    *("said", "he said", " and ", " told Ann Lee that ", " according to "),
)


def make_damaged_inputs(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of damaged files; the same seed gives the same files."""
    rng = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for _ in range(count):
        suffix = rng.choice(list(_FORMATS))
        damaged = [damage_text(text, rng) for text in rng.sample(texts, rng.randint(1, 2))]
        data = _FORMATS[suffix]([text[: rng.choice(_TEXT_LENGTHS)] for text in damaged])
        is_damaged = rng.random() < _P_BYTES_DAMAGED
        yield f"input{suffix}", damage_bytes(data, rng) if is_damaged else data


def damage_text(text: str, rng: random.Random) -> str:
    """Return an excerpt with insertions, deletions, repetitions and swapped case."""
    start = rng.randrange(len(text))
    text = text[start : start + rng.choice(_EXCERPT_LENGTHS)]
    for _ in range(rng.randint(0, _MAX_TEXT_CHANGES)):
        start, end = sorted(rng.randrange(len(text) + 1) for _ in range(2))
        match rng.randrange(4):
            case 0:
                text = text[:start] + rng.choice(_INSERTIONS) + text[start:]
            case 1:
                text = text[:start] + text[min(end, start + _MAX_DELETED_CHARACTERS) :]
            case 2:
                text = text[:end] + text[start:end][:_MAX_REPEATED_CHARACTERS] + text[end:]
            case _:
                text = text[:start] + text[start:end].swapcase() + text[end:]
    return text


def damage_bytes(data: bytes, rng: random.Random) -> bytes:
    """Return bytes with some changed, deleted or repeated, or with the end cut off."""
    damaged = bytearray(data)
    for _ in range(rng.randint(1, _MAX_BYTE_CHANGES)):
        position = rng.randrange(len(damaged) + 1)
        match rng.randrange(4):
            case 0:
                damaged[position : position + 1] = bytes([rng.randrange(_N_BYTE_VALUES)])
            case 1:
                del damaged[position : position + rng.randint(1, _MAX_CHANGED_BYTES)]
            case 2:
                repeated = damaged[max(position - _MAX_CHANGED_BYTES, 0) : position]
                damaged[position:position] = repeated
            case _:
                damaged = damaged[: max(position, len(damaged) // 2)]
    return bytes(damaged)


def _make_records(texts: list[str]) -> list[dict[str, str]]:
    return [
        {
            "id": str(number),
            "text": text,
            "title": text[:40],
            "outlet": text[40:60],
            "date": "2023-09-06",
        }
        for number, text in enumerate(texts)
    ]


def _encode(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _write_csv(texts: list[str], delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, ["id", "text", "title", "outlet", "date"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(_make_records(texts))
    return _encode(stream.getvalue())


def _write_json_lines(texts: list[str]) -> bytes:
    return "\n".join(json.dumps(record) for record in _make_records(texts)).encode()


def _write_html(texts: list[str]) -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in texts[0].splitlines())
    return _encode(f"<html><head><title>T</title></head><article>{paragraphs}</article></html>")


def _write_parquet(texts: list[str]) -> bytes:
    stream = io.BytesIO()
    encodable = [text.encode("utf-8", "replace").decode() for text in texts]
    pq.write_table(pa.Table.from_pylist(_make_records(encodable)), stream)
    return stream.getvalue()


def _write_zip(texts: list[str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", _encode(text))
    return stream.getvalue()


_FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    ".txt": lambda texts: _encode(texts[0]),
    ".html": _write_html,
    ".rtf": lambda texts: b"{\\rtf1\\ansi " + texts[0].encode("ascii", "replace") + b"}",
    ".csv": _write_csv,
    ".tsv": lambda texts: _write_csv(texts, "\t"),
    ".json": lambda texts: json.dumps({"articles": _make_records(texts)}).encode(),
    ".jsonl": _write_json_lines,
    ".jsonl.gz": lambda texts: gzip.compress(_write_json_lines(texts), 1),
    ".parquet": _write_parquet,
    ".zip": _write_zip,
}
