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
            r"\bdeath toll\b(?:[^.;,\d]|\b(?:19|20)\d\d\b){0,30}"
            r"\b(?:to|at|of|is|was|reached|hit|topped|passed)\s"
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
#: What follows a number of inhabitants: nothing that it could count instead ("a city of 12 hills").
_AFTER_INHABITANTS = re.compile(
    r"\s(?:people|residents|inhabitants|souls|in|on|at|near|about|with|where|that|which|and)\b"
    r"|[^\w\s-]|\n|$"
)
#: What may stand between counted people and what happened to them: no one else, and no denial.
_GAP = (
    r"(?:(?!\b(?:and|but|not|never|no|said|says|say|who|whom|whose|he|she|it|they|near|where|when|"
    r"which|that|after|before|while|if|because)\b|n[’']t\b)[^.;,\d\n]){0,40}"
)
#: Words after counted people, the verbs of their clause with which these say what happened to them
#: (empty where the clause has none), and what happened.
_AFTER: tuple[tuple[re.Pattern[str], frozenset[str], dict[str, str]], ...] = (
    (
        re.compile(
            rf"{_GAP}"
            r"\b(?:taken|rushed|sent|brought|airlifted|transported|flown) to "
            r"(?:an? |the |several |various )?(?:\w+ ){0,2}hospitals?\b"
        ),
        frozenset(("", "be", "take", "rush", "send", "bring", "airlift", "transport", "fly")),
        {"predicate": "hospitalize", "role": "patient"},
    ),
    (
        re.compile(
            rf"{_GAP}"
            r"\b(?:in (?:an? )?(?:critical|serious|grave)(?: but stable)? condition"
            r"|critically (?:injured|hurt|wounded|ill))\b"
        ),
        frozenset(("", "be", "remain", "injure", "hurt", "wound")),
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
