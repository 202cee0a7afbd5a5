"""Differences: figures that differ, exclusives and omissions, and shared text."""

import streamlit as st

from ui.core import navigation, selection
from ui.sections import differing_figures, exclusive_coverage, shared_text
from ui.widgets import marked_text, markup, slow_parts

navigation.ensure_router()
filters = selection.get_filters()
markup.render(marked_text.STYLE)
shared_text.draw_exclusion_switch()
if slow_parts.is_comparison_deferred():
    st.stop()

st.subheader("Figures, dates and names that differ")
differing_figures.draw_differing_figures(filters)

st.subheader("Exclusives and omissions")
exclusive_coverage.draw_exclusive_coverage(filters)

st.subheader("Shared text")
shared_text.draw_shared_text(filters)
