"""The parts of the page Compare: what two or three articles share, row by row, and exclusives."""

from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.charts import outlet_styles
from analysis.charts.outlet_styles import NEUTRAL
from analysis.findings.article_pairs import ArticlePair, PairRow
from analysis.findings.article_triples import ArticleTriple
from analysis.store.queries.article import AnnotatedArticle
from ui.widgets import annotation_layers, evidence, marked_text, markup
from ui.widgets.annotation_layers import Legend
from ui.widgets.article_links import build_article_href
from ui.widgets.marked_text import Row, Side
from ui.widgets.markup import Html, Span


class ColourBy(StrEnum):
    """What the colours of the marks stand for."""

    KIND = "kind"
    SPEAKER = "speaker"
    ENTITY = "entity"


class PairRows(StrEnum):
    """Which rows of two articles are shown."""

    ALL = "all"
    BOTH = "both"
    LEFT = "left"
    RIGHT = "right"


class TripleRows(StrEnum):
    """Which rows of three articles are shown, by how many of them have the passage."""

    ALL = "all"
    SEVERAL = "several"
    THREE = "three"
    ONE = "one"


COLOUR_LABELS: Mapping[str, str] = {
    ColourBy.KIND: "Quotation type",
    ColourBy.SPEAKER: "Speaker",
    ColourBy.ENTITY: "Name",
}
ROW_LABELS: Mapping[str, str] = {
    PairRows.ALL: "All",
    PairRows.BOTH: "In both",
    PairRows.LEFT: "Only in the first",
    PairRows.RIGHT: "Only in the second",
}
TRIPLE_ROW_LABELS: Mapping[str, str] = {
    TripleRows.ALL: "All",
    TripleRows.SEVERAL: "In two or three",
    TripleRows.THREE: "In all three",
    TripleRows.ONE: "Only in one",
}
EMPTY_MESSAGES: Mapping[PairRows, str] = {
    PairRows.ALL: "neither article has a sentence in headline, subheads or body.",
    PairRows.BOTH: "the two articles have no quotation in common, and no similar sentences.",
    PairRows.LEFT: "every sentence of the first article has a counterpart, or may have one.",
    PairRows.RIGHT: "every sentence of the second article has a counterpart, or may have one.",
}
#: Least and greatest number of the three articles that have a passage.
_ARTICLES_IN_ROW: Mapping[TripleRows, tuple[int, int]] = {
    TripleRows.ALL: (1, 3),
    TripleRows.SEVERAL: (2, 3),
    TripleRows.THREE: (3, 3),
    TripleRows.ONE: (1, 1),
}
_IS_SELECTED: Mapping[PairRows, Callable[[PairRow], bool]] = {
    PairRows.ALL: lambda _: True,
    PairRows.BOTH: lambda row: row.is_shared,
    PairRows.LEFT: lambda row: not row.right and not row.possible,
    PairRows.RIGHT: lambda row: not row.left and not row.possible,
}
_MAX_COLOURS = len(outlet_styles.COLOURS)
_ITEM_HEADINGS = {"entity": "Names", "utterance": "Statements", "figure": "Figures and dates"}
#: Maximum number of exclusive items of one kind that are listed.
_MAX_ITEMS = 40


def build_summary(pair: ArticlePair) -> Html:
    """Return how many sentences of each article have a counterpart in the other."""
    sides = []
    for article, counterpart, sentences in (
        (pair.left, pair.right, [row.left for row in pair.rows]),
        (pair.right, pair.left, [row.right for row in pair.rows]),
    ):
        total = sum(map(len, sentences))
        shared = sum(
            len(ranges) for row, ranges in zip(pair.rows, sentences, strict=True) if row.is_shared
        )
        sides.append(
            Html("<strong>{} of {}</strong> sentences of {} have a counterpart in {}").format(
                shared,
                total,
                article.article["outlet_label"],
                counterpart.article["outlet_label"],
            )
        )
    quoted = sum(row.via == "quotation" for row in pair.rows)
    matches = "match" if quoted == 1 else "matches"
    n_possible = sum(bool(row.possible) for row in pair.rows)
    possible = (
        f" {n_possible} more may have one; they are marked “possibly” and not counted."
        if n_possible
        else ""
    )
    return Html("<p>{}. {} {} by a shared quote.{}</p>").format(
        Html("; ").join(sides), quoted, matches, possible
    )


def select_rows(pair: ArticlePair, selection: PairRows) -> list[PairRow]:
    """Return the selected rows; those of the second article alone in its order."""
    rows = [row for row in pair.rows if _IS_SELECTED[selection](row)]
    return sorted(rows, key=lambda row: row.right) if selection is PairRows.RIGHT else rows


def draw_pair(
    pair: ArticlePair, rows: list[PairRow], colour_by: ColourBy, *, mark_unmatched: bool
) -> None:
    """Show the rows side by side with their marks, under a legend.

    Args:
        pair: the two articles.
        rows: of the pair.
        colour_by: what the colours stand for.
        mark_unmatched: whether to mark the words that a passage has and its counterpart lacks.
    """
    readings = (pair.left, pair.right)
    spans, legend = _colour(readings, colour_by)
    if mark_unmatched:
        unmatched = zip(*((row.left_unmatched, row.right_unmatched) for row in rows), strict=True)
        _mark_unmatched(spans, unmatched)
        legend.append(("Words missing from the other article", annotation_layers.UNMATCHED_WORDS))
    markup.render(marked_text.build_legend(legend))
    sides = _build_sides(readings, spans)
    markup.render(marked_text.build_side_by_side(_number_rows(pair, rows), *sides))


