"""Who names whom: the matrix of outlets and entities, and in what sense a country is named."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import (
    NEUTRAL,
    OTHERS,
    OTHERS_NAME,
    OutletStyle,
    order_like_styles,
)
from analysis.charts.ranking import SelectedCell

#: What a country's name may stand for, and how a chart says it.
SENSE_LABELS = {"government": "as a government", "people": "as a people", "place": "as a place"}
#: What may be counted of an entity in an outlet: what it is called, and its unit.
MEASURES = {
    "n": ("mentions", "mentions"),
    "rate": ("per 1,000 words", "mentions per 1,000 words"),
    "headlines": ("in headlines", "articles with it in the headline"),
    "first": ("how early", "of the article before the first mention"),
}
#: What an entity does in a sentence, by the parse.
ROLE_LABELS = {
    "speaks": "speaks",
    "acts": "acts",
    "acted_upon": "is acted upon",
    "other": "stands otherwise",
}
_ROLE_OPACITY = {"speaks": 1.0, "acts": 0.7, "acted_upon": 0.42, "other": 0.16}
_SENSE_OPACITY = {"government": 1.0, "people": 0.6, "place": 0.25}
SQUARE = 34
_PALEST, _STRONGEST = 0.08, 0.62
"""Opacity of squares: at the strongest, the number on it still reads on light and on dark."""


def fill_cells(named: pd.DataFrame, words: pd.DataFrame, *, measure: str = "n") -> pd.DataFrame:
    """Fill the matrix of entities and outlets, zeros included.

    Args:
        named: ``entity_id``, ``name``, ``label``, ``outlet_label``, ``n`` and the measure, where
            ``n`` is not zero.
        words: ``outlet_label``, ``words`` of the outlets to show; with :data:`OTHERS` among them,
            that is what all others have together (but no first mention).
        measure: one of :data:`MEASURES`.

    Returns:
        One row for each entity and outlet: the columns of ``named``; ``value``, the measure (NaN
        where there is no first mention); and ``part``, for a stacked bar: ``n``, the number of
        headlines, or ``n`` per 1,000 words of all the outlets, so that the parts add up to the
        rate of the whole.
    """
    entities = named[["entity_id", "name", "label"]].drop_duplicates("entity_id")
    full = entities.merge(words[["outlet_label", "words"]], how="cross")
    counts = named.drop(columns=["name", "label"])
    if OTHERS in set(words["outlet_label"]):
        own = counts["outlet_label"].isin(words["outlet_label"])
        rest = counts[~own].groupby("entity_id", as_index=False).sum(numeric_only=True)
        rest = rest.drop(columns="first", errors="ignore").assign(outlet_label=OTHERS)
        counts = pd.concat([counts[own], rest], ignore_index=True)
    full = full.merge(counts, how="left", on=["entity_id", "outlet_label"])
    full["n"] = full["n"].fillna(0).astype(int)
    full["value"] = full["part"] = full["n"]
    if measure == "rate":
        full["value"] = (1000 * full["n"] / full["words"]).where(full["words"] > 0, 0.0)
        everything = int(words["words"].sum())
        full["part"] = 1000 * full["n"] / everything if everything else 0.0
    elif measure == "headlines":
        full["value"] = full["part"] = full["headlines"].fillna(0).astype(int)
    elif measure == "first":
        full["value"] = full["first"]
    return full.drop(columns="words")


def pivot_by_outlet(table: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`fill_cells` as a table to read: a row per entity, a column per outlet."""
    rows = table.pivot(index="entity_id", columns="outlet_label", values="value")
    heads = table.drop_duplicates("entity_id").set_index("entity_id")[["name", "label"]]
    heads = heads.rename(columns={"name": "Name", "label": "Type"})
    named = rows.round(2).rename(columns={OTHERS: OTHERS_NAME})
    return heads.join(named).reset_index(drop=True)


def list_words_and_senses(usage: pd.DataFrame) -> tuple[dict[str, str], dict[str, str]]:
    """Return the words and the senses used for an entity, each with how it is shown."""
    texts = {text: text for text in usage["text"]}
    found = set(usage["metonymy"])
    return texts, {sense: words for sense, words in SENSE_LABELS.items() if sense in found}


def tabulate_words(usage: pd.DataFrame) -> pd.DataFrame:
    """Return the words used for an entity as a table to read: a column for each outlet.

    Args:
        usage: ``text``, ``metonymy``, ``outlet_label``, ``n``.
    """
    counts = usage.pivot_table(
        index="text", columns="outlet_label", values="n", aggfunc="sum", fill_value=0, sort=False
    )
    return counts.sort_index(axis=1).rename_axis("Words").reset_index()


