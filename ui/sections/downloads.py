"""Downloads of the tables, in the formats of ``export``."""

import io
import tempfile
import zipfile
from collections.abc import Iterable
from pathlib import Path

import streamlit as st

from analysis.store.catalogue import Catalogue
from analysis.store.export import FORMATS, Format, export
from analysis.store.exported_tables import EXPORTED
from analysis.store.notes import Note
from analysis.store.outlet_groups import NO_GROUPS, OutletGroups
from ui.core import data

_ALL = "all"


def draw_download() -> None:
    """Draw the choice of a table and a format, and the download."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = st.selectbox(
            "Table",
            [_ALL, *EXPORTED],
            key="download_table",
            format_func=lambda name: "All tables, in one file" if name == _ALL else name,
        )
        file_format = st.segmented_control(
            "Format",
            FORMATS,
            default="csv",
            required=True,
            key="download_format",
            format_func=str.upper,
        )
        name = "parallax" if table == _ALL else table
        is_archive = table == _ALL and file_format != "xlsx"
        file_name = f"{name}.{file_format}{'.zip' if is_archive else ''}"
        catalogue = data.get_catalogue()  # the file is made after the run of the page
        workspace = data.get_workspace()
        st.download_button(
            "Download",
            lambda: make_download(
                catalogue,
                table,
                file_format,
                workspace.notes.read(),
                workspace.outlet_groups.read(),
            ),
            file_name=file_name,
            key="download",
            on_click="ignore",
        )
    if table != _ALL:
        st.caption(f"One row is {EXPORTED[table].row}.")


def make_download(
    catalogue: Catalogue,
    table: str,
    file_format: Format,
    notes: Iterable[Note] = (),
    groups: OutletGroups = NO_GROUPS,
) -> bytes:
    """Return a table as the bytes of a file; ``all`` as a workbook, or as files in an archive."""
    with tempfile.TemporaryDirectory() as folder:
        only = "" if table == _ALL else table
        files = export(catalogue, Path(folder), file_format, only=only, notes=notes, groups=groups)
        if len(files) == 1:
            return files[0].read_bytes()
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, file.name)
        return content.getvalue()
