"""Who published when, in a story."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import OutletStyle

#: Maximum number of outlets that are drawn, those with the earliest articles; Data has all.
MAX_OUTLETS = 40
#: Height in pixels of an outlet's row, and maximum number of characters in a line of its name.
_ROW, _NAME_CHARACTERS = 38, 24
#: Size of the mark of one article, in pixels, what each further one adds, and the most they add.
_MARK, _PER_ARTICLE, _MAX_ADDED = 13, 3, 12
#: Milliseconds of a day, the unit of the axis, and the number of days named on it.
_DAY, _TICKS = 86_400_000, 3
#: Maximum number of articles whose headlines a mark shows.
_HEADLINES = 3
_HEADINGS = {
    "published": "Published",
    "outlet_label": "Outlet",
    "title": "Article",
    "credit": "Credits",
}


def group_publications(publications: pd.DataFrame) -> pd.DataFrame:
    """Return the dated articles by outlet and day, the outlets with the earliest articles first.

    Args:
        publications: as :func:`analysis.findings.timeline.list_publications` returns it.

    Returns:
        ``outlet_label``, ``published``, ``titles`` (a list), ``first`` (day of the outlet's
        earliest article).
    """
    dated = publications.dropna(subset="published")
    groups = dated.groupby(["outlet_label", "published"], as_index=False)
    days = groups.agg(titles=("title", list))
    days["first"] = days.groupby("outlet_label")["published"].transform("min")
    return days.sort_values(["first", "outlet_label", "published"], ignore_index=True)


def draw_timeline(publications: pd.DataFrame, styles: Mapping[str, OutletStyle]) -> go.Figure:
    """Draw one row per outlet with a mark on each day on which it published.

    Args:
        publications: as :func:`analysis.findings.timeline.list_publications` returns it.
        styles: of the outlets.

    Returns:
        The figure; the ``customdata`` of a mark are the day (YYYY-MM-DD) and the outlet's label.
    """
    days = group_publications(publications)
    outlets = list(days["outlet_label"].unique())[:MAX_OUTLETS]
    days = days[days["outlet_label"].isin(outlets)]
    labels = list(days["outlet_label"])
    counts = days["titles"].map(len)
    first, last = days["published"].min(), days["published"].max()
    marks = {
        "type": "scatter",
        "mode": "markers",
        "x": days["published"],
        "y": [outlets.index(outlet) for outlet in labels],
        "marker": {
            "opacity": 1,  # Plotly makes marks of different sizes pale
            "color": [styles[outlet].colour for outlet in labels],
            "symbol": [styles[outlet].symbol for outlet in labels],
            "size": _MARK + (_PER_ARTICLE * (counts - 1)).clip(upper=_MAX_ADDED),
        },
        "customdata": [
            [f"{day:%Y-%m-%d}", outlet]
            for day, outlet in zip(days["published"], labels, strict=True)
        ],
        "text": [_describe_titles(titles) for titles in days["titles"]],
        "hovertext": [layout.escape_label(outlet) for outlet in labels],
        "hovertemplate": "%{hovertext}, %{x|%-d %B %Y}<br>%{text}<extra></extra>",
        **layout.WITHOUT_FADING,
    }
    return layout.build_figure(
        [marks],
        title=_build_title(publications),
        height=layout.compute_height(len(outlets), around=120, row=_ROW),
        x_axis={
            "type": "date",
            # In two lines, dates stand side by side in the narrowest window.
            "tickformat": "%-d %b<br>%Y",
            "tickangle": 0,
            "tick0": f"{first:%Y-%m-%d}",
            "dtick": _DAY * max(-(-(last - first).days // _TICKS), 1),
        },
        y_axis={
            "tickvals": list(range(len(outlets))),
            "ticktext": [layout.wrap_label(outlet, _NAME_CHARACTERS, 2) for outlet in outlets],
            "range": [len(outlets) - 0.5, -0.5],
            "zeroline": False,
        },
    )


def describe_timeline(publications: pd.DataFrame) -> str:
    """Describe :func:`draw_timeline`: first and last day, and who published first."""
    return f"Marks of the days on which each outlet published. {_build_title(publications)}."


def note_undrawn(publications: pd.DataFrame) -> str:
    """Return sentences on what the chart does not show: undated articles, further outlets."""
    sentences = []
    undated = publications[publications["published"].isna()]
    if len(undated):
        outlets = ", ".join(sorted(set(undated["outlet_label"])))
        number = layout.count_noun(len(undated), "undated article")
        sentences.append(f"Not drawn: {number} ({outlets}).")
    n_outlets = publications["outlet_label"].nunique()
    if n_outlets > MAX_OUTLETS:
        sentences.append(f"The {MAX_OUTLETS} earliest outlets are drawn; Data has all.")
    return " ".join(sentences)


def tabulate_publications(publications: pd.DataFrame) -> pd.DataFrame:
    """Return the articles as a table to read, undated ones last."""
    days = publications.assign(published=publications["published"].dt.date)
    return days[list(_HEADINGS)].rename(columns=_HEADINGS)


def _build_title(publications: pd.DataFrame) -> str:
    days = publications["published"].dropna()
    first, last = days.min(), days.max()
    outlets = sorted(set(publications.loc[publications["published"] == first, "outlet_label"]))
    earliest = outlets[0] if len(outlets) == 1 else layout.count_noun(len(outlets), "outlet")
    return f"Earliest: {earliest}, {first:%-d %B %Y}; latest article: {last:%-d %B %Y}"


def _describe_titles(titles: list[str]) -> str:
    lines = [layout.shorten_label(title or "No headline", 70) for title in titles[:_HEADLINES]]
    more = len(titles) - len(lines)
    return "<br>".join([*lines, *([f"and {more} more"] if more else [])])
