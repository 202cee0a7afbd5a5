"""The parts of the page Framing: differences, one measure, its evidence, its method."""

from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd
import streamlit as st

from analysis.charts import contrast
from analysis.charts import framing as charts
from analysis.findings import framing as framing_findings
from analysis.findings.framing import Verdict
from analysis.findings.reportable import MIN_OCCURRENCES, MIN_USES
from analysis.measures.registry import CORRECTED_FAMILY_SIZE, GROUPS, MEASURES, Measure
from analysis.measures.stats.outlet_comparison import MAX_P
from analysis.measures.stats.sampling_units import PermutationUnit
from analysis.store.filters import Filters
from analysis.store.notes import NotedPassage, NoteKind
from analysis.store.queries import quotes as quote_queries
from ui.core import address, data
from ui.widgets import chart, evidence, outlet_chips, selectable_table
from ui.widgets.note_control import NoteTarget, read_noted_passages

#: Maximum numbers of items and outlets in a chart.
_MAX_ITEMS, _MAX_OUTLETS = 8, 8
#: Maximum number of differences that the page says in a sentence.
_MAX_SENTENCES = 6
#: Measures that one outlet is contrasted with the others by: words and voices.
_CONTRASTED = ("word", "all", "direct", "paraphrased", "label", "verb")
_GROUP_KEY = "group_choice"
#: Width in pixels of the names of measures: with it the table fits beside the filters.
_MEASURE_WIDTH = 190
#: Separates measure, item and outlet in the id of a table row; none of them has a line break.
_SEPARATOR = "\n"

_PERMUTATION_NOTES: Mapping[PermutationUnit, str] = {
    PermutationUnit.ARTICLES: (
        "Articles were shuffled among outlets (permutation test), within their story."
    ),
    PermutationUnit.PARAGRAPHS: (
        "Too few articles to resample, so paragraphs were resampled. "
        "The differences describe these articles, not the outlets' habits."
    ),
}


def draw_differences(filters: Filters) -> None:
    """Show the largest differences; a selected row opens its measure and its evidence."""
    if _is_one_outlet(filters):
        evidence.draw_note("One outlet only: there is nothing to compare it with.")
        return
    # Group by group, so that a long comparison says how far it is, and ends when the page is left.
    for number, group in enumerate(GROUPS, 1):
        with data.extend_progress(f"{group} ({number} of {len(GROUPS)})"):
            data.cached_query(framing_findings.compute_measures, filters, group)
    table = data.cached_query(framing_findings.rank_differences, filters)
    if table.empty:
        evidence.draw_note("Nothing occurs often enough in these articles to be compared.")
        return
    evidence.draw_note(summarize_verdicts(table))
    is_clear = table["verdict"] != Verdict.NO_CLEAR_DIFFERENCE
    with st.container(gap="xsmall"):
        clear = data.cached_query(framing_findings.list_clear_differences, filters)
        for number, row in enumerate(clear.head(_MAX_SENTENCES).to_dict("records"), 1):
            evidence.draw_finding(
                framing_findings.describe_difference(row),
                f"{MEASURES[row['measure']].group} · {row['verdict']}",
                key=f"difference_{number}",
                on_click=_select_difference,
                args=(_SEPARATOR.join((row["measure"], row["item"], row["outlet_label"])),),
                target=_make_note_target(filters, row),
            )
    st.caption(
        "Ranked by certainty, then by effect size. Select a row to see the sentences it is based "
        f"on. Not listed are shares of fewer than {MIN_OCCURRENCES} quotations or words, and what "
        f"an outlet uses more than others but fewer than {MIN_USES} times. Differences of house "
        "style (courtesy titles, spelling) are listed under Wording."
    )
    ids = [_SEPARATOR.join(row) for row in table[["measure", "item", "outlet_label"]].to_numpy()]
    selectable_table.draw_selectable_table(
        charts.tabulate_differences(table),
        ids,
        key="standing_out",
        selected=_SEPARATOR.join(address.read_first("measure", "item", "where")),
        state=filters,
        on_select=_select_difference,
        alt=f"The {len(table)} largest differences; {is_clear.sum()} of them pass a test",
        columns={
            "Measure": st.column_config.TextColumn(width=_MEASURE_WIDTH),
            "Effect (h)": None,  # in the download, and beside each measure under Data
        },
    )


