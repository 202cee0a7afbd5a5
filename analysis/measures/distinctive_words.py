"""Which words each outlet uses more than the others, in its own text about the same story.

A word's log-odds in one outlet against the others are weighed by a Dirichlet prior: how often the
word is used in news at large (``data/narration.csv.gz``). What the newsroom's style book decides
("Mr.", "per cent", British spelling) is measured apart, as house style.
"""

from functools import cache

import numpy as np
import numpy.typing as npt
import pandas as pd
from scipy import sparse
from scipy.special import xlogy

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.corpus.word_normalisation import load_american_spellings, normalise_word
from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.outlet_text import (
    COUNTED,
    Words,
    counted,
    own_words,
    rates,
    used_in,
    words,
)
from analysis.measures.stats import resampling
from analysis.measures.stats.sampling_units import LEAST, Array, compare, spread, units
from analysis.word_lists import read_counts, read_rows

CARD = MethodCard(
    name="Distinctive wording",
    what="Words an outlet uses more or less than the others in its own text about the same story.",
    formula=(
        "rate: uses / 1,000 of the outlet's own words (headlines, subheads and body without "
        f"quotations, names, and runs of {MIN_SHARED_WORDS} words that another article has too). "
        "Tested on the "
        "log-odds of the word in the outlet against the others, with a Dirichlet prior of 1,000 "
        "words spread as in 6,000 news articles (signed root of the likelihood ratio); words used "
        "5 times or more are tested together. " + UNCERTAINTY
    ),
    source=(
        "Log-odds with an informative Dirichlet prior: Monroe, Colaresi & Quinn, 'Fightin' Words', "
        "Political Analysis 16(4), 2008; likelihood ratio in place of their z where one side has "
        "next to none: Hauck & Donner, JASA 72, 1977. Background counts: 6,000 news articles of "
        "2012 to 2020 (Baly et al., EMNLP 2020)."
    ),
    reliability=(
        "On one event most differences of words are noise: of a story in three outlets, words pass "
        "the usual |z| of 1.96 almost as often when the outlets are shuffled. Here the threshold "
        "is the largest |z| of shuffled outlets, so most stories show no word at all. Compared by "
        "paragraphs, two articles of one outlet on one event are told apart in 23 of 100 cases; "
        "with 30 articles an outlet a doubled word is found only if it is frequent and evenly used."
    ),
    fails=(
        "A word tells nothing of what is said with it: read its sentences. Inflected forms and "
        "spellings count together, senses are not told apart. An outlet's topic within the story "
        "shows as its wording."
    ),
)
STYLE_CARD = MethodCard(
    name="House style",
    what="Ways of writing that a newsroom's style book settles: courtesy titles, spelling, stops.",
    formula="rate: uses / 1,000 of the outlet's own words. " + UNCERTAINTY,
    source="Forms listed by hand; British and American spellings as in the comparison of wording.",
    reliability="Forms are counted as written: a difference is one of style, not of framing.",
    fails="Forms that are not listed are missed.",
)
#: How many words of news the prior stands for.
PRIOR = 1000.0
#: Words compared and words shown, by how far they are from what chance gives.
TESTED, SHOWN = 1200, 60
#: Words so common in news are grammar.
_COMMON = 120


