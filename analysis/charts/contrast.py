"""The contrast plot: each item at its value in one outlet and in the others, after Scattertext.

Items that both use alike lie on the diagonal; what one side prefers lies away from it (Kessler,
Scattertext, ACL 2017).
"""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.label_placement import GAP, place_labels
from analysis.charts.layout import build_figure, escape_label, shorten_label
from analysis.charts.outlet_styles import NEUTRAL
from analysis.findings.framing import Verdict
from analysis.measures.registry import Measure

#: Maximum number of items with a label, where there is room for it; the others are named when they
#: are pointed at. Judgement.
_MAX_LABELS = 24
#: Height of the plot, in pixels.
_HEIGHT = 520
#: Maximum number of items that the title names in each direction.
_MAX_NAMED = 3
#: Maximum number of characters of a label.
_LABEL_CHARACTERS = 18
#: What an axis shows on either side of the values, as a share of the largest, and the largest value
#: where all are 0.
_BEYOND, _SMALLEST = 0.06, 1e-9


def draw_contrast(table: pd.DataFrame, measure: Measure, outlet: str, colour: str) -> go.Figure:
    """Draw the items of a measure by their value in an outlet and in the others.

    Args:
        table: rows of one measure in one outlet, as returned by
            :func:`analysis.findings.framing.compute_measures`.
        measure: the measure.
        outlet: the outlet's label.
        colour: the outlet's colour.

    Returns:
        Dots whose ``customdata`` is (item, outlet label): in the outlet's colour above the
        diagonal of equal values, grey below it; larger where the difference passes a test.
    """
    factor = 100 if measure.is_percent else 1
    rows = table.assign(
        others=(factor * table["others_mean"]).fillna(0.0), scaled=factor * table["value"]
    )
    gap = (rows["scaled"] - rows["others"]).abs()
    # The largest differences are labelled first, and drawn on top of the others.
    rows = rows.loc[gap.sort_values(ascending=False, kind="stable").index]
    clear = rows["verdict"] != Verdict.NO_CLEAR_DIFFERENCE
    most = float(max(rows["scaled"].max(), rows["others"].max(), 1e-9))
    return build_figure(
        [
            _build_diagonal(most),
            {
                "type": "scatter",
                "mode": "markers",
                "x": rows["others"],
                "y": rows["scaled"],
                "customdata": [[item, outlet] for item in rows["item"]],
                "hovertext": [
                    f"<b>{escape_label(str(row['name']))}</b><br>{escape_label(outlet)}: "
                    f"{row['scaled']:.1f}<br>mean of the others: {_format_mean(row)}"
                    for row in rows.to_dict("records")
                ],
                "hoverinfo": "text",
                "marker": {
                    "opacity": 1,
                    "color": [
                        colour if value > others else NEUTRAL
                        for value, others in zip(rows["scaled"], rows["others"], strict=True)
                    ],
                    "size": [13 if is_clear else 8 for is_clear in clear],
                },
                "cliponaxis": False,
            },
        ],
        title=summarize_contrast(table, outlet),
        height=_HEIGHT,
        x_title=f"mean of the other outlets: {_format_unit(measure)}",
        y_title=f"{outlet}: {_format_unit(measure)}",
        x_axis={"range": _make_range(rows["others"])},
        y_axis={"range": _make_range(rows["scaled"])},
        annotations=_build_labels(rows),
    )


def explain_contrast(table: pd.DataFrame) -> str:
    """Return what the marks of :func:`draw_contrast` mean, those alone that it draws.

    Args:
        table: as for :func:`draw_contrast`.
    """
    others = table["others_mean"].fillna(0.0)
    clear = table["verdict"] != Verdict.NO_CLEAR_DIFFERENCE
    sentences = (
        "Above the line: more in this outlet." if (table["value"] > others).any() else "",
        "Below it, in grey: less." if (table["value"] < others).any() else "",
        "Larger: the difference passes a test." if clear.any() and not clear.all() else "",
        "A dot without room for its name shows it when you point at it; Data has all.",
    )
    return " ".join(filter(None, sentences))


def summarize_contrast(table: pd.DataFrame, outlet: str) -> str:
    """Return the items on which the outlet clearly differs, as the title of the plot."""
    clear = table[table["verdict"] != Verdict.NO_CLEAR_DIFFERENCE]
    if clear.empty:
        return f"{outlet} against the others: no clear difference"
    is_more = clear["value"] > clear["others_mean"].fillna(0.0)
    parts = [
        f"{direction} of {', '.join(names.astype(str).head(_MAX_NAMED))}"
        + (f" and {len(names) - _MAX_NAMED} more" if len(names) > _MAX_NAMED else "")
        for direction, names in (
            ("more", clear.loc[is_more, "name"]),
            ("less", clear.loc[~is_more, "name"]),
        )
        if len(names)
    ]
    return f"{outlet} has {' and '.join(parts)} than the others on average"


def describe_contrast(table: pd.DataFrame, measure: Measure, outlet: str) -> str:
    """Describe :func:`draw_contrast`."""
    clear = int((table["verdict"] != Verdict.NO_CLEAR_DIFFERENCE).sum())
    return (
        f"Dots of {len(table)} items by their value in {outlet} and in the other outlets, in "
        f"{_format_unit(measure)}. {summarize_contrast(table, outlet)}. {clear} of the differences "
        "pass a test."
    )


def _format_mean(row: Mapping[Hashable, Any]) -> str:
    """Return the mean of the others of a dot; "none" where no other outlet has a value."""
    return "none" if pd.isna(row["others_mean"]) else f"{row['others']:.1f}"


def _make_range(values: pd.Series) -> list[float]:
    """Return the range of an axis from 0 to beyond the largest value."""
    return [-_BEYOND * _find_most(values), (1 + _BEYOND) * _find_most(values)]


def _find_most(values: pd.Series) -> float:
    return max(float(values.max()), _SMALLEST)


def _find_shares(values: pd.Series) -> list[float]:
    """Return where values are on their axis, from 0 to 1."""
    shares: list[float] = ((values / _find_most(values) + _BEYOND) / (1 + 2 * _BEYOND)).tolist()
    return shares


def _build_labels(rows: pd.DataFrame) -> list[dict[str, Any]]:
    """Return the labels that have room, each beside its dot or with a line to it.

    Args:
        rows: name, others and scaled; what is labelled first comes first.
    """
    texts = [
        shorten_label(str(name), _LABEL_CHARACTERS) if number < _MAX_LABELS else ""
        for number, name in enumerate(rows["name"])
    ]
    placements = place_labels(_find_shares(rows["others"]), _find_shares(rows["scaled"]), texts)
    return [
        {
            "x": x,
            "y": y,
            "text": text,
            "ax": -GAP if placement.is_left else GAP,
            "ay": -placement.shift,
            "xanchor": "right" if placement.is_left else "left",
            "yanchor": "middle",
            "arrowhead": 0,
            "arrowwidth": 1 if placement.shift else 0.1,
            "arrowcolor": NEUTRAL,
            "font": {"size": 13},
        }
        for x, y, text, placement in zip(
            rows["others"], rows["scaled"], texts, placements, strict=True
        )
        if placement is not None
    ]


def _build_diagonal(most: float) -> dict[str, Any]:
    """Return the line on which both values are equal."""
    return {
        "type": "scatter",
        "mode": "lines",
        "x": [0, most],
        "y": [0, most],
        "line": {"color": NEUTRAL, "width": 1, "dash": "dot"},
        "hoverinfo": "skip",
    }


def _format_unit(measure: Measure) -> str:
    return f"% {measure.unit}" if measure.is_percent else measure.unit
