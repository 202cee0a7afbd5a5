"""How often each outlet judges, hedges or takes for granted in its own words.

The words are listed in ``data/loaded.csv``. Quotations, names and copied passages do not count,
nor does "could" of ability, by the words of ``data/ability.csv`` beside it, nor the month of May.
"""

import re

import numpy as np
import pandas as pd

from analysis.corpus.shared_text import MIN_SHARED_WORDS
from analysis.measures.method_card import UNCERTAINTY, MethodCard
from analysis.measures.outlet_text import (
    Flags,
    Labels,
    Words,
    compare_rates,
    list_uses,
    read_outlet_text,
)
from analysis.measures.selection import Selection
from analysis.word_lists import read_mapping, read_rows

#: "May" as a month, which the match ends with: after a word in small letters, where the verb is
#: written small, after a number, or an article or preposition that begins a sentence, and before a
#: number. Of 70 places in 1,500 articles that it leaves, 6 were the month before "The", "A" and
#: "Through" were listed.
_MONTH = re.compile(
    r"(?:\b[a-z][\w’']*,? |\b\d{1,2} |\b(?:In|Since|Until|Last|By|From|The|A|Through) |"
    r"\b[Mm]id-)May\b"
    r"|\bMay\b(?=,? \d)"
)
_MONTH_LETTERS = len("May")

CARD = MethodCard(
    name="Loaded words",
    what="How often an outlet judges, hedges or takes for granted outside quotations.",
    formula=(
        "rate: listed words of the class / 1,000 of the outlet's own words (headlines, subheads "
        f"and body without quotations, names, and runs of {MIN_SHARED_WORDS} words that another "
        'article has too); "could" of ability ("could not say", "if he could") is no hedge, '
        "nor is the month of May. " + UNCERTAINTY
    ),
    source=(
        "Kinds of words as signs of bias: Recasens, Danescu-Niculescu-Mizil & Jurafsky, ACL 2013; "
        "hedges after Hyland (1998), factive words after Hooper (1975). The words were listed by "
        "hand for this project."
    ),
    reliability=(
        "Which words are loaded is a judgement: the list is short and strict, and was not checked "
        "by several people. Rates from fewer than about 5 uses mean nothing."
    ),
    fails=(
        "A word is counted whatever it means in its sentence: 'a brutal winter'. A story about a "
        "massacre has more such words than one about a budget: compare outlets within one story."
    ),
)


def compute(selection: Selection) -> pd.DataFrame:
    """Compute the rate of each class of words in each outlet's own text.

    Returns:
        One row per class and outlet: measure (``loaded``), item (the class), name, outlet_label,
        count, and :data:`STATISTICS_COLUMNS`; n is the outlet's words.
    """
    text = read_outlet_text(selection)
    table = compare_rates(text, _classify_words(text.words, selection.articles), "loaded")
    return table.assign(name=table["item"].astype(str) + " words")


def evidence(selection: Selection, item: str, outlet: str) -> pd.DataFrame:
    """Return the words behind one value: article_id, start, end, in text order.

    Args:
        selection: the tables.
        item: the class of words.
        outlet: the outlet's label.
    """
    text = read_outlet_text(selection)
    return list_uses(text, _classify_words(text.words, selection.articles) == item, outlet)


def _classify_words(words: Words, articles: pd.DataFrame) -> Labels:
    """Return the class of each word, empty for none and for words that are not the outlet's."""
    class_of = read_mapping("measures", "loaded.csv", "word", "class")
    classes = np.array([class_of.get(surface.lower(), "") for surface in words.surface], object)
    is_other = words.is_name | _mark_ability(words) | _mark_months(words, articles)
    classes[~words.is_outlet_text | is_other] = ""
    return classes


def _mark_months(words: Words, articles: pd.DataFrame) -> Flags:
    """Return which words are the month: "May 2015", "3 May", "since May"."""
    months = {
        (key, match.end() - _MONTH_LETTERS)
        for key, text in zip(articles["article_id"], articles["text"], strict=True)
        for match in _MONTH.finditer(text)
    }
    places = zip(words.article_id.tolist(), words.start.tolist(), strict=True)
    return np.array([place in months for place in places], bool)


def _mark_ability(words: Words) -> Flags:
    """Return which words are a "could" that says what somebody is able or allowed to do."""
    places: dict[str, set[str]] = {"after": set(), "before": set(), "subject": set()}
    for row in read_rows("measures", "ability.csv"):
        places[row["place"]].add(row["word"])
    surface = [word.lower() for word in words.surface]
    is_ability = np.zeros(len(surface), bool)
    for n, word in enumerate(surface):
        if word == "could":
            next_word = surface[n + 1] if n + 1 < len(surface) else ""
            condition, subject = surface[n - 2 : n] if n > 1 else ("", "")
            is_ability[n] = next_word in places["after"] or (
                subject in places["subject"] and condition in places["before"]
            )
    return is_ability
