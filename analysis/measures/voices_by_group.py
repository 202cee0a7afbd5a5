"""The share of groups of speakers, such as officials or experts, in the attributed words.

The method is that of :mod:`analysis.measures.share_of_voice`, with the speakers of a group taken
together.
"""

import pandas as pd

from analysis.measures.selection import Selection
from analysis.measures.speaker_words import Form, Grouping, compare_speakers, list_quotes
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS

#: The forms measured by group and the measures' keys. A group's paraphrased words are the rest of
#: those of the first two.
MEASURE_KEYS = {
    Form.ALL: "group_all",
    Form.DIRECT: "group_direct",
    Form.EARLY: "group_early",
}


def compute(selection: Selection) -> pd.DataFrame:
    """Compute each group's share of the attributed words of each outlet.

    Returns:
        One row per group, outlet and measure: measure, item and name (both the group),
        outlet_label, and :data:`STATISTICS_COLUMNS`; n is the outlet's attributed words.
    """
    table = compare_speakers(selection, Grouping.GROUP)
    table = table[table["form"].isin(MEASURE_KEYS)]
    table = table.assign(measure=table["form"].map(MEASURE_KEYS), item=table["speaker_key"])
    table = table.rename(columns={"speaker": "name"})
    return table[["measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS]]


def evidence(selection: Selection, item: str, outlet: str, *, form: Form) -> pd.DataFrame:
    """Return the quotations behind one value: article_id, start, end, quote_id.

    Args:
        selection: the tables.
        item: the group.
        outlet: the outlet's label.
        form: which of the speakers' words count.
    """
    return list_quotes(selection.of_outlet(outlet), item, form, Grouping.GROUP)
