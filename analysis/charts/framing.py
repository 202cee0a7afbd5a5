"""Charts of the framing measures: values with their intervals, and what stands out."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.layout import build_figure, escape_label, shorten_label
from analysis.charts.outlet_styles import NEUTRAL, OutletStyle, order_like_styles
from analysis.measures.registry import MEASURES, Measure

_NAMED = 3
_OUTLET_ROW, _GAP = 15, 14  # pixels of one outlet's dot, and between two items


def draw_dots(
    table: pd.DataFrame, measure: Measure, styles: Mapping[str, OutletStyle]
) -> go.Figure:
    """Draw the value of each item in each outlet as a dot with its interval.

    Args:
        table: rows of one measure for the items to draw, in that order, as returned by
            :func:`analysis.findings.framing.compute_measures`.
        measure: which one it is.
        styles: how each outlet is drawn.

    Returns:
        Dots whose ``customdata`` is (item, outlet label); filled where the outlet is told apart
        from the others, hollow where it is not. No line where there is no interval.
    """
    items = list(dict.fromkeys(table["item"]))
    outlets = order_like_styles(styles, table["outlet_label"])
    step = len(outlets) + 1
    between = [
        {
            "type": "line",
            "xref": "x domain",
            "x0": 0,
            "x1": 1,
            "y0": row * step - 1,
            "y1": row * step - 1,
            "line": {"color": NEUTRAL, "width": 0.5},
        }
        for row in range(1, len(items))
    ]
    points = []
    for place, outlet in enumerate(outlets):
        part = table[table["outlet_label"] == outlet]
        look = styles[outlet]
        open_ = "" if look.symbol.endswith("-open") else "-open"
        told = part["distinguishable"]
        points.append(
            {
                "type": "scatter",
                "name": escape_label(outlet),
                "mode": "markers",
                "x": _shown(part["value"], measure),
                "y": [items.index(item) * step + place for item in part["item"]],
                "error_x": {
                    "type": "data",
                    "symmetric": False,
                    "array": _shown(part["high"] - part["value"], measure),
                    "arrayminus": _shown(part["value"] - part["low"], measure),
                    "thickness": 1.5,
                    "width": 3,
                    "color": look.colour,
                },
                "customdata": part[["item", "outlet_label"]].to_numpy().tolist(),
                "hovertext": [_hover(row, measure) for row in part.to_dict("records")],
                "hoverinfo": "text",
                "marker": {
                    "color": look.colour,
                    "size": 10,
                    "line": {"width": 2, "color": look.colour},
                    "symbol": [look.symbol if sure else look.symbol + open_ for sure in told],
                },
                "unselected": {"marker": {"opacity": 0.6}},
                "cliponaxis": False,
            }
        )
    names = dict(zip(table["item"], table["name"], strict=True))
    return build_figure(
        points,
        title=measure.question,
        height=120 + len(items) * (len(outlets) * _OUTLET_ROW + _GAP),
        xtitle=f"% {measure.unit}" if measure.is_percent else measure.unit,
        xaxis={"rangemode": "tozero", "zeroline": True},
        yaxis={
            "tickvals": [row * step + (len(outlets) - 1) / 2 for row in range(len(items))],
            "ticktext": [shorten_label(str(names[item])) for item in items],
            "range": [len(items) * step - 1, -1],
            "showgrid": False,
            "zeroline": False,
        },
        shapes=between,
    )


def describe_dots(table: pd.DataFrame, measure: Measure) -> str:
    """Say in words what :func:`draw_dots` shows: the finding and the values of the first items."""
    first = []
    for _, rows in list(table.groupby("item", sort=False))[:3]:
        values = ", ".join(
            f"{row['outlet_label']} {format_value(row['value'], measure)}"
            for row in rows.to_dict("records")
        )
        first.append(f"{rows['name'].iloc[0]}: {values}")
    unit = f"% {measure.unit}" if measure.is_percent else measure.unit
    answer = summarize_differences(table, measure)
    return f"{measure.question} {answer}. In {unit}: {'; '.join(first)}."


def summarize_differences(table: pd.DataFrame, measure: Measure) -> str:
    """Return the answer to the measure's question in one sentence, without its full stop."""
    if table["outlet_label"].nunique() < 2:
        return "One outlet only: there is nothing to compare it with"
    told = table[table["distinguishable"].astype(bool)]
    if told.empty:
        return "Not distinguishable: no difference shown is larger than chance would make it"
    parts = [
        f"{row['outlet_label']} on {row['name']} ({format_value(row['value'], measure)}, others "
        f"{format_value(row['others_mean'], measure)})"
        for row in told.head(_NAMED).to_dict("records")
    ]
    more = f", and {len(told) - _NAMED} more" if len(told) > _NAMED else ""
    return f"Told apart from the other outlets: {'; '.join(parts)}{more}"


