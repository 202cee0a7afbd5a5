"""Overview: articles, headlines, who is named and quoted, and what differs."""

import streamlit as st

from analysis.charts import entity_matrix, outlet_styles, ranking
from analysis.charts import overview as overview_tables
from analysis.charts.overview import NameSpread
from analysis.store.queries import entities as entity_queries
from analysis.store.queries import overview as overview_queries
from ui.core import address, data, navigation, selected_point, selection
from ui.core.selected_point import PointMode
from ui.widgets import article_cards, chart, evidence, selectable_table

#: Maximum numbers: entities and outlets in a chart, cards on a page, stories in the table, names
#: compared between outlets, and names listed.
MAX_ENTITIES, MAX_OUTLETS, CARDS_PER_PAGE = 10, 12, 6
MAX_STORIES, MAX_COMPARED, MAX_LISTED = 50, 300, 60

navigation.ensure_router()
filters = selection.get_filters()
styles = data.get_outlet_styles()

totals = data.cached_query(overview_queries.count_totals, filters)
article_cards.draw_totals(totals)

stories = data.cached_query(overview_queries.list_stories, filters, MAX_STORIES)
if len(stories) > 1:
    st.subheader("Stories")
    st.caption("Select a row to filter by its story.")
    selectable_table.draw_selectable_table(
        overview_tables.tabulate_stories(stories),
        list(stories["story_id"]),
        key="stories",
        state=filters,
        on_select=selection.select_story,
        alt=f"The {len(stories)} stories in most outlets",
    )

st.subheader("Headlines and leads")
page = address.draw_pagination(totals["articles"], CARDS_PER_PAGE, key="articles_page")
first_article = (page - 1) * CARDS_PER_PAGE
article_cards.draw_article_cards(
    data.cached_query(overview_queries.list_articles, filters, CARDS_PER_PAGE, first_article),
    key="articles",
)

words = data.cached_query(entity_queries.count_words_by_outlet, filters, MAX_OUTLETS)
outlets = tuple(outlet for outlet in words["outlet_label"] if outlet != outlet_styles.OTHERS)
named = entity_matrix.fill_cells(
    data.cached_query(entity_queries.count_mentions, filters, MAX_ENTITIES), words
)
quoted = entity_matrix.fill_cells(
    data.cached_query(overview_queries.count_quotes_by_speaker, filters, MAX_ENTITIES), words
)
coverage = data.cached_query(overview_queries.count_coverage, filters, MAX_COMPARED)
names = selection.name_entities((*named["entity_id"], *quoted["entity_id"], *coverage["entity_id"]))
point = selected_point.get_selected_point(names, outlets)

st.subheader("Who is named and quoted most")
chart.draw_legend(words["outlet_label"])
with st.grid(2, min_column_width=440):
    with st.container():
        chart.draw_chart(
            ranking.draw_ranking(named, styles, verb="named", unit="mentions"),
            key="named",
            alt=ranking.describe_ranking(named, verb="named", unit="mentions"),
            table=lambda: entity_matrix.pivot_by_outlet(named),
            on_select=selected_point.select_mentions,
        )
    with st.container():
        chart.draw_chart(
            ranking.draw_ranking(quoted, styles, verb="quoted", unit="quotations"),
            key="quoted",
            alt=ranking.describe_ranking(quoted, verb="quoted", unit="quotations"),
            table=lambda: entity_matrix.pivot_by_outlet(quoted),
            on_select=selected_point.select_quotes,
        )

with st.container(horizontal=True):
    selection.draw_page_link("entities", "All names, by outlet")
    selection.draw_page_link("quotes", "All quotations")
    selection.draw_page_link("framing", "How they are framed")
    selection.draw_page_link("compare", "Two articles side by side")

st.subheader("What differs")
if len(outlets) == 1:
    evidence.draw_note("There is one outlet only, so there is nothing to compare it with.")
else:
    spread = address.draw_segments("spread", "Named", overview_tables.SPREAD_LABELS, NameSpread.ONE)
    article_cards.draw_names(
        overview_tables.filter_by_spread(coverage, NameSpread(spread)), MAX_LISTED
    )

st.subheader("Sentences")
selected_point.draw_point_choice(names, outlets, with_mode=True)
if point.entity and point.mode is PointMode.QUOTES:
    evidence.draw_evidence(
        data.cached_query(entity_queries.find_quote_passages, filters, point.entity, point.outlet),
        key="sentences",
        subject=point.describe("quotations of", names[point.entity]),
    )
elif point.entity:
    evidence.draw_evidence(
        data.cached_query(
            entity_queries.find_mention_passages, filters, point.entity, point.outlet
        ),
        key="sentences",
        subject=point.describe("mentions of", names[point.entity]),
    )
