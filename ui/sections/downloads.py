"""Downloads of the tables, in the formats of ``export``."""

import io
import tempfile
import zipfile
from pathlib import Path

import streamlit as st

from analysis.store.catalogue import Catalogue
from analysis.store.export import FORMATS, Format, export
from analysis.tables import CATALOGUE
from ui.core import data

_ALL = "all"


def draw_download() -> None:
    """Draw the choice of a table and a format, and the download."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        table = st.selectbox(
            "Table",
            [_ALL, *CATALOGUE],
            key="download_table",
            format_func=lambda name: "All tables, in one archive" if name == _ALL else name,
        )
        file_format = st.segmented_control(
            "Format",
            FORMATS,
            default="csv",
            required=True,
            key="download_format",
            format_func=str.upper,
        )
        is_archive = table == _ALL
        file_name = f"parallax.{file_format}.zip" if is_archive else f"{table}.{file_format}"
        catalogue = data.get_catalogue()  # the file is made after the run of the page
        st.download_button(
            "Download",
            lambda: make_download(catalogue, table, file_format),
            file_name=file_name,
            key="download",
            on_click="ignore",
        )
    if not is_archive:
        st.caption(f"One row is {CATALOGUE[table].row}.")


def make_download(catalogue: Catalogue, table: str, file_format: Format) -> bytes:
    """Return one table, or ``all`` tables in a zip archive, as the bytes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        files = export(catalogue, Path(folder), file_format)
        if table != _ALL:
            return (Path(folder) / f"{table}.{file_format}").read_bytes()
        content = io.BytesIO()
        with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
            for file in files:
                archive.write(file, file.name)
        return content.getvalue()
