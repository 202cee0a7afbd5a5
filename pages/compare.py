"""Compare: two articles side by side, aligned on what both report."""

import streamlit as st

from analysis.views import pairs as views
from ui import address, articles, data, evidence, navigation, pairs, passages

navigation.ensure_router()

listed = articles.choices("left", "right")
if len(listed) < 2:
    evidence.nothing(
        "Comparing takes two articles, and what is looked at has one. Widen the filters."
    )
    st.stop()

with st.grid(2, min_column_width=300):
    left = address.select("left", "First article", listed, next(iter(listed)))
    others = {key: line for key, line in listed.items() if key != left}
    right = address.select("right", "Second article", others, articles.other(left, "left", "right"))
pair = data.ask(views.pair, left, right)

st.html(passages.STYLE + pairs.summary(pair))
with st.container(horizontal=True, vertical_alignment="bottom"):
    which = address.segments("rows", "Passages", pairs.ROWS, "all")
    coloured = address.segments("colour", "Coloured by", pairs.COLOURED, "kind")
    differences = st.toggle(
        "Mark differing words", value=True, key="differences", bind="query-params"
    )

heads = st.grid(2, min_column_width=300)
for reading in (pair.left, pair.right):
    with heads.cell():
        st.html(articles.head(reading.article))
rows = pairs.shown(pair, which)
if rows:
    pairs.table(pair, rows, coloured, differences=differences)
else:
    evidence.nothing("No such passage: " + pairs.NONE[which])
st.caption("Headline, subheads and body are compared; captions, credits and furniture are not.")

st.subheader("What only one of them has")
lists = st.grid(2, min_column_width=300)
for reading in (pair.left, pair.right):
    with lists.cell():
        pairs.only(pair, reading.article)
