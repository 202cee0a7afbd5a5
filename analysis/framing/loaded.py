"""How often each outlet judges, hedges, or takes for granted in its own words.

The words are listed in ``data/loaded.csv``. Quotations, names and copied stretches do not count.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.framing.card import UNCERTAINTY, MethodCard
from analysis.framing.lists import column
from analysis.framing.narration import Words, own_words, words
from analysis.framing.units import SAID, compare, spread, units

CARD = MethodCard(
    name="Loaded words",
    what="How often an outlet judges, hedges or takes for granted outside quotations.",
    formula=(
        "rate: listed words of the class / 1,000 of the outlet's own words (headlines, subheads "
        "and body without quotations, names, and stretches of 8 words that another article has "
        "too). " + UNCERTAINTY
    ),
    source=(
        "Kinds of words as signs of bias: Recasens, Danescu-Niculescu-Mizil & Jurafsky, ACL 2013; "
        "hedges after Hyland (1998), factive words after Hooper (1975). The words were listed by "
        "hand for this project."
    ),
    reliability=(
        "Which words are loaded is a judgement: the list is short and strict, and was not checked "
        "by several people. Rates below some 5 uses tell nothing."
    ),
    fails=(
        "A word is counted whatever it means in its sentence: 'a brutal winter'. A story about a "
        "massacre has more such words than one about a budget: compare outlets within one story."
    ),
)


def measure(
    articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Measure the rate of each class of words in each outlet's own text.

    Args:
        articles: Columns article_id, outlet_label, text, story_id: the selection.
        blocks: As the table ``blocks``; rows of other articles are passed over, here and below.
        quotes: As the table ``quotes``.
        mentions: As the table ``mentions``.

    Returns:
        One row a class and outlet: loaded, outlet_label, count, and the columns
        :data:`units.SAID`; n is the outlet's own words.
    """
    cut = units(articles, blocks)
    found = words(cut, articles, quotes, mentions)
    classes = _classes(found)
    placed = pd.DataFrame({"row": found.row, "loaded": classes})[classes != ""]
    if placed.empty:
        return pd.DataFrame(columns=["loaded", *_COLUMNS])
    counts, items, occurrences = spread(placed, "loaded", 1.0, len(cut.blocks))
    table = compare(cut.blocks, counts, own_words(cut, found), items, occurrences)
    table = table.rename(columns={"key": "loaded"})
    table["count"] = table["count"].round().astype(int)
    table["n"] = (1000 * table["base"]).round().astype(int)
    return table[["loaded", *_COLUMNS]]


def evidence(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    quotes: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    loaded: str,
    outlet_label: str,
) -> pd.DataFrame:
    """Return the words behind one cell of :func:`measure`.

    What was copied is told from the whole selection, so all of its articles are needed.

    Returns:
        Columns article_id, start, end, in the order of the text.
    """
    cut = units(articles, blocks)
    found = words(cut, articles, quotes, mentions)
    hit = _classes(found) == loaded
    hit &= cut.blocks["outlet_label"].to_numpy(object)[found.row] == outlet_label
    return pd.DataFrame(
        {"article_id": found.article_id[hit], "start": found.start[hit], "end": found.end[hit]}
    )


_COLUMNS = ("outlet_label", "count", *SAID)


def _classes(found: Words) -> npt.NDArray[np.object_]:
    """Return the class of each word, empty for none and for words that are not the outlet's."""
    listed = column("loaded.csv", "word", "class")
    classes = np.array([listed.get(word.lower(), "") for word in found.surface], object)
    classes[~found.own | found.name] = ""
    return classes
