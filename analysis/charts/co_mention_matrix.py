"""Whom a text names together: the matrix of entities by entities."""

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import NEUTRAL

SQUARE = 28
_PALEST, _STRONGEST = 0.12, 0.75


def draw_co_mentions(pairs: pd.DataFrame, *, picked: tuple[str, str] | None = None) -> go.Figure:
    """Draw a square for each pair of entities: the stronger, the more sentences name both.

    Args:
        pairs: ``entity_id``, ``name``, ``other_id``, ``other``, ``n``, each pair both ways round.
        picked: the two entities of the square to frame.

    Returns:
        The figure; the ``customdata`` of a square are the ids of both entities.
    """
    entities = pairs.drop_duplicates("entity_id")
    place = {entity: row for row, entity in enumerate(entities["entity_id"])}
    keys = list(zip(pairs["entity_id"], pairs["other_id"], strict=True))
    most = float(pairs["n"].max()) if len(pairs) else 1.0
    squares = {
        "type": "scatter",
        "x": [place[other] for _, other in keys],
        "y": [place[one] for one, _ in keys],
        "mode": "markers+text",
        "marker": {
            "symbol": "square",
            "size": SQUARE,
            "opacity": 1,
            "color": [_shade(n / most) for n in pairs["n"]],
            "line": {"color": NEUTRAL, "width": [4 if key == picked else 0.5 for key in keys]},
        },
        "text": [f"{n:,}" for n in pairs["n"]],
        "textfont": {"size": 12},
        "customdata": [list(key) for key in keys],
        "hovertext": [
            layout.escape_label(f"{one} and {other}")
            for one, other in zip(pairs["name"], pairs["other"], strict=True)
        ],
        "hovertemplate": "%{hovertext}: %{text} sentences<extra></extra>",
        **layout.WITHOUT_FADING,
    }
    names = [layout.shorten_label(name, 22) for name in entities["name"]]
    ticks = list(place.values())
    named = {"tickvals": ticks, "ticktext": names, "showgrid": False, "zeroline": False}
    return layout.build_figure(
        [squares],
        title=_title(pairs),
        height=layout.compute_height(len(place), around=250, row=SQUARE + 6),
        xaxis={**named, "side": "top", "tickangle": -60, "range": [-0.6, len(place) - 0.4]},
        yaxis={**named, "range": [len(place) - 0.4, -0.6]},
    )


def describe_co_mentions(pairs: pd.DataFrame) -> str:
    """Say what :func:`draw_co_mentions` shows: the five pairs that most sentences name."""
    if pairs.empty:
        return "Matrix without squares: no sentence names two of them."
    once = pairs[pairs["entity_id"] < pairs["other_id"]]
    first = once.sort_values("n", ascending=False, kind="stable").head(5)
    listed = "; ".join(f"{r['name']} and {r['other']} in {r['n']}" for _, r in first.iterrows())
    return f"Matrix of entities by entities, in sentences that name both: {listed}."


def tabulate_co_mentions(pairs: pd.DataFrame) -> pd.DataFrame:
    """Return the pairs with headings a person reads."""
    once = pairs[pairs["entity_id"] < pairs["other_id"]].sort_values("n", ascending=False)
    return once[["name", "other", "n"]].set_axis(["Name", "and", "Sentences"], axis=1)


def _title(pairs: pd.DataFrame) -> str:
    if pairs.empty:
        return "No sentence names two of them"
    most = pairs.sort_values("n", ascending=False, kind="stable").iloc[0]
    return f"{most['name']} and {most['other']} stand together most"


def _shade(strength: float) -> str:
    red, green, blue = (int(NEUTRAL[at : at + 2], 16) for at in (1, 3, 5))
    opacity = _PALEST + (_STRONGEST - _PALEST) * strength
    return f"rgba({red},{green},{blue},{opacity:.3f})"
