"""The parts of the page Framing: what stands out, one measure, its evidence, its method."""

from html import escape

import pandas as pd
import streamlit as st

from analysis.charts import framing as charts
from analysis.findings import framing as framing_findings
from analysis.findings.framing import Verdict
from analysis.measures.method_card import MethodCard
from analysis.measures.registry import GROUPS, MEASURES, Measure
from analysis.measures.stats.sampling_units import PermutationUnit
from analysis.store.filters import Filters
from analysis.store.queries import quotes as quote_queries
from ui.core import address, data
from ui.widgets import chart, evidence, scroll, selectable_table

ITEMS, MOST_OUTLETS = 8, 8
_VALUE = "framing-value"

_COMPARED_BY = {
    PermutationUnit.ARTICLES: (
        "Articles were dealt out to the outlets at random, within their story: what is "
        "distinguishable is larger than that gives."
    ),
    PermutationUnit.PARAGRAPHS: (
        "There are too few articles to deal them out, so paragraphs were: what is distinguishable "
        "differs between these articles. It need not be a habit of the outlets."
    ),
}


def draw_differences(filters: Filters) -> None:
    """Show the largest differences; a row chosen opens its measure and its evidence."""
    if _is_one_outlet(filters):
        evidence.draw_note("One outlet only: there is nothing to compare it with.")
        return
    table = data.cached_query(framing_findings.rank_differences, filters)
    if table.empty:
        evidence.draw_note("Nothing occurs often enough in these articles to be compared.")
        return
    told = int((table["verdict"] != Verdict.NO_CLEAR_DIFFERENCE).sum())
    evidence.draw_note(_headline(table))
    st.caption(
        "Ranked by how sure, then by effect size. Pick a row to see the sentences it rests on. "
        "Differences of house style (courtesy titles, spelling) are listed under Wording."
    )
    ids = ["\n".join(row) for row in table[["measure", "item", "outlet_label"]].to_numpy()]
    selectable_table.draw_selectable_table(
        charts.tabulate_differences(table),
        ids,
        key="standing_out",
        state=filters,
        pick=_take_row,
        alt=f"The {len(table)} largest differences between outlets, {told} distinguishable",
    )


def draw_certainty(filters: Filters) -> None:
    """Say what outlets were compared by, and how much of all that was compared differs."""
    if (
        _is_one_outlet(filters)
        or (table := data.cached_query(framing_findings.count_comparisons, filters)).empty
    ):
        evidence.draw_note("Nothing was compared.")
        return
    of_framing = table[[not MEASURES[key].is_house_style for key in table["measure"]]]
    compared, told, sure = (
        int(of_framing[name].sum())
        for name in ("compared", "distinguishable", "holds_after_correction")
    )
    evidence.draw_note(
        f"{compared:,} values were compared. {told:,} are distinguishable by their measure, "
        f"{sure:,} also when all measures are taken together; the others are not distinguishable. "
        + _COMPARED_BY[data.cached_query(framing_findings.find_permutation_unit, filters)]
    )
    chart.draw_data_table(
        lambda: charts.tabulate_tally(table), key="tally", label="Measure by measure"
    )


def _is_one_outlet(filters: Filters) -> bool:
    return len(data.cached_query(quote_queries.outlets, filters, 2)) < 2


def draw_measure_choice() -> str:
    """Draw the choice of a measure, first by group, and return its key."""
    chosen = address.read_choice("measure", MEASURES, next(iter(MEASURES)))
    group = MEASURES[chosen].group
    st.session_state["group_choice"] = group
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.segmented_control(
            "Measure", GROUPS, key="group_choice", required=True, on_change=_take_group
        )
        within = {key: item.name for key, item in MEASURES.items() if item.group == group}
        return address.draw_segments(
            "measure", "Counted by", within, next(iter(within)), lift=["item", "where"]
        )


