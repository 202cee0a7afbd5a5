"""Structure of JSON: where the articles are in the values of a file."""

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from analysis.ingest.record_fields import columns_by_field

#: Characters between values: white space, and a byte order mark.
BLANKS = " \t\r\n\ufeff"
#: Levels of objects inside each other in which articles are searched; interfaces use two or three.
_MAX_DEPTH = 3
_BLANK_RUN = re.compile(f"[{BLANKS}]*")


class Entry(NamedTuple):
    """A value of a file: its place, such as "line 7", and the value."""

    where: str
    value: Any


def number_entries(values: list[Any]) -> Iterator[Entry]:
    """Yield values with their number as their place."""
    for number, value in enumerate(values, start=1):
        yield Entry(f"entry {number}", value)


def parse_entries(text: str, column_fields: Mapping[str, str]) -> list[Any]:
    """Return the articles of a text that is one JSON value, or several in sequence.

    Args:
        text: The text.
        column_fields: The fields that the user chose for keys.

    Raises:
        ValueError: The text is not JSON.
        RecursionError: It is nested too deep.
    """
    decoder = json.JSONDecoder()
    values: list[Any] = []
    position = _skip_blanks(text, 0)
    while position < len(text) or not values:
        value, end = decoder.raw_decode(text, position)
        values.append(value)
        position = _skip_blanks(text, end)
    return find_articles(values[0], column_fields) if len(values) == 1 else values


def _skip_blanks(text: str, position: int) -> int:
    blanks = _BLANK_RUN.match(text, position)
    return blanks.end() if blanks else position


def find_articles(value: Any, column_fields: Mapping[str, str]) -> list[Any]:  # noqa: ANN401 - JSON
    """Return the articles of a JSON value: a list, an object that is one, or those it contains.

    Interfaces wrap their list: {"articles": {"results": […]}}, {"response": {"docs": […]}}. Of
    several lists the one with the most articles counts, and lists of the same name are joined.
    Articles may also be the values of an object, by id or address.
    """
    if not isinstance(value, dict):
        return value if isinstance(value, list) else [value]
    outer_lists: list[list[Any]] = []
    level: list[Any] = [value]
    for _ in range(_MAX_DEPTH):
        objects = [entry for entry in level if isinstance(entry, dict)]
        if articles := [entry for entry in objects if _has_text(entry, column_fields)]:
            return articles if len(articles) == 1 else objects
        lists = _lists_by_name(objects)
        if lists:
            fullest = max(lists, key=lambda entries: _count_articles(entries, column_fields))
            if _count_articles(fullest, column_fields):
                return fullest
        if articles := [entry for entry in objects if len(_text_keys(entry, column_fields)) == 1]:
            return articles if len(articles) == 1 else objects
        outer_lists += lists
        level = [inner for entry in objects for inner in entry.values()]
    if not outer_lists or "text" in columns_by_field(value, column_fields):
        return [value]
    return max(outer_lists, key=lambda entries: sum(isinstance(entry, dict) for entry in entries))


def _lists_by_name(objects: list[dict[str, Any]]) -> list[list[Any]]:
    """Return the lists that objects contain, those of the same name joined."""
    lists: dict[str, list[Any]] = {}
    for entry in objects:
        for name, value in entry.items():
            if isinstance(value, list):
                lists.setdefault(name, []).extend(value)
    return list(lists.values())


def _count_articles(entries: list[Any], column_fields: Mapping[str, str]) -> int:
    return sum(_is_article(entry, column_fields) for entry in entries)


def flatten(entry: dict[str, Any], column_fields: Mapping[str, str]) -> dict[str, Any]:
    """Return an object joined with the inner object that has the text, if only an inner one has.

    The hits of search engines are such objects ({"_id": …, "_source": {…}}), and so are the fields
    of some interfaces.
    """
    if _has_text(entry, column_fields):
        return entry
    text_keys = _text_keys(entry, column_fields)
    if not text_keys:
        return entry
    text_key = text_keys[0]
    outer = {name: value for name, value in entry.items() if name != text_key}
    return {**outer, **entry[text_key]}


def _is_article(entry: object, column_fields: Mapping[str, str]) -> bool:
    return _has_text(entry, column_fields) or bool(_text_keys(entry, column_fields))


def _text_keys(entry: object, column_fields: Mapping[str, str]) -> list[str]:
    """Return the keys of an object under which there is an object with a text."""
    if not isinstance(entry, dict):
        return []
    return [name for name, value in entry.items() if _has_text(value, column_fields)]


def _has_text(entry: object, column_fields: Mapping[str, str]) -> bool:
    """Return whether a value is an object with a key for the text that is not a list or object."""
    if not isinstance(entry, dict):
        return False
    columns = columns_by_field(entry, column_fields).get("text", [])
    return any(not isinstance(entry[column], dict | list) for column in columns)
