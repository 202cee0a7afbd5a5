"""What each outlet calls the same entity: the nouns and adjectives it gives it, outside quotations.

"Leader" or "strongman", "isolated", "rogue": read off titles, appositions, predicates, adjectives
before the name, nouns for a state behind it, and descriptions that stand for it.
"""

import pandas as pd

from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.stats.sampling_units import STATISTICS_COLUMNS, Units, compare, spread, units

CARD = MethodCard(
    name="Labels",
    what="What an outlet calls those it names, in its own words.",
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
#: Entities whose labels are compared, by labels.
MOST = 40
#: A word used less often for an entity is no label of it.
FEWEST = 2


def measure(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    epithets: pd.DataFrame,
    quotes: pd.DataFrame,
    entities: pd.DataFrame,
) -> pd.DataFrame:
    """Measure the share of each word among those by which each outlet calls each entity.

    Args:
        articles: Columns article_id, outlet_label, text, story_id: the selection.
        blocks: As the table ``blocks``; rows of other articles are passed over, here and below.
        epithets: As the table ``epithets``.
        quotes: As the table ``quotes``; labels within them are not the outlet's.
        entities: As the table ``entities``.

    Returns:
        One row an entity, word and outlet: item (for :func:`evidence`), entity_id, entity (its
        name), word, outlet_label, count, and the columns :data:`units.STATISTICS_COLUMNS`; n is
        the labels the
        outlet gives the entity.
    """
    cut = units(articles, blocks)
    placed = _own(cut, epithets, quotes)
    kept = placed["entity_id"].value_counts().sort_index().nlargest(MOST).index
    placed = placed[placed["entity_id"].isin(kept)]
    often = placed.groupby("item")["start"].transform("size")
    shown = placed[often >= FEWEST]
    if shown.empty:
        return pd.DataFrame(columns=list(_COLUMNS))
    counts, items, occurrences = spread(shown, "item", 1.0, len(cut.blocks))
    every, owners, _ = spread(placed, "entity_id", 1.0, len(cut.blocks))
    owner = {entity: position for position, entity in enumerate(owners)}
    base = every[:, [owner[item.split("\n")[0]] for item in items]]
    table = compare(cut.blocks, counts, base, items, occurrences).rename(columns={"key": "item"})
    table[["entity_id", "word"]] = table["item"].str.split("\n", n=1, expand=True)
    table["entity"] = table["entity_id"].map(entities.set_index("entity_id")["name"])
    table["count"] = table["count"].round().astype(int)
    return table[list(_COLUMNS)]


def evidence(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    epithets: pd.DataFrame,
    quotes: pd.DataFrame,
    *,
    item: str,
    outlet_label: str,
) -> pd.DataFrame:
    """Return the labels behind one cell of :func:`measure`.

    Returns:
        Columns article_id, start, end, in the order of the text.
    """
    own = articles[articles["outlet_label"] == outlet_label]
    placed = _own(units(own, blocks), epithets, quotes)
    found = placed[placed["item"] == item].sort_values(["article_id", "start"], ignore_index=True)
    return found[["article_id", "start", "end"]]


_COLUMNS = ("item", "entity_id", "entity", "word", "outlet_label", "count", *STATISTICS_COLUMNS)


def _own(cut: Units, epithets: pd.DataFrame, quotes: pd.DataFrame) -> pd.DataFrame:
    """Return the labels the outlets give in their own text, with ``row`` and ``item``."""
    known = epithets[epithets["entity_id"] != ""]
    placed = cut.place(known[["article_id", "start", "end", "word", "entity_id"]])
    placed = placed[~within(placed, quotes)]
    return placed.assign(item=placed["entity_id"] + "\n" + placed["word"])


def within(rows: pd.DataFrame, quotes: pd.DataFrame) -> pd.Series:
    """Return for each row whether it starts within a quotation.

    Args:
        rows: Columns article_id, start.
        quotes: Columns article_id, start, end.
    """
    spans: dict[str, list[tuple[int, int]]] = {}
    for article, start, end in zip(
        quotes["article_id"].astype(str), quotes["start"], quotes["end"], strict=True
    ):
        spans.setdefault(article, []).append((start, end))
    inside = [
        any(start <= at < end for start, end in spans.get(str(article), ()))
        for article, at in zip(rows["article_id"], rows["start"], strict=True)
    ]
    return pd.Series(inside, rows.index, bool)
