"""The method of a measure or of an extraction, as a page shows it."""

import streamlit as st

from analysis.measures.method_card import MethodCard
from ui.widgets import markup
from ui.widgets.markup import Html


def draw_method(card: MethodCard) -> None:
    """Show a method: what it says, its formula and source, and how far to trust it."""
    parts = {
        "What it says": card.what,
        "Formula": card.formula,
        "Source": card.source,
        "How reliable": card.reliability,
        "Where it fails": card.fails,
    }
    entries = (
        Html("<dt><b>{}</b></dt><dd>{}</dd>").format(heading, text)
        for heading, text in parts.items()
    )
    markup.render(Html('<dl style="max-width:60rem">{}</dl>').format(markup.join(entries)))


def draw_method_expander(card: MethodCard) -> None:
    """Offer a method in an expander, where there is no chart to show it beside."""
    with st.expander(f"Method: {card.name.lower()}", key=f"method_{card.name}"):
        draw_method(card)
