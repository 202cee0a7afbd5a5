"""The reading desk as markup: a column for each full text, and a map of the matches between two.

Texts enter through :mod:`ui.widgets.markup`, which escapes them. The component of
:mod:`ui.sections.reading_desk` adds the styles and what a click does.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from analysis.findings.reading_desk import DeskColumn, DeskSentence, ReadingDesk
from analysis.tables import COUNTED
from ui.widgets import markup
from ui.widgets.markup import Html, Span

#: Minimum number of sentences in a row without a counterpart that are folded. Judgement: a single
#: one is as short as the line that would stand for it.
MIN_FOLDED = 2
#: Height of a map in its own units, and the least height of a band in it, so that one short
#: sentence of a long text can be seen and clicked.
_MAP_HEIGHT, _MIN_BAND = 1000, 7
#: Width in the same units of the mark of a passage that the other side of a map does not have.
_STUB_WIDTH = 14
_ORDINALS = ("first", "second", "third")


@dataclass(frozen=True)
class _Piece:
    """A sentence, or a block that is not compared.

    Attributes:
        gap: The text before it, since the piece before.
        start: First character.
        end: One past the last.
        kind: Kind of the block.
        position: Position of the sentence in the column; None for a block that is not compared.
        sentence: The sentence, likewise.
    """

    gap: str
    start: int
    end: int
    kind: str
    position: int | None = None
    sentence: DeskSentence | None = None

    @property
    def is_foldable(self) -> bool:
        """Whether it is a sentence that no other article has, and no headline."""
        sentence = self.sentence
        return (
            sentence is not None
            and not (sentence.link or sentence.possible)
            and self.kind != "headline"
        )


@dataclass(frozen=True)
class _Context:
    """A column, and what its markup depends on.

    Attributes:
        column: The column.
        place: Its position.
        names: Names of all columns.
        marks: What to mark in its text.
        others: For each passage, the names of the other columns that have it.
    """

    column: DeskColumn
    place: int
    names: Sequence[str]
    marks: Sequence[Span]
    others: Mapping[int, Sequence[str]]


def name_columns(desk: ReadingDesk) -> list[str]:
    """Return the outlets' labels, with their order where two articles are of one outlet."""
    labels = [str(column.reading.article["outlet_label"]) for column in desk.columns]
    return [
        f"{label} ({ordinal})" if labels.count(label) > 1 else label
        for label, ordinal in zip(labels, _ORDINALS, strict=False)
    ]


def build_desk(
    desk: ReadingDesk, heads: Sequence[Html], spans: Sequence[Sequence[Span]], *, fold: bool
) -> Html:
    """Return the columns with the maps between them.

    Args:
        desk: The articles.
        heads: What stands above each text.
        spans: For each column, what to mark in its text.
        fold: Whether to fold runs of sentences without a counterpart.
    """
    names = name_columns(desk)
    parts: list[Html] = []
    for place, (head, marks) in enumerate(zip(heads, spans, strict=True)):
        others = {
            link.number: [names[n] for n, at in enumerate(link.sentences) if at and n != place]
            for link in desk.links
        }
        if place:
            parts.append(_build_map(desk, place - 1))
        context = _Context(desk.columns[place], place, names, marks, others)
        parts.append(_build_column(context, head, fold=fold))
    return Html('<div class="desk n{}">{}</div>').format(len(desk.columns), markup.join(parts))


def _build_column(context: _Context, head: Html, *, fold: bool) -> Html:
    others = [name for place, name in enumerate(context.names) if place != context.place]
    parts = []
    for is_folded, pieces in _group_pieces(list(_list_pieces(context.column)), fold=fold):
        lines = markup.join(_build_line(line, context) for line in _split_lines(pieces))
        if is_folded:
            n_sentences = sum(piece.sentence is not None for piece in pieces)
            lines = Html("<details><summary>{} sentences {}</summary>{}</details>").format(
                n_sentences, _describe_absence(others), lines
            )
        parts.append(lines)
    return Html(
        '<section class="column"><div class="head">{}</div>'
        '<div class="pane" tabindex="0" role="region" aria-label="Text of {}">{}</div></section>'
    ).format(head, context.names[context.place], markup.join(parts))


