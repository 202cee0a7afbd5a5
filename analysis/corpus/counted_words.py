"""What figures count where the syntax of their clause does not say it, but fixed words do.

"A toll of 12" counts dead, "a mother of 12" children, "a city of 340,000" people of the city, "a
record of 2,116" is a record; people "taken to hospital" or "in critical condition" are so counted.
"""

import re
from collections.abc import Hashable, Mapping
from typing import Any

import pandas as pd

#: Number of characters before and after a figure in which the words are searched.
_WINDOW = 60
_BOUNDS = r"(?:(?:at least|more than|about|around|nearly|some|almost|over|only|just) )?"
#: Words before a number, and what it then counts: the columns that are set.
_BEFORE: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = (
    (
        re.compile(
            r"\bdeath toll\b[^.;,\d]{0,30}\b(?:to|at|of|is|was|reached|hit|topped|passed)\s"
            rf"{_BOUNDS}$",
            re.IGNORECASE,
        ),
        {"head_noun": "death", "modifiers": "", "predicate": "", "role": "", "scope": ""},
    ),
    (
        re.compile(
            rf"\b(?:mother|father|mom|mum|dad|parent|grandmother|grandfather) of {_BOUNDS}$",
            re.IGNORECASE,
        ),
        {"head_noun": "child", "modifiers": "parent", "predicate": "parent", "subject": ""},
    ),
    (
        re.compile(rf"\b(?:record|mark) of {_BOUNDS}$"),
        {"head_noun": "record", "modifiers": "", "predicate": "record"},
    ),
    (
        re.compile(rf"\b(?:city|town|village|capital|island|county|suburb) of {_BOUNDS}$"),
        {"head_noun": "inhabitant", "modifiers": "", "predicate": "inhabit", "subject": ""},
    ),
)
#: Words after counted people, and what happened to them.
_AFTER: tuple[tuple[re.Pattern[str], dict[str, str]], ...] = (
    (
        re.compile(
            r"(?:(?! and | but )[^.;,\d]){0,40}"
            r"\b(?:taken|rushed|sent|brought|airlifted|transported|flown) to "
            r"(?:an? |the |several |various )?(?:\w+ ){0,2}hospitals?\b"
        ),
        {"predicate": "hospitalize", "role": "patient"},
    ),
    (
        re.compile(
            r"(?:(?! and | but )[^.;,\d]){0,40}"
            r"\b(?:in (?:an? )?(?:critical|serious|grave)(?: but stable)? condition"
            r"|critically (?:injured|hurt|wounded|ill))\b"
        ),
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
    rows = [row | _read_words(row, texts[row["article_id"]]) for row in figures.to_dict("records")]
    return pd.DataFrame(rows, columns=figures.columns)


def _read_words(figure: Mapping[Hashable, Any], text: str) -> dict[str, str]:
    if figure["kind"] not in ("count", "quantity"):
        return {}
    before = text[max(figure["start"] - _WINDOW, 0) : figure["start"]]
    for pattern, columns in _BEFORE:
        if pattern.search(before):
            return columns
    if figure["kind"] == "count":
        after = text[figure["end"] : figure["end"] + _WINDOW]
        for pattern, columns in _AFTER:
            if pattern.match(after):
                return columns
    return {}
