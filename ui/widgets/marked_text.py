"""Articles as marked text, with their blocks.

Sizes and shades are relative to the page's, so that light and dark both stay readable.
"""

from collections.abc import Iterable, Iterator
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
@media print {
  [data-testid="stSidebar"], [data-testid="stHeader"], [data-testid="stToolbar"],
  [data-testid="stButtonGroup"], [data-testid="stCheckbox"], [data-testid="stSelectbox"],
  [data-testid="stExpander"] {display: none !important}
  .stApp, [data-testid="stAppViewContainer"], [data-testid="stMain"] {
    position: static !important; height: auto !important; overflow: visible !important}
  .px-case, .px-line {break-inside: avoid}
}
</style>""")

#: Block kinds that are the report itself; the others are set apart and labelled.
_PROSE = ("headline", "subhead", "body")


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