def _describe_absence(others: Sequence[str]) -> str:
    """Return where no sentence is linked to some sentences: that is what was measured."""
    return f"without a match in {' or '.join(others)}"


def _list_pieces(column: DeskColumn) -> Iterator[_Piece]:
    """Yield the sentences and the blocks that are not compared, in the order of the text."""
    text = str(column.reading.article["text"])
    blocks = column.reading.blocks
    others = blocks[~blocks["kind"].isin(COUNTED)]
    starts: list[tuple[int, int, str, int | None]] = [
        (start, end, kind, None)
        for kind, start, end in others[["kind", "start", "end"]].itertuples(index=False, name=None)
    ]
    starts += [(s.start, s.end, s.block_kind, n) for n, s in enumerate(column.sentences)]
    before = 0
    for start, end, kind, position in sorted(starts, key=lambda item: item[:2]):
        sentence = None if position is None else column.sentences[position]
        yield _Piece(text[before:start], start, end, kind, position, sentence)
        before = max(before, end)


def _group_pieces(pieces: list[_Piece], *, fold: bool) -> Iterator[tuple[bool, list[_Piece]]]:
    """Yield parts of a column, and whether each is folded.

    Blocks that are not compared are folded only between sentences that are.
    """
    unfolded: list[_Piece] = []
    run: list[_Piece] = []
    for piece in [*pieces, None]:
        if piece is not None and fold and (piece.is_foldable or (run and piece.sentence is None)):
            run.append(piece)
            continue
        last = max((n for n, item in enumerate(run, 1) if item.is_foldable), default=0)
        folded, rest = run[:last], run[last:]
        run = []
        if sum(item.is_foldable for item in folded) >= MIN_FOLDED:
            if unfolded:
                yield False, unfolded
            yield True, folded
            unfolded = rest
        else:
            unfolded = [*unfolded, *folded, *rest]
        if piece is not None:
            unfolded.append(piece)
    if unfolded:
        yield False, unfolded


def _split_lines(pieces: Sequence[_Piece]) -> Iterator[list[_Piece]]:
    """Yield the pieces of each line: a dateline is in the line of its paragraph."""
    line: list[_Piece] = []
    for piece in pieces:
        if line and "\n" in piece.gap:
            yield line
            line = []
        line.append(piece)
    if line:
        yield line


def _build_line(line: Sequence[_Piece], context: _Context) -> Html:
    pieces: list[Html] = []
    for number, piece in enumerate(line):
        if number:
            pieces.append(markup.escape_visibly(piece.gap))
        pieces.append(_build_piece(piece, context))
    kind = line[0].kind if line[0].kind in {"headline", "subhead"} else "text"
    return Html('<div class="line {}">{}</div>').format(kind, markup.join(pieces))


def _build_piece(piece: _Piece, context: _Context) -> Html:
    sentence = piece.sentence
    marks = [
        replace(span, anchor="")
        for span in context.marks
        if span.start < piece.end and span.end > piece.start
    ]
    text = str(context.column.reading.article["text"])[piece.start : piece.end]
    words = markup.highlight(text, marks, piece.start)
    if sentence is None:
        return Html('<span class="other"><small>{}</small> {}</span>').format(piece.kind, words)
    place = f"{context.place}-{piece.position}"
    link, badge, classes = Html(""), Html(""), ["sentence"]
    if sentence.link:
        classes.append("linked")
        link = Html(' data-link="{}"').format(sentence.link)
        badge = Html(
            '<button type="button" class="number" data-link="{0}" aria-pressed="false" '
            'aria-label="Passage {0}, also in {1}">{0}</button>'
        ).format(sentence.link, " and ".join(context.others[sentence.link]))
    if sentence.possible:
        classes.append("possible")
        outlets = dict.fromkeys(context.names[other] for other, _ in sentence.possible)
        badge += Html(
            '<button type="button" class="maybe" data-to="{}" aria-pressed="false" '
            'aria-label="Possibly in {}">possibly</button>'
        ).format(
            " ".join(f"{other}-{position}" for other, position in sentence.possible),
            " and ".join(outlets),
        )
    return Html('<span class="{}" data-sentence="{}"{}>{}{}</span>').format(
        " ".join(classes), place, link, badge, words
    )


