"""Bars of a briefing in a Word file: shaded cells of a table, beside the numbers in words.

A file needs no picture for them: they are read by every program that shows tables, their texts stay
texts, and a reader that speaks has the numbers in the last column.
"""

from collections.abc import Callable, Sequence
from itertools import accumulate, pairwise
from typing import TYPE_CHECKING

from analysis.briefing.document import BarChart, Segment
from analysis.briefing.svg_bars import REST_FILL, assign_fills, describe_segments

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Cell

#: Parts into which the width of a bar is divided: a share is drawn to the next 2 %.
_PARTS = 50
#: Widths of the names, of a bar, and of the numbers, in millimetres: those of the page together.
_NAME_MM, _BAR_MM, _NUMBERS_MM = 40, 75, 63
#: Size of the text, in points.
_FONT_SIZE = 8


def add_bars(document: "Document", chart: BarChart, clean: Callable[[str], str]) -> None:
    """Add a chart as a table with a row for each bar.

    Args:
        document: Where to add it.
        chart: The chart.
        clean: Makes a text fit for the file.
    """
    from docx.shared import Mm

    fills = assign_fills(chart)
    table = document.add_table(rows=len(chart.rows), cols=_PARTS + 2, style="Table Grid")
    table.autofit = False
    widths = [Mm(_NAME_MM), *[Mm(_BAR_MM / _PARTS)] * _PARTS, Mm(_NUMBERS_MM)]
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row, (label, segments) in zip(table.rows, chart.rows, strict=True):
        cells = row.cells
        for cell, width in zip(cells, widths, strict=True):
            cell.width = width
        ends = divide_bar(segments)
        _write(cells[0], clean(label))
        _write(cells[-1], clean(describe_segments(chart, segments)))
        names = [segment.name for segment in segments]
        for name, (start, end) in zip([*names, ""], pairwise([0, *ends, _PARTS]), strict=True):
            if end == start:
                continue
            part = cells[1 + start].merge(cells[end])
            _write(part, "")
            if name or (chart.rest and segments):
                _shade(part, fills.get(name, REST_FILL))
    document.add_paragraph()


def divide_bar(segments: Sequence[Segment]) -> list[int]:
    """Return where each segment ends, in parts of a bar: the sum of the shares so far, rounded."""
    sums = accumulate(segment.share for segment in segments)
    return [min(round(total * _PARTS), _PARTS) for total in sums]


def _write(cell: "_Cell", text: str) -> None:
    from docx.shared import Pt

    cell.text = text
    for run in cell.paragraphs[0].runs:
        run.font.size = Pt(_FONT_SIZE)
    cell.paragraphs[0].paragraph_format.space_after = Pt(0)


def _shade(cell: "_Cell", fill: str) -> None:
    """Fill a cell with a colour, for which python-docx has no method of its own."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    shading = OxmlElement("w:shd")
    shading.set(qn("w:val"), "clear")
    shading.set(qn("w:color"), "auto")
    shading.set(qn("w:fill"), fill.removeprefix("#"))
    cell._tc.get_or_add_tcPr().append(shading)  # noqa: SLF001 - the cell's element
