"""Differences: figures that differ, what one outlet alone has, and what is copied."""

import streamlit as st

from ui.core import navigation, selection
from ui.sections import (
    differing_figures,
    shared_text,
)
from ui.sections import (
    exclusive_coverage as exclusive_sections,
)
from ui.widgets import article_choice, marked_text

navigation.ensure_router()
filters = selection.get_filters()
st.html(marked_text.STYLE)
shared_text.draw_exclusion_switch()
if article_choice.refuse_too_many():
    st.stop()

st.subheader("Figures, dates and names that differ")
differing_figures.draw_differing_figures(filters)

st.subheader("Only here, not here")
exclusive_sections.draw_exclusive_coverage(filters)

st.subheader("Text that outlets share")
shared_text.draw_shared_text(filters)
