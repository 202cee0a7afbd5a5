"""Search: any word or phrase in all texts, how often each outlet has it, and every place."""

import streamlit as st

from analysis.charts import search_rates
from analysis.findings import extraction_method
from analysis.store.queries import search
from ui.core import address, data, navigation, selection
from ui.sections import concordance
from ui.widgets import chart, outlet_chips

navigation.ensure_router()
filters = selection.get_filters()
query = concordance.draw_query(filters)
if query is None:
    st.stop()

counts = data.cached_query(search.count_hits, filters, query)
if not counts.by_outlet["hits"].sum():
    concordance.draw_no_hits(filters, query, counts)
    st.stop()

outlet_chips.draw_highlight()
highlight, noun = data.get_highlight(), data.get_catalogue().outlet_noun
chart.draw_chart(
    search_rates.draw_rates(
        counts.by_outlet,
        data.get_outlet_styles(),
        words=query.text,
        always=highlight,
        noun=noun,
    ),
    key="rates",
    alt=search_rates.describe_rates(
        counts.by_outlet, words=query.text, always=highlight, noun=noun
    ),
    table=lambda: search_rates.tabulate_rates(counts.by_outlet),
    method=extraction_method.SEARCH,
    on_select=lambda bar: address.set_choices(**{concordance.OUTLET: bar[0]}),
    selected=address.read_first(concordance.OUTLET),
    note=search_rates.note_undrawn(counts.by_outlet, always=highlight, noun=noun),
)
concordance.draw_hits(filters, query, counts)
