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
filters = selection.current()
st.html(marked_text.STYLE)
shared_text.switch()
if article_choice.too_many():
    st.stop()

st.subheader("Figures, dates and names that differ")
differing_figures.show(filters)

st.subheader("Only here, not here")
exclusive_sections.show(filters)

st.subheader("Text that outlets share")
shared_text.show(filters)