def draw_measure(filters: Filters, key: str) -> None:
    """Show a measure: the items that differ most, and the evidence of one value."""
    what = MEASURES[key]
    table = data.cached_query(framing_findings.compute_measures, filters, what.group)
    table = table[table["measure"] == key]
    if table.empty:
        evidence.draw_note(f"Nothing to measure: there are no {what.counts} in what is looked at.")
        return
    outlets = data.cached_query(quote_queries.outlets, filters, MOST_OUTLETS)
    items = list(dict.fromkeys(table["item"]))
    shown = table[table["item"].isin(items[:ITEMS]) & table["outlet_label"].isin(outlets)]
    st.html(f"<p><strong>{escape(charts.summarize_differences(shown, what))}.</strong></p>")
    chart.draw_legend(outlets)
    st.caption(
        "Filled: told apart from the other outlets. Hollow: not distinguishable. "
        "Line: 95 % interval; none where there is too little to draw it from."
    )
    chart.draw_chart(
        charts.draw_dots(shown, what, data.get_outlet_styles()),
        key=f"dots_{key}",
        alt=charts.describe_dots(shown, what),
        table=lambda: charts.tabulate_values(table, what),
        pick=_take,
    )
    draw_method(what.card)
    _behind(filters, key, what, table)


def draw_method(card: MethodCard) -> None:
    """Offer the method of a measure in an expander."""
    parts = {
        "What it says": card.what,
        "Formula": card.formula,
        "Source": card.source,
        "How reliable": card.reliability,
        "Where it fails": card.fails,
    }
    told = "".join(f"<dt><b>{name}</b></dt><dd>{escape(text)}</dd>" for name, text in parts.items())
    with st.expander(f"Method: {card.name.lower()}", key=f"method_{card.name}"):
        st.html(f'<dl style="max-width:60rem">{told}</dl>')


def _behind(filters: Filters, key: str, what: Measure, table: pd.DataFrame) -> None:
    """Let an item and an outlet be chosen, and show the passages its value rests on."""
    names = dict(zip(table["item"], table["name"].astype(str), strict=True))
    outlets = {outlet: outlet for outlet in sorted(set(table["outlet_label"]))}
    st.caption("Behind a value: click a dot, or choose here.")
    with st.grid(2, min_column_width=200):
        item = address.draw_select("item", "Item", {"": "Choose an item", **names})
        outlet = address.draw_select("where", "Outlet", {"": "Choose an outlet", **outlets})
    if not (item and outlet):
        return
    value = table[(table["item"] == item) & (table["outlet_label"] == outlet)]
    if not value.empty:
        st.html(f'<p id="{_VALUE}">{escape(_told(value.iloc[0], what))}</p>')
        scroll.scroll_into_view(_VALUE, key=f"scroll_{key}_{item}_{outlet}")
    evidence.draw_evidence(
        data.cached_query(framing_findings.find_evidence, filters, key, item, outlet),
        key="evidence",
        what=f"occurrences of {names[item]} in {outlet}",
    )


def _told(row: pd.Series, what: Measure) -> str:
    value, others = (charts.format_value(row[name], what) for name in ("value", "others_mean"))
    interval = charts.format_interval(row["low"], row["high"], what)
    verdict = charts.format_verdict(row["distinguishable"])
    return (
        f"{row['name']} in {row['outlet_label']}: {value} {what.unit} "
        f"({interval}; n = {row['n']:,} {what.counts}; "
        f"{verdict} from the other outlets, which have {others} on average)."
    )


def _take(point: list[str]) -> None:
    address.set_choices(item=point[0], where=point[1])


def _take_row(row: str) -> None:
    measure, item, outlet = row.split("\n") if row else ("", "", "")
    address.set_choices(measure=measure, item=item, where=outlet)


def _take_group() -> None:
    group = st.session_state["group_choice"]
    first = next(key for key, item in MEASURES.items() if item.group == group)
    address.set_choices(measure=first, item="", where="")


def _headline(table: pd.DataFrame) -> str:
    """Say how sure the differences are, taken together."""
    sure, alone = (
        int((table["verdict"] == verdict).sum())
        for verdict in (Verdict.HOLDS_AFTER_CORRECTION, Verdict.SUGGESTIVE)
    )
    if not sure + alone:
        return (
            "Not distinguishable: no difference between these outlets is larger than chance alone "
            "would make it. With few articles that is the rule. The values say what is in these "
            "articles, not what the outlets are like."
        )
    told = [f"{_many(sure)} larger than chance would make it over all measures"] if sure else []
    if alone:
        told.append(
            f"{_many(alone)} distinguishable by one measure alone (of so many measures, chance "
            "marks something by about one)"
        )
    return f"{'; '.join(told)}."


def _many(number: int) -> str:
    return "One difference is" if number == 1 else f"{number} differences are"
