"""JSON lines: one value a line, decoded and parsed one at a time."""

import io
import json
from collections.abc import Callable, Generator, Iterator
from contextlib import closing
from typing import IO, Any, AnyStr, BinaryIO, NamedTuple

from analysis.ingest.encodings import (
    Encoding,
    NotTextError,
    check_is_text,
    decode_text,
    detect_stream_encoding,
)
from analysis.ingest.formats.gzip_files import GZIP_ERRORS, gzip_issue, open_maybe_gzip
from analysis.ingest.formats.json_structure import BLANKS, Entry, number_entries, parse_entries
from analysis.ingest.formats.table_issues import long_line_issue
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.messages import error_sentence
from analysis.ingest.source_files import SourceFile

#: The end of a line whose value continues in the next line.
_CONTINUATIONS = ("{", "[", ",", ":")
#: Bytes from which the standard library detects UTF-16 and UTF-32.
_DETECTION_BYTES = 4


class _Line(NamedTuple):
    """A line that is not blank: its place, and its text."""

    where: str
    text: str


def read_line_entries(source: SourceFile, limits: Limits) -> Iterator[Entry | Issue]:
    """Yield the values of the lines of a file of JSON lines.

    A file that contains one list, or objects that span several lines, is parsed as one JSON text,
    unless it exceeds the limit of files that are read whole.
    """
    with open_maybe_gzip(source, limits) as stream:
        try:
            check_is_text(stream)
            values = _parse_whole(source, stream, limits)
            stream.seek(0)
            if isinstance(values, Issue):
                yield values
            elif values is not None:
                yield from number_entries(values)
            else:
                for line in _read_lines(source, stream, limits):
                    yield line if isinstance(line, Issue) else _parse_line(source, line)
        except (NotTextError, UnicodeError) as error:
            yield Issue(source.name, error_sentence(error), "Save it again as JSON lines in UTF-8.")
        except GZIP_ERRORS as error:
            yield gzip_issue(source, error)


def _parse_whole(source: SourceFile, stream: BinaryIO, limits: Limits) -> list[Any] | Issue | None:
    """Return the values of a file whose first line is not a complete value.

    None is returned for a file that is to be read line by line.
    """
    with closing(_read_lines(source, stream, limits)) as lines:
        first_line = next(lines, None)
    if first_line is None or isinstance(first_line, Issue) or _is_complete(first_line.text):
        return None
    continues = first_line.text.rstrip().endswith(_CONTINUATIONS)
    stream.seek(0)
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        reason = f"so they are read up to {limits.file_mb:g} MB only."
    else:
        try:
            return parse_entries(decode_text(data)[0], source.column_fields)
        except (ValueError, RecursionError) as error:
            reason = f"and as a whole it is not JSON: {error_sentence(error)}"
    if not continues:
        return None
    return Issue(
        source.name,
        f"Its objects are spread over several lines, {reason}",
        "Write one object a line.",
    )


def _is_complete(line: str) -> bool:
    """Return whether a line is a JSON value, other than a list, by itself."""
    try:
        return not isinstance(json.loads(_without_comma(line)), list)
    except (ValueError, RecursionError):
        return False


def _read_lines(
    source: SourceFile, stream: BinaryIO, limits: Limits
) -> Generator[_Line | Issue, None, None]:
    """Yield the lines that are not blank, or why they cannot be read."""
    encoding = json.detect_encoding(stream.read(_DETECTION_BYTES))
    stream.seek(0)
    if encoding.startswith(("utf-16", "utf-32")):
        text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
        try:
            yield from _decode_lines(source, _limit_lines(text, limits.file_bytes), limits, str)
        finally:
            text.detach()  # so that the stream stays open
    else:
        decoder = _LineDecoder(source, limits)
        lines = _limit_lines(stream, limits.file_bytes)
        yield from _decode_lines(source, lines, limits, decoder)
        yield from decoder.issues()


def _decode_lines(
    source: SourceFile,
    lines: Iterator[AnyStr | None],
    limits: Limits,
    decode: Callable[[AnyStr], str],
) -> Iterator[_Line | Issue]:
    for number, line in enumerate(lines, start=1):
        where = f"line {number}"
        if line is None:
            yield long_line_issue(source, where, limits)
            continue
        try:
            text = decode(line).strip(BLANKS)
        except UnicodeDecodeError as error:
            yield _invalid_line_issue(source, where, error)
            continue
        if text:
            yield _Line(where, text)


def _limit_lines(lines: IO[AnyStr], limit: int) -> Iterator[AnyStr | None]:
    """Yield the lines of a stream; None for a line over the limit, which is never held whole."""
    while line := lines.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and line[-1:] not in {"\n", b"\n"}:
            line = lines.readline(limit + 1)
        yield None


class _LineDecoder:
    """Decodes lines as UTF-8 if they are UTF-8, otherwise in the encoding of their file."""

    def __init__(self, source: SourceFile, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._file_encoding: Encoding | None = None
        self._has_decoded = False

    def __call__(self, line: bytes) -> str:
        """Return a line as text.

        Raises:
            NotTextError: Neither a line so far nor the file is text.
            UnicodeDecodeError: The line is not in the file's encoding.
        """
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            if self._file_encoding is None:
                self._file_encoding = self._detect_file_encoding()
            text = line.decode(self._file_encoding.name, self._file_encoding.errors)
        self._has_decoded = True
        return text

    def issues(self) -> list[Issue]:
        """Return a warning if the encoding of the file was needed and is uncertain."""
        return self._file_encoding.issues(self._source.name) if self._file_encoding else []

    def _detect_file_encoding(self) -> Encoding:
        try:
            with open_maybe_gzip(self._source, self._limits) as stream:
                return detect_stream_encoding(stream)
        except NotTextError:
            if self._has_decoded:
                return Encoding("utf-8")
            raise


def _parse_line(source: SourceFile, line: _Line) -> Entry | Issue:
    try:
        return Entry(line.where, json.loads(_without_comma(line.text)))
    except (ValueError, RecursionError) as error:
        return _invalid_line_issue(source, line.where, error)


def _without_comma(line: str) -> str:
    """Return a line without the comma that separates it from the next, as in a list."""
    return line.rstrip(f"{BLANKS},")


def _invalid_line_issue(source: SourceFile, where: str, error: Exception) -> Issue:
    return Issue(
        f"{source.name}, {where}",
        f"The line is not JSON: {error_sentence(error)}",
        "Write one object a line, in UTF-8.",
    )
