"""Tables of values with a mark between them: CSV and TSV."""

import csv
import io
import re
from bisect import bisect_left
from collections import deque
from collections.abc import Iterator, Mapping
from typing import BinaryIO, TextIO

from analysis.ingest.encodings import Encoding, NotText, encoding_of_stream
from analysis.ingest.formats.tabular import (
    GZIP_ERRORS,
    Record,
    broken_gzip,
    missing,
    opened,
    repeated,
    said,
    too_long,
    unmet,
)
from analysis.ingest.inputs import Input
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.record_markup import without_markup
from analysis.ingest.records import field_of, values

#: A row: the number of the line it begins in, and its cells.
Row = tuple[int, list[str]]

_DELIMITERS = ",;\t|"
#: A first line that spreadsheets understand: it says what parts the columns.
_SEPARATOR = re.compile(r'\s*"?sep=(.)"?\s*', re.IGNORECASE)


def csv_rows(given: Input, limits: Limits, required: str = "text") -> Iterator[Record | Issue]:
    """Yield the rows of a CSV or TSV file that has a column for the field ``required``."""
    columns: list[str] = []
    fields: Mapping[str, list[str]] = {}
    empty = True
    for row in table_rows(given, limits):
        empty = False
        if isinstance(row, Issue):
            yield row
            continue
        line, cells = row
        where = f"line {line}"
        if not columns:
            columns = cells
            fields = field_of(list(dict.fromkeys(columns)), given.columns)
            yield from unmet(given, columns)
            if required not in fields:
                yield missing(given, required, columns)
                return
            yield from repeated(given, columns, fields)
        elif len(cells) != len(columns):
            yield Issue(
                f"{given.name}, {where}",
                f"The row has {len(cells)} fields, the header {len(columns)}.",
                "Put texts that hold the delimiter in double quotes.",
            )
        else:
            found = values(by_column(columns, cells), fields)
            yield from without_markup(f"{given.name}, {where}", where, found)
    if empty:
        yield Issue(given.name, "It is empty.", "Give a header line and one article a row.")


def by_column(columns: list[str], cells: list[str]) -> dict[str, str]:
    """Return cells by column; of columns with one name the first that is filled counts.

    What has no column, or no cell, is left out.
    """
    found: dict[str, str] = {}
    for column, cell in zip(columns, cells, strict=False):
        if not found.get(column):
            found[column] = cell
    return found


def table_rows(given: Input, limits: Limits) -> Iterator[Row | Issue]:
    """Yield the rows of a CSV or TSV file, its header first, and what cannot be read."""
    csv.field_size_limit(limits.file_bytes)
    with opened(given, limits) as stream:
        try:
            encoding = _encoding(stream)
            yield from encoding.told(given.name)
            text = io.TextIOWrapper(stream, encoding.name, encoding.errors, newline="")
            yield from _Table(given, text, limits).rows()
        except (NotText, UnicodeError) as error:
            yield Issue(given.name, said(error), "Save it again as CSV in UTF-8.")
        except GZIP_ERRORS as error:
            yield broken_gzip(given, error)


def _encoding(stream: BinaryIO) -> Encoding:
    try:
        return encoding_of_stream(stream)
    except GZIP_ERRORS:  # Reading comes to the damage and tells it.
        stream.seek(0)
        return Encoding("utf-8")


class _TooLong(ValueError):
    """A line, or the lines of one row, are longer than the limit."""


class _Lines:
    """The lines of a table. Those of the row at hand are kept, and can be given back.

    ``number`` is that of the line given last, ``row`` holds the lines of the row at hand, and
    ``ended`` says that there are no more.
    """

    def __init__(self, text: TextIO, limit: int) -> None:
        self._text = text
        self._limit = limit
        self._again: deque[str] = deque()
        self._size = 0
        self.number = 0
        self.row: list[str] = []
        self.ended = False

    def __iter__(self) -> "_Lines":
        return self

    def __next__(self) -> str:
        line = self._again.popleft() if self._again else self._text.readline(self._limit + 1)
        self.ended = not line
        if self.ended:
            raise StopIteration
        self.number += 1
        self._size += len(line)
        if len(line) > self._limit:
            self._skip(line)
        self.row.append(line)
        if self._size > self._limit:
            raise _TooLong
        return line

    def begin(self) -> None:
        """Begin a row."""
        self.row, self._size = [], 0

    def give_back(self, count: int) -> None:
        """Take the last lines of the row at hand back, to be given again."""
        kept = len(self.row) - count
        self._again.extendleft(reversed(self.row[kept:]))
        self.row = self.row[:kept]
        self.number -= count

    def _skip(self, line: str) -> None:
        """Pass over the rest of a line that is too long to be held."""
        while line and not line.endswith(("\n", "\r")):
            line = self._text.readline(self._limit + 1)
        self.row = []
        raise _TooLong


