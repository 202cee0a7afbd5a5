"""Records: a row of a table or an object of a list becomes an article."""

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import UTC, date, datetime, timedelta
from functools import cache
from typing import Any

from analysis.ingest.article import Article, text_id
from analysis.ingest.dates import parse_date
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.printable_names import printable
from analysis.ingest.segmentation.blocks import mark_blocks
from analysis.ingest.segmentation.stated_metadata import complete
from analysis.word_lists import read_rows

#: The fields of an article that a record may give, ``file`` aside.
FIELDS = ("id", "outlet", "title", "byline", "published", "url", "text", "credit")
_LONE = re.compile("[\ud800-\udfff]")
#: How news services mark that they give the opening of a text only: "… [+2153 chars]".
_CUT = re.compile(r"(?:…|\.\.\.) ?\[\+\d+ chars\]\s*\Z")
_CUT_WITHIN = 60
#: What news services put for the texts and titles of articles that were taken back.
_REMOVED = "[Removed]"
#: Names of outlets and writers stand in lists and objects, and not deeper than this.
_DEEPEST = 20
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def field_of(columns: list[str], chosen: Mapping[str, str] | None = None) -> dict[str, list[str]]:
    """Return, for each field that columns are known for, those columns, the best name first.

    Args:
        columns: The names of the columns.
        chosen: The field of a column by its name, whatever the name means otherwise; empty for a
            column that is left aside.
    """
    ranks, chosen = _ranks(), chosen or {}
    found: dict[str, list[str]] = {}
    for column in columns:
        if field := chosen.get(column):
            found.setdefault(field, []).append(column)
    known = [
        (column, *ranks[key])
        for column in columns
        if column not in chosen and (key := _key(column)) in ranks
    ]
    for column, field, _ in sorted(known, key=lambda entry: entry[2]):
        found.setdefault(field, []).append(column)
    return found


def values(record: Mapping[str, Any], fields: Mapping[str, list[str]]) -> dict[str, Any]:
    """Return the record by field: of several columns for one field, the first that is filled."""
    found: dict[str, Any] = {}
    for field, columns in fields.items():
        filled = (record[column] for column in columns if _filled(record.get(column)))
        found[field] = next(filled, None)
    return found


def article_of(
    given: Mapping[str, Any], source: str, where: str, limits: Limits
) -> Iterator[Article | Issue]:
    """Yield the article of the values by field, or why there is none.

    A date that cannot be read is told beside the article, which is kept without a date.

    Args:
        given: Values by field (see :data:`FIELDS`); what is missing or empty is not known.
        source: Name of the file.
        where: The place in it, such as "line 7"; empty for a file of one article.
        limits: What is too large.
    """
    place = f"{source}, {where}" if where else source
    text = given.get("text")
    if not isinstance(text, str):
        kind = "empty" if text is None else f"not a string but of type {type(text).__name__}"
        yield Issue(place, f"Its text is {kind}.", "Give the article's text as a string.")
        return
    if fault := _fault(text, limits):
        yield Issue(place, *fault)
        return
    if _REMOVED in (text.strip(), given.get("title")):
        yield Issue(
            place,
            f"The service that gave it has taken it back: it says “{_REMOVED}”.",
            "Leave it out, or load the page it was found on.",
        )
        return
    deep = [field for field in FIELDS if _is_deep(given.get(field))]
    for field in deep:
        yield Issue(
            place,
            f"Its {field} is nested more than {_DEEPEST} levels deep; the article is kept without "
            "it.",
            "Give a name or a list of names.",
            severity="warning",
        )
    given = {field: value for field, value in given.items() if field not in deep}
    published = _date(given.get("published"))
    if isinstance(published, str):
        yield Issue(
            place,
            f"The date “{published}” cannot be read as one day; the article is kept without it.",
            "Write dates as 2023-09-06.",
            severity="warning",
        )
    known = {field: _plain(given.get(field)) for field in FIELDS if field != "text"}
    for field in [name for name, value in known.items() if len(value) > limits.field_characters]:
        known[field] = ""
        yield Issue(
            place,
            f"Its {field} has more than {limits.field_characters:,} characters; the article is "
            "kept without it.",
            "Check the columns, or raise PARALLAX_MAX_FIELD_CHARACTERS.",
            severity="warning",
        )
    if cut := _CUT.search(text, len(text) - _CUT_WITHIN):
        yield Issue(
            place,
            f"Its text breaks off: it ends with “{cut[0]}”.",
            "Load the full text; services that give openings only sell or link to the rest.",
            severity="warning",
        )
    yield complete(
        Article(
            article_id=known["id"] or text_id(text, known["outlet"], known["url"]),
            text=text,
            outlet=known["outlet"],
            title=known["title"],
            byline=known["byline"],
            published=published if isinstance(published, date) else None,
            url=known["url"],
            credit=known["credit"],
            source=_plain(source),
            where=where,
            blocks=mark_blocks(text, known["title"]),
        )
    )


