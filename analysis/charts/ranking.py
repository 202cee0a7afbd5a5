"""Ranked bars: who is named, or quoted, most, and by whom."""

from collections.abc import Collection, Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import (
    OTHERS,
    OTHERS_NAME,
    OutletStyle,
    add_others_style,
    order_like_styles,
)

SelectedCell = tuple[str, str]
"""An entity's id and an outlet's label; the label may be empty for all outlets."""


def draw_ranking(
    table: pd.DataFrame,
    styles: Mapping[str, OutletStyle],
    *,
    done: str,
    unit: str,
    picked: SelectedCell | None = None,
) -> go.Figure:
    """Draw one bar for each entity, made of what each outlet adds, the longest first.

    Args:
        table: ``entity_id``, ``name``, ``outlet_label``, ``part`` for each entity and outlet; the
            outlet may be :data:`OTHERS` (see :func:`merge_other_outlets`).
        styles: how each outlet is drawn.
        done: what is counted, as the end of "… is", e.g. ``named`` or ``quoted``.
        unit: what ``part`` counts, e.g. ``mentions``.
        picked: the part of a bar to set off from the others.

    Returns:
        The figure; the ``customdata`` of a part are the entity's id and the outlet's label.
    """
    order = table.groupby("entity_id")["part"].sum().sort_values(ascending=False, kind="stable")
    place = {entity: row for row, entity in enumerate(order.index)}
    names = table.drop_duplicates("entity_id").set_index("entity_id")["name"]
    counted = table[table["part"] > 0].groupby("outlet_label")
    parts = {str(outlet): part for outlet, part in counted}
    styles = add_others_style(styles)
    bars = []
    for outlet in order_like_styles(styles, parts):
        part = parts[outlet]
        called = outlet or OTHERS_NAME
        bars.append(
            {
                "type": "bar",
                "y": [place[entity] for entity in part["entity_id"]],
                "x": part["part"].tolist(),
                "orientation": "h",
                "name": layout.shorten_label(called, 40),
                "marker": {
                    "color": styles[outlet].colour,
                    "pattern": {
                        "shape": styles[outlet].pattern,
                        "fillmode": "overlay",  # on the colour, not in its place
                        "fgcolor": "#FFFFFF",
                        "solidity": 0.2,
                    },
                },
                "selectedpoints": _chosen(part, picked),
                "unselected": {"marker": {"opacity": 0.35}},
                "customdata": part[["entity_id", "outlet_label"]].to_numpy().tolist(),
                "text": [layout.escape_label(f"{name}, {called}") for name in part["name"]],
                "textposition": "none",
                "hovertemplate": f"%{{text}}: %{{x:,.4~g}} {unit}<extra></extra>",
            }
        )
    return layout.build_figure(
        bars,
        title=_title(table, done),
        height=layout.compute_height(len(order), around=110),
        xtitle=unit,
        yaxis={
            "tickvals": list(place.values()),
            "ticktext": [layout.shorten_label(names[entity]) for entity in place],
            "range": [len(place) - 0.5, -0.5],
            "showgrid": False,
        },
        barmode="stack",
        bargap=0.25,
    )


def merge_other_outlets(table: pd.DataFrame, outlets: Collection[str]) -> pd.DataFrame:
    """Return a table for :func:`draw_ranking` in which outlets beyond ``outlets`` are one."""
    own = table["outlet_label"].where(table["outlet_label"].isin(outlets), OTHERS)
    columns = ["entity_id", "name", "outlet_label"]
    parts = table.assign(outlet_label=own).groupby(columns, sort=False, as_index=False)
    return parts.agg(part=("part", "sum"))


def describe_ranking(table: pd.DataFrame, *, done: str, unit: str) -> str:
    """Describe :func:`draw_ranking`: the first five with their values and number of outlets."""
    if table.empty:
        return f"Bar chart without bars: nobody is {done}."
    counted = table.assign(outlets=table["part"] > 0)
    totals = counted.groupby(["entity_id", "name"], sort=False)[["part", "outlets"]].sum()
    first = totals.sort_values("part", ascending=False, kind="stable").head(5).reset_index()
    listed = "; ".join(
        f"{row['name']}, {row['part']:,.4g} in {row['outlets']} outlet{'s' * (row['outlets'] != 1)}"
        for _, row in first.iterrows()
    )
    return f"Bars of who is {done} most, in {unit}, by outlet: {listed}."


def _chosen(part: pd.DataFrame, picked: SelectedCell | None) -> list[int] | None:
    if picked is None:
        return None
    entity, outlet = picked
    hit = (part["entity_id"] == entity) & ((part["outlet_label"] == outlet) | (not outlet))
    return [row for row, chosen in enumerate(hit) if chosen]


def _title(table: pd.DataFrame, done: str) -> str:
    totals = table.groupby("entity_id")["part"].sum()
    if totals.empty or totals.max() == 0:
        return f"Nobody is {done}"
    first = totals[totals == totals.max()].index
    names = table.drop_duplicates("entity_id").set_index("entity_id")["name"]
    if len(first) > 2:
        return f"{len(first)} are {done} equally often"
    who = " and ".join(names[entity] for entity in first)
    return f"{who} {'is' if len(first) == 1 else 'are'} {done} most"
