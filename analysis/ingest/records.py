"""Records: a row of a table, or an object of a list, becomes an article."""

import re
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from typing import Any, NamedTuple

from analysis.ingest.article import Article, text_id
from analysis.ingest.day_order import DayOrder
from analysis.ingest.formats.table_issues import empty_rows_issue
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.not_articles import live_blog_issue, paywall_issue, search_page_issue
from analysis.ingest.record_fields import FIELDS
from analysis.ingest.record_values import (
    MAX_DEPTH,
    date_or_text,
    is_filled,
    is_too_deep,
    single_line,
)
from analysis.ingest.segmentation.blocks import mark_blocks
from analysis.ingest.segmentation.head_block import find_head_block, find_tail_block
from analysis.ingest.segmentation.stated_metadata import fill_metadata
from analysis.ingest.segmentation.stated_outlets import split_stated_outlet
from analysis.ingest.source_files import SourceFile
from analysis.ingest.text_repairs import repair_text, repair_values

_LONE_SURROGATE = re.compile("[\ud800-\udfff]")
#: How news services mark that they provide only the opening of a text: "… [+2153 chars]".
_TRUNCATION = re.compile(r"(?:…|\.\.\.) ?\[\+\d+ chars\]\s*\Z")
#: Characters at the end of a text in which the mark is searched.
_TRUNCATION_WINDOW = 60
#: What news services put in place of the text and the title of a withdrawn article.
_WITHDRAWN = "[Removed]"

_EMPTY_REMEDY = "Check that the file or the record holds the article's text."


class Record(NamedTuple):
    """A record: its place in the file, such as "line 7", and its values by field."""

    where: str
    values: Mapping[str, Any]


#: Reads the records of a table, or what is wrong with them.
RecordReader = Callable[[SourceFile, Limits], Iterator[Record | Issue]]
#: Reads the articles of a file, or what is wrong with them.
ArticleReader = Callable[[SourceFile, Limits], Iterator[Article | Issue]]


def article_reader(read_records: RecordReader) -> ArticleReader:
    """Return the reader of a table's articles from the reader of its records."""

    def read_articles(source: SourceFile, limits: Limits) -> Iterator[Article | Issue]:
        has_output = False
        order = DayOrder(lambda: _dates(_read_until_empty(read_records, source, limits)))
        for record in _read_until_empty(read_records, source, limits):
            if isinstance(record, Issue):
                has_output = has_output or not record.is_warning
                yield record
            else:
                has_output = True
                published = order.resolve(record.values.get("published"))
                values = {**record.values, "published": published}
                yield from read_article(values, source.name, record.where, limits)
        if not has_output:
            yield Issue(source.name, "It holds no articles.", "Give one article a row.")

    return read_articles


def _read_until_empty(
    read_records: RecordReader, source: SourceFile, limits: Limits
) -> Iterator[Record | Issue]:
    """Yield the records of a table up to a long run of rows without a new text.

    A small compressed file may hold billions of such rows.
    """
    n_empty, former_text = 0, None
    for record in read_records(source, limits):
        if isinstance(record, Issue):
            n_empty += not record.is_warning
        else:
            text = record.values.get("text")
            n_empty = 0 if is_filled(text) and text != former_text else n_empty + 1
            former_text = text
        if n_empty > limits.empty_rows:
            yield empty_rows_issue(source, limits)
            return
        yield record


def _dates(records: Iterator[Record | Issue]) -> Iterator[object]:
    """Yield the dates of records as written."""
    for record in records:
        if isinstance(record, Record):
            yield record.values.get("published")


def read_article(
    values: Mapping[str, Any], source_name: str, where: str, limits: Limits
) -> Iterator[Article | Issue]:
    """Yield the article of a record, or why there is none.

    Values that cannot be read are left out of the article, with a warning before it.

    Args:
        values: Values by field (see :data:`FIELDS`); missing and empty ones are unknown.
        source_name: The name of the file.
        where: The place in it, such as "line 7"; empty for a file of one article.
        limits: The size limits.
    """
    place = f"{source_name}, {where}" if where else source_name
    text = _checked_text(values, place, limits)
    if isinstance(text, Issue):
        yield text
        return
    text, repair_issues = repair_text(text, place)
    for block in filter(None, (find_head_block(text), find_tail_block(text))):
        values = {**block.values, **{field: values[field] for field in values if values[field]}}
    values = split_stated_outlet(values)
    values, value_issues = repair_values(values, place)
    flat_values, depth_issues = _without_deep_values(values, place)
    published, date_issues = _checked_date(flat_values.get("published"), place)
    metadata, length_issues = _checked_metadata(flat_values, place, limits)
    article = fill_metadata(
        Article(
            article_id=metadata["id"] or text_id(text, metadata["outlet"], metadata["url"]),
            text=text,
            outlet=metadata["outlet"],
            title=metadata["title"],
            byline=metadata["byline"],
            published=published,
            url=metadata["url"],
            credit=metadata["credit"],
            source=single_line(source_name),
            where=where,
            blocks=mark_blocks(text, metadata["title"]),
        )
    )
    if issue := search_page_issue(article):
        yield issue
        return
    yield from (
        *repair_issues,
        *value_issues,
        *depth_issues,
        *date_issues,
        *length_issues,
        *_truncation_issues(text, place),
        *filter(None, [live_blog_issue(text, place), paywall_issue(article)]),
    )
    yield article


