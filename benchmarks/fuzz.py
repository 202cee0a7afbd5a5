"""Mutated inputs through reading and annotation: nothing crashes, every offset is inside its text.

    python -m benchmarks.fuzz [--inputs 10000] [--annotated 10000] [--seed 0]

The seed articles, written in every format that is read, are damaged at random: bytes changed,
removed, doubled, swapped; marks, control and bidirectional characters, half surrogates, long runs
and stretches of other inputs put in. Each input is read; the articles that come out are annotated
in batches, cut to a length that keeps the run short. Checked is

- that reading raises nothing and says something of every input;
- that blocks are in order, inside the text, and cover all that is not white space;
- that every row of every part table is filled, and its offsets are inside the text and, for
  names, quotations and figures, give the row's words;
- that an article annotated alone gives the rows it gave in its batch.

The first failure is printed with the seed and the number that repeat it, and ends the run with 1.
"""

import argparse
import csv
import gzip
import io
import json
import random
import sys
import time
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from html import escape
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq

from analysis import tables
from analysis.ingest import Article, Issue, mark_blocks, read_upload
from analysis.ingest.limits import Limits

SEEDS = Path(__file__).resolve().parents[1] / "seeds"
#: Other languages are read too: what is damaged may look like one.
LIMITS = Limits(file_mb=4, characters=200_000, archive_mb=16, english=False)
_ANNOTATED = 700
#: Share of the inputs whose bytes are scrambled, too.
_SCRAMBLED = 0.6
_BATCH = 16
_ALONE_EVERY = 8
_STRANGE = (
    *"“”\"'‘’«»\x00\u202e\u2066\u200b\ufeff\ud83d\U0001f600\r\t\u2028\u0085.$%()[{}\\—",
    *("''", "``", "\x1b[2J", "\r\n", "\n\n\n", "=1+1", "<b>", "</p>", "&#0;", "-->", "]]>", "\\u"),
    *("e\u0301" * 20, "x" * 3000, "http://" + "a" * 2000, "9" * 400, "1,2,3", ". . .", "--"),
    *("said", "he said", " and ", " told Ann Lee that ", " according to "),
)


def main() -> None:
    """Run the fuzzer and print what it did."""
    parser = argparse.ArgumentParser("python -m benchmarks.fuzz", description=__doc__)
    parser.add_argument("--inputs", type=int, default=10_000, metavar="N")
    parser.add_argument("--annotated", type=int, default=10_000, metavar="N")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    from analysis.nlp import pipeline

    started = time.process_time()
    outcomes: Counter[str] = Counter()
    waiting: list[Article] = []
    for number, (name, data) in enumerate(inputs(options.inputs, options.seed)):
        where = f"seed {options.seed}, input {number} ({name})"
        for item in _told(where, lambda n=name, d=data: list(read(n, d))):  # type: ignore[misc]
            outcomes[type(item).__name__.lower()] += 1
            if isinstance(item, Article) and outcomes["annotated"] < options.annotated:
                waiting.append(short(item))
                outcomes["annotated"] += 1
        while len(waiting) >= _BATCH:
            batch, waiting = waiting[:_BATCH], waiting[_BATCH:]
            _told(where, lambda b=batch: check_annotation(b, pipeline.annotate))  # type: ignore[misc]
            outcomes["batches"] += 1
    if waiting:
        _told("the last batch", lambda: check_annotation(waiting, pipeline.annotate))
    seconds = time.process_time() - started
    print(f"{options.inputs:,} inputs, seed {options.seed}: {dict(outcomes)}, no failure")
    print(f"{seconds:.0f} s of processor time")


def inputs(count: int, seed: int) -> Iterator[tuple[str, bytes]]:
    """Yield names and bytes of damaged files, the same for the same seed."""
    chance = random.Random(seed)
    texts = [path.read_text(encoding="utf-8") for path in sorted(SEEDS.glob("*.txt"))]
    for _ in range(count):
        suffix = chance.choice(list(_FORMATS))
        chosen = [damaged(text, chance) for text in chance.sample(texts, chance.randint(1, 2))]
        data = _FORMATS[suffix]([text[: chance.choice((400, 2000))] for text in chosen])
        yield f"input{suffix}", scrambled(data, chance) if chance.random() < _SCRAMBLED else data


def damaged(text: str, chance: random.Random) -> str:
    """Return a text with signs put in, stretches left out, doubled or moved."""
    start = chance.randrange(len(text))
    text = text[start : start + chance.choice((60, 700, 3000))]
    for _ in range(chance.randint(0, 8)):
        at, end = sorted(chance.randrange(len(text) + 1) for _ in range(2))
        match chance.randrange(4):
            case 0:
                text = text[:at] + chance.choice(_STRANGE) + text[at:]
            case 1:
                text = text[:at] + text[min(end, at + 30) :]
            case 2:
                text = text[:end] + text[at:end][:200] + text[end:]
            case _:
                text = text[:at] + text[at:end].swapcase() + text[end:]
    return text


