"""Reading whatever an analyst has: files, folders and uploads become articles, one at a time."""

import logging
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from pathlib import Path

from analysis.ingest.article import Article, assign_new_id, text_id
from analysis.ingest.duplicates import Duplicates
from analysis.ingest.folders import Meter
from analysis.ingest.formats.delimited import csv_rows
from analysis.ingest.formats.documents import read_html, read_rtf, read_text
from analysis.ingest.formats.json_records import json_rows, jsonl_rows
from analysis.ingest.formats.parquet import parquet_rows
from analysis.ingest.inputs import ARCHIVE, Finder, Input, Rows
from analysis.ingest.issues import Issue
from analysis.ingest.languages import foreign_language
from analysis.ingest.limits import Limits
from analysis.ingest.records import article_of

_LOG = logging.getLogger(__name__)
Reader = Callable[[Input, Limits], Iterator[Article | Issue]]


def read_paths(
    paths: Iterable[Path],
    limits: Limits | None = None,
    columns: Mapping[str, str] | None = None,
    meter: Meter | None = None,
) -> Iterator[Article | Issue]:
    """Read the articles of files, folders and archives.

    Articles come as they are read, in the order of the paths and, in folders, of names; tables and
    JSON lines are streamed. What cannot be read comes as a :class:`Issue` in its place and stops
    nothing. A text without an id has the hash of its text for one. The second of two articles with
    the same id and text is rejected; one with the same id and another text is kept under another
    id, and one that is nearly the same as another is kept too, and told. Articles in other
    languages than English are rejected.

    Args:
        paths: Files and folders, walked whole; see :data:`FORMATS` for what is read.
        limits: What is too large; by default as the environment says.
        columns: For tables, the field of a column by the column's name, where the name does not
            tell it; empty for a column that is left aside.
        meter: Told how many bytes are read.
    """
    limits = limits or Limits.from_environment()
    inputs = _finder(limits, columns or {}, meter).inputs(paths)
    yield from _told_apart(_in_english(_read_all(inputs, limits), limits))


def read_upload(name: str, data: bytes, limits: Limits | None = None) -> Iterator[Article | Issue]:
    """Read the articles of an uploaded file.

    The type is told by the ending of the name and checked by content, the size is checked here
    whatever a page has checked before.

    Args:
        name: The file's name as uploaded; only its last part is used.
        data: Its bytes.
        limits: What is too large; by default as the environment says.
    """
    limits = limits or Limits.from_environment()
    given = Input.of_bytes(name, data)
    if given.size > limits.file_bytes:
        yield _too_large(given, limits)
    else:
        packed = given.suffix == ARCHIVE
        inputs = _finder(limits, {}).archive(given) if packed else iter([given])
        yield from _told_apart(_in_english(_read_all(inputs, limits), limits))


def _finder(limits: Limits, columns: Mapping[str, str], meter: Meter | None = None) -> Finder:
    return Finder(_READERS, partial(csv_rows, required="file"), limits, columns, meter)


def _rows_of(rows: Rows) -> Reader:
    """Return the reader of a table from the reader of its rows."""

    def read(given: Input, limits: Limits) -> Iterator[Article | Issue]:
        empty = True
        for row in rows(given, limits):
            empty = empty and isinstance(row, Issue) and row.is_warning
            if isinstance(row, Issue):
                yield row
            else:
                where, found = row
                yield from article_of(found, given.name, where, limits)
        if empty:
            yield Issue(given.name, "It holds no articles.", "Give one article a row.")

    return read


#: The readers by the ending of a file's name. Those of the second group stream their file.
_WHOLE: dict[str, Reader] = {
    ".txt": read_text,
    ".rtf": read_rtf,
    ".html": read_html,
    ".htm": read_html,
    ".json": _rows_of(json_rows),
}
_STREAMED: dict[str, Reader] = {
    ".csv": _rows_of(csv_rows),
    ".tsv": _rows_of(csv_rows),
    ".csv.gz": _rows_of(csv_rows),
    ".tsv.gz": _rows_of(csv_rows),
    ".jsonl": _rows_of(jsonl_rows),
    ".ndjson": _rows_of(jsonl_rows),
    ".jsonl.gz": _rows_of(jsonl_rows),
    ".ndjson.gz": _rows_of(jsonl_rows),
    ".parquet": _rows_of(parquet_rows),
}
_READERS = _WHOLE | _STREAMED
#: The endings of the files that are read.
FORMATS = (*_READERS, ARCHIVE)


def _read_all(inputs: Iterable[Input | Issue], limits: Limits) -> Iterator[Article | Issue]:
    for given in inputs:
        if isinstance(given, Issue):
            yield given
            continue
        reader = _READERS.get(given.suffix)
        if reader is None:
            yield Issue(
                given.name, "It is of no format that is read.", f"Formats: {', '.join(FORMATS)}."
            )
        elif given.suffix in _WHOLE and given.size > limits.file_bytes:
            yield _too_large(given, limits)
        else:
            yield from _opened(reader, given, limits)


def _opened(reader: Reader, given: Input, limits: Limits) -> Iterator[Article | Issue]:
    try:
        yield from reader(given, limits)
    except OSError as error:
        said = error.strerror or str(error)
        yield Issue(given.name, f"It cannot be read: {said}.", "Check that it may be read.")
    except Exception as error:  # One input, whatever it is, stops no other.
        _LOG.exception("%s could not be read.", given.name)
        said = " ".join(str(error).split())[:200]
        yield Issue(
            given.name,
            f"It could not be read to its end ({type(error).__name__}: {said}).",
            "Save it in another format; the log says where reading failed.",
        )


def _too_large(given: Input, limits: Limits) -> Issue:
    size = given.size / 1024 / 1024
    return Issue(
        given.name,
        f"It has {size:,.1f} MB; {limits.file_mb:g} MB are read at most.",
        "Split it, give a table on disk as .jsonl or .parquet, or raise PARALLAX_MAX_FILE_MB.",
    )


def _in_english(found: Iterable[Article | Issue], limits: Limits) -> Iterator[Article | Issue]:
    """Let English articles pass and say what became of the others."""
    for article in found:
        if not limits.english or isinstance(article, Issue):
            yield article
        elif language := foreign_language(article.text):
            yield Issue(
                article.place,
                f"It seems to be in another language than English ({language}).",
                "Only English is annotated; to load it all the same, set PARALLAX_ANY_LANGUAGE=1.",
            )
        else:
            yield article


def _told_apart(found: Iterable[Article | Issue]) -> Iterator[Article | Issue]:
    """Let each article pass once, under an id of its own, and say what became of the others."""
    seen: dict[str, bytes] = {}
    duplicates = Duplicates()
    for article in found:
        if isinstance(article, Issue):
            yield article
            continue
        digest = bytes.fromhex(text_id(article.text, article.outlet))
        if seen.get(article.article_id, digest) != digest:
            article, told = assign_new_id(article, "read before it")
            if article.article_id not in seen:
                yield told
        known = seen.setdefault(article.article_id, digest)
        if known is digest:
            if alike := duplicates.before(article):
                yield Issue(
                    article.place,
                    f"It is nearly the same as {alike[0]}: {alike[1]:.0%} of the wording.",
                    "Both are kept; remove one on the page Corpus if it is one article.",
                    severity="warning",
                )
            yield article
        else:
            yield Issue(
                article.place,
                f"The article “{article.article_id}” is there already, with the same text.",
                "Nothing is lost; to keep both, give each an id of its own.",
            )