def _build_map(desk: ReadingDesk, left: int) -> Html:
    """Return a map of two neighbouring texts, top to bottom, with a band for each match."""
    sides = desk.columns[left], desk.columns[left + 1]
    pieces: list[Html] = []
    for link in desk.links:
        title = Html("<title>Passage {}</title>").format(link.number)
        bands = [
            [_measure_band(column, position) for position in link.sentences[place]]
            for place, column in enumerate(sides, left)
        ]
        paths = [_draw_band(from_band, to_band) for from_band in bands[0] for to_band in bands[1]]
        if not paths:
            paths = [_draw_stub(band, 0) for band in bands[0]]
            paths += [_draw_stub(band, 100 - _STUB_WIDTH) for band in bands[1]]
        pieces += [
            Html('<path data-link="{}" d="{}">{}</path>').format(link.number, path, title)
            for path in paths
        ]
    for place, counterpart in _list_possible(sides, left):
        top, bottom = _measure_band(sides[0], place)
        other_top, other_bottom = _measure_band(sides[1], counterpart)
        pieces.append(
            Html('<path class="maybe" d="M0,{:.0f} L100,{:.0f}"/>').format(
                (top + bottom) / 2, (other_top + other_bottom) / 2
            )
        )
    return Html(
        '<svg class="map" viewBox="0 0 100 {}" preserveAspectRatio="none" aria-hidden="true">'
        "{}</svg>"
    ).format(_MAP_HEIGHT, markup.join(pieces))


def _list_possible(sides: tuple[DeskColumn, DeskColumn], left: int) -> list[tuple[int, int]]:
    """Return the sentences of two neighbouring columns that may report the same, each pair once.

    Two sentences that may report one together need not be reported by it, so each side is asked.
    """
    pairs = {
        (position, counterpart)
        for position, sentence in enumerate(sides[0].sentences)
        for place, counterpart in sentence.possible
        if place == left + 1
    }
    pairs |= {
        (counterpart, position)
        for position, sentence in enumerate(sides[1].sentences)
        for place, counterpart in sentence.possible
        if place == left
    }
    return sorted(pairs)


def _measure_band(column: DeskColumn, position: int) -> tuple[float, float]:
    """Return the upper and lower edge of a sentence on a map of its text."""
    length = max(len(str(column.reading.article["text"])), 1)
    sentence = column.sentences[position]
    top, bottom = (_MAP_HEIGHT * place / length for place in (sentence.start, sentence.end))
    missing = max(_MIN_BAND - (bottom - top), 0) / 2
    return top - missing, bottom + missing


def _draw_band(left: tuple[float, float], right: tuple[float, float]) -> str:
    return (
        f"M0,{left[0]:.0f} C50,{left[0]:.0f} 50,{right[0]:.0f} 100,{right[0]:.0f} "
        f"L100,{right[1]:.0f} C50,{right[1]:.0f} 50,{left[1]:.0f} 0,{left[1]:.0f} Z"
    )


def _draw_stub(band: tuple[float, float], x: int) -> str:
    return f"M{x},{band[0]:.0f} h{_STUB_WIDTH} V{band[1]:.0f} h-{_STUB_WIDTH} Z"
