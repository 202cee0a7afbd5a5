"""In which words, senses and roles outlets use an entity: tables and bars by outlet."""

from collections.abc import Mapping
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import NEUTRAL, OutletStyle, build_rgba, order_like_styles

#: What a country's name may stand for, and its label.
SENSE_LABELS = {"government": "as a government", "people": "as a people", "place": "as a place"}
#: What an entity does in a sentence, by the parse, and its label.
ROLE_LABELS = {
    "speaks": "speaks",
    "acts": "acts",
    "acted_upon": "is acted upon",
    "other": "other role",
}
#: Opacity of the parts of a bar: clearly different steps, the most active part the strongest.
_ROLE_OPACITY = {"speaks": 1.0, "acts": 0.7, "acted_upon": 0.42, "other": 0.16}
_SENSE_OPACITY = {"government": 1.0, "people": 0.6, "place": 0.25}
#: Height in pixels of a bar, and maximum number of characters in a line of an outlet's name.
_ROW, _NAME_CHARACTERS = 38, 20


def list_words_and_senses(usage: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words and the senses used for an entity, each with its label."""
    texts = {text: text for text in usage["text"]}
    used = set(usage["metonymy"])
    return texts, {sense: label for sense, label in SENSE_LABELS.items() if sense in used}


def tabulate_words(usage: pd.DataFrame) -> pd.DataFrame:
    """Return the words used for an entity as a table to read, with a column for each outlet.

    Args:
        usage: ``text``, ``metonymy``, ``outlet_label``, ``n``.
    """
    counts = usage.pivot_table(
        index="text", columns="outlet_label", values="n", aggfunc="sum", fill_value=0, sort=False
    )
    return counts.sort_index(axis=1).rename_axis("Words").reset_index()


def tabulate_usage(usage: pd.DataFrame) -> pd.DataFrame:
    """Return the words and senses of an entity as a table to read."""
    labelled = usage.assign(metonymy=usage["metonymy"].map(SENSE_LABELS).fillna(""))
    return labelled.set_axis(["Words", "Sense", "Outlet", "Mentions"], axis=1)


def draw_senses(usage: pd.DataFrame, styles: Mapping[str, OutletStyle], *, name: str) -> go.Figure:
    """Draw for each outlet how often a country is named as a place, a people and a government.

    Args:
        usage: ``text``, ``metonymy``, ``outlet_label``, ``n``.
        styles: of the outlets.
        name: the country's.
    """
    return _draw_parts(
        usage.rename(columns={"metonymy": "part"}),
        SENSE_LABELS,
        _SENSE_OPACITY,
        styles,
        title=f"{name}: named as a government, a people or a place",
    )


def describe_senses(usage: pd.DataFrame, *, name: str) -> str:
    """Describe :func:`draw_senses`, outlet by outlet."""
    counts = _describe_parts(usage.rename(columns={"metonymy": "part"}), SENSE_LABELS)
    return f"Bars of how often {name} is named in which sense, by outlet: {counts}."


def draw_roles(table: pd.DataFrame, styles: Mapping[str, OutletStyle], *, name: str) -> go.Figure:
    """Draw for each outlet how often an entity speaks, acts and is acted upon.

    Args:
        table: ``semantic_role``, ``outlet_label``, ``n``.
        styles: of the outlets.
        name: the entity's.

    Returns:
        The figure; the ``customdata`` of a part are the role and the outlet's label.
    """
    return _draw_parts(
        table.rename(columns={"semantic_role": "part"}),
        ROLE_LABELS,
        _ROLE_OPACITY,
        styles,
        title=f"{name}: speaks, acts or is acted upon",
    )


def describe_roles(table: pd.DataFrame, *, name: str) -> str:
    """Describe :func:`draw_roles`, outlet by outlet."""
    counts = _describe_parts(table.rename(columns={"semantic_role": "part"}), ROLE_LABELS)
    return f"Bars of how often {name} speaks, acts and is acted upon, by outlet: {counts}."


def tabulate_roles(table: pd.DataFrame) -> pd.DataFrame:
    """Return the roles of an entity as a table to read."""
    labelled = table.assign(semantic_role=table["semantic_role"].map(ROLE_LABELS))
    return labelled.set_axis(["Role", "Outlet", "Mentions"], axis=1)


def _draw_parts(
    table: pd.DataFrame,
    labels: Mapping[str, str],
    opacity: Mapping[str, float],
    styles: Mapping[str, OutletStyle],
    *,
    title: str,
) -> go.Figure:
    """Draw one bar per outlet, whose parts differ in shade.

    Args:
        table: ``outlet_label``, ``part``, ``n``.
        labels: of the parts, in order.
        opacity: of the parts.
        styles: of the outlets.
        title: of the chart.
    """
    counts = _count_parts(table)
    outlets = order_like_styles(styles, table["outlet_label"])
    bars: list[dict[str, Any]] = []
    drawn = set(table.loc[table["n"] > 0, "part"])
    for part, label in labels.items():
        if part not in drawn:
            continue
        segments = {
            "type": "bar",
            "y": [layout.wrap_label(outlet, _NAME_CHARACTERS) for outlet in outlets],
            "x": [int(counts.get((outlet, part), 0)) for outlet in outlets],
            "orientation": "h",
            "marker": {
                "color": [build_rgba(styles[outlet].colour, opacity[part]) for outlet in outlets]
            },
            "showlegend": False,
            "customdata": [[part, outlet] for outlet in outlets],
            "hovertext": [
                layout.count_noun(int(counts.get((outlet, part), 0)), "mention")
                for outlet in outlets
            ],
            "hovertemplate": f"%{{y}}, {label}: %{{hovertext}}<extra></extra>",
        }
        # The legend explains the shades with bars of no outlet's colour and without length.
        legend_entry = {
            "type": "bar",
            "x": [None],
            "y": [None],
            "name": label,
            "marker": {"color": build_rgba(NEUTRAL, opacity[part])},
            "hoverinfo": "skip",
        }
        bars += [segments, legend_entry]
    return layout.build_figure(
        bars,
        title=title,
        height=layout.compute_height(len(outlets), around=160, row=_ROW),
        x_title="mentions",
        y_axis={"autorange": "reversed", "showgrid": False},
        has_legend=True,
        barmode="stack",
        bargap=0.3,
    )


def _describe_parts(table: pd.DataFrame, labels: Mapping[str, str]) -> str:
    counts = _count_parts(table)
    outlets = []
    for outlet in sorted(set(table["outlet_label"])):
        parts = (f"{int(counts.get((outlet, part), 0))} {label}" for part, label in labels.items())
        outlets.append(f"{outlet}: {', '.join(parts)}")
    return "; ".join(outlets)


def _count_parts(table: pd.DataFrame) -> "pd.Series[int]":
    """Return the counts by outlet and part."""
    return table.groupby(["outlet_label", "part"])["n"].sum()
