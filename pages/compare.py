"""Compare: two or three full texts side by side, with the passages they share linked."""

import streamlit as st

from analysis.findings import reading_desk
from ui.core import address, data, navigation
from ui.sections import desk_marks
from ui.sections import reading_desk as desk_section
from ui.sections.desk_marks import ColourBy
from ui.widgets import article_choice, evidence, marked_text, markup, story_parts

#: Keys of the address under which a link may name an article outside the filters.
ARTICLE_KEYS = "left", "right", "third"
#: Keys of the address that another article makes void.
MATCH_KEYS = [desk_section.MATCH]

navigation.ensure_router()

articles = article_choice.list_articles(*ARTICLE_KEYS)
if len(articles) == 1:
    evidence.draw_note(
        "Comparing takes two articles, and only one meets the filters. Widen the filters."
    )
    st.stop()

with st.grid(3, min_column_width=240):
    left = address.draw_select(
        "left", "First article", articles, article_choice.choose_first(articles), resets=MATCH_KEYS
    )
    others = {key: label for key, label in articles.items() if key != left}
    counterpart = article_choice.choose_counterpart(left, *ARTICLE_KEYS)
    right = address.draw_select("right", "Second article", others, counterpart, resets=MATCH_KEYS)
    rest = {key: label for key, label in others.items() if key != right}
    third = address.draw_select("third", "Third article", {"": "None", **rest}, resets=MATCH_KEYS)
on_desk = (left, right, third) if third else (left, right)
story_parts.draw_story_parts("compare", on_desk)
desk = data.cached_query(reading_desk.build_reading_desk, *on_desk)

markup.render(marked_text.STYLE + desk_marks.build_summary(desk))
with st.container(horizontal=True, vertical_alignment="bottom"):
    colour_by = ColourBy(
        address.draw_segments("colour", "Coloured by", desk_marks.COLOUR_LABELS, ColourBy.KIND)
    )
    mark_unmatched = address.draw_toggle("differences", "Mark differing words")
    fold = address.draw_toggle("fold", "Fold sentences without a match", default=True)
    together = address.draw_toggle("together", "Scroll together", default=True)
if not desk.links:
    evidence.draw_note(
        "No quotation that these articles share, and no sentences that report the same, were found."
    )
desk_section.draw_desk(desk, colour_by, mark_unmatched=mark_unmatched, fold=fold, together=together)
st.caption("Headline, subheads and body are compared; captions, credits and boilerplate are not.")

st.header("What was found in one of them only")
st.caption(
    "Names are looked for by their letters, figures by their digits, statements by their words: "
    "another text may have one in other words."
)
lists = st.grid(len(on_desk), min_column_width=240)
for place in range(len(on_desk)):
    with lists.cell():
        desk_marks.draw_exclusive_items(desk, place)
