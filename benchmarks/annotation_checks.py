"""Checks that any input is read or reported, and that blocks and table rows are valid."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pyarrow as pa

from analysis import tables
from analysis.ingest import Article, Issue, mark_blocks, read_upload
from analysis.ingest.limits import Limits
from analysis.table_schema import Table

#: Small limits that keep a run short. Other languages are read too, because damaged text may look
#: like one.
LIMITS = Limits(file_mb=4, characters=200_000, archive_mb=16, english=False)
#: Maximum length in characters of an annotated article, which keeps a run short.
_MAX_CHARACTERS = 700
#: One article of a batch in so many is also annotated alone.
_ALONE_EVERY = 8
#: Tables whose rows repeat their words.
_TABLES_WITH_TEXT = ("mentions", "quotes", "figures")
#: The pairs of offset columns; absent spans are :data:`_NO_SPAN`.
_OFFSET_COLUMNS = (("start", "end"), ("cue_start", "cue_end"), ("mention_start", "mention_end"))
_NO_SPAN = (-1, -1)

Rows = dict[str, list[dict[str, Any]]]


class CheckError(AssertionError):
    """A result is not valid."""


def read_and_check(name: str, data: bytes) -> Iterator[Article | Issue]:
    """Yield the articles and issues of an input after checking them.

    Raises:
        CheckError: The input gives nothing, an issue is incomplete, or blocks are not valid.
    """
    items = list(read_upload(name, data, LIMITS))
    if not items:
        raise CheckError("the input gives neither an article nor an issue")
    for item in items:
        if isinstance(item, Article):
            check_blocks(item)
        elif not (item.source and item.problem and item.remedy):
            raise CheckError(f"incomplete issue: {item}")
    yield from items


def check_blocks(article: Article) -> None:
    """Check that blocks are in order, inside the text, and cover all but white space.

    Raises:
        CheckError: They are not.
    """
    previous_end = 0
    for block in article.blocks:
        if not previous_end <= block.start < block.end <= len(article.text):
            raise CheckError(f"misplaced block: {block}")
        if article.text[previous_end : block.start].strip():
            raise CheckError(f"not covered: {previous_end} to {block.start}")
        previous_end = block.end
    if article.text[previous_end:].strip():
        raise CheckError(f"not covered: from {previous_end}")


def shorten_article(article: Article) -> Article:
    """Return an article with the first :data:`_MAX_CHARACTERS` characters of its text."""
    text = article.text[:_MAX_CHARACTERS]
    return Article(article.article_id, text, blocks=mark_blocks(text, article.title))


def check_annotation(
    articles: Sequence[Article], annotate: Callable[[list[Article]], Iterator[Rows]]
) -> None:
    """Check the rows of articles annotated together, and that some have the same rows alone.

    Raises:
        CheckError: A row is not valid, or rows depend on the batch.
    """
    batch = list(annotate(list(articles)))
    if len(batch) != len(articles):
        raise CheckError(f"{len(articles)} articles give the rows of {len(batch)}")
    for number, (article, rows) in enumerate(zip(articles, batch, strict=True)):
        check_rows(article, rows)
        if number % _ALONE_EVERY == 0:
            (rows_alone,) = annotate([article])
            if rows_alone != rows:
                difference = _describe_difference(rows_alone, rows)
                raise CheckError(f"the article has other rows when annotated alone: {difference}")


def check_rows(article: Article, rows: Rows) -> None:
    """Check that rows are complete, and that their offsets are inside the text and match it.

    Raises:
        CheckError: They are not.
    """
    for name, table in tables.PARTS.items():
        _check_completeness(table, rows[name])
        for row in rows[name]:
            _check_offsets(article.text, name, row)


def _check_completeness(table: Table, rows: list[dict[str, Any]]) -> None:
    filled = pa.Table.from_pylist(rows, schema=table.schema)
    for column in table.columns:
        if filled.column(column.name).null_count and column.type != pa.date32():
            raise CheckError(f"{table.name}.{column.name} is not filled")


def _check_offsets(text: str, table_name: str, row: dict[str, Any]) -> None:
    for start_column, end_column in _OFFSET_COLUMNS:
        if start_column not in row:
            continue
        start, end = row[start_column], row[end_column]
        if (start, end) != _NO_SPAN and not 0 <= start <= end <= len(text):
            raise CheckError(f"{table_name}: offsets outside the text in {row}")
    if table_name in _TABLES_WITH_TEXT and row["text"] != text[row["start"] : row["end"]]:
        raise CheckError(f"{table_name}: offsets that do not give the words in {row}")


def _describe_difference(left: Rows, right: Rows) -> str:
    for name in tables.PARTS:
        for left_row, right_row in zip(left[name], right[name], strict=False):
            if left_row != right_row:
                return f"{name}: {left_row} and {right_row}"
        if len(left[name]) != len(right[name]):
            return f"{name}: {len(left[name])} rows and {len(right[name])}"
    return "no difference"
