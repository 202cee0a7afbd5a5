"""Ways of writing that a newsroom's style book settles, such as courtesy titles and spelling.

The forms are listed in ``data/house_style.csv``; British and American spellings are those of
:func:`analysis.corpus.word_normalisation.load_american_spellings`.
"""

from collections.abc import Iterable

import numpy as np
import pandas as pd

from analysis.corpus.word_normalisation import load_american_spellings
from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.outlet_text import (
    Labels,
    OutletText,
    compare_rates,
    list_uses,
    read_outlet_text,
)
from analysis.measures.selection import Selection
from analysis.word_lists import read_rows

CARD = MethodCard(
    name="House style",
    what="Ways of writing that a style book settles: courtesy titles, spelling, full stops.",
    formula="rate: uses / 1,000 of the outlet's own words. " + UNCERTAINTY,
    source="Forms listed by hand; British and American spellings as in the comparison of wording.",
    reliability="Forms are counted as written: a difference is one of style, not of framing.",
    fails="Forms that are not listed are missed.",
)

BRITISH, AMERICAN = "British spelling", "American spelling"

#: Abbreviations that are words in lower case: "US" is the country, "us" and "Us" are not.
_CAPITALS_ONLY = ("us", "un", "uk")


def compute(selection: Selection) -> pd.DataFrame:
    """Compute how often each outlet writes in each of the listed ways.

    Returns:
        One row per way and outlet: measure (``style``), item and name (both the way),
        outlet_label, count, and :data:`STATISTICS_COLUMNS`; n is the outlet's words.
    """
    text = read_outlet_text(selection)
    return compare_rates(text, _classify_outlet_words(text), "style")


def evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:
    """Return the uses behind one value: article_id, start, end, in text order.

    Args:
        selection: the tables.
        item: the way of writing.
        outlet: the outlet's label.
    """
    text = read_outlet_text(selection)
    return list_uses(text, _classify_outlet_words(text) == item, outlet)


def classify_listed_forms(surfaces: Iterable[str]) -> Labels:
    """Return the listed way of writing that each word is an example of, empty for none."""
    ways = {
        row["form"]: (row["way"], bool(int(row["cased"])))
        for row in read_rows("measures", "house_style.csv")
    }
    classes = []
    for surface in surfaces:
        form = surface.lower()
        way, is_cased = ways.get(form, ("", False))
        is_plain_word = form in _CAPITALS_ONLY and not surface.isupper()
        is_listed = way and not is_plain_word and (not is_cased or surface[0].isupper())
        classes.append(way if is_listed else "")
    return np.array(classes, object)


def _classify_outlet_words(text: OutletText) -> Labels:
    """Return the way of writing of each word of the outlets' own, spelling included."""
    british = load_american_spellings()
    american = frozenset(british.values())
    classes = classify_listed_forms(text.words.surface)
    for position, surface in enumerate(text.words.surface):
        form = surface.lower()
        if not classes[position] and form not in _CAPITALS_ONLY:
            if form in british:
                classes[position] = BRITISH
            elif form in american:
                classes[position] = AMERICAN
    classes[~text.words.is_outlet_text] = ""
    return classes
