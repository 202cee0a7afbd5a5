"""Charts and tables of the framing measures: values with intervals, and the differences."""

from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.layout import build_figure, escape_label, shorten_label, wrap_label
from analysis.charts.outlet_styles import NEUTRAL, OutletStyle, order_like_styles
from analysis.findings.framing import Verdict, format_value
from analysis.measures.registry import MEASURES, Measure

#: Maximum number of differences that the summary names.
_MAX_NAMED = 3
#: Items whose values the description of a chart gives.
_DESCRIBED = 3
#: Maximum number of characters in a line of an item's name.
_NAME_CHARACTERS = 28
#: Pixels of one outlet's dot, between two items, and around all of them.
_OUTLET_ROW, _GAP, _AROUND = 15, 14, 120
#: Size of the names of items, and of those of outlets, each beside its dot, in pixels.
_LABEL, _OUTLET_LABEL = 13, 11
#: Pixels between the name of an item and the axis: a dot at 0 is half as wide.
_NAME_STANDOFF = 8
_NO_CLEAR_DIFFERENCE = Verdict.NO_CLEAR_DIFFERENCE.value
#: Opacity of the dots that are not selected.
_FADED = 0.6


def draw_dots(
    table: pd.DataFrame, measure: Measure, styles: Mapping[str, OutletStyle], title: str
) -> go.Figure:
    """Draw the value of each item in each outlet as a dot with its interval.

    Args:
        table: rows of one measure for the items to draw, in that order, as returned by
            :func:`analysis.findings.framing.compute_measures`.
        measure: the measure.
        styles: of the outlets.
        title: what the chart shows, as :func:`summarize_differences` says it.

    Returns:
        Dots whose ``customdata`` is (item, outlet label); filled where the difference from the
        other outlets passes a test, hollow elsewhere. No line where there is no interval. Where
        outlets look alike, each is named beside its dots, below the name of the item.
    """
    items = list(dict.fromkeys(table["item"]))
    outlets = order_like_styles(styles, table["outlet_label"])
    names = dict(zip(table["item"], table["name"].astype(str), strict=True))
    are_alike = len({styles[outlet] for outlet in outlets}) < len(outlets)
    step = len(outlets) + 1 + are_alike
    labels = (
        _name_outlets(names, outlets, step)
        if are_alike
        else {
            row * step + (len(outlets) - 1) / 2: wrap_label(names[item], _NAME_CHARACTERS)
            for row, item in enumerate(items)
        }
    )
    return build_figure(
        [
            _build_outlet_dots(
                table[table["outlet_label"] == outlet],
                measure,
                styles[outlet],
                {item: row * step + are_alike + place for row, item in enumerate(items)},
            )
            for place, outlet in enumerate(outlets)
        ],
        title=title,
        height=_AROUND + len(items) * ((step - 1) * _OUTLET_ROW + _GAP),
        x_title=_format_unit(measure),
        x_axis={"rangemode": "tozero", "zeroline": True},
        y_axis={
            "tickvals": list(labels),
            "ticktext": list(labels.values()),
            "tickfont": {"size": _OUTLET_LABEL if are_alike else _LABEL},
            "range": [len(items) * step - 1, -1],
            "showgrid": False,
            "zeroline": False,
            "ticklabelstandoff": _NAME_STANDOFF,
        },
        shapes=_build_separators([row * step - 1 for row in range(1, len(items))]),
    )


def select_outlets(
    drawn: pd.DataFrame, largest: Sequence[str], limit: int, highlight: str = ""
) -> tuple[str, ...]:
    """Return the outlets to draw: the highlighted one, those that differ, then the largest.

    Args:
        drawn: the rows of the items to draw, the most certain first.
        largest: the outlets with most articles.
        limit: maximum number of outlets.
        highlight: an outlet that is drawn in any case; empty for none.
    """
    differing = drawn.loc[drawn["verdict"] != _NO_CLEAR_DIFFERENCE, "outlet_label"]
    ranked = dict.fromkeys([highlight] * bool(highlight) + [*differing, *largest])
    return tuple(sorted(list(ranked)[:limit]))


