"""Coverage: what is reported, by whom, in which words, and who does not report it."""

import streamlit as st

from analysis.findings.coverage_matrix import compute_coverage
from analysis.findings.coverage_row import RowKind, describe_rows
from analysis.findings.exclusive_coverage import count_stories
from analysis.findings.story_coverage import MAX_ARTICLES_JOINED
from analysis.store.queries import filter_choices
from ui.core import address, data, navigation, selection
from ui.sections import coverage
from ui.widgets import chart, evidence, outlet_chips, slow_parts, story_list

#: Rows on one page: about two windows.
PER_PAGE = 20
KIND_LABELS = {
    "": "All",
    RowKind.STATEMENT.value: "Statements",
    RowKind.QUOTATION.value: "Quotations",
    RowKind.FIGURE.value: "Figures",
}

navigation.ensure_router()
filters = selection.get_filters()
if data.cached_query(count_stories, filters) > 1:
    evidence.draw_note("Outlets are compared story by story: choose one story.")
    story_list.draw_stories()
    st.stop()
if data.cached_query(filter_choices.count_articles, filters) > MAX_ARTICLES_JOINED:
    evidence.draw_note(
        f"More than {MAX_ARTICLES_JOINED} articles are too many to compare sentence by sentence. "
        "Choose a story, fewer outlets or fewer days."
    )
    st.stop()
if slow_parts.is_comparison_deferred():
    st.stop()

rows = data.cached_query(compute_coverage, filters)
if not rows:
    evidence.draw_note("Nothing was found that two outlets of this selection report.")
    st.stop()

kinds = {
    kind: label
    for kind, label in KIND_LABELS.items()
    if not kind or kind in {row.kind.value for row in rows}
}
with st.container(horizontal=True, vertical_alignment="bottom"):
    kind = address.draw_segments("rows", "What is reported", kinds, "", resets=["coverage_page"])
    speakers = sorted({name for row in rows for name, _ in row.speakers})
    speaker = address.draw_select(
        "row_speaker", "Speaker", {"": "All speakers", **{name: name for name in speakers}}
    )
    names = selection.name_entities(sorted({entity for row in rows for entity in row.entities}))
    by_name = dict(sorted(names.items(), key=lambda item: item[1].casefold()))
    entity = address.draw_select("row_entity", "Who or what is named", {"": "All", **by_name})
    outlet_chips.draw_highlight()

chosen = [
    row
    for row in rows
    if (not kind or row.kind == kind)
    and (not speaker or speaker in {name for name, _ in row.speakers})
    and (not entity or entity in row.entities)
]
if not chosen:
    evidence.draw_note("Nothing of this kind was found that two outlets report.")
    st.stop()
evidence.draw_note(
    f"{describe_rows(chosen, data.get_catalogue().outlet_noun)} "
    "What outlets word very differently may not be joined. "
    + (coverage.describe_quotations_left_out(rows, filters) if len(chosen) == len(rows) else "")
)
page = address.draw_pagination(len(chosen), PER_PAGE, key="coverage_page")
coverage.draw_matrix(chosen[(page - 1) * PER_PAGE : page * PER_PAGE], filters, key="coverage")
chart.draw_download(
    lambda: coverage.tabulate_rows(chosen), key="coverage", label="Download these rows as CSV"
)
