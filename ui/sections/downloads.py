"""Tables to take away, in the formats of ``export``."""

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
        chosen = st.segmented_control(
            "Format",
            FORMATS,
            default="csv",
            required=True,
            key="download_format",
            format_func=str.upper,
        )
        name = f"parallax.{chosen}.zip" if table == _ALL else f"{table}.{chosen}"
        opened = data.get_catalogue()  # the file is made later, outside the run of the page
        st.download_button(
            "Download",
            lambda: make_download(opened, table, chosen),
            file_name=name,
            key="download",
            on_click="ignore",
        )
    if table != _ALL:
        st.caption(f"One row is {CATALOGUE[table].row}.")


def make_download(catalogue: Catalogue, table: str, form: Format) -> bytes:
    """Return one table, or ``all`` in a zip archive, as the bytes of a file."""
    with tempfile.TemporaryDirectory() as folder:
        files = export(catalogue, Path(folder), form)
        if table != _ALL:
            return (Path(folder) / f"{table}.{form}").read_bytes()
        archive = io.BytesIO()
        with zipfile.ZipFile(archive, "w", zipfile.ZIP_DEFLATED) as packed:
            for file in files:
                packed.write(file, file.name)
        return archive.getvalue()
