"""What one outlet of a story reports and no other does, and what the others report and it omits."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus import coverage
from analysis.findings.article_coverage import SentenceState, compute_article_coverage
from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import CoverageRow, RowKind
from analysis.findings.selection_rows import read_article_rows
from analysis.findings.story_coverage import (
    MAX_ARTICLES_JOINED,
    StoryCoverage,
    mark_short_quotes,
    read_story_coverage,
)
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters

#: Kinds of items and their labels on screen.
ITEM_KINDS = {
    "utterance": "Statements",
    "statement": "Sentences",
    "entity": "Names",
    "figure": "Figures and dates",
}
#: The kind of item that a row of the coverage matrix is; figures are searched by their number.
_ITEM_OF_ROW = {RowKind.QUOTATION: "utterance", RowKind.STATEMENT: "statement"}
#: What stands where no sentence of an outlet may report what it lacks.
_NO_SENTENCE: dict[str, Any] = {
    "nearest_article_id": "",
    "nearest_start": -1,
    "nearest_text": "",
    "similarity": 0.0,
}
#: Columns of what an outlet lacks.
_MISSING = ("kind", "text", "outlets", "outlet_label", "article_id", "start", *_NO_SENTENCE)


@dataclass(frozen=True)
class ExclusiveCoverage:
    """How the coverage of one outlet differs from that of the others in its story.

    Attributes:
        exclusive: what no other outlet has, in text order: kind, text, article_id, start and
            count.
        missing: what this outlet omits, most widely reported first: kind, text, outlets (number
            of other outlets that have it), and an example: outlet_label, article_id, start. For the
            sentence of this outlet that may report the same as the example's: nearest_article_id,
            nearest_start, nearest_text (empty and -1 if none may) and similarity (the probability,
            0 to 1). A statement or sentence that the outlet may report is not among them.
    """

    exclusive: pd.DataFrame
    missing: pd.DataFrame


def count_stories(catalogue: Catalogue, filters: Filters) -> int:
    """Return the number of stories that the filtered articles belong to."""
    where, params = filters.articles_where()
    counts = catalogue.query(
        f"SELECT count(DISTINCT story_id) AS n FROM articles WHERE {where}", params
    )
    return int(counts["n"].iloc[0])


def list_outlets(catalogue: Catalogue, filters: Filters) -> tuple[str, ...]:
    """Return the labels of the outlets of the filtered articles, sorted."""
    return tuple(sorted(read_article_rows(catalogue, filters, "articles")["outlet_label"].unique()))


def find_exclusive_coverage(
    catalogue: Catalogue, filters: Filters, outlet: str
) -> ExclusiveCoverage:
    """Compare one outlet with the others among the filtered articles, which are of one story.

    What it alone says are the sentences that are marked so in its articles, and its quotations that
    by the same rule no other outlet reports; what it omits are the rows of the coverage matrix that
    say so. Statements and sentences are left out of more than :data:`MAX_ARTICLES_JOINED` articles.
    """
    filters = replace(filters, entities=(), labels=(), kinds=())
    articles, mentions, quotes, figures = (
        read_article_rows(catalogue, filters, table)
        for table in ("articles", "mentions", "quotes", "figures")
    )
    entities = catalogue.query("SELECT entity_id, name FROM entities")
    tables = (articles, mentions, entities, quotes, figures)
    exclusive = coverage.find_exclusive_items(*tables)
    exclusive = exclusive[exclusive["outlet_label"] == outlet]
    missing = coverage.find_missing_items(*tables)
    missing = missing[missing["outlet_label"] == outlet]
    labels = articles.set_index("article_id")["outlet_label"]
    missing = missing.assign(outlet_label=missing["article_id"].map(labels))
    missing = missing[missing["kind"] != "utterance"]
    if len(articles) <= MAX_ARTICLES_JOINED:
        story = read_story_coverage(catalogue, filters)
        sentences = _list_exclusive_sentences(catalogue, filters, story, outlet)
        exclusive = pd.concat([exclusive[_mark_exclusive(story, exclusive)], sentences])
        in_rows = _list_missing_rows(compute_coverage(catalogue, filters), outlet)
        missing = _add_nearest(pd.concat([missing, in_rows]), story, outlet)
    else:
        exclusive = exclusive[exclusive["kind"] != "utterance"]
        missing = missing.assign(**_NO_SENTENCE)
    exclusive = exclusive.sort_values(["article_id", "start"])
    missing = missing.sort_values(
        ["outlets", "article_id", "start"], ascending=[False, True, True], ignore_index=True
    )
    return ExclusiveCoverage(
        exclusive[["kind", "text", "article_id", "start", "count"]].reset_index(drop=True),
        missing[list(_MISSING)],
    )


def _list_exclusive_sentences(
    catalogue: Catalogue, filters: Filters, story: StoryCoverage, outlet: str
) -> pd.DataFrame:
    """Return the sentences that are marked as only in an outlet."""
    of_outlet = story.articles["outlet_label"] == outlet
    return pd.DataFrame(
        [
            ("statement", story.read_text(key, mark.start, mark.end).strip(), key, mark.start, 1)
            for key in story.articles.loc[of_outlet, "article_id"]
            for mark in compute_article_coverage(catalogue, filters, key)
            if mark.state is SentenceState.ONLY_HERE
        ],
        columns=["kind", "text", "article_id", "start", "count"],
    )


def _mark_exclusive(story: StoryCoverage, items: pd.DataFrame) -> npt.NDArray[np.bool_]:
    """Return which items of an outlet no other outlet has; of names and figures all.

    Args:
        story: The statements of the story.
        items: Columns kind, text, outlet_label, article_id, start, end.
    """
    is_short = mark_short_quotes(story.quotes, items)
    return np.array(
        [
            row["kind"] != "utterance" or (not short and _is_only_in_its_outlet(story, row))
            for row, short in zip(items.to_dict("records"), is_short, strict=True)
        ],
        dtype=bool,
    )


def _is_only_in_its_outlet(story: StoryCoverage, row: Mapping[Hashable, Any]) -> bool:
    positions = story.locate_all(row["article_id"], row["start"], row["end"])
    others = set(story.outlets) - {row["outlet_label"]}
    return others <= story.find_absent(positions, [row["text"]])


def _list_missing_rows(rows: Iterable[CoverageRow], outlet: str) -> pd.DataFrame:
    """Return the statements and quotations that an outlet lacks, with an example of each."""
    items = []
    for row in rows:
        if row.kind in _ITEM_OF_ROW and outlet in row.missing:
            example = next(report for report in row.reports if report.outlet == row.outlet)
            place = example.outlet, example.article_id, example.start
            items.append((_ITEM_OF_ROW[row.kind], row.text, len(row.reporting), *place))
    return pd.DataFrame(items, columns=list(_MISSING[:6]))


def _add_nearest(items: pd.DataFrame, story: StoryCoverage, outlet: str) -> pd.DataFrame:
    """Return items that an outlet lacks with its sentence that may report the same."""
    nearest = [
        _find_nearest(story, str(key), int(start), outlet, str(text))
        for key, start, text in zip(items["article_id"], items["start"], items["text"], strict=True)
    ]
    columns: dict[str, Any] = {name: [item[name] for item in nearest] for name in _NO_SENTENCE}
    return items.assign(**columns)


def _find_nearest(
    story: StoryCoverage, article_id: str, start: int, outlet: str, text: str
) -> Mapping[str, Any]:
    position = story.locate(article_id, start)
    possible = {} if position is None else story.find_possible([position], [text])
    if not (nearest := possible.get(outlet)):
        return _NO_SENTENCE
    row = story.statements.sentences.loc[[nearest.position]].to_dict("records")[0]
    return {
        "nearest_article_id": row["article_id"],
        "nearest_start": row["start"],
        "nearest_text": row["text"].strip(),
        "similarity": nearest.probability,
    }