def explain_dots(drawn: pd.DataFrame) -> str:
    """Return what the marks of :func:`draw_dots` mean, those alone that it draws.

    Args:
        drawn: the rows that are drawn.
    """
    is_filled = drawn["verdict"] != _NO_CLEAR_DIFFERENCE
    has_line = (drawn["high"] > drawn["low"]).any()
    sentences = (
        "What differs most comes first.",
        "Filled: the difference passes a test." if is_filled.any() else "",
        "Hollow: no clear difference." if not is_filled.all() else "",
        "Line: 95\N{NO-BREAK SPACE}% interval; none where there is too little to compute it from."
        if has_line
        else "",
    )
    return " ".join(filter(None, sentences))


def describe_dots(drawn: pd.DataFrame, table: pd.DataFrame, measure: Measure) -> str:
    """Describe :func:`draw_dots`: the finding and the values of the first items.

    Args:
        drawn: the rows that are drawn.
        table: all rows of the measure, of all items and outlets, which the finding speaks of.
        measure: the measure.
    """
    items = []
    for _, rows in list(drawn.groupby("item", sort=False))[:_DESCRIBED]:
        values = ", ".join(
            f"{row['outlet_label']} {format_value(row['value'], measure)}"
            for row in rows.to_dict("records")
        )
        items.append(f"{rows['name'].iloc[0]}: {values}")
    finding = summarize_differences(table, measure)
    return f"{measure.question} {finding}. In {_format_unit(measure)}: {'; '.join(items)}."


def summarize_differences(table: pd.DataFrame, measure: Measure) -> str:
    """Return the answer to the measure's question in one sentence, without its full stop."""
    outlets = set(table["outlet_label"])
    if len(outlets) <= 1:
        return f"Only {', '.join(outlets)} has any: there is nothing to compare it with"
    clear = table[table["verdict"] != _NO_CLEAR_DIFFERENCE]
    if clear.empty:
        return "No clear difference: none is larger than chance alone would make it"
    parts = [
        f"{row['outlet_label']} on {row['name']} ({format_value(row['value'], measure)}, mean of "
        f"the others {format_value(row['others_mean'], measure)})"
        for row in clear.head(_MAX_NAMED).to_dict("records")
    ]
    more = f", and {len(clear) - _MAX_NAMED} more" if len(clear) > _MAX_NAMED else ""
    return f"Differs from the others: {'; '.join(parts)}{more}"


def tabulate_values(table: pd.DataFrame, measure: Measure) -> pd.DataFrame:
    """Return the numbers of :func:`draw_dots` as a table to read."""
    readable = table.assign(
        value=_scale(table["value"], measure),
        low=_scale(table["low"], measure),
        high=_scale(table["high"], measure),
        effect=table["effect"].round(2),
    )
    headings = {
        "name": "Subject",
        "outlet_label": "Outlet",
        "value": _format_unit(measure),
        "low": "Interval from",
        "high": "to",
        "n": f"n ({measure.counts})",
        "effect": "Effect (h)",
        "p": "p, corrected",
        "verdict": "Verdict",
    }
    return readable[list(headings)].rename(columns=headings)


def tabulate_differences(table: pd.DataFrame) -> pd.DataFrame:
    """Return the largest differences as a table to read.

    Args:
        table: as returned by :func:`analysis.findings.framing.rank_differences`.
    """
    rows = []
    for row in table.to_dict("records"):
        measure = MEASURES[row["measure"]]
        rows.append(
            {
                "Outlet": row["outlet_label"],
                "Subject": row["name"],
                "Measure": format_measure_name(row["measure"]),
                "Value": format_value(row["value"], measure),
                "Others' mean": format_value(row["others_mean"], measure),
                "Verdict": row["verdict"],
                "Interval (95 %)": format_interval(row["low"], row["high"], measure),
                "n": f"{row['n']:,} {measure.counts}",
                "Effect (h)": round(float(row["effect"]), 2),
            }
        )
    return pd.DataFrame(rows)


