"""The parts of the page Search: what is searched, and every place of it in a table."""

import re
import tempfile
from collections.abc import Hashable, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import streamlit as st

from analysis.ingest.line_breaks import join_divided_words
from analysis.store.filters import Filters
from analysis.store.queries import search
from analysis.store.queries.search import HitCounts, Query
from analysis.store.workbook import write_sheets
from ui.core import address, data
from ui.widgets import chart, evidence, selectable_table
from ui.widgets.selectable_table import PER_PAGE

#: Key in the address of the outlet whose hits are listed.
OUTLET = "hits_of"
#: Key in the address of the switch for other forms of the words.
_FORMS = "forms"
#: Width of the choice of the outlet, in pixels: a long name of an outlet.
_SELECT_WIDTH = 420
#: Widths of columns of the table, in pixels: both contexts are seen on a page of 1180 pixels,
#: and what was found in a window of 390.
_CONTEXT_WIDTH, _OUTLET_WIDTH = 245, 125
#: Number of characters before a hit in the table. Of a longer text the table leaves out the end,
#: beside the hit, though the beginning alone does not fit (measured: a quarter of the width).
_LEFT_CHARACTERS = 50
#: A hit in the address: where it is in which article.
_HIT = re.compile(r"(\d{1,9})-(\d{1,9})-(.+)", re.ASCII | re.DOTALL)
#: Headings in the order of the columns: what was found comes early, to be seen in a narrow window.
_HEADINGS = {
    "left": "Before",
    "keyword": "Found",
    "right": "After",
    "outlet_label": "Outlet",
    "published": "Published",
    "title": "Article",
}
#: Columns of the workbook.
_SHEET = pa.schema(
    [
        (
            name,
            {"published": pa.date32(), "start": pa.int64(), "end": pa.int64()}.get(
                name, pa.string()
            ),
        )
        for name in search.HIT_COLUMNS
    ]
)
#: What may stand around a phrase that is typed as a quotation: it is not searched, and the page
#: puts marks of its own around the phrase.
_AROUND = ' "“”„«»'
_INTRODUCTION = (
    "Every place in the headlines, subheads and bodies of the selected articles is listed, and how "
    "often each outlet has it per 1,000 words. Captions, credits and boilerplate are not searched."
)


def draw_query(filters: Filters) -> Query | None:
    """Draw the field and the switch; return what to search, None where there is nothing."""
    with st.container(horizontal=True, vertical_alignment="bottom"):
        text = address.draw_search(
            "q", "Word or phrase", placeholder="e.g. missile, or: according to", width=420
        )
        inflections = address.draw_toggle(
            _FORMS,
            "Other forms of the words too",
            tooltip="“say” also finds “says”, “said” and “saying”. Most names have no other forms.",
        )
    if filters.entities or filters.labels or filters.kinds:
        st.caption("The filters of names and quotations do not restrict the texts searched here.")
    if not text:
        evidence.draw_note(_INTRODUCTION)
        return None
    n_words = len(data.cached_query(search.split_query, text))
    if not n_words:
        evidence.draw_note(f"“{text}” has no letter or digit to search for.")
        return None
    if n_words > search.MAX_WORDS:
        evidence.draw_note(
            f"A phrase of up to {search.MAX_WORDS} words can be searched; this one has {n_words}."
        )
        return None
    outlet = address.read_choice(OUTLET, data.list_selected_outlets())
    return Query(text.strip(_AROUND), inflections=inflections, outlet=outlet)


def draw_no_hits(filters: Filters, query: Query, counts: HitCounts) -> None:
    """Say why nothing was found: in no text at all, or in none that is selected."""
    missing = [word for word, forms in zip(counts.words, counts.forms, strict=True) if not forms]
    if missing:
        names = " and ".join(f"“{word}”" for word in missing)
        evidence.draw_note(f"No article of this workspace has {names}.")
        _draw_other_forms(filters, query)
        return
    everywhere = data.cached_query(search.count_hits, Filters(), query)
    n_hits = int(everywhere.by_outlet["hits"].sum())
    if not n_hits:
        evidence.draw_note(
            f"The texts have the words of “{query.text}”, but nowhere one after the other."
        )
    else:
        evidence.draw_note(
            f"No selected article has “{query.text}”; other articles have it {n_hits:,} times. "
            "Widen the filters in the sidebar to see them."
        )


def _draw_other_forms(filters: Filters, query: Query) -> None:
    """Offer the search of the other forms of the words where that finds something."""
    if query.inflections:
        return
    counts = data.cached_query(search.count_hits, filters, replace(query, inflections=True))
    if n_hits := int(counts.by_outlet["hits"].sum()):
        st.button(
            f"Search other forms of the words too: {n_hits:,} hit{'s' * (n_hits != 1)}",
            key="search_forms",
            on_click=address.turn_on,
            args=(_FORMS,),
        )


