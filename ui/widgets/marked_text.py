"""Articles as marked text: one with its blocks, or two or three side by side, aligned.

Sizes and shades are relative to the page's, so that light and dark both stay readable.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ui.widgets import markup
from ui.widgets.markup import Html, Span

#: Styles of everything in this module; a page renders it once.
STYLE = Html("""<style>
.px-line {margin: 0 0 .7em; line-height: 1.6; overflow-wrap: anywhere; white-space: pre-wrap}
.px-text {max-width: 46rem}
.px-headline {font-size: 1.45em; font-weight: 700; line-height: 1.3}
.px-subhead {font-size: 1.1em; font-weight: 700}
.px-byline, .px-dateline, .px-credit, .px-caption, .px-boilerplate {font-size: .92em}
.px-caption, .px-boilerplate, .px-credit, .px-byline, .px-copied {
  border-left: 3px solid #7A7F87; padding-left: .7em; display: block}
.px-caption {font-style: italic}
.px-boilerplate {border-left-style: dotted}
.px-boilerplate, .px-credit, .px-byline, .px-dateline {opacity: .85}
.px-line [data-kind]::before {
  content: attr(data-kind); font-size: .72em; font-style: normal; letter-spacing: .06em;
  text-transform: uppercase; margin-right: .7em; opacity: .8}
.px-line mark {scroll-margin: 6rem}
.px-line mark:target {outline: 3px solid #D29A00; outline-offset: 1px}
.px-here {outline: 2px solid #D29A00; outline-offset: 1px}
.px-list {margin: 0; padding-left: 1.4em; line-height: 1.45}
.px-list a, .px-text a {color: inherit}
.px-list li {margin-bottom: .55em; overflow-wrap: anywhere}
.px-list small, .px-note {opacity: .85; font-size: .88em}
.px-legend {line-height: 2; margin: 0}
.px-legend > * {margin-right: 1.2em; white-space: nowrap}
.px-pair {display: grid; grid-template-columns: 1fr 1fr; column-gap: 1.6rem}
.px-row {border-top: 1px solid #7A7F8755; padding: .55em .3em}
.px-row:hover {background: #7A7F8718}
.px-row:focus {outline: 3px solid #D29A00; outline-offset: 1px}
.px-cell {line-height: 1.55; overflow-wrap: anywhere; white-space: pre-wrap}
.px-absent {opacity: .8; font-size: .88em}
.px-possible {border-left: 2px dashed #7A7F87; padding-left: .6em; font-size: .92em}
.px-badge {font-size: .75em; font-weight: 700; border: 1px solid currentColor;
  border-radius: .8em; padding: 0 .5em; margin-right: .5em}
.px-three {grid-template-columns: 1fr 1fr 1fr}
.px-outlet {display: none}
@media (max-width: 900px) {
  .px-pair, .px-three {grid-template-columns: 1fr; row-gap: .4em}
  .px-outlet {display: block; font-size: .85em}
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stButtonGroup"], [data-testid="stCheckbox"], [data-testid="stSelectbox"],
  [data-testid="stExpander"] {display: none !important}
  .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; height: auto !important; overflow: visible !important}
  .px-pair {grid-template-columns: 1fr 1fr}
  .px-three {grid-template-columns: 1fr 1fr 1fr}
  .px-row, .px-case, .px-line {break-inside: avoid}
  .px-row, .px-row * {color: #000}
  .px-outlet {display: none}
}
</style>""")

#: Block kinds that are the report itself; the others are set apart and labelled.
_PROSE = ("headline", "subhead", "body")

#: CSS classes of a row by the number of articles side by side.
_COLUMN_CLASSES = {2: "px-pair", 3: "px-pair px-three"}

#: Start and end of ranges of an article's text.
Ranges = Sequence[tuple[int, int]]


@dataclass(frozen=True)
class Row:
    """One row of two or three articles side by side.

    Attributes:
        left: ranges of the first article; empty when it has no passage in this row.
        right: ranges of the second article.
        badge: label of the match on all sides, e.g. its number; empty for unmatched rows.
        note: tooltip of the match.
        third: ranges of the third article, where three are compared.
        possible: for each article without a passage, the ranges that may report the same.
    """

    left: Ranges
    right: Ranges
    badge: str = ""
    note: str = ""
    third: Ranges = ()
    possible: Sequence[Ranges] = ((), (), ())


@dataclass(frozen=True)
class Side:
    """One of the articles side by side: its text, its marks, and its name."""

    text: str
    spans: Sequence[Span]
    name: str


@dataclass(frozen=True)
class _Block:
    kind: str
    start: int
    end: int


def build_article(text: str, blocks: pd.DataFrame, spans: Iterable[Span]) -> Html:
    """Return an article with its blocks set apart and its spans marked.

    Args:
        text: the article's text.
        blocks: ``kind``, ``start``, ``end``, in the order of the text.
        spans: what to mark.
    """
    marks = list(spans)
    lines = (_build_line(text, line, marks) for line in _group_lines(text, blocks))
    return Html('<article class="px-text">{}</article>').format(markup.join(lines))


def build_legend(entries: Iterable[tuple[str, Span]]) -> Html:
    """Return a line that explains the style of each mark.

    Args:
        entries: label and style; the offsets of the spans are ignored.
    """
    items = (
        Html("<span>{}</span>").format(
            markup.highlight(label, [replace(style, start=0, end=len(label), title="", anchor="")])
        )
        for label, style in entries
    )
    return Html('<p class="px-legend">{}</p>').format(Html(" ").join(items))


def build_side_by_side(
    rows: Iterable[Row], left: Side, right: Side, third: Side | None = None
) -> Html:
    """Return two or three articles as aligned rows, one below the other on a narrow page.

    Each row can be reached with the Tab key and has a label for screen readers.
    """
    sides = (left, right) if third is None else (left, right, third)
    return markup.join(_build_row(row, sides) for row in rows)


def _group_lines(text: str, blocks: pd.DataFrame) -> Iterator[list[_Block]]:
    """Yield the blocks of each line of the page: a dateline is in the line of its paragraph."""
    line: list[_Block] = []
    for kind, start, end in blocks[["kind", "start", "end"]].itertuples(index=False):
        if line and "\n" in text[line[-1].end : start]:
            yield line
            line = []
        line.append(_Block(kind, start, end))
    if line:
        yield line


def _build_line(text: str, line: list[_Block], spans: list[Span]) -> Html:
    pieces: list[Html] = []
    position = line[0].start
    for block in line:
        pieces.append(markup.escape_visibly(text[position : block.start]))
        in_block = [
            _without_repeated_anchor(span, block.start)
            for span in spans
            if span.start < block.end and span.end > block.start
        ]
        label = Html(' data-kind="{}"').format(block.kind)
        pieces.append(
            Html('<span class="px-{}"{}>{}</span>').format(
                block.kind,
                "" if block.kind in _PROSE else label,
                markup.highlight(text[block.start : block.end], in_block, block.start),
            )
        )
        position = block.end
    return Html('<div class="px-line">{}</div>').format(markup.join(pieces))


def _without_repeated_anchor(span: Span, block_start: int) -> Span:
    """Return the span as a block shows it: an anchor is set once, where the span begins."""
    return span if span.start >= block_start else replace(span, anchor="")


def _build_row(row: Row, sides: Sequence[Side]) -> Html:
    badge = Html('<span class="px-badge">{}</span>').format(row.badge) if row.badge else Html("")
    passages = list(zip((row.left, row.right, row.third), sides, strict=False))
    present = [side.name for ranges, side in passages if ranges]
    if row.badge:
        label = f"Passage {row.badge}"
    elif any(row.possible):
        label = f"In {present[0]}, possibly in another"
    else:
        label = f"Only in {present[0]}"
    return Html(
        '<div class="px-row {}" tabindex="0" role="group" aria-label="{}"{}>{}</div>'
    ).format(
        _COLUMN_CLASSES[len(sides)],
        label,
        Html(' title="{}"').format(row.note) if row.note else "",
        markup.join(
            _build_cell(ranges, side, badge, possible)
            for (ranges, side), possible in zip(passages, row.possible, strict=False)
        ),
    )


def _build_cell(ranges: Ranges, side: Side, badge: Html, possible: Ranges) -> Html:
    if not ranges and possible:
        texts = (markup.escape_visibly(side.text[start:end]) for start, end in possible)
        return Html(
            '<div class="px-possible"><span class="px-outlet">{}</span><em>possibly:</em> {}</div>'
        ).format(side.name, Html("<br>").join(texts))
    if not ranges:
        return Html('<div class="px-absent">— not found in {}</div>').format(side.name)
    pieces = []
    for start, end in ranges:
        marks = [span for span in side.spans if span.start < end and span.end > start]
        pieces.append(markup.highlight(side.text[start:end], marks, start))
    return Html('<div class="px-cell"><span class="px-outlet">{}</span>{}{}</div>').format(
        side.name, badge, Html("<br>").join(pieces)
    )
