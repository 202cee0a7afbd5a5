"""How often each outlet judges, hedges, or takes for granted in its own words.

The words are listed in ``data/loaded.csv``. Quotations, names and copied stretches do not count.
"""

import numpy as np
import numpy.typing as npt
import pandas as pd

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.outlet_text import Words, rates, used_in, words
from analysis.measures.stats.sampling_units import units
from analysis.word_lists import read_mapping

CARD = MethodCard(
    name="Loaded words",
    what="How often an outlet judges, hedges or takes for granted outside quotations.",
    formula=(
        "rate: listed words of the class / 1,000 of the outlet's own words (headlines, subheads "
        f"and body without quotations, names, and runs of {MIN_SHARED_WORDS} words that another "
        "article has too). " + UNCERTAINTY
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
        :data:`units.STATISTICS_COLUMNS`; n is the outlet's own words.
    """
    cut = units(articles, blocks)
    found = words(cut, articles, quotes, mentions)
    return rates(cut, found, _classes(found), "loaded")


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
    return used_in(cut, found, _classes(found) == loaded, outlet_label)


def _classes(found: Words) -> npt.NDArray[np.object_]:
    """Return the class of each word, empty for none and for words that are not the outlet's."""
    listed = read_mapping("measures", "loaded.csv", "word", "class")
    classes = np.array([listed.get(word.lower(), "") for word in found.surface], object)
    classes[~found.own | found.name] = ""
    return classes