def draw_hits(filters: Filters, query: Query, counts: HitCounts) -> None:
    """Show the hits in a table with the keyword aligned; a row opens its sentence."""
    st.header("Every place")
    if query.inflections:
        st.text(f"Searched: {' · '.join(', '.join(forms) for forms in counts.forms)}")
    hits_by_outlet = dict(
        zip(counts.by_outlet["outlet_label"], counts.by_outlet["hits"], strict=True)
    )
    if len(hits_by_outlet) > 1:
        options = {
            outlet: f"{outlet} ({hits:,})"
            for outlet, hits in hits_by_outlet.items()
            if hits or outlet == query.outlet
        }
        with st.container(width=_SELECT_WIDTH):
            address.draw_select(OUTLET, "Outlet", {"": "All outlets", **options}, resets=["hit"])
    total = hits_by_outlet[query.outlet] if query.outlet else sum(hits_by_outlet.values())
    offset = selectable_table.draw_offset(int(total), items="hits", key="hits")
    hits = data.cached_query(search.list_hits, filters, query, PER_PAGE, offset)
    chosen = next(iter(address.read_first("hit")), "")
    selectable_table.draw_selectable_table(
        _tabulate(hits),
        [_identify(hit) for hit in hits.to_dict("records")],
        key="hits",
        state=(filters, query, offset),
        selected=chosen,
        on_select=lambda hit: address.select_evidence(hit=hit),
        with_download=total > PER_PAGE,
        alt=f"{len(hits)} places of “{query.text}” with the words before and after",
        columns={
            "Before": st.column_config.TextColumn(width=_CONTEXT_WIDTH, alignment="right"),
            "Found": st.column_config.TextColumn(alignment="center"),
            "After": st.column_config.TextColumn(width=_CONTEXT_WIDTH),
            "Outlet": st.column_config.TextColumn(width=_OUTLET_WIDTH),
        },
    )
    _draw_downloads(filters, query, int(total))
    if chosen:
        _draw_hit(chosen, query, counts)


def _draw_downloads(filters: Filters, query: Query, total: int) -> None:
    """Offer all hits as CSV and as a workbook; the files are made on demand."""
    catalogue = data.get_catalogue()  # the file is made after the run of the page
    amount = f"all {total:,}" if total <= search.MAX_LISTED else f"the first {search.MAX_LISTED:,}"
    with st.container(horizontal=True):
        chart.draw_download(
            lambda: search.list_hits(catalogue, filters, query),
            key="search",
            label=f"Download {amount} hits as CSV",
        )
        st.download_button(
            f"Download {amount} hits as Excel",
            lambda: make_workbook(search.list_hits(catalogue, filters, query)),
            file_name="search.xlsx",
            key="search_xlsx",
            on_click="ignore",
            type="tertiary",
        )


def make_workbook(hits: pd.DataFrame) -> bytes:
    """Return hits as the bytes of an Excel workbook."""
    rows = pa.Table.from_pandas(
        hits.assign(published=hits["published"].dt.date), _SHEET, preserve_index=False
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "search.xlsx")
        write_sheets(path, [("hits", rows.to_reader())])
        return path.read_bytes()


def _tabulate(hits: pd.DataFrame) -> pd.DataFrame:
    """Return hits as a table to read, in which a line end is a space."""
    lines = {
        name: hits[name].map(join_divided_words).str.replace(r"\s", " ", regex=True)
        for name in ("left", "keyword", "right")
    }
    lines["left"] = lines["left"].str[-_LEFT_CHARACTERS:]
    table = hits.assign(published=hits["published"].dt.date, **lines)
    return table[list(_HEADINGS)].rename(columns=_HEADINGS)


def _identify(hit: Mapping[Hashable, Any]) -> str:
    return f"{hit['start']}-{hit['end']}-{hit['article_id']}"


def _draw_hit(identity: str, query: Query, counts: HitCounts) -> None:
    """Open the sentence of a hit in the evidence panel, unless it is of another search."""
    place = _HIT.fullmatch(identity)
    if place is None:
        return
    start, end, article_id = place.groups()
    passage = data.cached_query(search.find_hit_passage, article_id, int(start), int(end))
    if _is_hit(passage, int(start), int(end), counts):
        evidence.draw_evidence(passage, subject=f"“{query.text}”")


def _is_hit(passage: pd.DataFrame, start: int, end: int, counts: HitCounts) -> bool:
    """Return whether the words at a place are those of the search."""
    if passage.empty:
        return False
    first = passage.iloc[0]
    keyword = first["text"][start - first["start"] : end - first["start"]]
    words = data.cached_query(search.split_query, keyword)
    return len(words) == len(counts.forms) and all(
        word in forms for word, forms in zip(words, counts.forms, strict=True)
    )
