"""The parts of the page Compare: what two articles share, row by row, and what one alone has."""

from collections import Counter
from collections.abc import Callable, Hashable, Mapping, Sequence
from html import escape
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts import outlet_styles
from analysis.charts.outlet_styles import NEUTRAL
from analysis.findings.article_pairs import ArticlePair, PairRow
from analysis.findings.article_triples import ArticleTriple
from analysis.store.queries.article import Reading
from ui.core import selection
from ui.widgets import annotation_layers, evidence, marked_text, markup
from ui.widgets.marked_text import Row, Side
from ui.widgets.markup import Span

COLOUR_LABELS = {"kind": "Kind of quotation", "speaker": "Speaker", "entity": "Name"}
ROW_LABELS = {
    "all": "All",
    "both": "In both",
    "left": "Only in the first",
    "right": "Only in the second",
}
EMPTY_MESSAGES = {
    "all": "neither article has a sentence in headline, subheads or body.",
    "both": "the two articles have no quotation in common, and no sentences alike.",
    "left": "everything in the first article has a counterpart in the second.",
    "right": "everything in the second article has a counterpart in the first.",
}
TRIPLE_ROW_LABELS = {
    "all": "All",
    "several": "In two or three",
    "three": "In all three",
    "one": "In one alone",
}
_MOST_COLOURS = len(outlet_styles.COLOURS)
_KINDS = {"entity": "Names", "utterance": "Utterances", "figure": "Figures and dates"}
_MOST = 40


def build_summary(pair: ArticlePair) -> str:
    """Return in words, as HTML, how much of each article has a counterpart in the other."""
    sides = []
    for here, there, place in ((pair.left, pair.right, "left"), (pair.right, pair.left, "right")):
        count = sum(len(getattr(row, place)) for row in pair.rows)
        shared = sum(len(getattr(row, place)) for row in pair.rows if row.is_shared)
        sides.append(
            f"<strong>{shared} of {count}</strong> sentences of "
            f"{escape(here.article['outlet_label'])} have a counterpart in "
            f"{escape(there.article['outlet_label'])}"
        )
    quoted = sum(row.via == "quotation" for row in pair.rows)
    rows = "row rests" if quoted == 1 else "rows rest"
    return f"<p>{'; '.join(sides)}. {quoted} {rows} on a shared quotation.</p>"


def select_rows(pair: ArticlePair, which: str) -> list[PairRow]:
    """Return the rows asked for, of :data:`ROW_LABELS`; those of one article in its order."""
    kept: dict[str, Callable[[PairRow], bool]] = {
        "all": lambda row: True,
        "both": lambda row: row.is_shared,
        "left": lambda row: not row.right,
        "right": lambda row: not row.left,
    }
    rows = [row for row in pair.rows if kept[which](row)]
    return sorted(rows, key=lambda row: row.right) if which == "right" else rows


def draw_pair(pair: ArticlePair, rows: list[PairRow], coloured: str, *, differences: bool) -> None:
    """Show the rows side by side with their marks, under a legend.

    Args:
        pair: the two articles.
        rows: of the pair.
        coloured: what the colours stand for, of :data:`COLOUR_LABELS`.
        differences: whether to mark the words a passage has and its counterpart has not.
    """
    spans, legend = _coloured((pair.left, pair.right), coloured)
    if differences:
        left, right = spans
        left += annotation_layers.mark_ranges(
            annotation_layers.UNMATCHED_WORDS, (own for row in rows for own in row.left_unmatched)
        )
        right += annotation_layers.mark_ranges(
            annotation_layers.UNMATCHED_WORDS, (own for row in rows for own in row.right_unmatched)
        )
        legend.append(("Words not in the passage beside", annotation_layers.UNMATCHED_WORDS))
    sides = [
        Side(reading.article["text"], own, reading.article["outlet_label"])
        for reading, own in zip((pair.left, pair.right), spans, strict=True)
    ]
    st.html(marked_text.build_legend(legend))
    st.html(marked_text.build_side_by_side(_numbered(pair, rows), *sides))


