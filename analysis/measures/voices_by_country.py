"""The share of the speakers of each country in the attributed words.

The method is that of :mod:`analysis.measures.share_of_voice`, with the speakers of a country taken
together.
"""

import pandas as pd

from analysis.measures.selection import Selection
from analysis.measures.speaker_words import Form, Grouping, compare_speakers, list_quotes
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS


def compute(selection: Selection) -> pd.DataFrame:
    """Compute each country's share of the attributed words of each outlet.

    Returns:
        One row per country and outlet: measure (``country_all``), item (its ISO 3166 code), name,
        outlet_label, and :data:`STATISTICS_COLUMNS`; n is the outlet's attributed words.
    """
    table = compare_speakers(selection, Grouping.COUNTRY)
    table = table[table["form"] == Form.ALL]
    entities = selection.entities
    states = entities[entities["label"] == "GPE"].drop_duplicates("country")
    names = table["speaker_key"].map(states.set_index("country")["name"])
    table = table.assign(
        measure="country_all",
        item=table["speaker_key"],
        name=names.astype(object).fillna(table["speaker_key"]),
    )
    return table[["measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS]]


def evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:
    """Return the quotations behind one value: article_id, start, end, quote_id.

    Args:
        selection: the tables.
        item: the country's code.
        outlet: the outlet's label.
    """
    return list_quotes(selection.of_outlet(outlet), item, Form.ALL, Grouping.COUNTRY)
