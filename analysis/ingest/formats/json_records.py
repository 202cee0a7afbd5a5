"""JSON: articles as objects, in JSON lines, in a list, or in an object that contains a list."""

from collections.abc import Iterator, Mapping
from typing import Any

from analysis.ingest.encodings import decode_text
from analysis.ingest.formats.json_lines import read_line_entries
from analysis.ingest.formats.json_structure import (
    Entry,
    flatten,
    number_entries,
    parse_entries,
)
from analysis.ingest.formats.table_issues import missing_columns_issues, missing_field_issue
from analysis.ingest.issues import Issue
from analysis.ingest.limits import Limits
from analysis.ingest.messages import error_sentence
from analysis.ingest.record_fields import columns_by_field, values_by_field
from analysis.ingest.record_markup import strip_markup
from analysis.ingest.records import Record
from analysis.ingest.source_files import SourceFile


def read_jsonl_records(source: SourceFile, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the objects of a file of JSON lines, one at a time."""
    return _read_records(source, read_line_entries(source, limits))


def read_json_records(source: SourceFile, limits: Limits) -> Iterator[Record | Issue]:
    """Yield the objects of a JSON file, which is a list, an article, or contains articles."""
    del limits  # The size of a file that is read whole has been checked.
    return _read_records(source, _read_file_entries(source))


def preview_jsonl(source: SourceFile, limits: Limits) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a file of JSON lines, by key."""
    return _preview(read_line_entries(source, limits))


def preview_json(source: SourceFile, limits: Limits) -> Iterator[Mapping[str, Any]]:
    """Yield the objects of a JSON file, by key."""
    del limits
    return _preview(_read_file_entries(source))


def _read_records(source: SourceFile, entries: Iterator[Entry | Issue]) -> Iterator[Record | Issue]:
    missing_columns = set(source.column_fields)
    has_objects = False
    for entry in entries:
        if isinstance(entry, Issue):
            yield entry
        elif isinstance(entry.value, dict):
            has_objects = True
            flat_object = flatten(entry.value, source.column_fields)
            missing_columns.difference_update(flat_object)
            yield from _read_record(source, entry.where, flat_object)
        else:
            place = f"{source.name}, {entry.where}"
            yield Issue(place, "It is not an object.", 'Write an object: {"text": "…"}.')
    if has_objects:
        yield from missing_columns_issues(source, source.column_fields.keys() - missing_columns)


def _read_record(
    source: SourceFile, where: str, flat_object: Mapping[str, Any]
) -> Iterator[Record | Issue]:
    fields = columns_by_field(flat_object, source.column_fields)
    if "text" in fields:
        yield from strip_markup(source, where, values_by_field(flat_object, fields))
    else:
        yield missing_field_issue(source, "text", list(flat_object), where)


def _preview(entries: Iterator[Entry | Issue]) -> Iterator[Mapping[str, Any]]:
    for entry in entries:
        if not isinstance(entry, Issue) and isinstance(entry.value, dict):
            yield flatten(entry.value, {})


def _read_file_entries(source: SourceFile) -> Iterator[Entry | Issue]:
    """Yield the entries of a JSON file."""
    with source.open() as stream:
        data = stream.read()
    try:
        text, encoding = decode_text(data)
        values = parse_entries(text, source.column_fields)
    except (ValueError, RecursionError) as error:
        yield Issue(
            source.name,
            f"It is not JSON: {error_sentence(error)}",
            "Save it as a list of objects, or with one object a line.",
        )
        return
    yield from encoding.issues(source.name)
    yield from number_entries(values)
