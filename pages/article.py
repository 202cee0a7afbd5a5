"""Article: one article with its blocks, and what was found in it marked in its text."""

import streamlit as st

from analysis.store import queries_article
from ui import address, articles, data, marks, navigation, outline, passages, scroll

navigation.ensure_router()

listed = articles.choices("article")
article_id = address.select("article", "Article", listed, next(iter(listed)), lift=["at"])
reading = data.ask(queries_article.reading, article_id)
at = address.number("at")
here = None if at is None else reading.passage(at)

layers = st.pills(
    "Marked in the text",
    marks.LAYERS,
    selection_mode="multi",
    default=["Quotations", "Names"],
    key="marks",
    bind="query-params",
)
spans, legend = marks.layers(reading, layers, here)

headed = "headline" in set(reading.blocks["kind"])
st.html(passages.STYLE + articles.head(reading.article, title=not headed))
page = st.grid(3, min_column_width=220, gap="medium")
with page.cell(column_span=2):
    st.html(passages.legend(legend))
    st.html(passages.article(reading.article["text"], reading.blocks, spans))
with page.cell():
    shown = st.segmented_control(
        "What was found",
        outline.LISTS,
        default=outline.LISTS[0],
        required=True,
        key="list",
        bind="query-params",
    )
    outline.show(reading, shown)
if here:
    scroll.into_view(marks.HERE.anchor, key=f"scroll_{article_id}_{at}")
