"""How often each outlet has the words of a search."""

from collections.abc import Mapping

import pandas as pd
import plotly.graph_objects as go

from analysis.charts import layout
from analysis.charts.outlet_styles import OutletStyle

#: Maximum number of outlets that are drawn; the Data tab has all.
MAX_OUTLETS = 20
#: Height in pixels of a bar, and maximum number of characters in a line of an outlet's name.
_ROW, _NAME_CHARACTERS = 38, 24
#: Share of a pattern that is drawn in white, so that the outlet's colour dominates.
_PATTERN_SOLIDITY = 0.2
#: Outlets in the description of the chart.
_DESCRIBED = 5
_HEADINGS = ["Outlet", "Hits", "Articles with a hit", "Words", "Hits per 1,000 words"]


def draw_rates(
    table: pd.DataFrame,
    styles: Mapping[str, OutletStyle],
    *,
    words: str,
    always: str = "",
    noun: str = "outlet",
) -> go.Figure:
    """Draw one bar per outlet, as long as its hits per 1,000 words, the longest first.

    Args:
        table: ``outlet_label``, ``hits``, ``articles``, ``words``, ``per_1000``.
        styles: of the outlets.
        words: what was searched.
        always: the outlet that is drawn however few hits it has.
        noun: what the bars are of; outlets may be pooled to groups.

    Returns:
        The figure; the ``customdata`` of a bar is the outlet's label.
    """
    drawn = select_outlets(table, always)
    outlets = list(drawn["outlet_label"])
    bars = {
        "type": "bar",
        "orientation": "h",
        "y": list(range(len(outlets))),
        "x": drawn["per_1000"],
        "marker": {
            "color": [styles[outlet].colour for outlet in outlets],
            "pattern": {
                "shape": [styles[outlet].pattern for outlet in outlets],
                "fillmode": "overlay",  # on the colour, as the other charts and the legend have it
                "fgcolor": "#FFFFFF",
                "solidity": _PATTERN_SOLIDITY,
            },
        },
        "text": [_count_hits(row) for row in drawn.to_dict("records")],
        "textposition": "none",
        "customdata": [[outlet] for outlet in outlets],
        "hovertext": [layout.escape_label(outlet) for outlet in outlets],
        "hovertemplate": "%{hovertext}: %{x:.3g} per 1,000 words, %{text}<extra></extra>",
        **layout.WITHOUT_FADING,
    }
    return layout.build_figure(
        [bars],
        title=_build_title(table, words, noun),
        height=layout.compute_height(len(outlets), around=110, row=_ROW),
        x_title="hits per 1,000 words",
        y_axis={
            "tickvals": list(range(len(outlets))),
            "ticktext": [layout.wrap_label(outlet, _NAME_CHARACTERS) for outlet in outlets],
            "range": [len(outlets) - 0.5, -0.5],
            "showgrid": False,
        },
        bargap=0.3,
    )


def select_outlets(table: pd.DataFrame, always: str = "") -> pd.DataFrame:
    """Return the rows of the outlets that are drawn: those with most hits, by their rate.

    Of outlets with as many hits, those with most words are drawn; of more than are drawn, those
    without a hit are not.
    """
    with_words = table[table["words"] > 0]
    # A column of all rows would add theirs where no outlet has words.
    with_words = with_words.assign(first=with_words["outlet_label"] == always)
    if len(with_words) > MAX_OUTLETS and with_words["hits"].any():
        with_words = with_words[(with_words["hits"] > 0) | with_words["first"]]
    ordered = with_words.sort_values(
        ["first", "hits", "words", "outlet_label"], ascending=[False, False, False, True]
    )
    largest = ordered.head(MAX_OUTLETS).drop(columns="first")
    return largest.sort_values(
        ["per_1000", "outlet_label"], ascending=[False, True], ignore_index=True
    )


def note_undrawn(table: pd.DataFrame, *, always: str = "", noun: str = "outlet") -> str:
    """Return a sentence on the outlets that are not drawn; empty if all are.

    Args:
        table: As :func:`draw_rates` takes it.
        always: The outlet that is drawn however few hits it has.
        noun: What sentences call an outlet; outlets may be pooled to groups.
    """
    n_empty, n_with_hits = int((table["words"] == 0).sum()), int((table["hits"] > 0).sum())
    sentences = []
    if len(table) - n_empty > MAX_OUTLETS:
        hits = "hits" if 0 < n_with_hits <= MAX_OUTLETS else "most hits"
        added = set(select_outlets(table, always)["outlet_label"]) - set(
            select_outlets(table)["outlet_label"]
        )
        highlighted = " and the highlighted one" if added else ""
        drawn = f"{noun.capitalize()}s with {hits}{highlighted} are drawn"
        sentences.append(f"{drawn}, at most {MAX_OUTLETS}; Data has all {len(table):,}.")
    if n_empty:
        verb = "has" if n_empty == 1 else "have"
        outlets = layout.count_noun(n_empty, noun)
        sentences.append(
            f"Not drawn: {outlets} that {verb} no headline, subhead or body to search."
        )
    return " ".join(sentences)


def describe_rates(
    table: pd.DataFrame, *, words: str, always: str = "", noun: str = "outlet"
) -> str:
    """Describe :func:`draw_rates`: the first five outlets with their rates and hits."""
    drawn = select_outlets(table, always).head(_DESCRIBED)
    rates = "; ".join(
        f"{row['outlet_label']}, {row['per_1000']:.3g} ({_count_hits(row)})"
        for row in drawn.to_dict("records")
    )
    return f"Bars of hits of “{words}” per 1,000 words, by {noun}: {rates}."


def tabulate_rates(table: pd.DataFrame) -> pd.DataFrame:
    """Return the rates as a table to read."""
    return table.set_axis(_HEADINGS, axis=1)


def _count_hits(row: Mapping[str, object] | Mapping[object, object]) -> str:
    numbers = {str(name): value for name, value in row.items()}
    hits = layout.count_noun(int(str(numbers["hits"])), "hit")
    return f"{hits} in {layout.count_noun(int(str(numbers['articles'])), 'article')}"


def _build_title(table: pd.DataFrame, words: str, noun: str) -> str:
    n_with = int((table["hits"] > 0).sum())
    total = layout.count_noun(int(table["hits"].sum()), "hit")
    if len(table) == 1:
        return f"“{words}”: {total}"
    return f"“{words}”: {total}, in {n_with:,} of {layout.count_noun(len(table), noun)}"