def tabulate_usage(usage: pd.DataFrame) -> pd.DataFrame:
    """Return the words and senses of an entity with headings a person reads."""
    worded = usage.assign(metonymy=usage["metonymy"].map(SENSE_LABELS).fillna(""))
    return worded.set_axis(["Words", "Meaning", "Outlet", "Mentions"], axis=1)


def draw_matrix(
    table: pd.DataFrame,
    styles: Mapping[str, OutletStyle],
    *,
    unit: str,
    picked: SelectedCell | None = None,
    early: bool = False,
) -> go.Figure:
    """Draw a square for each entity and outlet: the stronger, the more often it is named.

    Squares are markers, because a Plotly heat map cannot be clicked.

    Args:
        table: ``entity_id``, ``name``, ``outlet_label``, ``value`` for every entity and outlet.
        styles: how each outlet is drawn.
        unit: what ``value`` counts.
        picked: the square to frame.
        early: ``value`` is a share of the article, and the stronger, the smaller it is.

    Returns:
        The figure; the ``customdata`` of a square are the entity's id and the outlet's label.
    """
    outlets = order_like_styles(styles, table["outlet_label"])
    entities = table.drop_duplicates("entity_id")
    row = {entity: place for place, entity in enumerate(entities["entity_id"])}
    strength = _strength(table["value"], early=early)
    written = format_share if early else format_number
    squares = []
    for column, outlet in enumerate(outlets):
        part = table[table["outlet_label"] == outlet]
        keys = list(zip(part["entity_id"], part["outlet_label"], strict=True))
        squares.append(
            {
                "type": "scatter",
                "x": [column] * len(part),
                "y": [row[entity] for entity in part["entity_id"]],
                "mode": "markers+text",
                "marker": {
                    "symbol": "square",
                    "size": SQUARE,
                    "opacity": 1,
                    "color": [_shade(styles[outlet].colour, one) for one in strength[part.index]],
                    "line": {
                        "color": styles[outlet].colour,
                        "width": [4 if key == picked else 0.75 for key in keys],
                    },
                },
                "text": [written(value) for value in part["value"]],
                "textfont": {"size": 13},
                "customdata": [list(key) for key in keys],
                "hovertext": [layout.escape_label(f"{name}, {outlet}") for name in part["name"]],
                "hovertemplate": f"%{{hovertext}}: %{{text}} {unit}<extra></extra>",
                **layout.WITHOUT_FADING,
            }
        )
    return layout.build_figure(
        squares,
        title=_title(table, len(outlets)),
        height=layout.compute_height(len(row), around=150, row=SQUARE + 6),
        xaxis={**layout.build_outlet_axis(outlets), "showgrid": False},
        yaxis={
            "tickvals": list(row.values()),
            "ticktext": [layout.shorten_label(name, 24) for name in entities["name"]],
            "range": [len(row) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
        },
    )


def describe_matrix(table: pd.DataFrame, *, unit: str, early: bool = False) -> str:
    """Say what :func:`draw_matrix` shows: for each outlet, whom it names most, or first."""
    if table.empty:
        return "Matrix without squares: nobody is named."
    most = table.sort_values("value", ascending=early, kind="stable")
    most = most.drop_duplicates("outlet_label").sort_values("outlet_label")
    how, written = ("first", format_share) if early else ("most", format_number)
    listed = "; ".join(
        f"{row['outlet_label']} names {row['name']} {how} ({written(row['value'])})"
        for _, row in most[most["n"] > 0].iterrows()
    )
    return f"Matrix of entities by outlet, in {unit}. {_title(table, len(most))}. {listed}."


def draw_senses(usage: pd.DataFrame, styles: Mapping[str, OutletStyle], *, name: str) -> go.Figure:
    """Draw for each outlet how often a country is named as a place, a people and a government.

    Args:
        usage: ``text``, ``metonymy``, ``outlet_label``, ``n``.
        styles: how each outlet is drawn.
        name: the country.
    """
    title = f"{name}: a government, a people or a place?"
    return _parted(usage, "metonymy", SENSE_LABELS, _SENSE_OPACITY, styles, title)


def describe_senses(usage: pd.DataFrame, *, name: str) -> str:
    """Say what :func:`draw_senses` shows, outlet by outlet."""
    listed = _listed(usage, "metonymy", SENSE_LABELS)
    return f"Bars of how often {name} is named in which sense, by outlet: {listed}."


def draw_roles(table: pd.DataFrame, styles: Mapping[str, OutletStyle], *, name: str) -> go.Figure:
    """Draw for each outlet how often an entity speaks, acts and is acted upon.

    Args:
        table: ``semantic_role``, ``outlet_label``, ``n``.
        styles: how each outlet is drawn.
        name: the entity.

    Returns:
        The figure; the ``customdata`` of a part are the role and the outlet's label.
    """
    return _parted(
        table, "semantic_role", ROLE_LABELS, _ROLE_OPACITY, styles, f"{name}: who speaks, who acts?"
    )


def describe_roles(table: pd.DataFrame, *, name: str) -> str:
    """Say what :func:`draw_roles` shows, outlet by outlet."""
    listed = _listed(table, "semantic_role", ROLE_LABELS)
    return f"Bars of how often {name} speaks, acts and is acted upon, by outlet: {listed}."


def tabulate_roles(table: pd.DataFrame) -> pd.DataFrame:
    """Return the roles of an entity with headings a person reads."""
    worded = table.assign(semantic_role=table["semantic_role"].map(ROLE_LABELS))
    return worded.set_axis(["Role", "Outlet", "Mentions"], axis=1)


def _parted(
    table: pd.DataFrame,
    column: str,
    parts: Mapping[str, str],
    opacity: Mapping[str, float],
    styles: Mapping[str, OutletStyle],
    title: str,
) -> go.Figure:
    """Draw a bar for each outlet, parted by a column; the shade says which part it is."""
    counts = table.groupby(["outlet_label", column])["n"].sum()
    outlets = order_like_styles(styles, table["outlet_label"])
    bars: list[dict[str, object]] = []
    for part, words in parts.items():
        shades = [_rgba(styles[outlet].colour, opacity[part]) for outlet in outlets]
        drawn_part: dict[str, object] = {
            "type": "bar",
            "y": [layout.wrap_label(outlet, 20) for outlet in outlets],
            "x": [int(counts.get((outlet, part), 0)) for outlet in outlets],
            "orientation": "h",
            "marker": {"color": shades},
            "showlegend": False,
            "customdata": [[part, outlet] for outlet in outlets],
            "hovertemplate": f"%{{y}}, {words}: %{{x}} mentions<extra></extra>",
        }
        # The legend names the shades: a bar of no outlet's colour, and of no length.
        named: dict[str, object] = {
            "type": "bar",
            "x": [None],
            "y": [None],
            "name": words,
            "marker": {"color": _rgba(NEUTRAL, opacity[part])},
            "hoverinfo": "skip",
        }
        bars += [drawn_part, named]
    return layout.build_figure(
        bars,
        title=title,
        height=layout.compute_height(len(outlets), around=160, row=38),
        xtitle="mentions",
        yaxis={"autorange": "reversed", "showgrid": False},
        legend="above",
        barmode="stack",
        bargap=0.3,
    )


def _listed(table: pd.DataFrame, column: str, parts: Mapping[str, str]) -> str:
    counts = table.groupby(["outlet_label", column])["n"].sum()
    return "; ".join(
        f"{outlet}: "
        + ", ".join(f"{int(counts.get((outlet, key), 0))} {words}" for key, words in parts.items())
        for outlet in sorted(set(table["outlet_label"]))
    )


def format_number(value: float) -> str:
    """Return a count or rate as short as it can be read: 12, 4.3, – for none."""
    if not value:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def format_share(value: float) -> str:
    """Return a share in per cent; – for none."""
    return "–" if pd.isna(value) else f"{100 * value:.0f}%"


def _title(table: pd.DataFrame, outlets: int) -> str:
    naming = (
        table[table["value"].notna() & (table["n"] > 0)]
        .groupby("entity_id")["outlet_label"]
        .nunique()
    )
    if naming.empty:
        return "Nobody is named"
    if outlets == 1:
        return f"Who is named in {table['outlet_label'].iloc[0]}"
    everywhere, once = int((naming == outlets).sum()), int((naming == 1).sum())
    return (
        f"{everywhere or 'None'} of {len(naming)} named in every outlet, "
        f"{once or 'none'} in only one"
    )


def _strength(values: pd.Series, *, early: bool) -> pd.Series:
    """Return how strong each square is, from 0 (no colour) to 1."""
    if early:
        return (1.0 - values).fillna(0.0)
    most = values.max()
    return values / most if most > 0 else values * 0.0


def _shade(colour: str, strength: float) -> str:
    if not strength:
        return "rgba(0,0,0,0)"
    return _rgba(colour, _PALEST + (_STRONGEST - _PALEST) * strength)


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:.3f})"
