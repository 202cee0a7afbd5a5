"""Who names whom: the matrix of outlets and entities, and in what sense a country is named."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.palette import NEUTRAL, Look
from analysis.charts.ranking import Picked

#: What a country's name may stand for, and how a chart says it.
SENSES = {"government": "as a government", "people": "as a people", "place": "as a place"}
_SENSE_OPACITY = {"government": 1.0, "people": 0.6, "place": 0.25}
_SQUARE = 34
_PALEST, _STRONGEST = 0.08, 0.62
"""Opacity of squares: at the strongest, the number on it still reads on light and on dark."""


def cells(named: pd.DataFrame, words: pd.DataFrame, *, rate: bool = False) -> pd.DataFrame:
    """Fill the matrix of entities and outlets, zeros included.

    Args:
        named: ``entity_id``, ``name``, ``label``, ``outlet_label``, ``n``, where ``n`` is not zero.
        words: ``outlet_label``, ``words`` of the outlets to show.
        rate: count per 1,000 words.

    Returns:
        One row for each entity and outlet: the columns of ``named``; ``value``, which is ``n`` or
        ``n`` per 1,000 words of the outlet; and ``part``, which is ``n`` or ``n`` per 1,000 words
        of all the outlets, so that the parts of a stacked bar add up to the rate of the whole.
    """
    entities = named[["entity_id", "name", "label"]].drop_duplicates("entity_id")
    full = entities.merge(words[["outlet_label", "words"]], how="cross")
    counts = named[["entity_id", "outlet_label", "n"]]
    full = full.merge(counts, how="left", on=["entity_id", "outlet_label"])
    full["n"] = full["n"].fillna(0).astype(int)
    if rate:
        full["value"] = (1000 * full["n"] / full["words"]).where(full["words"] > 0, 0.0)
        everything = int(words["words"].sum())
        full["part"] = 1000 * full["n"] / everything if everything else 0.0
    else:
        full["value"] = full["part"] = full["n"]
    return full.drop(columns="words")


def wide(table: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`cells` as a table to read: a row for each entity, a column for each outlet."""
    rows = table.pivot(index="entity_id", columns="outlet_label", values="value")
    heads = table.drop_duplicates("entity_id").set_index("entity_id")[["name", "label"]]
    heads = heads.rename(columns={"name": "Name", "label": "Type"})
    return heads.join(rows.round(2)).reset_index(drop=True)


