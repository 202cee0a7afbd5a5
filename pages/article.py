"""Article: one article with its blocks, and its annotations marked in the text."""

from dataclasses import replace

import streamlit as st

from analysis.store.queries import article as article_queries
from ui.core import address, data, navigation, selection
from ui.sections import article_margin, article_outline, article_versions
from ui.widgets import (
    annotation_layers,
    article_choice,
    marked_text,
    markup,
    near_stories,
    scroll,
)
from ui.widgets.annotation_layers import Layer

#: What the page says of a transcript or interview, by whether its turns were read.
TURN_NOTES = {
    "read": "A transcript or interview: each turn counts as its speaker’s words.",
    "unread": "This looks like a transcript or an interview, but who speaks could not be "
    "determined: its turns are not counted as quotes.",
}
LAYER_LABELS = {str(layer): str(layer) for layer in Layer}
DEFAULT_LAYERS = [str(Layer.QUOTATIONS), str(Layer.NAMES)]

navigation.ensure_router()

filters = selection.get_filters()
articles = article_choice.list_articles("article")
article_id = address.draw_select(
    "article", "Article", articles, next(iter(articles)), resets=["at", "row", "row_outlet"]
)
reading = data.cached_query(article_queries.read_article, article_id)
position = address.read_number("at")
target = None if position is None else reading.find_passage(position)

head = article_choice.build_article_head(reading.article, set(reading.blocks["kind"]))
markup.render(marked_text.STYLE + head)
if note := TURN_NOTES.get(reading.article["turns"]):
    st.info(note, icon=":material/forum:")
if near := data.cached_query(article_queries.find_near_story, article_id):
    near_stories.draw_near_story(near)
article_versions.draw_versions(article_id, reading.article["text"])
of_story = replace(filters, story=reading.article["story_id"])
with st.container(horizontal=True, vertical_alignment="bottom", gap="medium"):
    chosen = address.draw_pills("marks", "Marked in the text", list(LAYER_LABELS), DEFAULT_LAYERS)
    has_margin = article_margin.draw_switch(of_story)
spans, legend = annotation_layers.build_layers(reading, [Layer(layer) for layer in chosen], target)
notes = (
    article_margin.draw_margin(of_story, article_id, reading.article["text"]) if has_margin else []
)
# Beside the text are the legend and the lists; in a narrow window the legend is above it, and the
# lists are below (marked_text.STYLE).
page = st.grid(3, min_column_width=220, gap="medium")
with page.cell(column_span=2):
    markup.render(marked_text.build_article(reading.article["text"], reading.blocks, spans, notes))
with page.cell():
    markup.render(marked_text.build_legend(legend))
with page.cell():
    listed = address.draw_segments("list", "Annotations", LAYER_LABELS, Layer.QUOTATIONS)
    article_outline.draw_outline(reading, Layer(listed))
if target:
    anchor = annotation_layers.TARGET_PASSAGE.anchor
    scroll.scroll_into_view(anchor, key=f"scroll_{article_id}_{position}")