def scrambled(data: bytes, chance: random.Random) -> bytes:
    """Return bytes with some changed, left out, doubled, or the end cut off."""
    changed = bytearray(data)
    for _ in range(chance.randint(1, 10)):
        at = chance.randrange(len(changed) + 1)
        match chance.randrange(4):
            case 0:
                changed[at : at + 1] = bytes([chance.randrange(256)])
            case 1:
                del changed[at : at + chance.randint(1, 20)]
            case 2:
                changed[at:at] = changed[max(at - 20, 0) : at]
            case _:
                changed = changed[: max(at, len(changed) // 2)]
    return bytes(changed)


def read(name: str, data: bytes) -> Iterator[Article | Issue]:
    """Yield what an input gives, after checking that it is told of and blocks are right."""
    found = list(read_upload(name, data, LIMITS))
    assert found, "nothing is said of the input"
    for item in found:
        if isinstance(item, Article):
            check_blocks(item)
        else:
            assert item.source, item
            assert item.problem, item
            assert item.remedy, item
    yield from found


def check_blocks(article: Article) -> None:
    """Check that blocks are in order, inside the text, and cover what is not white space."""
    at = 0
    for block in article.blocks:
        assert at <= block.start < block.end <= len(article.text), block
        assert not article.text[at : block.start].strip(), f"not covered: {at} to {block.start}"
        at = block.end
    assert not article.text[at:].strip(), f"not covered: from {at}"


def short(article: Article) -> Article:
    """Return an article with at most so many characters as keep the run short."""
    text = article.text[:_ANNOTATED]
    return Article(article.article_id, text, blocks=mark_blocks(text, article.title))


Rows = dict[str, list[dict[str, Any]]]


def check_annotation(
    articles: Sequence[Article], annotate: Callable[[list[Article]], Iterator[Rows]]
) -> None:
    """Check the rows of some articles, annotated together, and of some annotated alone."""
    together = list(annotate(list(articles)))
    assert len(together) == len(articles)
    for number, (article, rows) in enumerate(zip(articles, together, strict=True)):
        check_rows(article, rows)
        if number % _ALONE_EVERY == 0:
            (alone,) = annotate([article])
            assert alone == rows, f"alone it gives other rows: {_difference(alone, rows)}"


def check_rows(article: Article, rows: Rows) -> None:
    """Check that rows are filled, and their offsets inside the text and true."""
    text = article.text
    for name, table in tables.PARTS.items():
        filled = pa.Table.from_pylist(rows[name], schema=table.schema)
        for column in table.columns:
            empty = filled.column(column.name).null_count
            assert not empty or column.type == pa.date32(), f"{name}.{column.name} is not filled"
        for row in rows[name]:
            for begin, end in _offsets(row):
                assert 0 <= begin <= end <= len(text), (name, row)
            if name in ("mentions", "quotes", "figures"):
                assert row["text"] == text[row["start"] : row["end"]], (name, row)


def _offsets(row: dict[str, Any]) -> Iterator[tuple[int, int]]:
    for begin, end in (
        ("start", "end"),
        ("cue_start", "cue_end"),
        ("mention_start", "mention_end"),
    ):
        if begin in row and (row[begin], row[end]) != (-1, -1):
            yield row[begin], row[end]


def _difference(one: Rows, other: Rows) -> str:
    for name in tables.PARTS:
        for first, second in zip(one[name], other[name], strict=False):
            if first != second:
                return f"{name}: {first} and {second}"
        if len(one[name]) != len(other[name]):
            return f"{name}: {len(one[name])} rows and {len(other[name])}"
    return "no difference"


def _told(where: str, act: Callable[[], Any]) -> Any:  # noqa: ANN401
    """Return what an act returns; a failure is told with where it was, and ends the run."""
    try:
        return act() or []
    except Exception as error:  # noqa: BLE001 - whatever fails is what is looked for
        print(f"{where}: {type(error).__name__}: {error}"[:3000])
        sys.exit(1)


def _records(texts: list[str]) -> list[dict[str, str]]:
    return [
        {
            "id": str(n),
            "text": text,
            "title": text[:40],
            "outlet": text[40:60],
            "date": "2023-09-06",
        }
        for n, text in enumerate(texts)
    ]


def _utf8(text: str) -> bytes:
    return text.encode("utf-8", "surrogatepass")


def _csv(texts: list[str], delimiter: str = ",") -> bytes:
    stream = io.StringIO(newline="")
    writer = csv.DictWriter(stream, ["id", "text", "title", "outlet", "date"], delimiter=delimiter)
    writer.writeheader()
    writer.writerows(_records(texts))
    return _utf8(stream.getvalue())


def _jsonl(texts: list[str]) -> bytes:
    return "\n".join(json.dumps(record) for record in _records(texts)).encode()


def _html(texts: list[str]) -> bytes:
    paragraphs = "".join(f"<p>{escape(line)}</p>" for line in texts[0].splitlines())
    return _utf8(f"<html><head><title>T</title></head><article>{paragraphs}</article></html>")


def _parquet(texts: list[str]) -> bytes:
    stream = io.BytesIO()
    clean = [text.encode("utf-8", "replace").decode() for text in texts]
    pq.write_table(pa.Table.from_pylist(_records(clean)), stream)
    return stream.getvalue()


def _zip(texts: list[str]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, text in enumerate(texts):
            archive.writestr(f"{number}.txt", _utf8(text))
    return stream.getvalue()


_FORMATS: dict[str, Callable[[list[str]], bytes]] = {
    ".txt": lambda texts: _utf8(texts[0]),
    ".html": _html,
    ".rtf": lambda texts: b"{\\rtf1\\ansi " + texts[0].encode("ascii", "replace") + b"}",
    ".csv": _csv,
    ".tsv": lambda texts: _csv(texts, "\t"),
    ".json": lambda texts: json.dumps({"articles": _records(texts)}).encode(),
    ".jsonl": _jsonl,
    ".jsonl.gz": lambda texts: gzip.compress(_jsonl(texts), 1),
    ".parquet": _parquet,
    ".zip": _zip,
}


if __name__ == "__main__":
    main()