def _fault(text: str, limits: Limits) -> tuple[str, str] | None:
    """Return what is wrong with a text, and the remedy; None when nothing is."""
    if not any(map(str.isalnum, text)):
        return "Its text is empty.", "Check that the file or the record holds the article's text."
    if len(text) > limits.characters:
        return (
            f"Its text has {len(text):,} characters; {limits.characters:,} are read at most.",
            "Split it into articles, or raise PARALLAX_MAX_CHARACTERS.",
        )
    if lone := _LONE.search(text):
        return (
            f"Its text holds half a character (a lone surrogate) at position {lone.start()}.",
            "Save the text again from its origin, as UTF-8.",
        )
    return None


def _date(value: object) -> date | str | None:
    """Return the date of a value, the value as text when it cannot be read, None when empty."""
    if isinstance(value, Mapping) and "$date" in value:
        value = _extended(value["$date"])
    if not _filled(value):
        return None
    return parse_date(value) or (_plain(value) or printable(str(value)))[:60]


def _extended(value: object) -> object:
    """Return a date of MongoDB's extended JSON: text as it is, or milliseconds as a time."""
    if isinstance(value, Mapping) and str(value.get("$numberLong")).lstrip("-").isdecimal():
        value = int(str(value["$numberLong"]))
    try:
        return _EPOCH + timedelta(milliseconds=value) if isinstance(value, int) else value
    except OverflowError:
        return value


def _is_deep(value: object) -> bool:
    """Tell whether lists and objects stand in each other deeper than names do."""
    level = [value]
    for _ in range(_DEEPEST + 1):
        level = [inner for outer in level for inner in _inside(outer)]
        if not level:
            return False
    return True


def _inside(value: object) -> Iterable[object]:
    if isinstance(value, Mapping):
        return value.values()
    return value if isinstance(value, list | tuple) else ()


def _plain(value: object) -> str:
    """Return a value of a record on one line: names of lists and objects joined by commas."""
    if value is None or value != value:  # NaN is not itself
        return ""
    if isinstance(value, Mapping):
        return _plain(next((value[key] for key in _NAMED if _filled(value.get(key))), None))
    if isinstance(value, list | tuple):
        return ", ".join(filter(None, map(_plain, value[:50])))
    return printable(" ".join(str(value).split()))


def _filled(value: object) -> bool:
    return value is not None and value == value and value not in ("", [], {})


#: Where an object that stands for an outlet or a writer says what it is called.
_NAMED = ("name", "title", "displayName", "domain", "uri", "url", "$oid")


def _key(column: str) -> str:
    return "".join(filter(str.isalnum, column.casefold()))


@cache
def _ranks() -> dict[str, tuple[str, int]]:
    rows = read_rows("ingest", "columns.tsv")
    return {row["name"]: (row["field"], rank) for rank, row in enumerate(rows)}
