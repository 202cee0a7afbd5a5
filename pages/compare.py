"""Compare: two or three articles side by side, aligned on what they report alike."""

import streamlit as st

from analysis.findings import article_pairs, article_triples
from ui.core import address, data, navigation
from ui.sections import article_pairs as pair_sections
from ui.sections.article_pairs import ColourBy, PairRows, TripleRows
from ui.widgets import article_choice, evidence, marked_text, markup

#: Keys of the address under which a link may name an article outside the filters.
ARTICLE_KEYS = "left", "right", "third"

navigation.ensure_router()

articles = article_choice.list_articles(*ARTICLE_KEYS)
if len(articles) == 1:
    evidence.draw_note(
        "Comparing takes two articles, and only one meets the filters. Widen the filters."
    )
    st.stop()

with st.grid(3, min_column_width=240):
    left = address.draw_select("left", "First article", articles, next(iter(articles)))
    others = {key: label for key, label in articles.items() if key != left}
    counterpart = article_choice.choose_counterpart(left, *ARTICLE_KEYS)
    right = address.draw_select("right", "Second article", others, counterpart)
    rest = {key: label for key, label in others.items() if key != right}
    third = address.draw_select("third", "Third article", {"": "None", **rest})
pair = data.cached_query(article_pairs.align_pair, left, right)

markup.render(marked_text.STYLE + pair_sections.build_summary(pair))
with st.container(horizontal=True, vertical_alignment="bottom"):
    row_labels = pair_sections.TRIPLE_ROW_LABELS if third else pair_sections.ROW_LABELS
    rows = address.draw_segments("rows", "Passages", row_labels, PairRows.ALL)
    colour_by = ColourBy(
        address.draw_segments("colour", "Coloured by", pair_sections.COLOUR_LABELS, ColourBy.KIND)
    )
    mark_unmatched = address.draw_toggle("differences", "Mark differing words", default=True)

triple = data.cached_query(article_triples.align_triple, left, right, third) if third else None
readings = triple.readings if triple else (pair.left, pair.right)
heads = st.grid(len(readings), min_column_width=240)
for reading in readings:
    with heads.cell():
        markup.render(article_choice.build_article_head(reading.article))
if triple:
    pair_sections.draw_triple(triple, TripleRows(rows), colour_by, mark_unmatched=mark_unmatched)
elif selected := pair_sections.select_rows(pair, PairRows(rows)):
    pair_sections.draw_pair(pair, selected, colour_by, mark_unmatched=mark_unmatched)
else:
    evidence.draw_note("No such passage: " + pair_sections.EMPTY_MESSAGES[PairRows(rows)])
st.caption("Headline, subheads and body are compared; captions, credits and boilerplate are not.")

st.header("What only one of them has")
lists = st.grid(2, min_column_width=300)
for reading in (pair.left, pair.right):
    with lists.cell():
        pair_sections.draw_exclusive_items(pair, reading.article)