def draw_triple(
    triple: ArticleTriple, selection: TripleRows, colour_by: ColourBy, *, mark_unmatched: bool
) -> None:
    """Show three articles side by side with their marks, under a legend.

    Args:
        triple: the three articles.
        selection: which rows.
        colour_by: what the colours stand for.
        mark_unmatched: whether to mark the words that no other passage of the row has.
    """
    least, most = _ARTICLES_IN_ROW[selection]
    rows = [
        row
        for row in triple.rows
        if least <= row.n_articles <= most
        and not (selection is TripleRows.ONE and any(row.possible))
    ]
    if not rows:
        evidence.draw_note("No such passage among the three articles.")
        return
    spans, legend = _colour(triple.readings, colour_by)
    if mark_unmatched:
        _mark_unmatched(spans, zip(*(row.unmatched for row in rows), strict=True))
        legend.append(("Words missing from the other articles", annotation_layers.UNMATCHED_WORDS))
    shared = (row for row in triple.rows if row.n_articles > 1)
    numbers = {id(row): str(number) for number, row in enumerate(shared, 1)}
    numbered = [
        Row(
            row.cells[0],
            row.cells[1],
            numbers.get(id(row), ""),
            third=row.cells[2],
            possible=row.possible,
        )
        for row in rows
    ]
    markup.render(marked_text.build_legend(legend))
    sides = _build_sides(triple.readings, spans)
    markup.render(marked_text.build_side_by_side(numbered, *sides))


def draw_exclusive_items(pair: ArticlePair, article: pd.Series) -> None:
    """List what one of the two articles has and the other has not, each with its place."""
    items = pair.exclusive[pair.exclusive["outlet_label"] == article["article_id"]]
    markup.render(Html("<strong>Only in {}</strong>").format(article["outlet_label"]))
    for kind, heading in _ITEM_HEADINGS.items():
        of_kind = items[items["kind"] == kind]
        rest = len(of_kind) - _MAX_ITEMS
        entries = markup.join(
            Html("<li>{}</li>").format(_build_link(row))
            for row in of_kind.head(_MAX_ITEMS).to_dict("records")
        )
        markup.render(
            Html('<em>{}: {}</em><ul class="px-list px-text">{}{}</ul>').format(
                heading,
                len(of_kind),
                entries,
                Html("<li>and {} more</li>").format(rest) if rest > 0 else "",
            )
        )


def _number_rows(pair: ArticlePair, rows: list[PairRow]) -> list[Row]:
    """Number the rows that both articles have, in the first one's order, whatever is selected."""
    shared = (row for row in pair.rows if row.is_shared)
    numbers = {id(row): number for number, row in enumerate(shared, 1)}
    return [
        Row(
            row.left,
            row.right,
            _build_badge(row, numbers[id(row)]),
            f"similarity {row.similarity:.0%}",
        )
        if row.is_shared
        else Row(
            row.left, row.right, possible=((), row.possible) if row.left else (row.possible, ())
        )
        for row in rows
    ]


def _build_badge(row: PairRow, number: int) -> str:
    return f"{number} · same quotation" if row.via == "quotation" else str(number)


def _build_sides(
    readings: Sequence[AnnotatedArticle], spans: Sequence[Sequence[Span]]
) -> list[Side]:
    return [
        Side(reading.article["text"], marks, reading.article["outlet_label"])
        for reading, marks in zip(readings, spans, strict=True)
    ]


def _mark_unmatched(
    spans: Sequence[list[Span]], unmatched: Iterable[Iterable[marked_text.Ranges]]
) -> None:
    """Add marks of unmatched words to the marks of each article."""
    for marks, ranges_of_rows in zip(spans, unmatched, strict=False):
        for ranges in ranges_of_rows:
            marks.extend(annotation_layers.mark_ranges(annotation_layers.UNMATCHED_WORDS, ranges))


def _colour(readings: Sequence[AnnotatedArticle], by: ColourBy) -> tuple[list[list[Span]], Legend]:
    """Return the marks of each article, and the legend of their colours."""
    match by:
        case ColourBy.KIND:
            spans = [annotation_layers.mark_quotes(reading.quotes) for reading in readings]
            return spans, list(annotation_layers.KIND_LEGEND)
        case ColourBy.SPEAKER:
            names = _list_most_frequent([reading.quotes for reading in readings], "speaker")
            colours = outlet_styles.assign_colours(names)
            spans = [
                annotation_layers.mark_quotes(reading.quotes, colours, "speaker")
                for reading in readings
            ]
            legend = [(name, Span(0, 0, colours[name])) for name in names]
            return spans, [*legend, ("Other or unknown speaker", Span(0, 0, NEUTRAL))]
        case ColourBy.ENTITY:
            mentions = [reading.mentions for reading in readings]
            ids = _list_most_frequent(mentions, "entity_id")
            colours = outlet_styles.assign_colours(ids)
            names_by_id = {
                entity_id: name
                for table in mentions
                for entity_id, name in zip(table["entity_id"], table["name"], strict=True)
            }
            spans = [annotation_layers.mark_entities(table, colours) for table in mentions]
            return spans, [(names_by_id[key], Span(0, 0, colours[key])) for key in ids]


def _list_most_frequent(tables: Iterable[pd.DataFrame], column: str) -> list[str]:
    """Return as many of the most frequent values of a column as there are colours."""
    counts = Counter(value for table in tables for value in table[column] if value)
    return [value for value, _ in counts.most_common(_MAX_COLOURS)]


def _build_link(row: Mapping[Hashable, Any]) -> Html:
    text = markup.shorten(str(row["text"]))
    href = build_article_href(row["article_id"], row["start"])
    return markup.highlight(text, [Span(0, len(text), NEUTRAL, href=href, filled=False)])