def draw_triple(triple: ArticleTriple, which: str, coloured: str, *, differences: bool) -> None:
    """Show three articles side by side with their marks, under a legend.

    Args:
        triple: the three articles.
        which: which rows, of :data:`TRIPLE_ROW_LABELS`.
        coloured: what the colours stand for, of :data:`COLOUR_LABELS`.
        differences: whether to mark the words that no other passage of the row has.
    """
    rows = [row for row in triple.rows if _least(which) <= row.n_articles <= _most_of(which)]
    if not rows:
        evidence.draw_note("No such passage among the three articles.")
        return
    spans, legend = _coloured(triple.readings, coloured)
    if differences:
        for side, own in enumerate(spans):
            own += annotation_layers.mark_ranges(
                annotation_layers.UNMATCHED_WORDS, (s for row in rows for s in row.unmatched[side])
            )
        legend.append(("Words not in the passages beside", annotation_layers.UNMATCHED_WORDS))
    sides = [
        Side(reading.article["text"], own, reading.article["outlet_label"])
        for reading, own in zip(triple.readings, spans, strict=True)
    ]
    numbers = {
        id(row): str(n) for n, row in enumerate((r for r in triple.rows if r.n_articles > 1), 1)
    }
    shown = [
        Row(row.cells[0], row.cells[1], numbers.get(id(row), ""), "", row.cells[2]) for row in rows
    ]
    st.html(marked_text.build_legend(legend))
    st.html(marked_text.build_side_by_side(shown, *sides))


def draw_exclusive_items(pair: ArticlePair, article: pd.Series) -> None:
    """List what one of the two articles has and the other has not, each with its place."""
    own = pair.exclusive[pair.exclusive["outlet_label"] == article["article_id"]]
    st.html(f"<strong>Only in {escape(article['outlet_label'])}</strong>")
    for kind, heading in _KINDS.items():
        found = own[own["kind"] == kind]
        listed = "".join(f"<li>{_place(row)}</li>" for row in found.head(_MOST).to_dict("records"))
        more = f"<li>and {len(found) - _MOST} more</li>" if len(found) > _MOST else ""
        count = f"{heading}: {len(found)}"
        st.html(f'<em>{count}</em><ul class="px-list px-text">{listed}{more}</ul>')


def _numbered(pair: ArticlePair, rows: list[PairRow]) -> list[Row]:
    """Number the rows both have, in the order of the first article, whatever is shown of them."""
    numbers = {id(row): n for n, row in enumerate((r for r in pair.rows if r.is_shared), 1)}
    return [
        Row(row.left, row.right, _badge(row, numbers[id(row)]), f"alike to {row.similarity:.0%}")
        if row.is_shared
        else Row(row.left, row.right)
        for row in rows
    ]


def _badge(row: PairRow, number: int) -> str:
    return f"{number} · same quotation" if row.via == "quotation" else str(number)


def _least(which: str) -> int:
    return {"all": 1, "several": 2, "three": 3, "one": 1}[which]


def _most_of(which: str) -> int:
    return 1 if which == "one" else 3


def _coloured(
    readings: Sequence[Reading], by: str
) -> tuple[list[list[Span]], annotation_layers.Legend]:
    """Return the marks of each article, and what the colours mean."""
    if by == "kind":
        return [annotation_layers.mark_quotes(reading.quotes) for reading in readings], list(
            annotation_layers.KIND_LEGEND
        )
    if by == "speaker":
        names = _most(pd.concat([reading.quotes for reading in readings]), "speaker")
        colours = outlet_styles.assign_colours(names)
        spans = [
            annotation_layers.mark_quotes(reading.quotes, colours, "speaker")
            for reading in readings
        ]
        legend = [(name, Span(0, 0, colours[name])) for name in names]
        return spans, [*legend, ("Other or unknown speaker", Span(0, 0, NEUTRAL))]
    mentions = pd.concat([reading.mentions for reading in readings])
    ids = _most(mentions, "entity_id")
    colours = outlet_styles.assign_colours(ids)
    called = dict(zip(mentions["entity_id"], mentions["name"], strict=True))
    spans = [annotation_layers.mark_entities(reading.mentions, colours) for reading in readings]
    return spans, [(called[item], Span(0, 0, colours[item])) for item in ids]


def _most(rows: pd.DataFrame, column: str) -> list[str]:
    counts = Counter(value for value in rows[column] if value)
    return [value for value, _ in counts.most_common(_MOST_COLOURS)]


def _place(row: Mapping[Hashable, Any]) -> str:
    text = markup.shorten(str(row["text"]))
    place = {"article": str(row["article_id"]), "at": str(row["start"])}
    href = markup.build_page_href("article", {**selection.get_filters().to_query(), **place})
    return markup.highlight(text, [Span(0, len(text), NEUTRAL, href=href, filled=False)])