def draw_certainty(filters: Filters) -> None:
    """Say how outlets were compared, and how many of the compared values differ."""
    if (
        _is_one_outlet(filters)
        or (table := data.cached_query(framing_findings.count_comparisons, filters)).empty
    ):
        evidence.draw_note("Nothing was compared.")
        return
    n_compared, n_distinguishable, n_holding = framing_findings.total_comparisons(table)
    unit = data.cached_query(framing_findings.find_permutation_unit, filters)
    evidence.draw_note(
        f"{n_compared:,} value{'s were' if n_compared != 1 else ' was'} measured: "
        f"{framing_findings.describe_passing(n_distinguishable, n_holding)}"
        f"{'; the others show no clear difference' if n_distinguishable else ''}. "
        f"{_PERMUTATION_NOTES[unit]}"
    )
    chart.draw_data_table(
        lambda: charts.tabulate_tally(table), key="tally", label="Measure by measure"
    )


def draw_measure_choice() -> str:
    """Draw the choice of a measure, first by group, and return its key."""
    chosen = address.read_choice("measure", MEASURES, next(iter(MEASURES)))
    group = MEASURES[chosen].group
    st.session_state[_GROUP_KEY] = group
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Measure", GROUPS, key=_GROUP_KEY, required=True, on_change=_select_group
        )
        metrics = {key: item.name for key, item in MEASURES.items() if item.group == group}
        return address.draw_segments(
            "measure", "Metric", metrics, next(iter(metrics)), resets=["item", "where"]
        )


def draw_measure(filters: Filters, key: str) -> None:
    """Show a measure: the items that differ most, and the evidence of one value."""
    measure = MEASURES[key]
    table = data.cached_query(framing_findings.compute_measures, filters, measure.group)
    table = table[table["measure"] == key]
    if table.empty:
        evidence.draw_note(
            f"Nothing to measure: there are no {measure.counts} in the selected articles."
        )
        return
    items = list(dict.fromkeys(table["item"]))[:_MAX_ITEMS]
    of_items = table[table["item"].isin(items)]
    outlets = charts.select_outlets(
        of_items,
        data.cached_query(quote_queries.list_top_outlets, filters, _MAX_OUTLETS),
        _MAX_OUTLETS,
        data.get_highlight(),
    )
    drawn = of_items[of_items["outlet_label"].isin(outlets)]
    finding = charts.summarize_differences(table, measure)
    n_outlets = table["outlet_label"].nunique()
    undrawn = (
        f" Drawn: {len(outlets)} of {n_outlets} outlets, first those that differ, then those with "
        "most articles; Data has all."
        if n_outlets > len(outlets)
        else ""
    )
    outlet_chips.draw_highlight()
    outlet_chips.draw_legend(outlets, mark="dot")
    chart.draw_chart(
        charts.draw_dots(drawn, measure, data.get_outlet_styles(), finding),
        key=f"dots_{key}",
        alt=charts.describe_dots(drawn, table, measure),
        table=lambda: charts.tabulate_values(table, measure),
        method=measure.card,
        note=f"{measure.question} {charts.explain_dots(drawn)}{undrawn}",
        on_select=lambda point: address.select_evidence(item=point[0], where=point[1]),
        selected=address.read_first("item", "where"),
    )
    if key in _CONTRASTED and len(outlets) > 1:
        _draw_contrast(table, measure, key)
    _draw_value(filters, key, measure, table)


def _draw_contrast(table: pd.DataFrame, measure: Measure, key: str) -> None:
    """Draw the items of a measure in one outlet against the others."""
    labels = {label: label for label in sorted(set(table["outlet_label"]))}
    outlet = address.draw_select(
        "contrast", "One outlet against the others", labels, next(iter(labels))
    )
    of_outlet = table[table["outlet_label"] == outlet]
    chart.draw_chart(
        contrast.draw_contrast(of_outlet, measure, outlet, data.get_outlet_styles()[outlet].colour),
        key=f"contrast_{key}",
        alt=contrast.describe_contrast(of_outlet, measure, outlet),
        table=lambda: charts.tabulate_values(of_outlet, measure),
        method=measure.card,
        note=contrast.explain_contrast(of_outlet),
        on_select=lambda point: address.select_evidence(item=point[0], where=point[1]),
    )


