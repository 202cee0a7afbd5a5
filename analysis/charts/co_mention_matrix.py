"""Entities that sentences name together: the matrix of entities by entities."""

from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import NEUTRAL, build_rgba

#: Size in pixels of a square, and width of a column.
_SQUARE = 28
COLUMN = _SQUARE + 6
#: Opacity of the palest and of the strongest square.
_PALEST, _STRONGEST = 0.12, 0.75
#: Width of the frame of the selected square, and of the others.
_SELECTED_FRAME, _FRAME = 4, 1
#: Maximum number of characters of a name beside a row.
_NAME_CHARACTERS = 22
#: Pairs in the description of a chart.
_DESCRIBED = 5


def draw_co_mentions(pairs: pd.DataFrame, *, selected: tuple[str, str] | None = None) -> go.Figure:
    """Draw a square for each pair of entities: the stronger, the more sentences name both.

    Args:
        pairs: ``entity_id``, ``name``, ``other_id``, ``other``, ``n``, each pair both ways round.
        selected: the two entities of the square to frame.

    Returns:
        The figure; the ``customdata`` of a square are the ids of both entities.
    """
    entities = pairs.drop_duplicates("entity_id")
    rows = {entity: row for row, entity in enumerate(entities["entity_id"])}
    places = list(rows.values())
    # A rotated name has one line; the rows have the same names whole.
    columns = [layout.shorten_label(name, _NAME_CHARACTERS) for name in entities["name"]]
    names = [layout.wrap_label(name, _NAME_CHARACTERS, 2) for name in entities["name"]]
    axis = {"tickvals": places, "showgrid": False, "zeroline": False}
    first, last = -0.6, len(rows) - 0.4
    return layout.build_figure(
        [_build_squares(pairs, rows, selected)],
        title=_build_title(pairs),
        height=layout.compute_height(len(rows), around=210, row=COLUMN),
        x_axis={
            **axis,
            "ticktext": columns,
            "side": "top",
            # Slanted, the last name would leave the chart, and Plotly drops it.
            "tickangle": -90,
            "automargin": False,  # as in `layout.build_outlet_axis`
            "range": [first, last],
        },
        y_axis={**axis, "ticktext": names, "range": [last, first]},
    )


def describe_co_mentions(pairs: pd.DataFrame) -> str:
    """Describe :func:`draw_co_mentions`: the pairs that most sentences name."""
    if pairs.empty:
        return "Matrix without squares: no sentence names two of them."
    most = _sort_pairs(pairs).head(_DESCRIBED)
    described = "; ".join(
        f"{row['name']} and {row['other']} in {row['n']}" for _, row in most.iterrows()
    )
    return f"Matrix of entities by entities, in sentences that name both: {described}."


def tabulate_co_mentions(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs as a table to read, each once."""
    columns = _sort_pairs(pairs)[["name", "other", "n"]]
    return columns.set_axis(["Name", "and", "Sentences"], axis=1)


def _build_squares(
    pairs: pd.DataFrame, rows: dict[str, int], selected: tuple[str, str] | None
) -> dict[str, Any]:
    keys = list(zip(pairs["entity_id"], pairs["other_id"], strict=True))
    most = float(pairs["n"].max()) if len(pairs) else 1.0
    return {
        "type": "scatter",
        "x": [rows[other] for _, other in keys],
        "y": [rows[entity] for entity, _ in keys],
        "mode": "markers+text",
        "marker": {
            "symbol": "square",
            "size": _SQUARE,
            "opacity": 1,
            "color": [_shade(n / most) for n in pairs["n"]],
            "line": {
                "color": NEUTRAL,
                "width": [_SELECTED_FRAME if key == selected else _FRAME for key in keys],
            },
        },
        "text": [f"{n:,}" for n in pairs["n"]],
        "textfont": {"size": 12},
        "customdata": [list(key) for key in keys],
        "hovertext": [
            layout.escape_label(f"{name} and {other}: {layout.count_noun(n, 'sentence')}")
            for name, other, n in zip(pairs["name"], pairs["other"], pairs["n"], strict=True)
        ],
        "hovertemplate": "%{hovertext}<extra></extra>",
        **layout.WITHOUT_FADING,
    }


def _sort_pairs(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return each pair once, the most frequent first."""
    once = pairs[pairs["entity_id"] < pairs["other_id"]]
    return once.sort_values("n", ascending=False, kind="stable")


def _build_title(pairs: pd.DataFrame) -> str:
    if pairs.empty:
        return "No sentence names two of them"
    once = _sort_pairs(pairs)
    most = once[once["n"] == once["n"].max()]
    if len(most) > 1:
        return f"Of these names, {len(most)} pairs are named together most, equally often"
    first = most.iloc[0]
    return f"Of these names, {first['name']} and {first['other']} are named together most"


def _shade(strength: float) -> str:
    return build_rgba(NEUTRAL, _PALEST + (_STRONGEST - _PALEST) * strength)
