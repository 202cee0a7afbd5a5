"""Rows of delimited tables, including tables with unclosed quotation marks."""

import csv
import io
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping
from itertools import islice
from typing import BinaryIO, NamedTuple, TextIO

from analysis.ingest.encodings import Encoding, NotTextError, detect_stream_encoding
from analysis.ingest.formats.gzip_files import GZIP_ERRORS, gzip_issue, open_maybe_gzip
from analysis.ingest.formats.table_issues import empty_rows_issue, long_line_issue
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.messages import error_sentence
from analysis.ingest.record_fields import columns_by_field
from analysis.ingest.source_files import SourceFile

_DELIMITERS = ",;\t|"
#: A first line that states the delimiter, as spreadsheet programs write and read it.
_DELIMITER_LINE = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)
#: Fewest columns of a table whose rows can be told from lines of text.
_FEWEST_COLUMNS = 2


class Row(NamedTuple):
    """A row: the number of the line in which it starts, and its cells."""

    line: int
    cells: list[str]


def read_rows(source: SourceFile, limits: Limits) -> Iterator[Row | Issue]:
    """Yield the rows of a CSV or TSV file, its header first, and what cannot be read."""
    csv.field_size_limit(limits.file_bytes)
    with open_maybe_gzip(source, limits) as stream:
        try:
            encoding = _detect_encoding(stream)
            yield from encoding.issues(source.name)
            text = io.TextIOWrapper(stream, encoding.name, encoding.errors, newline="")
            yield from _TableParser(source, text, limits).rows()
        except (NotTextError, UnicodeError) as error:
            yield Issue(source.name, error_sentence(error), "Save it again as CSV in UTF-8.")
        except GZIP_ERRORS as error:
            yield gzip_issue(source, error)


def _detect_encoding(stream: BinaryIO) -> Encoding:
    try:
        return detect_stream_encoding(stream)
    except GZIP_ERRORS:  # Reading the rows reaches the damage and reports it.
        stream.seek(0)
        return Encoding("utf-8")


class _LongLineError(ValueError):
    """A line, or the lines of one row, exceed the limit."""


