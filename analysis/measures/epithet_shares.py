"""What each outlet calls the same entity outside quotations: the nouns and adjectives it uses.

"Leader" or "strongman", "isolated", "rogue": taken from titles, appositions, predicates, adjectives
before the name, nouns after the name of a state, and descriptions that stand for the name.
"""

import pandas as pd

from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.selection import Selection
from analysis.measures.stats.outlet_comparison import STATISTICS_COLUMNS, compare_outlets
from analysis.measures.stats.sampling_units import (
    SamplingUnits,
    count_matrix,
)

CARD = MethodCard(
    name="Labels",
    what="What an outlet calls people and things it names, in its own words.",
    formula=(
        "share: uses of the word for the entity / all words by which the outlet calls it (nouns "
        "and adjectives of titles, appositions, predicates and descriptions). Words used twice for "
        "an entity are shown, those used 5 times or more are tested together. " + UNCERTAINTY
    ),
    source=(
        "Naming as framing: Richardson, Analysing Newspapers (2007), ch. 3; labels and their "
        "variation across outlets: Hamborg & Donnay, 'NewsMTSC', EACL 2021."
    ),
    reliability=(
        "Labels are read off the parse around a name. Chance of any false verdict in the table is "
        "held at 5 %, and with it the rate of false discoveries."
    ),
    fails=(
        "'The regime' without a name beside it is only found where it speaks. A label in a "
        "paraphrase may be the speaker's; those within quotations are left out. An official title "
        "is a label too."
    ),
)
#: Number of entities with most epithets that are compared. A judgement: each further entity makes
#: the correction for chance stricter.
MAX_ENTITIES = 40
#: Uses of a word for an entity from which it is compared. A judgement: a word used once may be a
#: parsing error.
MIN_USES = 2

#: Separates entity_id and word in an item.
_SEPARATOR = "\n"
_COLUMNS = ("measure", "item", "name", "outlet_label", "count", *STATISTICS_COLUMNS)


def compute(selection: Selection) -> pd.DataFrame:
    """Compute the share of each word among those by which each outlet calls each entity.

    Returns:
        One row per entity, word and outlet: measure (``label``), item (entity_id and word), name
        (the entity's name and the word), outlet_label, count, and :data:`STATISTICS_COLUMNS`; n is
        the number of epithets that the outlet uses for the entity.
    """
    sampling_units = selection.sampling_units
    blocks = sampling_units.blocks
    epithets = _locate_outlet_epithets(sampling_units, selection)
    frequent = epithets["entity_id"].value_counts().sort_index().nlargest(MAX_ENTITIES).index
    epithets = epithets[epithets["entity_id"].isin(frequent)]
    uses = epithets.groupby("item")["start"].transform("size")
    compared = epithets[uses >= MIN_USES]
    if compared.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    counts, items, occurrences = count_matrix(compared, "item", 1.0, len(blocks))
    entity_counts, entity_ids, _ = count_matrix(epithets, "entity_id", 1.0, len(blocks))
    column_of = {entity_id: column for column, entity_id in enumerate(entity_ids)}
    base = entity_counts[:, [column_of[item.split(_SEPARATOR)[0]] for item in items]]
    table = compare_outlets(blocks, counts, base, items, occurrences=occurrences)
    table = table.rename(columns={"key": "item"})
    parts = table["item"].str.split(_SEPARATOR, n=1, expand=True)
    names = parts[0].map(selection.entities.set_index("entity_id")["name"])
    table = table.assign(
        measure="label",
        name=names.astype(str) + ": " + parts[1].astype(str),
        count=table["count"].round().astype(int),
    )
    return table.loc[selection.is_in_focus(parts[0]), list(_COLUMNS)]


def evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:
    """Return the epithets behind one value: article_id, start, end, in text order.

    Args:
        selection: the tables.
        item: entity_id and word.
        outlet: the outlet's label.
    """
    selection = selection.of_outlet(outlet)
    sampling_units = selection.sampling_units
    epithets = _locate_outlet_epithets(sampling_units, selection)
    epithets = epithets[epithets["item"] == item]
    epithets = epithets.sort_values(["article_id", "start"], ignore_index=True)
    return epithets[["article_id", "start", "end"]]


def starts_in_quotes(rows: pd.DataFrame, quotes: pd.DataFrame) -> pd.Series:
    """Return for each row whether it starts within a quotation.

    Args:
        rows: Columns article_id, start.
        quotes: Columns article_id, start, end.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    columns = (quotes["article_id"].astype(str), quotes["start"], quotes["end"])
    for article_id, start, end in zip(*columns, strict=True):
        spans.setdefault(article_id, []).append((start, end))
    is_inside = [
        any(start <= offset < end for start, end in spans.get(str(article_id), ()))
        for article_id, offset in zip(rows["article_id"], rows["start"], strict=True)
    ]
    return pd.Series(is_inside, rows.index, bool)


def _locate_outlet_epithets(sampling_units: SamplingUnits, selection: Selection) -> pd.DataFrame:
    """Return the epithets in the outlets' own text, with ``block_row`` and ``item``."""
    epithets = selection.epithets
    epithets = epithets.loc[
        epithets["entity_id"] != "", ["article_id", "start", "end", "word", "entity_id"]
    ]
    located = sampling_units.locate_rows(epithets)
    located = located[~starts_in_quotes(located, selection.quotes)]
    return located.assign(item=located["entity_id"] + _SEPARATOR + located["word"])