def _checked_text(values: Mapping[str, Any], place: str, limits: Limits) -> str | Issue:
    """Return the text of a record, or what is wrong with it."""
    text = values.get("text")
    if isinstance(text, list) and text and all(isinstance(part, str) for part in text):
        text = "\n\n".join(text)
    if isinstance(text, str) and not is_filled(text):
        text = ""
    if not isinstance(text, str):
        kind = "empty" if text is None else f"not a string but of type {type(text).__name__}"
        remedy = _EMPTY_REMEDY if text is None else "Give the article's text as a string."
        return Issue(place, f"Its text is {kind}.", remedy)
    if not any(map(str.isalnum, text)):
        return Issue(place, "Its text is empty.", _EMPTY_REMEDY)
    if len(text) > limits.characters:
        return Issue(
            place,
            f"Its text has {len(text):,} characters; {limits.characters:,} are read at most.",
            "Split it into articles, or raise PARALLAX_MAX_CHARACTERS.",
        )
    if surrogate := _LONE_SURROGATE.search(text):
        return Issue(
            place,
            f"Its text holds half a character (a lone surrogate) at position {surrogate.start()}.",
            "Save the text again from its origin, as UTF-8.",
        )
    if _WITHDRAWN in (text.strip(), values.get("title")):
        return Issue(
            place,
            f"The service that gave it has taken it back: it says “{_WITHDRAWN}”.",
            "Leave it out, or load the page it was found on.",
        )
    return text


def _without_deep_values(
    values: Mapping[str, Any], place: str
) -> tuple[Mapping[str, Any], list[Issue]]:
    """Return the values without those that are nested too deep, and the warnings about these."""
    deep_fields = [field for field in FIELDS if is_too_deep(values.get(field))]
    issues = [
        Issue(
            place,
            f"Its {field} is nested more than {MAX_DEPTH} levels deep; the article is kept without "
            "it.",
            "Give a name or a list of names.",
            severity="warning",
        )
        for field in deep_fields
    ]
    return {field: values[field] for field in values if field not in deep_fields}, issues


def _checked_date(value: object, place: str) -> tuple[date | None, list[Issue]]:
    """Return the publication date, None if there is none, and a warning if it cannot be parsed."""
    published = date_or_text(value)
    if not isinstance(published, str):
        return published, []
    issue = Issue(
        place,
        f"The date “{published}” cannot be read as one day; the article is kept without it.",
        "Write dates as 2023-09-06, between 1800 and next year.",
        severity="warning",
    )
    return None, [issue]


def _checked_metadata(
    values: Mapping[str, Any], place: str, limits: Limits
) -> tuple[dict[str, str], list[Issue]]:
    """Return the fields other than the text as text, and warnings about those that are too long."""
    metadata = {field: single_line(values.get(field)) for field in FIELDS if field != "text"}
    issues: list[Issue] = []
    for field, value in metadata.items():
        if len(value) > limits.field_characters:
            metadata[field] = ""
            issue = Issue(
                place,
                f"Its {field} has more than {limits.field_characters:,} characters; the article is "
                "kept without it.",
                "Check the columns, or raise PARALLAX_MAX_FIELD_CHARACTERS.",
                severity="warning",
            )
            issues.append(issue)
    return metadata, issues


def _truncation_issues(text: str, place: str) -> list[Issue]:
    """Return a warning if a news service provides only the opening of a text."""
    truncation = _TRUNCATION.search(text, len(text) - _TRUNCATION_WINDOW)
    if not truncation:
        return []
    issue = Issue(
        place,
        f"Its text breaks off: it ends with “{truncation[0]}”.",
        "Load the full text; services that give openings only sell or link to the rest.",
        severity="warning",
    )
    return [issue]
