"""The download of a briefing on the story in view; it is made when it is asked for."""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from functools import partial
from urllib.parse import urlsplit

import streamlit as st

from analysis import findings
from analysis.briefing.compose import compose_briefing
from analysis.briefing.render import MEDIA_TYPES, Format, render_briefing
from analysis.store.catalogue import Catalogue
from analysis.store.filters import Filters
from analysis.store.queries import filter_choices, overview
from analysis.store.queries.notes import PlacedNote, place_notes
from ui.core import data

_LABELS: Mapping[Format, str] = {
    "html": "Web page, to read and print",
    "docx": "Word",
    "md": "Markdown",
}


def draw_download(filters: Filters) -> None:
    """Draw the choice of a format, if the filters leave one story that is compared at once."""
    n_articles = data.cached_query(filter_choices.count_articles, filters)
    is_one_story = data.cached_query(overview.count_stories, filters) == 1
    if not is_one_story or n_articles > findings.MAX_ARTICLES_WITHOUT_ASKING:
        return
    catalogue, base = data.get_catalogue(), get_base()
    store, unpooled = data.get_workspace().notes, data.get_unpooled_catalogue()

    def find_notes() -> Sequence[PlacedNote]:
        return place_notes(unpooled, store.read())

    with st.popover("Download a briefing", key="briefing"):
        st.caption(
            "Findings, statements in each outlet's words, exclusives and omissions, what you "
            "starred, and the method: about two pages."
        )
        for form, label in _LABELS.items():
            st.download_button(
                label,
                partial(make_download, catalogue, filters, find_notes, form, base),
                file_name=f"briefing.{form}",
                mime=MEDIA_TYPES[form],
                key=f"briefing_{form}",
                on_click="ignore",
                width="stretch",
            )


def make_download(
    catalogue: Catalogue,
    filters: Filters,
    find_notes: Callable[[], Sequence[PlacedNote]],
    form: Format,
    base: str,
) -> bytes:
    """Return a briefing as the bytes of a file."""
    made = datetime.now().astimezone().date()
    briefing = compose_briefing(catalogue, filters, find_notes(), made=made)
    return render_briefing(briefing, form, base)


def get_base() -> str:
    """Return the address of the dashboard as the visitor's browser has it."""
    address = urlsplit(st.context.url or "")
    if address.scheme not in ("http", "https"):
        return ""
    return f"{address.scheme}://{address.netloc}{address.path.rpartition('/')[0]}/"
