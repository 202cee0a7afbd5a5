"""Parts of the page Entities: what an entity is called, with whom it stands, and when."""

import pandas as pd
import streamlit as st

from analysis import findings
from analysis.charts import co_mention_matrix, entity_matrix, layout
from analysis.charts import mentions_by_day as day_charts
from analysis.store.filters import Filters
from analysis.store.queries import co_mentions as co_mention_queries
from analysis.store.queries import entities as entity_queries
from analysis.store.queries import filter_choices
from ui.core import address, data
from ui.widgets import article_choice, chart, evidence, selectable_table

_PER_PAGE = 8


def draw_epithets(filters: Filters, entity: str, name: str) -> None:
    """List the titles and descriptions each outlet gives an entity, with their sentences."""
    table = data.cached_query(entity_queries.labels, filters, entity)
    st.subheader("What it is called beside its names")
    if table.empty:
        evidence.draw_note(f"No title or description stands with {name} here.")
        return
    found = list(dict.fromkeys(table["label"]))
    chosen = address.read_choice("label", found)
    selectable_table.draw_selectable_table(
        entity_matrix.tabulate_words(table.rename(columns={"label": "text"})),
        found,
        key="labels",
        state=(filters, entity),
        pick=lambda label: address.set_choices(label=label),
        chosen=chosen,
        alt=f"{len(found)} titles and descriptions of {name}, counted by outlet",
    )
    if chosen:
        evidence.draw_evidence(
            data.cached_query(entity_queries.labelled, filters, entity, chosen),
            key="label_sentences",
            what=f"“{chosen}” for {name}",
            per_page=_PER_PAGE,
        )


def draw_days(filters: Filters, entity: str, name: str, *, named: bool) -> None:
    """Draw how often an entity is mentioned day by day, if there are several days."""
    table = data.cached_query(co_mention_queries.days, filters, entity, named)
    if table["published"].nunique() < 2:
        return
    chart.draw_chart(
        day_charts.draw_days(table, data.get_outlet_styles(), name=name),
        key="days",
        alt=day_charts.describe_days(table, name=name),
        table=lambda: day_charts.tabulate_days(table),
        pick=lambda point: address.set_choices(day=point[0], pick_outlet=point[1]),
    )
    options = {f"{day:%Y-%m-%d}": f"{day:%Y-%m-%d}" for day in _days(table)}
    chosen = address.draw_select("day", "Day", {"": "Choose a day", **options})
    if chosen:
        on_day = Filters(filters.story, filters.outlets, *2 * (pd.Timestamp(chosen).date(),))
        evidence.draw_evidence(
            data.cached_query(entity_queries.sentences, on_day, entity, named=named),
            key="day_sentences",
            what=f"mentions of {name} on {chosen}",
            per_page=_PER_PAGE,
        )


def draw_co_mentions(filters: Filters, *, most: int, named: bool) -> None:
    """Draw whom the texts name together, with the sentences that do."""
    st.subheader("Who stands beside whom")
    total = data.cached_query(filter_choices.count_articles, Filters())
    if article_choice.defer_slow_part(findings.co_occurrence_limit(total), "Count in"):
        return
    pairs = data.cached_query(co_mention_queries.together, filters, most, named)
    if pairs.empty:
        evidence.draw_note("No sentence names two of those who are named most.")
        return
    names = dict(zip(pairs["entity_id"], pairs["name"], strict=True))
    one, other = address.read_choice("one", names), address.read_choice("other", names)
    chart.draw_chart(
        co_mention_matrix.draw_co_mentions(pairs, picked=(one, other)),
        key="together",
        alt=co_mention_matrix.describe_co_mentions(pairs),
        table=lambda: co_mention_matrix.tabulate_co_mentions(pairs),
        pick=lambda point: address.set_choices(one=point[0], other=point[1]),
        least_width=layout.compute_least_width(len(names), co_mention_matrix.SQUARE + 6),
    )
    with st.grid(2, min_column_width=200):
        address.draw_select("one", "Name beside", {"": "Choose a name", **names})
        address.draw_select("other", "another", {"": "Choose a name", **names})
    if one and other and one != other:
        evidence.draw_evidence(
            data.cached_query(co_mention_queries.together_sentences, filters, one, other, named),
            key="together_sentences",
            what=f"sentences with {names[one]} and {names[other]}",
            per_page=_PER_PAGE,
        )


def _days(table: pd.DataFrame) -> list[pd.Timestamp]:
    return sorted(pd.to_datetime(table.loc[table["n"] > 0, "published"]).unique())
