"""How often an entity is mentioned, day by day."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.layout import count_noun
from analysis.charts.outlet_styles import OutletStyle, order_like_styles

_HEADINGS = ["Day", "Outlet", "Mentions", "Articles"]
#: Maximum number of characters of an outlet's name in the legend.
_NAME_CHARACTERS = 40
#: Maximum number of days with equally many mentions that the title names.
_MAX_NAMED = 2


def draw_days(table: pd.DataFrame, styles: Mapping[str, OutletStyle], *, name: str) -> go.Figure:
    """Draw one line per outlet: mentions of an entity by day of publication.

    Args:
        table: ``published``, ``outlet_label``, ``n``, ``articles``.
        styles: of the outlets.
        name: the entity's.

    Returns:
        The figure; the ``customdata`` of a point are the day (YYYY-MM-DD) and the outlet's label.
    """
    lines = []
    for outlet in order_like_styles(styles, table["outlet_label"]):
        of_outlet = table[table["outlet_label"] == outlet]
        days = pd.to_datetime(of_outlet["published"])
        counts = zip(of_outlet["n"], of_outlet["articles"], strict=True)
        lines.append(
            {
                "type": "scatter",
                "x": days,
                "y": of_outlet["n"],
                "mode": "lines+markers",
                "name": layout.shorten_label(outlet, _NAME_CHARACTERS),
                "line": {"color": styles[outlet].colour, "width": 2},
                "marker": {"size": 9, "symbol": styles[outlet].symbol},
                "customdata": [[f"{day:%Y-%m-%d}", outlet] for day in days],
                "text": [
                    f"{count_noun(n, 'mention')} in {count_noun(articles, 'article')}"
                    for n, articles in counts
                ],
                "hovertemplate": f"{layout.escape_label(outlet)}, %{{x|%-d %B %Y}}: "
                "%{text}<extra></extra>",
            }
        )
    return layout.build_figure(
        lines,
        title=_build_title(table, name),
        height=360,
        y_title="mentions",
        x_axis={"tickformat": "%-d %b<br>%Y"},
        y_axis={"rangemode": "tozero"},
    )


def describe_days(table: pd.DataFrame, *, name: str) -> str:
    """Describe :func:`draw_days`: first and last day, and the day with most mentions."""
    days = pd.to_datetime(table["published"])
    return (
        f"Lines of mentions of {name} by day and outlet, from {days.min():%-d %B %Y} to "
        f"{days.max():%-d %B %Y}. {_build_title(table, name)}."
    )


def tabulate_days(table: pd.DataFrame) -> pd.DataFrame:
    """Return the days as a table to read."""
    return table.set_axis(_HEADINGS, axis=1)


def _build_title(table: pd.DataFrame, name: str) -> str:
    by_day = table.groupby(pd.to_datetime(table["published"]))["n"].sum()
    if by_day.empty or not by_day.max():
        return f"{name} is mentioned on no day"
    most = by_day.index[by_day == by_day.max()]
    if len(most) > _MAX_NAMED:
        return f"{name} is mentioned most on {len(most)} days, equally often"
    return f"{name} is mentioned most on {' and '.join(f'{day:%-d %B %Y}' for day in most)}"
