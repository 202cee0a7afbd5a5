"""Which words each outlet uses more than the others, in its own text about the same story.

A word's log-odds in one outlet against the others are weighted by a Dirichlet prior: how often the
word is used in news in general (``data/word_rates.csv.gz``). What the newsroom's style book decides
("Mr.", "per cent", British spelling) is measured separately, as house style.
"""

from functools import cache

import numpy as np
import pandas as pd

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.corpus.word_normalisation import normalise_word
from analysis.measures.house_style import classify_listed_forms
from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.outlet_text import (
    WORD_COLUMNS,
    Flags,
    Labels,
    Words,
    finish_word_table,
    list_uses,
    read_outlet_text,
)
from analysis.measures.selection import Selection
from analysis.measures.stats.log_odds import PRIOR_WORDS, Array, log_odds_p_values
from analysis.measures.stats.outlet_comparison import MIN_OCCURRENCES, compare_outlets
from analysis.measures.stats.sampling_units import count_matrix
from analysis.word_lists import read_counts

CARD = MethodCard(
    name="Distinctive wording",
    what="Words an outlet uses more or less than the others in its own text about the same story.",
    formula=(
        "rate: uses / 1,000 of the outlet's own words (headlines, subheads and body without "
        f"quotations, names, and runs of {MIN_SHARED_WORDS} words that another article has too). "
        "Tested on the log-odds of the word in the outlet against the others, with a Dirichlet "
        "prior of 1,000 words spread as in 6,000 news articles (signed root of the likelihood "
        "ratio); words used 5 times or more are tested together. " + UNCERTAINTY
    ),
    source=(
        "Log-odds with an informative Dirichlet prior: Monroe, Colaresi & Quinn, 'Fightin' Words', "
        "Political Analysis 16(4), 2008; likelihood ratio in place of their z where one side has "
        "next to none: Hauck & Donner, JASA 72, 1977. Background counts: 6,000 news articles of "
        "2012 to 2020 (Baly et al., EMNLP 2020)."
    ),
    reliability=(
        "On one event most differences of words are noise: of a story in three outlets, words pass "
        "the usual |z| of 1.96 almost as often when the outlets are shuffled. The threshold used "
        "is the largest |z| of shuffled outlets, so most stories show no word at all. Compared by "
        "paragraphs, two articles of one outlet on one event differ clearly in 23 of 100 cases; "
        "with 30 articles per outlet a doubled word is found only if it is frequent and evenly "
        "used."
    ),
    fails=(
        "A word does not show what is said with it: read its sentences. Inflected forms and "
        "spellings count together, senses are not distinguished. An outlet's topic within the "
        "story shows as its wording."
    ),
)
#: Most frequent words that are compared. A judgement that bounds the time of the test.
MAX_TESTED_WORDS = 1200
#: Compared words that are returned, those with the smallest p-values. A judgement.
MAX_RETURNED_WORDS = 60
#: Number of most common words of news that count as grammar and are not compared. A judgement.
N_GRAMMAR_WORDS = 120
#: Pseudo-uses in the background of a word that the background does not have (half a use, as
#: Jeffreys' prior adds).
UNKNOWN_WORD_USES = 0.5


def compute(selection: Selection) -> pd.DataFrame:
    """Compute how often each outlet uses each word in its own text.

    Returns:
        One row per word and outlet, for the :data:`MAX_RETURNED_WORDS` words that differ most:
        measure (``word``), item (the word's comparable form), name (its most frequent form),
        outlet_label, count, and :data:`STATISTICS_COLUMNS`; n is the outlet's words.
    """
    text = read_outlet_text(selection)
    blocks, thousand_words = text.sampling_units.blocks, text.thousand_words
    is_compared, forms = _select_compared_words(text.words)
    uses = pd.DataFrame(
        {
            "block_row": text.words.block_row[is_compared],
            "word": forms,
            "surface": text.words.surface[is_compared],
        }
    )
    frequency = uses["word"].value_counts()
    frequency = frequency[frequency >= MIN_OCCURRENCES].sort_index().nlargest(MAX_TESTED_WORDS)
    uses = uses[uses["word"].isin(frequency.index)]
    if uses.empty:
        return pd.DataFrame(columns=list(WORD_COLUMNS))
    p_values, vocabulary = log_odds_p_values(blocks, uses, thousand_words, _get_prior)
    by_p_value = np.lexsort(
        (np.array(vocabulary), -np.asarray(frequency[vocabulary]), p_values.min(axis=0))
    )
    returned = [vocabulary[column] for column in by_p_value[:MAX_RETURNED_WORDS]]
    uses = uses[uses["word"].isin(returned)]
    counts, items, occurrences = count_matrix(uses, "word", 1.0, len(blocks))
    table = compare_outlets(
        blocks,
        counts,
        thousand_words,
        items,
        occurrences=occurrences,
        p_values=p_values[:, [vocabulary.index(item) for item in items]],
    )
    surfaces = uses["surface"].str.lower().groupby(uses["word"])
    names = surfaces.agg(lambda forms: forms.mode().iloc[0])
    return finish_word_table(table.assign(measure="word", name=table["key"].map(names)))


def evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:
    """Return the uses behind one value: article_id, start, end, in text order.

    Args:
        selection: the tables.
        item: the word's comparable form.
        outlet: the outlet's label.
    """
    text = read_outlet_text(selection)
    is_compared, forms = _select_compared_words(text.words)
    is_use = np.zeros(len(is_compared), bool)
    is_use[is_compared] = forms == item
    return list_uses(text, is_use, outlet)


def _select_compared_words(words: Words) -> tuple[Flags, Labels]:
    """Return which words are compared, and the comparable form of each of these."""
    grammar = _list_grammar_words()
    forms = np.array([normalise_word(surface) for surface in words.surface], object)
    has_content = np.array([len(form) > 1 and form not in grammar for form in forms], bool)
    is_style = classify_listed_forms(words.surface) != ""
    is_compared = words.is_outlet_text & ~words.is_name & has_content & ~is_style
    return is_compared, forms[is_compared]


def _get_prior(forms: list[str]) -> Array:
    """Return the pseudo-uses of words among :data:`PRIOR_WORDS` words of news."""
    uses, total = _read_word_rates()
    background = np.array([uses.get(form, 0) for form in forms], np.float64)
    prior: Array = PRIOR_WORDS * (background + UNKNOWN_WORD_USES) / total
    return prior


@cache
def _list_grammar_words() -> frozenset[str]:
    uses, _ = _read_word_rates()
    return frozenset(sorted(uses, key=lambda form: (-uses[form], form))[:N_GRAMMAR_WORDS])


@cache
def _read_word_rates() -> tuple[dict[str, int], int]:
    return read_counts("measures", "word_rates.csv.gz")
