"""What the page Compare says of the articles on the desk: colours, counts, and exclusives."""

from collections import Counter
from collections.abc import Hashable, Iterable, Mapping
from enum import StrEnum
from typing import Any

import pandas as pd

from analysis.charts import outlet_styles
from analysis.charts.outlet_styles import NEUTRAL
from analysis.findings.reading_desk import ReadingDesk
from ui.sections.desk_columns import name_columns
from ui.widgets import annotation_layers, markup
from ui.widgets.annotation_layers import Legend
from ui.widgets.article_links import build_article_href
from ui.widgets.markup import Html, Span


class ColourBy(StrEnum):
    """What the colours of the marks stand for."""

    KIND = "kind"
    SPEAKER = "speaker"
    ENTITY = "entity"


COLOUR_LABELS: Mapping[str, str] = {
    ColourBy.KIND: "Quotation type",
    ColourBy.SPEAKER: "Speaker",
    ColourBy.ENTITY: "Name",
}
_MAX_COLOURS = len(outlet_styles.COLOURS)
_ITEM_HEADINGS = {"entity": "Names", "utterance": "Statements", "figure": "Figures and dates"}
#: Maximum number of exclusive items of one kind that are listed.
_MAX_ITEMS = 40
#: Sentences are matched by their words; of those without a match or a mark, every fourth of the
#: benchmark of passages is in the other article in part, and 4 % whole.
_WITHOUT_MATCH = "A sentence that matches none may be reported in other words."


def build_summary(desk: ReadingDesk) -> Html:
    """Return how many sentences of each article match one of the others."""
    names = name_columns(desk)
    sides = []
    for place, column in enumerate(desk.columns):
        others = [n for n in range(len(names)) if n != place]
        detail = Html("")
        if len(others) > 1:
            counts = " and ".join(f"{column.linked_with[n]} in {names[n]}" for n in others)
            detail = Html(" ({})").format(counts)
        sides.append(
            Html("<strong>{} of {}</strong> sentences of {} match one of {}{}").format(
                column.n_linked,
                len(column.sentences),
                names[place],
                " or ".join(names[n] for n in others),
                detail,
            )
        )
    quoted = sum(link.via == "quotation" for link in desk.links)
    n_possible = sum(column.n_possible for column in desk.columns)
    noun = "sentence" if n_possible == 1 else "sentences"
    possible = (
        f" {n_possible} more {noun} may match, marked “possibly” and not counted."
        if n_possible
        else ""
    )
    by_quote = f" {quoted} match{'es' * (quoted != 1)} by a shared quote." if quoted else ""
    return Html("<p>{}.{}{} {}</p>").format(
        Html("; ").join(sides), by_quote, possible, _WITHOUT_MATCH
    )


def mark_desk(
    desk: ReadingDesk, by: ColourBy, *, mark_unmatched: bool
) -> tuple[list[list[Span]], Legend]:
    """Return the marks of each article, and the legend of those marks.

    Args:
        desk: The articles.
        by: What the colours stand for.
        mark_unmatched: Whether to mark the words of a linked sentence that its counterparts lack.
    """
    spans, entries = _colour(desk, by)
    drawn = {mark.colour for marks in spans for mark in marks}
    legend = [(label, style) for label, style in entries if style.colour in drawn]
    unmatched = [s.unmatched for column in desk.columns for s in column.sentences if s.unmatched]
    if mark_unmatched and unmatched:
        for marks, column in zip(spans, desk.columns, strict=True):
            for sentence in column.sentences:
                marks.extend(
                    annotation_layers.mark_ranges(
                        annotation_layers.UNMATCHED_WORDS, sentence.unmatched
                    )
                )
        legend.append(("Words not in the linked sentences", annotation_layers.UNMATCHED_WORDS))
    return spans, legend


def draw_exclusive_items(desk: ReadingDesk, place: int) -> None:
    """List what was found in one article and not in the others, each item with its first place."""
    article_id = desk.columns[place].reading.article["article_id"]
    items = desk.exclusive[desk.exclusive["outlet_label"] == article_id]
    markup.render(Html("<strong>Found only in {}</strong>").format(name_columns(desk)[place]))
    for kind, heading in _ITEM_HEADINGS.items():
        of_kind = items[items["kind"] == kind].drop_duplicates("text")
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


def _colour(desk: ReadingDesk, by: ColourBy) -> tuple[list[list[Span]], Legend]:
    """Return the coloured marks of each article, and the legend of their colours."""
    readings = [column.reading for column in desk.columns]
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
            counted = [table[table["kind"] != "apposition"] for table in mentions]
            ids = _list_most_frequent(counted, "entity_id")
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
