"""Differences: figures that differ, what one outlet alone has, and what is copied."""

import streamlit as st

from ui import articles, copied, differing, here, navigation, passages, selection

navigation.ensure_router()
filters = selection.current()
st.html(passages.STYLE)
copied.switch()
if articles.too_many():
    st.stop()

st.subheader("Figures, dates and names that differ")
differing.show(filters)

st.subheader("Only here, not here")
here.show(filters)

st.subheader("Text that outlets share")
copied.show(filters)
