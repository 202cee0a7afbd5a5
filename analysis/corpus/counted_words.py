"""What figures count where the syntax of their clause does not say it, but fixed words do.

"A toll of 12" counts dead, "a mother of 12" children, "a city of 340,000" people of the city, "a
record of 2,116" is a record; people "taken to hospital" or "in critical condition" are so counted.
"""

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

from analysis.corpus.table_rows import list_rows
from analysis.corpus.word_patterns import join_words, list_words

_LIST = "counted_words.csv"
#: Number of characters before and after a figure in which the words are searched.
_WINDOW = 60
_BOUNDS = rf"(?:{join_words(_LIST, 'bound')} )?"
#: Words before a number, and what it then counts: the columns that are set.
_BEFORE: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = (
    (
        re.compile(
            r"\bdeath toll\b(?:[^.;,\d]|\b(?:19|20)\d\d\b){0,30}"
            rf"\b{join_words(_LIST, 'toll')}\s{_BOUNDS}$",
            re.IGNORECASE,
        ),
        {"head_noun": "death", "modifiers": "", "predicate": "", "role": "", "scope": ""},
    ),
    (
        re.compile(
            rf"\b{join_words(_LIST, 'parent')} of {_BOUNDS}$",
            re.IGNORECASE,
        ),
        {"head_noun": "child", "modifiers": "parent", "predicate": "parent", "subject": ""},
    ),
    (
        re.compile(rf"\b{join_words(_LIST, 'record')} of {_BOUNDS}$"),
        {"head_noun": "record", "modifiers": "", "predicate": "record"},
    ),
    (
        re.compile(rf"\b{join_words(_LIST, 'settlement')} of {_BOUNDS}$"),
        {"head_noun": "inhabitant", "modifiers": "", "predicate": "inhabit", "subject": ""},
    ),
)
#: What follows a number of inhabitants: nothing that it could count instead ("a city of 12 hills").
_AFTER_INHABITANTS = re.compile(
    rf"\s{join_words(_LIST, 'inhabitants')}\b"
    r"|[^\w\s-]|\n|$"
)
#: What may stand between counted people and what happened to them: no one else, and no denial.
_GAP = rf"(?:(?!\b{join_words(_LIST, 'other')}\b|n[’']t\b)[^.;,\d\n]){{0,40}}"
#: Words after counted people, the verbs of their clause with which these say what happened to them
#: (empty where the clause has none), and what happened.
_AFTER: tuple[tuple[re.Pattern[str], frozenset[str], dict[str, str]], ...] = (
    (
        re.compile(
            rf"{_GAP}"
            rf"\b{join_words(_LIST, 'sent')} to "
            r"(?:an? |the |several |various )?(?:\w+ ){0,2}hospitals?\b"
        ),
        list_words(_LIST, "verb of sending") | {""},
        {"predicate": "hospitalize", "role": "patient"},
    ),
    (
        re.compile(
            rf"{_GAP}"
            rf"\b(?:in (?:an? )?{join_words(_LIST, 'grave')}(?: but stable)? condition"
            rf"|critically {join_words(_LIST, 'harmed')})\b"
        ),
        list_words(_LIST, "verb of state") | {""},
        {"predicate": "critical", "role": "agent"},
    ),
)


def read_counted_words(figures: pd.DataFrame, articles: pd.DataFrame) -> pd.DataFrame:
    """Return figures with what fixed words say that they count.

    Args:
        figures: As the table ``figures``.
        articles: Columns article_id, text.
    """
    texts = dict(zip(articles["article_id"], articles["text"], strict=True))
    rows = [row | _read_words(row, texts[row["article_id"]]) for row in list_rows(figures)]
    return pd.DataFrame(rows, columns=figures.columns)


def _read_words(figure: Mapping[Hashable, Any], text: str) -> dict[str, str]:
    if figure["kind"] not in ("count", "quantity"):
        return {}
    before = text[max(figure["start"] - _WINDOW, 0) : figure["start"]]
    after = text[figure["end"] : figure["end"] + _WINDOW]
    for pattern, columns in _BEFORE:
        if pattern.search(before):
            is_of_place = columns["head_noun"] == "inhabitant"
            return {} if is_of_place and not _AFTER_INHABITANTS.match(after) else columns
    if figure["kind"] == "count":
        for pattern, verbs, columns in _AFTER:
            if figure["predicate"] in verbs and pattern.match(after):
                return columns
    return {}
