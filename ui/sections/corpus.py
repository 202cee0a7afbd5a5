"""The articles on the page Corpus: to correct, to remove and to restore."""

from zlib import crc32

import pandas as pd
import streamlit as st

from analysis.store.filters import Filters
from analysis.store.queries import corpus as corpus_queries
from ui.core import address, article_edits, data, jobs
from ui.core.overrides import apply_override
from ui.widgets import evidence
from ui.widgets.article_editor import REMOVE, draw_article_editor

_PER_PAGE = 100


def draw_articles(filters: Filters) -> None:
    """Show the articles that meet the filters, to correct and to remove."""
    search_text = address.draw_search("find", "Find in outlets, headlines and file names")
    total = data.cached_query(corpus_queries.count_articles, filters, search_text)
    page = address.draw_pagination(total, _PER_PAGE, key="corpus_page")
    table = data.cached_query(
        corpus_queries.list_articles, filters, search_text, _PER_PAGE, (page - 1) * _PER_PAGE
    )
    if table.empty:
        evidence.draw_note("No loaded article meets the filters and contains the search text.")
        return
    st.caption(
        "Correct a cell, or tick Remove; nothing changes before you apply it, and it can be "
        "undone. A cell is empty where nothing is known."
    )
    # Another view is another table: Streamlit keeps edits by row position.
    view = repr((data.get_catalogue().version, filters, search_text, page))
    with st.container(key="loaded"):
        edited = draw_article_editor(
            table.assign(**{REMOVE: False}), key=f"loaded_{crc32(view.encode()):08x}"
        )
    edits = article_edits.find_edits(table, edited)
    removed = tuple(table.loc[edited[REMOVE].to_numpy(bool), "article_id"])
    if st.button(
        "Apply changes",
        type="primary",
        key="apply",
        disabled=jobs.is_busy() or not (edits or removed),
    ):
        apply_override(
            lambda workspace: article_edits.apply_edits(workspace, edits, removed),
            "Updating what is shown",
        )


def draw_removed() -> None:
    """List the removed articles, to restore them."""
    table = corpus_queries.list_removed_articles(data.get_workspace())
    if table.empty:
        return
    with st.expander(f"Removed articles ({len(table):,})", key="removed"):
        labels = {row["article_id"]: _label_article(row) for _, row in table.iterrows()}
        chosen = st.multiselect(
            "Articles to restore", list(labels), format_func=labels.__getitem__, key="bring_back"
        )
        if st.button("Restore", key="restore", disabled=jobs.is_busy() or not chosen):
            apply_override(lambda workspace: workspace.restore(chosen), "Restoring articles")


def _label_article(row: pd.Series) -> str:
    return " · ".join(filter(None, (row["outlet"], row["title"] or row["source"])))