class _LineReader:
    """Iterator over the lines of a table that can go back within the current row.

    ``number`` is the number of the last line, ``row_lines`` are the lines of the current row, and
    ``has_ended`` says that there are no more lines.
    """

    def __init__(self, text: TextIO, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._pushed_back: deque[str] = deque()
        self._row_size = 0
        self.number = 0
        self.row_lines: list[str] = []
        self.has_ended = False

    def __iter__(self) -> "_LineReader":
        return self

    def __next__(self) -> str:
        if self._pushed_back:
            line = self._pushed_back.popleft()
        else:
            line = self._text.readline(self._limit + 1)
        self.has_ended = not line
        if self.has_ended:
            raise StopIteration
        self.number += 1
        self._row_size += len(line)
        if len(line) > self._limit:
            self._skip_line(line)
            self.row_lines = []
            raise _LongLineError
        self.row_lines.append(line)
        if self._row_size > self._limit:
            raise _LongLineError
        return line

    def start_row(self) -> None:
        """Start a new row."""
        self.row_lines, self._row_size = [], 0

    def push_back(self, count: int) -> None:
        """Take back the last lines of the current row, which are then read again."""
        remaining = len(self.row_lines) - count
        self._pushed_back.extendleft(reversed(self.row_lines[remaining:]))
        self.row_lines = self.row_lines[:remaining]
        self.number -= count

    def _skip_line(self, line: str) -> None:
        """Skip the rest of a line that is too long to hold in memory."""
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(self._limit + 1)


class _TableParser:
    """Parser of a delimited table.

    An unclosed quotation mark would swallow the rows that follow. When it is detected, at the end
    of the file or by a later mark in an impossible place, parsing resumes at the next line, if the
    lines from there on are rows. In a table whose rows have several lines they may be part of the
    text instead, so there they are left out.
    """

    def __init__(self, source: SourceFile, text: TextIO, limits: Limits) -> None:
        self._source = source
        self._limits = limits
        self._lines = _LineReader(text, limits.file_bytes)
        self._delimiter = ""
        self._column_count = 0
        self._has_multiline_rows = False

    def rows(self) -> Iterator[Row | Issue]:
        """Yield the rows, and what cannot be read."""
        lines = self._lines
        try:
            self._delimiter = self._read_delimiter()
        except _LongLineError:
            yield long_line_issue(self._source, f"line {lines.number}", self._limits)
            return
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        n_blank = 0
        while n_blank <= self._limits.empty_rows:
            lines.start_row()
            start = lines.number + 1
            try:
                cells = next(reader)
            except StopIteration:
                return
            except (csv.Error, _LongLineError) as error:
                yield self._recover(start, error)
                continue
            n_blank = 0 if cells else n_blank + 1
            if cells:
                self._column_count = self._column_count or len(cells)
                self._has_multiline_rows |= len(lines.row_lines) > 1
                yield Row(start, cells)
        yield empty_rows_issue(self._source, self._limits)

    def _read_delimiter(self) -> str:
        """Return the delimiter; a line that states it is skipped."""
        first_lines = islice(self._lines, self._limits.empty_rows)
        header = next((line for line in first_lines if line.strip()), "")
        if stated := _DELIMITER_LINE.fullmatch(header):
            return stated[1]
        self._lines.push_back(1 if header else 0)
        return _detect_delimiter(self._source, header)

    def _recover(self, start: int, error: Exception) -> Issue:
        """Return the issue of a row that cannot be parsed, and go back to the next possible row.

        Args:
            start: The number of the line in which the row starts.
            error: What its parsing raised.
        """
        lines = self._lines
        row_lines = list(lines.row_lines)
        if not row_lines:
            return long_line_issue(self._source, f"line {lines.number}", self._limits)
        is_unclosed = lines.has_ended or isinstance(error, _LongLineError)
        opening = self._find_opening_line(row_lines if is_unclosed else row_lines[:-1])
        reread = self._count_lines_to_reread(row_lines[opening + 1 :], is_unclosed=is_unclosed)
        if not is_unclosed and not reread:
            return Issue(
                f"{self._source.name}, line {start}",
                f"The row cannot be read: {error_sentence(error)}",
                "Put texts in double quotes, and double the quotes inside them.",
            )
        lines.push_back(reread)
        consequence = ""
        if reread:
            consequence = f", and reading goes on in line {lines.number + 1}"
        elif opening + 1 < len(row_lines):
            consequence = f", and so is what follows, to line {lines.number}"
        place = f"line {start + opening}"
        row = "its row" if opening == 0 else f"the row that begins in line {start}"
        return Issue(
            f"{self._source.name}, {place}",
            f"The quotation mark that opens in {place} is never closed; {row} is left out"
            f"{consequence}.",
            "Close it, or double it where it is part of the text.",
        )

    def _find_opening_line(self, lines: list[str]) -> int:
        """Return the index of the line that opens the field which is unclosed after all lines."""
        field_count = self._count_fields(lines)
        return bisect_left(
            range(max(len(lines) - 1, 0)),
            field_count,
            key=lambda last: self._count_fields(lines[: last + 1]),
        )

    def _count_lines_to_reread(self, lines: list[str], *, is_unclosed: bool) -> int:
        """Return how many of the lines after an unclosed mark are read again, as rows.

        Args:
            lines: The lines from the one after the mark to the last that was read.
            is_unclosed: Whether no later quotation mark appears to close it.
        """
        if self._column_count < _FEWEST_COLUMNS or not lines:
            return 0
        fits = [self._count_fields([line]) == self._column_count for line in lines if line.strip()]
        if sum(fits) * 2 > len(fits) and not self._has_multiline_rows:
            return len(lines)
        opens_field = lines[-1].startswith('"') or f'{self._delimiter}"' in lines[-1]
        return int(not is_unclosed and opens_field and fits[-1])

    def _count_fields(self, lines: list[str]) -> int:
        """Return the number of fields in lines, the last perhaps unclosed; 0 if they are no row."""
        try:
            # The added mark closes an unclosed field; after a complete row it is not read.
            reader = csv.reader([*lines, '"'], delimiter=self._delimiter, strict=True)
            return len(next(reader, []))
        except csv.Error:
            return 0


def _detect_delimiter(source: SourceFile, header: str) -> str:
    """Return the delimiter of a CSV or TSV file from its name and its header."""
    if source.ending.startswith(".tsv"):
        return "\t"
    return max(_DELIMITERS, key=lambda mark: _count_columns(header, mark, source.column_fields))


def _count_columns(
    header: str, delimiter: str, column_fields: Mapping[str, str]
) -> tuple[int, int]:
    """Return the numbers of recognized fields and of columns that a delimiter gives a header."""
    columns = next(csv.reader([header], delimiter=delimiter))
    return len(columns_by_field(columns, column_fields)), len(columns)
