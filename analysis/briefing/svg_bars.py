"""Bars of a briefing as SVG: stacked, labelled, readable without colour."""

from markupsafe import Markup, escape

from analysis.briefing.document import BarChart, Segment
from analysis.visible_text import make_visible

#: Sizes in units of the picture, whose width is that of half a page.
_WIDTH, _ROW, _BAR, _LABEL_WIDTH, _TOP = 480, 22, 16, 190, 2
#: Height of a line of the legend, and width of a mark in it with its gap.
_LEGEND_ROW, _SWATCH = 14, 13
#: Width of a character of the labels, on average, for the font size used.
_CHARACTER = 5.3
_FONT_SIZE = 10
#: Fill of segments by place: light, so that black text on each has a contrast of 7:1 or more
#: (ColorBrewer, Paired and Pastel).
_FILLS = ("#A6CEE3", "#FDBF6F", "#B2DF8A", "#CAB2D6", "#FBB4AE", "#FFFF99")
#: Fill of what the segments leave of a bar.
REST_FILL = "#E3E6EA"


def build_bars(chart: BarChart) -> Markup:
    """Return the chart as an ``svg`` element, with its numbers as the alternative text."""
    fills = assign_fills(chart)
    rows = [
        _build_row(chart, label, segments, fills, _TOP + number * _ROW)
        for number, (label, segments) in enumerate(chart.rows)
    ]
    legend, legend_height = _build_legend(fills, _TOP + _ROW * len(chart.rows))
    rows.append(legend)
    height = _TOP * 2 + _ROW * len(chart.rows) + legend_height
    return Markup(
        '<svg role="img" aria-label="{}" viewBox="0 0 {} {}" font-family="system-ui, sans-serif" '
        'font-size="{}">{}</svg>'
    ).format(_escape(describe_bars(chart)), _WIDTH, height, _FONT_SIZE, Markup("").join(rows))


def describe_bars(chart: BarChart) -> str:
    """Return the numbers of a chart in words."""
    rows = (
        f"{label}: {describe_segments(chart, segments) or 'none'}" for label, segments in chart.rows
    )
    return f"{chart.title}. {'; '.join(rows)}."


def describe_segments(chart: BarChart, segments: tuple[Segment, ...]) -> str:
    """Return the numbers of a bar in words, with what its segments leave of it."""
    return ", ".join(f"{part.name} {part.share:.0%}" for part in chart.complete(segments))


def _build_legend(fills: dict[str, str], top: int) -> tuple[Markup, int]:
    """Return what names the fills, and its height; nothing where there is one fill."""
    if len(fills) == 1:
        return Markup(""), 0
    pieces = []
    left, line = float(_LABEL_WIDTH), 0
    for name, fill in fills.items():
        text = _fit(name, _WIDTH - _LABEL_WIDTH - _SWATCH)
        width = _SWATCH + len(text) * _CHARACTER + _SWATCH / 2
        if left + width > _WIDTH and left > _LABEL_WIDTH:
            left, line = float(_LABEL_WIDTH), line + 1
        y = top + line * _LEGEND_ROW
        pieces.append(
            Markup(
                '<rect x="{:.1f}" y="{}" width="9" height="9" fill="{}" stroke="#5A5F67" '
                'stroke-width=".6"/><text x="{:.1f}" y="{}">{}</text>'
            ).format(left, y + 2, fill, left + _SWATCH, y + 10, _escape(text))
        )
        left += width
    return Markup("").join(pieces), (line + 1) * _LEGEND_ROW


def assign_fills(chart: BarChart) -> dict[str, str]:
    """Return the fill of each name: one look for one name, those with the largest shares first."""
    totals: dict[str, float] = {}
    for _, segments in chart.rows:
        for segment in segments:
            totals[segment.name] = totals.get(segment.name, 0.0) + segment.share
    ordered = sorted(totals, key=lambda name: (-totals[name], name))
    return dict(zip(ordered, _FILLS, strict=False))


def _build_row(
    chart: BarChart, label: str, segments: tuple[Segment, ...], fills: dict[str, str], top: int
) -> Markup:
    scale = _WIDTH - _LABEL_WIDTH - 2
    middle = top + _BAR / 2 + _FONT_SIZE * 0.35
    pieces = [
        Markup('<text x="{}" y="{:.1f}" text-anchor="end">{}</text>').format(
            _LABEL_WIDTH - 6, middle, _escape(_fit(label, _LABEL_WIDTH - 8))
        )
    ]
    left = float(_LABEL_WIDTH)
    for segment in chart.complete(segments):
        width = segment.share * scale
        fill = REST_FILL if segment.name == chart.rest else fills.get(segment.name, REST_FILL)
        text = f"{segment.name} {segment.share:.0%}"
        pieces.append(
            Markup(
                '<rect x="{:.1f}" y="{}" width="{:.1f}" height="{}" fill="{}" stroke="#5A5F67" '
                'stroke-width=".6"><title>{}</title></rect>'
            ).format(left, top, width, _BAR, fill, _escape(text))
        )
        if fitting_text := _fit_segment(segment, width):
            pieces.append(
                Markup('<text x="{:.1f}" y="{:.1f}">{}</text>').format(
                    left + 3, middle, _escape(fitting_text)
                )
            )
        left += width
    return Markup("").join(pieces)


def _fit_segment(segment: Segment, width: float) -> str:
    """Return the label that fits a segment: name and share, last name and share, or share."""
    share = f"{segment.share:.0%}"
    last_name = segment.name.split()[-1] if segment.name else ""
    for text in (f"{segment.name} {share}", f"{last_name} {share}", share):
        if len(text) * _CHARACTER + 5 <= width:
            return text
    return ""


def _fit(text: str, width: float) -> str:
    characters = int(width / _CHARACTER)
    return text if len(text) <= characters else f"{text[: characters - 1]}…"


def _escape(text: str) -> Markup:
    return escape(make_visible(text))
