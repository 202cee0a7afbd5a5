"""Charts of who is quoted in which outlet."""

import textwrap
from collections.abc import Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go

from analysis.charts.layout import (
    build_figure,
    build_outlet_axis,
    compute_height,
    escape_label,
    shorten_label,
)
from analysis.charts.outlet_styles import NEUTRAL, OutletStyle
from analysis.tables import QUOTE_KINDS

UNKNOWN_SPEAKER = "Speaker not known"
"""What stands for the quotations whose speaker could not be named with confidence."""

_MOST_SPEAKERS = 15
_CHARACTERS, _ROW = 34, 38
_SYMBOLS = {"direct": "square", "mixed": "diamond", "indirect": "circle"}


def select_top_speakers(table: pd.DataFrame) -> pd.DataFrame:
    """Return what :func:`analysis.charts.ranking.draw_ranking` draws of the most quoted speakers.

    Args:
        table: as :func:`analysis.store.queries.quotes.speakers` returns it.

    Returns:
        ``entity_id`` (of the speaker, or the name), ``name``, ``outlet_label`` and ``part``, the
        quoted words; quotations whose speaker is not known are left out.
    """
    known = table[table["speaker"] != ""]
    shown = known[known["speaker_id"].isin(known["speaker_id"].unique()[:_MOST_SPEAKERS])]
    named = {"speaker_id": "entity_id", "speaker": "name", "words": "part"}
    return shown.rename(columns=named)[["entity_id", "name", "outlet_label", "part"]]