def words_and_senses(usage: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words and the senses used for an entity, each with how it is shown."""
    texts = {text: text for text in usage["text"]}
    found = set(usage["sense"])
    return texts, {sense: words for sense, words in SENSES.items() if sense in found}


def words_used(usage: pd.DataFrame) -> pd.DataFrame:
    """Return the words used for an entity as a table to read: a column for each outlet.

    Args:
        usage: ``text``, ``sense``, ``outlet_label``, ``n``.
    """
    counts = usage.pivot_table(
        index="text", columns="outlet_label", values="n", aggfunc="sum", fill_value=0, sort=False
    )
    return counts.sort_index(axis=1).rename_axis("Words").reset_index()


def readable(usage: pd.DataFrame) -> pd.DataFrame:
    """Return the words and senses of an entity with headings a person reads."""
    worded = usage.assign(sense=usage["sense"].map(SENSES).fillna(""))
    return worded.set_axis(["Words", "Meaning", "Outlet", "Mentions"], axis=1)


def matrix(
    table: pd.DataFrame, looks: Mapping[str, Look], *, unit: str, picked: Picked | None = None
) -> go.Figure:
    """Draw a square for each entity and outlet: the stronger, the more often it is named.

    Squares are markers, because a Plotly heat map cannot be clicked.

    Args:
        table: ``entity_id``, ``name``, ``outlet_label``, ``value`` for every entity and outlet.
        looks: how each outlet is drawn.
        unit: what ``value`` counts.
        picked: the square to frame.

    Returns:
        The figure; the ``customdata`` of a square are the entity's id and the outlet's label.
    """
    outlets = [name for name in looks if name in set(table["outlet_label"])]
    entities = table.drop_duplicates("entity_id")
    row = {entity: place for place, entity in enumerate(entities["entity_id"])}
    most = float(table["value"].max()) if len(table) else 0.0
    figure = go.Figure()
    for column, outlet in enumerate(outlets):
        part = table[table["outlet_label"] == outlet]
        keys = list(zip(part["entity_id"], part["outlet_label"], strict=True))
        figure.add_scatter(
            x=[column] * len(part),
            y=part["entity_id"].map(row),
            mode="markers+text",
            marker={
                "symbol": "square",
                "size": _SQUARE,
                "opacity": 1,
                "color": [_shade(looks[outlet].colour, value, most) for value in part["value"]],
                "line": {
                    "color": looks[outlet].colour,
                    "width": [4 if key == picked else 0.75 for key in keys],
                },
            },
            text=[number(value) for value in part["value"]],
            textfont={"size": 13},
            customdata=[list(key) for key in keys],
            hovertext=[layout.plain(f"{name}, {outlet}") for name in part["name"]],
            hovertemplate=f"%{{hovertext}}: %{{text}} {unit}<extra></extra>",
            # A click marks a point by fading the others; here the frame says what is picked.
            selected={"marker": {"opacity": 1}},
            unselected={"marker": {"opacity": 1}, "textfont": {"color": None}},
        )
    figure = layout.base(
        figure,
        title=_title(table, len(outlets)),
        height=layout.rows_height(len(row), around=150, row=_SQUARE + 6),
    )
    figure.update_xaxes(**layout.columns(outlets), showgrid=False)
    figure.update_yaxes(
        tickvals=list(row.values()),
        ticktext=[layout.short(name, 24) for name in entities["name"]],
        range=[len(row) - 0.4, -0.6],
        showgrid=False,
        zeroline=False,
    )
    return figure


def describe_matrix(table: pd.DataFrame, *, unit: str) -> str:
    """Say what :func:`matrix` shows: for each outlet, whom it names most."""
    if table.empty:
        return "Matrix without squares: nobody is named."
    most = table.sort_values("value", ascending=False, kind="stable")
    most = most.drop_duplicates("outlet_label").sort_values("outlet_label")
    listed = "; ".join(
        f"{row['outlet_label']} names {row['name']} most ({number(row['value'])})"
        for _, row in most[most["value"] > 0].iterrows()
    )
    return f"Matrix of entities by outlet, in {unit}. {_title(table, len(most))}. {listed}."


def senses(usage: pd.DataFrame, looks: Mapping[str, Look], *, name: str) -> go.Figure:
    """Draw for each outlet how often a country is named as a place, a people and a government.

    Args:
        usage: ``text``, ``sense``, ``outlet_label``, ``n``.
        looks: how each outlet is drawn.
        name: the country.
    """
    counts = usage.groupby(["outlet_label", "sense"])["n"].sum()
    outlets = [label for label in looks if label in set(usage["outlet_label"])]
    figure = go.Figure()
    for sense, words in SENSES.items():
        figure.add_bar(
            y=[layout.wrapped(outlet, 20) for outlet in outlets],
            x=[int(counts.get((outlet, sense), 0)) for outlet in outlets],
            orientation="h",
            marker_color=[_rgba(looks[outlet].colour, _SENSE_OPACITY[sense]) for outlet in outlets],
            showlegend=False,
            hovertemplate=f"%{{y}}, {words}: %{{x}} mentions<extra></extra>",
        )
        # The legend names the shades: a bar of no outlet's colour, and of no length.
        figure.add_bar(
            x=[None],
            y=[None],
            name=words,
            marker_color=_rgba(NEUTRAL, _SENSE_OPACITY[sense]),
            hoverinfo="skip",
        )
    figure.update_layout(barmode="stack", bargap=0.3, legend={"traceorder": "normal"})
    figure = layout.base(
        figure,
        title=f"{name}: a government, a people or a place?",
        height=layout.rows_height(len(outlets), around=160, row=38),
        xtitle="mentions",
        legend=True,
    )
    figure.update_yaxes(autorange="reversed", showgrid=False)
    return figure


def describe_senses(usage: pd.DataFrame, *, name: str) -> str:
    """Say what :func:`senses` shows, outlet by outlet."""
    counts = usage.groupby(["outlet_label", "sense"])["n"].sum()
    listed = "; ".join(
        f"{outlet}: "
        + ", ".join(f"{int(counts.get((outlet, key), 0))} {words}" for key, words in SENSES.items())
        for outlet in sorted(set(usage["outlet_label"]))
    )
    return f"Bars of how often {name} is named in which sense, by outlet: {listed}."


def number(value: float) -> str:
    """Return a count or rate as short as it can be read: 12, 4.3, – for none."""
    if not value:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def _title(table: pd.DataFrame, outlets: int) -> str:
    naming = table[table["value"] > 0].groupby("entity_id")["outlet_label"].nunique()
    if naming.empty:
        return "Nobody is named"
    if outlets == 1:
        return f"Who is named in {table['outlet_label'].iloc[0]}"
    everywhere, once = int((naming == outlets).sum()), int((naming == 1).sum())
    return (
        f"{everywhere or 'None'} of {len(naming)} named in every outlet, "
        f"{once or 'none'} in only one"
    )


def _shade(colour: str, value: float, most: float) -> str:
    if not value:
        return "rgba(0,0,0,0)"
    return _rgba(colour, _PALEST + (_STRONGEST - _PALEST) * value / most)


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.3f})"