def summarize_verdicts(table: pd.DataFrame) -> str:
    """Return how certain the differences are, taken together.

    Args:
        table: as returned by :func:`analysis.findings.framing.rank_differences`.
    """
    holding, suggestive = (
        int((table["verdict"] == verdict).sum())
        for verdict in (Verdict.HOLDS_AFTER_CORRECTION, Verdict.SUGGESTIVE)
    )
    sentences = []
    if holding:
        verb = "differences hold" if holding > 1 else "difference holds"
        sentences.append(f"{holding} {verb} after correction for multiple tests.")
    if suggestive:
        is_plural = suggestive > 1
        verb, pronoun = ("differences pass", "their") if is_plural else ("difference passes", "its")
        by_chance = round(MAX_P * CORRECTED_FAMILY_SIZE)
        sentences.append(
            f"{suggestive} {verb} a test on {pronoun} own; about {by_chance} would by chance, with "
            f"{CORRECTED_FAMILY_SIZE} measures."
        )
    return " ".join(sentences) or (
        "No clear difference: none between these outlets is larger than chance alone would make "
        "it. With few articles that is the rule. The values say what is in these articles, not "
        "what the outlets are like."
    )


def _is_one_outlet(filters: Filters) -> bool:
    return len(data.cached_query(quote_queries.list_top_outlets, filters, 2)) <= 1


def _draw_value(filters: Filters, key: str, measure: Measure, table: pd.DataFrame) -> None:
    """Draw the choice of an item and an outlet, and show the passages behind its value."""
    names = dict(zip(table["item"], table["name"].astype(str), strict=True))
    outlets = {label: label for label in sorted(set(table["outlet_label"]))}
    st.caption("Sentences behind a value: click a dot, or choose here.")
    with st.grid(2, min_column_width=200):
        item = address.draw_evidence_select("item", "Subject", {"": "Choose a subject", **names})
        outlet = address.draw_evidence_select(
            "where", "Outlet", {"": "Choose an outlet", **outlets}
        )
    if not (item and outlet):
        return
    values = table[(table["item"] == item) & (table["outlet_label"] == outlet)]
    clear = data.cached_query(framing_findings.list_clear_differences, filters)
    of_value = (clear["measure"] == key) & (clear["item"] == item)
    differences = clear[of_value & (clear["outlet_label"] == outlet)].to_dict("records")
    evidence.draw_evidence(
        data.cached_query(framing_findings.find_evidence, filters, key, item, outlet),
        subject=f"occurrences of {names[item]} in {outlet}",
        sentence=framing_findings.describe_difference(differences[0]) if differences else "",
        note="" if values.empty else _describe_value(values.iloc[0], measure),
    )


def _make_note_target(filters: Filters, row: Mapping[Hashable, Any]) -> NoteTarget:
    """Return what a note on a difference is on: its sentence and the passages behind it."""

    def find_passages() -> list[NotedPassage]:
        passages = framing_findings.find_evidence(
            data.get_catalogue(), filters, row["measure"], row["item"], row["outlet_label"]
        )
        columns = (passages[name] for name in ("article_id", "start", "end"))
        return read_noted_passages(zip(*columns, strict=True))

    sentence = framing_findings.describe_difference(row)
    return NoteTarget(NoteKind.FINDING, row["measure"], find_passages, sentence)


def _describe_value(row: pd.Series, measure: Measure) -> str:
    value = framing_findings.format_value(row["value"], measure)
    interval = charts.format_interval(row["low"], row["high"], measure)
    return (
        f"{row['name']} in {row['outlet_label']}: {value} {measure.unit} ({interval}; "
        f"n = {row['n']:,} {measure.counts}; {row['verdict']}); the "
        f"others: {framing_findings.describe_others(row.to_dict())}."
    )


def _select_difference(row: str) -> None:
    if row:
        measure, item, outlet = row.split(_SEPARATOR)
        address.select_evidence(measure=measure, item=item, where=outlet)
    else:
        address.close_evidence()


def _select_group() -> None:
    group = st.session_state[_GROUP_KEY]
    first = next(key for key, item in MEASURES.items() if item.group == group)
    address.set_choices(measure=first, item="", where="")
