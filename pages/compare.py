"""Compare: two or three articles side by side, aligned on what they report alike."""

import streamlit as st

from analysis.findings.article_pairs import align_pair
from analysis.findings.article_triples import align_triple
from ui.core import address, data, navigation
from ui.sections import article_pairs as pair_sections
from ui.widgets import article_choice, evidence, marked_text

navigation.ensure_router()

listed = article_choice.list_articles("left", "right", "third")
if len(listed) < 2:
    evidence.draw_note(
        "Comparing takes two articles, and what is looked at has one. Widen the filters."
    )
    st.stop()

with st.grid(3, min_column_width=240):
    left = address.draw_select("left", "First article", listed, next(iter(listed)))
    others = {key: line for key, line in listed.items() if key != left}
    right = address.draw_select(
        "right",
        "Second article",
        others,
        article_choice.choose_counterpart(left, "left", "right", "third"),
    )
    rest = {key: line for key, line in others.items() if key != right}
    third = address.draw_select("third", "Third article", {"": "None", **rest})
pair = data.cached_query(align_pair, left, right)

st.html(marked_text.STYLE + pair_sections.build_summary(pair))
with st.container(horizontal=True, vertical_alignment="bottom"):
    choices = pair_sections.TRIPLE_ROW_LABELS if third else pair_sections.ROW_LABELS
    which = address.draw_segments("rows", "Passages", choices, "all")
    coloured = address.draw_segments("colour", "Coloured by", pair_sections.COLOUR_LABELS, "kind")
    differences = st.toggle(
        "Mark differing words", value=True, key="differences", bind="query-params"
    )

triple = data.cached_query(align_triple, left, right, third) if third else None
readings = triple.readings if triple else (pair.left, pair.right)
heads = st.grid(len(readings), min_column_width=240)
for reading in readings:
    with heads.cell():
        st.html(article_choice.build_article_head(reading.article))
if triple:
    pair_sections.draw_triple(triple, which, coloured, differences=differences)
elif rows := pair_sections.select_rows(pair, which):
    pair_sections.draw_pair(pair, rows, coloured, differences=differences)
else:
    evidence.draw_note("No such passage: " + pair_sections.EMPTY_MESSAGES[which])
st.caption("Headline, subheads and body are compared; captions, credits and boilerplate are not.")

st.subheader("What only one of them has")
lists = st.grid(2, min_column_width=300)
for reading in (pair.left, pair.right):
    with lists.cell():
        pair_sections.draw_exclusive_items(pair, reading.article)
