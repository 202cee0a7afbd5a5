"""Differences: figures that differ, exclusives and omissions, and shared text."""

import streamlit as st

from analysis.findings.differences import find_differences
from analysis.findings.exclusive_coverage import count_stories
from ui.core import data, navigation, selection
from ui.sections import differing_figures, exclusive_coverage, shared_text, story_findings
from ui.widgets import marked_text, markup, slow_parts

navigation.ensure_router()
filters = selection.get_filters()
markup.render(marked_text.STYLE)
shared_text.draw_exclusion_switch()
if slow_parts.is_comparison_deferred():
    st.stop()

if data.cached_query(count_stories, filters) == 1:
    st.header("At a glance")
    story_findings.draw_findings(filters, find_differences)

st.header("Figures, dates and names that differ")
differing_figures.draw_differing_figures(filters)

st.header("Exclusives and omissions")
exclusive_coverage.draw_exclusive_coverage(filters)

st.header("Shared text")
shared_text.draw_shared_text(filters)