def measure(
    articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Measure how often each outlet uses each word in its own text.

    Args:
        articles: Columns article_id, outlet_label, text, story_id: the selection.
        blocks: As the table ``blocks``; rows of other articles are passed over, here and below.
        quotes: As the table ``quotes``.
        mentions: As the table ``mentions``.

    Returns:
        One row a word and outlet, of the :data:`SHOWN` words that differ most: word (its
        comparable form), name (its most frequent form), outlet_label, count, and the columns
        :data:`units.STATISTICS_COLUMNS`; n is the outlet's own words.
    """
    cut = units(articles, blocks)
    found = words(cut, articles, quotes, mentions)
    kept, forms = _forms(found)
    placed = pd.DataFrame({"row": found.row[kept], "word": forms, "as": found.surface[kept]})
    frequent = placed["word"].value_counts()
    frequent = frequent[frequent >= LEAST].sort_index().nlargest(TESTED)
    placed = placed[placed["word"].isin(frequent.index)]
    if placed.empty:
        return pd.DataFrame(columns=["word", "name", *COUNTED])
    p, vocabulary = test(cut.blocks, placed, own_words(cut, found))
    nearest = p.min(axis=0)
    share = np.asarray(frequent[vocabulary])
    chosen = np.lexsort((np.array(vocabulary), -share, nearest))[:SHOWN]
    shown = placed[placed["word"].isin([vocabulary[at] for at in chosen])]
    counts, items, occurrences = spread(shown, "word", 1.0, len(cut.blocks))
    order = [vocabulary.index(item) for item in items]
    table = compare(cut.blocks, counts, own_words(cut, found), items, occurrences, p[:, order])
    written = shown["as"].str.lower().groupby(shown["word"]).agg(lambda forms: forms.mode().iloc[0])
    table.insert(0, "name", table["key"].map(written))
    return counted(table, "word")[["word", "name", *COUNTED]]


def measure_style(
    articles: pd.DataFrame, blocks: pd.DataFrame, quotes: pd.DataFrame, mentions: pd.DataFrame
) -> pd.DataFrame:
    """Measure how often each outlet writes in each of the listed ways.

    Returns:
        One row a way and outlet: word, name, outlet_label, count, and the columns
        :data:`units.STATISTICS_COLUMNS`; n is the outlet's own words.
    """
    cut = units(articles, blocks)
    found = words(cut, articles, quotes, mentions)
    ways = _styles(found)
    ways[~found.own] = ""
    table = rates(cut, found, ways, "word")
    return table.assign(name=table["word"])[["word", "name", *COUNTED]]


def evidence(
    articles: pd.DataFrame,
    blocks: pd.DataFrame,
    quotes: pd.DataFrame,
    mentions: pd.DataFrame,
    *,
    word: str,
    outlet_label: str,
    style: bool = False,
) -> pd.DataFrame:
    """Return the uses behind one cell of :func:`measure`, or of :func:`measure_style`.

    What was copied is told from the whole selection, so all of its articles are needed.

    Returns:
        Columns article_id, start, end, in the order of the text.
    """
    cut = units(articles, blocks)
    found = words(cut, articles, quotes, mentions)
    if style:
        hit = (_styles(found) == word) & found.own
    else:
        kept, forms = _forms(found)
        hit = np.zeros(len(kept), bool)
        hit[kept] = forms == word
    return used_in(cut, found, hit, outlet_label)


def _forms(found: Words) -> tuple[npt.NDArray[np.bool_], npt.NDArray[np.object_]]:
    """Return which words are compared, and the form each of these is compared in."""
    common = _grammar()
    forms = np.array([normalise_word(word) for word in found.surface], object)
    telling = np.array([len(form) > 1 and form not in common for form in forms], bool)
    kept = found.own & ~found.name & telling & (_styles(found, spelling=False) == "")
    return kept, forms[kept]


def _styles(found: Words, *, spelling: bool = True) -> npt.NDArray[np.object_]:
    """Return the listed way of writing each word is one of, empty for none."""
    ways = {
        row["form"]: (row["shown"], bool(int(row["cased"])))
        for row in read_rows("measures", _STYLE)
    }
    british = load_american_spellings() if spelling else {}
    american = frozenset(british.values())
    styles = []
    for word in found.surface:
        lower = word.lower()
        shown, cased = ways.get(lower, ("", False))
        if shown and (not cased or word[0].isupper()):
            # "US" is the country, "us" and "Us" are not.
            plain = lower in ("us", "un", "uk") and not word.isupper()
            styles.append("" if plain else shown)
        elif lower in british:
            styles.append("British spelling")
        else:
            styles.append("American spelling" if lower in american else "")
    return np.array(styles, object)


_STYLE = "house_style.csv"


def test(blocks: pd.DataFrame, placed: pd.DataFrame, thousands: Array) -> tuple[Array, list[str]]:
    """Return the adjusted p of each outlet and word, and the words.

    Args:
        blocks: As :attr:`units.Units.blocks`.
        placed: Columns row (position of the block) and word: one row a use.
        thousands: own words of each block, in thousands: blocks x 1.
    """
    code, _ = pd.factorize(blocks["outlet_label"], sort=True)
    _, first, deal = np.unique(blocks["dealt"], return_index=True, return_inverse=True)
    group, story = code[first], blocks["story"].to_numpy(np.intp)[first]
    column, vocabulary = pd.factorize(placed["word"], sort=True)
    shape = (len(first), len(vocabulary))
    counts = sparse.csr_array(
        (np.ones(len(placed)), (deal[placed["row"].to_numpy()], column)), shape
    )
    own = np.zeros((len(first), 1))
    np.add.at(own, deal, 1000 * thousands)
    words_ = [str(word) for word in vocabulary]
    groups = int(group.max(initial=-1)) + 1
    if groups < 2 or groups == len(group):
        return np.ones((groups, len(words_))), words_
    prior = _prior(words_)
    total, size = np.asarray(counts.sum(axis=0)), float(own.sum())
    sums = zip(
        resampling.permuted_sums(counts, group, story),
        resampling.permuted_sums(own, group, story),
        strict=True,
    )
    z = (_z(here, mine, total, size, prior) for here, mine in sums)
    # A z deviates by 1 if uses are independent; bursts make it more, and nothing makes it less.
    return resampling.adjusted(z, np.ones((groups, 1))), words_


def _z(here: Array, mine: Array, total: Array, size: float, prior: Array) -> Array:
    """Return how far each word's log-odds-ratio is from 0, in standard errors.

    The signed root of the likelihood ratio, with the prior's pseudo-uses added on both sides. The
    ratio divided by its standard error (Monroe et al., eq. 22) shrinks again where an outlet hardly
    ever uses a word that the others use often (Hauck & Donner 1977), which is what is looked for.

    Args:
        here: uses in the outlet, deals x words.
        mine: the outlet's own words, deals x 1.
        total: uses in all outlets, one a word.
        size: all outlets' own words.
        prior: pseudo-uses of each word.
    """
    every = total + 2 * prior
    part = (mine + PRIOR) / (size + 2 * PRIOR)
    one, other = here + prior, total - here + prior
    # one log(one / expected) + other log(other / expected) in parts. Most words an outlet does not
    # use, and then the logarithms of its uses and the others' are the same in all deals.
    unused = xlogy(prior, prior) + xlogy(total + prior, total + prior)
    likelihood = unused - xlogy(every, every) - one * np.log(part) - other * np.log1p(-part)
    deal, word = np.nonzero(here)
    own, theirs = one[deal, word], other[deal, word]
    likelihood[deal, word] += xlogy(own, own) + xlogy(theirs, theirs) - unused[word]
    z: Array = np.copysign(np.sqrt(2 * np.maximum(likelihood, 0)), one - every * part)
    return z


def _prior(forms: list[str]) -> Array:
    counts, total = _background()
    found = np.array([counts.get(form, 0) for form in forms], np.float64)
    # Half a use for a word the background does not have.
    prior: Array = PRIOR * (found + 0.5) / total
    return prior


@cache
def _grammar() -> frozenset[str]:
    counts, _ = _background()
    return frozenset(sorted(counts, key=lambda form: (-counts[form], form))[:_COMMON])


@cache
def _background() -> tuple[dict[str, int], int]:
    return read_counts("measures", "narration.csv.gz")
