"""Charts of who is quoted in which outlet, and which outlet reports which utterance."""

import textwrap
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from types import MappingProxyType
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.layout import (
    build_figure,
    build_outlet_axis,
    compute_height,
    escape_label,
    wrap_label,
)
from analysis.charts.outlet_styles import NEUTRAL, OutletStyle, build_rgba
from analysis.charts.speakers import UNKNOWN_SPEAKER, name_unknown
from analysis.findings.coverage_row import ReportState
from analysis.findings.speaker_names import describe_identification

#: Labels of the cells of outlets that do not quote an utterance; they mean what Coverage's do.
_MISSING: Mapping[ReportState, str] = {
    ReportState.SAME: "the same words, not read as this quotation",
    ReportState.PART: "a part of the words, not read as this quotation",
    ReportState.POSSIBLE: "possibly in other words",
    ReportState.NOT_FOUND: "not found",
    ReportState.UNCLEAR: "cannot be told",
}
#: What some of them mean, in the tooltip.
_EXPLANATIONS = {
    _MISSING[ReportState.POSSIBLE]: (
        "A sentence of this outlet may report it; it is not counted. Click to read it."
    ),
    _MISSING[ReportState.NOT_FOUND]: "No sentence of this outlet was found that reports it.",
    _MISSING[ReportState.UNCLEAR]: "Some words are alike, too few to say that it is reported.",
}
#: Labels of the cells of outlets that have no article of the story of an utterance, at all or
#: among the chosen days.
_NO_ARTICLE = "no article on this story"
_HIDDEN = "articles on this story only on other days than the chosen ones, or undated"
#: States by utterance and outlet, of the outlets with an article of the utterance's story.
_MissingStates = Mapping[tuple[str, str], ReportState]
_NONE_KNOWN: _MissingStates = MappingProxyType({})
#: Characters of a line of an utterance or speaker beside a row, and in the tooltip.
_LINE_CHARACTERS, _TOOLTIP_CHARACTERS = 34, 70
#: Lines of an utterance beside its row, and the height of a row in pixels.
_MAX_LINES, _ROW = 2, 38
#: The sign of each kind of report. Shapes stand for outlets; the last signs are as on Coverage.
_SIGNS = {
    "direct": "“ ”",
    "mixed": "that “ ”",
    "indirect": "that",
    _MISSING[ReportState.SAME]: "●",
    _MISSING[ReportState.PART]: "◐",
    _MISSING[ReportState.POSSIBLE]: "?",
    _MISSING[ReportState.NOT_FOUND]: "✕",
    _MISSING[ReportState.UNCLEAR]: "",
    _NO_ARTICLE: "–",
    _HIDDEN: "…",
}
#: Kind of the cells that stand for all outlets without a column of their own.
_MORE = "that many of the outlets without a column quote it"
#: Size in pixels of the square behind a sign, of its letters, and of those of a sign of two lines,
#: which ends within the square; opacity of the square, on which the sign is readable on light and
#: on dark pages.
_SQUARE, _SIGN, _SIGN_OF_TWO_LINES, _OPACITY = 34, 13, 11, 0.3
_REPORT_HEADINGS = {
    "speaker": "Speaker",
    "text": "Fullest version",
    "coverage_disparity": "Coverage gap (0 to 1)",
    "outlet_label": "Outlet",
    "credited": "Credited here to",
    "identified": "How the speaker is known",
    "kind": "Reported",
    "cue": "Reporting verb",
    "share_reported": "Reported (% of words)",
}


@dataclass(frozen=True)
class _Rows:
    """The rows of the chart: labels in order, and place and text of each utterance by its id."""

    labels: list[str]
    places: Mapping[str, int]
    texts: Mapping[str, str]


