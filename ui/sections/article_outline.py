"""The lists beside an article: quotations, names, attitudes and figures, linked to their places."""

from collections.abc import Iterable
from dataclasses import dataclass

import pandas as pd

from analysis.entity_types import legend_of
from analysis.store.queries.article import AnnotatedArticle
from ui.widgets import evidence, markup
from ui.widgets.annotation_layers import (
    Layer,
    describe_figure,
    describe_other_credits,
    describe_speaker,
)
from ui.widgets.markup import Html

#: Maximum number of links of one entry, so that a long list stays readable.
_MAX_PLACES = 30


@dataclass(frozen=True)
class Item:
    """One entry of a list beside an article.

    Attributes:
        text: of the entry, linked to the first place; unescaped.
        note: below the text; unescaped.
        places: anchors of the entry's places in the article, in order.
    """

    text: str
    note: str
    places: tuple[str, ...]


def draw_outline(reading: AnnotatedArticle, layer: Layer) -> None:
    """Show the list of one layer of an article, or that it is empty."""
    items = _list_items(reading, layer)
    if items:
        markup.render(build_outline(items))
    else:
        evidence.draw_note(f"No {layer.lower()} were found in this article.")


def build_outline(items: Iterable[Item]) -> Html:
    """Return a list whose entries lead to their places in the article beside it."""
    return Html('<ol class="px-list">{}</ol>').format(markup.join(map(_build_entry, items)))


def list_quotes(quotes: pd.DataFrame) -> list[Item]:
    """Return the quotations in the order of the text: speaker, kind, cue, and other outlets.

    Where another outlet credits the words to somebody else, both are named, with a warning.
    A speaker whom the text only describes is told from one it names.

    Args:
        quotes: ``quotes`` of :class:`analysis.store.queries.article.AnnotatedArticle`.
    """
    items = []
    for row in quotes.to_dict("records"):
        # Of a headline the cue may be its colon, which is no verb.
        cue = row["cue"] if any(map(str.isalpha, row["cue"])) else ""
        parts = [describe_speaker(row), row["kind"], cue]
        if row["elsewhere"]:
            parts.append(f"also in {', '.join(row['elsewhere'])}")
        parts.append(describe_other_credits(row))
        items.append(Item(row["text"], " · ".join(filter(None, parts)), (f"q{row['start']}",)))
    return items


def list_names(mentions: pd.DataFrame) -> list[Item]:
    """Return the entities, the most mentioned first, with the place of every mention."""
    is_counted = mentions["kind"] != "apposition"
    linked = mentions[(mentions["entity_id"] != "") & is_counted]
    items = []
    for _, rows in linked.groupby("entity_id", sort=False):
        forms = list(dict.fromkeys(rows["text"]))
        type_name = legend_of(rows["label"].iloc[0]).text
        note = f"{type_name} · {len(rows)} × · {', '.join(forms)}"
        places = tuple(f"m{start}" for start in rows["start"])
        items.append(Item(rows["name"].iloc[0], note, places))
    return sorted(items, key=lambda item: -len(item.places))


def list_attitudes(attitudes: pd.DataFrame) -> list[Item]:
    """Return the attitudes in the order of the text: holder, cue and confidence."""
    return [
        Item(
            row["text"],
            f"{row['holder'] or 'attributed to somebody not named'} · {row['cue']} · "
            f"confidence {row['confidence']:.0%}",
            (f"t{row['start']}",),
        )
        for row in attitudes.to_dict("records")
    ]


def list_figures(figures: pd.DataFrame) -> list[Item]:
    """Return the figures and dates in the order of the text, with how they were read."""
    return [
        Item(row["text"], describe_figure(row), (f"f{row['start']}",))
        for row in figures.to_dict("records")
    ]


def _list_items(reading: AnnotatedArticle, layer: Layer) -> list[Item]:
    match layer:
        case Layer.QUOTATIONS:
            return list_quotes(reading.quotes)
        case Layer.NAMES:
            return list_names(reading.mentions)
        case Layer.ATTITUDES:
            return list_attitudes(reading.attitudes)
        case Layer.FIGURES:
            return list_figures(reading.figures)


def _build_entry(item: Item) -> Html:
    first, *others = item.places
    linked = others[: _MAX_PLACES - 1]
    more = markup.join(
        Html(" {}").format(_build_link(place, str(number)))
        for number, place in enumerate(linked, 2)
    )
    if len(others) > len(linked):
        more += " …"
    note = Html("<br><small>{}</small>").format(item.note) if item.note else ""
    return Html("<li>{}{}{}</li>").format(_build_link(first, markup.shorten(item.text)), more, note)


def _build_link(place: str, text: str) -> Html:
    return Html('<a href="#{}" target="_self">{}</a>').format(place, text)
