"""Parts of pages that are called without a browser or a session; what they draw is recorded."""

import re
from html import unescape

import streamlit as st

from analysis.charts.outlet_styles import assign_styles
from tests.random_stories import Selected
from ui.core import address, data, selection
from ui.widgets import chart, evidence, markup, selectable_table


class Drawn:
    """What a part of a page would draw."""

    def __init__(self):
        self.notes, self.captions, self.tables, self.charts = [], [], [], []
        self.options, self.links, self.choices = {}, [], {}

    def add_table(self, table, ids, **more):
        self.tables.append((table, list(ids), more))

    def add_chart(self, figure, **more):
        self.charts.append((figure, more))

    def choose(self, key, label, options, **_):
        self.options[label] = options
        return self.choices.get(key, "")


def read_plain(html):
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", str(html))).split())


def record_drawing(selected: Selected, monkeypatch) -> Drawn:
    """Let parts of pages read a selection, and return what they draw from now on."""
    record = Drawn()
    replacements = {
        (data, "cached_query"): lambda query, *args, **more: query(
            selected.catalogue, *args, **more
        ),
        (data, "get_catalogue"): lambda: selected.catalogue,
        (data, "get_outlet_styles"): lambda: assign_styles(sorted(selected.texts)),
        (evidence, "draw_note"): record.notes.append,
        (evidence, "draw_evidence"): lambda *_, **more: record.links.append(more["subject"]),
        (st, "caption"): record.captions.append,
        (st, "header"): record.captions.append,
        (st, "text"): record.captions.append,
        (markup, "render"): lambda html: record.notes.append(read_plain(html)),
        (selectable_table, "draw_selectable_table"): record.add_table,
        (selectable_table, "draw_offset"): lambda total, **_: record.captions.append(total) or 0,
        (chart, "draw_chart"): record.add_chart,
        (chart, "draw_download"): lambda *_, **more: record.captions.append(more["label"]),
        (st, "download_button"): lambda label, *_, **__: record.captions.append(label),
        (selection, "draw_page_link"): lambda _, text, **__: record.links.append(text),
        (address, "draw_search"): lambda *_, **__: "",
        (address, "read_choice"): lambda key, *_: record.choices.get(key, ""),
        (address, "read_first"): lambda *keys: tuple(record.choices.get(key, "") for key in keys),
        (address, "draw_evidence_select"): record.choose,
        (address, "draw_select"): record.choose,
    }
    for (module, name), replacement in replacements.items():
        monkeypatch.setattr(module, name, replacement)
    return record
