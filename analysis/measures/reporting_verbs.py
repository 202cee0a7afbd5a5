"""The verbs with which each outlet introduces what others say.

A cue is the word that introduces a quotation ("said", "claimed", "according to"). A cue counts
once, however many quotations it introduces. Its stance comes from ``data/stance.csv``.
"""

from collections import Counter

import numpy as np
import pandas as pd

from analysis.corpus.table_rows import list_tuples
from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.selection import Selection
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS, compare_outlets
from analysis.measures.stats.sampling_units import (
    SamplingUnits,
    count_matrix,
)
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
        "A verb has one stance whatever its context: 'claimed' is doubting, though some "
        "outlets use it for 'said'. Speakers differ in what they do: those who warn are reported "
        "to warn. Compare the verbs for one and the same speaker, or utterance, before reading a "
        "stance into them."
    ),
)
#: Stance of a verb that ``data/stance.csv`` does not list.
UNLISTED = "unlisted"

_COLUMNS = ("measure", "item", "name", "outlet_label", "count", *STATISTICS_COLUMNS)


def compute_verbs(selection: Selection) -> pd.DataFrame:
    """Compute the share of each reporting verb among those of each outlet.

    The focus selects the quotations whose verbs are counted, for example those of one speaker.

    Returns:
        One row per verb and outlet: measure (``verb``), item (the verb's lemma), name (its most
        frequent form), outlet_label, count, and :data:`STATISTICS_COLUMNS`; n is the outlet's cues.
    """
    table = _compare_shares(selection, "cue_lemma")
    cues: dict[str, Counter[str]] = {}
    for lemma, cue in list_tuples(selection.list_quotes_in_focus(), ("cue_lemma", "cue")):
        cues.setdefault(lemma, Counter())[cue.lower()] += 1
    most_frequent = {
        lemma: min(forms, key=lambda form: (-forms[form], form)) for lemma, forms in cues.items()
    }
    table = table.assign(measure="verb", name=table["item"].map(most_frequent))
    return table[list(_COLUMNS)]


def compute_stances(selection: Selection) -> pd.DataFrame:
    """Compute the share of each stance among the reporting verbs of each outlet.

    Returns:
        As :func:`compute_verbs`, with measure ``stance`` and the stance as item.
    """
    table = _compare_shares(selection, "stance")
    table = table.assign(measure="stance", name=table["item"].astype(str) + " verbs")
    return table[list(_COLUMNS)]


def verb_evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:
    """Return the cues of a verb.

    Args:
        selection: the tables.
        item: the verb's lemma.
        outlet: the outlet's label.

    Returns:
        Columns article_id, start, end (of the cue), quote_id (the first quotation it introduces).
    """
    return _list_cues(selection, "cue_lemma", item, outlet)


def stance_evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:
    """Return the cues of a stance, as :func:`verb_evidence` those of a verb."""
    return _list_cues(selection, "stance", item, outlet)


def read_stances() -> dict[str, str]:
    """Return the stance of each listed verb, by lemma."""
    return read_mapping("measures", "stance.csv", "lemma", "stance")


def _list_cues(selection: Selection, column: str, item: str, outlet: str) -> pd.DataFrame:
    selection = selection.of_outlet(outlet)
    sampling_units = selection.sampling_units
    cues = _locate_cues(sampling_units, selection.list_quotes_in_focus())
    cues = cues[cues[column] == item].sort_values(["article_id", "start"], ignore_index=True)
    return cues[["article_id", "start", "end", "quote_id"]]


def _compare_shares(selection: Selection, column: str) -> pd.DataFrame:
    sampling_units = selection.sampling_units
    cues = _locate_cues(sampling_units, selection.list_quotes_in_focus())
    if cues.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    blocks = sampling_units.blocks
    counts, items, occurrences = count_matrix(cues, column, 1.0, len(blocks))
    all_cues = counts.sum(axis=1, keepdims=True)
    table = compare_outlets(blocks, counts, all_cues, items, occurrences=occurrences)
    table["count"] = table["count"].round().astype(int)
    return table.rename(columns={"key": "item"})


def _locate_cues(sampling_units: SamplingUnits, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return one row per cue in counted text, with its stance."""
    columns = ["article_id", "quote_id", "start", "cue_start", "cue_end", "cue_lemma"]
    cues = quotes.loc[(quotes["cue_lemma"] != "") & (quotes["cue_start"] >= 0), columns]
    cues = cues.sort_values(["article_id", "start", "quote_id"])
    cues = cues.drop_duplicates(["article_id", "cue_start"]).drop(columns="start")
    cues = cues.rename(columns={"cue_start": "start", "cue_end": "end"})
    stances = read_stances()
    stance = [stances.get(lemma, UNLISTED) for lemma in cues["cue_lemma"]]
    return sampling_units.locate_rows(cues.assign(stance=np.array(stance, object)))
