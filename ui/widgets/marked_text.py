"""Articles as marked text, with their blocks.

Sizes and shades are relative to the page's, so that light and dark both stay readable.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from ui.widgets import markup
from ui.widgets.markup import Html, Span
from ui.widgets.window_widths import LEAST_WINDOW_BESIDE

#: Styles of everything in this module; a page renders it once.
STYLE = Html("""<style>
.px-line {margin: 0 0 .7em; line-height: 1.6; overflow-wrap: anywhere; white-space: pre-wrap}
.px-text {max-width: 46rem}
.px-with-margin {max-width: 60rem}
.px-with-margin .px-line {display: grid; grid-template-columns: minmax(0, 1fr) 13rem;
  column-gap: 1rem}
.px-margin {font-size: .8rem; line-height: 1.35; border-left: 1px solid #7A7F8766;
  margin: 0; padding-left: .9em; white-space: normal; list-style: none}
.px-margin li {margin: 0 0 .45em; padding: 0}
.px-margin b {margin-right: .45em}
.px-margin li {scroll-margin: 6rem}
.px-margin li:target {outline: 3px solid #D29A00; outline-offset: 2px}
.px-margin button {all: unset; cursor: pointer}
.px-margin button > span {text-decoration: underline dotted; text-underline-offset: .2em}
.px-margin button:hover > span {text-decoration-style: solid}
.px-margin small {display: block; font-size: .92em; opacity: .9}
.px-margin button:focus-visible {outline: 3px solid currentColor; outline-offset: 1px}
.px-number {font-size: .68em; opacity: .85; padding-left: .1em}
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
[data-testid="stGrid"]:has(> * .px-text) {grid-template-rows: auto 1fr}
[data-testid="stGridCell"]:has(.px-text) {grid-row: span 2}
@media (max-width: 900px) {
  .px-with-margin .px-line {grid-template-columns: minmax(0, 1fr) 10rem; column-gap: .6rem}
}
@media (max-width: 640px) {
  .px-with-margin .px-line {grid-template-columns: minmax(0, 1fr)}
  .px-margin {margin-top: .25rem}
}
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stButtonGroup"], [data-testid="stCheckbox"], [data-testid="stSelectbox"],
  [data-testid="stExpander"] {display: none !important}
  .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; height: auto !important; overflow: visible !important}
  .px-case, .px-line {break-inside: avoid}
}
</style>""") + Html("""<style>@media (max-width: {}px) {{
  [data-testid="stGrid"]:has(> * .px-text) {{display: flex; flex-direction: column}}
  [data-testid="stGridCell"]:has(.px-legend) {{order: -1}}
  [data-testid="stGridCell"] .px-legend {{font-size: .82rem; line-height: 1.9}}
}}</style>""").format(LEAST_WINDOW_BESIDE - 1)

#: What the id of a note in the margin begins with, before its number.
NOTE_ANCHOR = "note-"
#: Block kinds that are the report itself; the others are set apart and labelled.
_PROSE = ("headline", "subhead", "body")


@dataclass(frozen=True)
class MarginNote:
    """A note in the margin beside a sentence.

    Attributes:
        start: the first character of the sentence.
        end: one past its last.
        lines: the note, the most telling line first; any text.
        cell: what a click on the note reports; empty for a note that opens nothing.
    """

    start: int
    end: int
    lines: tuple[str, ...]
    cell: str = ""


@dataclass(frozen=True)
class _Block:
    kind: str
    start: int
    end: int


def build_article(
    text: str, blocks: pd.DataFrame, spans: Iterable[Span], notes: Sequence[MarginNote] = ()
) -> Html:
    """Return an article with its blocks set apart and its spans marked.

    Args:
        text: the article's text.
        blocks: ``kind``, ``start``, ``end``, in the order of the text.
        spans: what to mark.
        notes: what stands in the margin, in the order of the text; a number after the sentence
            leads to its note.
    """
    marks = list(spans)
    numbered = [*enumerate(notes, start=1)]
    lines = (_build_line(text, line, marks, numbered) for line in _group_lines(text, blocks))
    has_margin = Html(" px-with-margin") if notes else Html("")
    return Html('<article class="px-text{}">{}</article>').format(has_margin, markup.join(lines))


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


def _build_line(
    text: str, line: list[_Block], spans: list[Span], notes: list[tuple[int, MarginNote]]
) -> Html:
    pieces: list[Html] = []
    position = line[0].start
    # A note stands in the line in which its sentence ends.
    of_line = [
        (number, note)
        for number, note in notes
        if line[0].start < note.end <= max(block.end for block in line)
    ]
    for block in line:
        pieces.append(markup.escape_visibly(text[position : block.start]))
        label = Html(' data-kind="{}"').format(block.kind)
        pieces.append(
            Html('<span class="px-{}"{}>{}</span>').format(
                block.kind,
                "" if block.kind in _PROSE else label,
                _build_block(text, block, spans, of_line),
            )
        )
        position = block.end
    built = markup.join(pieces)
    if notes:  # then each line has two columns
        built = Html("<div>{}</div>{}").format(built, _build_margin(of_line))
    return Html('<div class="px-line">{}</div>').format(built)


def _build_block(
    text: str, block: _Block, spans: list[Span], notes: list[tuple[int, MarginNote]]
) -> Html:
    """Return the text of a block with its marks, and the numbers of the notes on its sentences."""
    pieces: list[Html] = []
    position = block.start
    for number, note in notes:
        if block.start < note.end <= block.end:
            pieces.append(_highlight(text, position, note.end, spans))
            pieces.append(Html('<sup class="px-number">{}</sup>').format(number))
            position = note.end
    pieces.append(_highlight(text, position, block.end, spans))
    return markup.join(pieces)


def _highlight(text: str, start: int, end: int, spans: list[Span]) -> Html:
    inside = [
        _without_repeated_anchor(span, start)
        for span in spans
        if span.start < end and span.end > start
    ]
    return markup.highlight(text[start:end], inside, start)


def _build_margin(notes: list[tuple[int, MarginNote]]) -> Html:
    items = (
        Html('<li id="{}{}">{}</li>').format(NOTE_ANCHOR, number, _build_note(number, note))
        for number, note in notes
    )
    return Html('<ol class="px-margin">{}</ol>').format(markup.join(items)) if notes else Html("")


def _build_note(number: int, note: MarginNote) -> Html:
    first, *rest = note.lines
    lines = Html("<b>{}</b><span>{}</span>{}").format(
        number, first, markup.join(Html("<small>{}</small>").format(line) for line in rest)
    )
    if not note.cell:
        return lines
    return Html('<button type="button" data-note="{}">{}</button>').format(note.cell, lines)


def _without_repeated_anchor(span: Span, block_start: int) -> Span:
    """Return the span as a block shows it: an anchor is set once, where the span begins."""
    return span if span.start >= block_start else replace(span, anchor="")
