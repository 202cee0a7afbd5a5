"""The lists beside an article: quotations, names, attitudes, figures, each leading to its place."""

from collections.abc import Iterable
from dataclasses import dataclass
from html import escape

import pandas as pd
import streamlit as st

from analysis.entity_types import legend_of
from analysis.store.queries.article import Reading
from ui.widgets import evidence, markup

LISTS = ("Quotations", "Names", "Attitudes", "Figures")

_MOST_PLACES = 30


@dataclass(frozen=True)
class Item:
    """One entry of a list beside an article.

    Attributes:
        text: what stands there; any text.
        note: what is said about it, below; any text.
        places: anchors in the article it leads to, in order; ``text`` leads to the first.
    """

    text: str
    note: str
    places: tuple[str, ...]


def draw_outline(reading: Reading, what: str) -> None:
    """Show one list of an article, or why there is nothing in it.

    Args:
        reading: the article.
        what: one of :data:`LISTS`.
    """
    lists = {
        "Quotations": list_quotes,
        "Names": list_names,
        "Attitudes": list_attitudes,
        "Figures": list_figures,
    }
    tables = {
        "Quotations": reading.quotes,
        "Names": reading.mentions,
        "Attitudes": reading.attitudes,
        "Figures": reading.figures,
    }
    items = lists[what](tables[what])
    if items:
        st.html(build_outline(items))
    else:
        evidence.draw_note(f"No {what.lower()} were found in this article.")


def build_outline(items: Iterable[Item]) -> str:
    """Return a list whose entries lead to their places in the article beside it."""
    return f'<ol class="px-list">{"".join(map(_entry, items))}</ol>'


def list_quotes(quotes: pd.DataFrame) -> list[Item]:
    """Return the quotations in the order of the text: who, how, and which outlets have it too.

    Args:
        quotes: ``quotes`` of :class:`analysis.store.queries.article.Reading`.
    """
    items = []
    for row in quotes.to_dict("records"):
        parts = [row["speaker"] or "speaker not known", row["kind"], row["cue"]]
        if row["elsewhere"]:
            parts.append(f"also in {', '.join(row['elsewhere'])}")
        items.append(Item(row["text"], " · ".join(filter(None, parts)), (f"q{row['start']}",)))
    return items


def list_names(mentions: pd.DataFrame) -> list[Item]:
    """Return the entities, the most mentioned first, with the place of every mention."""
    known = mentions[mentions["entity_id"] != ""]
    items = []
    for _, rows in known.groupby("entity_id", sort=False):
        forms = list(dict.fromkeys(rows["text"]))
        note = f"{legend_of(rows['label'].iloc[0]).text} · {len(rows)} × · {', '.join(forms)}"
        items.append(Item(rows["name"].iloc[0], note, tuple(f"m{at}" for at in rows["start"])))
    return sorted(items, key=lambda item: -len(item.places))


def list_attitudes(attitudes: pd.DataFrame) -> list[Item]:
    """Return the attitudes in the order of the text: whose, by which cue, and how sure."""
    return [
        Item(
            row["text"],
            f"{row['holder'] or 'holder not known'} · {row['cue']} · {row['confidence']:.0%} sure",
            (f"t{row['start']}",),
        )
        for row in attitudes.to_dict("records")
    ]


def list_figures(figures: pd.DataFrame) -> list[Item]:
    """Return the figures and dates in the order of the text, with what they were read as."""
    items = []
    for row in figures.to_dict("records"):
        parts = (row["kind"], row["value"], row["unit"], row["head_noun"])
        items.append(Item(row["text"], " · ".join(filter(None, parts)), (f"f{row['start']}",)))
    return items


def _entry(item: Item) -> str:
    first, *others = item.places
    shown = others[: _MOST_PLACES - 1]
    more = "".join(f" {_link(place, str(number))}" for number, place in enumerate(shown, 2))
    more += " …" if len(others) > len(shown) else ""
    note = f"<br><small>{escape(item.note)}</small>" if item.note else ""
    return f"<li>{_link(first, markup.shorten(item.text))}{more}{note}</li>"


def _link(place: str, text: str) -> str:
    return f'<a href="#{escape(place)}" target="_self">{escape(text)}</a>'
