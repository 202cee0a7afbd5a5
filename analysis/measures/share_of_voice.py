"""Each speaker's share of the words that an outlet attributes to anyone.

Quotations without a known speaker stay in the table as :data:`speaker_words.UNKNOWN_SPEAKER`, so
that shares are of everything attributed, not of what could be resolved.
"""

import pandas as pd

from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.selection import Selection
from analysis.measures.speaker_words import Form, compare_speakers, list_quotes
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS

CARD = MethodCard(
    name="Share of voice",
    what="How many of the words that an outlet attributes to anyone each speaker gets.",
    formula=(
        "share: words of the speaker's quotations / words of all quotations of the outlet; direct "
        "and paraphrased: the part in and outside quotation marks, over the same sum; early: the "
        "same share among quotations in the first third of the text. A report within a report "
        "counts for both speakers. Groups and countries: by the speaker's titles and descriptions "
        "in the articles, with hand-made lists of words. attributed: words that stand in a "
        "quotation / words of the outlet's headlines, subheads and body. " + UNCERTAINTY
    ),
    source=(
        "Words by speaker as voice: Asr et al., 'The Gender Gap Tracker', PLOS ONE 16(1), 2021. "
        "Attribution as span, cue and source: Newell et al., 'PolNeAR', LREC 2018."
    ),
    reliability=(
        "Against PolNeAR's marked attributions (84 articles, 7 outlets) the attributed share "
        "orders articles with Spearman .93 and outlets with .93; shares by speaker have not been "
        "checked by hand. One long quotation moves a single article's share a lot, as its interval "
        "shows. "
        "Compared by paragraphs, two articles of one outlet on one event differ clearly in 2 to "
        "13 % of cases."
    ),
    fails=(
        "A speaker known by a description only ('a senior official') is not the same person from "
        "one article to the next. Speakers that were not found may be anybody. Where outlets are "
        "compared by paragraphs, a long quotation over several paragraphs makes a difference look "
        "surer than it is."
    ),
)


def compute(selection: Selection) -> pd.DataFrame:
    """Compute each speaker's share of the attributed words of each outlet.

    Returns:
        One row per speaker, outlet and measure: measure (a :class:`Form`), item (the speaker_key),
        name, outlet_label, and :data:`STATISTICS_COLUMNS`; n is the outlet's attributed words.
    """
    table = compare_speakers(selection)
    table = table[selection.is_in_focus(table["entity_id"])]
    table = table.rename(columns={"form": "measure", "speaker_key": "item", "speaker": "name"})
    return table[["measure", "item", "name", "outlet_label", *STATISTICS_COLUMNS]]


def evidence(
    selection: Selection, item: str, outlet: str, *, form: Form = Form.ALL
) -> pd.DataFrame:
    """Return the quotations behind one value: article_id, start, end, quote_id.

    Args:
        selection: the tables.
        item: the speaker_key.
        outlet: the outlet's label.
        form: which of the speaker's words count.
    """
    return list_quotes(selection.of_outlet(outlet), item, form)