class _Table:
    """A table that is being read.

    A quotation mark that is never closed would swallow the rows after it. Where it shows, at the
    end or by a mark that cannot stand there, reading goes back to the line after it, if the lines
    from there on are rows; in a table whose rows have several lines they may as well be the text.
    """

    def __init__(self, given: Input, text: TextIO, limits: Limits) -> None:
        self._given = given
        self._limits = limits
        self._lines = _Lines(text, limits.file_bytes)
        self._delimiter = ""
        self._width = 0
        self._spread = False

    def rows(self) -> Iterator[Row | Issue]:
        """Yield the rows, and what cannot be read."""
        lines = self._lines
        try:
            self._delimiter = self._told_delimiter()
        except _TooLong:
            yield too_long(self._given, f"line {lines.number}", self._limits)
            return
        reader = csv.reader(lines, delimiter=self._delimiter, strict=True)
        while True:
            lines.begin()
            start = lines.number + 1
            try:
                row = next(reader)
            except StopIteration:
                return
            except (csv.Error, _TooLong) as error:
                yield self._broken(start, error)
                continue
            if row:
                self._width = self._width or len(row)
                self._spread |= len(lines.row) > 1
                yield start, row

    def _told_delimiter(self) -> str:
        """Return what parts the columns; a line that only says so is passed over."""
        header = next((line for line in self._lines if line.strip()), "")
        if stated := _SEPARATOR.fullmatch(header):
            return stated[1]
        self._lines.give_back(1 if header else 0)
        return _delimiter_of(self._given, header)

    def _broken(self, start: int, error: Exception) -> Issue:
        """Return the message for a row that cannot be read; go back where rows are to be saved."""
        lines = self._lines
        held = list(lines.row)
        if not held:
            return too_long(self._given, f"line {lines.number}", self._limits)
        open_still = lines.ended or isinstance(error, _TooLong)
        opening = self._opening(held if open_still else held[:-1])
        back = self._rows_after(held[opening + 1 :], open_still)
        if not open_still and not back:
            return Issue(
                f"{self._given.name}, line {start}",
                f"The row cannot be read: {said(error)}",
                "Put texts in double quotes, and double the quotes inside them.",
            )
        lines.give_back(back)
        then = ""
        if back:
            then = f", and reading goes on in line {lines.number + 1}"
        elif opening + 1 < len(held):
            then = f", and so is what follows, to line {lines.number}"
        place = f"line {start + opening}"
        row = "its row" if opening == 0 else f"the row that begins in line {start}"
        return Issue(
            f"{self._given.name}, {place}",
            f"The quotation mark that opens in {place} is never closed; {row} is left out{then}.",
            "Close it, or double it where it is part of the text.",
        )

    def _opening(self, held: list[str]) -> int:
        """Return which of the lines opens the field that is open after them all."""
        fields = self._fields(held)
        return bisect_left(
            range(max(len(held) - 1, 0)), fields, key=lambda last: self._fields(held[: last + 1])
        )

    def _rows_after(self, after: list[str], open_still: bool) -> int:
        """Return how many of the lines after a mark are to be read again, as rows."""
        if self._width < 2 or not after:
            return 0
        fit = [self._fields([line]) == self._width for line in after if line.strip()]
        if sum(fit) * 2 > len(fit) and not self._spread:
            return len(after)
        opens = after[-1].startswith('"') or f'{self._delimiter}"' in after[-1]
        return int(not open_still and opens and fit[-1])

    def _fields(self, held: list[str]) -> int:
        """Return how many fields lines hold, the last perhaps still open; 0 if they are no row."""
        try:
            # The mark closes a field that is open; after a whole row it is not reached.
            reader = csv.reader([*held, '"'], delimiter=self._delimiter, strict=True)
            return len(next(reader, []))
        except csv.Error:
            return 0


def _delimiter_of(given: Input, header: str) -> str:
    """Return what parts the columns of a CSV or TSV file, by its name and its first line."""
    if given.suffix.startswith(".tsv"):
        return "\t"
    return max(_DELIMITERS, key=lambda mark: _known(header, mark, given.columns))


def _known(header: str, delimiter: str, chosen: Mapping[str, str]) -> tuple[int, int]:
    """Return how many columns of a header are known, and how many there are, for a delimiter."""
    try:
        columns = next(csv.reader([header], delimiter=delimiter), [])
    except csv.Error:
        return 0, 0
    return len(field_of(columns, chosen)), len(columns)
