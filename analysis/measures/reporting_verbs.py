"""With which verbs each outlet introduces what others say.

A cue is the word that introduces a quotation ("said", "claimed", "according to"). One cue counts
once, however many stretches it introduces. Its stance is looked up in ``data/stance.csv``.
"""

import numpy as np
import pandas as pd

from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.stats.sampling_units import STATISTICS_COLUMNS, Units, compare, spread, units
from analysis.word_lists import read_mapping

CARD = MethodCard(
    name="Reporting verbs",
    what="How an outlet introduces what others say: said, claimed, warned, admitted …",
    formula=(
        "share: quotations introduced by the verb (or by a verb of the stance) / quotations that "
        "have a reporting verb. " + UNCERTAINTY
    ),
    source=(
        "Verbs as evaluation: Thompson & Ye, 'Evaluation in the Reporting Verbs Used in Academic "
        "Papers', Applied Linguistics 12(4), 1991. Factive and assertive verbs as a sign of bias: "
        "Recasens, Danescu-Niculescu-Mizil & Jurafsky, ACL 2013. Senses: Wierzbicka, English "
        "Speech Act Verbs, 1987."
    ),
    reliability=(
        "As good as the cues found: how well shares hold against shares counted by hand has not "
        "been measured. Most verbs are 'say' and the others few, so intervals are wide."
    ),
    fails=(
        "A verb has one stance here whatever its context: 'claimed' is doubting, though some "
        "outlets use it for 'said'. Speakers differ in what they do: who warns is reported to "
        "warn. Compare the verbs for one and the same speaker, or utterance, before reading a "
        "stance into them."
    ),
)
#: Stance of a verb that ``data/stance.csv`` does not have.
UNLISTED = "unlisted"


def measure(articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Measure the share of each reporting verb among those of each outlet.

    Args:
        articles: Columns article_id, outlet_label, text, story_id: the selection.
        blocks: As the table ``blocks``; rows of other articles are passed over, here and below.
        quotes: As the table ``quotes``; those of one speaker, to compare how they are introduced.

    Returns:
        One row a verb and outlet: cue_lemma, stance, outlet_label, count, and the columns
        :data:`units.STATISTICS_COLUMNS`; n is the outlet's cues.
    """
    table = _shares(articles, blocks, quotes, "cue_lemma")
    table.insert(1, "stance", [stances().get(lemma, UNLISTED) for lemma in table["cue_lemma"]])
    return table


def measure_stances(
    articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame
) -> pd.DataFrame:
    """Measure the share of each stance among the reporting verbs of each outlet.

    Returns:
        One row a stance and outlet: stance, outlet_label, count, and the columns
        :data:`units.STATISTICS_COLUMNS`.
    """
    return _shares(articles, blocks, quotes, "stance")


def evidence(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    outlet_label: str,
    cue_lemma: str = "",
    stance: str = "",
) -> pd.DataFrame:
    """Return the cues behind one cell: of a verb, or of a stance.

    Returns:
        Columns article_id, start, end (of the cue), quote_id (the first stretch it introduces).
    """
    cued = _cued(units(articles[articles["outlet_label"] == outlet_label], blocks), quotes)
    column, wanted = ("cue_lemma", cue_lemma) if cue_lemma else ("stance", stance)
    found = cued[cued[column] == wanted].sort_values(["article_id", "start"], ignore_index=True)
    return found[["article_id", "start", "end", "quote_id"]]


def stances() -> dict[str, str]:
    """Return the stance of each listed verb, by its dictionary form."""
    return read_mapping("measures", "stance.csv", "lemma", "stance")


def _shares(
    articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame, column: str
) -> pd.DataFrame:
    cut = units(articles, blocks)
    cued = _cued(cut, quotes)
    if cued.empty:
        return pd.DataFrame(columns=[column, *_COLUMNS])
    counts, items, occurrences = spread(cued, column, 1.0, len(cut.blocks))
    everyone = counts.sum(axis=1, keepdims=True)
    table = compare(cut.blocks, counts, everyone, items, occurrences)
    table = table.rename(columns={"key": column})
    table["count"] = table["count"].round().astype(int)
    return table[[column, *_COLUMNS]]


_COLUMNS = ("outlet_label", "count", *STATISTICS_COLUMNS)


def _cued(cut: Units, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return one row a cue in counted text, placed by the cue."""
    columns = ["article_id", "quote_id", "start", "cue_start", "cue_end", "cue_lemma"]
    found = quotes.loc[(quotes["cue_lemma"] != "") & (quotes["cue_start"] >= 0), columns]
    found = found.sort_values(["article_id", "start", "quote_id"])
    found = found.drop_duplicates(["article_id", "cue_start"]).drop(columns="start")
    found = found.rename(columns={"cue_start": "start", "cue_end": "end"})
    stance = [stances().get(lemma, UNLISTED) for lemma in found["cue_lemma"]]
    return cut.place(found.assign(stance=np.array(stance, object)))
