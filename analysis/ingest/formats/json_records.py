"""Articles as objects: JSON lines, and JSON of a list or of what holds one."""

import io
import json
import re
from collections.abc import Callable, Generator, Iterator, Mapping
from contextlib import closing
from typing import IO, Any, AnyStr, BinaryIO

from analysis.ingest.encodings import (
    Encoding,
    NotText,
    check_text,
    encoding_of_stream,
    text_of,
)
from analysis.ingest.formats.tabular import (
    GZIP_ERRORS,
    Record,
    broken_gzip,
    missing,
    opened,
    said,
    too_long,
    unmet,
)
from analysis.ingest.inputs import Input
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.record_markup import without_markup
from analysis.ingest.records import field_of, values

#: A value of a file: its place, and what stands there.
Entry = tuple[str, Any]

_DEEPEST = 3
_BLANK = " \t\r\n\ufeff"
_BLANKS = re.compile(f"[{_BLANK}]*")
#: How a line ends whose value goes on in the next.
_GOES_ON = ("{", "[", ",", ":")


def jsonl_rows(given: Input, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the objects of a file of JSON lines, one at a time."""
    return _rows(given, line_entries(given, limits))


def json_rows(given: Input, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the objects of a JSON file: of a list, or of an object that is one or holds one."""
    return _rows(given, file_entries(given, limits))


def _rows(given: Input, found: Iterator[Entry | Issue]) -> Iterator[Record | Issue]:
    absent = set(given.columns)
    met = False
    for item in found:
        if isinstance(item, Issue):
            yield item
            continue
        where, entry = item
        if isinstance(entry, dict):
            entry = flat(entry, given.columns)
            absent.difference_update(entry)
            met = True
        yield from _row(given, where, entry)
    if met:
        yield from unmet(given, given.columns.keys() - absent)


def _row(given: Input, where: str, entry: object) -> Iterator[Record | Issue]:
    place = f"{given.name}, {where}"
    if not isinstance(entry, dict):
        yield Issue(place, "It is not an object.", 'Write an object: {"text": "…"}.')
        return
    fields = field_of(list(entry), given.columns)
    if "text" in fields:
        yield from without_markup(place, where, values(entry, fields))
    else:
        yield missing(given, "text", list(entry), where)


def file_entries(given: Input, limits: Limits) -> Iterator[Entry | Issue]:
    """Yield what a JSON file holds, by place."""
    del limits  # A file that is read whole was measured before.
    with given.open() as stream:
        data = stream.read()
    try:
        text, encoding = text_of(data)
        found = _parsed(text, given.columns)
    except (ValueError, RecursionError) as error:
        yield Issue(
            given.name,
            f"It is not JSON: {said(error)}",
            "Save it as a list of objects, or with one object a line.",
        )
        return
    yield from encoding.told(given.name)
    yield from _numbered(found)


def line_entries(given: Input, limits: Limits) -> Iterator[Entry | Issue]:
    """Yield what the lines of a file of JSON lines hold, by place.

    One list, or objects that are spread over lines, are read as a JSON file is, where they are not
    too large to be held.
    """
    with opened(given, limits) as stream:
        try:
            check_text(stream)
            whole = _whole(given, stream, limits)
            stream.seek(0)
            if isinstance(whole, Issue):
                yield whole
            elif whole is not None:
                yield from _numbered(whole)
            else:
                for line in _lines(given, stream, limits):
                    yield line if isinstance(line, Issue) else _loaded(given, *line)
        except (NotText, UnicodeError) as error:
            yield Issue(given.name, said(error), "Save it again as JSON lines in UTF-8.")
        except GZIP_ERRORS as error:
            yield broken_gzip(given, error)


def _whole(given: Input, stream: BinaryIO, limits: Limits) -> list[Any] | Issue | None:
    """Return the entries of a file whose first line is no object of its own.

    None is for a file that is to be read line by line.
    """
    with closing(_lines(given, stream, limits)) as lines:
        head = next(lines, None)
    if head is None or isinstance(head, Issue) or _stands_alone(head[1]):
        return None
    goes_on = head[1].rstrip().endswith(_GOES_ON)
    stream.seek(0)
    data = stream.read(limits.file_bytes + 1)
    if len(data) > limits.file_bytes:
        fault = f"so they are read up to {limits.file_mb:g} MB only."
    else:
        try:
            return _parsed(text_of(data)[0], given.columns)
        except (ValueError, RecursionError) as error:
            fault = f"and as a whole it is not JSON: {said(error)}"
    if not goes_on:
        return None
    return Issue(
        given.name,
        f"Its objects are spread over several lines, {fault}",
        "Write one object a line.",
    )


def _stands_alone(line: str) -> bool:
    try:
        return not isinstance(json.loads(_without_comma(line)), list)
    except (ValueError, RecursionError):
        return False


def _lines(
    given: Input, stream: BinaryIO, limits: Limits
) -> Generator[tuple[str, str] | Issue, None, None]:
    """Yield the place and the text of each line that is not blank, or why it cannot be read."""
    encoding = json.detect_encoding(stream.read(4))
    stream.seek(0)
    if encoding.startswith(("utf-16", "utf-32")):
        text = io.TextIOWrapper(stream, encoding=encoding, newline="\n")
        try:
            yield from _told_lines(given, _bounded(text, limits.file_bytes), limits, str)
        finally:
            text.detach()  # so that the stream stays open
    else:
        lines = _bounded(stream, limits.file_bytes)
        decoder = _Decoder(given, limits)
        yield from _told_lines(given, lines, limits, decoder)
        yield from decoder.told()


def _told_lines(
    given: Input,
    lines: Iterator[AnyStr | None],
    limits: Limits,
    decoded: Callable[[AnyStr], str],
) -> Iterator[tuple[str, str] | Issue]:
    for number, line in enumerate(lines, start=1):
        where = f"line {number}"
        if line is None:
            yield too_long(given, where, limits)
            continue
        try:
            text = decoded(line).strip(_BLANK)
        except UnicodeDecodeError as error:
            yield _no_json(given, where, error)
            continue
        if text:
            yield where, text


def _bounded(lines: IO[AnyStr], limit: int) -> Iterator[AnyStr | None]:
    """Yield the lines of a stream; None for a line over the limit, which is never held whole."""
    while line := lines.readline(limit + 1):
        if len(line) <= limit:
            yield line
            continue
        while line and line[-1:] not in ("\n", b"\n"):
            line = lines.readline(limit + 1)
        yield None


class _Decoder:
    """Reads lines as UTF-8 where they are UTF-8, otherwise in the encoding of their file."""

    def __init__(self, given: Input, limits: Limits) -> None:
        self._given = given
        self._limits = limits
        self._other: Encoding | None = None
        self._any = False

    def __call__(self, line: bytes) -> str:
        """Return a line as text.

        Raises:
            NotText: No line was text so far, and the file is none.
            UnicodeDecodeError: The line is not of the file's encoding.
        """
        try:
            text = line.decode("utf-8")
        except UnicodeDecodeError:
            if self._other is None:
                self._other = self._of_the_file()
            text = line.decode(self._other.name, self._other.errors)
        self._any = True
        return text

    def told(self) -> list[Issue]:
        """Return what is not certain of the encoding, if a line asked for it."""
        return self._other.told(self._given.name) if self._other else []

    def _of_the_file(self) -> Encoding:
        try:
            with opened(self._given, self._limits) as stream:
                return encoding_of_stream(stream)
        except NotText:
            if self._any:
                return Encoding("utf-8")
            raise


def _loaded(given: Input, where: str, text: str) -> Entry | Issue:
    try:
        return where, json.loads(_without_comma(text))
    except (ValueError, RecursionError) as error:
        return _no_json(given, where, error)


def _without_comma(line: str) -> str:
    """Return a line without the comma that parts it from the next, as in a list."""
    return line.rstrip(f"{_BLANK},")


def _no_json(given: Input, where: str, error: Exception) -> Issue:
    return Issue(
        f"{given.name}, {where}",
        f"The line is not JSON: {said(error)}",
        "Write one object a line, in UTF-8.",
    )


def _parsed(text: str, columns: Mapping[str, str]) -> list[Any]:
    """Return the articles of a text that is one JSON value, or several one after the other.

    Raises:
        ValueError: The text is not JSON.
        RecursionError: It is nested too deep.
    """
    decoder = json.JSONDecoder()
    found: list[Any] = []
    at = _past_blanks(text, 0)
    while at < len(text) or not found:
        value, end = decoder.raw_decode(text, at)
        found.append(value)
        at = _past_blanks(text, end)
    return entries(found[0], columns) if len(found) == 1 else found


def _past_blanks(text: str, at: int) -> int:
    blanks = _BLANKS.match(text, at)
    return blanks.end() if blanks else at


def _numbered(found: list[Any]) -> Iterator[Entry]:
    for number, entry in enumerate(found, start=1):
        yield f"entry {number}", entry


def entries(found: Any, columns: Mapping[str, str]) -> list[Any]:  # noqa: ANN401
    """Return the articles of a JSON value: a list, an object that is one, or those it holds.

    Interfaces wrap their list: {"articles": {"results": […]}}, {"response": {"docs": […]}}. Of
    several lists the one with the most articles counts, and lists of one name are one. Articles
    may also be the values of an object, by id or address.
    """
    if not isinstance(found, dict):
        return found if isinstance(found, list) else [found]
    lists: list[list[Any]] = []
    level: list[Any] = [found]
    for _ in range(_DEEPEST):
        objects = [entry for entry in level if isinstance(entry, dict)]
        if articles := [entry for entry in objects if _has_text(entry, columns)]:
            return articles if len(articles) == 1 else objects
        here = _lists(objects)
        if here and any(_is_article(entry, columns) for entry in _fullest(here, columns)):
            return _fullest(here, columns)
        if articles := [entry for entry in objects if len(_inner(entry, columns)) == 1]:
            return articles if len(articles) == 1 else objects
        lists += here
        level = [value for entry in objects for value in entry.values()]
    if not lists or "text" in field_of(list(found), columns):
        return [found]
    return max(lists, key=lambda entries: sum(isinstance(entry, dict) for entry in entries))


def _lists(objects: list[dict[str, Any]]) -> list[list[Any]]:
    """Return the lists that objects hold, those of one name together."""
    by_name: dict[str, list[Any]] = {}
    for entry in objects:
        for name, value in entry.items():
            if isinstance(value, list):
                by_name.setdefault(name, []).extend(value)
    return list(by_name.values())


def _fullest(lists: list[list[Any]], columns: Mapping[str, str]) -> list[Any]:
    """Return the first of the lists that hold the most articles."""
    return max(lists, key=lambda held: sum(_is_article(entry, columns) for entry in held))


def flat(entry: dict[str, Any], columns: Mapping[str, str]) -> dict[str, Any]:
    """Return an object with what stands in an inner one, where only that has the text.

    So do the hits of search engines ({"_id": …, "_source": {…}}) and the fields of interfaces.
    """
    if not _has_text(entry, columns) and (inner := _inner(entry, columns)):
        beside = {name: value for name, value in entry.items() if name != inner[0]}
        return {**beside, **entry[inner[0]]}
    return entry


def _is_article(entry: object, columns: Mapping[str, str]) -> bool:
    return _has_text(entry, columns) or bool(_inner(entry, columns))


def _inner(entry: object, columns: Mapping[str, str]) -> list[str]:
    """Return the names of the values of an object that have a text."""
    if not isinstance(entry, dict):
        return []
    return [name for name, value in entry.items() if _has_text(value, columns)]


def _has_text(entry: object, columns: Mapping[str, str]) -> bool:
    """Tell whether a value is an object that names a text, which is no list or object itself."""
    if not isinstance(entry, dict):
        return False
    named = field_of(list(entry), columns).get("text", [])
    return any(not isinstance(entry[name], dict | list) for name in named)