def tabulate_tally(table: pd.DataFrame) -> pd.DataFrame:
    """Return how many clear differences each measure has as a table to read.

    Args:
        table: as returned by :func:`analysis.findings.framing.count_comparisons`.
    """
    headings = {
        "measure": "Measure",
        "compared": "Values",
        "distinguishable": "Pass one test",
        "holds_after_correction": "Hold after correction",
    }
    named = table.assign(measure=[format_measure_name(key) for key in table["measure"]])
    return named[list(headings)].rename(columns=headings)


def format_measure_name(key: str) -> str:
    """Return the name of a measure with its group."""
    measure = MEASURES[key]
    if measure.name == measure.group:
        return measure.group
    return f"{measure.group}: {measure.name.lower()}"


def format_interval(low: float, high: float, measure: Measure) -> str:
    """Return the interval of a value as text, or that there is none."""
    if pd.isna(low):
        return "no interval"
    return f"{format_value(low, measure)} to {format_value(high, measure)}"


def _name_outlets(names: Mapping[str, str], outlets: Sequence[str], step: int) -> dict[float, str]:
    """Return the labels by their places: each item, and below it the outlets beside their dots."""
    labels: dict[float, str] = {}
    for row, name in enumerate(names.values()):
        labels[row * step] = f"<b>{shorten_label(name)}</b>"
        for place, outlet in enumerate(outlets, 1):
            labels[row * step + place] = shorten_label(outlet)
    return labels


def _build_outlet_dots(
    rows: pd.DataFrame, measure: Measure, style: OutletStyle, places: Mapping[str, int]
) -> dict[str, Any]:
    """Return the dots of one outlet, each at the place of its item."""
    hollow = style.symbol if style.symbol.endswith("-open") else f"{style.symbol}-open"
    return {
        "type": "scatter",
        "name": escape_label(rows["outlet_label"].iloc[0]),
        "mode": "markers",
        "x": _scale(rows["value"], measure),
        "y": [places[item] for item in rows["item"]],
        "error_x": {
            "type": "data",
            "symmetric": False,
            "array": _scale(rows["high"] - rows["value"], measure),
            "arrayminus": _scale(rows["value"] - rows["low"], measure),
            "thickness": 1.5,
            "width": 3,
            "color": style.colour,
        },
        "customdata": rows[["item", "outlet_label"]].to_numpy().tolist(),
        "hovertext": [_build_tooltip(row, measure) for row in rows.to_dict("records")],
        "hoverinfo": "text",
        "marker": {
            "color": style.colour,
            "size": 10,
            "line": {"width": 2, "color": style.colour},
            "symbol": [
                hollow if verdict == _NO_CLEAR_DIFFERENCE else style.symbol
                for verdict in rows["verdict"]
            ],
        },
        "unselected": {"marker": {"opacity": _FADED}},
        "cliponaxis": False,
    }


def _build_separators(places: Sequence[int]) -> list[dict[str, Any]]:
    """Return horizontal lines between the items."""
    return [
        {
            "type": "line",
            "xref": "x domain",
            "x0": 0,
            "x1": 1,
            "y0": place,
            "y1": place,
            "line": {"color": NEUTRAL, "width": 0.5},
        }
        for place in places
    ]


def _build_tooltip(row: Mapping[Hashable, Any], measure: Measure) -> str:
    return (
        f"<b>{escape_label(str(row['name']))}</b> in {escape_label(str(row['outlet_label']))}<br>"
        f"{format_value(row['value'], measure)} {measure.unit}<br>"
        f"{format_interval(row['low'], row['high'], measure)}, "
        f"n = {row['n']:,} {measure.counts}<br>"
        f"{row['verdict']}"
    )


def _format_unit(measure: Measure) -> str:
    return f"% {measure.unit}" if measure.is_percent else measure.unit


def _scale(values: pd.Series, measure: Measure) -> pd.Series:
    """Return values as the axis shows them, shares in per cent."""
    return (100 * values if measure.is_percent else values).round(2)
