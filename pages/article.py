"""Article: one article with its blocks, and what was found in it marked in its text."""

import streamlit as st

from analysis.store.queries import article as article_queries
from ui.core import address, data, navigation
from ui.sections import article_outline
from ui.widgets import annotation_layers, article_choice, marked_text, scroll

navigation.ensure_router()

listed = article_choice.list_articles("article")
article_id = address.draw_select("article", "Article", listed, next(iter(listed)), lift=["at"])
reading = data.cached_query(article_queries.reading, article_id)
at = address.read_number("at")
here = None if at is None else reading.passage(at)

layers = st.pills(
    "Marked in the text",
    annotation_layers.LAYERS,
    selection_mode="multi",
    default=["Quotations", "Names"],
    key="marks",
    bind="query-params",
)
spans, legend = annotation_layers.build_layers(reading, layers, here)

headed = "headline" in set(reading.blocks["kind"])
st.html(marked_text.STYLE + article_choice.build_article_head(reading.article, title=not headed))
page = st.grid(3, min_column_width=220, gap="medium")
with page.cell(column_span=2):
    st.html(marked_text.build_legend(legend))
    st.html(marked_text.build_article(reading.article["text"], reading.blocks, spans))
with page.cell():
    shown = st.segmented_control(
        "What was found",
        article_outline.LISTS,
        default=article_outline.LISTS[0],
        required=True,
        key="list",
        bind="query-params",
    )
    article_outline.draw_outline(reading, shown)
if here:
    scroll.scroll_into_view(
        annotation_layers.TARGET_PASSAGE.anchor, key=f"scroll_{article_id}_{at}"
    )
