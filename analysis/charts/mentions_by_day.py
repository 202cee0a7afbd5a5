"""How often an entity is mentioned, day by day."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import OutletStyle, order_like_styles


def draw_days(table: pd.DataFrame, styles: Mapping[str, OutletStyle], *, name: str) -> go.Figure:
    """Draw a line for each outlet: mentions of an entity by day of publication.

    Args:
        table: ``published``, ``outlet_label``, ``n``, ``articles``.
        styles: how each outlet is drawn.
        name: the entity.

    Returns:
        The figure; the ``customdata`` of a point are the day (YYYY-MM-DD) and the outlet's label.
    """
    lines = []
    for outlet in order_like_styles(styles, table["outlet_label"]):
        part = table[table["outlet_label"] == outlet]
        stamps = pd.to_datetime(part["published"])
        hover = f"{layout.escape_label(outlet)}, %{{x|%-d %B %Y}}: %{{text}}<extra></extra>"
        lines.append(
            {
                "type": "scatter",
                "x": stamps,
                "y": part["n"],
                "mode": "lines+markers",
                "name": layout.shorten_label(outlet, 40),
                "line": {"color": styles[outlet].colour, "width": 2},
                "marker": {"size": 9},
                "customdata": [[f"{stamp:%Y-%m-%d}", outlet] for stamp in stamps],
                "text": [f"{n} mentions in {articles} articles" for n, articles in _pairs(part)],
                "hovertemplate": hover,
            }
        )
    return layout.build_figure(
        lines,
        title=_title(table, name),
        height=360,
        ytitle="mentions",
        yaxis={"rangemode": "tozero"},
    )


def describe_days(table: pd.DataFrame, *, name: str) -> str:
    """Say what :func:`draw_days` shows: first and last day, and the day with most mentions."""
    stamps = pd.to_datetime(table["published"])
    return (
        f"Lines of mentions of {name} by day and outlet, from {stamps.min():%Y-%m-%d} to "
        f"{stamps.max():%Y-%m-%d}. {_title(table, name)}."
    )


def tabulate_days(table: pd.DataFrame) -> pd.DataFrame:
    """Return the days with headings a person reads."""
    return table.set_axis(["Day", "Outlet", "Mentions", "Articles"], axis=1)


def _title(table: pd.DataFrame, name: str) -> str:
    by_day = table.groupby(pd.to_datetime(table["published"]))["n"].sum()
    if by_day.empty or not by_day.max():
        return f"{name} is mentioned on no day"
    return f"{name} is mentioned most on {by_day.idxmax():%Y-%m-%d}"


def _pairs(part: pd.DataFrame) -> list[tuple[int, int]]:
    return list(zip(part["n"], part["articles"], strict=True))