def select_columns(
    table: pd.DataFrame, outlets: Sequence[str], limit: int, highlight: str = ""
) -> tuple[str, ...]:
    """Return the outlets with a column of their own: those that quote most of the utterances.

    Where there are more outlets than columns, one that quotes none of them has no column.

    Args:
        table: as for :func:`draw_reports`.
        outlets: all selected outlets.
        limit: maximum number of columns.
        highlight: an outlet that has a column in any case.
    """
    counts = table.groupby("outlet_label")["utterance_id"].nunique()
    ranked = sorted(
        outlets, key=lambda outlet: (outlet != highlight, -counts.get(outlet, 0), outlet)
    )
    if len(outlets) > limit:
        ranked = [outlet for outlet in ranked if outlet == highlight or counts.get(outlet, 0)]
    return tuple(sorted(ranked[:limit]))


def draw_reports(
    table: pd.DataFrame,
    styles: Mapping[str, OutletStyle],
    title: str,
    missing: _MissingStates = _NONE_KNOWN,
    hidden: Collection[tuple[str, str]] = (),
    *,
    n_outlets: int = 0,
) -> go.Figure:
    """Draw which outlet reports which utterance and how, grouped by speaker.

    Args:
        table: ``utterance_id``, ``speaker`` (all whom outlets credit), ``text`` (the fullest
            wording), ``outlet_label``, ``wording`` and ``credited`` (the outlet's own words, and
            whom it credits), ``mention`` and ``resolution`` (how it was identified) and ``kind``,
            one row per outlet that reports it; utterances of a speaker together.
        styles: of the outlets that are columns, by label, in order.
        title: what the chart shows, as :func:`summarize_spread` says it.
        missing: whether the outlets that do not quote an utterance report it all the same, by id
            of the utterance and label of the outlet; others have no article of its story.
        hidden: those of the others that have one on other days than the chosen ones.
        n_outlets: number of selected outlets; a last column counts those that are no columns.

    Returns:
        Squares in the outlet's colour whose ``customdata`` is (utterance id, outlet label), with a
        sign for the kind of quotation; the sign alone, or nothing, where the outlet does not quote
        it. The rows are in the order of the table.
    """
    rows = _arrange_rows(table)
    outlets = list(styles)
    cells = _list_cells(table, outlets, missing, hidden)
    by_kind = {str(kind): cells_of_kind for kind, cells_of_kind in cells.groupby("kind")}
    traces = [_build_marks(kind, by_kind[kind], rows, styles) for kind in _SIGNS if kind in by_kind]
    columns = list(outlets)
    if n_outlets > len(outlets):
        traces.append(_build_counts(_list_more(table, outlets), rows, len(outlets)))
        columns.append(f"{n_outlets - len(outlets)} more")
    return build_figure(
        traces,
        title=title,
        height=compute_height(len(rows.labels), around=160, row=_ROW),
        x_axis={**build_outlet_axis(columns), "showgrid": False},
        y_axis={
            "tickvals": list(range(len(rows.labels))),
            "ticktext": rows.labels,
            "range": [len(rows.labels) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
        },
    )


def explain_signs(
    table: pd.DataFrame,
    outlets: Sequence[str],
    missing: _MissingStates = _NONE_KNOWN,
    hidden: Collection[tuple[str, str]] = (),
    *,
    n_outlets: int = 0,
) -> str:
    """Return what the signs of :func:`draw_reports` mean, those alone that it draws.

    Args:
        table: as for :func:`draw_reports`.
        outlets: labels of the columns.
        missing: as for :func:`draw_reports`.
        hidden: as for :func:`draw_reports`.
        n_outlets: as for :func:`draw_reports`.
    """
    drawn = set(_list_cells(table, outlets, missing, hidden)["kind"])
    signs = [f"{sign or 'blank'}: {kind}" for kind, sign in _SIGNS.items() if kind in drawn]
    if n_outlets > len(outlets) and _list_more(table, outlets):
        signs.append(f"number: {_MORE}")
    return " · ".join(signs)


def describe_reports(table: pd.DataFrame, outlets: Sequence[str], n_outlets: int) -> str:
    """Describe :func:`draw_reports`, as :func:`summarize_spread` does, for what is drawn."""
    counts = table.groupby("outlet_label")["utterance_id"].nunique()
    by_outlet = "; ".join(f"{outlet} {counts.get(outlet, 0)}" for outlet in outlets)
    return f"Drawn: {summarize_spread(table, n_outlets)}. Statements by outlet: {by_outlet}."


def summarize_spread(table: pd.DataFrame, n_outlets: int, noun: str = "outlet") -> str:
    """Return in words how many outlets report the utterances of :func:`draw_reports`.

    Args:
        table: as :func:`draw_reports` takes it.
        n_outlets: number of selected outlets, drawn or not.
        noun: what the sentence calls an outlet; outlets may be pooled to groups.
    """
    counts = table.groupby("utterance_id")["outlet_label"].nunique()
    several, single = int((counts > 1).sum()), int((counts == 1).sum())
    parts = []
    if several:
        everywhere = int((counts == n_outlets).sum())
        parts.append(
            f"{several} statement{'s' * (several != 1)} in two or more {noun}s; "
            f"{everywhere or 'none'} in all {n_outlets}"
        )
    if single:
        parts.append(f"{single} statement{'s' * (single != 1)} in only one {noun}")
    return "; ".join(parts)


def tabulate_reports(table: pd.DataFrame) -> pd.DataFrame:
    """Return the reports as a table to read, one row per utterance and outlet."""
    attributions = table.assign(speaker=table["credited"]).to_dict("records")
    readable = name_unknown(table).assign(
        identified=[describe_identification(row) for row in attributions],
        share_reported=(100 * table["share_reported"]).round(),
        coverage_disparity=table["coverage_disparity"].round(2),
    )
    return readable[list(_REPORT_HEADINGS)].rename(columns=_REPORT_HEADINGS)


def _arrange_rows(table: pd.DataFrame) -> _Rows:
    """Return one row per utterance in the order of the table, with a heading at a new speaker."""
    utterances = table.drop_duplicates("utterance_id")
    labels: list[str] = []
    places: dict[str, int] = {}
    for speaker, group in groupby(utterances.to_dict("records"), key=itemgetter("speaker")):
        name = wrap_label(str(speaker) or UNKNOWN_SPEAKER, _LINE_CHARACTERS, _MAX_LINES)
        labels.append(f"<b>{name}</b>")
        for row in group:
            places[row["utterance_id"]] = len(labels)
            lines = textwrap.wrap(
                row["text"], _LINE_CHARACTERS, max_lines=_MAX_LINES, placeholder=" …"
            )
            labels.append("<br>".join(map(escape_label, lines)))
    texts = dict(zip(utterances["utterance_id"], utterances["text"], strict=True))
    return _Rows(labels, places, texts)


def _list_cells(
    table: pd.DataFrame,
    outlets: Sequence[str],
    missing: _MissingStates,
    hidden: Collection[tuple[str, str]],
) -> pd.DataFrame:
    """Return the kind of report of each utterance in each outlet, and its words if it has any."""
    columns = ["utterance_id", "outlet_label", "kind", "wording"]
    columns += ["credited", "mention", "resolution"]
    quoted = table.loc[table["outlet_label"].isin(outlets), columns]
    return pd.concat([quoted, _list_missing(table, outlets, missing, hidden)], ignore_index=True)


def _list_more(table: pd.DataFrame, outlets: Sequence[str]) -> dict[str, list[str]]:
    """Return the outlets that quote each utterance and are no columns, by its id."""
    more = table[~table["outlet_label"].isin(outlets)]
    return {
        str(utterance_id): sorted(set(labels))
        for utterance_id, labels in more.groupby("utterance_id")["outlet_label"]
    }


def _build_counts(more: Mapping[str, Sequence[str]], rows: _Rows, column: int) -> dict[str, Any]:
    """Return how many outlets without a column quote each utterance; their names are tooltips."""
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [column] * len(more),
        "y": [rows.places[utterance_id] for utterance_id in more],
        "customdata": [[utterance_id, ""] for utterance_id in more],
        "hovertext": [f"Quoted in: {_wrap(', '.join(labels))}" for labels in more.values()],
        "hoverinfo": "text",
        "text": [f"{len(labels):,}" for labels in more.values()],
        "textfont": {"size": _SIGN},
        "marker": {"symbol": "square", "size": _SQUARE, "color": build_rgba(NEUTRAL, 0)},
    }


