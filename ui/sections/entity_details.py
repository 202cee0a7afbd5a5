"""Parts of the page Entities: what an entity is called, when it is named, and with whom."""

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.charts import co_mention_matrix, entity_usage, layout
from analysis.charts import mentions_by_day as day_charts
from analysis.findings import extraction_method
from analysis.store.filters import Filters
from analysis.store.queries import co_mentions as co_mention_queries
from analysis.store.queries import entities as entity_queries
from analysis.store.queries import filter_choices
from ui.core import address, data
from ui.widgets import chart, evidence, selectable_table, slow_parts


def draw_epithets(filters: Filters, entity: str, name: str) -> None:
    """List the titles and descriptions that each outlet gives an entity, with their sentences."""
    table = data.cached_query(entity_queries.count_epithets, filters, entity)
    st.header("What it is called besides its names")
    if table.empty:
        evidence.draw_note(f"No title or description of {name} was found.")
        return
    epithets = list(dict.fromkeys(table["label"]))
    selected = address.read_choice("label", epithets)
    selectable_table.draw_selectable_table(
        entity_usage.tabulate_words(table.rename(columns={"label": "text"})),
        epithets,
        key="labels",
        state=(filters, entity),
        on_select=lambda epithet: address.select_evidence(label=epithet),
        selected=selected,
        alt=f"{len(epithets)} titles and descriptions of {name}, counted by outlet",
    )
    if selected:
        evidence.draw_evidence(
            data.cached_query(entity_queries.find_epithet_passages, filters, entity, selected),
            subject=f"“{selected}” for {name}",
        )


def draw_days(filters: Filters, entity: str, name: str, *, names_only: bool) -> None:
    """Draw how often an entity is mentioned day by day, if there are several days."""
    table = data.cached_query(
        co_mention_queries.count_mentions_by_day, filters, entity, names_only=names_only
    )
    if len(set(table["published"])) <= 1:
        return
    chart.draw_chart(
        day_charts.draw_days(table, data.get_outlet_styles(), name=name),
        key="days",
        alt=day_charts.describe_days(table, name=name),
        table=lambda: day_charts.tabulate_days(table),
        method=extraction_method.NAMES,
        on_select=lambda point: address.select_evidence(day=point[0]),
        selected=address.read_first("day"),
    )
    days = {f"{day:%Y-%m-%d}": f"{day:%Y-%m-%d}" for day in _list_days(table)}
    selected = address.draw_evidence_select("day", "Day", {"": "Choose a day", **days})
    if selected:
        day = pd.Timestamp(selected).date()
        on_day = Filters(filters.story, filters.outlets, start=day, end=day)
        evidence.draw_evidence(
            data.cached_query(
                entity_queries.find_mention_passages, on_day, entity, names_only=names_only
            ),
            subject=f"mentions of {name} on {selected}",
        )


def draw_co_mentions(
    filters: Filters, most_named: tuple[tuple[str, str], ...], *, names_only: bool
) -> None:
    """Draw whom the texts name together, with the sentences that do.

    Args:
        filters: the current filters.
        most_named: id and name of the entities in the chart, the most mentioned first.
        names_only: whether pronouns and descriptions are left out.
    """
    st.header("Named together")
    total = data.cached_query(filter_choices.count_articles, Filters())
    if slow_parts.is_deferred(findings.co_occurrence_limit(total), "Count in"):
        return
    pairs = data.cached_query(
        co_mention_queries.count_co_mentions, filters, most_named, names_only=names_only
    )
    if pairs.empty:
        evidence.draw_note("No sentence names two of the most mentioned entities.")
        return
    names = dict(zip(pairs["entity_id"], pairs["name"], strict=True))
    first, second = address.read_choice("one", names), address.read_choice("other", names)
    chart.draw_chart(
        co_mention_matrix.draw_co_mentions(pairs, selected=(first, second)),
        key="together",
        alt=co_mention_matrix.describe_co_mentions(pairs),
        table=lambda: co_mention_matrix.tabulate_co_mentions(pairs),
        method=extraction_method.NAMES,
        on_select=lambda point: address.select_evidence(one=point[0], other=point[1]),
        least_width=layout.compute_least_width(len(names), co_mention_matrix.COLUMN),
    )
    with st.grid(2, min_column_width=200):
        address.draw_evidence_select("one", "First name", {"": "Choose a name", **names})
        address.draw_evidence_select("other", "Second name", {"": "Choose a name", **names})
    if first and second and first != second:
        evidence.draw_evidence(
            data.cached_query(
                co_mention_queries.find_co_mention_passages,
                filters,
                first,
                second,
                names_only=names_only,
            ),
            subject=f"mentions of {names[first]} and {names[second]} in one sentence",
        )


def _list_days(table: pd.DataFrame) -> list[pd.Timestamp]:
    return sorted(pd.to_datetime(table.loc[table["n"] > 0, "published"]).unique())
