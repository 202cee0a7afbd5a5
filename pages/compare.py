"""Compare: two or three articles side by side, aligned on what they report alike."""

import streamlit as st

from analysis.views import pairs as views
from analysis.views import triples
from ui import address, articles, data, evidence, navigation, pairs, passages

navigation.ensure_router()

listed = articles.choices("left", "right", "third")
if len(listed) < 2:
    evidence.nothing(
        "Comparing takes two articles, and what is looked at has one. Widen the filters."
    )
    st.stop()

with st.grid(3, min_column_width=240):
    left = address.select("left", "First article", listed, next(iter(listed)))
    others = {key: line for key, line in listed.items() if key != left}
    right = address.select(
        "right", "Second article", others, articles.other(left, "left", "right", "third")
    )
    rest = {key: line for key, line in others.items() if key != right}
    third = address.select("third", "Third article", {"": "None", **rest})
pair = data.ask(views.pair, left, right)

st.html(passages.STYLE + pairs.summary(pair))
with st.container(horizontal=True, vertical_alignment="bottom"):
    choices = pairs.ROWS_OF_THREE if third else pairs.ROWS
    which = address.segments("rows", "Passages", choices, "all")
    coloured = address.segments("colour", "Coloured by", pairs.COLOURED, "kind")
    differences = st.toggle(
        "Mark differing words", value=True, key="differences", bind="query-params"
    )

triple = data.ask(triples.triple, left, right, third) if third else None
readings = triple.readings if triple else (pair.left, pair.right)
heads = st.grid(len(readings), min_column_width=240)
for reading in readings:
    with heads.cell():
        st.html(articles.head(reading.article))
if triple:
    pairs.table_of_three(triple, which, coloured, differences=differences)
elif rows := pairs.shown(pair, which):
    pairs.table(pair, rows, coloured, differences=differences)
else:
    evidence.nothing("No such passage: " + pairs.NONE[which])
st.caption("Headline, subheads and body are compared; captions, credits and furniture are not.")

st.subheader("What only one of them has")
lists = st.grid(2, min_column_width=300)
for reading in (pair.left, pair.right):
    with lists.cell():
        pairs.only(pair, reading.article)