def _list_missing(
    table: pd.DataFrame,
    outlets: Sequence[str],
    missing: _MissingStates,
    hidden: Collection[tuple[str, str]],
) -> pd.DataFrame:
    """Return the utterances and outlets that do not quote them."""
    reported = set(zip(table["utterance_id"], table["outlet_label"], strict=True))
    cells = [
        (
            utterance_id,
            outlet,
            _MISSING[missing[utterance_id, outlet]]
            if (utterance_id, outlet) in missing
            else (_HIDDEN if (utterance_id, outlet) in hidden else _NO_ARTICLE),
        )
        for utterance_id in dict.fromkeys(table["utterance_id"])
        for outlet in outlets
        if (utterance_id, outlet) not in reported
    ]
    return pd.DataFrame(cells, columns=["utterance_id", "outlet_label", "kind"])


def _build_marks(
    kind: str, cells: pd.DataFrame, rows: _Rows, styles: Mapping[str, OutletStyle]
) -> dict[str, Any]:
    """Return the marks of one kind of report."""
    outlets = list(styles)
    is_missing = kind in {*_MISSING.values(), _NO_ARTICLE, _HIDDEN}
    sign = _SIGNS[kind].replace(" “", "<br>“")
    keys = list(zip(cells["utterance_id"], cells["outlet_label"], strict=True))
    return {
        "type": "scatter",
        "mode": "markers+text",
        "x": [outlets.index(outlet) for _, outlet in keys],
        "y": [rows.places[utterance_id] for utterance_id, _ in keys],
        "customdata": [list(key) for key in keys],
        "hovertext": [
            _build_missing_tooltip(cell["outlet_label"], kind, rows.texts[cell["utterance_id"]])
            if is_missing
            else _build_tooltip(cell)
            for cell in cells.to_dict("records")
        ],
        "hoverinfo": "text",
        "text": [sign] * len(keys),
        "textfont": {"size": _SIGN_OF_TWO_LINES if "<br>" in sign else _SIGN},
        "marker": {
            "symbol": "square",
            "size": _SQUARE,
            "opacity": 1,
            "color": [
                build_rgba(*((NEUTRAL, 0) if is_missing else (styles[outlet].colour, _OPACITY)))
                for _, outlet in keys
            ],
            "line": {
                "color": [NEUTRAL if is_missing else styles[outlet].colour for _, outlet in keys],
                "width": 0 if is_missing else 1,
            },
        },
    }


def _build_tooltip(cell: Mapping[Hashable, Any]) -> str:
    """Return the outlet's own words, whom it credits with them, and how that was identified."""
    credited = cell["credited"] or UNKNOWN_SPEAKER
    identified = describe_identification({**cell, "speaker": cell["credited"]})
    attribution = ", ".join(filter(None, (credited, identified)))
    return (
        f"{escape_label(cell['outlet_label'])}: <b>{cell['kind']}</b>, {escape_label(attribution)}"
        f"<br>{_wrap(cell['wording'])}"
    )


def _build_missing_tooltip(outlet: str, kind: str, fullest: str) -> str:
    """Return that an outlet does not quote an utterance, with the fullest wording elsewhere."""
    explanation = f"{_EXPLANATIONS[kind]}<br>" if kind in _EXPLANATIONS else ""
    return (
        f"{escape_label(outlet)}: no quotation; <b>{kind}</b><br>{explanation}"
        f"Fullest version elsewhere:<br>{_wrap(fullest)}"
    )


def _wrap(text: str) -> str:
    return "<br>".join(map(escape_label, textwrap.wrap(text, _TOOLTIP_CHARACTERS)))
