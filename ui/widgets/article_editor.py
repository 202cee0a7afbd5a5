"""A table of articles whose fields can be corrected in place."""

from typing import Any

import pandas as pd
import streamlit as st

from analysis.store.overrides import FIRST_DAY, LAST_DAY
from ui.core.article_edits import FIELD_LABELS
from ui.widgets import markup, selectable_table

#: The column with a box to tick for removal; not every table has it.
REMOVE = "remove"
_COLUMNS: dict[str, Any] = {
    REMOVE: st.column_config.CheckboxColumn("Remove"),
    **{name: st.column_config.TextColumn(label) for name, label in FIELD_LABELS.items()},
    "published": st.column_config.DateColumn(
        FIELD_LABELS["published"], format="YYYY-MM-DD", min_value=FIRST_DAY, max_value=LAST_DAY
    ),
    "title": st.column_config.TextColumn(FIELD_LABELS["title"], width="large"),
    "source": "File",
    "words": "Words",
    "quotes": "Quotations",
    "story": "Story",
    "characters": "Characters",
    "blocks": "Parts",
    "article_id": "Id",
}
_EDITABLE = (REMOVE, *FIELD_LABELS)


def draw_article_editor(table: pd.DataFrame, *, key: str) -> pd.DataFrame:
    """Draw articles as a table to edit; return the table as edited.

    Args:
        table: one row per article; columns that this widget has no label for are hidden.
        key: unique name on the page.
    """
    order = [name for name in _COLUMNS if name in table.columns]
    with st.container(gap="xsmall"):
        markup.render(selectable_table.SCROLL_HINT)
        return st.data_editor(
            table,
            key=key,
            hide_index=True,
            column_order=order,
            column_config=_COLUMNS,
            disabled=[name for name in order if name not in _EDITABLE],
            placeholder=selectable_table.MISSING,
            alt=f"{len(table)} articles with their fields; cells can be edited",
        )