def tabulate_values(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the numbers behind :func:`draw_dots` as a table to read."""
    shown = table.assign(
        value=_shown(table["value"], measure),
        low=_shown(table["low"], measure),
        high=_shown(table["high"], measure),
        verdict=[format_verdict(told) for told in table["distinguishable"]],
        effect=table["effect"].round(2),
    )
    unit = f"% {measure.unit}" if measure.is_percent else measure.unit
    headings = {
        "name": "Item",
        "outlet_label": "Outlet",
        "value": unit,
        "low": "Interval from",
        "high": "to",
        "n": f"n ({measure.counts})",
        "effect": "Effect (h)",
        "p": "p, corrected",
        "verdict": "Verdict",
    }
    return shown[list(headings)].rename(columns=headings)


def tabulate_differences(table: pd.DataFrame) -> pd.DataFrame:
    """Return what differs most as a table to read.

    Args:
        table: as :func:`analysis.findings.framing.rank_differences` returns it.
    """
    rows = []
    for row in table.to_dict("records"):
        measure = MEASURES[row["measure"]]
        rows.append(
            {
                "Outlet": row["outlet_label"],
                "On": row["name"],
                "Measure": format_measure_name(row["measure"]),
                "Value": format_value(row["value"], measure),
                "Other outlets": format_value(row["others_mean"], measure),
                "Distinguishable": row["verdict"],
                "Interval (95 %)": format_interval(row["low"], row["high"], measure),
                "n": f"{row['n']:,} {measure.counts}",
                "Effect (h)": round(float(row["effect"]), 2),
            }
        )
    return pd.DataFrame(rows)


def tabulate_tally(table: pd.DataFrame) -> pd.DataFrame:
    """Return how much each measure tells apart as a table to read.

    Args:
        table: as :func:`analysis.findings.framing.count_comparisons` returns it.
    """
    shown = table.assign(measure=[format_measure_name(key) for key in table["measure"]])
    return shown[["measure", "compared", "distinguishable", "holds_after_correction"]].set_axis(
        ["Measure", "Values compared", "Distinguishable", "Also over all measures"], axis=1
    )


def format_measure_name(key: str) -> str:
    """Return a measure with its group, as a page writes it."""
    measure = MEASURES[key]
    same = measure.name == measure.group
    return measure.group if same else f"{measure.group}: {measure.name.lower()}"


def format_value(value: float, measure: Measure) -> str:
    """Return a value as a page writes it."""
    if pd.isna(value):
        return "none"
    return f"{value:.0%}" if measure.is_percent else f"{value:.1f}"


def format_interval(low: float, high: float, measure: Measure) -> str:
    """Return the interval of a value as a page writes it, or that there is none."""
    if pd.isna(low):
        return "no interval"
    return f"{format_value(low, measure)} to {format_value(high, measure)}"


def format_verdict(told: bool) -> str:
    """Return in words whether an outlet is told apart from the others."""
    return "distinguishable" if told else "not distinguishable"


def _shown(values: pd.Series, measure: Measure) -> pd.Series:
    return (100 * values if measure.is_percent else values).round(2)


def _hover(row: Mapping[Hashable, Any], measure: Measure) -> str:
    return (
        f"<b>{escape_label(str(row['name']))}</b> in {escape_label(str(row['outlet_label']))}<br>"
        f"{format_value(row['value'], measure)} {measure.unit}<br>"
        f"{format_interval(row['low'], row['high'], measure)}, "
        f"n = {row['n']:,} {measure.counts}<br>"
        f"{format_verdict(bool(row['distinguishable']))}"
    )
