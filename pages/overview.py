"""Story: how its outlets differ, at a glance; Stories, where the selection holds several."""

import streamlit as st

from analysis.charts import entity_matrix, outlet_styles, ranking
from analysis.charts import speakers as speaker_charts
from analysis.findings import extraction_method
from analysis.store.notes import NoteKind
from analysis.store.queries import entities as entity_queries
from analysis.store.queries import overview as overview_queries
from analysis.store.queries import quotes as quote_queries
from ui.core import address, data, navigation, selected_point, selection
from ui.core.selected_point import PointMode
from ui.sections import briefing, coverage, fingerprint, story_findings, timeline
from ui.widgets import (
    article_cards,
    chart,
    evidence,
    outlet_chips,
    slow_parts,
    story_list,
    story_parts,
)

#: Maximum numbers: entities and outlets in a chart, cards on a page.
MAX_ENTITIES, MAX_OUTLETS, CARDS_PER_PAGE = 10, 12, 6

navigation.ensure_router()
filters = selection.get_filters()
styles = data.get_outlet_styles()

totals = data.cached_query(overview_queries.count_totals, filters)
n_stories = data.cached_query(overview_queries.count_stories, filters)

if n_stories > 1:
    story_list.draw_stories()
    if not selection.is_story_open():
        st.stop()

article_cards.draw_story_facts(
    story_list.list_title_outlets(),
    data.cached_query(overview_queries.find_date_range, filters),
    {name: totals[name] for name in ("words", "quotations")},
)
story_parts.draw_story_parts("./")
if totals["outlets"] == 1:
    evidence.draw_note("There is one outlet only, so there is nothing to compare it with.")
elif n_stories == 1 and not slow_parts.is_comparison_deferred():
    st.header("What differs")
    # The fingerprint is faster to compute: it is drawn first, below the room of the findings.
    findings = st.container()
    st.header(f"The {data.get_catalogue().outlet_noun}s side by side")
    st.caption("Click a value to read its sentences. Bars in a row share one scale.")
    fingerprint.draw_fingerprints(filters)
    st.header("Who reports what")
    coverage.draw_short_matrix(filters)
    st.header("Time line")
    timeline.draw_publications(filters)
    if totals["articles"] <= coverage.MAX_ARTICLES_IN_SHORT:
        timeline.draw_first_reports(filters)
    with findings:
        story_findings.draw_findings(filters)
        briefing.draw_download(filters)

with st.container(horizontal=True):
    selection.draw_page_link("quotes", "Who said what, in which outlet")
    selection.draw_page_link("differences", "Figures that differ, exclusives and omissions")
    selection.draw_page_link("framing", "How it is framed")
    selection.draw_page_link("compare", "Two articles side by side")

st.header("Headlines and leads")
page = address.draw_pagination(totals["articles"], CARDS_PER_PAGE, key="articles_page")
first_article = (page - 1) * CARDS_PER_PAGE
article_cards.draw_article_cards(
    data.cached_query(overview_queries.list_articles, filters, CARDS_PER_PAGE, first_article),
    key="articles",
)

words = data.cached_query(
    entity_queries.count_words_by_outlet, filters, MAX_OUTLETS, data.get_highlight()
)
outlets = tuple(outlet for outlet in words["outlet_label"] if outlet != outlet_styles.OTHERS)
named = entity_matrix.fill_cells(
    data.cached_query(entity_queries.count_mentions, filters, MAX_ENTITIES), words
)
# Who is quoted most is measured in words, as on Quotes and in share of voice.
speakers = data.cached_query(quote_queries.count_words_by_speaker, filters)
quoted = ranking.merge_other_outlets(
    speaker_charts.select_top_speakers(speakers, MAX_ENTITIES), outlets
)
names = selection.name_entities((*named["entity_id"], *quoted["entity_id"]))
point = selected_point.get_selected_point(names, outlets)

st.header("Who is named and quoted most")
outlet_chips.draw_highlight()
outlet_chips.draw_legend({*named.loc[named["part"] > 0, "outlet_label"], *quoted["outlet_label"]})
with st.grid(2, min_column_width=440):
    with st.container():
        chart.draw_chart(
            ranking.draw_ranking(named, styles, verb="named", unit="mentions"),
            key="named",
            alt=ranking.describe_ranking(named, verb="named", unit="mentions"),
            table=lambda: entity_matrix.pivot_by_outlet(named),
            method=extraction_method.NAMES,
            on_select=selected_point.select_mentions,
        )
    with st.container():
        chart.draw_chart(
            ranking.draw_ranking(quoted, styles, verb="quoted", unit="quoted words"),
            key="quoted",
            alt=ranking.describe_ranking(quoted, verb="quoted", unit="quoted words"),
            table=lambda: speaker_charts.tabulate_speakers(speakers),
            method=extraction_method.QUOTATIONS,
            on_select=selected_point.select_quotes,
        )
selected_point.draw_point_choice(names, outlets, mark="bar", with_mode=True)
if point.entity and point.is_open:
    find_passages, passages = (
        (quote_queries.find_quote_passages, "quotations of")
        if point.mode is PointMode.QUOTES
        else (entity_queries.find_mention_passages, "mentions of")
    )
    evidence.draw_evidence(
        data.cached_query(find_passages, filters, point.entity, point.outlet),
        subject=point.describe(passages, names[point.entity]),
        kind=NoteKind.QUOTATION if point.mode is PointMode.QUOTES else NoteKind.SENTENCE,
    )
