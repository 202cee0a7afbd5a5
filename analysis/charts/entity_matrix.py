"""Who names whom: the matrix of outlets and entities."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import (
    OTHERS,
    OTHERS_NAME,
    OutletStyle,
    build_rgba,
    order_like_styles,
)
from analysis.charts.ranking import SelectedCell


class Count(StrEnum):
    """What is counted of an entity in an outlet; the value names the column of the counts."""

    MENTIONS = "n"
    RATE = "rate"
    HEADLINES = "headlines"
    FIRST = "first"


COUNT_LABELS: Mapping[str, str] = {
    Count.MENTIONS: "Mentions",
    Count.RATE: "Per 1,000 words",
    Count.HEADLINES: "In headlines",
    Count.FIRST: "First mention",
}
COUNT_UNITS: Mapping[Count, str] = {
    Count.MENTIONS: "mentions",
    Count.RATE: "mentions per 1,000 words",
    Count.HEADLINES: "articles with it in the headline",
    Count.FIRST: "of the article before the first mention",
}
#: Number of words that a rate refers to.
_PER_WORDS = 1000
#: Size in pixels of a square, and width of a column.
_SQUARE = 34
COLUMN = _SQUARE + 6
#: Opacity of the palest and strongest square: at the strongest, the number on it is still readable
#: on light and on dark pages.
_PALEST, _STRONGEST = 0.08, 0.62
#: Width of the frame of the selected square, and of the others.
_SELECTED_FRAME, _FRAME = 4, 1
#: Maximum number of characters of a name beside a row.
_NAME_CHARACTERS = 24
#: Maximum number of entities that an outlet names equally often, or early, and that are listed.
_MAX_NAMED = 2


class EntityOrder(StrEnum):
    """The order of the entities in the matrix; the values are those in links."""

    TOTAL = "total"
    UNEVENNESS = "gap"


ORDER_LABELS: Mapping[str, str] = {
    EntityOrder.TOTAL: "Total",
    EntityOrder.UNEVENNESS: "Named most unevenly",
}


@dataclass(frozen=True)
class NameSpread:
    """By how many outlets entities are named.

    Attributes:
        naming: number of selected outlets, drawn or not, that name each entity.
        n_outlets: number of selected outlets.
        noun: what sentences call an outlet; outlets may be pooled to groups.
        has_uncounted: whether further outlets may name some of them in words that are not counted.
    """

    naming: dict[str, int]
    n_outlets: int
    noun: str = "outlet"
    has_uncounted: bool = False


def count_naming_outlets(
    mentions: pd.DataFrame, n_outlets: int, noun: str = "outlet"
) -> NameSpread:
    """Return by how many of the selected outlets each entity is named.

    Args:
        mentions: as :func:`fill_cells` takes them, of all selected outlets.
        n_outlets: number of selected outlets.
        noun: as in :class:`NameSpread`.
    """
    named = mentions[mentions["n"] > 0].groupby("entity_id")["outlet_label"].nunique()
    return NameSpread({str(entity): int(n) for entity, n in named.items()}, n_outlets, noun)


def fill_cells(
    mentions: pd.DataFrame, words: pd.DataFrame, *, count: Count = Count.MENTIONS
) -> pd.DataFrame:
    """Return the matrix of entities and outlets, zeros included.

    Args:
        mentions: ``entity_id``, ``name``, ``label``, ``outlet_label``, ``n`` and the column of the
            count, where ``n`` is not zero.
        words: ``outlet_label``, ``words`` of the outlets to show; :data:`OTHERS` among them stands
            for all other outlets together (without a first mention).
        count: what is counted.

    Returns:
        One row for each entity and outlet: the columns of ``mentions``; ``value``, the count (NaN
        where there is no first mention); and ``part``, for a stacked bar: ``n``, the number of
        headlines, or ``n`` per 1,000 words of all the outlets, so that the parts add up to the
        rate of the whole.
    """
    entities = mentions[["entity_id", "name", "label"]].drop_duplicates("entity_id")
    cells = entities.merge(words[["outlet_label", "words"]], how="cross")
    counts = mentions.drop(columns=["name", "label"])
    if OTHERS in set(words["outlet_label"]):
        counts = _merge_others(counts, words)
    cells = cells.merge(counts, how="left", on=["entity_id", "outlet_label"])
    cells["n"] = cells["n"].fillna(0).astype(int)
    cells["value"] = cells["part"] = cells["n"]
    match count:
        case Count.RATE:
            rates = _PER_WORDS * cells["n"] / cells["words"]
            cells["value"] = rates.where(cells["words"] > 0, 0.0)
            total = int(words["words"].sum())
            cells["part"] = _PER_WORDS * cells["n"] / total if total else 0.0
        case Count.HEADLINES:
            cells["value"] = cells["part"] = cells["headlines"].fillna(0).astype(int)
        case Count.FIRST:
            cells["value"] = cells["first"]
    return cells.drop(columns="words")


def pivot_by_outlet(cells: pd.DataFrame) -> pd.DataFrame:
    """Return :func:`fill_cells` as a table to read: a row per entity, a column per outlet."""
    by_cell = cells.set_index(["entity_id", "outlet_label"])["value"]
    values = by_cell.unstack()  # noqa: PD010 - pivot_table drops outlets without any value
    values = values.round(2).rename(columns={OTHERS: OTHERS_NAME})
    entities = cells.drop_duplicates("entity_id").set_index("entity_id")[["name", "label"]]
    entities = entities.rename(columns={"name": "Name", "label": "Type"})
    return entities.join(values).reset_index(drop=True)


def draw_matrix(
    cells: pd.DataFrame,
    styles: Mapping[str, OutletStyle],
    spread: NameSpread,
    *,
    count: Count = Count.MENTIONS,
    selected: SelectedCell | None = None,
) -> go.Figure:
    """Draw a square for each entity and outlet: the stronger, the more often it is named.

    Of first mentions, the stronger is the earlier. Squares are markers, because a Plotly heat map
    cannot be clicked.

    Args:
        cells: ``entity_id``, ``name``, ``outlet_label``, ``value`` for every entity and outlet.
        styles: of the outlets.
        spread: by how many of all selected outlets the entities are named.
        count: what ``value`` counts.
        selected: the square to frame.

    Returns:
        The figure; the ``customdata`` of a square are the entity's id and the outlet's label.
    """
    outlets = order_like_styles(styles, cells["outlet_label"])
    entities = cells.drop_duplicates("entity_id")
    rows = {entity: row for row, entity in enumerate(entities["entity_id"])}
    shaded = cells.assign(strength=_compute_strength(cells["value"], count))
    return layout.build_figure(
        [
            _build_column(
                column,
                shaded[shaded["outlet_label"] == outlet],
                styles[outlet].colour,
                rows,
                count,
                selected,
            )
            for column, outlet in enumerate(outlets)
        ],
        title=_build_title(cells, spread),
        height=layout.compute_height(len(rows), around=150, row=COLUMN),
        x_axis={
            **layout.build_outlet_axis(
                [outlet or f"{spread.n_outlets - len(outlets) + 1} more" for outlet in outlets]
            ),
            "showgrid": False,
        },
        y_axis={
            "tickvals": list(rows.values()),
            "ticktext": [layout.wrap_label(name, _NAME_CHARACTERS, 2) for name in entities["name"]],
            "range": [len(rows) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
        },
    )


def describe_matrix(
    cells: pd.DataFrame, spread: NameSpread, *, count: Count = Count.MENTIONS
) -> str:
    """Describe :func:`draw_matrix`: for each outlet, whom it names most, or first."""
    if cells.empty:
        return "Matrix without squares: nobody is named."
    # An early place may be 0; a count of 0 is none.
    has_value = cells["value"].notna() & ((cells["value"] > 0) | (count is Count.FIRST))
    named = cells[(cells["n"] > 0) & has_value]
    described = "; ".join(
        _describe_outlet(str(outlet), rows, count) for outlet, rows in named.groupby("outlet_label")
    )
    title = _build_title(cells, spread)
    of_these = f"Of these, {described}" if described else ""
    parts = [f"Matrix of entities by outlet, in {COUNT_UNITS[count]}", title, of_these]
    return ". ".join(filter(None, parts)) + "."


def _describe_outlet(outlet: str, cells: pd.DataFrame, count: Count) -> str:
    """Return whom an outlet names most, or first; several that it names alike are not ranked."""
    is_first = count is Count.FIRST
    extreme = cells["value"].min() if is_first else cells["value"].max()
    names = cells.loc[cells["value"] == extreme, "name"]
    subject = " and ".join(names) if len(names) <= _MAX_NAMED else f"{len(names)} of them"
    return (
        f"{outlet or OTHERS_NAME} names {subject} {'first' if is_first else 'most'} "
        f"({_format(extreme, count)})"
    )


def format_number(value: float) -> str:
    """Return a count or rate in as few characters as possible: 12, 4.3, – for none."""
    if not value:
        return "–"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.1f}"


def format_share(value: float) -> str:
    """Return a share in per cent; – for none."""
    return "–" if pd.isna(value) else f"{100 * value:.0f}%"


def _merge_others(counts: pd.DataFrame, words: pd.DataFrame) -> pd.DataFrame:
    """Return the counts with those of outlets that are not among ``words`` added up."""
    is_listed = counts["outlet_label"].isin(words["outlet_label"])
    others = counts[~is_listed].groupby("entity_id", as_index=False).sum(numeric_only=True)
    others = others.drop(columns="first", errors="ignore").assign(outlet_label=OTHERS)
    return pd.concat([counts[is_listed], others], ignore_index=True)


def _build_column(  # noqa: PLR0917 - parts of one trace
    column: int,
    cells: pd.DataFrame,
    colour: str,
    rows: Mapping[str, int],
    count: Count,
    selected: SelectedCell | None,
) -> dict[str, Any]:
    """Return the squares of one outlet."""
    keys = list(zip(cells["entity_id"], cells["outlet_label"], strict=True))
    return {
        "type": "scatter",
        "x": [column] * len(cells),
        "y": [rows[entity] for entity in cells["entity_id"]],
        "mode": "markers+text",
        "marker": {
            "symbol": "square",
            "size": _SQUARE,
            "opacity": 1,
            "color": [_shade(colour, strength) for strength in cells["strength"]],
            "line": {
                "color": colour,
                "width": [_SELECTED_FRAME if key == selected else _FRAME for key in keys],
            },
        },
        "text": [_format(value, count) for value in cells["value"]],
        "textfont": {"size": 13},
        "customdata": [list(key) for key in keys],
        "hovertext": [
            layout.escape_label(f"{name}, {outlet or OTHERS_NAME}")
            for name, outlet in zip(cells["name"], cells["outlet_label"], strict=True)
        ],
        "hovertemplate": f"%{{hovertext}}: %{{text}} {COUNT_UNITS[count]}<extra></extra>",
        **layout.WITHOUT_FADING,
    }


def _format(value: float, count: Count) -> str:
    if count is Count.FIRST:
        return format_share(value)
    # A rate that happens to be whole has its decimal as its neighbours have.
    return f"{value:,.1f}" if count is Count.RATE and value else format_number(value)


def _build_title(cells: pd.DataFrame, spread: NameSpread) -> str:
    """Return in how many outlets the entities are named, of all that are selected."""
    if not spread.naming:
        return "Nobody is named"
    if spread.n_outlets == 1:
        return f"Who is named in {cells['outlet_label'].iloc[0]}"
    everywhere = sum(n == spread.n_outlets for n in spread.naming.values())
    in_one = sum(n == 1 for n in spread.naming.values())
    certainly, at_most = ("certainly ", "at most ") if spread.has_uncounted else ("", "")
    return (
        f"{everywhere or 'None'} of {len(spread.naming)} {certainly}named in all "
        f"{spread.n_outlets} {spread.noun}s, {f'{at_most}{in_one}' if in_one else 'none'} in only "
        "one"
    )


def _compute_strength(values: pd.Series, count: Count) -> pd.Series:
    """Return how strong each square is, from 0 (no colour) to 1."""
    if count is Count.FIRST:
        return (1.0 - values).fillna(0.0)
    most = values.max()
    return values / most if most > 0 else values * 0.0


def _shade(colour: str, strength: float) -> str:
    if not strength:
        return "rgba(0,0,0,0)"
    return build_rgba(colour, _PALEST + (_STRONGEST - _PALEST) * strength)