def tabulate_speakers(table: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers behind the bars as a table to read, a row for each speaker and outlet."""
    named = table.assign(speaker=table["speaker"].where(table["speaker"] != "", UNKNOWN_SPEAKER))
    return named[["speaker", "outlet_label", "words", "quotes", "articles"]].set_axis(
        ["Speaker", "Outlet", "Quoted words", "Quotations", "Articles"], axis=1
    )


def draw_reports(table: pd.DataFrame, styles: Mapping[str, OutletStyle]) -> go.Figure:
    """Draw which outlet reports which utterance and how, grouped by speaker.

    Args:
        table: ``utterance_id``, ``speaker``, ``text`` (of the utterance), ``outlet_label`` and
            ``kind``, a row for each outlet that has it; utterances of a speaker together.
        styles: of the outlets that are columns, by label, in order.

    Returns:
        Marks in the outlet's colour whose ``customdata`` is (utterance id, outlet label): a filled
        square, diamond or circle by kind of quotation, a small cross where the outlet does not
        have it.
    """
    rows = table.drop_duplicates("utterance_id")
    labels, places = _grouped(rows)
    texts = dict(zip(rows["utterance_id"], rows["text"], strict=True))
    outlets = list(styles)
    marks: list[dict[str, object]] = []
    for kind in QUOTE_KINDS:
        drawn = (table["kind"] == kind) & table["outlet_label"].isin(outlets)
        cells = table.loc[drawn, ["utterance_id", "outlet_label"]]
        marks += _marks(kind, cells, places, texts, styles)
    has = set(zip(table["utterance_id"], table["outlet_label"], strict=True))
    absent = [(said, outlet) for said in places for outlet in outlets if (said, outlet) not in has]
    cells = pd.DataFrame(absent, columns=["utterance_id", "outlet_label"])
    marks += _marks("", cells, places, texts, styles)
    return build_figure(
        marks,
        title="Who reports which utterance, and how?",
        height=compute_height(len(labels), around=190, row=_ROW),
        xaxis={**build_outlet_axis(outlets), "showgrid": True},
        yaxis={
            "tickvals": list(range(len(labels))),
            "ticktext": labels,
            "range": [len(labels) - 0.4, -0.6],
            "showgrid": False,
            "zeroline": False,
        },
        legend="below",
    )


def describe_reports(table: pd.DataFrame, outlets: Sequence[str]) -> str:
    """Say in words what :func:`draw_reports` shows."""
    counts = table.groupby("outlet_label")["utterance_id"].nunique()
    each = "; ".join(f"{outlet} {counts.get(outlet, 0)}" for outlet in outlets)
    return f"{summarize_spread(table, outlets)}. Utterances by outlet: {each}."


def summarize_spread(table: pd.DataFrame, outlets: Sequence[str]) -> str:
    """Return in words how widely the utterances of :func:`draw_reports` are reported."""
    counts = table.groupby("utterance_id")["outlet_label"].nunique()
    several, alone = int((counts > 1).sum()), int((counts == 1).sum())
    parts = []
    if several:
        everywhere = int((counts == len(outlets)).sum())
        parts.append(f"{several} in several outlets, {everywhere} of them in all {len(outlets)}")
    if alone:
        parts.append(f"{alone} in one outlet alone")
    return f"Utterances shown: {'; '.join(parts)}"


def tabulate_reports(table: pd.DataFrame) -> pd.DataFrame:
    """Return the numbers behind :func:`draw_reports` as a table to read."""
    named = table.assign(
        speaker=table["speaker"].where(table["speaker"] != "", UNKNOWN_SPEAKER),
        share_reported=(100 * table["share_reported"]).round(),
    )
    columns = [
        "speaker",
        "text",
        "coverage_disparity",
        "outlet_label",
        "kind",
        "cue",
        "share_reported",
    ]
    return named.assign(coverage_disparity=named["coverage_disparity"].round(2))[columns].set_axis(
        [
            "Speaker",
            "Fullest wording",
            "Unevenness (0 to 1)",
            "Outlet",
            "Reported",
            "Cue",
            "Kept (% of words)",
        ],
        axis=1,
    )


def _grouped(rows: pd.DataFrame) -> tuple[list[str], dict[str, int]]:
    """Return the labels of the rows, speakers as headings, and the row of each utterance."""
    labels: list[str] = []
    places: dict[str, int] = {}
    for speaker, part in rows.groupby("speaker", sort=False):
        labels.append(f"<b>{shorten_label(str(speaker) or UNKNOWN_SPEAKER, 40)}</b>")
        for row in part.to_dict("records"):
            places[row["utterance_id"]] = len(labels)
            labels.append("<br>".join(map(escape_label, _lines(row["text"]))))
    return labels, places


def _lines(text: str) -> list[str]:
    return textwrap.wrap(text, _CHARACTERS, max_lines=2, placeholder=" …")


def _marks(
    kind: str,
    cells: pd.DataFrame,
    places: Mapping[str, int],
    texts: Mapping[str, str],
    styles: Mapping[str, OutletStyle],
) -> list[dict[str, object]]:
    """Return the marks of one kind of report, and what the legend shows of them."""
    how = kind or "not reported"
    hover = [
        f"{escape_label(outlet)}: <b>{how}</b><br>"
        + "<br>".join(map(escape_label, textwrap.wrap(texts[said], 70)))
        for said, outlet in cells.itertuples(index=False)
    ]
    outlets = list(styles)
    symbol, size = _SYMBOLS.get(kind, "x-thin-open"), 16 if kind else 7
    marks: dict[str, object] = {
        "type": "scatter",
        "name": how,
        "mode": "markers",
        "x": [outlets.index(outlet) for outlet in cells["outlet_label"]],
        "y": [places[said] for said in cells["utterance_id"]],
        "customdata": cells.to_numpy().tolist(),
        "hovertext": hover,
        "hoverinfo": "text",
        "showlegend": False,
        "marker": {
            "symbol": symbol,
            "size": size,
            "color": [styles[name].colour if kind else NEUTRAL for name in cells["outlet_label"]],
        },
    }
    # The legend names the shapes alone, in no outlet's colour.
    named: dict[str, object] = {
        "type": "scatter",
        "name": how,
        "mode": "markers",
        "x": [None],
        "y": [None],
        "hoverinfo": "skip",
        "marker": {"symbol": symbol, "size": size, "color": NEUTRAL},
    }
    return [marks, named]
