"""Compare: two or three articles side by side, aligned on what they report alike."""

import streamlit as st

from analysis.findings.article_pairs import align_pair
from analysis.findings.article_triples import align_triple
from ui.core import address, data, navigation
from ui.sections import article_pairs as pair_sections
from ui.widgets import article_choice, evidence, marked_text

navigation.ensure_router()

listed = article_choice.choices("left", "right", "third")
if len(listed) < 2:
    evidence.nothing(
        "Comparing takes two articles, and what is looked at has one. Widen the filters."
    )
    st.stop()

with st.grid(3, min_column_width=240):
    left = address.select("left", "First article", listed, next(iter(listed)))
    others = {key: line for key, line in listed.items() if key != left}
    right = address.select(
        "right", "Second article", others, article_choice.other(left, "left", "right", "third")
    )
    rest = {key: line for key, line in others.items() if key != right}
    third = address.select("third", "Third article", {"": "None", **rest})
pair = data.ask(align_pair, left, right)

st.html(marked_text.STYLE + pair_sections.summary(pair))
with st.container(horizontal=True, vertical_alignment="bottom"):
    choices = pair_sections.ROWS_OF_THREE if third else pair_sections.ROWS
    which = address.segments("rows", "Passages", choices, "all")
    coloured = address.segments("colour", "Coloured by", pair_sections.COLOURED, "kind")
    differences = st.toggle(
        "Mark differing words", value=True, key="differences", bind="query-params"
    )

triple = data.ask(align_triple, left, right, third) if third else None
readings = triple.readings if triple else (pair.left, pair.right)
heads = st.grid(len(readings), min_column_width=240)
for reading in readings:
    with heads.cell():
        st.html(article_choice.head(reading.article))
if triple:
    pair_sections.table_of_three(triple, which, coloured, differences=differences)
elif rows := pair_sections.shown(pair, which):
    pair_sections.table(pair, rows, coloured, differences=differences)
else:
    evidence.nothing("No such passage: " + pair_sections.NONE[which])
st.caption("Headline, subheads and body are compared; captions, credits and boilerplate are not.")

st.subheader("What only one of them has")
lists = st.grid(2, min_column_width=300)
for reading in (pair.left, pair.right):
    with lists.cell():
        pair_sections.only(pair, reading.article)
