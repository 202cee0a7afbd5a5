"""Ranked bars: who is named, or quoted, most, and by which outlets."""

from collections.abc import Collection, Mapping
from typing import Any

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

#: An entity's id and an outlet's label; the label may be empty for all outlets.
SelectedCell = tuple[str, str]

#: Opacity of the bars that are not selected.
_FADED = 0.35
#: Share of a pattern that is drawn in white, so that the outlet's colour dominates.
_PATTERN_SOLIDITY = 0.2
#: Colour of the line between two segments, seen on light and on dark pages.
_GAP = "rgba(255,255,255,0.7)"
#: Maximum number of characters of an outlet's name in the legend.
_NAME_CHARACTERS = 40
#: Maximum number of characters in each of the two lines of a name beside its bar, and the height of
#: a row in pixels, in which two lines have room.
_LINE_CHARACTERS, _ROW = 28, 36
#: Entities in the description of a chart.
_DESCRIBED = 5
#: Maximum number of equally frequent entities that the title names.
_MAX_NAMED = 2


def draw_ranking(
    table: pd.DataFrame,
    styles: Mapping[str, OutletStyle],
    *,
    verb: str,
    unit: str,
    selected: SelectedCell | None = None,
) -> go.Figure:
    """Draw one bar per entity, the longest first, with one segment per outlet.

    Args:
        table: ``entity_id``, ``name``, ``outlet_label``, ``part`` for each entity and outlet; the
            outlet may be :data:`OTHERS` (see :func:`merge_other_outlets`).
        styles: of the outlets.
        verb: what is counted, as the end of "… is", e.g. ``named`` or ``quoted``.
        unit: of ``part``, e.g. ``mentions``.
        selected: the segment that is not faded.

    Returns:
        The figure; the ``customdata`` of a segment are the entity's id and the outlet's label.
    """
    totals = table.groupby("entity_id")["part"].sum().sort_values(ascending=False, kind="stable")
    rows = {str(entity): row for row, entity in enumerate(totals.index)}
    names = _get_names(table)
    of_outlets = {
        str(outlet): segments
        for outlet, segments in table[table["part"] > 0].groupby("outlet_label")
    }
    styles = add_others_style(styles)
    return layout.build_figure(
        [
            _build_segments(outlet, of_outlets[outlet], styles[outlet], rows, unit, selected)
            for outlet in order_like_styles(styles, of_outlets)
        ],
        title=_build_title(table, verb),
        height=layout.compute_height(len(rows), around=110, row=_ROW),
        x_title=unit,
        y_axis={
            "tickvals": list(rows.values()),
            "ticktext": [layout.wrap_label(names[entity], _LINE_CHARACTERS, 2) for entity in rows],
            "range": [len(rows) - 0.5, -0.5],
            "showgrid": False,
        },
        barmode="stack",
        bargap=0.25,
    )


def merge_other_outlets(table: pd.DataFrame, outlets: Collection[str]) -> pd.DataFrame:
    """Return a table for :func:`draw_ranking` in which outlets beyond ``outlets`` are one."""
    labels = table["outlet_label"].where(table["outlet_label"].isin(outlets), OTHERS)
    columns = ["entity_id", "name", "outlet_label"]
    groups = table.assign(outlet_label=labels).groupby(columns, sort=False, as_index=False)
    return groups.agg(part=("part", "sum"))


def describe_ranking(table: pd.DataFrame, *, verb: str, unit: str) -> str:
    """Describe :func:`draw_ranking`: the first five with their values and number of outlets."""
    if table.empty:
        return f"Bar chart without bars: nobody is {verb}."
    is_other = table["outlet_label"] == OTHERS
    counted = table.assign(
        outlets=(table["part"] > 0) & ~is_other, others=(table["part"] > 0) & is_other
    )
    totals = counted.groupby(["entity_id", "name"], sort=False)[["part", "outlets", "others"]].sum()
    most = totals.sort_values("part", ascending=False, kind="stable").head(_DESCRIBED)
    described = "; ".join(
        f"{row['name']}, {row['part']:,.4g} in {layout.count_noun(row['outlets'], 'outlet')}"
        f"{' and others that are not drawn' if row['others'] else ''}"
        for _, row in most.reset_index().iterrows()
    )
    return f"Bars of who is {verb} most, in {unit}, by outlet: {described}."


def _build_segments(  # noqa: PLR0917 - parts of one trace
    outlet: str,
    segments: pd.DataFrame,
    style: OutletStyle,
    rows: Mapping[str, int],
    unit: str,
    selected: SelectedCell | None,
) -> dict[str, Any]:
    """Return the segments of one outlet in all bars."""
    outlet_name = outlet or OTHERS_NAME
    return {
        "type": "bar",
        "y": [rows[entity] for entity in segments["entity_id"]],
        "x": segments["part"].tolist(),
        "orientation": "h",
        "name": layout.shorten_label(outlet_name, _NAME_CHARACTERS),
        "marker": {
            "color": style.colour,
            "line": {"color": _GAP, "width": 1},
            "pattern": {
                "shape": style.pattern,
                "fillmode": "overlay",  # on the colour, not in its place
                "fgcolor": "#FFFFFF",
                "solidity": _PATTERN_SOLIDITY,
            },
        },
        "selectedpoints": _find_selected(segments, selected),
        "unselected": {"marker": {"opacity": _FADED}},
        "customdata": segments[["entity_id", "outlet_label"]].to_numpy().tolist(),
        "text": [layout.escape_label(f"{name}, {outlet_name}") for name in segments["name"]],
        "textposition": "none",
        "hovertemplate": f"%{{text}}: %{{x:,.4~g}} {unit}<extra></extra>",
    }


def _find_selected(segments: pd.DataFrame, selected: SelectedCell | None) -> list[int] | None:
    """Return the positions of the selected segments; None when nothing is selected."""
    if selected is None:
        return None
    entity, outlet = selected
    is_selected = segments["entity_id"] == entity
    if outlet:
        is_selected &= segments["outlet_label"] == outlet
    return [position for position, value in enumerate(is_selected) if value]


def _get_names(table: pd.DataFrame) -> pd.Series:
    """Return names by entity id."""
    return table.drop_duplicates("entity_id").set_index("entity_id")["name"]


def _build_title(table: pd.DataFrame, verb: str) -> str:
    totals = table.groupby("entity_id")["part"].sum()
    if totals.empty or totals.max() == 0:
        return f"Nobody is {verb}"
    most = totals[totals == totals.max()].index
    if len(most) > _MAX_NAMED:
        # Where all that are shown are equal, others that are not shown may be their equals too.
        if len(most) == len(totals):
            return f"All that are shown are {verb} equally often"
        return f"{len(most)} are {verb} most, equally often"
    names = _get_names(table)
    subjects = " and ".join(names[entity] for entity in most)
    return f"{subjects} {'is' if len(most) == 1 else 'are'} {verb} most"
