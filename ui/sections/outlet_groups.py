"""Groups of outlets on the page Corpus: a table to edit, or to load from a file."""

from collections.abc import Callable
from zlib import crc32

import pandas as pd
import streamlit as st

from analysis.store.outlet_groups import (
    MAX_CHARACTERS,
    OutletGroups,
    OutletGroupsError,
    describe_group_table,
    read_group_table,
)
from ui.core import data

_OUTLET = "Outlet"
#: Suggestions for the name of a column.
_EXAMPLES = "country, owner, state or private, lean"
#: Maximum size of a table of groups in MB. Judgement: a row an outlet needs far less.
_MAX_MB = 10
_MESSAGE = "_outlet_groups_message"


def draw_outlet_groups() -> None:
    """Show the analyst's columns of each outlet, to edit, to load, and to remove."""
    st.caption(
        f"Columns of your own for each outlet ({_EXAMPLES} …). The sidebar then filters, colours "
        "or groups the outlets by them, on every page that compares outlets. The columns stay with "
        "the workspace, in outlet_groups.json."
    )
    store = data.get_workspace().outlet_groups
    try:
        groups = store.read()
    except OutletGroupsError as error:
        st.error("The groups of outlets cannot be read; nothing of them is lost.")
        st.text(str(error))
        return
    if message := st.session_state.pop(_MESSAGE, ""):
        st.success(message)
    if groups.columns:
        _draw_editor(groups)
    left, right = st.columns(2)
    with left:
        _draw_new_column(groups)
    with right:
        _draw_upload()


def _draw_editor(groups: OutletGroups) -> None:
    outlets = data.list_outlets()
    table = pd.DataFrame(
        {
            _OUTLET: outlets,
            **{
                column: [values.get(outlet, "") for outlet in outlets]
                for column, values in groups.columns.items()
            },
        }
    )
    # Another table is another editor: Streamlit keeps edits by row position.
    state = crc32(repr((outlets, groups.columns)).encode())
    edited = st.data_editor(
        table,
        key=f"outlet_groups_{state:08x}",
        hide_index=True,
        disabled=[_OUTLET],
        column_config={
            column: st.column_config.TextColumn(column, max_chars=MAX_CHARACTERS)
            for column in groups.columns
        },
    )
    for spellings in groups.list_spellings():
        names = " and ".join(f"“{value}”" for value in spellings)
        st.warning(f"{names} differ only in capitals and count as {len(spellings)} groups.")
    edited = edited.fillna("").astype(str)
    with st.container(horizontal=True, vertical_alignment="bottom"):
        if st.button("Save groups", key="save_outlet_groups", disabled=edited.equals(table)):
            changed = {
                column: dict(zip(outlets, edited[column], strict=True)) for column in groups.columns
            }
            _save(lambda current: current.with_table(changed), "The groups are saved.")
        with st.popover("Remove a column"):
            column = st.selectbox("Column", list(groups.columns), key="outlet_groups_column")
            if st.button("Remove it for all outlets", key="remove_outlet_groups"):
                _save(
                    lambda current: current.without_column(column),
                    f"The column “{column}” is removed.",
                )


def _draw_new_column(groups: OutletGroups) -> None:
    with st.form("new_outlet_groups", clear_on_submit=True, border=False):
        name = st.text_input(
            "New column",
            key="new_outlet_groups_name",
            placeholder=_EXAMPLES,
            max_chars=MAX_CHARACTERS,
        ).strip()
        is_submitted = st.form_submit_button("Add column", key="add_outlet_groups")
    if is_submitted and name:
        if name.casefold() in map(str.casefold, groups.columns):
            st.warning("There is a column of this name.")
            return
        _save(
            lambda current: current.with_table({name: {}}),
            f"The column “{name}” is added: fill it in and save.",
        )


def _draw_upload() -> None:
    file = st.file_uploader(
        "Load a table: a column “outlet”, and others with the groups",
        type=["csv", "tsv", "xlsx", "xls", "ods"],
        key="outlet_groups_file",
        max_upload_size=_MAX_MB,
    )
    if file is None or not st.button("Load groups", key="load_outlet_groups"):
        return
    outlets = data.list_outlets()
    try:
        table = read_group_table(file.name, file.getvalue(), outlets)
    except OutletGroupsError as error:
        st.error("The table was not loaded.")
        st.text(str(error))
        return
    _save(lambda current: current.with_table(table), describe_group_table(table, outlets))


def _save(change: Callable[[OutletGroups], OutletGroups], message: str) -> None:
    try:
        data.get_workspace().outlet_groups.change(change)
    except (OutletGroupsError, OSError) as error:
        st.error("The groups were not saved; those saved before are kept.")
        st.text(str(error))
        return
    st.session_state[_MESSAGE] = message
    st.rerun()
