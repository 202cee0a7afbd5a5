"""Articles as marked text: one with its blocks, or two side by side, aligned.

Pure strings. Article text passes through :mod:`ui.widgets.markup` alone; what is written here is
markup of
our own. Sizes and shades are relative to the page's, so that light and dark both stay readable.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from html import escape

import pandas as pd

from ui.widgets import markup
from ui.widgets.markup import Span

#: Styles of everything in this module; a page shows it once, with ``st.html``.
STYLE = """<style>
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
</style>"""

#: Block kinds that are the report itself; the others are set apart and named.
_PROSE = ("headline", "subhead", "body")


def build_article(text: str, blocks: pd.DataFrame, spans: Iterable[Span]) -> str:
    """Return an article as HTML, its blocks told apart and its spans marked.

    Args:
        text: the article's text.
        blocks: ``kind``, ``start``, ``end``, in the order of the text.
        spans: what to mark.
    """
    marks = list(spans)
    lines = (_line(text, line, marks) for line in _lines(text, blocks))
    return f'<article class="px-text">{"".join(lines)}</article>'


def build_legend(entries: Iterable[tuple[str, Span]]) -> str:
    """Return a line that shows what each look of a mark means; a span's offsets do not matter."""
    shown = []
    for label, span in entries:
        look = replace(span, start=0, end=len(label), title="", anchor="")
        shown.append(f"<span>{markup.highlight(label, [look])}</span>")
    return f'<p class="px-legend">{" ".join(shown)}</p>'


@dataclass(frozen=True)
class Row:
    """One row of two articles side by side.

    Attributes:
        left: stretches of the first article, start and end; empty when it has none.
        right: the same of the second.
        badge: what names the match on both sides, e.g. its number; empty for unmatched rows.
        note: what hovering says of the match.
        third: the same of a third article, where three are compared.
    """

    left: Sequence[tuple[int, int]]
    right: Sequence[tuple[int, int]]
    badge: str = ""
    note: str = ""
    third: Sequence[tuple[int, int]] = ()


@dataclass(frozen=True)
class Side:
    """One of the two articles: its text, what is marked in it, and what it is called."""

    text: str
    spans: Sequence[Span]
    name: str


def build_side_by_side(
    rows: Iterable[Row], left: Side, right: Side, third: Side | None = None
) -> str:
    """Return two or three articles as aligned rows, one below the other on a narrow page.

    Each row can be reached with the keyboard's Tab key and says by name what it is.
    """
    sides = (left, right) if third is None else (left, right, third)
    return "".join(_row(row, sides) for row in rows)


def _lines(text: str, blocks: pd.DataFrame) -> Iterator[list[tuple[str, int, int]]]:
    """Yield the blocks of each line of the page: a dateline stands in its paragraph's line."""
    line: list[tuple[str, int, int]] = []
    for kind, start, end in blocks[["kind", "start", "end"]].itertuples(index=False):
        if line and "\n" in text[line[-1][2] : start]:
            yield line
            line = []
        line.append((kind, start, end))
    if line:
        yield line


def _line(text: str, line: list[tuple[str, int, int]], spans: list[Span]) -> str:
    pieces: list[str] = []
    reached = line[0][1]
    for kind, start, end in line:
        pieces.append(markup.escape_visibly(text[reached:start]))
        named = "" if kind in _PROSE else f' data-kind="{escape(kind)}"'
        inside = [_from(span, start) for span in spans if span.start < end and span.end > start]
        marked = markup.highlight(text[start:end], inside, start)
        pieces.append(f'<span class="px-{escape(kind)}"{named}>{marked}</span>')
        reached = end
    return f'<div class="px-line">{"".join(pieces)}</div>'


def _from(span: Span, start: int) -> Span:
    """Return the span as a block shows it: an anchor is set once, where the span begins."""
    return span if span.start >= start else replace(span, anchor="")


def _row(row: Row, sides: Sequence[Side]) -> str:
    badge = f'<span class="px-badge">{escape(row.badge)}</span>' if row.badge else ""
    note = f' title="{escape(row.note)}"' if row.note else ""
    places = (row.left, row.right, row.third)[: len(sides)]
    cells = "".join(_cell(place, side, badge) for place, side in zip(places, sides, strict=True))
    has = [side.name for place, side in zip(places, sides, strict=True) if place]
    said = f"Passage {row.badge}" if row.badge else f"Only in {has[0]}" if has else "Passage"
    columns = "px-pair" if len(sides) == 2 else "px-pair px-three"
    return (
        f'<div class="px-row {columns}" tabindex="0" role="group" '
        f'aria-label="{escape(said)}"{note}>{cells}</div>'
    )


def _cell(stretches: Sequence[tuple[int, int]], side: Side, badge: str) -> str:
    if not stretches:
        return f'<div class="px-absent">— not found in {escape(side.name)}</div>'
    pieces = []
    for start, end in stretches:
        marks = [span for span in side.spans if span.start < end and span.end > start]
        pieces.append(markup.highlight(side.text[start:end], marks, start))
    name = f'<span class="px-outlet">{escape(side.name)}</span>'
    return f'<div class="px-cell">{name}{badge}{"<br>".join(pieces)}</div>'
