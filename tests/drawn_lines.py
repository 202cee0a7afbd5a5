"""Boxes, lines, tables and options that parts of pages draw, recorded without a session."""

import re
from contextlib import nullcontext
from dataclasses import dataclass, field
from html import unescape

import streamlit as st

from ui.core import address, data, jobs, selection
from ui.widgets import evidence, markup


@dataclass
class Drawn:
    """What is drawn: labels of boxes, lines (as text and as HTML), tables and options."""

    boxes: list = field(default_factory=list)
    lines: list = field(default_factory=list)
    html: list = field(default_factory=list)
    tables: list = field(default_factory=list)
    options: list = field(default_factory=list)


class Box(nullcontext):
    """A box of the page that is open."""

    open = True


def record_lines(monkeypatch):
    """Return what is drawn from now on: labels, lines, tables and options."""
    record = Drawn()

    def add_line(text, *_, **__):
        record.html.append(str(text))
        record.lines.append(unescape(re.sub(r"<[^>]*>", "", str(text))).strip())

    def add_options(_, options, format_func=str, **__):
        record.options += [format_func(option) for option in options]
        return []

    def add_select(_, __, options, *___):
        record.options += options.values()
        return next(iter(options))

    for owner, name, replacement in (
        (st, "expander", lambda label, **_: record.boxes.append(label) or Box()),
        (st, "container", lambda **_: Box()),
        (st, "text", add_line),
        (st, "caption", add_line),
        (st, "multiselect", add_options),
        (st, "button", lambda *_, **__: False),
        (st, "dataframe", lambda table, **_: record.tables.append(table)),
        (st, "data_editor", lambda table, **_: record.tables.append(table) or table),
        (markup, "render", add_line),
        (evidence, "draw_note", add_line),
        (address, "draw_select", add_select),
        (jobs, "is_busy", lambda: False),
        (selection, "get_link_query", dict),
        (data, "get_workspace", lambda: None),
    ):
        monkeypatch.setattr(owner, name, replacement)
    return record
